//! The head of a document (phần đầu): kind, number, date, place, title, issuer's lines, addressees.
//!
//! In: the lines. Out: a [`Head`] of runs. Reads letterheads in every flattened form: two columns by tabs, bars or wide
//! gaps, stacked lines, one line. Values and completions are made later.

use super::marker::{Style, marker};
use crate::document::Kind;
use crate::grammar::{FormPart, Grammar};
use crate::layout::{Gap, Layout, Line};
use crate::phrase::date::{Dated, date};
use crate::phrase::number::number;
use crate::text::{Run, Text, is_space};

/// How many lines a letterhead may take.
const REACH: usize = 80;

/// The head of a document.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// Tên loại văn bản, and where it stands.
    pub kind: Option<(Kind, Run)>,
    /// What stands after «Số:», blanks included.
    pub number: Option<Run>,
    /// The date line's date.
    pub date: Option<Dated>,
    /// Địa danh before the date.
    pub place: Option<Run>,
    /// Trích yếu; its lines are joined.
    pub title: Option<Run>,
    /// What stands after «Nghị quyết số:»; counts where no «Số:» stands.
    named_number: Option<Run>,
    /// What stands after «V/v» in a cell of the letterhead.
    subject: Option<Run>,
    /// The lines that name the issuer and its superior, top first.
    pub issuer: Vec<Run>,
    /// Kính gửi.
    pub addressees: Vec<Run>,
    /// The first line of the body.
    pub body: usize,
}

/// Reads the head of the text.
pub(super) fn head(text: &mut Text, grammar: &Grammar, layout: &Layout) -> Head {
    let lines = &layout.lines[..layout.lines.len().min(REACH)];
    let mut head = Head::default();
    let first_item = lines.iter().position(|line| is_first_item(text, line.run)).unwrap_or(lines.len());
    let heading = lines[..first_item].iter().position(|line| kind_line(text, grammar, line.run).is_some());
    let heading = heading.or_else(|| {
        lines[..first_item].iter().position(|line| kind_and_subject(text, grammar, line.run).is_some())
    });
    let basis = basis(text, grammar, &lines[..first_item])
        .or_else(|| above_enacting(text, lines, heading.filter(|&heading| heading < first_item)?));
    // «QUYẾT ĐỊNH:» below «Căn cứ …» names the type too; the title stands above both.
    let enacts = heading.zip(basis).is_some_and(|(heading, basis)| basis < heading);
    let untitled =
        basis.filter(|&basis| enacts || heading.is_none() && is_untitled(text, grammar, &lines[..basis]));
    let end = match (heading, untitled) {
        (_, Some(basis)) => stamps_end(text, &lines[..basis]),
        (Some(index), None) => index,
        (None, None) => letterhead_end(text, grammar, &lines[..first_item]),
    };
    for run in unwrapped(text, &lines[..end]) {
        for cell in cells(text, run) {
            read_cell(text, grammar, cell, &mut head);
        }
    }
    head.number = head.number.or(head.named_number);
    match (heading, untitled) {
        (_, Some(basis)) => {
            head.kind = heading.and_then(|index| kind_line(text, grammar, layout.lines[index].run));
            title_above(text, grammar, layout, end..basis, &mut head);
        }
        (Some(index), None) => {
            named_document(text, grammar, layout, index, &mut head);
            number_in_title(text, grammar, &mut head);
        }
        (None, None) => letter(text, grammar, layout, end, &mut head),
    }
    head
}

/// The first line of the preamble: «Căn cứ …», «Thực hiện …» in small letters.
fn basis(text: &Text, grammar: &Grammar, lines: &[Line]) -> Option<usize> {
    lines.iter().position(|line| {
        let run = text.trim_marks(line.run, b"-+*");
        let cue = grammar.form.at_within(text, run).map(|found| found.entry.value.part);
        cue == Some(FormPart::Preamble) && !text.is_capitals(run)
    })
}

/// The first line in small letters between letterhead and «QUYẾT ĐỊNH:», the colon of which says that it is no heading.
fn above_enacting(text: &Text, lines: &[Line], heading: usize) -> Option<usize> {
    let enacts = text.slice(lines[heading].run).ends_with(b":");
    let start = stamps_end(text, &lines[..heading]);
    (start..heading).find(|&index| enacts && !text.is_capitals(lines[index].run))
}

/// Whether lines above a preamble are the head of a document that prints its type in the number alone: no letter's
/// subject or addressees, a number with a type, and below it nothing but capitals.
fn is_untitled(text: &Text, grammar: &Grammar, lines: &[Line]) -> bool {
    let part = |line: &Line| grammar.form.at(text, line.run.start).map(|found| found.entry.value.part);
    let letter = lines.iter().any(|line| {
        part(line) == Some(FormPart::Addressees)
            || part(line) == Some(FormPart::Subject) && !text.is_capitals(line.run)
    });
    let typed = |cell: Run| {
        let number = number_of(text, cell).and_then(|run| number(text, grammar, run));
        number.is_some_and(|number| number.kind.is_some_and(|code| code != "CV"))
    };
    let below = &lines[stamps_end(text, lines)..];
    !letter
        && lines.iter().any(|line| cells(text, line.run).any(typed))
        && below.iter().all(|line| text.is_capitals(line.run))
}

/// The line after the last that holds the motto, a number or the date.
fn stamps_end(text: &Text, lines: &[Line]) -> usize {
    let stamp = |cell: Run| {
        let dated = || date_of(text, cell).is_some() && !text.slice(cell).ends_with(b";");
        motto_start(text, cell).is_some() || number_of(text, cell).is_some() || dated()
    };
    lines.iter().rposition(|line| cells(text, line.run).any(stamp)).map_or(0, |index| index + 1)
}

/// The title of a document whose type stands elsewhere: the lines between letterhead and preamble, but for the authority
/// («CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH»), which opens the preamble.
fn title_above(
    text: &mut Text,
    grammar: &Grammar,
    layout: &Layout,
    lines: std::ops::Range<usize>,
    head: &mut Head,
) {
    let decides = |index: usize| {
        let run = layout.lines[index].run;
        let cue = grammar.form.at(text, run.start).map(|found| found.entry.value.part);
        let body = cue == Some(FormPart::Position) || grammar.bodies.at(text, run.start).is_some();
        let open = index > lines.start && is_unfinished(text, layout.lines[index - 1].run);
        body && text.is_capitals(run) && !open
    };
    let end = lines.clone().rev().find(|&index| decides(index)).unwrap_or(lines.end);
    head.body = end;
    head.title = join_lines(text, layout, lines.start..end);
}

/// The lines of the letterhead, those joined that one piece of emphasis holds: «**ỦY BAN NHÂN⏎DÂN**».
fn unwrapped(text: &mut Text, lines: &[Line]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for pair in 0..lines.len() {
        let line = lines[pair];
        let goes_on = pair > 0 && line.gap == Gap::Line && {
            let above = lines[pair - 1].run;
            text.is_emphasis_open(above) || matches!(text.slice(above), b"so:" | b"so" | b"so :")
        };
        match runs.last_mut() {
            Some(last) if goes_on && !text.is_cell_break(last.end) => {
                text.join(last.end);
                last.end = line.run.end;
            }
            _ => runs.push(line.run),
        }
    }
    runs
}

/// «I.», «1.», «Điều 1.»: where the body begins at the latest.
fn is_first_item(text: &Text, run: Run) -> bool {
    marker(text, run).is_some_and(|marker| {
        !marker.style.is_bullet() && marker.ordinal == 1 && marker.style != Style::Upper
    })
}

/// The kind that a line of its own names: «KẾ HOẠCH», «**QUYẾT ĐỊNH:**», «- _ KẾ HOẠCH».
pub(super) fn kind_line(text: &Text, grammar: &Grammar, run: Run) -> Option<(Kind, Run)> {
    let slice = text.slice(run);
    let start = run.start + slice.iter().position(u8::is_ascii_alphanumeric)?;
    let found = grammar.types.at_within(text, Run::new(start, run.end))?;
    let rest = &text.low()[found.run.end..run.end];
    let alone = !rest.iter().any(u8::is_ascii_alphanumeric);
    let set_apart = text.is_capitals(found.run) || text.is_emphasised(found.run);
    (found.entry.value.heading && alone && set_apart).then(|| (kind(&found.entry.value), found.run))
}

/// The kind at the start of a line in capitals that goes on with the subject: «KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2025».
fn kind_and_subject(text: &Text, grammar: &Grammar, run: Run) -> Option<(Kind, Run)> {
    let found = grammar.types.at_within(text, run).filter(|found| found.entry.value.heading)?;
    let rest = text.trim(Run::new(found.run.end, run.end));
    let words = text.split(rest, is_space).count();
    // «SỞ KẾ HOẠCH VÀ ĐẦU TƯ» wrapped, «QUYẾT ĐỊNH:» and «SỐ 5» are no subjects.
    let joins = text.slice(rest).starts_with(b"va ") || text.slice(rest).starts_with(b"so ");
    (words >= 2 && !joins && text.is_capitals(run)).then(|| (kind(&found.entry.value), found.run))
}

pub(super) fn kind(entry: &crate::grammar::DocumentType) -> Kind {
    Kind { code: entry.code.clone(), name: entry.name.clone() }
}

/// Where the head of a document without a kind line ends: after the subject or the addressees of a letter.
fn letterhead_end(text: &Text, grammar: &Grammar, lines: &[Line]) -> usize {
    let part = |line: &Line| grammar.form.at(text, line.run.start).map(|found| found.entry.value.part);
    let letter =
        |line: &Line| matches!(part(line), Some(FormPart::Motto | FormPart::Addressees | FormPart::Subject));
    let number = |line: &Line| cells(text, line.run).any(|cell| number_of(text, cell).is_some());
    let preamble = |line: &Line| part(line) == Some(FormPart::Preamble);
    let letter =
        |line: &Line| letter(line) || number(line) || date_of(text, line.run).is_some() && !preamble(line);
    lines.iter().rposition(letter).map_or(0, |index| index + 1)
}

/// The columns of a line: parted by a tab or a wide gap. One behind a bullet sets an item in, and parts nothing.
pub(super) fn cells<'a>(text: &'a Text, run: Run) -> impl Iterator<Item = Run> + 'a {
    let mut rest = Some(run);
    std::iter::from_fn(move || {
        let run = rest.take()?;
        let place = (run.start..run.end).find(|&place| {
            let rule = || rule_length(text, Run::new(place + 1, run.end)) > 0;
            let gap = || text.is_column_break(place) && !is_fill_in(text, Run::new(place, run.end));
            is_space(text.low()[place])
                && (rule() || gap())
                && text.slice(Run::new(run.start, place)).iter().any(u8::is_ascii_alphanumeric)
        });
        rest = place.map(|place| after_rule(text, Run::new(place + 1, run.end)));
        Some(Run::new(run.start, place.unwrap_or(run.end)))
    })
}

/// How long the rule is that a run opens with: «------- Số: 24/CT-TTg», set in one line with what stands around it.
fn rule_length(text: &Text, run: Run) -> usize {
    /// A dash or two are part of the words.
    const SHORTEST: usize = 5;
    let length = text.slice(run).iter().take_while(|b| matches!(b, b'-' | b'_' | b'*')).count();
    if length >= SHORTEST { length } else { 0 }
}

fn after_rule(text: &Text, run: Run) -> Run {
    Run::new(run.start + rule_length(text, run), run.end)
}

/// A wide gap that is to be filled in by hand: «Số:      /KH-UBND», «ngày     tháng     năm».
fn is_fill_in(text: &Text, gap: Run) -> bool {
    let after = &text.low()[gap.start + 1..gap.end];
    !text.space_at(gap.start).contains('\t')
        && [&b"/"[..], b"-", b"thang", b"nam", b"."].iter().any(|word| after.starts_with(word))
}

/// Takes what one cell of the letterhead says.
fn read_cell(text: &Text, grammar: &Grammar, cell: Run, head: &mut Head) {
    let motto = motto_start(text, cell);
    let cell = text.trim(Run::new(cell.start, motto.unwrap_or(cell.end)));
    if cell.is_empty() {
        return;
    }
    // «Số: 2638/LĐTBXH-KHTC V/v xây dựng dự toán …» in one cell.
    if let Some(at) = crate::text::find(text.slice(cell), b" v/v ") {
        let subject = Run::new(cell.start + at + 5, cell.end);
        head.subject.get_or_insert(text.trim_marks(subject, b"-_.:*"));
        return read_cell(text, grammar, Run::new(cell.start, cell.start + at), head);
    }
    let dated = date_of(text, cell);
    if let Some(number) = named_number(text, grammar, cell) {
        head.named_number = head.named_number.or(Some(number));
        return;
    }
    // «Số:» in one cell, «/TTr-VPCP» in another.
    if is_bare_symbol(text, grammar, cell) {
        head.named_number = head.named_number.or(Some(cell));
        return;
    }
    let number = number_of(text, cell).map(|run| match &dated {
        Some((place, _)) => number_before_place(text, Run::new(run.start, place.end.max(run.start))),
        None => run,
    });
    if let Some((place, dated)) = dated {
        let start = number.map_or(place.start, |number| number.end.max(place.start));
        let place = text.trim_marks(Run::new(start, place.end.max(start)), b",;.-_:*");
        head.place = head.place.or((!place.is_empty()).then_some(place));
        head.date.get_or_insert(dated);
    }
    if let Some(number) = number {
        head.number = head.number.or(Some(number));
        return;
    }
    if let Some(place) = illegible_date(text, cell) {
        head.place = head.place.or(Some(place));
        return;
    }
    if head.date.as_ref().is_some_and(|dated| cell.contains(dated.run)) {
        return;
    }
    // «ĐOÀN TNCS HỒ CHÍ MINH» on the right is what others print the motto for.
    let youth =
        matches!(text.slice(cell), b"doan tncs ho chi minh" | b"doan thanh nien cong san ho chi minh");
    if youth && !head.issuer.is_empty() {
        return;
    }
    let body = grammar.bodies.at(text, cell.start).is_some();
    if text.is_capitals(cell) || (body && cell.len() < 80 && head.number.is_none()) {
        head.issuer.push(text.trim_marks(cell, b"-_*.,:"));
    }
}

/// Where «CỘNG HÒA XÃ HỘI …», «Độc lập - Tự do», «ĐẢNG CỘNG SẢN» starts in a cell.
fn motto_start(text: &Text, cell: Run) -> Option<usize> {
    const OPENINGS: [&[u8]; 5] =
        [b"cong hoa xa", b"chu nghia viet nam", b"doc lap - tu do", b"doc lap -", b"dang cong san viet nam"];
    let slice = text.slice(cell);
    OPENINGS.iter().filter_map(|opening| crate::text::find(slice, opening)).min().map(|at| cell.start + at)
}

/// «/TTr-VPCP» alone: a symbol whose number is blank.
fn is_bare_symbol(text: &Text, grammar: &Grammar, cell: Run) -> bool {
    let Some(rest) = text.slice(cell).strip_prefix(b"/") else { return false };
    let code = rest.split(|b| matches!(b, b'-' | b'/')).next().map_or(0, <[u8]>::len);
    let whole = !rest.contains(&b' ') && rest.len() > code;
    let kind = Run::new(cell.start + 1, cell.start + 1 + code);
    whole && grammar.type_code(&text.latin(kind)).is_some()
}

/// «Nghị quyết số: 653/2019/UBTVQH14», «Luật số 39/2024/QH15»: what stands after a type and «số», where nothing follows.
fn named_number(text: &Text, grammar: &Grammar, cell: Run) -> Option<Run> {
    let noun = grammar.types.at_within(text, cell)?.run;
    let run = number_of(text, text.trim(Run::new(noun.end, cell.end)))?;
    number(text, grammar, run).filter(|number| number.run.end == cell.end).map(|_| run)
}

/// What stands after «Số:» at the start of a cell. «Số» needs a colon, a slash or a digit to be the number's label.
fn number_of(text: &Text, cell: Run) -> Option<Run> {
    let slice = text.slice(cell);
    let rest = slice.strip_prefix(b"so")?;
    let after = rest.iter().position(|b| !matches!(b, b' ' | b':' | b'.'))?;
    let colon = rest[..after].contains(&b':');
    let first = rest[after];
    let opens = colon || first == b'/' || (after > 0 && first.is_ascii_digit());
    let symbol = rest.contains(&b'/') || rest.contains(&b'-');
    (opens && symbol && cell.len() < 120)
        .then(|| text.trim(Run::new(cell.end - rest.len() + after, cell.end)))
}

/// Parts «2143 /KH-SYT» from the place that follows it in one line: the symbol ends with the word that holds the slash.
fn number_before_place(text: &Text, run: Run) -> Run {
    let slice = text.slice(run);
    let slash = memchr::memrchr(b'/', slice).unwrap_or(0);
    let end = slice[slash..].iter().position(|&b| b == b' ').map_or(slice.len(), |n| slash + n);
    Run::new(run.start, run.start + end)
}

/// The place and the date of a date line: «Bắc Ninh, ngày 20 tháng 11 năm 2025».
pub(super) fn date_of(text: &Text, cell: Run) -> Option<(Run, Dated)> {
    /// No line of a place and a date is longer.
    const LONGEST: usize = 110;
    if cell.len() >= LONGEST {
        return None;
    }
    let slice = text.slice(cell);
    let named = memchr::memmem::rfind_iter(slice, b"ngay")
        .find(|&at| text.starts_word(cell.start + at) && crate::text::contains(&slice[at..], b"nam"));
    let at = named.or_else(|| unnamed_day(text, cell))?;
    let from = Run::new(cell.start + at, cell.end);
    let dated =
        date(text, from).filter(|dated| !dated.iso.starts_with('-')).or_else(|| year_only(text, from))?;
    // A place stands before the date, and nothing that makes a sentence of the line.
    let before = text.trim(Run::new(cell.start, cell.start + at));
    // «Hà Nội, ngày 02 tháng 02 năm 2021 Kính gửi:» in one line.
    let closed = cell.end <= dated.run.end + 3
        || text.slice(Run::new(dated.run.end, cell.end)).starts_with(b" kinh gui");
    let place = before.is_empty() || text.is_upper(before.start) || text.slice(before).ends_with(b",");
    (closed && place).then_some((before, dated))
}

/// The place before a date that scanning has spoiled: «Lào Cai; ngày lĩ tháng ỉ năm 20 ỉ 9».
fn illegible_date(text: &Text, cell: Run) -> Option<Run> {
    /// No date line is longer.
    const LONGEST: usize = 60;
    let slice = text.slice(cell);
    let day = slice
        .windows(7)
        .position(|sign| matches!(sign, [b',' | b';', b' ', b'n', b'g', b'a', b'y', b' ']))?;
    let place = text.trim(Run::new(cell.start, cell.start + day));
    let rest = &slice[day..];
    let dated = crate::text::contains(rest, b" thang ") && crate::text::contains(rest, b" nam ");
    let named = text.is_upper(place.start) && text.split(place, is_space).count() <= 5;
    (cell.len() < LONGEST && !place.is_empty() && dated && named && date_of(text, cell).is_none())
        .then_some(place)
}

/// Where the day starts in «Đồng Tâm 06 tháng 12 năm 2012», a line that is a place and a date.
fn unnamed_day(text: &Text, cell: Run) -> Option<usize> {
    let slice = text.slice(cell);
    let month = crate::text::find(slice, b" thang ").filter(|_| cell.len() < 60)?;
    let digits = slice[..month].iter().rev().take_while(|b| b.is_ascii_digit()).count();
    let place = text.trim_marks(Run::new(cell.start, cell.start + month - digits), b",");
    let words = text.split(place, is_space).count();
    ((1..=2).contains(&digits) && (1..=4).contains(&words) && text.is_upper(place.start))
        .then_some(month - digits)
}

/// A date line whose day or month is illegible: «ngày Š† tháng f năm 2020».
fn year_only(text: &Text, run: Run) -> Option<Dated> {
    let slice = text.slice(run);
    let month = crate::text::find(slice, b" thang")?;
    let at = month + crate::text::find(&slice[month..], b"nam ")? + 4;
    let digits = slice.get(at..at + 4).filter(|digits| digits.iter().all(u8::is_ascii_digit))?;
    let whole = matches!(digits, [b'1', b'9', ..] | [b'2', b'0', ..])
        && at < 45
        && text.ends_word(run.start + at + 4);
    whole.then(|| Dated {
        run: Run::new(run.start, run.start + at + 4),
        iso: String::from_utf8_lossy(digits).into_owned(),
    })
}

/// The head of a document with a kind line: the title stands below it.
fn named_document(text: &mut Text, grammar: &Grammar, layout: &Layout, heading: usize, head: &mut Head) {
    let line = layout.lines[heading].run;
    head.kind = kind_line(text, grammar, line);
    if head.kind.is_none() {
        head.kind = kind_and_subject(text, grammar, line);
        head.body = title_end(text, grammar, layout, heading + 1, true);
        let whole = join_lines(text, layout, heading..head.body);
        let start = head.kind.as_ref().map_or(line.start, |(_, run)| run.end);
        head.title = whole.map(|whole| text.trim_marks(Run::new(start, whole.end), b":-_."));
        return;
    }
    head.body = title_end(text, grammar, layout, heading + 1, false);
    head.title = join_lines(text, layout, heading + 1..head.body);
    // A submission or report (tờ trình, báo cáo) says below its title to whom it goes.
    let note = layout.lines.get(head.body).is_some_and(|line| text.slice(line.run).starts_with(b"("));
    let index = head.body + usize::from(note);
    let Some(line) = layout.lines.get(index).map(|line| line.run) else { return };
    let cue = grammar.form.at(text, line.start).map(|found| (found.entry.value.part, found.run.end));
    match cue {
        Some((FormPart::Addressees, start)) => {
            head.body = addressees(text, grammar, layout, index, start, head);
        }
        _ if telegraphs(text, grammar, line) => {
            head.body = addressees(text, grammar, layout, index, line.end, head);
        }
        _ => {}
    }
}

/// «THỦ TƯỚNG CHÍNH PHỦ điện:»: the addressees of a telegram (công điện) stand below.
fn telegraphs(text: &Text, grammar: &Grammar, run: Run) -> bool {
    /// No name of a body with its chief is longer.
    const LONGEST: usize = 120;
    let slice = text.slice(run);
    let verb =
        slice.strip_suffix(b":").map(<[u8]>::trim_ascii_end).is_some_and(|line| line.ends_with(b" dien"));
    let chief = || {
        grammar.form.at_within(text, run).is_some_and(|found| found.entry.value.part == FormPart::Position)
    };
    verb && run.len() < LONGEST && (grammar.bodies.at_within(text, run).is_some() || chief())
}

/// «CHỈ THỊ / CỦA THỦ TƯỚNG CHÍNH PHỦ SỐ 16/2001/CT-TTg NGÀY 21 THÁNG 6 NĂM 2001 VỀ VIỆC …»: old gazettes print no
/// letterhead; issuer, number and date stand before the subject.
fn number_in_title(text: &Text, grammar: &Grammar, head: &mut Head) {
    /// No issuer's name is longer.
    const REACH: usize = 100;
    let Some(title) = head.title.filter(|_| head.number.is_none()) else { return };
    let slice = text.slice(title);
    let of = slice.starts_with(b"cua ");
    let place = if of {
        crate::text::find(&slice[..slice.len().min(REACH)], b" so ").map(|at| at + 4)
    } else {
        Some(3)
    };
    let Some(place) = place.filter(|_| of || slice.starts_with(b"so ")) else { return };
    let Some(number) = number(text, grammar, Run::new(title.start + place, title.end)) else { return };
    let mut end = number.run.end;
    let rest = text.trim_marks(Run::new(end, title.end), b",");
    if let Some(dated) = date(text, rest).filter(|dated| dated.iso.len() == 10) {
        end = dated.run.end;
        head.date.get_or_insert(dated);
    }
    if of && head.issuer.is_empty() {
        head.issuer.push(text.trim(Run::new(title.start + 4, title.start + place - 4)));
    }
    head.number = Some(number.run);
    let subject = text.trim_marks(Run::new(end, title.end), b",:-");
    head.title = (!subject.is_empty()).then_some(subject);
}

/// The line after the title that starts at line `start`, or that is `open` before it.
pub(super) fn title_end(text: &Text, grammar: &Grammar, layout: &Layout, start: usize, open: bool) -> usize {
    let mut end = start;
    while let Some(line) = layout.lines.get(end).filter(|_| end < start + 20) {
        let previous = (end > start || open).then(|| layout.lines[end - 1]);
        if !continues_title(text, grammar, layout, previous, *line)
            || previous.is_some() && is_authority(text, grammar, layout, end)
        {
            break;
        }
        end += 1;
    }
    end
}

/// «CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH» between the title of a decision and its «Căn cứ»: who decides.
fn is_authority(text: &Text, grammar: &Grammar, layout: &Layout, index: usize) -> bool {
    let run = layout.lines[index].run;
    let basis = layout.lines.get(index + 1).is_some_and(|next| opens_basis(text, next.run));
    let cue = grammar.form.at(text, run.start).map(|found| found.entry.value.part);
    let body = cue == Some(FormPart::Position) || grammar.bodies.at(text, run.start).is_some();
    basis && body && text.is_capitals(run) && !is_unfinished(text, layout.lines[index - 1].run)
}

/// «Căn cứ …», «- Căn cứ …».
fn opens_basis(text: &Text, run: Run) -> bool {
    text.slice(text.trim_marks(run, b"-+*")).starts_with(b"can cu")
}

fn continues_title(
    text: &Text,
    grammar: &Grammar,
    layout: &Layout,
    previous: Option<Line>,
    line: Line,
) -> bool {
    let cue = grammar.form.at(text, line.run.start).map(|found| found.entry.value.part);
    let slice = text.slice(line.run);
    let item = marker(text, line.run).is_some_and(|marker| !marker.style.is_bullet());
    let addressed = cue == Some(FormPart::Addressees) || telegraphs(text, grammar, line.run);
    if item || slice.starts_with(b"(") || cue == Some(FormPart::Attached) || addressed {
        return false;
    }
    let basis = opens_basis(text, line.run) || slice.starts_with(b"kinh gui");
    let Some(previous) = previous else { return !basis };
    let opens_preamble = cue == Some(FormPart::Preamble);
    // «… NĂM 2019 -⏎2020»: a line without letters is set as what it ends.
    let figures = !text.slice(previous.run).iter().any(u8::is_ascii_lowercase);
    let capitals = (text.is_capitals(previous.run), text.is_capitals(line.run));
    if line.gap == Gap::Line {
        let full = |line: Line| line.run.len() * 5 >= layout.width * 4;
        // «… trẻ em năm 2025⏎Thực hiện Kế hoạch số 93/KH-UBND ngày …», wrapped.
        let wraps = layout.wrapped && full(line) && !full(previous) && text.is_upper(line.run.start);
        let long = opens_preamble
            && (line.run.len() > 100
                || slice.ends_with(b",")
                || slice.ends_with(b";")
                || wraps && !is_unfinished(text, previous.run));
        let heading_below = capitals == (false, true);
        // Below a title in capitals a line in small letters that starts anew is the preamble.
        let small = capitals == (true, false) || figures && !capitals.1;
        let preamble_below = small && (opens_preamble || text.is_upper(line.run.start));
        return !(basis || long || heading_below || preamble_below) && line.run.len() < 240;
    }
    let unfinished = is_unfinished(text, previous.run);
    let small = text.is_lower(line.run.start) && line.run.len() < 200;
    let authority = cue == Some(FormPart::Position) || grammar.bodies.at(text, line.run.start).is_some();
    !basis && !opens_preamble && (unfinished || small || (capitals == (true, true) && !authority))
}

/// Whether a line cannot be the end of a title: it ends with a comma or a word that asks for more.
fn is_unfinished(text: &Text, run: Run) -> bool {
    const OPEN: [&[u8]; 13] = [
        b"ve", b"cua", b"va", b"trong", b"theo", b"cho", b"voi", b"tai", b"ngay", b"cac", b"doi voi",
        b"tren", b"nham",
    ];
    let slice = text.slice(run);
    slice.ends_with(b",")
        || OPEN.iter().any(|word| slice.strip_suffix(*word).is_some_and(|rest| rest.last() == Some(&b' ')))
}

/// Joins lines to one run; none where there is no line.
pub(super) fn join_lines(text: &mut Text, layout: &Layout, lines: std::ops::Range<usize>) -> Option<Run> {
    let lines = layout.lines.get(lines)?;
    let (first, last) = (lines.first()?, lines.last()?);
    let mut rules = Vec::new();
    for pair in lines.windows(2) {
        let (end, start) = (pair[0].run.end, pair[1].run.start);
        if start > end + 1 {
            rules.push(Run::new(end + 1, start - 1));
        }
        text.join(end);
    }
    text.erase(&rules);
    Some(text.trim_marks(Run::new(first.run.start, last.run.end), b"-_.:*"))
}

/// The head of a letter (công văn): subject after «V/v», addressees after «Kính gửi».
fn letter(text: &mut Text, grammar: &Grammar, layout: &Layout, end: usize, head: &mut Head) {
    head.body = end;
    let part =
        |text: &Text, run: Run| grammar.form.at(text, run.start).map(|f| (f.entry.value.part, f.run.end));
    for index in 0..end {
        let line = layout.lines[index].run;
        match part(text, line) {
            Some((FormPart::Subject, start)) if head.title.is_none() => {
                let mut last = index;
                while last + 1 < end
                    && layout.lines[last + 1].gap == Gap::Line
                    && motto_start(text, layout.lines[last + 1].run).is_none()
                    && date_of(text, layout.lines[last + 1].run).is_none()
                {
                    last += 1;
                }
                head.title = join_lines(text, layout, index..last + 1)
                    .map(|run| text.trim_marks(Run::new(start, run.end), b"-_.:*"))
                    .filter(|run| !run.is_empty());
            }
            Some((FormPart::Addressees, start)) => {
                let next = addressees(text, grammar, layout, index, start, head);
                head.body = head.body.max(next);
            }
            _ => {}
        }
    }
    head.title = head.title.or(head.subject.filter(|run| !run.is_empty()));
    if head.title.is_some() || !head.addressees.is_empty() {
        let letter = grammar.types.entries().iter().find(|entry| entry.value.code == "CV");
        let place = head.title.or(head.addressees.first().copied());
        head.kind = letter.zip(place).map(|(entry, run)| (kind(&entry.value), run));
    }
}

/// Reads «Kính gửi» at line `index`, whose words end at `start`, and the list below. Gives the line after them.
fn addressees(
    text: &mut Text,
    grammar: &Grammar,
    layout: &Layout,
    index: usize,
    start: usize,
    head: &mut Head,
) -> usize {
    let mut next = index;
    let mut from = start;
    loop {
        // An entry, with the lines that go on with it.
        let first = next;
        while layout.lines.get(next + 1).is_some_and(|line| goes_on(text, layout.lines[next].run, *line)) {
            text.join(layout.lines[next].run.end);
            next += 1;
        }
        let run = text.trim_marks(Run::new(from, layout.lines[next].run.end), b":-.; ");
        head.addressees.extend((!run.is_empty()).then_some(run));
        next += 1;
        match layout.lines.get(next).filter(|line| text.slice(line.run).starts_with(b"-")) {
            Some(line) if next > first => from = line.run.start,
            _ => break,
        }
    }
    if head.addressees.is_empty() {
        next = plain_addressees(text, grammar, layout, next, &mut head.addressees);
    }
    next
}

/// Whether a line of a list of addressees goes on with the one `above`: that ends with a comma, or this one opens in
/// small letters.
fn goes_on(text: &Text, above: Run, line: Line) -> bool {
    let open = !matches!(text.slice(above).last(), Some(b';' | b'.' | b':'));
    let comma = text.slice(above).ends_with(b",");
    let dash = text.slice(line.run).starts_with(b"-");
    line.gap == Gap::Line && open && !dash && (comma || text.is_lower(line.run.start))
}

/// The lines below «Kính gửi:» that print no dash: those that end with «;» and the one after them, or one that names
/// a body. Gives the line after them.
fn plain_addressees(
    text: &Text,
    grammar: &Grammar,
    layout: &Layout,
    from: usize,
    addressees: &mut Vec<Run>,
) -> usize {
    let mut next = from;
    let mut open = true;
    while let Some(line) = layout.lines.get(next).filter(|_| open && next < from + REACH) {
        let cue = grammar.form.at(text, line.run.start).map(|found| found.entry.value.part);
        let body = grammar.bodies.at(text, line.run.start).is_some() || cue == Some(FormPart::Position);
        open = text.slice(line.run).ends_with(b";");
        let last = line.run.len() < 160 && (next > from || body) && marker(text, line.run).is_none();
        if cue == Some(FormPart::Preamble) || !(open || last) {
            break;
        }
        addressees.push(text.trim_marks(line.run, b"-;. "));
        next += 1;
    }
    next
}
