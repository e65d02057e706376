//! Spans of time, deadlines, recurrences: the words of a [`When`].

use crate::document::When;
use crate::grammar::Grammar;
use crate::text::{Run, Text};

/// What the words of a timing label mean as a whole: «Thường xuyên», «Quý IV năm 2025», «Trước ngày 20/11 hằng năm».
/// `year` is the document's year, used where the words leave it out.
pub fn timing(_text: &Text, _grammar: &Grammar, _run: Run, _year: Option<i32>) -> Option<When> {
    None
}
