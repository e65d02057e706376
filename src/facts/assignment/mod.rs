//! Who leads, who coordinates, when (phân công nhiệm vụ).
//!
//! In: a [`Reading`]. Out: the assignments in reading order, in three forms: label lines («Cơ quan chủ trì: …»), tasks below
//! a heading that is a body, sentences that name who does it. A lead that comes from a heading is `inferred`, one that
//! the task's own words name is `stated`. Which bodies a group stands for («các sở, ban, ngành») is not decided here.

mod label;
mod partner;
mod prose;
mod table;

use foldhash::{HashSet, HashSetExt};

use crate::document::{Assignment, AssignmentForm, Certainty, SectionKind};
use crate::facts::Reading;
use crate::phrase::body;
use crate::text::{Run, Text, is_word};

/// The assignments of a document, in reading order.
pub fn assignments(reading: Reading<'_>) -> Vec<Assignment> {
    let labels = label::labels(reading);
    let owners = owners(reading);
    let mut facts = label::assignments(reading, &labels);
    for (index, owner) in owners.iter().enumerate() {
        if labels.is_label[index] {
            continue;
        }
        match owner {
            Some(owner) => facts.extend(task(reading, &labels, index, *owner)),
            None => prose::assignments(reading, &labels, index, &mut facts),
        }
    }
    facts.extend(table::assignments(reading));
    facts.sort_by_key(|fact| fact.span);
    facts
}

/// The section whose title names the bodies that a node's tasks fall to.
#[derive(Clone, Copy)]
struct Owner {
    node: usize,
    bodies: Run,
}

/// The nearest section at or above each node whose title is a body.
fn owners(reading: Reading<'_>) -> Vec<Option<Owner>> {
    let mut owners: Vec<Option<Owner>> = Vec::with_capacity(reading.outline.nodes.len());
    for (index, node) in reading.outline.nodes.iter().enumerate() {
        let may_own = !matches!(
            node.kind,
            SectionKind::Preamble | SectionKind::Closing | SectionKind::Appendix | SectionKind::Part
        );
        let own = node
            .title
            .filter(|_| may_own)
            .filter(|title| !is_scope(reading, index, *title))
            .filter(|title| {
                // «Điều 3. Các ông, bà Trưởng phòng: …» names who carries out the decision.
                node.kind != SectionKind::Article || !reading.text.slice(*title).starts_with(b"cac ong")
            })
            .and_then(|title| body::title_bodies(reading.text, reading.grammar, title))
            .map(|bodies| Owner { node: index, bodies });
        let above = node.parent.and_then(|parent| owners.get(parent).copied().flatten());
        owners.push(own.or(above.filter(|_| may_own)));
    }
    owners
}

/// «Đối với các trường: …» says for whom a rule is, unless it stands where duties are shared out («Tổ chức thực hiện»).
fn is_scope(reading: Reading<'_>, index: usize, title: Run) -> bool {
    const DUTIES: [&[u8]; 5] =
        [b"to chuc thuc hien", b"phan cong", b"trach nhiem", b"to chuc trien khai", b"nhiem vu cu the"];
    let Reading { text, outline, .. } = reading;
    let named = |above: usize| outline.nodes[above].title.map_or(&b""[..], |title| text.slice(title));
    let shared = |title: &[u8]| DUTIES.iter().any(|duty| crate::text::contains(title, duty));
    text.slice(title).starts_with(b"doi voi ")
        && !outline.ancestors(index).any(|above| shared(named(above)))
        && !opens_with_verb(reading, index)
}

/// Whether the words below a title open with a verb, as a task does.
fn opens_with_verb(reading: Reading<'_>, index: usize) -> bool {
    const NOT: [&[u8]; 8] = [b"theo", b"khi", b"neu", b"trong", b"tu", b"den", b"cho", b"tai"];
    let Reading { text, grammar, outline, .. } = reading;
    let node = &outline.nodes[index];
    let below = outline.nodes[index + 1..node.end].iter().flat_map(|below| below.runs());
    let first = node.paragraphs.iter().copied().chain(below).next();
    let first = first.map(|run| text.trim_marks(run, b".,;:-+*"));
    let verb = first.and_then(|run| body::list_end(text, grammar, run.start, run.end));
    verb.is_some_and(|verb| !NOT.contains(&text.slice(verb)))
}

/// The task that a lowest node below the heading of a body states.
fn task(reading: Reading<'_>, labels: &label::Labels, index: usize, owner: Owner) -> Option<Assignment> {
    let Reading { text, grammar, outline, .. } = reading;
    let node = &outline.nodes[index];
    let lowest = (index + 1..node.end).all(|below| labels.is_label[below]);
    if !lowest || labels.has_parties(index) {
        return None;
    }
    let title = node.title.filter(|_| index != owner.node);
    let words: Vec<Run> =
        title.into_iter().chain(node.paragraphs.iter().copied().filter(|run| !labels.holds(*run))).collect();
    let (first, last) = (words.first()?, words.last()?);
    if !states_task(reading, *first) {
        return None;
    }
    let titled = body::body_list(text, grammar, owner.bodies);
    let given = words
        .iter()
        .find_map(|run| prose::given(reading, *run))
        .or_else(|| prose::named(reading, *first, &titled).filter(|_| titled.len() > 1));
    let mut lead = given.clone().unwrap_or(titled);
    let mut coordinating = Vec::new();
    let introduction = introduction(reading, index, owner);
    if given.is_none()
        && (partner::opens(reading, *first) || introduction.is_some_and(|run| partner::opens(reading, run)))
    {
        coordinating.append(&mut lead);
    }
    coordinating.extend(introduction.map(|run| partner::partners(reading, run)).unwrap_or_default());
    let stated = given.is_some();
    for run in &words {
        coordinating.extend(partner::partners(reading, *run));
    }
    Some(
        Fact {
            section: index,
            form: AssignmentForm::Heading,
            lead,
            coordinating,
            span: Run::new(first.start, last.end),
            targets: words.iter().flat_map(|run| targets(text, *run)).collect(),
            rule: "assignment.heading",
            certainty: if stated { Certainty::Stated } else { Certainty::Inferred },
        }
        .finish(reading),
    )
}

/// «a) Chủ trì, phối hợp với các sở, ngành:» above the tasks of a list: with whom each of them is done.
fn introduction(reading: Reading<'_>, index: usize, owner: Owner) -> Option<Run> {
    const OPENINGS: [&[u8]; 2] = [b"chu tri", b"phoi hop"];
    const LONGEST: usize = 400;
    let Reading { text, outline, .. } = reading;
    let above = outline.nodes[index].parent.filter(|_| index != owner.node)?;
    let node = &outline.nodes[above];
    let run = node.paragraphs.last().copied().or(node.title.filter(|_| above != owner.node))?;
    let slice = text.slice(run);
    let whole = slice.ends_with(b":") || node.paragraphs.is_empty();
    (whole && run.len() < LONGEST && OPENINGS.iter().any(|opening| slice.starts_with(opening))).then_some(run)
}

/// Whether words below a body's heading state a task, and not a number, a person or a mere list of names.
fn states_task(reading: Reading<'_>, run: Run) -> bool {
    const NOUNS: [&[u8]; 11] = [
        b"cong tac ",
        b"hoat dong cua ",
        b"viec ",
        b"tinh hinh ",
        b"kinh phi ",
        b"so tien ",
        b"chi tu ",
        b"ho so ",
        b"danh sach ",
        b"ty le ",
        b"tong so ",
    ];
    const PERSONS: [&[u8]; 6] = [b"ong ", b"ba ", b"dong chi ", b"d/c ", b"truong ban", b"thanh vien"];
    let text = reading.text;
    let run = text.trim_marks(run, b".,;:-+*");
    let slice = text.slice(run);
    let words = text.split(run, |byte| byte == b' ').count();
    let noun = NOUNS.iter().any(|noun| slice.starts_with(noun));
    let names =
        body::leading_bodies(text, reading.grammar, run).is_some_and(|bodies| bodies.end + 2 >= run.end);
    words >= 3
        && !slice.first().is_some_and(u8::is_ascii_digit)
        && !PERSONS.iter().any(|person| slice.starts_with(person))
        && !names
        && !noun
}

/// An assignment in runs of the folded text.
struct Fact {
    section: usize,
    form: AssignmentForm,
    lead: Vec<Run>,
    coordinating: Vec<Run>,
    span: Run,
    targets: Vec<String>,
    rule: &'static str,
    certainty: Certainty,
}

impl Fact {
    fn finish(self, reading: Reading<'_>) -> Assignment {
        let text = reading.text;
        Assignment {
            section: reading.outline.nodes[self.section].id.clone(),
            form: self.form,
            lead: values(text, &self.lead),
            coordinating: values(text, &self.coordinating),
            timing: None,
            when: None,
            targets: self.targets,
            span: text.span(self.span),
            rule: self.rule.into(),
            certainty: self.certainty,
        }
    }
}

/// The bodies as printed, each once.
fn values(text: &Text, runs: &[Run]) -> Vec<String> {
    let mut seen: HashSet<&[u8]> = HashSet::new();
    let named = runs.iter().filter(|run| text.slice(**run).iter().any(u8::is_ascii_alphanumeric));
    let fresh = named.filter(|run| seen.insert(text.slice(**run)));
    fresh.map(|run| text.value(*run)).collect()
}

/// The labels of the targets that a task names: «các chỉ tiêu 1, 2, 8» gives «Chỉ tiêu 1», «Chỉ tiêu 2», «Chỉ tiêu 8».
fn targets(text: &Text, run: Run) -> Vec<String> {
    const CUE: &[u8] = b"chi tieu ";
    let mut targets: Vec<String> = Vec::new();
    for at in memchr::memmem::find_iter(text.slice(run), CUE) {
        let start = run.start + at;
        if !text.starts_word(start) {
            continue;
        }
        for number in numbers(text.slice(Run::new(start + CUE.len(), run.end))) {
            let label = format!("Chỉ tiêu {number}");
            if !targets.contains(&label) {
                targets.push(label);
            }
        }
    }
    targets
}

/// «1, 2, 8», «13 và 14», «số 5», «3 đến 6», «từ 3 đến 6»: the numbers at the start of `rest`.
fn numbers(rest: &[u8]) -> Vec<u32> {
    let mut numbers: Vec<u32> = Vec::new();
    let mut rest = ["so ", "tu ", "tu chi tieu "]
        .iter()
        .find_map(|word| rest.strip_prefix(word.as_bytes()))
        .unwrap_or(rest);
    let mut ranges = false;
    loop {
        let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
        let number = std::str::from_utf8(&rest[..digits]).ok().and_then(|digits| digits.parse().ok());
        let Some(number) = number.filter(|_| digits <= 3) else { break };
        let after = rest.get(digits).copied().unwrap_or(b' ');
        let decimal = matches!(after, b'.' | b',') && rest.get(digits + 1).is_some_and(u8::is_ascii_digit);
        if is_word(after) || after == b'%' || after == b'/' || decimal || rest[digits..].starts_with(b" %") {
            break;
        }
        match numbers.last() {
            Some(&from) if ranges && from < number && number - from < 100 => {
                numbers.extend(from + 1..=number)
            }
            _ => numbers.push(number),
        }
        rest = &rest[digits..];
        const JOINS: [(&[u8], bool); 9] = [
            (b", va chi tieu ", false),
            (b", chi tieu ", false),
            (b" va chi tieu ", false),
            (b" den chi tieu ", true),
            (b", va ", false),
            (b", ", false),
            (b" va ", false),
            (b" den ", true),
            (b"-", true),
        ];
        let Some((join, range)) = JOINS.iter().find(|(join, _)| rest.starts_with(join)) else { break };
        ranges = *range;
        rest = &rest[join.len()..];
    }
    numbers
}

#[cfg(test)]
mod tests;
