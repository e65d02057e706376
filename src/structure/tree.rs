//! The tree of sections.
//!
//! In: the paragraphs of the body. Out: the [`Node`]s in reading order, with what was repaired and what is doubtful in
//! their numbering. The hierarchy is that of the markers: a marker of a style that is open goes on with its list, a new
//! style opens a list below. Headings are found later.

use foldhash::{HashMap, HashMapExt};

use super::marker::{Marker, Style, letter_at, marker, roman_numeral};
use super::{Node, Remark};
use crate::document::SectionKind;
use crate::text::{Run, Text};

/// A paragraph of the body, with the marker that opens it.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) run: Run,
    pub(super) marker: Option<Marker>,
    /// Whether the marker is the number of a table's row.
    pub(super) is_row: bool,
}

impl Item {
    pub(super) fn new(text: &Text, run: Run) -> Item {
        Item { run, marker: marker(text, run), is_row: false }
    }
}

/// An item whose list is still open.
#[derive(Clone, Debug)]
struct Open {
    node: usize,
    style: Style,
    ordinal: u32,
    label: String,
}

/// The tree while it grows.
pub(super) struct Tree<'t, 's> {
    text: &'t Text<'s>,
    nodes: Vec<Node>,
    remarks: Vec<Remark>,
    open: Vec<Open>,
    /// The last item of each list: by parent and style.
    last: HashMap<(Option<usize>, Style), (u32, String)>,
    /// How many bullets the top and each node holds: dashes and stars, plus signs.
    bullets: Vec<[u32; 2]>,
    ids: HashMap<String, u32>,
    appendices: u32,
}

impl<'t, 's> Tree<'t, 's> {
    pub(super) fn new(text: &'t Text<'s>) -> Tree<'t, 's> {
        Tree {
            text,
            nodes: Vec::new(),
            remarks: Vec::new(),
            open: Vec::new(),
            last: HashMap::new(),
            bullets: Vec::new(),
            ids: HashMap::new(),
            appendices: 0,
        }
    }

    /// Whether no item was added yet but a preamble.
    pub(super) fn is_empty(&self) -> bool {
        self.nodes.iter().all(|node| node.kind == SectionKind::Preamble)
    }

    /// Adds a part without a marker at the top: the preamble or the closing.
    pub(super) fn unnumbered(&mut self, kind: SectionKind, paragraphs: &[Run]) {
        let (Some(first), Some(last)) = (paragraphs.first(), paragraphs.last()) else { return };
        let id = if kind == SectionKind::Preamble { "preamble" } else { "closing" };
        self.open.clear();
        let id = self.unique(id.to_owned());
        self.push(id, kind, None, paragraphs.to_vec(), Run::new(first.start, last.end));
    }

    /// Opens an appendix or an attached document (văn bản kèm theo); numbering restarts inside.
    pub(super) fn appendix(&mut self, marker: Option<Run>, label: &str, heading: Option<Run>) {
        let Some(first) = marker.or(heading) else { return };
        self.appendices += 1;
        let label = if label.is_empty() { self.appendices.to_string() } else { label.to_owned() };
        self.open.clear();
        let id = self.unique(format!("PL{label}"));
        let extent = Run::new(first.start, heading.map_or(first.end, |heading| heading.end));
        let node = self.push(id, SectionKind::Appendix, marker, Vec::new(), extent);
        self.nodes[node].title = heading;
        self.open.push(Open { node, style: Style::Appendix, ordinal: self.appendices, label });
    }

    /// Adds a stretch of the body. Gives the node that each item went to.
    pub(super) fn items(&mut self, items: &[Item]) -> Vec<usize> {
        let mut nodes = Vec::with_capacity(items.len());
        let mut repaired = damaged_romans(self.text, items);
        for (index, marker) in damaged_ordinals(items) {
            repaired.entry(index).or_insert(marker);
        }
        for (index, item) in items.iter().enumerate() {
            if let Some(marker) = repaired.remove(&index) {
                let printed = self.text.value(marker.run);
                let ordinal = printed.trim_start_matches('(').trim_start_matches(char::is_alphanumeric);
                let opening = if printed.starts_with('(') { "(" } else { "" };
                let rule = match marker.style {
                    Style::Roman => "roman-sequence",
                    Style::Letter(_) => "letter-sequence",
                    _ => "arabic-sequence",
                };
                self.repair(marker.run, format!("{opening}{}{ordinal}", marker.label), rule);
                self.numbered(marker, item.run);
            } else if let Some(marker) = &item.marker {
                self.numbered(self.resolve(marker.clone()), item.run);
                if let Some(node) = self.nodes.last_mut() {
                    node.is_row = item.is_row;
                }
            } else {
                self.paragraph(item.run);
            }
            let last = self.nodes.len().saturating_sub(1);
            nodes.push(self.open.last().map_or(last, |open| open.node));
        }
        nodes
    }

    /// The nodes, their extents and ends set, and the remarks on their numbering.
    pub(super) fn finish(mut self) -> (Vec<Node>, Vec<Remark>) {
        for index in (0..self.nodes.len()).rev() {
            let (end, extent) = (self.nodes[index].end.max(index + 1), self.nodes[index].extent.end);
            self.nodes[index].end = end;
            if let Some(parent) = self.nodes[index].parent {
                let parent = &mut self.nodes[parent];
                parent.end = parent.end.max(end);
                parent.extent.end = parent.extent.end.max(extent);
            }
        }
        (self.nodes, self.remarks)
    }

    /// An unmarked paragraph belongs to the node of the last marker before it.
    fn paragraph(&mut self, run: Run) {
        let preamble =
            self.nodes.len().checked_sub(1).filter(|&i| self.nodes[i].kind == SectionKind::Preamble);
        match self.open.last().map(|open| open.node).or(preamble) {
            Some(node) => {
                self.nodes[node].paragraphs.push(run);
                self.nodes[node].extent.end = run.end;
            }
            None => self.unnumbered(SectionKind::Preamble, &[run]),
        }
    }

    /// A single capital may be a Roman numeral or a letter of A. B. C.: its list decides.
    fn resolve(&self, mut marker: Marker) -> Marker {
        if marker.style == Style::Roman && marker.run.len() == 2 && marker.ordinal != 1 {
            let letter = u32::from(self.text.low()[marker.run.start] - b'a') + 1;
            let next = |style, ordinal: u32| {
                self.open.iter().rposition(|open| open.style == style && open.ordinal + 1 == ordinal)
            };
            if next(Style::Upper, letter) > next(Style::Roman, marker.ordinal) {
                marker.style = Style::Upper;
                marker.ordinal = letter;
            }
        }
        marker
    }

    fn numbered(&mut self, mut marker: Marker, run: Run) {
        let content = self.text.trim(Run::new(marker.run.end, run.end));
        if marker.style == Style::Appendix {
            self.appendix(Some(marker.run), &marker.label, None);
            if !content.is_empty() {
                self.paragraph(content);
            }
            return;
        }
        self.make_room(&marker);
        let parent = self.open.last().map(|open| open.node);
        self.check_sequence(parent, &mut marker);
        let id = self.id(parent, &marker);
        let plan = |open: &&Open| matches!(open.style, Style::Roman | Style::Upper);
        let in_article =
            self.open.iter().rev().take_while(|open| !plan(open)).any(|open| open.style == Style::Article);
        let paragraphs = if content.is_empty() { Vec::new() } else { vec![content] };
        let node = self.push(id, marker.style.kind(in_article), Some(marker.run), paragraphs, run);
        if !marker.style.is_bullet() {
            self.last.insert((parent, marker.style), (marker.ordinal, marker.label.clone()));
        }
        self.open.push(Open { node, style: marker.style, ordinal: marker.ordinal, label: marker.label });
    }

    /// Closes the lists that a marker ends, so that its parent is the last item open.
    fn make_room(&mut self, marker: &Marker) {
        let same = self.open.iter().rposition(|open| open.style == marker.style);
        if let Style::Decimal(_) = marker.style {
            return self.make_room_for_decimal(marker, same);
        }
        if let Some(place) = same {
            if !self.opens_list_below(marker, place) {
                self.open.truncate(place);
            }
            return;
        }
        while let Some(top) = self.open.last() {
            let bullets = marker.style.is_bullet() && top.style.is_bullet();
            // «Điều 1. Phê duyệt Kế hoạch với các nội dung sau:⏎I. MỤC TIÊU».
            let enclosed = top.style == Style::Article
                && marker.ordinal == 1
                && matches!(marker.style, Style::Roman | Style::Upper);
            let introduces = (bullets || enclosed) && self.introduces(top.node);
            // Dashes and stars of one list are one level.
            let level = bullets && top.style == Style::Star && marker.style == Style::Dash;
            if introduces || (top.style.rank() < marker.style.rank() && !level) {
                break;
            }
            self.open.pop();
        }
    }

    /// «1.2.» stands below «1.» where that is open, else below what stands above decimals.
    fn make_room_for_decimal(&mut self, marker: &Marker, same: Option<usize>) {
        let prefix = marker.label.rsplit_once('.').map_or("", |(prefix, _)| prefix);
        let numbered = |style| matches!(style, Style::Arabic(_) | Style::Decimal(_));
        let above = self.open.iter().rposition(|open| numbered(open.style) && open.label == prefix);
        match (above, same) {
            (Some(place), _) => self.open.truncate(place + 1),
            (None, Some(place)) => self.open.truncate(place),
            (None, None) => {
                while self.open.last().is_some_and(|top| top.style.rank() > Style::Decimal(0).rank()) {
                    self.open.pop();
                }
            }
        }
    }

    /// Whether a «1.» whose style is open at `place` starts a list below the last open item instead of going back.
    fn opens_list_below(&self, marker: &Marker, place: usize) -> bool {
        let twice = self.open[..place].iter().any(|open| open.style == marker.style);
        let below = &self.open[place + 1..];
        !twice
            && !marker.style.is_bullet()
            && marker.ordinal == 1
            && below
                .last()
                .is_some_and(|top| !top.style.is_bullet() && top.style.rank() > marker.style.rank())
            && below.last().is_some_and(|top| self.introduces(top.node))
    }

    /// Whether a node's last words introduce a list: they end with a colon, or with no stop at all.
    fn introduces(&self, node: usize) -> bool {
        let last = self.nodes[node].paragraphs.last();
        last.and_then(|run| self.text.slice(*run).last())
            .is_some_and(|b| *b == b':' || b.is_ascii_alphanumeric())
    }

    /// Compares a marker with the one before it in its list: repairs a lost «đ)», reports gaps and repeats.
    fn check_sequence(&mut self, parent: Option<usize>, marker: &mut Marker) {
        if marker.style.is_bullet() {
            return;
        }
        let Some((ordinal, label)) = self.last.remove(&(parent, marker.style)) else { return };
        if let Style::Letter(_) = marker.style {
            let printed = self.text.value(marker.run);
            if let Some(sign) = printed.strip_prefix('©') {
                self.repair(marker.run, format!("c{sign}"), "letter-sequence");
            }
            if marker.label == "d" && label == "d" {
                let printed = self.text.value(marker.run);
                self.repair(marker.run, printed.replace('d', "đ"), "letter-sequence");
                (marker.ordinal, marker.label) = (ordinal + 1, "đ".to_owned());
                return;
            }
            // A list with f, j, w or z, or without đ, follows the Latin alphabet.
            let skips_d = letter_at(ordinal) == Some('d') && marker.label == "e";
            if ordinal == 0 || marker.ordinal == 0 || skips_d {
                return;
            }
        }
        if marker.ordinal == ordinal + 1 {
            return;
        }
        let printed = self.text.value(marker.run);
        let (code, message) = if marker.ordinal > ordinal {
            ("numbering-gap", format!("«{printed}» follows «{label}»: something is missing between them"))
        } else {
            ("numbering-repeat", format!("«{printed}» follows «{label}»: the numbering repeats or goes back"))
        };
        self.remarks.push(Remark::Doubt { run: marker.run, code, message });
    }

    fn repair(&mut self, run: Run, repaired: String, rule: &'static str) {
        self.remarks.push(Remark::Repair { run, repaired, rule });
    }

    /// The id of an item: its parent's, a dot, its ordinal.
    fn id(&mut self, parent: Option<usize>, marker: &Marker) -> String {
        let above = parent.map_or("", |parent| &self.nodes[parent].id);
        let mut id = String::with_capacity(above.len() + marker.label.len() + 8);
        if parent.is_some() {
            id.extend([above, "."]);
        }
        match marker.style {
            Style::Dash | Style::Star => id.extend(["-", &self.count_bullet(parent, 0).to_string()]),
            Style::Plus => id.extend(["+", &self.count_bullet(parent, 1).to_string()]),
            Style::Article => id.extend(["Đ", &marker.label]),
            Style::Decimal(_) => id.push_str(self.decimal_label(&marker.label)),
            _ => id.push_str(&marker.label),
        }
        self.unique(id)
    }

    /// «1.2.» below «1.» adds only its last component.
    fn decimal_label<'m>(&self, label: &'m str) -> &'m str {
        match (self.open.last(), label.rsplit_once('.')) {
            (Some(top), Some((prefix, last)))
                if matches!(top.style, Style::Arabic(_) | Style::Decimal(_)) && top.label == prefix =>
            {
                last
            }
            _ => label,
        }
    }

    fn count_bullet(&mut self, parent: Option<usize>, sign: usize) -> u32 {
        let list = parent.map_or(0, |parent| parent + 1);
        self.bullets.resize(self.bullets.len().max(list + 1), [0; 2]);
        self.bullets[list][sign] += 1;
        self.bullets[list][sign]
    }

    /// An id that no other node has: a repeated one gets `~2`, `~3` appended.
    fn unique(&mut self, id: String) -> String {
        while let Some(count) = self.ids.get_mut(&id) {
            *count += 1;
            let unique = format!("{id}~{count}");
            if !self.ids.contains_key(&unique) {
                self.ids.insert(unique.clone(), 1);
                return unique;
            }
        }
        self.ids.insert(id.clone(), 1);
        id
    }

    fn push(
        &mut self,
        id: String,
        kind: SectionKind,
        marker: Option<Run>,
        paragraphs: Vec<Run>,
        extent: Run,
    ) -> usize {
        let parent = match kind {
            SectionKind::Preamble | SectionKind::Closing | SectionKind::Appendix => None,
            _ => self.open.last().map(|open| open.node),
        };
        self.nodes.push(Node {
            id,
            kind,
            marker,
            title: None,
            paragraphs,
            extent,
            parent,
            is_row: false,
            end: 0,
        });
        self.nodes.len() - 1
    }
}

/// Roman numerals that scanning has damaged («IH.», «M.»), where the numerals before and after fix them: as many
/// damaged ones stand between two good ones as numbers are missing.
fn damaged_romans(text: &Text, items: &[Item]) -> HashMap<usize, Marker> {
    let mut repaired = HashMap::new();
    let mut damaged: Vec<(usize, Run)> = Vec::new();
    let mut last: Option<u32> = None;
    for (index, item) in items.iter().enumerate() {
        match &item.marker {
            // «II. II. 1Y. V.»: a number printed twice is a damaged one too, where the next ones leave it a place.
            Some(marker) if marker.style == Style::Roman && last == Some(marker.ordinal) => {
                damaged.push((index, marker.run));
            }
            Some(marker) if marker.style == Style::Roman => {
                let missing = marker.ordinal.saturating_sub(last.unwrap_or(0) + 1) as usize;
                if missing > 0 && missing == damaged.len() {
                    for (offset, &(index, run)) in damaged.iter().enumerate() {
                        let ordinal = last.unwrap_or(0) + 1 + offset as u32;
                        let label = roman_numeral(ordinal);
                        repaired.insert(index, Marker { run, style: Style::Roman, ordinal, label });
                    }
                }
                damaged.clear();
                last = Some(marker.ordinal);
            }
            Some(marker) if matches!(marker.style, Style::Part | Style::Chapter | Style::Appendix) => {
                damaged.clear();
                last = None;
            }
            _ => damaged.extend(damaged_roman(text, item.run).map(|run| (index, run))),
        }
    }
    repaired
}

/// Numbers and letters that are wrong where their neighbours leave one place: «II. II. IV.» is II. III. IV., «(1) (3) (3)
/// (4)» is (1) (2) (3) (4). Without the gap beside it a repeat is the author's.
fn damaged_ordinals(items: &[Item]) -> Vec<(usize, Marker)> {
    let mut repaired = Vec::new();
    let mut open: Vec<(Style, Vec<usize>)> = Vec::new();
    let mut close = |list: &[usize]| {
        let ordinal = |index: usize| items[index].marker.as_ref().map_or(0, |marker| marker.ordinal);
        for around in list.windows(3) {
            let [before, here, after] = [ordinal(around[0]), ordinal(around[1]), ordinal(around[2])];
            let twice = here == before && after == before + 2;
            let early = here == before + 2 && after == here;
            if twice || early {
                repaired.extend(items[around[1]].marker.as_ref().and_then(|marker| {
                    let marker = marker.clone().with_ordinal(before + 1)?;
                    Some((around[1], marker))
                }));
            }
        }
    };
    for (index, item) in items.iter().enumerate() {
        let Some(marker) = item.marker.as_ref().filter(|_| !item.is_row) else { continue };
        while let Some((_, list)) = open.pop_if(|(style, _)| style.rank() > marker.style.rank()) {
            close(&list);
        }
        match open.last_mut() {
            Some((style, list)) if *style == marker.style => list.push(index),
            _ => open.push((marker.style, vec![index])),
        }
    }
    open.iter().for_each(|(_, list)| close(list));
    repaired
}

/// damaged = 1*4 capitals that stand for I, V, X in bad scans, "." , followed by a word in a line of its own.
fn damaged_roman(text: &Text, run: Run) -> Option<Run> {
    const CONFUSED: &[u8] = b"ivxhmnlutyj1";
    let slice = text.slice(run);
    let length = slice.iter().take_while(|b| CONFUSED.contains(b)).count();
    let capitals = (run.start..run.start + length).all(|p| text.is_upper(p) || text.low()[p] == b'1');
    let closed = slice.get(length) == Some(&b'.') && slice.get(length + 1) == Some(&b' ');
    let heading = run.len() < 120 && text.is_upper(run.start + length + 2);
    let letter = slice[..length].iter().any(u8::is_ascii_lowercase);
    ((1..=4).contains(&length) && capitals && closed && heading && letter)
        .then(|| Run::new(run.start, run.start + length + 1))
}
