//! Numbers of documents (số, ký hiệu).
