//! Mentions of other instruments (viện dẫn văn bản).
