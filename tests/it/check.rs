//! What must hold for every document, whatever the bytes it was read from.
//!
//! [`check`] is called on samples, on their damaged copies and on noise. It says all that is wrong at once.

use std::collections::{HashMap, HashSet};

use cancu::document::{
    AssignmentForm, CitationForm, Document, HeaderSpans, Relation, SCHEMA, Section, SectionKind, Span, When,
};
use cancu::text::Text;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Panics with everything that does not hold for `document`, whose spans point into `source`.
#[track_caller]
pub(crate) fn check(source: &str, document: &Document) {
    let faults = faults(source, document);
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults[..faults.len().min(20)].join("\n"));
}

/// What does not hold for `document`, in words.
pub(crate) fn faults(source: &str, document: &Document) -> Vec<String> {
    let mut check = Check { source, document, places: HashMap::new(), faults: Vec::new() };
    check.header();
    check.sections();
    check.citations();
    check.links();
    check.assignments();
    check.deadlines();
    check.targets();
    check.bodies();
    check.remarks();
    check.round_trip();
    check.faults
}

struct Check<'d> {
    source: &'d str,
    document: &'d Document,
    /// The sections by id.
    places: HashMap<&'d str, &'d Section>,
    faults: Vec<String>,
}

impl<'d> Check<'d> {
    fn holds(&mut self, holds: bool, fault: impl FnOnce() -> String) {
        if !holds {
            self.faults.push(fault());
        }
    }

    /// The words under a span: inside the source, on character boundaries.
    fn slice(&mut self, what: &str, span: Span) -> &'d str {
        let slice = self.source.get(span.range());
        self.holds(slice.is_some(), || format!("{what}: {span:?} is no place in the source"));
        slice.unwrap_or_default()
    }

    /// As [`Check::slice`], and not empty.
    fn words(&mut self, what: &str, span: Span) -> &'d str {
        let slice = self.slice(what, span);
        self.holds(!slice.trim().is_empty(), || format!("{what}: {span:?} holds no word"));
        slice
    }

    /// A value is composed, trimmed, in one line, with single spaces, without bold type.
    fn value(&mut self, what: &str, value: &str) {
        let plain = !value.is_empty()
            && value.trim() == value
            && !value.contains("  ")
            && !value.contains(['\n', '\r', '\t', '\u{b}', '\u{c}'])
            && !value.contains("**");
        self.holds(plain, || format!("{what}: «{value}» is no plain value"));
        self.holds(is_nfc(value), || format!("{what}: «{value}» is not composed"));
    }

    /// Rules have names such as `citation.number`.
    fn rule(&mut self, what: &str, rule: &str) {
        let named = rule
            .split(['.', '-'])
            .all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase()));
        self.holds(named, || format!("{what}: «{rule}» is no name of a rule"));
    }

    fn date(&mut self, what: &str, date: &str) {
        self.holds(is_date(date), || format!("{what}: «{date}» is no date"));
    }

    fn when(&mut self, what: &str, when: &When) {
        match when {
            When::Before { date } | When::On { date } => self.date(what, date),
            When::During { from, to } => {
                for date in from.iter().chain(to) {
                    self.date(what, date);
                }
                self.holds(from.is_some() || to.is_some(), || format!("{what}: a stretch without ends"));
                if let (Some(from), Some(to)) = (from, to) {
                    let common = from.len().min(to.len());
                    self.holds(from[..common] <= to[..common], || format!("{what}: {from} is after {to}"));
                }
            }
            When::Every { rrule, .. } => {
                self.holds(is_rrule(rrule), || format!("{what}: «{rrule}» is no recurrence"));
            }
            When::Ongoing => {}
            When::After { anchor, duration } => {
                self.value(what, anchor);
                self.holds(is_duration(duration), || format!("{what}: «{duration}» is no duration"));
            }
        }
    }

    /// A fact lies in the section it names, and in none below.
    fn place(&mut self, what: &str, section: &str, span: Span) {
        self.below(what, section, span);
        let Some(holder) = self.places.get(section).copied() else { return };
        let below = holder.children.iter().find(|child| child.span.contains(span));
        self.holds(below.is_none_or(|child| child.span == holder.span), || {
            format!("{what}: {span:?} is in section {}, below {section}", below.map_or("", |child| &child.id))
        });
    }

    /// A fact lies in the section it names or below it.
    fn below(&mut self, what: &str, section: &str, span: Span) {
        if section == "title" {
            let title = self.document.header.spans.title;
            let inside = title.is_some_and(|title| title.contains(span));
            return self.holds(inside, || format!("{what}: {span:?} is not in the title {title:?}"));
        }
        let Some(holder) = self.places.get(section).copied() else {
            return self.faults.push(format!("{what}: there is no section «{section}»"));
        };
        let inside = holder.span.contains(span);
        self.holds(inside, || format!("{what}: {span:?} is not in section {section} {:?}", holder.span));
    }

    fn header(&mut self) {
        let (header, spans) = (&self.document.header, &self.document.header.spans);
        self.holds(self.document.schema == SCHEMA, || "schema".to_owned());
        let id = &self.document.id;
        self.holds(is_id(id) && id.split('/').count() == 5, || format!("«{id}» is no id of a document"));
        let values = [
            ("kind", header.kind.as_ref().map(|kind| &kind.name)),
            ("number", header.number.as_ref()),
            ("symbol", header.symbol.as_ref()),
            ("place", header.place.as_ref()),
            ("title", header.title.as_ref()),
            ("issuer", header.issuer.as_ref().map(|issuer| &issuer.name)),
            ("position", header.signature.as_ref().and_then(|signature| signature.position.as_ref())),
            ("name", header.signature.as_ref().and_then(|signature| signature.name.as_ref())),
            ("filing", header.filing.as_ref()),
        ];
        for (what, value) in values {
            value.into_iter().for_each(|value| self.value(what, value));
        }
        let authority = header.signature.iter().flat_map(|signature| &signature.authority);
        for value in header.recipients.iter().chain(&header.addressees).chain(authority) {
            self.value("recipients, addressees, authority", value);
        }
        header.date.iter().for_each(|date| self.date("header", date));
        self.header_spans(spans);
    }

    /// What the header prints has a place, and its words stand there.
    fn header_spans(&mut self, spans: &HeaderSpans) {
        let header = &self.document.header;
        let recipients = header.recipients.join(" ");
        let addressees = header.addressees.join(" ");
        let name = header.signature.as_ref().and_then(|signature| signature.name.clone());
        let printed = [
            ("place", header.place.as_ref(), spans.place),
            ("title", header.title.as_ref(), spans.title),
            ("filing", header.filing.as_ref(), spans.filing),
            ("signature", name.as_ref(), spans.signature),
            ("recipients", Some(&recipients).filter(|list| !list.is_empty()), spans.recipients),
            ("addressees", Some(&addressees).filter(|list| !list.is_empty()), spans.addressees),
        ];
        for (what, value, span) in printed {
            let (Some(value), Some(span)) = (value, span) else {
                self.holds(value.is_none(), || format!("{what}: a value without a place"));
                continue;
            };
            let words = self.words(what, span);
            self.holds(is_within(value, words), || format!("{what}: «{value}» is not in «{words}»"));
        }
        let normalised = [
            ("kind", header.kind.is_some(), spans.kind),
            ("number", header.number.is_some(), spans.number),
            ("symbol", header.symbol.is_some(), spans.symbol),
            ("date", header.date.is_some(), spans.date),
        ];
        for (what, is_some, span) in normalised {
            self.holds(is_some == span.is_some(), || format!("{what}: {is_some} but its place is {span:?}"));
            if let Some(span) = span {
                self.words(what, span);
            }
        }
        if let Some(span) = spans.issuer {
            self.words("issuer", span);
        }
    }

    fn sections(&mut self) {
        let document = self.document;
        let mut ids = HashSet::new();
        let mut previous: Option<&Section> = None;
        for section in &document.sections {
            self.section(section, None, previous, &mut ids);
            previous = Some(section);
        }
    }

    fn section(
        &mut self,
        section: &'d Section,
        parent: Option<&'d Section>,
        previous: Option<&'d Section>,
        ids: &mut HashSet<&'d str>,
    ) {
        let (id, span) = (section.id.as_str(), section.span);
        self.holds(ids.insert(id), || format!("two sections {id}"));
        self.places.insert(id, section);
        let below =
            parent.is_none_or(|parent| id.strip_prefix(&parent.id).is_some_and(|rest| rest.starts_with('.')));
        self.holds(below, || format!("{id} does not go on from its parent's id"));
        let inside = parent.is_none_or(|parent| parent.span.contains(span));
        self.holds(inside, || format!("{id} {span:?} is not inside its parent"));
        let ordered = previous.is_none_or(|previous| previous.span.end() <= span.start());
        self.holds(ordered, || format!("{id} {span:?} does not stand after the section before"));
        self.holds(section.marker.is_some() || is_unmarked(section), || format!("{id} has no marker"));
        let words = self.words(id, span);
        for value in section.marker.iter().chain(&section.title) {
            self.value(id, value);
        }
        if !section.text.is_empty() {
            section.text.split('\n').for_each(|paragraph| self.value(id, paragraph));
        }
        let own = [section.marker.as_deref(), section.title.as_deref(), Some(&section.text)];
        let own = own.into_iter().flatten().collect::<Vec<_>>().join(" ");
        self.holds(is_within(&own, words), || format!("{id}: its words are not in its place: {own}"));
        let mut previous = None;
        for child in &section.children {
            self.section(child, Some(section), previous, ids);
            previous = Some(child);
        }
    }

    fn citations(&mut self) {
        let mut reached = 0;
        for (index, citation) in self.document.citations.iter().enumerate() {
            let what = format!("citation {index} «{}»", citation.text);
            let words = self.words(&what, citation.span);
            self.holds(is_slice(&citation.text, words), || format!("{what}: the source says «{words}»"));
            self.value(&what, &citation.text);
            self.place(&what, &citation.section, citation.span);
            self.rule(&what, &citation.rule);
            let values = citation.issuer.iter().chain(&citation.subject).chain(&citation.provision);
            values.chain(&citation.number).for_each(|value| self.value(&what, value));
            citation.date.iter().for_each(|date| self.date(&what, date));
            self.holds(!citation.kind.is_empty(), || format!("{what}: no kind"));
            let named = matches!(citation.form, CitationForm::Name | CitationForm::Alias);
            let parts = citation.target.split('/').count();
            let id = is_id(&citation.target) && (parts == 5 || parts == 4 && named);
            self.holds(id, || format!("{what}: «{}» is no id", citation.target));
            let number = citation.number.is_some() || named;
            self.holds(number, || format!("{what}: {:?} without a number", citation.form));
            if let Some(resolved) = &citation.resolved {
                let id = is_id(&resolved.id) && resolved.id.split('/').count() == 5;
                self.holds(id, || format!("{what}: «{}» is no id", resolved.id));
            }
            if citation.section != "title" {
                let start = citation.span.start();
                self.holds(reached <= start, || format!("{what}: stands before the citation before"));
                reached = start;
            }
        }
    }

    fn links(&mut self) {
        let citations = &self.document.citations;
        let mut seen = HashSet::new();
        let links = &self.document.links;
        let strong: HashSet<(&str, &str)> = links
            .iter()
            .filter(|link| link.relation != Relation::Cites)
            .map(|link| (link.from.as_str(), link.to.as_str()))
            .collect();
        for link in links {
            let what = format!("link {} {:?} {}", link.from, link.relation, link.to);
            self.words(&what, link.span);
            self.rule(&what, &link.rule);
            self.holds(seen.insert((&link.from, &link.to, link.relation)), || {
                format!("{what}: stated twice")
            });
            self.holds(link.from != link.to, || format!("{what}: to itself"));
            let weak =
                link.relation == Relation::Cites && strong.contains(&(link.from.as_str(), link.to.as_str()));
            self.holds(!weak, || format!("{what}: a stronger relation holds"));
            let ascending = link.citations.windows(2).all(|pair| pair[0] < pair[1]);
            self.holds(!link.citations.is_empty() && ascending, || {
                format!("{what}: by {:?}", link.citations)
            });
            let states =
                |&index: &usize| citations.get(index).is_some_and(|citation| citation.target == link.to);
            self.holds(link.citations.iter().all(states), || format!("{what}: by {:?}", link.citations));
            let known = link.from == "self" || citations.iter().any(|citation| citation.target == link.from);
            self.holds(known, || format!("{what}: nothing cites {}", link.from));
            let first = link.citations.first().and_then(|&index| citations.get(index));
            let covers = first.is_some_and(|first| link.span.contains(first.span));
            self.holds(covers, || format!("{what}: {:?} does not hold its citation", link.span));
        }
        let targets: HashSet<&str> = links.iter().map(|link| link.to.as_str()).collect();
        for citation in citations {
            let linked = targets.contains(citation.target.as_str()) || citation.target == self.document.id;
            self.holds(linked, || format!("no link to {}", citation.target));
        }
    }

    fn assignments(&mut self) {
        let mut reached = 0;
        for assignment in &self.document.assignments {
            let what = format!("assignment in {} {:?}", assignment.section, assignment.span);
            let words = self.words(&what, assignment.span);
            // The label lines of an item may be items below it.
            match assignment.form {
                AssignmentForm::Labelled => self.below(&what, &assignment.section, assignment.span),
                _ => self.place(&what, &assignment.section, assignment.span),
            }
            self.rule(&what, &assignment.rule);
            let values = assignment.lead.iter().chain(&assignment.coordinating).chain(&assignment.timing);
            values.for_each(|value| self.value(&what, value));
            if let Some(timing) = &assignment.timing {
                self.holds(is_within(timing, words), || format!("{what}: «{timing}» is not in «{words}»"));
            }
            assignment.when.iter().for_each(|when| self.when(&what, when));
            let says = [&assignment.lead, &assignment.coordinating].iter().any(|list| !list.is_empty());
            self.holds(says || assignment.timing.is_some(), || format!("{what}: names nobody and no time"));
            let start = assignment.span.start();
            self.holds(reached <= start, || format!("{what}: stands before the one before"));
            reached = start;
        }
    }

    fn deadlines(&mut self) {
        let mut reached = 0;
        for deadline in &self.document.deadlines {
            let what = format!("deadline «{}»", deadline.text);
            let words = self.words(&what, deadline.span);
            self.holds(is_slice(&deadline.text, words), || format!("{what}: the source says «{words}»"));
            self.value(&what, &deadline.text);
            self.place(&what, &deadline.section, deadline.span);
            self.rule(&what, &deadline.rule);
            deadline.by.iter().chain(&deadline.to).for_each(|value| self.value(&what, value));
            self.when(&what, &deadline.when);
            let start = deadline.span.start();
            self.holds(reached <= start, || format!("{what}: stands before the one before"));
            reached = start;
        }
    }

    fn targets(&mut self) {
        let mut reached = 0;
        for target in &self.document.targets {
            let what = format!("target «{}»", target.indicator);
            let words = self.words(&what, target.span);
            self.place(&what, &target.section, target.span);
            self.rule(&what, &target.rule);
            self.holds(!target.values.is_empty(), || format!("{what}: no value"));
            self.value(&what, &target.indicator);
            target.label.iter().for_each(|label| self.value(&what, label));
            for value in &target.values {
                let finite = value.value.is_finite() && value.to.is_none_or(f64::is_finite);
                self.holds(finite, || format!("{what}: {value:?}"));
                value.scope.iter().for_each(|scope| self.value(&what, scope));
                value.by.iter().for_each(|by| self.date(&what, by));
                let unit = value.unit.is_empty() || is_within(&value.unit, words);
                self.holds(unit, || format!("{what}: «{}» is not in «{words}»", value.unit));
            }
            let start = target.span.start();
            self.holds(reached <= start, || format!("{what}: stands before the one before"));
            reached = start;
        }
    }

    /// Each body once, in the order of its first mention, with what it does.
    fn bodies(&mut self) {
        let mut ids = HashSet::new();
        let mut reached = 0;
        for body in &self.document.bodies {
            let what = format!("body {}", body.id);
            self.holds(ids.insert(&body.id), || format!("{what}: listed twice"));
            self.value(&what, &body.name);
            for id in body.successors.iter().chain(&body.predecessors).chain([&body.id]) {
                self.holds(is_body_id(id), || format!("{what}: «{id}» is no id of a body"));
            }
            self.holds(body.id.starts_with("nhom/") == body.generic, || format!("{what}: generic or not?"));
            let ordered = |ascending: bool, list: &str| format!("{what}: {list} ascend: {ascending}");
            let ascending = body.roles.windows(2).all(|pair| pair[0] < pair[1]);
            self.holds(!body.roles.is_empty() && ascending, || ordered(ascending, "roles"));
            let ascending = body.mentions.windows(2).all(|pair| pair[0] < pair[1]);
            self.holds(ascending, || ordered(ascending, "mentions"));
            body.mentions.iter().for_each(|span| drop(self.words(&what, *span).to_owned()));
            if let Some(first) = body.mentions.first() {
                self.holds(reached <= first.start(), || format!("{what}: stands before the one before"));
                reached = first.start();
            }
        }
        if let Some(issuer) = &self.document.header.issuer {
            self.holds(ids.contains(&issuer.id), || format!("issuer {} is no body", issuer.id));
        }
        let legibility = &self.document.legibility;
        let (score, basis) = (legibility.score, &legibility.basis);
        self.holds((0.0..=1.0).contains(&score), || format!("legibility {score}"));
        let counts = basis.marked <= basis.syllables && basis.misspelt <= basis.syllables;
        self.holds(counts && basis.syllables <= basis.words, || format!("{basis:?}"));
    }

    fn remarks(&mut self) {
        let document = self.document;
        for repair in &document.repairs {
            let what = format!("repair of «{}»", repair.text);
            let words = self.words(&what, repair.span);
            self.holds(is_slice(&repair.text, words), || format!("{what}: the source says «{words}»"));
            self.holds(repair.text != repair.repaired, || format!("{what}: nothing is repaired"));
            self.rule(&what, &repair.rule);
        }
        let ordered = document.repairs.windows(2).all(|pair| pair[0].span <= pair[1].span);
        self.holds(ordered, || "repairs are not in reading order".to_owned());
        for diagnostic in &document.diagnostics {
            self.slice(&diagnostic.code, diagnostic.span);
            self.rule("diagnostic", &diagnostic.code.replace("utf8", "utf").replace("utf16", "utf"));
            self.holds(!diagnostic.message.is_empty(), || format!("{} says nothing", diagnostic.code));
        }
        let ordered = document.diagnostics.windows(2).all(|pair| pair[0].span <= pair[1].span);
        self.holds(ordered, || "diagnostics are not in reading order".to_owned());
    }

    /// What was written is read back as the same.
    fn round_trip(&mut self) {
        let json = serde_json::to_string(self.document).unwrap_or_default();
        match serde_json::from_str::<Document>(&json) {
            Ok(back) => self.holds(back == *self.document, || "JSON gives another document back".to_owned()),
            Err(error) => self.faults.push(format!("JSON is not read back: {error}")),
        }
    }
}

fn is_unmarked(section: &Section) -> bool {
    matches!(section.kind, SectionKind::Preamble | SectionKind::Closing | SectionKind::Appendix)
}

/// The letters and digits of `text`, composed.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.nfc().filter(|c| c.is_alphanumeric())
}

/// Whether the letters and digits of `value` stand in `words` in this order; markup and page numbers may stand between.
fn is_within(value: &str, words: &str) -> bool {
    let mut words = letters(words);
    letters(value).all(|letter| words.any(|other| other == letter))
}

/// Whether `value` is what `words` says, folded for space and markup. A page number between two halves may be left out.
fn is_slice(value: &str, words: &str) -> bool {
    let text = Text::new(words);
    let folded = text.value(text.all());
    letters(&folded).eq(letters(value)) || words.contains('\n') && is_within(value, words)
}

/// `vn/<issuer>/<kind>/<year>/<number>`, or `vn/<issuer>/<kind>/<slug>` of a law; a part that stays open is `_`, and the
/// number of a document without one is `_` and twelve hex digits.
fn is_id(id: &str) -> bool {
    let parts: Vec<&str> = id.split('/').collect();
    let slug = |part: &str| {
        !part.is_empty()
            && !part.starts_with('-')
            && !part.ends_with('-')
            && !part.contains("--")
            && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    let hash = |part: &str| {
        part.len() == 13 && part.starts_with('_') && part[1..].bytes().all(|b| b.is_ascii_hexdigit())
    };
    let open = |part: &str| part == "_" || slug(part);
    match parts[..] {
        ["vn", issuer, kind, year, number] => {
            let year = year == "_" || year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
            open(issuer) && open(kind) && year && (slug(number) || hash(number))
        }
        ["vn", issuer, kind, law] => slug(issuer) && slug(kind) && slug(law),
        _ => false,
    }
}

/// A slug, `-_` behind it where its place is not known; `nhom/` before that of a group.
fn is_body_id(id: &str) -> bool {
    let slug = id.strip_prefix("nhom/").unwrap_or(id);
    let slug = slug.strip_suffix("-_").unwrap_or(slug);
    !slug.is_empty()
        && slug.split('-').all(|word| {
            !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}

/// `2021`, `2021-06` or `2021-06-30`, and in the calendar.
fn is_date(date: &str) -> bool {
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let whole = match date.len() {
        4 if digits(date) => format!("{date}-01-01"),
        7 => format!("{date}-01"),
        10 => date.to_owned(),
        _ => return false,
    };
    whole.parse::<jiff::civil::Date>().is_ok_and(|day| day.year() >= 1900)
}

/// `FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=20`.
fn is_rrule(rrule: &str) -> bool {
    let mut parts = rrule.split(';');
    let frequency = parts.next().and_then(|first| first.strip_prefix("FREQ="));
    let known = frequency.is_some_and(|f| ["YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY"].contains(&f));
    let within = |value: &str, range: std::ops::RangeInclusive<i32>| {
        value.split(',').all(|n| n.parse().is_ok_and(|n| range.contains(&n) && n != 0))
    };
    let days = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
    let mut keys = HashSet::new();
    known
        && parts.all(|part| match part.split_once('=') {
            Some((key, value)) => {
                keys.insert(key)
                    && match key {
                        "INTERVAL" => within(value, 1..=100),
                        "BYMONTH" => within(value, 1..=12),
                        "BYMONTHDAY" => within(value, -31..=31),
                        "BYSETPOS" => within(value, -366..=366),
                        "BYDAY" => value.split(',').all(|day| days.iter().any(|name| day.ends_with(name))),
                        _ => false,
                    }
            }
            None => false,
        })
}

/// `P10D`, `P1Y6M`, `PT24H`.
fn is_duration(duration: &str) -> bool {
    let Some(rest) = duration.strip_prefix('P') else { return false };
    let (days, hours) = rest.split_once('T').unwrap_or((rest, ""));
    let parts = |mut text: &str, units: &str| {
        while !text.is_empty() {
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            let unit = text[digits..].chars().next();
            if digits == 0 || !unit.is_some_and(|unit| units.contains(unit)) {
                return false;
            }
            text = &text[digits + 1..];
        }
        true
    };
    !rest.is_empty() && !rest.ends_with('T') && parts(days, "YMWD") && parts(hours, "HMS")
}

/// The checker itself: what is wrong is seen.
mod tests {
    use super::*;
    use crate::sample::{Sample, samples};

    #[track_caller]
    fn sees(words: &str, damage: impl FnOnce(&mut Document)) {
        let whole = |sample: &&Sample| {
            let document = &sample.document;
            let lists = [document.citations.len(), document.deadlines.len(), document.targets.len()];
            lists.iter().all(|&facts| facts > 2) && document.sections.len() > 3
        };
        let sample = samples().iter().find(whole).expect("a document with facts of each kind");
        let mut document = sample.document.clone();
        damage(&mut document);
        let faults = faults(sample.text(), &document);
        assert!(faults.iter().any(|fault| fault.contains(words)), "{faults:#?}");
    }

    #[test]
    fn err_damaged_documents() {
        sees("the source says", |d| d.citations[0].span = d.citations[1].span);
        sees("the source says", |d| d.deadlines[0].text.push('x'));
        sees("no place in the source", |d| d.targets[0].span = Span::new(0, usize::MAX));
        sees("holds no word", |d| d.citations[0].span = Span::new(9, 9));
        sees("there is no section", |d| d.deadlines[0].section = "XX".into());
        sees("is not in section", |d| d.targets[0].section = d.sections[0].id.clone());
        sees("two sections", |d| d.sections[2].id = d.sections[1].id.clone());
        sees("does not stand after", |d| d.sections.swap(1, 2));
        sees("is not inside its parent", |d| d.sections[1].span = d.sections[2].span);
        sees("its words are not in its place", |d| d.sections[1].text.push_str(" thừa"));
        sees("is no id", |d| d.citations[0].target = "vn/x".into());
        sees("is no date", |d| d.header.date = Some("2024-02-30".into()));
        sees("stated twice", |d| d.links.push(d.links[0].clone()));
        sees("by [999]", |d| d.links[0].citations = vec![999]);
        sees("is no plain value", |d| d.header.recipients[0].push_str("  "));
        sees("is not composed", |d| d.header.recipients[0] = "Ủy ban".nfd().collect());
        sees("listed twice", |d| d.bodies.push(d.bodies[0].clone()));
        sees("is no id of a body", |d| d.bodies[0].id = "Sở Y tế".into());
        sees("a value without a place", |d| d.header.spans.title = None);
    }

    #[test]
    fn ok_forms_of_values() {
        assert!(["2021", "2021-06", "2024-02-29"].iter().all(|date| is_date(date)));
        assert!(["21", "2021-6", "2021-13", "2023-02-29", "2021~"].iter().all(|date| !is_date(date)));
        assert!(["FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=20", "FREQ=MONTHLY"].iter().all(|rule| is_rrule(rule)));
        assert!(
            ["", "FREQ=OFTEN", "FREQ=YEARLY;BYMONTH=13", "FREQ=DAILY;"].iter().all(|rule| !is_rrule(rule))
        );
        assert!(["P10D", "P1Y6M", "PT24H"].iter().all(|duration| is_duration(duration)));
        assert!(["", "P", "10D", "PD", "P1DT"].iter().all(|duration| !is_duration(duration)));
        assert!(["vn/quoc-hoi/luat/tre-em", "vn/_/kh/_/12"].iter().all(|id| is_id(id)));
        assert!(
            ["vn/a/b/2024/", "vn/a/b/24/1", "vn/A/b/2024/1", "de/a/b/2024/1"].iter().all(|id| !is_id(id))
        );
    }
}
