//! The foot of a document (phần cuối): recipients, filing line, signature block.
//!
//! In: the lines of the body. Out: a [`Foot`] of runs for each foot: an attached document may have one of its own.

use super::head::{cells, kind_line};
use super::marker::{Style, marker};
use crate::grammar::{FormPart, Grammar};
use crate::layout::Layout;
use crate::text::{Run, Text, is_space};

/// The foot of a document.
#[derive(Clone, Debug, Default)]
pub struct Foot {
    /// The lines it takes.
    pub lines: std::ops::Range<usize>,
    /// Nơi nhận, one run an entry.
    pub recipients: Vec<Run>,
    /// What stands after «Lưu».
    pub filing: Option<Run>,
    /// «TM. ỦY BAN NHÂN DÂN», «KT. CHỦ TỊCH».
    pub authority: Vec<Run>,
    /// «PHÓ CHỦ TỊCH».
    pub position: Option<Run>,
    /// Họ tên.
    pub name: Option<Run>,
}

impl Foot {
    fn is_signed(&self) -> bool {
        self.position.is_some() || !self.authority.is_empty()
    }
}

/// All feet from line `from` on.
pub(super) fn feet(text: &Text, grammar: &Grammar, layout: &Layout, from: usize) -> Vec<Foot> {
    let mut feet = Vec::new();
    let mut index = from;
    while index < layout.lines.len() {
        if opens_recipients(text, grammar, layout.lines[index].run) {
            let start = signature_before(text, grammar, layout, from, index);
            let foot = read_foot(text, grammar, layout, start);
            index = foot.lines.end.max(index + 1);
            feet.push(foot);
        } else {
            index += 1;
        }
    }
    if feet.is_empty() {
        let foot =
            signature_alone(text, grammar, layout, from).or_else(|| signed_name(text, grammar, layout, from));
        feet.extend(foot);
    }
    feet
}

fn form(text: &Text, grammar: &Grammar, run: Run) -> Option<(FormPart, usize)> {
    let slice = text.slice(run);
    let start = run.start + slice.iter().position(u8::is_ascii_alphanumeric)?;
    grammar
        .form
        .at_within(text, Run::new(start, run.end))
        .map(|found| (found.entry.value.part, found.run.end))
}

fn opens_recipients(text: &Text, grammar: &Grammar, run: Run) -> bool {
    matches!(form(text, grammar, run), Some((FormPart::Recipients, end)) if text.low().get(end) == Some(&b':') || end == run.end
        || text.is_upper(run.start) && text.low().get(end + 1) == Some(&b':'))
}

/// Where the foot starts if the signature stands before «Nơi nhận»: at its first line.
fn signature_before(
    text: &Text,
    grammar: &Grammar,
    layout: &Layout,
    from: usize,
    recipients: usize,
) -> usize {
    let mut start = recipients;
    for index in (recipients.saturating_sub(6).max(from)..recipients).rev() {
        let run = layout.lines[index].run;
        match form(text, grammar, run) {
            Some((FormPart::Authority | FormPart::Position, _)) if text.is_capitals(run) => start = index,
            _ if run.len() > 60 || text.slice(run).ends_with(b"/") => break,
            // «GIÁM ĐỐC …» above the articles decides.
            _ if marker(text, run).is_some_and(|marker| marker.style == Style::Article) => break,
            _ => {}
        }
    }
    start
}

/// A signature block without recipients, among the last lines.
fn signature_alone(text: &Text, grammar: &Grammar, layout: &Layout, from: usize) -> Option<Foot> {
    let count = layout.lines.len();
    let last = count.saturating_sub(14).max(from);
    // «CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH» above «Căn cứ …» and «QUYẾT ĐỊNH:» signs nothing.
    let enacts = |index: &usize| {
        let run = layout.lines[*index].run;
        text.slice(text.trim_marks(run, b"-+*")).starts_with(b"can cu ")
            || marker(text, run).is_some_and(|marker| marker.style == Style::Article)
    };
    let start = (last..count).rfind(enacts).map_or(last, |index| index + 1);
    let start = (start..count).find(|&index| {
        let run = layout.lines[index].run;
        text.is_capitals(run)
            && matches!(form(text, grammar, run), Some((FormPart::Authority | FormPart::Position, _)))
            && marker(text, run).is_none()
    })?;
    let foot = read_foot(text, grammar, layout, start);
    foot.is_signed().then_some(foot)
}

/// «(Đã ký)⏎Đặng Thi», «Đặng Thi⏎(Đã ký)» among the last lines, without a position. Below it stands a name sooner than above, where
/// the place of the signer may.
fn signed_name(text: &Text, grammar: &Grammar, layout: &Layout, from: usize) -> Option<Foot> {
    const LAST: usize = 6;
    let count = layout.lines.len();
    let last = count.saturating_sub(LAST).max(from);
    let signed = |&index: &usize| {
        let part = form(text, grammar, layout.lines[index].run).map(|(part, _)| part);
        part == Some(FormPart::Signed) && layout.lines[index].run.len() < 20
    };
    let signed = (last..count).find(signed)?;
    let beside = [Some(signed + 1), signed.checked_sub(1).filter(|&index| index >= from)];
    let named = |&index: &usize| layout.lines.get(index).is_some_and(|line| is_name(text, grammar, line.run));
    let named = beside.into_iter().flatten().find(named)?;
    let lines = named.min(signed)..named.max(signed) + 1;
    Some(Foot { lines, name: Some(layout.lines[named].run), ..Foot::default() })
}

fn read_foot(text: &Text, grammar: &Grammar, layout: &Layout, start: usize) -> Foot {
    let mut foot = Foot { lines: start..start, ..Foot::default() };
    let mut listing = false;
    for index in start..layout.lines.len().min(start + 80) {
        let line = layout.lines[index].run;
        if index > start && ends_foot(text, grammar, &foot, line, listing) {
            break;
        }
        for cell in cells(text, line) {
            // A right column run into the left one: «- Như Điều 3; KT. CHỦ TỊCH».
            let column = listing.then(|| right_column(text, grammar, cell)).flatten();
            let left = Run::new(cell.start, column.map_or(cell.end, |column| column.start));
            read_cell(text, grammar, left, &mut foot, &mut listing);
            if let Some(column) = column {
                read_column(text, grammar, column, &mut foot);
            }
        }
        foot.lines.end = index + 1;
    }
    foot
}

/// The part of the signature that stands behind the last «;» of an entry: authority, position, «(Đã ký)» or a name.
fn right_column(text: &Text, grammar: &Grammar, cell: Run) -> Option<Run> {
    let at = memchr::memrchr(b';', text.slice(cell))?;
    let tail = text.trim(Run::new(cell.start + at + 1, cell.end));
    (!tail.is_empty() && (is_signing(text, grammar, tail) || is_name(text, grammar, tail))).then_some(tail)
}

/// «KT. CHỦ TỊCH», «P.HÓ CHỦ TỊCH», «(Đã ký)».
fn is_signing(text: &Text, grammar: &Grammar, run: Run) -> bool {
    let signs = |part| matches!(part, FormPart::Authority | FormPart::Position);
    match form(text, grammar, run) {
        Some((FormPart::Signed, _)) => true,
        Some((part, _)) if signs(part) => has_capitals(text, run),
        _ => {
            text.is_capitals(run)
                && grammar.form.find_iter(text, run).any(|found| found.entry.value.part == FormPart::Position)
        }
    }
}

/// Whether words in capitals are a position but for one letter that scanning has lost, added or changed: «GIÁM ĐÓỎC».
fn is_damaged_position(text: &Text, grammar: &Grammar, run: Run) -> bool {
    const SHORTEST: usize = 7;
    let slice = text.slice(run);
    slice.len() >= SHORTEST
        && text.is_capitals(run)
        && grammar.form.phrases().any(|(phrase, cue)| {
            cue.part == FormPart::Position && phrase.len() >= SHORTEST && is_near(slice, phrase)
        })
}

/// Whether two words differ in one byte: another one, one more or one less.
fn is_near(a: &[u8], b: &[u8]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let same = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    match long.len() - short.len() {
        0 => short[same..].get(1..) == long[same..].get(1..),
        1 => short[same..] == long[same + 1..],
        _ => false,
    }
}

/// Two to five words, each with one capital at its start, that name no body and no place: «Lê Thị Bích Thuận».
fn is_name(text: &Text, grammar: &Grammar, run: Run) -> bool {
    let word = |word: Run| {
        text.is_upper(word.start)
            && (word.start..word.end).all(|place| text.low()[place].is_ascii_lowercase())
            && (word.start + 1..word.end).all(|place| text.is_lower(place))
    };
    let words = text.split(run, is_space).count();
    (2..=5).contains(&words)
        && text.split(run, is_space).all(word)
        && grammar.bodies.at_within(text, run).is_none()
        && grammar.places.at_within(text, run).is_none_or(|place| place.run.end < run.end)
        && form(text, grammar, run).is_none()
}

fn read_column(text: &Text, grammar: &Grammar, column: Run, foot: &mut Foot) {
    match form(text, grammar, column) {
        Some((FormPart::Signed, _)) => {}
        _ if is_signing(text, grammar, column) => signature(text, grammar, column, foot),
        _ => signer(text, column, foot),
    }
}

/// Whether a line without a dash is an entry of a list that prints none: it ends with «;», and so does the one before.
fn is_plain_entry(text: &Text, foot: &Foot, cell: Run) -> bool {
    let goes_on = foot
        .recipients
        .last()
        .is_none_or(|last| text.slice(Run::new(last.end, cell.start.max(last.end))).contains(&b';'));
    goes_on && text.slice(cell).ends_with(b";")
}

/// Entries without dashes in one line, parted by «;».
fn plain_entries(text: &Text, grammar: &Grammar, cell: Run, foot: &mut Foot) {
    for run in text.split(cell, |byte| byte == b';') {
        entry(text, grammar, text.trim(run), foot);
    }
}

/// Whether a line stands after the foot: a heading, an appendix, or anything after the signer's name.
fn ends_foot(text: &Text, grammar: &Grammar, foot: &Foot, line: Run, listing: bool) -> bool {
    let mark = marker(text, line).map(|marker| marker.style);
    let opens =
        matches!(mark, Some(Style::Appendix | Style::Chapter | Style::Part | Style::Roman | Style::Article));
    if opens || kind_line(text, grammar, line).is_some() || line.len() > 400 && foot.filing.is_some() {
        return true;
    }
    let part = form(text, grammar, line).map(|(part, _)| part);
    let pending = part == Some(FormPart::Recipients) || (listing && foot.filing.is_none());
    let bullet = mark.is_some_and(Style::is_bullet);
    let signed_too = line.len() < 60 && (approves(text, line) || is_name(text, grammar, line));
    foot.name.is_some() && !pending && !bullet && !signed_too && !matches!(part, Some(FormPart::Filing))
}

/// «PHÊ DUYỆT CỦA GIÁM ĐỐC», «DUYỆT CỦA BAN GIÁM HIỆU»: somebody else signs below.
fn approves(text: &Text, line: Run) -> bool {
    let approval =
        [&b"phe duyet"[..], b"duyet ", b"xac nhan"].iter().any(|word| text.slice(line).starts_with(word));
    approval && text.is_capitals(line)
}

fn read_cell(text: &Text, grammar: &Grammar, cell: Run, foot: &mut Foot, listing: &mut bool) {
    let cell = text.trim(cell);
    if cell.is_empty() {
        return;
    }
    let part = form(text, grammar, cell);
    if let Some((FormPart::Recipients, end)) = part {
        *listing = true;
        let rest = text.trim_marks(Run::new(end, cell.end), b": ");
        if is_damaged_position(text, grammar, rest) {
            foot.position.get_or_insert(rest);
        // One word is what a signature or a seal left there.
        } else if text.split(rest, is_space).count() > 1 {
            read_cell(text, grammar, rest, foot, listing);
        }
        return;
    }
    let bullet = matches!(text.low()[cell.start], b'-' | b'+' | b'*' | b'~');
    let signing =
        matches!(part, Some((FormPart::Authority | FormPart::Position, _))) && text.is_upper(cell.start);
    if !bullet && (signing && has_capitals(text, cell)) {
        return signature(text, grammar, cell, foot);
    }
    if *listing && bullet {
        return entries(text, grammar, cell, foot);
    }
    let filing = matches!(part, Some((FormPart::Filing, _)));
    if *listing && filing && foot.filing.is_none() {
        return entry(text, grammar, cell, foot);
    }
    if matches!(part, Some((FormPart::Signed, _))) {
        return;
    }
    if *listing && foot.filing.is_none() && is_plain_entry(text, foot, cell) {
        return plain_entries(text, grammar, cell, foot);
    }
    if foot.is_signed() {
        return signer(text, cell, foot);
    }
    if foot.filing.is_some() {
        // A name below the list, with what scanning made of the signature before it: «1Lê Thiên Phú».
        let digits = text.slice(cell).iter().take_while(|b| b.is_ascii_digit()).count();
        let name = Run::new(cell.start + digits, cell.end);
        if digits < 3 && foot.name.is_none() && is_name(text, grammar, name) {
            foot.name = Some(name);
        }
        return;
    }
    if *listing {
        match foot.recipients.last_mut() {
            Some(last) if cell.len() < 160 => last.end = text.trim_marks(cell, b";.,").end,
            _ => entries(text, grammar, cell, foot),
        }
    }
}

/// Whether the first word is set in capitals: «CHỦ TỊCH», not «Chủ tịch».
fn has_capitals(text: &Text, cell: Run) -> bool {
    let end = text.word_end(cell.start).min(cell.end);
    (cell.start..end).all(|place| !text.is_lower(place))
}

/// Several entries in one cell: «- Bộ Y tế; - Sở Y tế; - Lưu: VT.»
fn entries(text: &Text, grammar: &Grammar, cell: Run, foot: &mut Foot) {
    let low = text.low();
    let mut start = cell.start;
    for place in cell.start..cell.end {
        let parts = low[place] == b'-'
            && place > start + 3
            && is_space(low[place - 1])
            && matches!(low[place - 2], b';' | b'.' | b':' | b',' | b')')
            && low.get(place + 1).is_some_and(|&b| is_space(b));
        if parts {
            entry(text, grammar, Run::new(start, place), foot);
            start = place;
        }
    }
    entry(text, grammar, Run::new(start, cell.end), foot);
}

fn entry(text: &Text, grammar: &Grammar, run: Run, foot: &mut Foot) {
    let run = text.trim_marks(run, b"-+*~");
    if run.is_empty() {
        return;
    }
    match form(text, grammar, run) {
        Some((FormPart::Filing, end)) if foot.filing.is_none() => {
            let run = text.trim_marks(Run::new(end, run.end), b":.;- ");
            foot.filing = (!run.is_empty()).then_some(run);
        }
        _ => {
            let run = text.trim_marks(run, b";.,:");
            foot.recipients.extend((!run.is_empty()).then_some(run));
        }
    }
}

/// signature = *( authority ) position [ name ], in one line or several: «TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Nguyễn Thị A».
fn signature(text: &Text, grammar: &Grammar, cell: Run, foot: &mut Foot) {
    let capitals = capitals_end(text, cell);
    let mut marks: Vec<(FormPart, Run)> = Vec::new();
    for found in grammar.form.find_iter(text, Run::new(cell.start, capitals)) {
        match (found.entry.value.part, marks.last()) {
            (FormPart::Authority, _) => marks.push((FormPart::Authority, found.run)),
            // «KT. CHỦ TỊCH»: the position is what the authority stands for.
            (FormPart::Position, Some((FormPart::Authority, run))) if found.run.start <= run.end + 1 => {}
            (FormPart::Position, Some((FormPart::Position, _))) => {}
            (FormPart::Position, _) => marks.push((FormPart::Position, found.run)),
            _ => {}
        }
    }
    for (index, (part, run)) in marks.iter().enumerate() {
        let end = marks.get(index + 1).map_or(capitals, |(_, next)| next.start);
        // Of a damaged «P.HÓ CHỦ TỊCH» only the end is known.
        let start = if index == 0 { cell.start } else { run.start };
        let run = text.trim_marks(Run::new(start, end), b",;-");
        match part {
            FormPart::Authority => foot.authority.push(run),
            _ if foot.position.is_none() => foot.position = Some(run),
            _ => {}
        }
    }
    let rest = text.trim(Run::new(capitals, cell.end));
    if !rest.is_empty() {
        signer(text, rest, foot);
    }
}

/// Where the words in capitals at the start of a run end.
fn capitals_end(text: &Text, run: Run) -> usize {
    let mut end = run.start;
    let mut place = run.start;
    while place < run.end {
        let word = text.word_end(place).min(run.end);
        if word > place {
            if (place + 1..word).any(|place| text.is_lower(place))
                || word == place + 1 && text.is_lower(place)
            {
                break;
            }
            end = word;
        }
        place = word.max(place + 1);
    }
    end
}

/// A name (họ tên), or the rest of an authority's line that was wrapped.
fn signer(text: &Text, cell: Run, foot: &mut Foot) {
    let cell = text.trim_marks(cell, b".,*_-");
    let words = text.split(cell, is_space).count();
    let capitals = text.is_capitals(cell);
    if capitals && foot.position.is_none() && foot.name.is_none() && words <= 4 {
        if let Some(last) = foot.authority.last_mut() {
            last.end = cell.end;
        }
        return;
    }
    let name = (2..=7).contains(&words)
        && cell.len() <= 45
        && text
            .split(cell, is_space)
            .all(|word| text.is_upper(word.start) || text.low()[word.start].is_ascii_digit())
        && !text.slice(cell).iter().any(|b| matches!(b, b':' | b'/' | b';' | b'('));
    if name && foot.name.is_none() {
        foot.name = Some(cell);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `recipients | filing | authority | position | name` of the one foot of a text.
    #[track_caller]
    fn check(source: &str, expect: &str) {
        let text = Text::new(source);
        let feet = feet(&text, &Grammar::builtin(), &Layout::new(&text), 0);
        let [foot] = &feet[..] else { panic!("{} feet in {source:?}", feet.len()) };
        let list = |runs: &[Run]| runs.iter().map(|run| text.value(*run)).collect::<Vec<_>>().join("; ");
        let one = |run: Option<Run>| run.map_or(String::new(), |run| text.value(run));
        let parts = [
            list(&foot.recipients),
            one(foot.filing),
            list(&foot.authority),
            one(foot.position),
            one(foot.name),
        ];
        assert_eq!(parts.join(" | "), expect, "{source}");
        assert_eq!(foot.lines.end, Layout::new(&text).lines.len(), "{source}");
    }

    #[test]
    fn ok_list_and_signature() {
        check(
            "Nơi nhận:\n- Như Điều 3;\n- Lưu: VT, KGVX.\nTM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLê Văn Ba",
            "Như Điều 3 | VT, KGVX | TM. ỦY BAN NHÂN DÂN; KT. CHỦ TỊCH | PHÓ CHỦ TỊCH | Lê Văn Ba",
        );
    }

    #[test]
    fn ok_a_position_that_scanning_damaged_beside_the_list() {
        check(
            "Nơi nhận: HIỆU TRƯỎNGG\n- Tổ chuyên môn;\n- Lưu: VT.",
            "Tổ chuyên môn | VT |  | HIỆU TRƯỎNGG | ",
        );
        check("Nơi nhận: BỘ Y TẾ, SỞ Y TẾ;\n- Lưu: VT.", "BỘ Y TẾ, SỞ Y TẾ | VT |  |  | ");
    }

    #[test]
    fn ok_a_name_alone_below_the_list() {
        check(
            "Nơi nhận:\n- Ban Giám đốc;\n- Lưu: VT.\n\n1Trần Thị Bích Vân",
            "Ban Giám đốc | VT |  |  | Trần Thị Bích Vân",
        );
        check(
            "Nơi nhận:\n- Phòng Nội vụ;\n- Lưu TTra.\nTrần Thị Vân\nPHÊ DUYỆT GIÁM ĐỐC SỞ\nLê Hoàng Bách",
            "Phòng Nội vụ | TTra |  |  | Trần Thị Vân",
        );
    }

    #[test]
    fn ok_a_name_beside_the_note_that_it_is_signed() {
        let body = "Điều 1. Giao chỉ tiêu.\nQuyết định này có hiệu lực từ ngày ký.\n";
        let foot = |end: &str| {
            let source = format!("{body}{end}");
            let text = Text::new(&source);
            let feet = feet(&text, &Grammar::builtin(), &Layout::new(&text), 0);
            feet.first().and_then(|foot| foot.name).map(|run| text.value(run))
        };
        assert_eq!(foot("(Đã ký)\nTrần Thị Vân\n").as_deref(), Some("Trần Thị Vân"));
        assert_eq!(foot("Trần Thị Vân\n(Đã ký)\n").as_deref(), Some("Trần Thị Vân"));
        assert_eq!(foot("Lào Cai\n(Đã ký)\nTrần Thị Vân\n").as_deref(), Some("Trần Thị Vân"));
        // Places, bodies and sentences sign nothing, and no name does without the note.
        assert_eq!(foot("Lào Cai\n(Đã ký)\n"), None);
        assert_eq!(foot("Sở Y tế\n(Đã ký)\n"), None);
        assert_eq!(foot("Trần Thị Vân\n"), None);
        assert_eq!(foot("Trần Thị Vân\nđã ký cam kết thực hiện quy định.\n"), None);
        assert_eq!(foot(&format!("(Đã ký)\nTrần Thị Vân\n{}", "Một câu.\n".repeat(8))), None);
    }

    #[test]
    fn ok_who_decides_above_the_articles_signs_nothing() {
        let source = "GIÁM ĐỐC ĐẠI HỌC HUẾ\nĐiều 1. Ban hành Quy định.\nNơi nhận:\n- Như Điều 1;\n- Lưu: VT.\nGIÁM ĐỐC\nLê Văn Ba";
        let text = Text::new(source);
        let feet = feet(&text, &Grammar::builtin(), &Layout::new(&text), 0);
        assert_eq!(feet.len(), 1);
        assert_eq!(feet[0].lines, 2..7);
        assert_eq!(feet[0].name.map(|run| text.value(run)).as_deref(), Some("Lê Văn Ba"));
    }
}
