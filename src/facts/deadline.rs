//! Times by which or at which somebody must act (thời hạn).

use crate::document::{Assignment, Deadline};
use crate::facts::Reading;

/// The deadlines of a document, in reading order. The assignments tell who acts where the sentence does not.
pub fn deadlines(_reading: Reading<'_>, _assignments: &[Assignment]) -> Vec<Deadline> {
    Vec::new()
}
