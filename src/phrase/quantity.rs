//! Quantities: «99,5%», «20/100.000 trẻ em», «2.500 tỷ đồng», «10 - 13%/năm».
//!
//! In: folded text and a place. Out: a number or a range with its unit as printed. Whether it is a target, a norm or a
//! fact is not decided here.

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while1};
use nom::character::complete::char;
use nom::combinator::{opt, value};
use nom::sequence::preceded;

use super::date::{Parsed, fail, space};
use super::period::choice;
use crate::grammar::{Grammar, MeasureMeaning};
use crate::text::{Run, Text, is_word};

/// How many words a unit may have that the vocabulary does not know.
const LONGEST_UNIT: usize = 8;

/// A number with its unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantity {
    /// From the first digit to the end of the unit.
    pub run: Run,
    pub value: f64,
    /// The upper end of a range.
    pub to: Option<f64>,
    /// The unit: «%», «/100.000 trẻ em», «tỷ đồng».
    pub unit: Run,
    pub kind: QuantityKind,
}

/// What a quantity is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuantityKind {
    /// «95%».
    Percentage,
    /// «20/100.000 trẻ em», «18 ca sinh/1.000 phụ nữ».
    Rate,
    /// «2.500 tỷ đồng», «20 mô hình».
    Count,
}

/// The quantity whose first digit is at `run.start`. A number without a unit is none, nor is one inside a word or a date.
pub fn quantity(text: &Text, grammar: &Grammar, run: Run) -> Option<Quantity> {
    let low = text.low();
    let run = Run::new(run.start.min(low.len()), run.end.min(low.len()));
    if run.start > 0 && (is_word(low[run.start - 1]) || b"/.,".contains(&low[run.start - 1])) {
        return None;
    }
    let (rest, (first, last)) = range(&low[run.start..run.end]).ok()?;
    let start = run.end - rest.len();
    let (unit, kind) = unit(text, grammar, Run::new(start, run.end))?;
    let last = last.filter(|&last| last > first);
    Some(Quantity { run: Run::new(run.start, unit.end), value: first, to: last, unit, kind })
}

/// «75 tuổi», «68 năm»: the years of a life, which are ages or spans of time where no life expectancy is measured.
pub fn years(text: &Text, run: Run) -> Option<Quantity> {
    let low = text.low();
    let run = Run::new(run.start.min(low.len()), run.end.min(low.len()));
    let (rest, (value, to)) = range(&low[run.start..run.end]).ok()?;
    let (rest, ()) = space(rest).ok()?;
    let start = run.end - rest.len();
    let (rest, ()) = choice(&[("tuoi", ()), ("nam", ())])(rest).ok()?;
    let unit = Run::new(start, run.end - rest.len());
    Some(Quantity { run: Run::new(run.start, unit.end), value, to, unit, kind: QuantityKind::Count })
}

// range ::= number "%"? (("-"|"đến") number)?
fn range(input: &[u8]) -> Parsed<'_, (f64, Option<f64>)> {
    let (input, first) = number(input)?;
    let percent = value((), (space, char('%')));
    let dash = alt((value((), choice(&[("den", ()), ("toi", ())])), value((), char('-'))));
    let (rest, last) = opt((opt(percent), space, dash, space, number).map(|parts| parts.4)).parse(input)?;
    // «80% - 2025»: a year is no end of a range.
    match last {
        Some(last) if last > first => Ok((rest, (first, Some(last)))),
        _ => Ok((input, (first, None))),
    }
}

// number ::= digits ("." digit{3})* ("," digits)? | digits "." digits
//   99,5 · 2.500 · 100.000 · 98.5
fn number(input: &[u8]) -> Parsed<'_, f64> {
    let (mut rest, whole) = digits(input)?;
    let mut number = whole;
    let mut grouped = false;
    while let Ok((after, (group, length))) = preceded(char('.'), counted_digits).parse(rest) {
        if length == 3 && input.len() - rest.len() <= 11 {
            (number, rest, grouped) = (number * 1000.0 + group, after, true);
        } else if !grouped && length < 3 {
            (number, rest) = (number + group / 10f64.powi(length), after);
            break;
        } else {
            break;
        }
    }
    if let Ok((after, (part, length))) = preceded(char(','), counted_digits).parse(rest) {
        (number, rest) = (number + part / 10f64.powi(length), after);
    }
    Ok((rest, (number * 1e6).round() / 1e6))
}

fn digits(input: &[u8]) -> Parsed<'_, f64> {
    let (rest, (number, length)) = counted_digits(input)?;
    if length > 12 { fail(input) } else { Ok((rest, number)) }
}

fn counted_digits(input: &[u8]) -> Parsed<'_, (f64, i32)> {
    let (rest, digits) = take_while1(|b: u8| b.is_ascii_digit()).parse(input)?;
    let number = digits.iter().take(18).fold(0.0, |n, &b| n * 10.0 + f64::from(b - b'0'));
    Ok((rest, (number, i32::try_from(digits.len()).unwrap_or(i32::MAX))))
}

/// The unit behind a number.
fn unit(text: &Text, grammar: &Grammar, run: Run) -> Option<(Run, QuantityKind)> {
    let low = text.low();
    let place = |rest: &[u8]| run.end - rest.len();
    let input = &low[run.start..run.end];
    let (unspaced, ()) = space(input).ok()?;
    let start = place(unspaced);
    if let Ok((rest, _)) =
        (char('%'), opt((tag(&b"/"[..]), choice(&[("nam", ()), ("thang", ()), ("quy", ())])))).parse(unspaced)
    {
        return Some((Run::new(start, place(rest)), QuantityKind::Percentage));
    }
    // «18‰»
    let sign = Run::new(start, (start + 1).min(run.end));
    if !sign.is_empty() && !low[start].is_ascii_alphanumeric() && text.value(sign) == "‰" {
        return Some((sign, QuantityKind::Percentage));
    }
    if let Ok((rest, ())) = base(unspaced) {
        let end = words_end(text, Run::new(place(rest), run.end));
        return Some((Run::new(start, end), QuantityKind::Rate));
    }
    if start == run.start && input.first().is_some_and(|&b| is_word(b)) {
        return None;
    }
    if let Some(rate) = rate(text, Run::new(start, run.end)) {
        return Some((rate, QuantityKind::Rate));
    }
    let found = grammar.measures.at_within(text, Run::new(start, run.end))?;
    let unit = Run::new(found.run.start, shared_end(&low[..run.end], found.run.end));
    (found.entry.value.meaning == MeasureMeaning::Unit).then_some((unit, QuantityKind::Count))
}

/// Where a unit ends that is counted for each of something: «lần/người/năm», «tấn/ha», «giường/vạn dân».
fn shared_end(low: &[u8], mut end: usize) -> usize {
    /// «m3/người/ngày».
    const MOST: usize = 2;
    let each = choice(&[
        ("nguoi", ()),
        ("nam", ()),
        ("thang", ()),
        ("tuan", ()),
        ("ngay", ()),
        ("ha", ()),
        ("ho", ()),
        ("xa", ()),
        ("van dan", ()),
        ("lop", ()),
        ("luot", ()),
        ("km2", ()),
        ("don vi", ()),
        ("vu", ()),
    ]);
    for _ in 0..MOST {
        match low[end..].strip_prefix(b"/").map(&each) {
            Some(Ok((rest, ()))) => end = low.len() - rest.len(),
            _ => break,
        }
    }
    end
}

/// «/100.000»: what a rate is counted on.
fn base(input: &[u8]) -> Parsed<'_, ()> {
    let base = choice(&[
        ("100.000", ()),
        ("10.000", ()),
        ("1.000", ()),
        ("100000", ()),
        ("10000", ()),
        ("1000", ()),
        ("100", ()),
    ]);
    value((), (char('/'), space, base)).parse(input)
}

/// A unit of words over a base: «ca sinh/1.000 phụ nữ».
fn rate(text: &Text, run: Run) -> Option<Run> {
    let low = text.low();
    let mut words = 0;
    for place in run.start..run.end {
        match low[place] {
            b'/' => {
                let (rest, ()) = base(&low[place..run.end]).ok()?;
                return Some(Run::new(run.start, words_end(text, Run::new(run.end - rest.len(), run.end))));
            }
            b' ' => words += 1,
            b'a'..=b'z' => {}
            _ => return None,
        }
        if words > LONGEST_UNIT {
            return None;
        }
    }
    None
}

/// Where the words end that belong to a unit: before a comma or a word of time, range or comparison.
fn words_end(text: &Text, run: Run) -> usize {
    let low = text.low();
    let mut end = run.start;
    for _ in 0..LONGEST_UNIT {
        let Some(next) = low[end..run.end].strip_prefix(b" ") else { return end };
        let start = run.end - next.len();
        let stops = choice(&[
            ("vao", ()),
            ("va", ()),
            ("den", ()),
            ("tu", ()),
            ("trong", ()),
            ("xuong", ()),
            ("len", ()),
            ("so voi", ()),
            ("nam", ()),
            ("doi voi", ()),
            ("dat", ()),
        ]);
        if stops(next).is_ok() || !next.first().is_some_and(u8::is_ascii_lowercase) {
            return end;
        }
        end = text.word_end(start).min(run.end);
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first number of a line, its value and its unit.
    #[track_caller]
    fn check(source: &str, value: f64, to: Option<f64>, unit: &str, kind: QuantityKind) {
        let text = Text::new(source);
        let start = text.low().iter().position(u8::is_ascii_digit).expect("the line has a number");
        let run = Run::new(start, text.low().len());
        let found = quantity(&text, &Grammar::builtin(), run).unwrap_or_else(|| panic!("{source:?}"));
        let got = (found.value, found.to, text.value(found.unit), found.kind);
        assert_eq!(got, (value, to, unit.to_owned(), kind), "{source:?}");
    }

    #[test]
    fn ok_quantities() {
        use QuantityKind::{Count, Percentage, Rate};
        check("đạt 99,5% vào năm 2025", 99.5, None, "%", Percentage);
        check("đạt 98.5 % số xã", 98.5, None, "%", Percentage);
        check("từ 1% đến 2% hằng năm", 1.0, Some(2.0), "%", Percentage);
        check("tăng 10 - 13%/năm", 10.0, Some(13.0), "%/năm", Percentage);
        check("còn 20/100.000 trẻ em vào năm 2025", 20.0, None, "/100.000 trẻ em", Rate);
        check("15/100.000 và giảm dần", 15.0, None, "/100.000", Rate);
        check("18 ca sinh/1.000 phụ nữ", 18.0, None, "ca sinh/1.000 phụ nữ", Rate);
        check("2.500 tỷ đồng", 2500.0, None, "tỷ đồng", Count);
        check("1,7 lần so với nam giới", 1.7, None, "lần", Count);
        check("45 lần/người/năm", 45.0, None, "lần/người/năm", Count);
        check("6,5 tấn/ha; 20 xã/phường", 6.5, None, "tấn/ha", Count);
        check("20 xã/phường", 20.0, None, "xã", Count);
    }

    #[test]
    fn not_a_quantity() {
        for source in ["20/11 hằng năm", "2025", "12 tuổi", "3 điều kiện sau", "5G toàn tỉnh"] {
            let text = Text::new(source);
            assert_eq!(quantity(&text, &Grammar::builtin(), text.all()), None, "{source:?}");
        }
        let text = Text::new("1.000.500 người");
        assert_eq!(quantity(&text, &Grammar::builtin(), Run::new(2, 15)), None);
    }
}
