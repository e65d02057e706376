//! Facts: phrases plus what only context can tell.
//!
//! In: a [`Reading`], the laid-out text with its outline. Out: citations, assignments, deadlines, targets in reading order.

pub mod assignment;
pub mod citation;
pub mod deadline;
pub(crate) mod issuer;
pub mod target;

use crate::grammar::Grammar;
use crate::structure::Outline;
use crate::text::Text;

/// What every recogniser of facts reads.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    pub text: &'a Text<'a>,
    pub grammar: &'a Grammar,
    pub outline: &'a Outline,
    /// The year the document is for: that of its period if the title names a single one, else that of its date.
    pub year: Option<i32>,
    /// The year of its date, which may lie before that one.
    pub dated: Option<i32>,
}
