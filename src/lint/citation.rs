//! Citations: numbers, dates and issuers that cannot be right.
//!
//! In: the citations of a document. Out: findings on numbers written wrongly, first mentions without date, one
//! instrument with two dates, and issuers that did not exist. Which instrument a mention means is decided in `link`.

use std::collections::{BTreeMap, BTreeSet};

use super::{Code, Desk};
use crate::document::{Citation, CitationForm};
use crate::text::{Text, fold};

pub(super) fn check(desk: &mut Desk) {
    malformed(desk);
    undated(desk);
    dates(desk);
    two_dates(desk);
    issuers(desk);
}

fn malformed(desk: &mut Desk) {
    for repair in &desk.document.repairs {
        if !matches!(&*repair.rule, "number-grammar" | "number-code" | "homoglyph") {
            continue;
        }
        let (printed, repaired) = (&repair.text, &repair.repaired);
        desk.report(
            Code::CitationNumber,
            repair.span,
            format!("Số, ký hiệu «{printed}» viết sai; đúng là «{repaired}»."),
            format!("The number «{printed}» is malformed; it should read «{repaired}»."),
        );
    }
}

/// Laws are cited by name alone (Nghị định 30/2020/NĐ-CP Phụ lục I.II.6).
fn is_law(kind: &str) -> bool {
    matches!(kind, "LUAT" | "BLUAT" | "PL" | "HP")
}

/// First mentions in the body without a date.
fn undated(desk: &mut Desk) {
    let document = desk.document;
    // An annex by itself was preceded by what it does not repeat.
    if document.header.kind.is_none() {
        return;
    }
    let mut seen = BTreeSet::new();
    let mut subjects: Vec<&str> = document.header.title.iter().map(String::as_str).collect();
    for citation in &document.citations {
        let Some(number) = &citation.number else { continue };
        // «Kết luận số 187» is that of number 187-KL/TW.
        let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
        let key = (&citation.kind, bare(&digits), year_in(number));
        if citation.date.is_some() || citation.form == CitationForm::Alias {
            seen.insert(key);
        } else if citation.section != "title"
            && !is_law(&citation.kind)
            // «các Kết luận số 187, 188-KL/TW ngày …» dates the whole list.
            && number.contains(['/', '-'])
            && !subjects.iter().any(|subject| subject.contains(number.as_str()))
            && seen.insert(key)
        {
            desk.report(
                Code::CitationUndated,
                citation.span,
                format!("«{}» được viện dẫn lần đầu mà không ghi ngày, tháng, năm ban hành.", citation.text),
                format!("«{}» is cited for the first time without its date.", citation.text),
            );
        }
        // The title of another instrument is quoted as it is.
        subjects.extend(citation.subject.as_deref());
    }
}

/// A number without leading zeros, in capitals.
fn bare(number: &str) -> String {
    number.trim_start_matches('0').to_uppercase()
}

/// Dates that contradict the number, or the document's own date.
fn dates(desk: &mut Desk) {
    let document = desk.document;
    for citation in &document.citations {
        let (Some(number), Some(date)) = (&citation.number, &citation.date) else { continue };
        let year = date.get(..4).unwrap_or_default();
        // A date that stands with the last of a list need not be that of each.
        let stated = citation.text.contains(year);
        if let Some(inside) = year_in(number)
            && inside != year
            && stated
        {
            desk.report(
                Code::CitationYear,
                citation.span,
                format!("Số «{number}» mang năm {inside} nhưng ngày ban hành ghi năm {year}."),
                format!("The number «{number}» is of {inside}, its date of {year}."),
            );
        }
        if let Some(own) = document.header.date.as_deref().filter(|own| own.len() == 10)
            && date.len() == 10
            && date.as_str() > own
            && stated
        {
            desk.report(
                Code::CitationFuture,
                citation.span,
                format!("Văn bản viện dẫn ghi ngày {}, sau ngày {} của văn bản này.", day(date), day(own)),
                format!("The cited instrument is dated {date}, after this document's {own}."),
            );
        }
    }
}

/// The year in «37/2019/NĐ-CP».
fn year_in(number: &str) -> Option<&str> {
    number.split('/').nth(1).filter(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_digit()))
}

/// «22/8/2024».
pub(super) fn day(iso: &str) -> String {
    let mut parts: Vec<&str> = iso.split('-').collect();
    parts.reverse();
    parts.iter().map(|part| part.trim_start_matches('0')).collect::<Vec<_>>().join("/")
}

/// One kind, number and issuer with two dates of one year, or with one day of two years.
fn two_dates(desk: &mut Desk) {
    let document = desk.document;
    let mut by_instrument: BTreeMap<(&str, &str, String), Vec<&Citation>> = BTreeMap::new();
    for citation in &document.citations {
        let mut parts = citation.target.split('/').skip(1);
        let (Some(issuer), Some(kind), Some(number)) = (parts.next(), parts.next(), &citation.number) else {
            continue;
        };
        // A date that stands with the last of a list need not be that of each.
        let stated = |date: &str| date.len() == 10 && citation.text.contains(&date[..4]);
        if issuer != "_" && citation.date.as_deref().is_some_and(stated) {
            by_instrument.entry((issuer, kind, bare(number))).or_default().push(citation);
        }
    }
    for ((_, _, number), mentions) in by_instrument {
        for (index, later) in mentions.iter().enumerate() {
            let Some(date) = later.date.as_deref() else { continue };
            let known = mentions[..index].iter().filter_map(|mention| mention.date.as_deref());
            if known.clone().any(|other| other == date) {
                continue;
            }
            let other = known.into_iter().find(|other| is_slip(other, date, year_in(&number).is_some()));
            let Some(other) = other else { continue };
            desk.report(
                Code::CitationTwoDates,
                later.span,
                format!("Văn bản số {number} ở đây ghi ngày {}, ở trên ghi ngày {}.", day(date), day(other)),
                format!("Number {number} is dated {date} here and {other} above."),
            );
        }
    }
}

/// Whether two dates are meant to be one. Numbers that do not carry their year restart each year.
fn is_slip(a: &str, b: &str, carries_year: bool) -> bool {
    carries_year || a.get(..4) == b.get(..4) || a.get(4..) == b.get(4..)
}

/// Issuers that did not exist when they are said to have issued.
fn issuers(desk: &mut Desk) {
    let document = desk.document;
    for citation in &document.citations {
        let (Some(issuer), Some(date)) = (&citation.issuer, &citation.date) else { continue };
        let text = Text::new(issuer);
        let Some(found) = desk.grammar.bodies.find_iter(&text, text.all()).next() else { continue };
        let body = &found.entry.value;
        // A name that goes on is that of another body.
        if text.folded(found.run) != text.folded(text.all())
            && fold(&body.name) != fold(issuer)
            && !body.local
        {
            continue;
        }
        let (bound, vi, en) = match (&body.since, &body.until) {
            (Some(since), _) if before(date, since) => {
                (since, "chưa thành lập (từ", "did not exist yet (since")
            }
            (_, Some(until)) if before(until, date) => (until, "không còn (đến", "no longer existed (until"),
            _ => continue,
        };
        desk.report(
            Code::CitationIssuer,
            citation.span,
            format!("{} {vi} {}) vào ngày {}.", body.name, day(bound), day(date)),
            format!("{} {en} {bound}) on {date}.", body.name),
        );
    }
}

/// Whether `a` lies before `b` for certain, both as precise as known.
pub(super) fn before(a: &str, b: &str) -> bool {
    let length = a.len().min(b.len());
    matches!((a.get(..length), b.get(..length)), (Some(a), Some(b)) if a < b)
}
