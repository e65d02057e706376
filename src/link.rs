//! Identity, aliases, short forms, relations.
