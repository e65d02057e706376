//! Results to be reached (chỉ tiêu).

use crate::document::Target;
use crate::facts::Reading;

/// The targets of a document, in reading order.
pub fn targets(_reading: Reading<'_>) -> Vec<Target> {
    Vec::new()
}
