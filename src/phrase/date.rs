//! Dates of instruments: «ngày 25/12/2023», «ngày 22 tháng 4 năm 2024», «ngày    tháng    năm 2021».

use crate::text::{Run, Text};

/// A date as the text states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    /// From «ngày» (or the first digit) to the last digit.
    pub run: Run,
    /// ISO 8601, as precise as stated: `2023-12-25`, `2021`, `2013-12`; without a year `--06-01`.
    pub iso: String,
}

/// The date that starts at `run.start` and ends inside `run`; «ngày» may open it.
pub fn date(_text: &Text, _run: Run) -> Option<Dated> {
    None
}
