//! Label lines: «Cơ quan chủ trì: …», «Đơn vị phối hợp: …», «Thời gian thực hiện: …».
//!
//! In: a [`Reading`]. Out: the labels with their values, each with the node it belongs to, and the assignments that they
//! make together. A label with a marker of its own belongs to the item above it; one in an unmarked paragraph, to the item
//! that the paragraph stands in.

use foldhash::{HashMap, HashMapExt, HashSet};

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::tag;
use nom::combinator::value;

use super::{partner, values};
use crate::document::{Assignment, AssignmentForm, Certainty, SectionKind};
use crate::facts::Reading;
use crate::grammar::Role;
use crate::phrase::{body, time};
use crate::structure::Node;
use crate::text::{Run, Text, is_word};

/// The longest label.
const LONGEST: usize = 90;

/// All labels of a document.
pub(super) struct Labels {
    labels: Vec<Label>,
    /// Which nodes are label lines.
    pub(super) is_label: Vec<bool>,
    /// The paragraphs that hold labels, in order.
    paragraphs: Vec<Run>,
    /// Which nodes have labels that name parties.
    parties: Vec<bool>,
}

impl Labels {
    /// Whether a paragraph holds labels.
    pub(super) fn holds(&self, paragraph: Run) -> bool {
        self.paragraphs.binary_search_by_key(&paragraph.start, |run| run.start).is_ok()
    }

    /// Whether labels say who carries the node's task out.
    pub(super) fn has_parties(&self, index: usize) -> bool {
        self.parties[index]
    }
}

/// One label.
#[derive(Clone, Copy, Debug)]
struct Label {
    /// The node it belongs to.
    node: usize,
    /// The node that is the label, where it has a marker of its own.
    line: Option<usize>,
    role: Role,
    /// From the label to the end of its value.
    run: Run,
    value: Run,
}

/// Reads the labels of a document.
pub(super) fn labels(reading: Reading<'_>) -> Labels {
    let nodes = &reading.outline.nodes;
    let mut labels = Labels {
        labels: Vec::new(),
        is_label: vec![false; nodes.len()],
        paragraphs: Vec::new(),
        parties: vec![false; nodes.len()],
    };
    for (index, node) in nodes.iter().enumerate() {
        if let Some(title) = node.title
            && let Some(role) = label_role(reading, title)
            && let Some(item) = item_of(reading, &labels, index)
        {
            labels.is_label[index] = true;
            let parts = (index + 1..node.end).any(|below| is_label_line(reading, below));
            if let Some(end) = value_end(reading, index).filter(|_| !parts) {
                labels.is_label[index..node.end].fill(true);
                let mut run = Run::new(title.start, end);
                let mut value = Run::new(title.end, end);
                // «- Cơ quan thực hiện: Sở Y tế - Thời gian thực hiện: Thường xuyên.»: a second label in the line.
                let mut inner = match node.paragraphs.first() {
                    Some(first) => in_paragraph(reading, item, *first),
                    None => Vec::new(),
                };
                inner.retain(|label| label.role != role);
                if let Some(next) = inner.first() {
                    value.end = reading.text.trim_marks(Run::new(value.start, next.run.start), b"-;.,(").end;
                    run.end = value.end;
                }
                labels.labels.push(Label { node: item, line: Some(index), role, run, value });
                labels.labels.extend(inner);
            }
            continue;
        }
        if labels.is_label[index] {
            continue;
        }
        for &paragraph in &node.paragraphs {
            let found = in_paragraph(reading, index, paragraph);
            if found.first().is_some_and(|first| first.run.start <= paragraph.start + 4) {
                labels.paragraphs.push(paragraph);
            }
            labels.labels.extend(found);
        }
    }
    labels.paragraphs.sort_by_key(|run| run.start);
    labels.drop_schedules(reading);
    for label in &labels.labels {
        labels.parties[label.node] |= label.role != Role::Timing;
    }
    labels
}

impl Labels {
    /// A «Thời gian thực hiện: …» with no party beside it is a label of a task only: below an item that states one, or
    /// among labels. Beside «Đối tượng», «Phạm vi» it is the period of the whole document.
    fn drop_schedules(&mut self, reading: Reading<'_>) {
        let nodes = &reading.outline.nodes;
        let parties: HashSet<usize> =
            self.labels.iter().filter(|label| label.role != Role::Timing).map(|label| label.node).collect();
        let Labels { labels, is_label, .. } = self;
        // Whether all below an item are labels, looked at once for each item.
        let mut alone: HashMap<usize, bool> = HashMap::new();
        labels.retain(|label| {
            let Some(line) = label.line else { return true };
            let parent = &nodes[label.node];
            let bullet = matches!(nodes[line].kind, SectionKind::Dash | SectionKind::Plus);
            let all = || (label.node + 1..parent.end).all(|below| is_label[below]);
            let mut among = || *alone.entry(label.node).or_insert_with(all);
            let kept = parties.contains(&label.node) || bullet && (!parent.paragraphs.is_empty() || among());
            if !kept {
                alone.insert(label.node, false);
                is_label[line..nodes[line].end].fill(false);
            }
            kept
        });
    }
}

/// Whether a node is a label line.
fn is_label_line(reading: Reading<'_>, index: usize) -> bool {
    reading.outline.nodes[index].title.is_some_and(|title| label_role(reading, title).is_some())
}

/// The item that a label line belongs to: the nearest node above that is no label itself.
fn item_of(reading: Reading<'_>, labels: &Labels, index: usize) -> Option<usize> {
    reading.outline.ancestors(index).find(|&above| !labels.is_label[above])
}

/// Where the value of a label line ends: with its text, or with the items below it.
fn value_end(reading: Reading<'_>, index: usize) -> Option<usize> {
    let nodes = &reading.outline.nodes;
    nodes[index..nodes[index].end]
        .iter()
        .rev()
        .find_map(|node| node.runs().last())
        .map(|run| run.end)
        .filter(|&end| nodes[index].title.is_some_and(|title| end > title.end))
}

impl Label {
    /// The runs of the value: the paragraphs of a label line and of the items below it, or the words after the colon.
    fn runs(self, reading: Reading<'_>) -> Vec<Run> {
        let nodes = &reading.outline.nodes;
        let Some(line) = self.line else { return vec![self.value] };
        let below = nodes[line + 1..nodes[line].end].iter().flat_map(Node::runs);
        let runs = nodes[line].paragraphs.iter().copied().chain(below);
        // A value in the line of its label ends with its paragraph.
        let first = nodes[line].paragraphs.first().copied();
        let inline = first.filter(|run| reading.text.slice(*run).ends_with(b"."));
        let end = inline.map_or(self.value.end, |run| run.end).min(self.value.end);
        runs.filter(|run| run.start < end).map(|run| Run::new(run.start, run.end.min(end))).collect()
    }
}

/// The labels inside a paragraph.
fn in_paragraph(reading: Reading<'_>, node: usize, paragraph: Run) -> Vec<Label> {
    let text = reading.text;
    let mut labels: Vec<Label> = Vec::new();
    for at in memchr::memchr_iter(b':', text.slice(paragraph)) {
        let colon = paragraph.start + at;
        let floor = labels.last().map_or(paragraph.start, |label| label.value.start);
        let Some((role, head)) = label_before(reading, floor, colon) else { continue };
        if let Some(last) = labels.last_mut() {
            let end = text.trim_marks(Run::new(last.value.start, head.start), b"-;.,(").end;
            last.value.end = end;
            last.run.end = end;
        }
        let value = text.trim(Run::new(colon + 1, paragraph.end));
        labels.push(Label { node, line: None, role, run: Run::new(head.start, value.end), value });
    }
    labels.retain(|label| !label.value.is_empty());
    labels
}

/// The label that ends at a colon.
fn label_before(reading: Reading<'_>, floor: usize, colon: usize) -> Option<(Role, Run)> {
    let text = reading.text;
    let floor = floor.max(colon.saturating_sub(LONGEST));
    let mut place = floor;
    while place < colon {
        let opens = place == floor
            || matches!(text.low()[place - 1], b'.' | b';' | b',' | b'-' | b'*' | b'+' | b'(' | b' ');
        if opens && is_word(text.low()[place]) && text.starts_word(place) {
            let bounded = place == floor || {
                let before = text.low()[floor..place].trim_ascii_end();
                before.last().is_none_or(|b| b".;,-*+(".contains(b))
            };
            if bounded && let Some(role) = label_role(reading, text.trim(Run::new(place, colon))) {
                return Some((role, Run::new(place, colon)));
            }
        }
        place += 1;
    }
    None
}

/// The part that a label gives, where the words are a label and nothing else.
fn label_role(reading: Reading<'_>, head: Run) -> Option<Role> {
    let Reading { text, grammar, .. } = reading;
    let head = text.trim_marks(head, b" :*-");
    if head.is_empty() || head.len() > LONGEST {
        return None;
    }
    let known =
        grammar.roles.at_within(text, head).filter(|found| found.entry.value.label && found.run == head);
    let role = known.map(|found| found.entry.value.role).or_else(|| composed(text.slice(head)))?;
    let party = matches!(role, Role::Lead | Role::Coordinate | Role::Timing | Role::LeadAndCoordinate);
    party.then_some(role)
}

/// The words that labels are composed of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece {
    /// «cơ quan», «đơn vị», «cá nhân».
    Who,
    /// «chủ trì».
    Leads,
    /// «thực hiện», «phụ trách», «tham mưu».
    Does,
    /// «phối hợp».
    Joins,
    /// «thời gian», «thời hạn», «tiến độ».
    Time,
    /// «hoàn thành», «dự kiến»: what a time is for.
    Ends,
    /// «và», commas.
    And,
}

/// `label = piece { " " piece }`, such as «Cơ quan, đơn vị phối hợp thực hiện».
fn composed(words: &[u8]) -> Option<Role> {
    let mut rest = words;
    let mut pieces: Vec<Piece> = Vec::with_capacity(8);
    while !rest.is_empty() {
        let (after, piece) = piece(rest).ok()?;
        if after.first().is_some_and(|&b| is_word(b)) || pieces.len() > 12 {
            return None;
        }
        pieces.push(piece);
        rest = after.trim_ascii_start();
    }
    let has = |piece| pieces.contains(&piece);
    if pieces.first() == Some(&Piece::Time) {
        return (!has(Piece::Who) && pieces.len() > 1).then_some(Role::Timing);
    }
    if has(Piece::Time) || has(Piece::Ends) || words == b"to chuc thuc hien" {
        return None;
    }
    match (has(Piece::Leads), has(Piece::Joins), has(Piece::Who) && has(Piece::Does)) {
        (true, true, _) => Some(Role::LeadAndCoordinate),
        (_, true, _) if has(Piece::Who) || pieces.len() == 1 => Some(Role::Coordinate),
        (true, false, _) | (false, false, true) => Some(Role::Lead),
        _ => None,
    }
}

fn piece(input: &[u8]) -> nom::IResult<&[u8], Piece> {
    alt((
        value(
            Piece::Who,
            alt((
                tag("co quan"),
                tag("don vi"),
                tag("ca nhan"),
                tag("to chuc"),
                tag("bo phan"),
                tag("nguoi"),
                tag("cac"),
                tag("dau moi"),
                tag("trach nhiem"),
            )),
        ),
        value(Piece::Leads, alt((tag("chu tri"), tag("chiu trach nhiem chinh")))),
        value(
            Piece::Does,
            alt((
                tag("chiu trach nhiem"),
                tag("duoc phan cong"),
                tag("phan cong"),
                tag("thuc hien"),
                tag("phu trach"),
                tag("tham muu"),
                tag("trien khai"),
                tag("giup viec"),
                tag("theo doi"),
            )),
        ),
        value(Piece::Joins, alt((tag("phoi hop"), tag("tham gia")))),
        value(Piece::Time, alt((tag("thoi gian"), tag("thoi han"), tag("thoi diem"), tag("tien do")))),
        value(
            Piece::Ends,
            alt((
                tag("hoan thanh"),
                tag("hoan tat"),
                tag("ket thuc"),
                tag("bat dau"),
                tag("ban hanh"),
                tag("trinh"),
                tag("du kien"),
            )),
        ),
        value(Piece::And, alt((tag("va"), tag(","), tag("/"), tag("-"), tag("hoac")))),
    ))
    .parse(input)
}

/// The assignments that the labels make: those of one item together, until a part is named again. «Cơ quan chủ trì: …» and
/// «Đơn vị thực hiện: …» beside each other both name who leads.
pub(super) fn assignments(reading: Reading<'_>, labels: &Labels) -> Vec<Assignment> {
    let text = reading.text;
    let mut facts = Vec::new();
    let mut group: Vec<Label> = Vec::new();
    for label in &labels.labels {
        let words = |label: &Label| {
            text.slice(text.trim_marks(Run::new(label.run.start, label.value.start), b" :*-"))
        };
        let timed = group.last().is_some_and(|last| last.role == Role::Timing);
        let again = |other: &Label| {
            other.role == label.role && (label.role != Role::Lead || timed || words(other) == words(label))
        };
        let next = group.first().is_some_and(|first| first.node != label.node || group.iter().any(again));
        if next {
            facts.extend(together(reading, &group));
            group.clear();
        }
        group.push(*label);
    }
    facts.extend(together(reading, &group));
    facts
}

/// One assignment of labels of different parts.
fn together(reading: Reading<'_>, group: &[Label]) -> Option<Assignment> {
    let text = reading.text;
    let (first, last) = (group.first()?, group.last()?);
    let node = &reading.outline.nodes[first.node];
    let mut parties = Parties::default();
    let mut timing = None;
    let mut certainty = Certainty::Stated;
    for label in group {
        for run in label.runs(reading) {
            match label.role {
                Role::Timing => timing = timing.or(Some(without_bracket(text, run))),
                Role::Coordinate => parties.join(reading, run),
                Role::LeadAndCoordinate => {
                    if !parties.lead_and_join(reading, run) {
                        certainty = Certainty::Ambiguous;
                    }
                }
                _ => parties.lead(reading, run),
            }
        }
    }
    let (lead, coordinating) = (values(text, &parties.lead), values(text, &parties.coordinating));
    let nobody = lead.is_empty() && coordinating.is_empty();
    if nobody && (timing.is_none_or(Run::is_empty) || node.kind == SectionKind::Preamble) {
        return None;
    }
    Some(Assignment {
        section: node.id.clone(),
        form: AssignmentForm::Labelled,
        lead,
        coordinating,
        timing: timing.map(|run| text.value(run)),
        when: timing.and_then(|run| time::timing(text, reading.grammar, run, reading.year)),
        targets: Vec::new(),
        span: text.span(Run::new(first.run.start, last.run.end.max(first.run.end))),
        rule: "assignment.labelled".into(),
        certainty,
    })
}

/// «thường xuyên)» of «(Chủ trì: …; thời gian: thường xuyên)»: the bracket belongs to the labels.
fn without_bracket(text: &Text, run: Run) -> Run {
    let run = text.trim_marks(run, b".;,");
    let open = text.slice(run).contains(&b'(');
    if open { run } else { text.trim_marks(run, b".;,)") }
}

/// Who a task falls to.
#[derive(Default)]
pub(super) struct Parties {
    pub(super) lead: Vec<Run>,
    pub(super) coordinating: Vec<Run>,
}

impl Parties {
    /// Reads the value of a label of leads; a clause in it may say who takes part («…; Sở Y tế phối hợp»).
    pub(super) fn lead(&mut self, reading: Reading<'_>, value: Run) {
        let mut joined = false;
        for clause in clauses(reading.text, value) {
            let partners = partner::partners(reading, clause);
            match said(reading, clause) {
                // «Sở Y tế chủ trì, phối hợp với A; B; C»: the list of partners goes on.
                Said::Names(names) if joined => self.coordinating.extend(names),
                Said::Names(names) | Said::Leads(names) => self.lead.extend(names),
                // «Đơn vị thực hiện: Sở Y tế phối hợp với A»: who is named first leads.
                Said::Joins(names) if self.lead.is_empty() && !partners.is_empty() => self.lead.extend(names),
                Said::Joins(names) => self.coordinating.extend(names),
            }
            joined |= !partners.is_empty();
            self.coordinating.extend(partners);
        }
    }

    /// Reads the value of a label of partners.
    pub(super) fn join(&mut self, reading: Reading<'_>, value: Run) {
        for clause in clauses(reading.text, value) {
            let (Said::Names(names) | Said::Leads(names) | Said::Joins(names)) = said(reading, clause);
            self.coordinating.extend(names);
        }
    }

    /// Reads the value of a label of both; false where only the order says who leads.
    fn lead_and_join(&mut self, reading: Reading<'_>, value: Run) -> bool {
        let before = self.lead.len();
        self.lead(reading, value);
        if !self.coordinating.is_empty() || self.lead.len() <= before + 1 {
            return true;
        }
        self.coordinating = self.lead.split_off(before + 1);
        false
    }
}

/// What a clause of a label's value says.
enum Said {
    /// Names alone.
    Names(Vec<Run>),
    /// Names and what they do.
    Leads(Vec<Run>),
    /// Names that take part.
    Joins(Vec<Run>),
}

/// The clauses of a value.
fn clauses<'a>(text: &'a Text<'a>, value: Run) -> impl Iterator<Item = Run> + 'a {
    text.split(value, |byte| byte == b';')
        .map(|clause| text.trim_marks(clause, b".,;-+*"))
        .filter(|clause| !clause.is_empty() && text.low()[clause.start] != b'(')
}

fn said(reading: Reading<'_>, clause: Run) -> Said {
    const QUALIFIES: [&[u8]; 6] = [b"theo ", b"trong ", b"duoc ", b"chu tri soan thao", b"co ", b"phu trach"];
    let Reading { text, grammar, .. } = reading;
    let names = body::leading_list(text, grammar, clause);
    let Some(last) = names.last() else { return Said::Names(body::body_list(text, grammar, clause)) };
    let rest = text.trim_marks(Run::new(last.end, clause.end), b",");
    let slice = text.slice(rest);
    if body::list_end(text, grammar, rest.start, rest.end).is_none()
        || QUALIFIES.iter().any(|words| slice.starts_with(words))
        // «cơ quan tổ chức hội»: the noun, not the verb.
        || body::leading_bodies(text, grammar, rest).is_some()
    {
        return Said::Names(body::body_list(text, grammar, clause));
    }
    if slice.starts_with(b"phoi hop") { Said::Joins(names) } else { Said::Leads(names) }
}
