//! Dates of instruments: «ngày 25/12/2023», «ngày 22 tháng 4 năm 2024», «ngày    tháng    năm 2021».
//!
//! In: folded text and a place. Out: a date as precise as it is stated, always read day, month, year. Whether the date
//! is that of an instrument, a deadline or neither is not decided here.

use jiff::civil;
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while, take_while_m_n};
use nom::character::complete::{char, one_of};
use nom::combinator::{map, not, opt, peek, success, value, verify};
use nom::sequence::{delimited, preceded, terminated};
use nom::{IResult, Parser};

use crate::text::{Run, Text, is_word};

/// What a production over folded bytes gives.
pub(super) type Parsed<'a, T> = IResult<&'a [u8], T>;

/// A date as the text states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    /// From «ngày» (or the first digit) to the last digit.
    pub run: Run,
    /// ISO 8601, as precise as stated: `2023-12-25`, `2021`, `2013-12`; without a year `--06-01`.
    pub iso: String,
}

/// The date that starts at `run.start` and ends inside `run`; «ngày» may open it. Without «ngày» a day needs its year:
/// «01/6» alone may be a fraction. A day that no calendar has (31/02) is no date.
pub fn date(text: &Text, run: Run) -> Option<Dated> {
    let low = text.low();
    let run = Run::new(run.start.min(low.len()), run.end.min(low.len()));
    if run.start > 0 && (is_word(low[run.start - 1]) || low[run.start - 1] == b'/') {
        return None;
    }
    let input = &low[run.start..run.end];
    let (rest, date) = alt((day_date, month_date, year_date)).parse(input).ok()?;
    let rest = &low[run.end - rest.len()..];
    // «năm 2016QUYẾT ĐỊNH»: a lost line end.
    let glued = |place: usize| low.get(place).is_some_and(u8::is_ascii_lowercase) && text.is_upper(place);
    if ends_date(rest).is_err() && !glued(low.len() - rest.len()) {
        return None;
    }
    Some(Dated { run: Run::new(run.start, low.len() - rest.len()), iso: date.iso() })
}

/// A date or a part of one, in the order day, month, year of the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Civil {
    pub(super) day: Option<i8>,
    pub(super) month: Option<i8>,
    pub(super) year: Option<i16>,
}

impl Civil {
    /// A date that some calendar has; 29/02 without a year is one.
    pub(super) fn new(day: Option<i8>, month: Option<i8>, year: Option<i16>) -> Option<Civil> {
        // «00» stands for an unknown day or month.
        let (day, month) = (day.filter(|&d| d != 0), month.filter(|&m| m != 0));
        let day = if month.is_some() { day } else { None };
        civil::Date::new(year.unwrap_or(2000), month.unwrap_or(1), day.unwrap_or(1)).ok()?;
        (month.is_some() || year.is_some()).then_some(Civil { day, month, year })
    }

    /// ISO 8601, as precise as the parts are known.
    pub(super) fn iso(self) -> String {
        match (self.year, self.month, self.day) {
            (Some(year), Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
            (Some(year), Some(month), None) => format!("{year:04}-{month:02}"),
            (Some(year), None, _) => format!("{year:04}"),
            (None, Some(month), Some(day)) => format!("--{month:02}-{day:02}"),
            (None, Some(month), None) => format!("--{month:02}"),
            (None, None, _) => String::new(),
        }
    }

    /// The same with the year filled in where none is stated.
    pub(super) fn or_year(self, year: Option<i16>) -> Civil {
        Civil { year: self.year.or(year), ..self }
    }
}

// day_date ::= "ngày" day? ("tháng" month? ("năm" year)? | "/" …)
//   ngày 22 tháng 4 năm 2024 · 21 tháng 01năm 2010 · ngày 25/12/2023 · ngày ... tháng ... năm 2021
pub(super) fn day_date(input: &[u8]) -> Parsed<'_, Civil> {
    let (input, named) = opt(terminated(tag(&b"ngay"[..]), blank)).parse(input)?;
    match named {
        Some(_) => alt((misread_digits, in_digits, blank_digits, in_words)).parse(input),
        None => verify(alt((in_digits, in_words)), |date: &Civil| date.year.is_some() && date.day.is_some())
            .parse(input),
    }
}

// in_words ::= day? ","? "tháng" month? (","? "năm" year | "/" year)?
pub(super) fn in_words(input: &[u8]) -> Parsed<'_, Civil> {
    let (input, day) = opt(terminated(two_digits, gap)).parse(input)?;
    let (input, _) = terminated(tag(&b"thang"[..]), blank).parse(input)?;
    let (input, month) =
        alt((map(torn_month, Some), map(two_digits, Some), value(None, unreadable), success(None)))
            .parse(input)?;
    let year = alt((
        preceded((gap, tag(&b"nam"[..]), blank), spaced_year),
        preceded(delimited(space, one_of("/-."), space), year),
    ));
    let (input, year) = opt(year).parse(input)?;
    finish(input, day, month, year)
}

/// A month that scanning has torn: «tháng 0 6 năm 2018».
fn torn_month(input: &[u8]) -> Parsed<'_, i8> {
    let digits = (one_of("01"), char(' '), one_of("0123456789"));
    let (input, (tens, _, units)) =
        terminated(digits, peek((space, tag(&b"nam "[..]), year))).parse(input)?;
    Ok((input, (tens as i8 - b'0' as i8) * 10 + (units as i8 - b'0' as i8)))
}

/// What scanning has made of a month: «tháng Ÿ năm 2020».
fn unreadable(input: &[u8]) -> Parsed<'_, ()> {
    let word = take_while_m_n(1, 2, |b: u8| is_word(b) && !b.is_ascii_digit());
    value((), terminated(word, peek((space, tag(&b"nam "[..]), year)))).parse(input)
}

// in_digits ::= day "/" month ("/" year)?, one separator throughout: "/", "-" or "."
//   25/12/2023 · 24 / 01/2014 · 5.3.2020 · 24-5-2025 · 01/6
pub(super) fn in_digits(input: &[u8]) -> Parsed<'_, Civil> {
    let (input, day) = two_digits(input)?;
    let (input, separator) = delimited(space, one_of("/-."), space).parse(input)?;
    let (input, month) = two_digits(input)?;
    let years = alt((year, short_year));
    let (input, year) = opt(preceded(delimited(space, char(separator), space), years)).parse(input)?;
    if year.is_none() && separator != '/' {
        return fail(input);
    }
    finish(input, Some(day), Some(month), year)
}

/// A date whose day or month holds letters that scanning takes for digits: «ngày l5/11/2021», «ngày 15/1O/2021».
fn misread_digits(input: &[u8]) -> Parsed<'_, Civil> {
    let (input, day) = terminated(misread, (space, char('/'), space)).parse(input)?;
    let (input, month) = terminated(misread, (space, char('/'), space)).parse(input)?;
    let (input, year) = year(input)?;
    finish(input, Some(day), Some(month), Some(year))
}

/// A number of one or two digits, some of them read as letters.
fn misread(input: &[u8]) -> Parsed<'_, i8> {
    let (rest, signs) =
        take_while_m_n(1, 2, |b: u8| b.is_ascii_digit() || b"lio".contains(&b)).parse(input)?;
    let digit = |sign: &u8| match sign {
        b'l' | b'i' => 1,
        b'o' => 0,
        digit => (digit - b'0') as i8,
    };
    Ok((rest, signs.iter().fold(0, |number, sign| number * 10 + digit(sign))))
}

// blank_digits ::= "/" month? "/" year
//   ngày   /  /2021 · ngày …/6/2021
fn blank_digits(input: &[u8]) -> Parsed<'_, Civil> {
    let (input, _) = (char('/'), blank).parse(input)?;
    let (input, month) = opt(two_digits).parse(input)?;
    let (input, year) = preceded((blank, char('/'), blank), year).parse(input)?;
    finish(input, None, month, Some(year))
}

// month_date ::= "tháng" month ("năm" | "/" | "-") year
//   tháng 6 năm 2025 · tháng 12/2025
pub(super) fn month_date(input: &[u8]) -> Parsed<'_, Civil> {
    let (input, _) = (tag(&b"thang"[..]), space).parse(input)?;
    let (input, month) = two_digits(input)?;
    let (input, year) = alt((
        preceded((gap, tag(&b"nam"[..]), blank), spaced_year),
        preceded(delimited(space, one_of("/-."), space), year),
    ))
    .parse(input)?;
    finish(input, None, Some(month), Some(year))
}

// year_date ::= "năm" year
pub(super) fn year_date(input: &[u8]) -> Parsed<'_, Civil> {
    let (input, year) = preceded((tag(&b"nam"[..]), space), year).parse(input)?;
    finish(input, None, None, Some(year))
}

/// The digits that start the input, and what follows them.
fn figure(input: &[u8]) -> (&[u8], &[u8]) {
    input.split_at(input.iter().position(|b| !b.is_ascii_digit()).unwrap_or(input.len()))
}

/// A number of one or two digits: a day or a month, to be checked by [`Civil::new`].
pub(super) fn two_digits(input: &[u8]) -> Parsed<'_, i8> {
    match figure(input) {
        (digits @ [_] | digits @ [_, _], rest) => Ok((rest, decimal(digits) as i8)),
        _ => fail(input),
    }
}

/// A year of four digits.
pub(super) fn year(input: &[u8]) -> Parsed<'_, i16> {
    match figure(input) {
        (digits @ [_, _, _, _], rest) => match plausible_year(decimal(digits)) {
            Some(year) => Ok((rest, year)),
            None => fail(input),
        },
        _ => fail(input),
    }
}

/// A year that scanning has torn: «năm 20 24».
fn spaced_year(input: &[u8]) -> Parsed<'_, i16> {
    let (mut count, mut number, mut end) = (0, 0, 0);
    while let Some(&byte) = input.get(end) {
        match byte {
            b'0'..=b'9' if count < 4 => {
                number = number * 10 + u32::from(byte - b'0');
                count += 1;
            }
            b' ' if (1..4).contains(&count) && input.get(end + 1).is_some_and(u8::is_ascii_digit) => {}
            _ => break,
        }
        end += 1;
    }
    let rest = &input[end..];
    no_digit(rest)?;
    match plausible_year(number).filter(|_| count == 4) {
        Some(year) => Ok((rest, year)),
        None => fail(input),
    }
}

/// A year of two digits: «20/8/09».
fn short_year(input: &[u8]) -> Parsed<'_, i16> {
    match figure(input) {
        (digits @ [_, _], rest) => {
            let year = decimal(digits) as i16;
            Ok((rest, if year < 70 { 2000 + year } else { 1900 + year }))
        }
        _ => fail(input),
    }
}

/// One blank, or none.
pub(super) fn space(input: &[u8]) -> Parsed<'_, ()> {
    match input {
        [b' ' | crate::text::LINE, rest @ ..] => Ok((rest, ())),
        _ => Ok((input, ())),
    }
}

/// Space, dots and lines to be filled in by hand.
fn blank(input: &[u8]) -> Parsed<'_, ()> {
    value((), take_while(|b: u8| matches!(b, b' ' | b'.' | 0x7F | crate::text::LINE))).parse(input)
}

/// Space or a comma between the parts of a date.
fn gap(input: &[u8]) -> Parsed<'_, ()> {
    value((), (space, opt(char(',')), blank)).parse(input)
}

fn no_digit(input: &[u8]) -> Parsed<'_, ()> {
    not(peek(take_while_m_n(1, 1, |b: u8| b.is_ascii_digit()))).parse(input)
}

/// What may not follow a date: the rest of a number («20/100.000», «71/NQ-CP»), of a measure or of a word.
pub(super) fn ends_date(input: &[u8]) -> Parsed<'_, ()> {
    let digit = |place: usize| input.get(place).is_some_and(u8::is_ascii_digit);
    let good = match input.first() {
        None => true,
        Some(b'/' | b'%') => false,
        Some(b'.' | b',') => !digit(1),
        Some(b'-') => !input.get(1).is_some_and(u8::is_ascii_alphabetic),
        Some(&byte) => !is_word(byte),
    };
    if good { Ok((input, ())) } else { fail(input) }
}

fn finish(input: &[u8], day: Option<i8>, month: Option<i8>, year: Option<i16>) -> Parsed<'_, Civil> {
    match Civil::new(day, month, year) {
        Some(date) if year.is_some() || date.day.is_some() => Ok((input, date)),
        _ => fail(input),
    }
}

pub(super) fn fail<T>(input: &[u8]) -> Parsed<'_, T> {
    Err(nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Verify)))
}

fn decimal(digits: &[u8]) -> u32 {
    digits.iter().fold(0, |n, &b| n * 10 + u32::from(b - b'0'))
}

fn plausible_year(year: u32) -> Option<i16> {
    if (1900..2200).contains(&year) { i16::try_from(year).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The date at the mark `⟦`, which must end at `⟧`.
    #[track_caller]
    fn check(marked: &str, iso: &str) {
        let source = marked.replace(['⟦', '⟧'], "");
        let text = Text::new(&source);
        let start = text.folded_at(marked.find('⟦').expect("the line marks a date"));
        let dated = date(&text, Run::new(start, text.low().len()));
        let dated = dated.unwrap_or_else(|| panic!("no date in {marked:?}"));
        assert_eq!(dated.iso, iso, "{marked:?}");
        let want = marked.split(['⟦', '⟧']).nth(1).expect("the line marks a date");
        assert_eq!(&source[text.span(dated.run).range()], want);
    }

    #[track_caller]
    fn check_not(source: &str) {
        let text = Text::new(source);
        assert_eq!(date(&text, text.all()), None, "{source:?}");
    }

    #[test]
    fn ok_dates_in_digits() {
        check("Quyết định số 23/QĐ-TTg ⟦ngày 07/01/2021⟧ của Thủ tướng", "2021-01-07");
        check("Công văn số 5/SNV, ⟦08/02/2010⟧.", "2010-02-08");
        check("⟦ngày 24 / 01/2014⟧ của Bộ", "2014-01-24");
        check("⟦24-5-2025⟧, đồng chí", "2025-05-24");
        check("⟦ngày 5.3.2020⟧ về việc", "2020-03-05");
        check("⟦Ngày 1/6⟧ là ngày hội", "--06-01");
        check("⟦ngày 29/02⟧ trở đi", "--02-29");
        check("⟦ngày 20/8/09⟧ của Sở", "2009-08-20");
        check("⟦ngày 12/4/98⟧ của Sở", "1998-04-12");
        check("từ ⟦ngày 20/8⟧ - 20/11/2014", "--08-20");
    }

    #[test]
    fn ok_dates_in_words() {
        check("⟦ngày 22 tháng 4 năm 2024⟧ của Ban Thường vụ", "2024-04-22");
        check("⟦21 tháng 01năm 2010⟧", "2010-01-21");
        check("Huế, ⟦ngày 5, tháng 6, năm 2020⟧", "2020-06-05");
        check("⟦ngày 15 tháng 6/2025⟧;", "2025-06-15");
        check("⟦ngày 15 tháng 11⟧)", "--11-15");
        check("⟦ngày 05 tháng 9 năm 20 24⟧.", "2024-09-05");
    }

    #[test]
    fn ok_blanks_leave_parts_open() {
        check("Triệu Phong, ⟦ngày   tháng  năm 2021⟧", "2021");
        check("⟦ngày ... tháng ... năm 2021⟧", "2021");
        check("⟦ngày…tháng…năm 2021⟧", "2021");
        check("⟦ngày    /  /2021⟧", "2021");
        check("⟦ngày …/6/2021⟧", "2021-06");
        check("⟦ngày … tháng 6 năm 2025⟧", "2025-06");
        check("⟦ngày 05 tháng … năm 2025⟧", "2025");
        check("⟦ngày 00/01/2008⟧", "2008-01");
        check("⟦ngày 3 tháng Ÿ năm 2020⟧", "2020");
        check("⟦ngày 26 tháng 0 6 năm 2018⟧", "2018-06-26");
    }

    #[test]
    fn ok_months_and_years() {
        check("trong ⟦tháng 6 năm 2025⟧", "2025-06");
        check("trong ⟦tháng 12/2025⟧.", "2025-12");
        check("⟦năm 2019⟧ - 2020", "2019");
    }

    #[test]
    fn not_a_date() {
        for source in [
            "71/NQ-CP ngày 01/8/2023",
            "20/100.000 trẻ em",
            "01/6 số trẻ em",
            "ngày 31/02/2021",
            "ngày 30 tháng 02 năm 2021",
            "ngày 29/02/2021",
            "ngày 12/13/2021",
            "ngày 15 hằng tháng",
            "ngày tháng năm sinh",
            "ngày làm việc",
            "12/2025",
            "tháng 13/2025",
            "tháng 6",
            "năm 201",
            "năm học 2024-2025",
            "10/5/2013/QĐ-UBND",
            "36 tháng tuổi",
            "ngày 12/100.000",
            "ngày 1/2%",
            "5.3 triệu",
        ] {
            check_not(source);
        }
        let text = Text::new("số 15/12/2020");
        assert_eq!(date(&text, Run::new(6, text.low().len())), None);
    }
}
