//! Stretches of the calendar: days, months, quarters, half-years, years, and lists of them.
//!
//! In: folded bytes. Out: a [`Point`], its year left open where the text leaves it out. The words around it («trước»,
//! «hằng năm») and the year of the document are not read here.

use nom::branch::alt;
use nom::bytes::complete::tag;
use nom::character::complete::one_of;
use nom::combinator::{map, not, opt, peek, value};
use nom::sequence::{delimited, preceded, terminated};
use nom::{IResult, Parser};

use super::date::{self, Civil, Parsed, fail, space, two_digits, year};
use crate::text::{LINE, is_word};

/// The parts of a month; they say no more than the month.
const PARTS: &[(&str, ())] = &[
    ("thuong tuan", ()),
    ("trung tuan", ()),
    ("ha tuan", ()),
    ("tuan dau", ()),
    ("tuan cuoi", ()),
    ("dau", ()),
    ("giua", ()),
    ("cuoi", ()),
];

/// How many days, months or quarters a list may name.
const LONGEST_LIST: usize = 12;

/// A stretch of the calendar, both ends inclusive and equally precise; a single date has equal ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Period {
    pub(super) from: Civil,
    pub(super) to: Civil,
}

impl Period {
    fn single(date: Civil) -> Period {
        Period { from: date, to: date }
    }

    /// From the first day of the first period to the last of the second; the year of the second holds for both.
    pub(super) fn until(self, last: Period) -> Period {
        let mut from = self.from.or_year(last.to.year);
        if self.from.year.is_none() && (from.month, from.day) > (last.to.month, last.to.day) {
            // «từ ngày 15/11 đến ngày 15/02/2025» begins in the year before.
            from.year = from.year.map(|year| year - 1);
        }
        Period { from, to: last.to }
    }

    /// The same with the year filled in where none is stated; it holds for the end of the period.
    pub(super) fn in_year(self, year: Option<i16>) -> Period {
        let to = self.to.or_year(year);
        self.until(Period { from: to, to })
    }

    pub(super) fn has_year(self) -> bool {
        self.to.year.is_some()
    }
}

/// What a point of the calendar may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Point {
    Period(Period),
    /// «ngày 15» of a month that the words around tell.
    Day(i8),
    /// «thứ Sáu», as RFC 5545 writes it.
    Weekday(&'static str),
}

/// The point that starts the input. After a word such as «trước» the bare forms count too: «30/6», «12/2025», «2030».
pub(super) fn point(input: &[u8], bare: bool) -> Parsed<'_, Point> {
    // The first letter leaves few productions open.
    match input.first() {
        Some(b'0'..=b'9') => figure_point(input, bare),
        Some(b'n') if input.starts_with(b"ngay") => {
            let period = ended(map(alt((day_span, day)), Point::Period)).parse(input);
            period.or_else(|_| ended(map(day_of_month, Point::Day)).parse(input))
        }
        Some(b'n') => ended(map(years, Point::Period)).parse(input),
        Some(b'q') => ended(map(quarters, Point::Period)).parse(input),
        Some(b'b' | b's') => ended(map(halves, Point::Period)).parse(input),
        Some(b'c' | b'd' | b'g' | b'h' | b't') => {
            let day =
                terminated(weekday, (space, opt(one_of(",(")), space, peek(tag(&b"ngay"[..])))).parse(input);
            if let Ok((input, _)) = day {
                return point(input, bare);
            }
            let period = ended(map(alt((months, halves, edge, edge_of_quarter)), Point::Period)).parse(input);
            period.or_else(|_| ended(map(weekday, Point::Weekday)).parse(input))
        }
        _ => fail(input),
    }
}

/// A point that starts with a figure. Most figures of a text count something else: what follows them tells.
fn figure_point(input: &[u8], bare: bool) -> Parsed<'_, Point> {
    match input.iter().position(|b| !b.is_ascii_digit()).unwrap_or(input.len()) {
        digits @ (1 | 2) if day_goes_on(&input[digits..]) => {
            let period = ended(map(alt((day_span, day, halves)), Point::Period)).parse(input);
            period.or_else(|error| match bare {
                true => ended(map(alt((bare_day, bare_month)), Point::Period)).parse(input),
                false => Err(error),
            })
        }
        4 if bare => ended(map(bare_years, Point::Period)).parse(input),
        _ => fail(input),
    }
}

/// Whether a figure may be a day or a month, by what follows it.
pub(super) fn day_goes_on(rest: &[u8]) -> bool {
    let rest = rest.strip_prefix(b" ").unwrap_or(rest);
    let Some((sign, after)) = rest.split_first() else { return false };
    let next = || after.iter().find(|b| !matches!(**b, b' ' | LINE));
    match sign {
        b'/' => next().is_some_and(u8::is_ascii_digit),
        // «ngày 15 … tháng 6»
        b'.' => next().is_some_and(|b| b.is_ascii_digit() || matches!(b, b't' | b'.' | 0x7F)),
        b'-' | b'&' => next().is_some_and(|b| b.is_ascii_digit() || *b == b'n'),
        b',' | b';' => {
            next().is_some_and(|b| b.is_ascii_digit() || matches!(b, b'n' | b't' | b'v' | b'.' | 0x7F))
        }
        b'n' => after.starts_with(b"gay") || after.starts_with(b"am"),
        b't' => after.starts_with(b"hang"),
        b'v' => after.starts_with(b"a"),
        b'd' => after.starts_with(b"en"),
        _ => *sign == LINE,
    }
}

/// A time of the day before a date: «14 giờ 00», «19h00’», «17 giờ 30 phút».
pub(super) fn hour(input: &[u8]) -> Parsed<'_, ()> {
    let unit = alt((tag(&b"gio"[..]), tag(&b"h"[..]), tag(&b"g"[..])));
    let (input, _) = (two_digits, space, unit).parse(input)?;
    let (input, minutes) = opt((space, two_digits)).parse(input)?;
    let (input, _) = opt((space, alt((tag(&b"phut"[..]), tag(&b"'"[..]), tag(&b"p"[..]))))).parse(input)?;
    if minutes.is_none() && input.first().is_some_and(|&b| is_word(b)) {
        return fail(input);
    }
    value((), opt(one_of(","))).parse(input)
}

/// The value of the first word or phrase of a table that starts the input and ends with a word.
pub(super) fn choice<T: Copy>(table: &'static [(&'static str, T)]) -> impl Fn(&[u8]) -> Parsed<'_, T> {
    move |input| {
        let found = table.iter().find(|(word, _)| {
            input.first() == word.as_bytes().first()
                && input.starts_with(word.as_bytes())
                && !input.get(word.len()).is_some_and(|&b| is_word(b))
        });
        match found {
            Some((word, value)) => Ok((&input[word.len()..], *value)),
            None => fail(input),
        }
    }
}

fn ended<'a, T>(
    parser: impl Parser<&'a [u8], Output = T, Error = nom::error::Error<&'a [u8]>>,
) -> impl Parser<&'a [u8], Output = T, Error = nom::error::Error<&'a [u8]>> {
    terminated(parser, peek(date::ends_date))
}

// day_span ::= "ngày"? day ((","|"và"|"đến"|"-") "ngày"? day)* separator date
//   24, 25 và 26 tháng 8 năm 2026 · ngày 08 đến ngày 10 tháng 12 năm 2025
fn day_span(input: &[u8]) -> Parsed<'_, Period> {
    let (input, named) = opt((tag(&b"ngay"[..]), space)).parse(input)?;
    let (mut input, first) = two_digits(input)?;
    for _ in 0..LONGEST_LIST {
        let (rest, _) = (separator, opt((tag(&b"ngay"[..]), space))).parse(input)?;
        if let Ok((rest, last)) = alt((date::in_digits, date::in_words)).parse(rest) {
            let from = Civil::new(Some(first), last.month, last.year);
            return match from {
                Some(from) if last.day.is_some() && (named.is_some() || last.year.is_some()) => {
                    Ok((rest, Period { from, to: last }))
                }
                _ => fail(rest),
            };
        }
        (input, _) = two_digits(rest)?;
    }
    fail(input)
}

fn day(input: &[u8]) -> Parsed<'_, Period> {
    alt((torn_date, map(date::day_date, Period::single))).parse(input)
}

/// A date whose month scanning has torn: «ngày 22/1 1/2017».
fn torn_date(input: &[u8]) -> Parsed<'_, Period> {
    let (input, _) = opt((tag(&b"ngay"[..]), space)).parse(input)?;
    let (input, day) = terminated(two_digits, tag(&b"/"[..])).parse(input)?;
    let (input, units) = preceded(tag(&b"1 "[..]), one_of("012")).parse(input)?;
    let (input, year) = preceded(tag(&b"/"[..]), year).parse(input)?;
    let month = 10 + units as i8 - b'0' as i8;
    match Civil::new(Some(day), Some(month), Some(year)) {
        Some(date) => Ok((input, Period::single(date))),
        None => fail(input),
    }
}

// months ::= part? "tháng" month (separator "tháng"? month)* year?
//   tháng 6 · cuối tháng 6/2025 · tháng 3, 4 năm 2014 · tháng 6 - 7/2014
fn months(input: &[u8]) -> Parsed<'_, Period> {
    let (input, _) = opt(terminated(choice(PARTS), space)).parse(input)?;
    list(input, b"thang", two_digits, 1)
}

// quarters ::= "quý" quarter (separator "quý"? quarter)* year?
//   quý IV năm 2025 · Quý I và Quý II/2014 · quý 1/2019 · quí II/2016
fn quarters(input: &[u8]) -> Parsed<'_, Period> {
    list(input, if input.starts_with(b"qui") { b"qui" } else { b"quy" }, quarter, 3)
}

/// A list of units of so many `months`, each counted from 1 within its year.
fn list<'a>(
    input: &'a [u8],
    word: &'static [u8],
    unit: impl Fn(&'a [u8]) -> IResult<&'a [u8], i8>,
    months: i8,
) -> Parsed<'a, Period> {
    let (mut input, first) = preceded((tag(word), space), &unit).parse(input)?;
    let mut last = first;
    for _ in 0..LONGEST_LIST {
        let mut next = preceded((separator, opt((tag(word), space))), &unit);
        let Ok((rest, number)) = next.parse(input) else { break };
        // A gap in the list or a number of something else («tháng 3, 4 lớp») ends it.
        let ends = date::ends_date(rest).is_ok() || of_year(rest).is_ok();
        if !ends || number <= last || (number > last + 1 && is_comma(input)) {
            break;
        }
        (last, input) = (number, rest);
    }
    let (low, high) = (first, last);
    let (input, year) = opt(of_year).parse(input)?;
    let from = Civil::new(None, Some((low - 1) * months + 1), year);
    let to = Civil::new(None, high.checked_mul(months), year);
    match (from, to) {
        (Some(from), Some(to)) if low > 0 => Ok((input, Period { from, to })),
        _ => fail(input),
    }
}

/// The number of a quarter: I to IV or 1 to 4.
fn quarter(input: &[u8]) -> Parsed<'_, i8> {
    choice(&[
        ("iv", 4),
        ("iii", 3),
        ("ii", 2),
        ("i", 1),
        ("1v", 4),
        ("01", 1),
        ("02", 2),
        ("03", 3),
        ("04", 4),
        ("1", 1),
        ("2", 2),
        ("3", 3),
        ("4", 4),
    ])(input)
}

// halves ::= ("6"|"sáu"|"9"|"3") "tháng" ("đầu"|"cuối") "năm" year?
fn halves(input: &[u8]) -> Parsed<'_, Period> {
    let count = choice(&[
        ("06", 6),
        ("6", 6),
        ("sau", 6),
        ("09", 9),
        ("9", 9),
        ("chin", 9),
        ("03", 3),
        ("3", 3),
        ("ba", 3),
    ]);
    let (input, count) = terminated(count, (space, tag(&b"thang"[..]), space)).parse(input)?;
    let (input, first) = choice(&[("dau nam", true), ("cuoi nam", false)])(input)?;
    let (input, year) = preceded(not_school, opt(preceded(space, year))).parse(input)?;
    let (from, to) = if first { (1, count) } else { (13 - count, 12) };
    match (Civil::new(None, Some(from), year), Civil::new(None, Some(to), year)) {
        (Some(from), Some(to)) => Ok((input, Period { from, to })),
        _ => fail(input),
    }
}

// edge ::= ("đầu"|"giữa"|"cuối") "năm" year?
fn edge(input: &[u8]) -> Parsed<'_, Period> {
    let (input, month) = choice(&[("dau nam", 1), ("giua nam", 6), ("cuoi nam", 12)])(input)?;
    let (input, year) = preceded(not_school, opt(preceded(space, year))).parse(input)?;
    match Civil::new(None, Some(month), year) {
        Some(date) => Ok((input, Period::single(date))),
        None => fail(input),
    }
}

// edge_of_quarter ::= ("đầu"|"giữa"|"cuối") quarter
//   cuối quý II năm 2025 · đầu quý III/2024
fn edge_of_quarter(input: &[u8]) -> Parsed<'_, Period> {
    let (input, month) = choice(&[("dau", 0), ("giua", 1), ("cuoi", 2)])(input)?;
    let (rest, period) = preceded(space, quarters).parse(input)?;
    let first = period.from.month.unwrap_or_default();
    match Civil::new(None, Some(first + month), period.from.year) {
        Some(date) if period.to.month == Some(first + 2) => Ok((rest, Period::single(date))),
        _ => fail(input),
    }
}

/// «đầu năm học» is no part of a calendar year.
fn not_school(input: &[u8]) -> Parsed<'_, ()> {
    not(peek(choice(&[(" hoc", ())]))).parse(input)
}

// years ::= "năm" year (separator year)?
fn years(input: &[u8]) -> Parsed<'_, Period> {
    preceded((tag(&b"nam"[..]), space), bare_years).parse(input)
}

fn bare_years(input: &[u8]) -> Parsed<'_, Period> {
    let (mut input, first) = year(input)?;
    let mut last = first;
    for _ in 0..LONGEST_LIST {
        let Ok((rest, next)) = preceded((separator, opt((tag(&b"nam"[..]), space))), year).parse(input)
        else {
            break;
        };
        // «năm 2025 và năm 2030» are two years, «năm 2025, 2026» a stretch.
        if next <= last || (next > last + 1 && is_comma(input)) {
            break;
        }
        (last, input) = (next, rest);
    }
    let date = |year| Civil { year: Some(year), ..Civil::default() };
    Ok((input, Period { from: date(first), to: date(last) }))
}

fn bare_day(input: &[u8]) -> Parsed<'_, Period> {
    let (input, date) = alt((date::in_digits, date::in_words)).parse(input)?;
    if date.day.is_some() { Ok((input, Period::single(date))) } else { fail(input) }
}

fn bare_month(input: &[u8]) -> Parsed<'_, Period> {
    let (input, month) = terminated(two_digits, (space, one_of("/-"), space)).parse(input)?;
    let (input, year) = year(input)?;
    match Civil::new(None, Some(month), Some(year)) {
        Some(date) if date.month.is_some() => Ok((input, Period::single(date))),
        _ => fail(input),
    }
}

fn day_of_month(input: &[u8]) -> Parsed<'_, i8> {
    let (input, day) = preceded((tag(&b"ngay"[..]), space), two_digits).parse(input)?;
    if (1..=31).contains(&day) { Ok((input, day)) } else { fail(input) }
}

/// Thứ Hai to Chủ nhật.
fn weekday(input: &[u8]) -> Parsed<'_, &'static str> {
    let number = choice(&[
        ("hai", "MO"),
        ("ba", "TU"),
        ("tu", "WE"),
        ("nam", "TH"),
        ("sau", "FR"),
        ("bay", "SA"),
        ("2", "MO"),
        ("3", "TU"),
        ("4", "WE"),
        ("5", "TH"),
        ("6", "FR"),
        ("7", "SA"),
    ]);
    alt((preceded((tag(&b"thu"[..]), space), number), choice(&[("chu nhat", "SU")]))).parse(input)
}

/// Whether a list goes on with a comma or «và», so that it names its members one by one.
fn is_comma(input: &[u8]) -> bool {
    let input = input.strip_prefix(b" ").unwrap_or(input);
    input.starts_with(b",") || input.starts_with(b";") || input.starts_with(b"va") || input.starts_with(b"&")
}

/// «năm 2025», «/2025», «-2025» after a month or quarter.
fn of_year(input: &[u8]) -> Parsed<'_, i16> {
    alt((
        preceded((opt(one_of(",")), space, tag(&b"nam"[..]), space), year),
        preceded(delimited(space, one_of("/-."), space), year),
        preceded(space, terminated(year, not(peek(one_of("-/"))))),
    ))
    .parse(input)
}

/// What stands between the members of a list or the ends of a stretch.
pub(super) fn separator(input: &[u8]) -> Parsed<'_, ()> {
    let word = choice(&[("va", ()), ("den het", ()), ("den", ())]);
    let comma = value((), (space, one_of(",;"), space, opt((choice(&[("va", ())]), space))));
    alt((value((), (space, word, space)), value((), (space, one_of("-&"), space)), comma)).parse(input)
}

/// Whether the second period begins where the first ends: «tháng 6 và tháng 7/2025».
pub(super) fn adjoins(first: Period, last: Period) -> bool {
    let months = |date: Civil, year: i16| Some(i32::from(year) * 12 + i32::from(date.month?));
    if first.to.day.is_some()
        || last.from.day.is_some()
        || last.from.month.is_some() != first.to.month.is_some()
    {
        return false;
    }
    let year = last.from.year.unwrap_or_default();
    match months(last.from, year) {
        Some(month) => months(first.to, first.to.year.unwrap_or(year)) == Some(month - 1),
        None => first.to.year == Some(year - 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    #[track_caller]
    fn check(source: &str, from: &str, to: &str) {
        let folded = fold(source);
        match point(folded.as_bytes(), true) {
            Ok((_, Point::Period(period))) => {
                assert_eq!((period.from.iso(), period.to.iso()), (from.into(), to.into()), "{source:?}");
            }
            other => panic!("{source:?}: {other:?}"),
        }
    }

    #[test]
    fn ok_days() {
        check("24, 25 và 26 tháng 8 năm 2026", "2026-08-24", "2026-08-26");
        check("ngày 08 đến ngày 10 tháng 12 năm 2025", "2025-12-08", "2025-12-10");
        check("ngày 13 đến ngày 15/12/2017", "2017-12-13", "2017-12-15");
        check("ngày 20-22/8", "--08-20", "--08-22");
        check("thứ Sáu, ngày 20/12/2013", "2013-12-20", "2013-12-20");
        check("ngày 22/1 1/2017", "2017-11-22", "2017-11-22");
        check("30/6", "--06-30", "--06-30");
    }

    #[test]
    fn ok_months_and_quarters() {
        check("tháng 12/2025.", "2025-12", "2025-12");
        check("Tháng 3, 4 năm 2014", "2014-03", "2014-04");
        check("tháng 6 - 7/2014", "2014-06", "2014-07");
        check("cuối tháng 6", "--06", "--06");
        check("12/2025", "2025-12", "2025-12");
        check("Quý IV năm 2025", "2025-10", "2025-12");
        check("Quý I và Quý II/2014", "2014-01", "2014-06");
        check("quý 1/2019", "2019-01", "2019-03");
        check("Quý III Năm 2026", "2026-07", "2026-09");
        check("quý II, III", "--04", "--09");
        check("quí II/2016", "2016-04", "2016-06");
    }

    #[test]
    fn ok_halves_and_years() {
        check("6 tháng cuối năm 2025", "2025-07", "2025-12");
        check("06 tháng đầu năm", "--01", "--06");
        check("9 tháng đầu năm 2024", "2024-01", "2024-09");
        check("cuối năm 2025", "2025-12", "2025-12");
        check("cuối năm", "--12", "--12");
        check("năm 2030", "2030", "2030");
        check("2014 - 2020", "2014", "2020");
        check("năm 2021 đến năm 2030", "2021", "2030");
        check("năm 2025 và năm 2030", "2025", "2025");
    }

    #[test]
    fn not_a_period() {
        for source in [
            "6 tháng",
            "tháng 13",
            "tháng tuổi",
            "quý V",
            "quy định",
            "năm học 2024-2025",
            "năm thứ hai",
            "cuối năm học",
            "20/100.000",
            "3 năm",
            "2,5%",
        ] {
            let folded = fold(source);
            assert!(point(folded.as_bytes(), true).is_err(), "{source:?}");
        }
    }

    #[test]
    fn ok_hours() {
        for source in ["14 giờ 00", "19h00’", "17 giờ 30 phút", "9h"] {
            let folded = fold(source);
            assert!(matches!(hour(folded.as_bytes()), Ok((b"", ()))), "{source:?}");
        }
        assert!(hour(b"14 giang vien").is_err());
    }
}
