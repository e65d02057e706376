//! The elements of form that Nghị định 30/2020/NĐ-CP asks for (Điều 8, Phụ lục I).
//!
//! In: the header of a document and the text around it. Out: findings on what is missing or malformed there. What the
//! carrier may have dropped with the letterhead, the national heading and the issuer's name, is a note and no more.

use super::{Code, Desk};
use crate::document::{Header, Span};
use crate::grammar::FormPart;
use crate::text::{Run, fold};

pub(super) fn check(desk: &mut Desk) {
    let header = &desk.document.header;
    let top = top(desk, header);
    if header.kind.is_none() && header.number.is_none() && header.recipients.is_empty() {
        let vi =
            "Không tìm thấy tên loại, số, ký hiệu và nơi nhận: tệp không có phần đầu, phần cuối của văn bản.";
        let en = "No type, number or recipients found: the file has neither head nor foot of a document.";
        desk.report(Code::KindMissing, top, vi.into(), en.into());
        return;
    }
    number(desk, header, top);
    date(desk, header, top);
    head(desk, header, top);
    foot(desk, header);
}

/// The line beside which a missing element of the head is reported.
fn top(desk: &Desk, header: &Header) -> Span {
    let known = header.spans.kind.or(header.spans.title);
    desk.first_line(known.unwrap_or_else(|| Span::new(0, desk.text.source().len())))
}

fn number(desk: &mut Desk, header: &Header, top: Span) {
    let Some(number) = &header.number else {
        match header.spans.symbol {
            Some(symbol) if !digit_before(desk, symbol) => {
                let printed = header.symbol.as_deref().unwrap_or_default();
                desk.report(
                    Code::NumberBlank,
                    symbol,
                    format!("Số văn bản để trống trước ký hiệu «{printed}»."),
                    format!("The number before the symbol «{printed}» is left blank."),
                );
            }
            Some(_) => {}
            None => desk.report(
                Code::NumberMissing,
                top,
                "Thiếu số và ký hiệu của văn bản.".into(),
                "The number and symbol of the document are missing.".into(),
            ),
        }
        return;
    };
    let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
    if digits.len() == 1 && under_decree(header) {
        desk.report(
            Code::NumberPadding,
            header.spans.number.unwrap_or(top),
            format!("Số nhỏ hơn 10 phải ghi thêm số 0 phía trước: «0{number}»."),
            format!("A number below 10 takes a leading zero: «0{number}»."),
        );
    }
}

/// Whether a digit stands in the line before the symbol: then a number is there that could not be read.
fn digit_before(desk: &Desk, symbol: Span) -> bool {
    let before = desk.text.source().get(..symbol.start()).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    line.contains(|c: char| c.is_ascii_digit())
}

/// The day on which Nghị định 30/2020/NĐ-CP came into force.
const IN_FORCE: &str = "2020-03-05";

/// Whether the document is one that Nghị định 30/2020/NĐ-CP is about: no older one, and none of the Party.
fn under_decree(header: &Header) -> bool {
    let party = header.number.as_deref().is_some_and(|number| {
        let sign = number.find(|c: char| !c.is_ascii_digit());
        sign.is_some_and(|sign| number[sign..].starts_with('-'))
    });
    !party && header.date.as_deref().is_none_or(|date| !super::citation::before(date, IN_FORCE))
}

/// Whether the words between two others hold no digit, in «ngày … tháng … năm».
fn is_blank(low: &[u8], from: &[u8], to: &[u8]) -> bool {
    let Some(start) = memchr::memmem::find(low, from) else { return false };
    let rest = &low[start + from.len()..];
    memchr::memmem::find(rest, to).is_some_and(|end| !rest[..end].iter().any(u8::is_ascii_digit))
}

fn date(desk: &mut Desk, header: &Header, top: Span) {
    let Some(date) = &header.date else {
        // One that scanning has damaged is there.
        let head = &desk.text.low()[..desk.text.folded_at(top.start())];
        if memchr::memmem::find(head, b"ngay ").is_some() && memchr::memmem::find(head, b" nam ").is_some() {
            return;
        }
        desk.report(
            Code::DateMissing,
            top,
            "Thiếu địa danh và thời gian ban hành văn bản.".into(),
            "The place and date of issue are missing.".into(),
        );
        return;
    };
    let span = header.spans.date.unwrap_or(top);
    let printed = desk.text.slice(desk.run(span));
    let blank = match date.len() {
        4 => is_blank(printed, b"ngay", b"nam"),
        7 => is_blank(printed, b"ngay", b"thang"),
        _ => false,
    };
    if blank {
        let (vi, en) =
            if date.len() == 4 { ("Ngày, tháng", "Day and month") } else { ("Ngày", "The day") };
        desk.report(
            Code::DateBlank,
            span,
            format!("{vi} ban hành để trống."),
            format!("{en} of issue left blank."),
        );
    }
    if let Some(padded) = unpadded(desk.text.slice(desk.run(span))).filter(|_| under_decree(header)) {
        desk.report(
            Code::DatePadding,
            span,
            format!("Ngày nhỏ hơn 10, tháng 1 và 2 phải ghi thêm số 0 phía trước: «{padded}»."),
            format!("A day below 10 and months 1 and 2 take a leading zero: «{padded}»."),
        );
    }
    if header.place.is_none() {
        desk.report(
            Code::PlaceMissing,
            span,
            "Thiếu địa danh trước thời gian ban hành.".into(),
            "The place before the date of issue is missing.".into(),
        );
    }
}

/// «ngày 5 tháng 2» as it should be, where a zero is missing.
fn unpadded(low: &[u8]) -> Option<String> {
    let low = std::str::from_utf8(low).ok()?;
    let (_, rest) = low.split_once("ngay ")?;
    let (day, rest) = rest.split_once(" thang ")?;
    let month = rest.split(' ').next()?;
    let (mut day, mut month) = (day.trim().to_owned(), month.to_owned());
    let short_day = day.len() == 1 && day.as_bytes()[0].is_ascii_digit();
    let short_month = month == "1" || month == "2";
    if short_day {
        day.insert(0, '0');
    }
    if short_month {
        month.insert(0, '0');
    }
    (short_day || short_month).then(|| format!("ngày {day} tháng {month}"))
}

fn head(desk: &mut Desk, header: &Header, top: Span) {
    if header.title.is_none() {
        desk.report(
            Code::TitleMissing,
            top,
            "Thiếu trích yếu nội dung văn bản.".into(),
            "The subject line is missing.".into(),
        );
    }
    let body = desk.text.folded_at(top.start());
    let motto = |desk: &Desk| {
        let mut found = desk.grammar.form.find_iter(&desk.text, Run::new(0, body));
        found.any(|found| found.entry.value.part == FormPart::Motto)
    };
    if !motto(desk) {
        desk.report(
            Code::MottoMissing,
            top,
            "Không thấy Quốc hiệu và Tiêu ngữ ở phần đầu văn bản.".into(),
            "The national heading and motto do not stand at the head.".into(),
        );
    }
    if header.spans.issuer.is_none_or(|issuer| issuer.start() >= top.start()) {
        desk.report(
            Code::IssuerMissing,
            top,
            "Không thấy tên cơ quan ban hành ở phần đầu văn bản.".into(),
            "The name of the issuing body does not stand at the head.".into(),
        );
    }
}

fn foot(desk: &mut Desk, header: &Header) {
    let spans = &header.spans;
    let known = [spans.signature, spans.recipients, spans.filing];
    let end = desk.text.source().trim_end().len();
    let last = desk.text.source()[..end].rfind('\n').map_or(0, |place| place + 1);
    let bottom = desk.first_line(known.iter().flatten().min().copied().unwrap_or(Span::new(last, end)));
    if header.recipients.is_empty() && header.filing.is_none() {
        desk.report(
            Code::RecipientsMissing,
            bottom,
            "Thiếu Nơi nhận.".into(),
            "The recipients are missing.".into(),
        );
    } else {
        filing(desk, header, bottom);
    }
    match &header.signature {
        None => desk.report(
            Code::SignatureMissing,
            bottom,
            "Thiếu chức vụ và họ tên người ký.".into(),
            "Position and name of the signer are missing.".into(),
        ),
        Some(signature) if signature.name.is_none() => desk.report(
            Code::SignerMissing,
            desk.first_line(spans.signature.unwrap_or(bottom)),
            "Thiếu họ tên người ký.".into(),
            "The name of the signer is missing.".into(),
        ),
        Some(_) => {}
    }
    if let Some(foot) = known.iter().flatten().min().copied().filter(|_| under_decree(header)) {
        closing_mark(desk, foot);
    }
}

fn filing(desk: &mut Desk, header: &Header, bottom: Span) {
    let Some(filing) = &header.filing else {
        let recipients = header.spans.recipients.map_or(bottom, |span| desk.first_line(span));
        desk.report(
            Code::FilingMissing,
            recipients,
            "Nơi nhận thiếu dòng «Lưu: VT, …».".into(),
            "The recipients lack the line «Lưu: VT, …».".into(),
        );
        return;
    };
    let low = fold(filing);
    // An office that has no Văn thư of its own files with its Văn phòng or Hành chính.
    let clerk = low.contains("van thu")
        || low
            .split(|c: char| !c.is_ascii_alphanumeric())
            .any(|word| ["vt", "vp", "hc"].iter().any(|clerk| word.starts_with(clerk)));
    if !clerk && under_decree(header) {
        desk.report(
            Code::FilingClerk,
            header.spans.filing.unwrap_or(bottom),
            format!("Dòng «Lưu: {filing}» thiếu «VT»."),
            format!("The line «Lưu: {filing}» lacks «VT»."),
        );
    }
}

/// «./.» stands somewhere in the last lines before the foot, or behind a table beside it.
fn closing_mark(desk: &mut Desk, foot: Span) {
    let end = desk.text.folded_at(foot.start());
    let before = Run::new(end.saturating_sub(400), end);
    let slice = desk.text.slice(before);
    if [b"./".as_slice(), b"/.", b". /."].iter().any(|mark| memchr::memmem::find(slice, mark).is_some()) {
        return;
    }
    let source = desk.text.source();
    let is_label = |line: &str| {
        let low = fold(line.trim_matches(|c: char| !c.is_alphanumeric()));
        low.is_empty() || low.starts_with("noi nhan") || low.starts_with("t/m") || low.starts_with("tm")
    };
    let Some(line) = source[..foot.start()].lines().rev().find(|line| !is_label(line)) else { return };
    let start = line.as_ptr() as usize - source.as_ptr() as usize;
    let span = desk.first_line(Span::new(start, start + line.len()));
    desk.report(
        Code::ClosingMarkMissing,
        span,
        "Nội dung văn bản phải kết thúc bằng dấu «./.».".into(),
        "The text of the document must end with «./.».".into(),
    );
}
