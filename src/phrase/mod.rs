//! Phrases: one nom production for each kind of thing that stands in a line of text.
//!
//! In: folded text and a place. Out: a value and how far it reaches. No context, no facts.

pub mod body;
pub mod date;
pub mod number;
mod period;
pub mod provision;
pub mod quantity;
mod recurrence;
pub mod time;
