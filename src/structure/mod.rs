//! From paragraphs to a document: head, tree of sections, foot.
//!
//! In: a folded [`Text`]. Out: an [`Outline`], whose runs point into it. The hierarchy follows the logic
//! of the numbering (Nghị định 30/2020/NĐ-CP Phụ lục I.II.6), never the carrier's headings or bold type.

mod foot;
mod head;
mod heading;
mod marker;
mod table;
mod torn;
mod tree;

use crate::document::SectionKind;
use crate::grammar::{FormPart, Grammar};
use crate::layout::{Layout, Line};
use crate::text::{Run, Text};

pub use foot::Foot;
pub use head::Head;
use marker::marker;
use tree::{Item, Tree};

/// The parts of a document, as runs of the folded text.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    pub head: Head,
    /// The first foot; one of an attached document does not count.
    pub foot: Foot,
    /// The title (trích yếu), its lines joined.
    pub title: Option<Run>,
    /// Every section in reading order, each after its parent.
    pub nodes: Vec<Node>,
    /// The rows of task tables that say who does what.
    pub rows: Vec<TaskRow>,
    /// Repairs and doubts of the numbering.
    pub remarks: Vec<Remark>,
}

/// A row of a task table: what its columns of lead, partners and time hold.
#[derive(Clone, Debug)]
pub struct TaskRow {
    /// The node the row is, or stands in where it has no number.
    pub node: usize,
    pub lead: Vec<Run>,
    pub coordinating: Vec<Run>,
    pub timing: Vec<Run>,
    /// All cells of the row.
    pub extent: Run,
}

/// What the numbering shows beside the tree.
#[derive(Clone, Debug)]
pub enum Remark {
    /// A marker that was read through an error.
    Repair { run: Run, repaired: String, rule: &'static str },
    /// Something doubtful.
    Doubt { run: Run, code: &'static str, message: String },
}

/// One section.
#[derive(Clone, Debug)]
pub struct Node {
    /// The id of the output contract: `II.2.a.-3.+1`.
    pub id: String,
    pub kind: SectionKind,
    /// The marker as printed.
    pub marker: Option<Run>,
    /// The heading, without its colon or full stop.
    pub title: Option<Run>,
    /// The node's own words after the title; no line break stands inside a paragraph.
    pub paragraphs: Vec<Run>,
    /// Marker, title, text and all nodes below.
    pub extent: Run,
    /// The index of the parent in [`Outline::nodes`].
    pub parent: Option<usize>,
    /// Whether the node is a numbered row of a table: it has no heading.
    pub is_row: bool,
    /// The index after the last node below: those below node `i` are `i + 1..end`.
    pub end: usize,
}

impl Node {
    /// The title, if any, and the paragraphs.
    pub fn runs(&self) -> impl Iterator<Item = Run> + '_ {
        self.title.into_iter().chain(self.paragraphs.iter().copied())
    }
}

impl Outline {
    /// Whether no node stands below this one.
    pub fn is_leaf(&self, index: usize) -> bool {
        self.nodes[index].end == index + 1
    }

    /// The nodes above, the nearest first.
    pub fn ancestors(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.nodes[index].parent, |&i| self.nodes[i].parent)
    }
}

/// A stretch of the body between feet and headings of attached documents.
struct Segment {
    lines: std::ops::Range<usize>,
    /// The heading of the attached document that it opens with.
    attached: Option<Run>,
    /// Whether a foot or the end of the text follows: its last paragraphs may close the document.
    closes: bool,
}

/// Reads the parts of a text. Joins the lines of its paragraphs.
pub fn outline(text: &mut Text, grammar: &Grammar) -> Outline {
    let mut layout = Layout::new(text);
    torn::mend(text, grammar, &mut layout);
    let head = head::head(text, grammar, &layout);
    let feet = foot::feet(text, grammar, &layout, head.body);
    let segments = segments(text, grammar, &layout, head.body, &feet);
    let paragraphs: Vec<Vec<Line>> = segments
        .iter()
        .map(|segment| {
            let opens = |text: &Text, run: Run| opens_item(text, grammar, run);
            let heads = |text: &Text, run, next, first| heading::is_apart(text, grammar, run, next, first);
            layout.paragraphs(text, segment.lines.clone(), opens, heads)
        })
        .collect();
    let mut tree = Tree::new(text);
    let mut rows = Vec::new();
    for (segment, paragraphs) in segments.iter().zip(paragraphs) {
        if let Some(heading) = segment.attached {
            tree.appendix(None, "", Some(heading));
        }
        rows.extend(add_segment(text, grammar, &mut tree, segment, &paragraphs));
    }
    let (mut nodes, remarks) = tree.finish();
    heading::split(text, grammar, &mut nodes);
    let foot = feet.into_iter().next().unwrap_or_default();
    Outline { title: head.title, head, foot, nodes, rows, remarks }
}

/// Whether a line starts a paragraph of its own.
fn opens_item(text: &Text, grammar: &Grammar, run: Run) -> bool {
    marker(text, run).is_some()
        || grammar.roles.at_within(text, run).is_some_and(|found| {
            found.entry.value.label
                && text.low().get(found.run.end) == Some(&b':')
                && text.is_upper(run.start)
        })
}

/// Parts the lines of the body at the feet and at the headings of attached documents.
fn segments(text: &mut Text, grammar: &Grammar, layout: &Layout, from: usize, feet: &[Foot]) -> Vec<Segment> {
    let mut segments = vec![Segment { lines: from..from, attached: None, closes: false }];
    let (mut index, mut numbered, mut next_foot) = (from, false, 0);
    while index < layout.lines.len() {
        if let Some(foot) = feet.get(next_foot).filter(|foot| foot.lines.start == index) {
            if let Some(last) = segments.last_mut() {
                last.closes = true;
            }
            (index, next_foot, numbered) = (foot.lines.end.max(index + 1), next_foot + 1, true);
            segments.push(Segment { lines: index..index, attached: None, closes: false });
            continue;
        }
        let first = segments.last().is_none_or(|segment| segment.lines.is_empty());
        let end = attached(text, grammar, layout, index, next_foot > 0, first).filter(|_| numbered);
        if let Some(end) = end {
            let attached = head::join_lines(text, layout, index..end);
            segments.push(Segment { lines: end..end, attached, closes: false });
            index = end;
            continue;
        }
        numbered =
            numbered || marker(text, layout.lines[index].run).is_some_and(|marker| !marker.style.is_bullet());
        index += 1;
        if let Some(last) = segments.last_mut() {
            last.lines.end = index;
        }
    }
    if let Some(last) = segments.last_mut() {
        last.closes = feet.is_empty();
    }
    segments
}

/// The line after the heading of an attached document that starts at line `index`: a kind, anything in capitals above
/// «(Kèm theo …)», and what such an enclosure may be called right behind the foot. `signed` says whether a foot stands
/// above, `first` whether nothing stands between.
fn attached(
    text: &Text,
    grammar: &Grammar,
    layout: &Layout,
    index: usize,
    signed: bool,
    first: bool,
) -> Option<usize> {
    /// How many lines may stand between the capitals of the heading and «(Kèm theo …)».
    const SUBJECT: usize = 6;
    /// How many lines of capitals a heading may have.
    const HEADING: usize = 20;
    let run = layout.lines[index].run;
    if !text.is_capitals(run) || !first && continues_heading(text, layout, index) {
        return None;
    }
    if head::kind_line(text, grammar, run).is_some() {
        return Some(attached_end(text, grammar, layout, index + 1));
    }
    if !signed || grammar.bodies.at(text, run.start).is_some() {
        return None;
    }
    let lines = &layout.lines[index..];
    let in_capitals = |line: &&Line| text.is_capitals(line.run) && marker(text, line.run).is_none();
    let capitals = lines.iter().take(HEADING).take_while(in_capitals).count();
    if capitals == 0 {
        return None;
    }
    let cue = |line: &Line| {
        let words = text.trim_marks(line.run, b"(*");
        grammar.form.at_within(text, words).map(|found| found.entry.value.part)
    };
    let is_note =
        |line: &Line| text.slice(line.run).starts_with(b"(") && cue(line) == Some(FormPart::Attached);
    let is_subject = |line: &&Line| {
        !is_note(line)
            && !text.is_capitals(line.run)
            && marker(text, line.run).is_none()
            && line.run.len() < 400
    };
    let subject = lines[capitals..].iter().take(SUBJECT).take_while(is_subject).count();
    if lines.get(capitals + subject).is_some_and(is_note) {
        return Some(index + capitals + subject);
    }
    (first && cue(&lines[0]) == Some(FormPart::Enclosure)).then_some(index + capitals)
}

/// Whether a line in capitals goes on with the numbered heading above it, «V. CHẾ ĐỘ⏎BÁO CÁO», or with «PHỤ LỤC».
fn continues_heading(text: &Text, layout: &Layout, index: usize) -> bool {
    /// How many lines such a heading may have above.
    const LINES: usize = 3;
    for line in (index.saturating_sub(LINES - 1)..=index).rev() {
        let Some(above) = line.checked_sub(1).map(|above| layout.lines[above].run) else { return false };
        let marker = marker(text, above);
        // Below «PHỤ LỤC» stands its title.
        if marker.as_ref().is_some_and(|marker| marker.style == marker::Style::Appendix) {
            return true;
        }
        if layout.lines[line].gap != crate::layout::Gap::Line || crate::layout::ends_sentence(text, above) {
            return false;
        }
        if line == index && text.is_emphasis_open(above) {
            return true;
        }
        if let Some(marker) = marker {
            let words = text.trim(Run::new(marker.run.end, above.end));
            return !words.is_empty() && text.is_capitals(words);
        }
        if !text.is_capitals(above) {
            return false;
        }
    }
    false
}

/// The line after the title of an attached document, below the line of its kind: the lines in capitals; where there are
/// none, those in small letters before «(Ban hành kèm theo …)», or those that open with «Về».
fn attached_end(text: &Text, grammar: &Grammar, layout: &Layout, start: usize) -> usize {
    let end = head::title_end(text, grammar, layout, start, false);
    let lines = &layout.lines[start..end];
    let capitals = lines.iter().take_while(|line| text.is_capitals(line.run)).count();
    let starts = |index: usize, words: &[u8]| {
        layout.lines.get(index).is_some_and(|line| text.slice(line.run).starts_with(words))
    };
    let subject = starts(end, b"(") || starts(start, b"ve ") || starts(start, b"v/v ");
    if capitals == 0 && subject { end } else { start + capitals }
}

/// Adds a segment to the tree: preamble, items, closing. Gives the task rows of its tables.
fn add_segment(
    text: &Text,
    grammar: &Grammar,
    tree: &mut Tree,
    segment: &Segment,
    paragraphs: &[Line],
) -> Vec<TaskRow> {
    let mut items: Vec<Item> = paragraphs.iter().map(|line| Item::new(text, line.run)).collect();
    let tables = table::tables(text, grammar, paragraphs);
    for table in &tables {
        set_rows(text, table, &mut items);
    }
    let preamble = if tree.is_empty() {
        // «… có ý kiến như sau:⏎- Căn cứ Điều 5 …»: the list that a preamble introduces is none of it.
        let introduced = |index: usize| {
            let above = index.checked_sub(1).map(|above| &items[above]);
            above.is_some_and(|above| above.marker.is_none() && text.slice(above.run).ends_with(b"sau:"))
        };
        let holds = |&(index, item): &(usize, &Item)| {
            in_preamble(text, grammar, item) && (item.marker.is_none() || !introduced(index))
        };
        items.iter().enumerate().take_while(holds).count()
    } else {
        0
    };
    let runs: Vec<Run> = items[..preamble].iter().map(|item| item.run).collect();
    tree.unnumbered(SectionKind::Preamble, &runs);
    let closing =
        if segment.closes { closing(text, grammar, &items[preamble..]) + preamble } else { items.len() };
    let nodes = tree.items(&items[preamble..closing]);
    let runs: Vec<Run> = items[closing..].iter().map(|item| item.run).collect();
    tree.unnumbered(SectionKind::Closing, &runs);
    let rows = tables.into_iter().flat_map(|table| table.rows).filter(table::Row::assigns);
    rows.filter_map(|row| {
        let first = row.counter.unwrap_or(row.paragraphs.start);
        let node = *nodes.get(first.checked_sub(preamble)?)?;
        let last = paragraphs.get(row.paragraphs.end - 1)?;
        let extent = Run::new(paragraphs[row.paragraphs.start].run.start, last.run.end);
        Some(TaskRow { node, lead: row.lead, coordinating: row.coordinating, timing: row.timing, extent })
    })
    .collect()
}

/// Lets the paragraphs of a table be items by their place in it: a number opens a row, cells of facts open nothing.
fn set_rows(text: &Text, table: &table::Table, items: &mut [Item]) {
    for row in &table.rows {
        for index in row.paragraphs.clone() {
            let item = &mut items[index];
            if row.counter == Some(index) {
                item.marker = match item.marker.take() {
                    Some(marker) if marker.run.end < item.run.end => Some(marker),
                    _ => marker::row(text, item.run),
                };
                item.is_row = true;
            } else if row.facts.binary_search(&index).is_ok() || !opens_in_cell(item) {
                item.marker = None;
            }
        }
    }
}

/// Inside a cell only bullets, letters and the Roman numerals of group headings open items.
fn opens_in_cell(item: &Item) -> bool {
    item.marker.as_ref().is_some_and(|marker| {
        marker.style.is_bullet() || matches!(marker.style, marker::Style::Letter(_) | marker::Style::Roman)
    })
}

/// Paragraphs before the first item; «- Căn cứ …» is one of them.
fn in_preamble(text: &Text, grammar: &Grammar, item: &Item) -> bool {
    let Some(marker) = &item.marker else { return true };
    let content = text.trim(Run::new(marker.run.end, item.run.end));
    let cue = grammar.form.at_within(text, content).map(|found| found.entry.value.part);
    marker.style.is_bullet() && cue == Some(FormPart::Preamble)
}

/// Where the closing starts among the items: the unmarked paragraphs at the end, from the first that closes the text
/// («Trên đây là …», «… đề nghị …») or the last one if it ends with «./.».
fn closing(text: &Text, grammar: &Grammar, items: &[Item]) -> usize {
    let marked = items.iter().rposition(|item| item.marker.is_some()).map_or(0, |index| index + 1);
    if marked == 0 || marked == items.len() {
        return items.len();
    }
    let opens = |item: &Item| {
        let cue = grammar.form.at_within(text, item.run).map(|found| found.entry.value.part);
        cue == Some(FormPart::Closing)
    };
    if let Some(place) = items[marked..].iter().position(opens) {
        let place = marked + place;
        // «… chấp hành nghiêm túc./. Trân trọng!»: what courtesy follows closes the text already.
        let courtesy = text.slice(items[place].run).starts_with(b"tran trong");
        let before = place.checked_sub(1).filter(|&before| before >= marked && courtesy);
        return before.filter(|&before| ends_text(text, items[before].run)).unwrap_or(place);
    }
    let heading = {
        let marker =
            items[marked - 1].marker.as_ref().map_or(items[marked - 1].run.end, |marker| marker.run.end);
        let content = text.trim(Run::new(marker, items[marked - 1].run.end));
        content.is_empty()
            || !crate::layout::ends_sentence(text, content)
            || text.is_capitals(content)
            || text.slice(content).ends_with(b":")
    };
    let last = items.len() - 1;
    let ends = ends_text(text, items[last].run);
    let speaks = items[marked..].iter().position(|item| addresses_all(text, grammar, item.run));
    match speaks {
        Some(place) if place > 0 || !heading => marked + place,
        _ if ends && (!heading || last > marked) => last,
        // A paragraph between a list and the foot belongs to no item of the list.
        _ if !heading && last == marked && in_list(&items[marked - 1]) => last,
        _ => items.len(),
    }
}

/// «./.»
fn ends_text(text: &Text, run: Run) -> bool {
    text.slice(run).ends_with(b"./.") || text.slice(run).ends_with(b"./")
}

fn in_list(item: &Item) -> bool {
    item.marker
        .as_ref()
        .is_some_and(|marker| marker.style.is_bullet() || matches!(marker.style, marker::Style::Letter(_)))
}

/// «Chủ tịch UBND tỉnh đề nghị các cơ quan …», «Yêu cầu các đơn vị …», «Phòng Nội vụ yêu cầu Hiệu trưởng …».
fn addresses_all(text: &Text, grammar: &Grammar, run: Run) -> bool {
    /// How far into the sentence the issuer may have its verb.
    const NEAR: usize = 80;
    let slice = text.slice(run);
    let early = &slice[..slice.len().min(260)];
    let all = [&b"de nghi cac"[..], b"yeu cau cac"].iter().any(|words| crate::text::contains(early, words));
    let near = &slice[..slice.len().min(NEAR)];
    let speaks =
        [&b" de nghi "[..], b" yeu cau "].iter().filter_map(|verb| crate::text::find(near, verb)).min();
    let issuer =
        speaks.is_some_and(|at| !near[..at].contains(&b',')) && grammar.bodies.at(text, run.start).is_some();
    all || issuer
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One line a section: `id title | words`, both shortened.
    #[track_caller]
    fn check(body: &str, expect: &[&str]) {
        let source = format!("QUYẾT ĐỊNH\nVề việc ban hành Quy định\n\n{body}\n");
        let mut text = Text::new(&source);
        let outline = outline(&mut text, &Grammar::builtin());
        let short = |value: String| value.chars().take(30).collect::<String>();
        let line = |node: &Node| {
            let title = node.title.map_or(String::new(), |run| text.value(run));
            let words = node.paragraphs.first().map_or(String::new(), |run| text.value(*run));
            format!("{} {} | {}", node.id, short(title), short(words)).replace("  ", " ")
        };
        let lines: Vec<String> = outline.nodes.iter().map(line).collect();
        assert_eq!(lines.iter().map(|line| line.trim_end()).collect::<Vec<_>>(), expect, "{body}");
    }

    #[test]
    fn ok_attached_documents() {
        let foot = "Điều 1. Ban hành Quy định.\n\nNơi nhận:\n- Như Điều 1;\n- Lưu: VT.\n\n";
        check(
            &format!(
                "{foot}QUY ĐỊNH\nQuản lý cây xanh đô thị\n(Ban hành kèm theo Quyết định số 5/QĐ-UBND)\n\nĐiều 1. Phạm vi"
            ),
            &[
                "Đ1 | Ban hành Quy định.",
                "PL1 QUY ĐỊNH Quản lý cây xanh đô t | (Ban hành kèm theo Quyết định",
                "PL1.Đ1 | Phạm vi",
            ],
        );
        check(
            &format!("{foot}KẾ HOẠCH\nTRỒNG CÂY XANH NĂM 2025\nCăn cứ tình hình thực tế.\n\nI. MỤC TIÊU"),
            &[
                "Đ1 | Ban hành Quy định.",
                "PL1 KẾ HOẠCH TRỒNG CÂY XANH NĂM 20 | Căn cứ tình hình thực tế.",
                "PL1.I MỤC TIÊU |",
            ],
        );
        check(
            &format!(
                "{foot}KẾ HOẠCH\nCăn cứ tình hình thực tế, Sở ban hành Kế hoạch như sau:\n\nI. MỤC TIÊU"
            ),
            &["Đ1 | Ban hành Quy định.", "PL1 KẾ HOẠCH | Căn cứ tình hình thực tế, Sở b", "PL1.I MỤC TIÊU |"],
        );
    }

    #[test]
    fn ok_a_heading_right_above_its_words() {
        let words = "Sở Y tế và các cơ quan có liên quan của địa phương phối\nhợp kiểm tra việc thực hiện kế hoạch ở các xã, phường và\nbáo cáo kết quả về cơ quan thường trực theo hướng dẫn\ncủa cấp trên.\n";
        let joined = "Sở Y tế và các cơ quan có liên";
        check(
            &format!("I. NỘI DUNG\n{words}1. Mục đích\nXác định rõ các nhiệm vụ của năm nay.\n{words}"),
            &[&format!("I NỘI DUNG | {joined}"), "I.1 Mục đích | Xác định rõ các nhiệm vụ của n"],
        );
        // A word that the next has to follow ends no heading.
        check(
            &format!("I. NỘI DUNG\n{words}1. Chế độ của các\nNgười cao tuổi ở xã, phường của tỉnh.\n{words}"),
            &[&format!("I NỘI DUNG | {joined}"), "I.1 | Chế độ của các Người cao tuổi"],
        );
    }

    #[test]
    fn not_an_attached_document_where_a_heading_is_wrapped() {
        check(
            "I. MỤC TIÊU\nGiữ vững kết quả.\nII. CHẾ ĐỘ\nBÁO CÁO\n1. Báo cáo quý.\n**III. XÂY DỰNG\nKẾ HOẠCH**\n1. Lập kế hoạch.",
            &[
                "I MỤC TIÊU | Giữ vững kết quả.",
                "II CHẾ ĐỘ | BÁO CÁO",
                "II.1 | Báo cáo quý.",
                "III XÂY DỰNG | KẾ HOẠCH",
                "III.1 | Lập kế hoạch.",
            ],
        );
    }

    #[test]
    fn ok_numbers_that_their_neighbours_fix() {
        check(
            "I. MỤC TIÊU\nII. NỘI DUNG\nII. GIẢI PHÁP\n(1) Một.\n(3) Hai.\n(3) Ba.\nIV TỔ CHỨC THỰC HIỆN\na/ Một.\nb/ Hai.\nb/ Ba.\nd/ Bốn.",
            &[
                "I MỤC TIÊU |",
                "II NỘI DUNG |",
                "III GIẢI PHÁP |",
                "III.1 | Một.",
                "III.2 | Hai.",
                "III.3 | Ba.",
                "IV TỔ CHỨC THỰC HIỆN |",
                "IV.a | Một.",
                "IV.b | Hai.",
                "IV.c | Ba.",
                "IV.d | Bốn.",
            ],
        );
    }

    #[test]
    fn ok_a_short_heading_above_lines_that_break_early() {
        let words = "Xác định rõ trách nhiệm của từng\ncơ quan trong công tác trồng cây và chăm sóc cây ở các tuyến đường,\nbảo đảm cây phát triển tốt và tuyến đường luôn luôn xanh, sạch, đẹp\nquanh năm.";
        let name = "Nội vụ hướng dẫn các cơ quan, đơn vị của huyện và các xã trong việc\ntổ chức thực hiện phong trào trồng cây ở các tuyến đường của từng xã.";
        check(
            &format!(
                "I. MỤC TIÊU\n1. Mục đích\n{words}\n2. Yêu cầu chung\n{words}\n3. Sở\n{name}\n4. Thực hiện\nNghị quyết của Hội đồng nhân dân huyện về phong trào trồng cây năm nay\nở các tuyến đường và các công viên.\n5. Các tuyến đường được trồng\ncây năm nay\n{words}"
            ),
            &[
                "I MỤC TIÊU |",
                "I.1 Mục đích | Xác định rõ trách nhiệm của từ",
                "I.2 Yêu cầu chung | Xác định rõ trách nhiệm của từ",
                "I.3 | Sở Nội vụ hướng dẫn các cơ qua",
                "I.4 | Thực hiện Nghị quyết của Hội đ",
                "I.5 Các tuyến đường được trồng cây | Xác định rõ trách nhiệm của từ",
            ],
        );
    }

    #[test]
    fn ok_the_issuer_speaks_at_the_end() {
        check(
            "1. Trồng cây.\n2. Tưới cây.\nPhòng Nội vụ huyện yêu cầu Hiệu trưởng nghiêm túc thực hiện.",
            &["1 | Trồng cây.", "2 | Tưới cây.", "closing | Phòng Nội vụ huyện yêu cầu Hiệ"],
        );
        check(
            "1. Trồng cây.\n2. Tưới cây.\nĐất cần ẩm theo yêu cầu của giống.",
            &["1 | Trồng cây.", "2 | Tưới cây."],
        );
    }

    #[test]
    fn ok_a_courtesy_behind_the_end() {
        check(
            "1. Trồng cây.\n2. Tưới cây.\nĐề nghị các đơn vị thực hiện./.\nTrân trọng!",
            &["1 | Trồng cây.", "2 | Tưới cây.", "closing | Đề nghị các đơn vị thực hiện./"],
        );
        check(
            "1. Trồng cây.\n2. Tưới cây:\nMỗi tuần hai lần.\nTrân trọng!",
            &["1 | Trồng cây.", "2 Tưới cây | Mỗi tuần hai lần.", "closing | Trân trọng!"],
        );
    }

    #[test]
    fn ok_a_plan_inside_an_article() {
        check(
            "Điều 1. Phê duyệt Kế hoạch với các nội dung sau:\nI. MỤC TIÊU\n1. Nâng cao chất lượng.\nII. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ\na) Theo dõi.\nĐiều 2. Quyết định này có hiệu lực.",
            &[
                "Đ1 | Phê duyệt Kế hoạch với các nội",
                "Đ1.I MỤC TIÊU |",
                "Đ1.I.1 | Nâng cao chất lượng.",
                "Đ1.II TỔ CHỨC THỰC HIỆN |",
                "Đ1.II.1 Sở Nội vụ |",
                "Đ1.II.1.a | Theo dõi.",
                "Đ2 | Quyết định này có hiệu lực.",
            ],
        );
    }

    #[test]
    fn ok_capitals_with_a_dash_apart() {
        check(
            "A -MỤC ĐÍCH, YÊU CẦU\n- Đánh giá đúng.\nB - NỘI DUNG\nI. ĐỐI VỚI TỔ CHỨC\n1.\nTăng cường kiểm tra.\nC- TỔ CHỨC THỰC HIỆN",
            &[
                "A MỤC ĐÍCH, YÊU CẦU |",
                "A.-1 | Đánh giá đúng.",
                "B NỘI DUNG |",
                "B.I ĐỐI VỚI TỔ CHỨC |",
                "B.I.1 | Tăng cường kiểm tra.",
                "C TỔ CHỨC THỰC HIỆN |",
            ],
        );
    }

    #[test]
    fn ok_a_number_printed_twice_beside_a_damaged_one() {
        check(
            "I. CHỈ TIÊU\nMột.\nII. ĐIỀU KIỆN\nHai.\nII. HỒ SƠ\nBa.\n1Y. THỜI GIAN NHẬN HỒ SƠ\nBốn.\nV. LỆ PHÍ\nNăm.",
            &[
                "I CHỈ TIÊU | Một.",
                "II ĐIỀU KIỆN | Hai.",
                "III HỒ SƠ | Ba.",
                "IV THỜI GIAN NHẬN HỒ SƠ | Bốn.",
                "V LỆ PHÍ | Năm.",
            ],
        );
    }

    #[test]
    fn not_numbers_that_the_author_repeats() {
        check(
            "I. CHỈ TIÊU\nMột.\nII. ĐIỀU KIỆN\nHai.\nII. HỒ SƠ\nBa.\nIII. LỆ PHÍ\nBốn.",
            &["I CHỈ TIÊU | Một.", "II ĐIỀU KIỆN | Hai.", "II~2 HỒ SƠ | Ba.", "III LỆ PHÍ | Bốn."],
        );
        check(
            "1. Một.\n2. Hai.\n2. Ba.\n3. Bốn.\n5. Năm.",
            &["1 | Một.", "2 | Hai.", "2~2 | Ba.", "3 | Bốn.", "5 | Năm."],
        );
    }

    #[test]
    fn ok_emphasis_may_open_before_the_marker() {
        check(
            "**1. Trồng cây; chăm sóc cây và bảo vệ cây.**\na) Ươm giống.\n1. Trồng cây; chăm sóc cây.\na) Ươm giống.",
            &[
                "1 Trồng cây; chăm sóc cây và bảo |",
                "1.a | Ươm giống.",
                "1~2 | Trồng cây; chăm sóc cây.",
                "1~2.a | Ươm giống.",
            ],
        );
    }
}
