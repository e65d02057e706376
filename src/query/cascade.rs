//! How the tasks, targets and deadlines of a plan came down to the plans that carry it out.
//!
//! In: documents of the archive. Out: for each plan below, what answers the plan above, what was dropped and what was
//! added, each with its place. Wording is all that is compared; whether a task was done is not asked.

use std::collections::HashMap;

use serde::Serialize;

use super::wording::{Match, Passage, Vocabulary, without};
use super::{Ancestry, Found, Node, lineage};
use crate::archive::{Archive, ArchiveError};
use crate::document::{
    Action, AssignmentForm, Citation, Deadline, Document, Operator, Section, SectionKind, Span, TargetValue,
    When,
};
use crate::text::fold;

/// From which score on two tasks are one. Nine pairs of plans on the same matter gave 102 pairs of tasks, 6 of them wrong or
/// doubtful; 666 pairs of plans on other matters gave 25, 8 of them from 0.5 on.
const TASK: f64 = 0.45;
/// The same of the indicators of targets, which differ in a word.
const TARGET: f64 = 0.6;
/// The same of indicators that bear the same label.
const LABELLED_TARGET: f64 = 0.35;
/// The same of the sentences of deadlines.
const DEADLINE: f64 = 0.45;
/// How many pairs of words a task has at the least; less is «tổ chức thực hiện Kế hoạch này».
const TASK_WORDS: usize = 4;
/// Fewer words than these are told from others by their heading.
const FEW_WORDS: usize = 12;

/// How an instrument came down.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cascade {
    pub instrument: Node,
    /// The plans that carry it out and those that carry out these, where the archive holds both; none where it does not
    /// hold the instrument itself.
    pub children: Vec<Child>,
    /// The instruments below that the archive knows and does not hold.
    pub missing: Vec<Node>,
}

/// A plan and what it has of its parent.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Child {
    /// The id of the plan above.
    pub parent: String,
    /// `implements` or `based_on`.
    pub relation: String,
    /// How many steps below the instrument asked for.
    pub level: usize,
    #[serde(flatten)]
    pub node: Node,
    #[serde(flatten)]
    pub answer: Answer,
}

/// What one document has of another.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answer {
    pub tasks: Alignment,
    pub targets: Alignment,
    pub deadlines: Alignment,
}

/// What became of the items of one kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Alignment {
    /// How many items above there are, and how many of them are answered.
    pub of: usize,
    pub answered: usize,
    /// By the place above, then below.
    pub pairs: Vec<Pair>,
    /// Above, and nowhere below.
    pub dropped: Vec<Item>,
    /// Below, without anything above.
    pub added: Vec<Item>,
}

/// An item above and one below that answers it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pair {
    pub state: State,
    /// How alike the words are, up to 1.
    pub score: f64,
    /// Whether several items below answer the same one above.
    pub split: bool,
    pub parent: Item,
    pub child: Item,
    /// What became of each value of a target.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
}

/// What became of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// A task: other words may say it.
    Answered,
    /// The same number, the same time.
    Kept,
    /// The number is higher, whether or not that is more to ask for.
    Raised,
    /// The number is lower.
    Lowered,
    /// Some numbers are higher, some lower.
    Mixed,
    Earlier,
    Later,
    NotComparable,
}

impl State {
    /// The word of the output.
    pub fn name(self) -> &'static str {
        match self {
            State::Answered => "answered",
            State::Kept => "kept",
            State::Raised => "raised",
            State::Lowered => "lowered",
            State::Mixed => "mixed",
            State::Earlier => "earlier",
            State::Later => "later",
            State::NotComparable => "not comparable",
        }
    }
}

/// A task, a target or a deadline, with its place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Item {
    /// The canonical id of the document.
    pub document: String,
    pub section: String,
    /// The place in the decoded source.
    pub span: Span,
    /// The heading of a task.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The words: of a task its paragraph, of a target the indicator, of a deadline the sentence it stands in.
    pub text: String,
    /// Who leads, or owes what a deadline asks for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub who: Vec<String>,
    /// «Chỉ tiêu 5».
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<TargetValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<Action>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
}

/// A value above and the one below that stands for it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    pub state: State,
    /// What keeps the two from being compared: `unit`, `scope`, `year` or `operator`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub differs: Option<&'static str>,
    pub parent: TargetValue,
    pub child: Option<TargetValue>,
}

/// How an instrument came down, at most `depth` steps; each plan is held against the one it carries out.
pub fn cascade(archive: &Archive, of: &Found, depth: usize) -> Result<Cascade, ArchiveError> {
    let lineage = lineage(archive, of, depth)?;
    let mut cascade = Cascade { instrument: lineage.instrument, children: Vec::new(), missing: Vec::new() };
    if let Some(parent) = held(archive, &cascade.instrument.id)? {
        descend(archive, &parent, &lineage.below, 1, &mut cascade)?;
    }
    Ok(cascade)
}

fn descend(
    archive: &Archive,
    parent: &Document,
    below: &[Ancestry],
    level: usize,
    cascade: &mut Cascade,
) -> Result<(), ArchiveError> {
    for step in below {
        let Some(document) = held(archive, &step.node.id)? else {
            if !cascade.missing.contains(&step.node) {
                cascade.missing.push(step.node.clone());
            }
            continue;
        };
        cascade.children.push(Child {
            parent: parent.id.clone(),
            relation: step.relation.clone(),
            level,
            node: step.node.clone(),
            answer: answer(parent, &document),
        });
        descend(archive, &document, &step.next, level + 1, cascade)?;
    }
    Ok(())
}

/// The text of an instrument that the archive holds, the first where there are several.
fn held(archive: &Archive, id: &str) -> Result<Option<Document>, ArchiveError> {
    let keys: Vec<i64> =
        archive.rows("SELECT key FROM documents WHERE document = ?1 ORDER BY key LIMIT 1", [id], |row| {
            row.get(0)
        })?;
    keys.first().map(|&key| archive.document(key)).transpose()
}

/// What `child` has of `parent`, whether or not a link says that it carries it out.
pub fn answer(parent: &Document, child: &Document) -> Answer {
    Answer {
        tasks: align_tasks(parent, child),
        targets: align_targets(parent, child),
        deadlines: align_deadlines(parent, child),
    }
}

fn align_tasks(parent: &Document, child: &Document) -> Alignment {
    let mut vocabulary = Vocabulary::default();
    let nothing = places(&mut vocabulary, parent, child);
    let (above, above_words) = tasks(parent, &mut vocabulary);
    let (below, below_words) = tasks(child, &mut vocabulary);
    let matches = vocabulary.align(&above_words, &below_words, &nothing, TASK, |_, _| true);
    join(above, below, &matches, |_, _| (State::Answered, Vec::new()))
}

/// The pairs of words in the names of the two issuers: places that change from plan to plan.
fn places(vocabulary: &mut Vocabulary, parent: &Document, child: &Document) -> Vec<u32> {
    let issuers = [parent, child].into_iter().filter_map(|document| document.header.issuer.as_ref());
    issuers.flat_map(|issuer| vocabulary.read(&fold(&issuer.name))).collect()
}

/// The tasks of a plan: paragraphs that ask for something, wherever they stand but under purposes, targets and money.
fn tasks(document: &Document, vocabulary: &mut Vocabulary) -> (Vec<Item>, Vec<Passage>) {
    let mut gather = Gather {
        document,
        vocabulary,
        citations: HashMap::new(),
        reports: HashMap::new(),
        leads: HashMap::new(),
        labelled: Vec::new(),
        targets: document.targets.iter().map(|target| target.section.as_str()).collect(),
        items: Vec::new(),
        words: Vec::new(),
    };
    for citation in &document.citations {
        gather.citations.entry(&citation.section).or_default().push(citation);
    }
    for deadline in &document.deadlines {
        if matches!(deadline.action, Action::Report | Action::Review) {
            gather.reports.entry(&deadline.section).or_default().push(&deadline.text);
        }
    }
    for assignment in &document.assignments {
        let leads = gather.leads.entry(&assignment.section).or_default();
        leads
            .extend(assignment.lead.iter().filter(|lead| !leads.contains(lead)).cloned().collect::<Vec<_>>());
        if assignment.form == AssignmentForm::Labelled {
            gather.labelled.push(&assignment.section);
        }
    }
    gather.labelled.sort_unstable();
    gather.targets.sort_unstable();
    document.sections.iter().for_each(|section| gather.section(section));
    (gather.items, gather.words)
}

struct Gather<'a> {
    document: &'a Document,
    vocabulary: &'a mut Vocabulary,
    citations: HashMap<&'a str, Vec<&'a Citation>>,
    reports: HashMap<&'a str, Vec<&'a str>>,
    leads: HashMap<&'a str, Vec<String>>,
    labelled: Vec<&'a str>,
    targets: Vec<&'a str>,
    items: Vec<Item>,
    words: Vec<Passage>,
}

impl<'a> Gather<'a> {
    fn section(&mut self, section: &'a Section) {
        if matches!(section.kind, SectionKind::Preamble | SectionKind::Closing) || is_no_task(section) {
            return;
        }
        let below = section.children.iter().filter(|child| !is_field(child)).count();
        if let Some(text) = self.words(section, below) {
            self.push(section, text);
        }
        section.children.iter().filter(|child| !is_field(child)).for_each(|child| self.section(child));
    }

    /// The words that ask for something, where the section has some of its own.
    fn words(&self, section: &'a Section, below: usize) -> Option<&'a str> {
        if section.kind == SectionKind::Appendix || self.targets.binary_search(&&*section.id).is_ok() {
            return None;
        }
        let own = section.text.trim();
        if own.is_empty() {
            return section.title.as_deref().filter(|_| below == 0);
        }
        // «trong đó tập trung các nội dung sau:»
        if below > 0 && own.ends_with(':') {
            return None;
        }
        // The cells of a table row, the labels below a task.
        let labelled = self.labelled.binary_search(&&*section.id).is_ok();
        if labelled { own.lines().next() } else { Some(own) }
    }

    fn push(&mut self, section: &'a Section, text: &'a str) {
        let citations = self.citations.get(&*section.id).map(Vec::as_slice).unwrap_or_default();
        // What is to be reported by when is a deadline; the names of instruments are not words of the task.
        let reports = self.reports.get(&*section.id).map(Vec::as_slice).unwrap_or_default();
        let named =
            citations.iter().flat_map(|citation| std::iter::once(&citation.text).chain(&citation.subject));
        let pieces = reports.iter().map(|when| sentence(text, when)).chain(named.map(String::as_str));
        // A heading names the task only where few words follow; else it may be a body, or the group.
        let title = section.title.as_deref().filter(|title| *title != text);
        let short = text.split_whitespace().count() < FEW_WORDS;
        let folded = match title {
            Some(title) if short => without(&format!("{title} {text}"), pieces),
            _ => without(text, pieces),
        };
        if section.kind == SectionKind::Article && is_formula(&folded) {
            return;
        }
        let mut words = self.vocabulary.read(&folded);
        let ids = citations.iter().map(|c| c.resolved.as_ref().map_or(&c.target, |law| &law.id));
        words.extend(ids.map(|id| self.vocabulary.instrument(id)));
        words.sort_unstable();
        words.dedup();
        if words.len() < TASK_WORDS {
            return;
        }
        self.items.push(Item {
            who: self.leads.get(&*section.id).cloned().unwrap_or_default(),
            title: title.map(str::to_owned),
            ..item(self.document, &section.id, section.span, text.to_owned())
        });
        self.words.push(words);
    }
}

fn item(document: &Document, section: &str, span: Span, text: String) -> Item {
    Item {
        document: document.id.clone(),
        section: section.to_owned(),
        span,
        title: None,
        text,
        who: Vec::new(),
        label: None,
        values: Vec::new(),
        action: None,
        when: None,
    }
}

/// «MỤC ĐÍCH, YÊU CẦU», «Mục tiêu cụ thể», «KINH PHÍ»: what stands below is no task.
fn is_no_task(section: &Section) -> bool {
    const NONE: [&str; 9] = [
        "muc dich",
        "yeu cau",
        "muc tieu",
        "chi tieu",
        "quan diem",
        "kinh phi",
        "nguon kinh phi",
        "doi tuong",
        "pham vi",
    ];
    const TASKS: [&str; 3] = ["nhiem vu", "giai phap", "to chuc thuc hien"];
    let title = fold(section.title.as_deref().unwrap_or_default());
    NONE.iter().any(|word| title.starts_with(word))
        && title.split(' ').count() <= 10
        && !TASKS.iter().any(|word| title.contains(word))
}

/// «Cơ quan chủ trì: …», «Thời gian thực hiện: …»: labels of the task above them.
fn is_field(section: &Section) -> bool {
    const FIELDS: [&str; 9] = [
        "co quan",
        "don vi",
        "thoi gian",
        "thoi han",
        "san pham",
        "kinh phi",
        "tien do",
        "ket qua",
        "lo trinh",
    ];
    let title = fold(section.title.as_deref().unwrap_or_default());
    !section.text.is_empty()
        && title.split(' ').count() <= 8
        && FIELDS.iter().any(|field| title.starts_with(field))
}

/// «Quyết định này có hiệu lực kể từ ngày ký», «Ban hành kèm theo Quyết định này …».
fn is_formula(folded: &str) -> bool {
    ["hieu luc", "chiu trach nhiem thi hanh", "kem theo"].iter().any(|words| folded.contains(words))
}

fn align_targets(parent: &Document, child: &Document) -> Alignment {
    let mut vocabulary = Vocabulary::default();
    let nothing = places(&mut vocabulary, parent, child);
    let (above, above_words) = targets(parent, &mut vocabulary);
    let (below, below_words) = targets(child, &mut vocabulary);
    // «trẻ em dưới 1 tuổi» and «trẻ em dưới 5 tuổi» are two.
    let numbers = |items: &[Item]| items.iter().map(|item| numbers(&item.text)).collect::<Vec<_>>();
    let (above_numbers, below_numbers) = (numbers(&above), numbers(&below));
    let may = |parent: usize, child: usize| above_numbers[parent] == below_numbers[child];
    let matches = vocabulary.align(&above_words, &below_words, &nothing, LABELLED_TARGET, may);
    let matches: Vec<Match> = matches
        .into_iter()
        .filter(|found| {
            let label = &above[found.parent].label;
            found.score >= TARGET || (label.is_some() && *label == below[found.child].label)
        })
        .collect();
    join(above, below, &matches, |parent, child| {
        let changes = changes(&parent.values, &child.values);
        (overall(&changes), changes)
    })
}

fn targets(document: &Document, vocabulary: &mut Vocabulary) -> (Vec<Item>, Vec<Passage>) {
    let read = |target: &crate::document::Target| {
        let item = Item {
            label: target.label.clone(),
            values: target.values.clone(),
            ..item(document, &target.section, target.span, target.indicator.clone())
        };
        (item, vocabulary.read(&fold(&target.indicator)))
    };
    document.targets.iter().map(read).unzip()
}

/// The numbers in words, each once.
fn numbers(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let mut numbers: Vec<String> = parts.map(|part| part.trim_start_matches('0').to_owned()).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// What became of each value above: held against the value below of its year, else against one of another year.
fn changes(parent: &[TargetValue], child: &[TargetValue]) -> Vec<Change> {
    let change = |value: &TargetValue| {
        let best = child.iter().min_by_key(|other| rank(differs(value, other)));
        let differs = best.and_then(|other| differs(value, other));
        let state = match best {
            Some(other) if differs.is_none() => {
                match (other.value, other.to).partial_cmp(&(value.value, value.to)) {
                    Some(std::cmp::Ordering::Equal) => State::Kept,
                    Some(std::cmp::Ordering::Greater) => State::Raised,
                    Some(std::cmp::Ordering::Less) => State::Lowered,
                    None => State::NotComparable,
                }
            }
            _ => State::NotComparable,
        };
        Change { state, differs, parent: value.clone(), child: best.cloned() }
    };
    parent.iter().map(change).collect()
}

/// What keeps two values from being compared.
fn differs(one: &TargetValue, other: &TargetValue) -> Option<&'static str> {
    let same = |a: &str, b: &str| fold(a) == fold(b);
    let scope = |value: &TargetValue| fold(value.scope.as_deref().unwrap_or_default());
    // «giảm 5%» is no level, «trên 95%» is no bound from above.
    let kind = |op| match op {
        Operator::Increase => 1,
        Operator::Decrease => 2,
        _ => 0,
    };
    let bounds = |a, b| {
        matches!(a, Operator::Below | Operator::AtMost) && matches!(b, Operator::Above | Operator::AtLeast)
    };
    if !same(&one.unit, &other.unit) {
        Some("unit")
    } else if kind(one.op) != kind(other.op) || bounds(one.op, other.op) || bounds(other.op, one.op) {
        Some("operator")
    } else if scope(one) != scope(other) {
        Some("scope")
    } else if one.by != other.by {
        Some("year")
    } else {
        None
    }
}

/// How near two values are that differ so.
fn rank(differs: Option<&str>) -> usize {
    const ORDER: [&str; 4] = ["year", "scope", "operator", "unit"];
    differs.map_or(0, |what| 1 + ORDER.iter().position(|name| *name == what).unwrap_or(ORDER.len()))
}

fn overall(changes: &[Change]) -> State {
    let has = |state| changes.iter().any(|change| change.state == state);
    match (has(State::Raised), has(State::Lowered)) {
        (true, true) => State::Mixed,
        (true, false) => State::Raised,
        (false, true) => State::Lowered,
        (false, false) if has(State::Kept) => State::Kept,
        (false, false) => State::NotComparable,
    }
}

fn align_deadlines(parent: &Document, child: &Document) -> Alignment {
    let mut vocabulary = Vocabulary::default();
    let nothing = places(&mut vocabulary, parent, child);
    let (above, above_words) = deadlines(parent, &mut vocabulary);
    let (below, below_words) = deadlines(child, &mut vocabulary);
    // Two days of one sentence are told apart by what they are days of: half a year, a year.
    let may = |p: usize, c: usize| {
        let (p, c): (&Item, &Item) = (&above[p], &below[c]);
        p.action == c.action && half(p) == half(c)
    };
    let matches = vocabulary.align(&above_words, &below_words, &nothing, DEADLINE, may);
    join(above, below, &matches, |parent, child| (moved(&parent.when, &child.when), Vec::new()))
}

fn deadlines(document: &Document, vocabulary: &mut Vocabulary) -> (Vec<Item>, Vec<Passage>) {
    let mut texts = HashMap::new();
    document.walk(&mut |section| {
        texts.insert(section.id.as_str(), section.text.as_str());
    });
    let read = |deadline: &Deadline| {
        let text = sentence(texts.get(&*deadline.section).copied().unwrap_or_default(), &deadline.text);
        let words: String = fold(text).chars().map(|c| if c.is_ascii_digit() { ' ' } else { c }).collect();
        let item = Item {
            who: deadline.by.clone(),
            action: Some(deadline.action),
            when: Some(deadline.when.clone()),
            ..item(document, &deadline.section, deadline.span, text.to_owned())
        };
        (item, vocabulary.read_whole(&words))
    };
    document.deadlines.iter().map(read).unzip()
}

/// The sentence of `text` in which `words` stand.
fn sentence<'a>(text: &'a str, words: &'a str) -> &'a str {
    let Some(at) = text.find(words) else { return words };
    let start = text[..at].rfind(['\n', ';']).max(text[..at].rfind(". ")).map_or(0, |end| end + 1);
    let after = at + words.len();
    let ends = [text[after..].find(['\n', ';']), text[after..].find(". ")];
    let end = ends.into_iter().flatten().min().map_or(text.len(), |length| after + length);
    text[start..end].trim()
}

/// Whether a day stands in the first half of its year; none where no day does.
fn half(item: &Item) -> Option<bool> {
    let month = match item.when.as_ref()? {
        When::Before { date } | When::On { date } => date.get(5..7)?,
        When::During { to, .. } => to.as_ref()?.get(5..7)?,
        When::Every { rrule, .. } => rrule.split("BYMONTH=").nth(1)?.split([';', ',']).next()?,
        When::Ongoing | When::After { .. } => return None,
    };
    month.parse().ok().map(|month: u32| month <= 6)
}

/// Whether a time is the same, earlier or later.
fn moved(parent: &Option<When>, child: &Option<When>) -> State {
    let (Some(parent), Some(child)) = (parent, child) else { return State::NotComparable };
    if parent == child {
        return State::Kept;
    }
    let (Some(one), Some(other)) = (due(parent), due(child)) else { return State::NotComparable };
    match (one.len() == other.len()).then(|| other.cmp(&one)) {
        Some(std::cmp::Ordering::Less) => State::Earlier,
        Some(std::cmp::Ordering::Equal) => State::Kept,
        Some(std::cmp::Ordering::Greater) => State::Later,
        None => State::NotComparable,
    }
}

/// The numbers of a day, or of a day of each year; days of one kind have as many.
fn due(when: &When) -> Option<Vec<u32>> {
    let parts = |text: &str| text.split('-').map(|part| part.parse().ok()).collect::<Option<Vec<u32>>>();
    match when {
        When::Before { date } | When::On { date } => parts(date),
        When::During { to, .. } => parts(to.as_ref()?),
        When::Every { rrule, .. } => {
            let part = |name: &str| rrule.split(';').find_map(|part| part.strip_prefix(name)?.parse().ok());
            let yearly = rrule.split(';').any(|part| part == "FREQ=YEARLY");
            yearly.then(|| Some(vec![part("BYMONTH=")?, part("BYMONTHDAY=")?]))?
        }
        When::Ongoing | When::After { .. } => None,
    }
}

/// The items in pairs, and those left over.
fn join(
    above: Vec<Item>,
    below: Vec<Item>,
    matches: &[Match],
    compare: impl Fn(&Item, &Item) -> (State, Vec<Change>),
) -> Alignment {
    let mut answers = vec![0; above.len()];
    let mut taken = vec![false; below.len()];
    for found in matches {
        answers[found.parent] += 1;
        taken[found.child] = true;
    }
    let pair = |found: &Match| {
        let (parent, child) = (&above[found.parent], &below[found.child]);
        let (state, changes) = compare(parent, child);
        Pair {
            state,
            score: (found.score * 100.0).round() / 100.0,
            split: answers[found.parent] > 1,
            parent: parent.clone(),
            child: child.clone(),
            changes,
        }
    };
    Alignment {
        of: above.len(),
        answered: answers.iter().filter(|&&count| count > 0).count(),
        pairs: matches.iter().map(pair).collect(),
        dropped: above
            .iter()
            .zip(&answers)
            .filter(|(_, count)| **count == 0)
            .map(|(item, _)| item.clone())
            .collect(),
        added: below.iter().zip(&taken).filter(|(_, taken)| !**taken).map(|(item, _)| item.clone()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(op: Operator, value: f64, unit: &str, by: &str) -> TargetValue {
        TargetValue { op, value, to: None, unit: unit.into(), by: Some(by.into()), scope: None }
    }

    #[track_caller]
    fn check(parent: &[TargetValue], child: &[TargetValue], state: State, differs: Option<&str>) {
        let changes = changes(parent, child);
        assert_eq!((overall(&changes), changes[0].differs), (state, differs), "{changes:?}");
    }

    #[test]
    fn values_of_one_year_are_compared() {
        use Operator::{AtLeast, Below, Decrease, Equal};
        let parent = [value(Equal, 95.0, "%", "2025"), value(Equal, 98.0, "%", "2030")];
        check(&parent, &parent, State::Kept, None);
        check(&parent, &[value(AtLeast, 97.0, "%", "2025"), parent[1].clone()], State::Raised, None);
        check(
            &parent,
            &[value(Equal, 98.0, "%", "2030"), value(Equal, 90.0, "%", "2025")],
            State::Lowered,
            None,
        );
        check(&parent[..1], &[value(Equal, 97.0, "%", "2026")], State::NotComparable, Some("year"));
        check(&parent[..1], &[value(Equal, 97.0, "xã", "2025")], State::NotComparable, Some("unit"));
        check(&parent[..1], &[value(Decrease, 5.0, "%", "2025")], State::NotComparable, Some("operator"));
        check(
            &[value(Below, 5.0, "%", "2025")],
            &[value(AtLeast, 5.0, "%", "2025")],
            State::NotComparable,
            Some("operator"),
        );
        check(&parent, &[], State::NotComparable, None);
    }

    #[test]
    fn times_of_one_kind_are_compared() {
        let on = |date: &str| Some(When::Before { date: date.into() });
        let every = |rrule: &str| Some(When::Every { rrule: rrule.into(), before: true });
        assert_eq!(moved(&on("2024-12-15"), &on("2024-12-15")), State::Kept);
        assert_eq!(moved(&on("2024-12-15"), &on("2024-12-01")), State::Earlier);
        assert_eq!(moved(&on("2024-12-15"), &on("2024")), State::NotComparable);
        let (june, may) = ("FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15", "FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=20");
        assert_eq!(moved(&every(may), &every(june)), State::Later);
        assert_eq!(moved(&every(may), &on("2024-05-01")), State::NotComparable);
    }

    #[test]
    fn a_deadline_is_told_by_its_sentence() {
        let text = "Các xã lập danh sách. Gửi báo cáo trước ngày 15/6; họp tổ mỗi tháng.";
        assert_eq!(sentence(text, "trước ngày 15/6"), "Gửi báo cáo trước ngày 15/6");
        assert_eq!(sentence("không có", "trước ngày 15/6"), "trước ngày 15/6");
    }
}
