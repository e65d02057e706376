//! From lines to paragraphs.
