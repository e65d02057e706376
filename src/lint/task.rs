//! Tasks, deadlines and targets: who, when, how much.
//!
//! In: the facts of a document. Out: findings on tasks without lead or time, leads that do not receive the document,
//! times that cannot be kept, and targets that nobody answers for. What a task, a deadline or a target is, is decided in
//! `facts`.

use std::collections::{BTreeMap, BTreeSet};

use super::citation::{before, day};
use super::{Code, Desk};
use crate::document::{Action, Assignment, AssignmentForm, Deadline, Section, SectionKind, Span, When};
use crate::grammar::Branch;
use crate::text::{Run, Text, fold, slug};

pub(super) fn check(desk: &mut Desk) {
    labelled(desk);
    headings(desk);
    recipients(desk);
    past(desk);
    collectors(desk);
    targets(desk);
}

/// Tasks with labels, also those of a table.
fn labelled(desk: &mut Desk) {
    let document = desk.document;
    let tasks = || document.assignments.iter().filter(|task| task.form == AssignmentForm::Labelled);
    let timed = tasks().filter(|task| is_timed(task)).count();
    let led = tasks().filter(|task| !task.lead.is_empty()).count();
    let mostly_led = 2 * led > tasks().count();
    let mut groups = BTreeSet::new();
    document.walk(&mut |section: &Section| {
        if matches!(section.kind, SectionKind::Upper | SectionKind::Roman) {
            groups.insert(section.id.as_str());
        }
    });
    for task in tasks() {
        // The row «II. Phát triển hạ tầng» of a table heads those below it.
        if task.lead.is_empty() && groups.contains(task.section.as_str()) {
            continue;
        }
        let place = desk.first_line(task.span);
        // Where few tasks have a label for it, the sentences themselves say who leads.
        if task.lead.is_empty() && mostly_led {
            desk.report(
                Code::TaskLead,
                place,
                "Nhiệm vụ không ghi đơn vị chủ trì.".into(),
                "The task names no lead.".into(),
            );
        }
        // Where no task has a time, the plan gives it elsewhere.
        if !is_timed(task) && timed > 0 && !task.lead.is_empty() {
            desk.report(
                Code::TaskTime,
                place,
                "Nhiệm vụ không ghi thời gian thực hiện, trong khi nhiệm vụ khác có ghi.".into(),
                "The task has no time, where others have one.".into(),
            );
        }
        two_leads(desk, task);
    }
}

fn is_timed(task: &Assignment) -> bool {
    task.timing.is_some() || task.when.is_some()
}

/// Two named bodies after one «chủ trì»; «các sở, ban, ngành» and bodies that each do their own part are no fault.
fn two_leads(desk: &mut Desk, task: &Assignment) {
    if task.lead.len() < 2 || task.lead.iter().any(|lead| is_collective(lead)) {
        return;
    }
    // «Vụ Pháp chế, Bộ Xây dựng» is a unit and its body.
    let issuer = desk.document.header.issuer.as_ref().map(|issuer| slug(&issuer.name));
    if issuer.is_some_and(|issuer| task.lead.iter().any(|lead| slug(lead) == issuer)) {
        return;
    }
    let place = desk.place_of(&task.lead[0], task.span);
    let words = desk.words(desk.run(task.span));
    // «+ Sở Y tế chủ trì …», «+ Sở Xây dựng chủ trì …»: each leads its own part.
    let end = desk.run(place).end;
    let next = desk.words(Run::new(end, (end + 10).min(desk.text.low().len())));
    let own_parts = next.trim_ascii_start().starts_with(b"chu tri")
        || memchr::memmem::find_iter(&words, b"chu tri").count() > 1;
    let source = desk.text.source();
    let before =
        source.get(..place.start()).and_then(|before| before.rsplit('\n').next()).unwrap_or_default();
    let label = fold(before);
    if own_parts || (label.contains("thuc hien") && !label.contains("chu tri")) {
        return;
    }
    let leads = task.lead.join("», «");
    desk.report(
        Code::TaskTwoLeads,
        place,
        format!("Nhiệm vụ ghi {} đơn vị chủ trì: «{leads}».", task.lead.len()),
        format!("The task names {} leads: «{leads}».", task.lead.len()),
    );
}

/// «các sở, ban, ngành», «UBND cấp xã»: many bodies, each for its own part.
fn is_collective(lead: &str) -> bool {
    let low = fold(lead);
    low.starts_with("cac ") || low.contains(" cac ") || low.contains(" cap ")
}

/// Tasks under a body's heading: looked at only where somebody asks.
fn headings(desk: &mut Desk) {
    if !desk.wants(Code::HeadingTaskLead) && !desk.wants(Code::HeadingTaskTime) {
        return;
    }
    let document = desk.document;
    let due: BTreeSet<&str> = document.deadlines.iter().map(|deadline| deadline.section.as_str()).collect();
    for task in document.assignments.iter().filter(|task| task.form == AssignmentForm::Heading) {
        let place = desk.first_line(task.span);
        if task.lead.is_empty() {
            desk.report(
                Code::HeadingTaskLead,
                place,
                "Nhiệm vụ không rõ đơn vị chủ trì.".into(),
                "It is not clear who leads the task.".into(),
            );
        }
        if !is_timed(task) && !due.contains(task.section.as_str()) {
            desk.report(
                Code::HeadingTaskTime,
                place,
                "Nhiệm vụ không có thời hạn.".into(),
                "The task has no time.".into(),
            );
        }
    }
}

/// Leads that the document is not sent to.
fn recipients(desk: &mut Desk) {
    let document = desk.document;
    let known: Vec<&String> = document.header.recipients.iter().chain(&document.header.addressees).collect();
    if known.is_empty() {
        return;
    }
    let sent = Sent::new(desk, &known);
    let mut seen = BTreeSet::new();
    for task in &document.assignments {
        for lead in &task.lead {
            if seen.insert(fold(lead)) && !sent.covers(desk, lead) {
                let place = desk.place_of(lead, task.span);
                desk.report(
                    Code::LeadNotRecipient,
                    place,
                    format!("«{lead}» được giao nhiệm vụ nhưng không có trong Nơi nhận."),
                    format!("«{lead}» is given a task but is not among the recipients."),
                );
            }
        }
    }
}

/// Whom a document is sent to.
struct Sent {
    /// The recipients, folded, each on a line.
    low: String,
    /// Their words, those of «NN&MT» and «VH,TT&DL» drawn together.
    words: BTreeSet<String>,
    /// The ids of the bodies they name.
    bodies: BTreeSet<String>,
    /// The document's own body and its head.
    issuer: String,
}

impl Sent {
    fn new(desk: &Desk, known: &[&String]) -> Sent {
        let low: Vec<String> = known.iter().map(|name| fold(name)).collect();
        let mut bodies = BTreeSet::new();
        for name in known {
            let text = Text::new(name);
            bodies
                .extend(desk.grammar.bodies.find_iter(&text, text.all()).map(|found| found.entry.id.clone()));
        }
        let issuer =
            desk.document.header.issuer.as_ref().map(|issuer| issuer.name.clone()).unwrap_or_default();
        let low = low.join("\n");
        let tight: Vec<&str> = low.split(|c: char| c.is_whitespace() || c == ';').collect();
        let letters = |word: &&str| word.chars().filter(char::is_ascii_alphanumeric).collect();
        let words = tight.iter().map(letters).collect();
        Sent { words, bodies, issuer: slug(&issuer), low }
    }

    fn names_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.low.contains(word))
    }

    /// «Sở: Nội vụ, Y tế», «Sở NN&MT», «NH Nhà nước CN khu vực 14»: the last words of the name, or its first letters.
    fn abbreviates(&self, lead: &str) -> bool {
        let words: Vec<&str> = lead
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|word| !word.is_empty() && *word != "va")
            .collect();
        let tail = words.len() > 2 && self.low.contains(&words[words.len() - 2..].join(" "));
        let letters =
            |words: &[&str]| -> String { words.iter().filter_map(|word| word.chars().next()).collect() };
        let short = |words: &[&str]| words.len() > 1 && self.words.contains(&letters(words));
        tail || words.get(1..).is_some_and(short) || short(&words)
    }

    /// Whether a lead is among them by name, or by a word for its like. What is no named body is taken as covered.
    fn covers(&self, desk: &Desk, lead: &str) -> bool {
        let lead = lead.split('(').next().unwrap_or(lead).trim();
        let low = fold(lead);
        let text = Text::new(lead);
        let Some(found) = desk.grammar.bodies.at(&text, 0) else { return true };
        let body = &found.entry.value;
        let own = slug(lead);
        let own_body = !self.issuer.is_empty()
            && (self.issuer == own
                || own.contains(&self.issuer)
                || self.issuer.starts_with(&format!("{own}-")));
        if low.starts_with("cac ")
            || low.starts_with("van phong")
            || own_body
            || self.bodies.contains(&found.entry.id)
            || self.low.contains(&low)
            || self.abbreviates(&low)
            || self.names_any(&["nhu ", "muc ", "co quan", "don vi", "thanh phan"])
        {
            return true;
        }
        if low.starts_with("ubnd") || low.starts_with("uy ban nhan dan") {
            return self.names_any(&["ubnd", "uy ban nhan dan", "dia phuong"]);
        }
        if body.branch == Branch::Mass {
            return self.names_any(&["doan the", "hoi", "mttq", "mat tran", "chinh tri", "ct-xh", "ct - xh"]);
        }
        if body.branch == Branch::Service {
            return true;
        }
        self.names_any(&["nganh", "so, ban", "cac so", "cac phong", "cac ban", "cac bo"])
    }
}

/// The last day of a time, where it is one that passes.
fn last_day(when: &When) -> Option<&str> {
    match when {
        When::Before { date } | When::On { date } => Some(date),
        When::During { to, .. } => to.as_deref(),
        _ => None,
    }
}

/// Deadlines that have passed before the document is signed. A year the text does not print is none to argue with.
fn past(desk: &mut Desk) {
    let document = desk.document;
    let Some(own) = document.header.date.as_deref() else { return };
    let deadlines = document.deadlines.iter().map(|deadline| (&deadline.when, &deadline.text, deadline.span));
    let tasks = document.assignments.iter().filter_map(|task| {
        let (when, timing) = (task.when.as_ref()?, task.timing.as_ref()?);
        Some((when, timing, task.span))
    });
    for (when, words, span) in deadlines.chain(tasks) {
        let Some(last) = last_day(when) else { continue };
        if before(last, own) && last.get(..4).is_some_and(|year| words.contains(year)) {
            let place = desk.place_of(words, span);
            desk.report(
                Code::DeadlinePast,
                place,
                format!("Thời hạn {} sớm hơn ngày ban hành {}.", day(last), day(own)),
                format!("The time {last} lies before the date of issue {own}."),
            );
        }
    }
}

/// The day of a report that can be set beside another: `2025-11-15`, or `11-15` of each year.
fn report_day(when: &When) -> Option<String> {
    match when {
        When::Before { date } | When::On { date } if date.len() == 10 => Some(date.clone()),
        When::Every { rrule, .. } => {
            let part =
                |name: &str| rrule.split(';').find_map(|part| part.strip_prefix(name)?.parse::<u8>().ok());
            let yearly = rrule.starts_with("FREQ=YEARLY;BYMONTH=");
            yearly.then_some(())?;
            Some(format!("{:02}-{:02}", part("BYMONTH=")?, part("BYMONTHDAY=")?))
        }
        _ => None,
    }
}

/// Who collects the reports of others must report after them.
fn collectors(desk: &mut Desk) {
    let document = desk.document;
    let reports: Vec<(&Deadline, String)> = document
        .deadlines
        .iter()
        .filter(|deadline| deadline.action == Action::Report)
        .filter_map(|deadline| Some((deadline, report_day(&deadline.when)?)))
        .collect();
    let mut incoming: BTreeMap<String, Vec<&(&Deadline, String)>> = BTreeMap::new();
    let mut outgoing: BTreeMap<String, Vec<&(&Deadline, String)>> = BTreeMap::new();
    for report in &reports {
        for collector in report.0.to.iter().cloned().chain(through(desk, report.0)) {
            incoming.entry(slug(&collector)).or_default().push(report);
        }
        for reporter in &report.0.by {
            outgoing.entry(slug(reporter)).or_default().push(report);
        }
    }
    for (body, own) in outgoing {
        let Some(others) = incoming.get_mut(&body) else { continue };
        for yearly in [false, true] {
            let kind = |report: &&(&Deadline, String)| (report.1.len() == 5) == yearly;
            let mut mine: Vec<_> = own.iter().copied().filter(kind).collect();
            let mut theirs: Vec<_> = others.iter().copied().filter(kind).collect();
            mine.sort_by(|a, b| a.1.cmp(&b.1));
            theirs.sort_by(|a, b| a.1.cmp(&b.1));
            // Rounds that do not match one another are compared by their last.
            if mine.len() != theirs.len() {
                mine = mine.last().copied().into_iter().collect();
                theirs = theirs.last().copied().into_iter().collect();
            }
            for (mine, theirs) in mine.iter().zip(&theirs) {
                if mine.1 < theirs.1 {
                    collector(desk, mine, theirs);
                }
            }
        }
    }
}

fn collector(desk: &mut Desk, mine: &(&Deadline, String), theirs: &(&Deadline, String)) {
    let place = desk.first_line(mine.0.span);
    desk.report(
        Code::DeadlineCollector,
        place,
        format!(
            "«{}» phải báo cáo trước {}, sớm hơn hạn {} của các đơn vị báo cáo cho mình.",
            mine.0.by.join("», «"),
            day(&mine.1),
            day(&theirs.1)
        ),
        format!(
            "«{}» is due on {}, before those who report to it on {}.",
            mine.0.by.join("», «"),
            mine.1,
            theirs.1
        ),
    );
}

/// The collecting unit in «báo cáo UBND tỉnh (qua Sở Y tế)», from the words after the deadline.
fn through(desk: &Desk, deadline: &Deadline) -> Option<String> {
    let text = &desk.text;
    let run = desk.run(deadline.span);
    let low = text.low();
    let from = memchr::memrchr(b'\n', &low[..run.start])
        .map_or(0, |place| place + 1)
        .max(run.start.saturating_sub(300));
    let to = (run.end + 300).min(low.len());
    let end = low[run.end..to]
        .iter()
        .position(|&b| b == b';' || crate::text::is_break(b))
        .map_or(to, |n| run.end + n);
    let words = &low[from..end];
    let place = memchr::memmem::find(words, b"qua ")
        .filter(|&place| place > 0 && !words[place - 1].is_ascii_alphanumeric())?;
    let start = from + place + b"qua ".len();
    let found = desk.grammar.bodies.at(text, start)?;
    Some(text.value(found.run))
}

/// Targets without year, or that nobody is told to carry out.
fn targets(desk: &mut Desk) {
    let document = desk.document;
    let assigned: BTreeSet<&str> =
        document.assignments.iter().flat_map(|task| &task.targets).map(String::as_str).collect();
    let tasked: BTreeSet<&str> = document.assignments.iter().map(|task| task.section.as_str()).collect();
    let titled = document.header.title.as_deref().is_some_and(has_year);
    let mut dated = Vec::new();
    document.walk(&mut |section: &Section| {
        if has_year(&section.text) || section.title.as_deref().is_some_and(has_year) {
            dated.push(section.id.as_str());
        }
    });
    let dated: BTreeSet<&str> = dated.into_iter().collect();
    let mut seen = BTreeSet::new();
    for target in &document.targets {
        let place = desk.first_line(target.span);
        let undated = target.values.iter().all(|value| value.by.is_none());
        if undated && !titled && !above(&target.section).any(|id| dated.contains(id)) {
            desk.report(
                Code::TargetYear,
                place,
                format!("Chỉ tiêu «{}» không ghi năm phải đạt.", target.indicator),
                format!("The target «{}» names no year.", target.indicator),
            );
        }
        match &target.label {
            Some(label) if !assigned.is_empty() => {
                if !assigned.contains(label.as_str()) && seen.insert(label) {
                    unassigned(desk, label, place);
                }
            }
            Some(_) => {}
            None if above(&target.section).any(|id| tasked.contains(id)) => {}
            None => desk.report(
                Code::TargetOwner,
                place,
                format!("Chỉ tiêu «{}» không có đơn vị chịu trách nhiệm.", target.indicator),
                format!("Nobody answers for the target «{}».", target.indicator),
            ),
        }
    }
}

fn unassigned(desk: &mut Desk, label: &str, place: Span) {
    desk.report(
        Code::TargetUnassigned,
        place,
        format!("«{label}» không được giao cho đơn vị nào thực hiện."),
        format!("«{label}» is assigned to nobody."),
    );
}

/// A section and those above it: `II.1.a`, `II.1`, `II`.
fn above(id: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(id), |id| id.rfind('.').map(|place| &id[..place]))
}

/// Whether a text prints a year of our time.
fn has_year(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4 && digits.starts_with("20"))
}
