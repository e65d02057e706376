//! Who leads, who coordinates, when (phân công nhiệm vụ).

use crate::document::Assignment;
use crate::facts::Reading;

/// The assignments of a document, in reading order.
pub fn assignments(_reading: Reading<'_>) -> Vec<Assignment> {
    Vec::new()
}
