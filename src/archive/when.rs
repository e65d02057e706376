//! The first and the last day of a time: what makes deadlines comparable.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use crate::document::{Header, When};
use crate::text;

/// The first day of a date that may be partial: `2030` begins on 2030-01-01.
pub(crate) fn first_day(date: &str) -> Option<Date> {
    match date.len() {
        4 => format!("{date}-01-01").parse().ok(),
        7 => format!("{date}-01").parse().ok(),
        _ => date.get(..10)?.parse().ok(),
    }
}

/// The last day of a date that may be partial: `2030-12` ends on 2030-12-31.
pub(crate) fn last_day(date: &str) -> Option<Date> {
    let first = first_day(date)?;
    Some(match date.len() {
        4 => first.last_of_year(),
        7 => first.last_of_month(),
        _ => first,
    })
}

/// The term of a document: its date, and the last day of the years that its title names.
pub(super) struct Term {
    first: Option<Date>,
    last: Option<Date>,
}

impl Term {
    pub(super) fn of(header: &Header) -> Term {
        Term { first: header.date.as_deref().and_then(first_day), last: last_of_title(header) }
    }

    /// The first and the last day on which `when` may fall. What comes again begins with the document and ends with its
    /// term; without one its last day is open, as that of «năm 2025 và các năm tiếp theo». None for what has no date.
    pub(super) fn bounds(&self, when: &When) -> (Option<Date>, Option<Date>) {
        match when {
            When::Before { date } => (last_day(date), last_day(date)),
            When::On { date } => (first_day(date), last_day(date)),
            When::During { from, to } => {
                let first = from.as_deref().and_then(first_day);
                let last = to.as_deref().and_then(last_day);
                (first.or(last), last)
            }
            When::Every { rrule, .. } => {
                let until = rrule.split(';').find_map(|part| part.strip_prefix("UNTIL="));
                let until = until.and_then(|day| Date::strptime("%Y%m%d", day.get(..8)?).ok());
                (self.first, until.or(self.last))
            }
            When::Ongoing | When::After { .. } => (None, None),
        }
    }
}

/// The last day of the years that a title names, where they reach beyond the document's date: «năm 2025», «giai đoạn
/// 2021 - 2030», «đến năm 2030».
fn last_of_title(header: &Header) -> Option<Date> {
    static YEARS: LazyLock<Regex> = LazyLock::new(|| {
        let years = r"(?:(?P<month>thang-\d{1,2})-)?\b(?:nam-hoc|nam|giai-doan)-(?P<from>\d{4})(?:-(?:nam-)?(?P<to>\d{4}))?\b";
        Regex::new(years).expect("the pattern is fixed")
    });
    let title = text::slug(header.title.as_deref()?);
    let issued = header.date.as_deref()?.get(..4)?;
    let last = YEARS
        .captures_iter(&title)
        .filter(|found| found.name("month").is_none())
        .filter_map(|found| found.name("to").or(found.name("from")))
        .map(|year| year.as_str())
        .max()?;
    (last >= issued).then(|| last_day(last)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<Date> {
        Some(text.parse().unwrap())
    }

    #[test]
    fn partial_dates_are_spans() {
        assert_eq!((first_day("2030"), last_day("2030")), (day("2030-01-01"), day("2030-12-31")));
        assert_eq!((first_day("2024-02"), last_day("2024-02")), (day("2024-02-01"), day("2024-02-29")));
        assert_eq!((first_day("2024-02-05"), last_day("2024-02-05")), (day("2024-02-05"), day("2024-02-05")));
        for wrong in ["", "x", "20244", "2024-13", "2024-02-30", "năm nay, ngà"] {
            assert_eq!((first_day(wrong), last_day(wrong)), (None, None), "{wrong}");
        }
    }

    #[test]
    fn a_span_may_have_no_end() {
        let bounds = |from: Option<&str>, to: Option<&str>| {
            let during = When::During { from: from.map(str::to_owned), to: to.map(str::to_owned) };
            Term::of(&Header::default()).bounds(&during)
        };
        assert_eq!(bounds(Some("2025"), None), (day("2025-01-01"), None));
        assert_eq!(bounds(None, Some("2025")), (day("2025-12-31"), day("2025-12-31")));
        assert_eq!(bounds(Some("2025-03"), Some("2025-06")), (day("2025-03-01"), day("2025-06-30")));
    }

    #[test]
    fn what_comes_again_ends_with_the_term_of_the_title() {
        let every = When::Every { rrule: "FREQ=YEARLY".to_owned(), before: false };
        let ends = |title: &str| {
            let header = Header {
                date: Some("2025-03-01".to_owned()),
                title: Some(title.to_owned()),
                ..Header::default()
            };
            Term::of(&header).bounds(&every).1
        };
        assert_eq!(ends("Phát triển rừng giai đoạn 2021 - 2030"), day("2030-12-31"));
        assert_eq!(ends("Phòng, chống ma túy năm 2025"), day("2025-12-31"));
        assert_eq!(ends("Chuyển đổi số đến năm 2027, định hướng đến năm 2035"), day("2035-12-31"));
        for open in [
            "Thực hiện Chỉ thị số 12-CT/TW ngày 05 tháng 02 năm 2025 của Ban Bí thư",
            "Tổng kết Nghị quyết năm 2015",
            "Phòng, chống ma túy",
            "Hỗ trợ 2030 hộ",
        ] {
            assert_eq!(ends(open), None, "{open}");
        }
        let until = When::Every { rrule: "FREQ=YEARLY;UNTIL=20301231".to_owned(), before: false };
        assert_eq!(Term::of(&Header::default()).bounds(&until), (None, day("2030-12-31")));
    }
}
