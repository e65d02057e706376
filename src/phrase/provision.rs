//! Parts of an instrument: «khoản 2 Điều 5», «điểm a, b khoản 1 Điều 3», «các khoản 1, 2 và 4 Điều 5», «Điều 8, 9, 10».
//!
//! In: folded text. Out: the run of a provision. Small to large is the rule of Nghị định 30/2020/NĐ-CP Phụ lục II.V.7.

use nom::branch::alt;
use nom::bytes::complete::tag;
use nom::character::complete::{alpha1, char, digit1, space0};
use nom::combinator::{opt, recognize, verify};
use nom::multi::{many0_count, many1_count};
use nom::{IResult, Parser};

use crate::text::{Run, Text};

/// How far back of an instrument a provision may start, in folded bytes.
const REACH: usize = 160;

/// The provision that stands before the instrument at `place` («khoản 2 Điều 5 của», «Điều 57») and starts in `run`.
pub fn provision_before(text: &Text, run: Run, place: usize) -> Option<Run> {
    let start = run.start.max(place.saturating_sub(REACH));
    let slice = text.slice(Run::new(start, place));
    let end = tail(slice);
    let words = [&b"diem"[..], b"khoan", b"dieu", b"muc", b"chuong", b"phan", b"cac", b"phu luc"];
    (0..end.saturating_sub(3)).find_map(|offset| {
        let at = start + offset;
        let opens = text.starts_word(at) && words.iter().any(|word| slice[offset..end].starts_with(word));
        let (rest, length) = if opens { provision(&slice[offset..end]).ok()? } else { return None };
        rest.is_empty().then(|| Run::new(at, at + length))
    })
}

/// Where a provision before an instrument ends: before «của», a comma and space.
fn tail(slice: &[u8]) -> usize {
    let trimmed = |slice: &[u8]| slice.iter().rposition(|b| !matches!(b, b' ' | b',')).map_or(0, |n| n + 1);
    let end = trimmed(slice);
    match slice[..end].strip_suffix(b" cua") {
        Some(rest) => trimmed(rest),
        None => end,
    }
}

/// provision = part *( [ "," ] [ "va" ] part ) ; gives its length.
fn provision(input: &[u8]) -> IResult<&[u8], usize> {
    let mut parts = recognize((part, many0_count((part_sign, part))));
    let (rest, matched) = parts.parse(input)?;
    Ok((rest, matched.len()))
}

fn part_sign(input: &[u8]) -> IResult<&[u8], &[u8]> {
    recognize((opt(alt((char(','), char(';')))), space0, opt(tag("va ")))).parse(input)
}

/// part = [ "cac " ] ( "diem" | "khoan" | "dieu" | "muc" | "chuong" | "phan" | "phu luc" ) value *( ( "," | "va" | "den" ) value )
fn part(input: &[u8]) -> IResult<&[u8], &[u8]> {
    let word =
        alt((tag("diem"), tag("khoan"), tag("dieu"), tag("muc"), tag("chuong"), tag("phan"), tag("phu luc")));
    recognize((opt(tag("cac ")), word, char(' '), value, many0_count((value_sign, value)))).parse(input)
}

fn value_sign(input: &[u8]) -> IResult<&[u8], &[u8]> {
    alt((tag(", va "), tag(", "), tag(" va "), tag(" den "), tag("-"), tag(","))).parse(input)
}

/// value = digits [ letter ] *( "." digits ) | letter | Roman numeral
fn value(input: &[u8]) -> IResult<&[u8], &[u8]> {
    let number =
        recognize((digit1, opt(verify(alpha1, |w: &[u8]| w.len() == 1)), many0_count((char('.'), digit1))));
    let roman = recognize(many1_count(nom::character::complete::one_of("ivxl")));
    let letter = verify(alpha1, |word: &[u8]| word.len() == 1);
    let whole = |input| -> IResult<&[u8], &[u8]> {
        let (rest, word) = alpha1(input)?;
        Ok((rest, word))
    };
    alt((
        number,
        verify(whole, |w: &[u8]| w.len() == 1 || w.iter().all(|b| b"ivxl".contains(b))),
        roman,
        letter,
    ))
    .parse(input)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(before: &str, expected: Option<&str>) {
        let source = format!("{before}Luật Trẻ em");
        let text = Text::new(&source);
        let place = text.low().windows(11).position(|w| w == b"luat tre em").expect("the law is there");
        let found = provision_before(&text, text.all(), place).map(|run| text.value(run));
        assert_eq!(found.as_deref(), expected, "{before:?}");
    }

    #[test]
    fn ok_provisions() {
        check("theo khoản 2 Điều 5 ", Some("khoản 2 Điều 5"));
        check("tại điểm a khoản 1 Điều 3 của ", Some("điểm a khoản 1 Điều 3"));
        check("tại các khoản 1, 2 và 4 Điều 5 ", Some("các khoản 1, 2 và 4 Điều 5"));
        check("tại Điều 8, 9, 10 của ", Some("Điều 8, 9, 10"));
        check("Khoản 2, Điều 27, ", Some("Khoản 2, Điều 27"));
        check("theo Chương II ", Some("Chương II"));
    }

    #[test]
    fn not_provisions() {
        check("theo quy định của ", None);
        check("Điều 5. Thực hiện ", None);
        check("điều kiện theo ", None);
    }
}
