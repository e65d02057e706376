//! Headings of items.
//!
//! In: the nodes of the tree, each with its paragraphs. Out: the same with `title` split off: a line of its own that is
//! no sentence, or a run-in heading before a colon. An item that simply is a sentence has none.

use super::Node;
use super::marker::marker;
use crate::document::SectionKind;
use crate::grammar::{BodyClass, Grammar};
use crate::layout;
use crate::phrase::body;
use crate::text::{Run, Text, is_space};

/// Splits the heading off every node.
pub(super) fn split(text: &Text, grammar: &Grammar, nodes: &mut [Node]) {
    for index in 0..nodes.len() {
        let below = nodes[index].end > index + 1;
        if let Some((title, rest)) = heading(text, grammar, &nodes[index], below) {
            let node = &mut nodes[index];
            node.title = Some(title).filter(|title| !title.is_empty());
            let used = node.paragraphs.iter().take_while(|run| run.start < rest).count();
            let last = node.paragraphs[..used].last().map(|run| text.trim(Run::new(rest, run.end.max(rest))));
            node.paragraphs.splice(..used, last.filter(|run| !run.is_empty()));
        }
    }
}

/// The title of a node and where its words go on.
fn heading(text: &Text, grammar: &Grammar, node: &Node, below: bool) -> Option<(Run, usize)> {
    let first = *node.paragraphs.first()?;
    if node.is_row && node.kind != SectionKind::Roman && node.kind != SectionKind::Upper {
        return None;
    }
    match node.kind {
        SectionKind::Preamble | SectionKind::Closing => None,
        SectionKind::Appendix if node.title.is_some() => None,
        SectionKind::Part | SectionKind::Chapter | SectionKind::Section | SectionKind::Subsection => {
            capitals_heading(text, node)
                .filter(|_| text.is_capitals(first))
                .or(Some((clean(text, first), first.end)))
        }
        SectionKind::Appendix => capitals_heading(text, node),
        SectionKind::Dash | SectionKind::Plus => {
            label(text, grammar, first, below || node.paragraphs.len() > 1)
        }
        _ => {
            let more = below || node.paragraphs.len() > 1;
            let from = node.marker.map_or(first.start, |marker| marker.start);
            own_line(text, grammar, first, from, more).or_else(|| run_in(text, grammar, first, from))
        }
    }
}

/// «PHỤ LỤC⏎DANH MỤC CÁC NHIỆM VỤ»: the lines in capitals.
fn capitals_heading(text: &Text, node: &Node) -> Option<(Run, usize)> {
    let lines = node.paragraphs.iter().take_while(|run| text.is_capitals(**run)).count();
    let (first, last) = (node.paragraphs.first()?, node.paragraphs[..lines].last()?);
    Some((clean(text, Run::new(first.start, last.end)), last.end))
}

/// A heading without its colon or full stop.
fn clean(text: &Text, run: Run) -> Run {
    text.trim_marks(run, b":.,")
}

/// A line of its own that is no sentence.
///
/// `from` is where the item starts: emphasis may open before its marker.
fn own_line(text: &Text, grammar: &Grammar, run: Run, from: usize, more: bool) -> Option<(Run, usize)> {
    let slice = text.slice(run);
    let last = *slice.last()?;
    let at_most = |most: usize| text.split(run, is_space).take(most + 1).count() <= most;
    let whole = (clean(text, run), run.end);
    if text.is_capitals(run) && at_most(60) {
        return Some(whole);
    }
    if slice.contains(&b':') && last != b':' && run_in(text, grammar, run, from).is_some() {
        return None;
    }
    let emphasised = is_emphasised(text, from, run);
    // «Sở Y tế: là cơ quan thường trực, có trách nhiệm:»: the body alone is the heading.
    if last == b':'
        && heading_colon(text, run).is_some_and(|colon| {
            colon + 1 < slice.len()
                && body::is_body_title(text, grammar, Run::new(run.start, run.start + colon))
        })
    {
        return None;
    }
    if last == b':' {
        let body = body::is_body_title(text, grammar, clean(text, run));
        return (more && (body || emphasised || (at_most(20) && !introduces_list(text, run))))
            .then_some(whole);
    }
    let open = !layout::ends_sentence(text, run) || slice.ends_with(b")") || slice.ends_with(b"\"");
    if open && last != b',' {
        return ((more && at_most(70)) || emphasised && at_most(40)).then_some(whole);
    }
    let has = |pair: &[u8]| slice.windows(2).any(|bytes| bytes == pair);
    let stop = last == b'.' && more && !has(b". ");
    let body = || !has(b"; ") && body::is_body_title(text, grammar, clean(text, run));
    (stop && (emphasised || body())).then_some(whole)
}

/// Whether the lines of an item so far are a heading, and the line below starts its words: «1. Mục đích⏎Xác định rõ các …».
/// Some carriers break the first line of a paragraph early, so the length of the line tells nothing; a name that goes on
/// («1. Sở⏎Nội vụ», «2. Thực hiện⏎Nghị quyết số …») opens with a body or a verb, or goes on with a body, a type or a place.
/// `first` says whether they are one line.
pub(super) fn is_apart(text: &Text, grammar: &Grammar, line: Run, next: Run, first: bool) -> bool {
    /// The words of such a heading in one line and in several, and how long a line below it is at the least.
    const FEW: std::ops::RangeInclusive<usize> = 2..=5;
    const MANY: std::ops::RangeInclusive<usize> = 6..=25;
    const LONG: usize = 10;
    let Some(item) = marker(text, line).filter(|item| !item.style.is_bullet()) else { return false };
    let heading = text.trim(Run::new(item.run.end, line.end));
    let sentence = text.slice(heading).iter().any(|b| !(b.is_ascii_alphabetic() || matches!(b, b' ' | b',')));
    let small = (heading.start + 1..heading.end).all(|place| !text.is_upper(place));
    let names =
        |class| matches!(class, BodyClass::Head | BodyClass::Bare | BodyClass::Placed | BodyClass::Generic);
    let opens = |run: Run| {
        grammar.bodies.at_within(text, run).is_some()
            || grammar.body_words.at_within(text, run).is_some_and(|found| names(found.entry.value.class))
            || grammar.form.at_within(text, run).is_some()
            || grammar.types.at_within(text, run).is_some()
    };
    let name = grammar.places.at_within(text, next).is_some() || grammar.laws.at_within(text, next).is_some();
    !heading.is_empty()
        && !sentence
        && small
        && text.is_upper(heading.start)
        && if first { FEW } else { MANY }.contains(&text.split(heading, is_space).count())
        && text.is_upper(next.start)
        && next.len() >= LONG
        && !text.is_capitals(next)
        && marker(text, next).is_none()
        && !opens(heading)
        && !opens_with_verb(text, heading)
        && !is_open(text.slice(heading))
        && !text.slice(heading).starts_with(b"to chuc")
        && !opens(next)
        && !name
}

/// Whether words end with one that the next has to follow: «Chế độ đối với⏎Công an xã», «Nhiệm vụ của các⏎Trưởng thôn».
fn is_open(heading: &[u8]) -> bool {
    const WORDS: [&[u8]; 18] = [
        b"cua", b"va", b"ve", b"voi", b"cho", b"tai", b"theo", b"den", b"trong", b"cac", b"nhung", b"cung",
        b"hoac", b"tren", b"bang", b"la", b"giua", b"do",
    ];
    let last = heading.rsplit(|b| *b == b' ').next().unwrap_or_default();
    WORDS.contains(&last)
}

/// Whether a heading is emphasised, its marker with it or not.
fn is_emphasised(text: &Text, from: usize, heading: Run) -> bool {
    text.is_emphasised(heading) || text.is_emphasised(Run::new(from, heading.end))
}

/// «… các nội dung sau:», «… gồm:»: what introduces a list is no heading.
fn introduces_list(text: &Text, run: Run) -> bool {
    const ENDS: [&[u8]; 14] = [
        b"sau",
        b"sau day",
        b"nhu sau",
        b"gom",
        b"bao gom",
        b"cu the",
        b"nhu",
        b"la",
        b"cac noi dung",
        b"trong do",
        b"duoi day",
        b"cu the nhu sau",
        b"nham",
        b"nham muc dich",
    ];
    let slice = text.slice(text.trim_marks(run, b": "));
    ENDS.iter().any(|end| slice == *end || slice.strip_suffix(*end).is_some_and(|rest| rest.ends_with(b" ")))
}

/// A run-in heading before a colon: «Mục đích: …», «Sở Tài chính: Phối hợp …».
fn run_in(text: &Text, grammar: &Grammar, run: Run, from: usize) -> Option<(Run, usize)> {
    let colon = run.start + heading_colon(text, run)?;
    let head = text.trim(Run::new(run.start, colon));
    let rest = text.trim(Run::new(colon + 1, run.end));
    if head.is_empty() || rest.is_empty() {
        return None;
    }
    if shares_class_word(text, head, rest) {
        return None;
    }
    let words = text.split(head, is_space).count();
    let heading = body::is_body_title(text, grammar, head)
        || text.is_capitals(head)
        || is_emphasised(text, from, head)
        || (text.slice(head).starts_with(b"doi voi ") && words <= 30)
        || (words <= 12
            && !introduces_list(text, head)
            && !opens_with_verb(text, head)
            && !is_period(text, head));
    heading.then_some((clean(text, head), rest.start))
}

/// «Giám đốc các Sở: Nội vụ, Tài chính …»: the class word serves all the names after the colon, which is no heading's.
fn shares_class_word(text: &Text, head: Run, rest: Run) -> bool {
    const CLASSES: [&[u8]; 10] = [
        b"cac so",
        b"cac bo",
        b"cac phong",
        b"cac vu",
        b"cac xa",
        b"cac phuong",
        b"cac xa, phuong",
        b"cac huyen",
        b"cac thi tran",
        b"cac tinh",
    ];
    let slice = text.slice(head);
    let class = CLASSES
        .iter()
        .any(|class| slice == *class || slice.strip_suffix(*class).is_some_and(|s| s.ends_with(b" ")));
    let name = text.slice(rest).iter().position(|b| matches!(b, b',' | b';' | b'.')).unwrap_or(rest.len());
    class && name <= 60 && !opens_with_verb(text, rest)
}

/// The first colon that parts words: not the one of «7:30» or of a bracket.
fn heading_colon(text: &Text, run: Run) -> Option<usize> {
    let slice = text.slice(run);
    let last = memchr::memrchr(b':', &slice[..slice.len().min(600)])?;
    let mut depth = 0;
    for (place, &byte) in slice[..=last].iter().enumerate() {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' => depth -= 1,
            b'.' | b';' if slice.get(place + 1) == Some(&b' ') => return None,
            b':' if depth <= 0 && slice.get(place + 1).is_none_or(|b| !b.is_ascii_digit()) => {
                return Some(place);
            }
            _ => {}
        }
    }
    None
}

/// «Đến hết năm 2025: …», «Từ ngày 01/6: …»: a time, not a subject.
fn is_period(text: &Text, head: Run) -> bool {
    const OPENINGS: [&[u8]; 6] = [b"den ", b"tu ngay", b"tu nam", b"trong nam", b"truoc ngay", b"nam 2"];
    OPENINGS.iter().any(|opening| text.slice(head).starts_with(opening))
}

/// Whether words open with a verb of tasks: what stands before the colon is a clause, not a subject.
fn opens_with_verb(text: &Text, head: Run) -> bool {
    const VERBS: [&[u8]; 58] = [
        b"tiep tuc",
        b"trien khai",
        b"thuc hien",
        b"tang cuong",
        b"day manh",
        b"to chuc trien",
        b"xay dung",
        b"ban hanh",
        b"chu tri",
        b"phoi hop",
        b"tham muu",
        b"huong dan",
        b"chi dao",
        b"kiem tra",
        b"ra soat",
        b"nang cao",
        b"bao dam",
        b"dam bao",
        b"phat trien",
        b"hoan thien",
        b"hoan thanh",
        b"dau tu",
        b"bo tri",
        b"huy dong",
        b"de nghi",
        b"yeu cau",
        b"giao",
        b"tap trung",
        b"chu dong",
        b"phan dau",
        b"duy tri",
        b"ho tro",
        b"khuyen khich",
        b"quan triet",
        b"tuyen truyen",
        b"trien khai",
        b"theo doi",
        b"tong hop",
        b"bao cao",
        b"can cu",
        b"cu the hoa",
        b"xac dinh",
        b"khan truong",
        b"thuong xuyen",
        b"kip thoi",
        b"lap",
        b"trinh",
        b"cung cap",
        b"cap nhat",
        b"to chuc thuc hien tot",
        b"thong nhat",
        b"phan cong",
        b"quan ly",
        b"khai thac",
        b"phat huy",
        b"dua",
        b"mo rong",
        b"nghien cuu",
    ];
    let slice = text.slice(head);
    let noun = [&b"trien khai thuc hien"[..], b"tuyen truyen", b"huong dan", b"kiem tra, giam sat"];
    let short = text.split(head, is_space).count() <= 3;
    // «+ Chủ trì: …», «+ Phối hợp: …» are labels.
    let label = matches!(slice, b"chu tri" | b"phoi hop" | b"chu tri thuc hien" | b"phoi hop thuc hien");
    // «2. Yêu cầu: …», «Yêu cầu chung», beside «Yêu cầu các đơn vị …».
    let demand = matches!(slice, b"yeu cau" | b"yeu cau chung" | b"yeu cau cu the" | b"yeu cau thuc hien");
    let topic = demand || short && noun.iter().any(|n| slice.starts_with(n));
    !(label || topic)
        && VERBS.iter().any(|verb| {
            slice
                .strip_prefix(*verb)
                .is_some_and(|rest| rest.first().is_none_or(|b| *b == b' ' || *b == b','))
        })
}

/// The label of a bullet: «Chỉ tiêu 5: …», «Cơ quan chủ trì: …», «Đối tượng: …»; or a heading before bullets below.
fn label(text: &Text, grammar: &Grammar, run: Run, below: bool) -> Option<(Run, usize)> {
    let slice = text.slice(run);
    if slice.last() == Some(&b':') && below {
        let short = text.split(run, is_space).take(9).count() <= 8
            && !introduces_list(text, run)
            && !opens_with_verb(text, run);
        let body = body::is_body_title(text, grammar, clean(text, run));
        // «- Về việc lập hóa đơn của các chi nhánh:»
        let topic = slice.starts_with(b"ve viec ") && !introduces_list(text, run);
        return (short || body || topic).then(|| (clean(text, run), run.end));
    }
    let (head, rest) = run_in(text, grammar, run, run.start)?;
    let role = grammar.roles.at_within(text, head).is_some_and(|found| found.entry.value.label);
    let words = text.split(head, is_space).count();
    // «Đối với cán bộ là cấp phó: …»
    let concerning = text.slice(head).starts_with(b"doi voi ") && words <= 30;
    (role || words <= 9 || concerning || body::is_body_title(text, grammar, head)).then_some((head, rest))
}
