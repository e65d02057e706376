//! What comes again, and lengths of time: «6 tháng», «10 ngày làm việc», «một lần», «của tháng kế tiếp».
//!
//! In: folded bytes. Out: rules of recurrence (RFC 5545) and durations (ISO 8601). What is to happen then is not decided
//! here.

use std::fmt::Write;

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while_m_n};
use nom::combinator::{map, opt, value};
use nom::sequence::terminated;

use super::date::{Civil, Parsed, fail, space};
use super::period::{Point, choice};

/// When something comes again, as words after a date say it.
#[derive(Clone, Copy)]
pub(super) enum Again<'a> {
    Rule(&'a str),
    /// «của tháng kế tiếp», «tháng sau».
    NextMonth,
    /// «của tháng cuối quý».
    LastOfQuarter,
    /// «của tháng đầu quý».
    FirstOfQuarter,
    /// «của năm sau», «năm kế tiếp».
    NextYear,
}

/// Which month or year a day belongs to.
pub(super) const AGAIN: &[(&str, Again<'static>)] = &[
    ("cua thang cuoi quy", Again::LastOfQuarter),
    ("cua thang cuoi cung cua quy", Again::LastOfQuarter),
    ("cua thang cuoi moi quy", Again::LastOfQuarter),
    ("cua thang cuoi cua quy", Again::LastOfQuarter),
    ("thang cuoi quy", Again::LastOfQuarter),
    ("thang cuoi moi quy", Again::LastOfQuarter),
    ("thang cuoi cua quy", Again::LastOfQuarter),
    ("thang cuoi cua moi quy", Again::LastOfQuarter),
    ("thang cuoi cung cua quy", Again::LastOfQuarter),
    ("thang cuoi cung cua moi quy", Again::LastOfQuarter),
    ("thang thu ba cua quy", Again::LastOfQuarter),
    ("thang thu 3 cua quy", Again::LastOfQuarter),
    ("cua thang dau tien quy sau", Again::FirstOfQuarter),
    ("thang dau quy sau", Again::FirstOfQuarter),
    ("thang dau cua quy sau", Again::FirstOfQuarter),
    ("cua thang dau quy sau", Again::FirstOfQuarter),
    ("cua thang dau quy tiep theo", Again::FirstOfQuarter),
    ("cua thang dau quy", Again::FirstOfQuarter),
    ("thang dau quy", Again::FirstOfQuarter),
    ("thang dau cua quy", Again::FirstOfQuarter),
    ("cua thang ke tiep", Again::NextMonth),
    ("cua thang tiep theo", Again::NextMonth),
    ("cua thang lien ke", Again::NextMonth),
    ("cua thang sau", Again::NextMonth),
    ("thang ke tiep", Again::NextMonth),
    ("thang tiep theo", Again::NextMonth),
    ("thang sau", Again::NextMonth),
    ("cua nam sau lien ke", Again::NextYear),
    ("cua nam lien sau", Again::NextYear),
    ("cua nam ke tiep", Again::NextYear),
    ("cua nam tiep theo", Again::NextYear),
    ("cua nam sau", Again::NextYear),
    ("nam sau lien ke", Again::NextYear),
    ("nam ke tiep", Again::NextYear),
    ("nam tiep theo", Again::NextYear),
    ("nam sau", Again::NextYear),
];

/// A count in digits, at most 999, that is no part of another number.
fn small_number(input: &[u8]) -> Parsed<'_, u32> {
    let (rest, digits) = take_while_m_n(1, 3, |b: u8| b.is_ascii_digit()).parse(input)?;
    if rest.first().is_some_and(|&b| b.is_ascii_digit() || matches!(b, b'%' | b',' | b'.')) {
        return fail(input);
    }
    Ok((rest, digits.iter().fold(0, |n, &b| n * 10 + u32::from(b - b'0'))))
}

/// A count in digits or in words.
fn count(input: &[u8]) -> Parsed<'_, u32> {
    let words = choice(&[
        ("mot", 1),
        ("hai", 2),
        ("ba", 3),
        ("bon", 4),
        ("nam", 5),
        ("sau", 6),
        ("bay", 7),
        ("tam", 8),
        ("chin", 9),
        ("muoi lam", 15),
        ("muoi", 10),
        ("hai muoi", 20),
        ("ba muoi", 30),
    ]);
    alt((small_number, words)).parse(input)
}

/// A unit of time and the letters ISO 8601 writes for it.
#[derive(Clone, Copy)]
enum Unit {
    Day,
    Week,
    Month,
    Quarter,
    Year,
    Hour,
    Minute,
}

fn unit(input: &[u8]) -> Parsed<'_, Unit> {
    choice(&[
        ("ngay", Unit::Day),
        ("tuan", Unit::Week),
        ("thang", Unit::Month),
        ("quy", Unit::Quarter),
        ("nam", Unit::Year),
        ("gio", Unit::Hour),
        ("phut", Unit::Minute),
    ])(input)
}

// duration ::= count ("(" words ")")? unit "làm việc"?
//   10 ngày làm việc · 05 (năm) ngày · sáu tháng · 24 giờ
pub(super) fn duration(input: &[u8]) -> Parsed<'_, String> {
    let (input, count) = terminated(count, space).parse(input)?;
    let words = (tag(&b"("[..]), take_while_m_n(1, 20, |b| b != b')'), tag(&b") "[..]));
    let (input, _) = opt(words).parse(input)?;
    let (input, unit) = unit(input)?;
    let (input, _) = opt((space, choice(&[("lam viec", ()), ("dau tien", ()), ("dau", ())]))).parse(input)?;
    let duration = match unit {
        Unit::Day => format!("P{count}D"),
        Unit::Week => format!("P{count}W"),
        Unit::Month => format!("P{count}M"),
        Unit::Quarter => format!("P{}M", count * 3),
        Unit::Year => format!("P{count}Y"),
        Unit::Hour => format!("PT{count}H"),
        Unit::Minute => format!("PT{count}M"),
    };
    Ok((input, duration))
}

/// How often something comes again.
pub(super) struct Rhythm {
    frequency: &'static str,
    interval: u32,
}

impl Rhythm {
    /// As RFC 5545 writes it.
    pub(super) fn rule(&self) -> String {
        let Rhythm { frequency, interval } = self;
        match interval {
            1 => format!("FREQ={frequency}"),
            _ => format!("FREQ={frequency};INTERVAL={interval}"),
        }
    }
}

// rhythm ::= count? unit
//   6 tháng · 01 năm · cả năm · quý
pub(super) fn rhythm(input: &[u8]) -> Parsed<'_, Rhythm> {
    let (input, _) =
        opt((choice(&[("hang", ()), ("hang moi", ()), ("moi", ()), ("ca", ())]), space)).parse(input)?;
    // «năm» is a count («năm tháng») or a unit.
    let counted = (terminated(count, space), unit);
    let (input, (count, unit)) = alt((counted, map(unit, |unit| (1, unit)))).parse(input)?;
    let (frequency, interval) = match unit {
        Unit::Day => ("DAILY", count),
        Unit::Week => ("WEEKLY", count),
        Unit::Month if count == 12 => ("YEARLY", 1),
        Unit::Month => ("MONTHLY", count),
        Unit::Quarter => ("MONTHLY", count * 3),
        Unit::Year => ("YEARLY", count),
        Unit::Hour | Unit::Minute => return fail(input),
    };
    if interval == 0 { fail(input) } else { Ok((input, Rhythm { frequency, interval })) }
}

/// The rule of a [`rhythm`].
pub(super) fn interval(input: &[u8]) -> Parsed<'_, String> {
    map(rhythm, |rhythm| rhythm.rule()).parse(input)
}

/// «một lần» after an interval: «6 tháng/lần», «2 năm một lần».
pub(super) fn once(input: &[u8]) -> Parsed<'_, ()> {
    let slash =
        value((), (space, tag(&b"/"[..]), space, opt(choice(&[("01", ()), ("1", ()), ("mot", ())])), space));
    let word = value((), (space, choice(&[("mot", ()), ("01", ()), ("1", ())]), space));
    value((), (alt((slash, word)), choice(&[("lan", ())]))).parse(input)
}

/// The rule of a date that comes again each year (RFC 5545).
pub(super) fn yearly(from: Civil, to: Civil) -> String {
    let mut rule = String::from("FREQ=YEARLY");
    if let (Some(first), Some(last)) = (from.month, to.month) {
        let months: Vec<i8> = if from.day.is_some() { vec![first] } else { (first..=last).collect() };
        push_list(&mut rule, "BYMONTH", &months);
    }
    if let Some(day) = from.day {
        push_list(&mut rule, "BYMONTHDAY", &[day]);
    }
    rule
}

fn push_list(rule: &mut String, part: &str, numbers: &[i8]) {
    for (index, number) in numbers.iter().enumerate() {
        // Writing to a string cannot fail.
        let _ = if index == 0 { write!(rule, ";{part}={number}") } else { write!(rule, ",{number}") };
    }
}

/// The rule of a point that comes again; `outer` is that of «hằng quý» before it. None where the two do not fit.
pub(super) fn recurrence(point: Point, again: Again, outer: Option<&str>) -> Option<String> {
    let on = |months: &[i8], day: i8| {
        let mut rule = String::from("FREQ=YEARLY");
        push_list(&mut rule, "BYMONTH", months);
        push_list(&mut rule, "BYMONTHDAY", &[day]);
        Some(rule)
    };
    match (point, again) {
        (Point::Period(period), _) if period.has_year() => None,
        (Point::Period(period), Again::NextYear) => Some(yearly(period.from, period.to)),
        (Point::Period(period), Again::Rule(rule)) => {
            // A named day recurs once a year, whatever the rhythm of the reports it belongs to.
            let fits = rule.starts_with("FREQ=YEARLY") || rule.starts_with("FREQ=MONTHLY");
            fits.then(|| yearly(period.from, period.to))
        }
        (Point::Day(day), again) => match (again, outer) {
            (Again::LastOfQuarter, _) => on(&[3, 6, 9, 12], day),
            (Again::FirstOfQuarter, _) => on(&[1, 4, 7, 10], day),
            (Again::NextMonth, Some("FREQ=MONTHLY;INTERVAL=3")) => on(&[1, 4, 7, 10], day),
            (Again::NextMonth, Some("FREQ=MONTHLY;INTERVAL=6")) => on(&[1, 7], day),
            (Again::NextMonth | Again::Rule("FREQ=MONTHLY"), _) => {
                Some(format!("FREQ=MONTHLY;BYMONTHDAY={day}"))
            }
            (Again::Rule("FREQ=MONTHLY;INTERVAL=3"), _) => on(&[3, 6, 9, 12], day),
            (Again::Rule("FREQ=MONTHLY;INTERVAL=6"), _) => on(&[6, 12], day),
            _ => None,
        },
        (Point::Weekday(day), Again::Rule("FREQ=WEEKLY")) => Some(format!("FREQ=WEEKLY;BYDAY={day}")),
        _ => None,
    }
}
