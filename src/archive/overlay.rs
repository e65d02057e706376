//! Corrections laid over an extraction, which itself is never edited.
//!
//! A correction is tied to what stood at its address when it was made: the fact with its span, or the value of a field of
//! the head. It is found again by its place; in another text of the document by its words alone.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::document::{Assignment, Citation, Deadline, Diagnostic, Document, Header, Link, Repair, Target};

/// The lists of facts that corrections reach.
const LISTS: [&str; 7] =
    ["citations", "links", "assignments", "deadlines", "targets", "repairs", "diagnostics"];
/// What tells nothing about whether two facts are the same.
const INCIDENTAL: [&str; 4] = ["rule", "certainty", "citations", "section"];

/// The place of a value in a document: `header/number`, `citations/3`, `citations/3/target`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Address {
    /// `header`, or one of the lists of facts.
    list: String,
    /// The index of the fact, in the extraction.
    index: Option<usize>,
    /// The names of the fields on the way to the value.
    fields: Vec<String>,
}

impl Address {
    /// Reads `citations/3/target`, `citations.3.target` or `citations[3].target`; a bare name is a field of the head.
    pub(crate) fn parse(text: &str) -> Option<Address> {
        let mut parts = text.split(['/', '.', '[', ']']).map(str::trim).filter(|part| !part.is_empty());
        let first = parts.next()?;
        if LISTS.contains(&first) {
            let index = parts.next()?.parse().ok()?;
            return Some(Address {
                list: first.to_owned(),
                index: Some(index),
                fields: parts.map(str::to_owned).collect(),
            });
        }
        let mut fields: Vec<String> = parts.map(str::to_owned).collect();
        if first != "header" {
            fields.insert(0, first.to_owned());
        }
        let known = serde_json::to_value(Header::default()).ok()?;
        let field = fields.first()?;
        (known.get(field).is_some() && field != "spans").then(|| Address {
            list: "header".to_owned(),
            index: None,
            fields,
        })
    }

    /// What a correction at this address is tied to: the fact, or the field of the head.
    fn anchor<'v>(&self, document: &'v Value) -> Option<&'v Value> {
        match self.index {
            Some(index) => document.get(&self.list)?.get(index),
            None => document.get("header")?.get(&self.fields[0]),
        }
    }

    pub(super) fn is_fact(&self) -> bool {
        self.index.is_some() && self.fields.is_empty()
    }

    pub(super) fn is_head(&self) -> bool {
        self.index.is_none()
    }
}

impl std::fmt::Display for Address {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.list)?;
        if let Some(index) = self.index {
            write!(out, "/{index}")?;
        }
        self.fields.iter().try_for_each(|field| write!(out, "/{field}"))
    }
}

/// What a person decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// A field has another value.
    Set,
    /// A doubtful fact, a repair or a diagnostic is right.
    Accept,
    /// A fact is none; a repair was no error.
    Reject,
}

impl Action {
    pub(super) fn word(self) -> &'static str {
        match self {
            Action::Set => "set",
            Action::Accept => "accept",
            Action::Reject => "reject",
        }
    }

    pub(super) fn read(word: &str) -> Option<Action> {
        [Action::Set, Action::Accept, Action::Reject].into_iter().find(|action| action.word() == word)
    }
}

/// A correction as stored.
#[derive(Clone, Debug)]
pub(super) struct Correction {
    pub(super) id: i64,
    pub(super) action: Action,
    pub(super) address: Address,
    /// What stood there.
    pub(super) anchor: Value,
    pub(super) value: Value,
    /// Whether it was made on another text, where spans mean nothing.
    pub(super) carried: bool,
}

/// What became of a correction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It changes what was extracted.
    Applied,
    /// The extraction says the same by now.
    Agreed,
    /// What it was made on is no longer there.
    Orphaned,
}

impl State {
    pub(super) fn word(self) -> &'static str {
        match self {
            State::Applied => "applied",
            State::Agreed => "agreed",
            State::Orphaned => "orphaned",
        }
    }
}

/// A document with its corrections.
#[derive(Debug)]
pub(super) struct Corrected<'a> {
    pub(super) document: Cow<'a, Document>,
    pub(super) states: Vec<(i64, State)>,
    /// Whether a field of the head has another value.
    pub(super) head: bool,
    /// The indexes in the extraction of the facts that were taken out, by list.
    removed: BTreeMap<String, BTreeSet<usize>>,
    /// The addresses that somebody has looked at.
    settled: BTreeSet<String>,
}

impl Corrected<'_> {
    /// The indexes in the extraction of the facts of a list that stay.
    pub(super) fn places(&self, list: &str) -> impl Iterator<Item = i64> {
        let removed = self.removed.get(list).cloned().unwrap_or_default();
        (0..).filter(move |place| usize::try_from(*place).is_ok_and(|place| !removed.contains(&place)))
    }

    pub(super) fn is_settled(&self, list: &str, place: i64) -> bool {
        !self.settled.is_empty() && self.settled.contains(&format!("{list}/{place}"))
    }
}

/// What stands at an address of an extraction, to tie a correction to.
pub(super) fn anchor(document: &Document, address: &Address) -> Option<Value> {
    address.anchor(&value_of(document)).cloned()
}

/// Whether `value` may stand at the address, in a document that is otherwise as extracted.
pub(super) fn check(document: &Document, address: &Address, value: &Value) -> Result<(), String> {
    let mut anchor = anchor(document, address).ok_or("there is no such fact")?;
    let fields = if address.is_head() { &address.fields[1..] } else { &address.fields[..] };
    *at_mut(&mut anchor, fields).ok_or("there is no such field")? = value.clone();
    if address.fields.iter().any(|field| field == "date") && !is_date(value) {
        return Err("a date is a year, a month or a day: 2024, 2024-08, 2024-08-22".to_owned());
    }
    fits(address, anchor)
}

fn is_date(value: &Value) -> bool {
    value.is_null() || value.as_str().is_some_and(|date| super::first_day(date).is_some())
}

/// Whether a changed fact or field of the head has the form of the contract.
fn fits(address: &Address, value: Value) -> Result<(), String> {
    fn read<T: DeserializeOwned>(value: Value) -> Result<(), String> {
        serde_json::from_value::<T>(value).map(drop).map_err(|error| error.to_string())
    }
    match address.list.as_str() {
        "citations" => read::<Citation>(value),
        "links" => read::<Link>(value),
        "assignments" => read::<Assignment>(value),
        "deadlines" => read::<Deadline>(value),
        "targets" => read::<Target>(value),
        "repairs" => read::<Repair>(value),
        "diagnostics" => read::<Diagnostic>(value),
        _ => {
            let mut header = serde_json::to_value(Header::default()).expect("a header has string keys only");
            header[&address.fields[0]] = value;
            read::<Header>(header)
        }
    }
}

/// Lays corrections, in the order in which they were made, over an extraction.
pub(super) fn apply<'a>(document: &'a Document, list: &[Correction]) -> Corrected<'a> {
    let mut corrected = Corrected {
        document: Cow::Borrowed(document),
        states: Vec::with_capacity(list.len()),
        head: false,
        removed: BTreeMap::new(),
        settled: BTreeSet::new(),
    };
    if list.is_empty() {
        return corrected;
    }
    let raw = value_of(document);
    let mut value = raw.clone();
    for correction in list {
        let state = lay(correction, &raw, &mut value, &mut corrected);
        corrected.states.push((correction.id, state));
    }
    let gone = corrected.removed.get("citations").cloned().unwrap_or_default();
    let unstated = document.links.iter().enumerate().filter(|(_, link)| {
        !gone.is_empty() && !link.citations.is_empty() && link.citations.iter().all(|at| gone.contains(at))
    });
    for (index, _) in unstated {
        corrected.removed.entry("links".to_owned()).or_default().insert(index);
    }
    remove(&mut value, &corrected.removed);
    corrected.head = value["header"] != raw["header"];
    if let Ok(document) = serde_json::from_value(value) {
        corrected.document = Cow::Owned(document);
    } else {
        // Each value was checked when it was made; a later form of the contract may refuse it.
        for (_, state) in &mut corrected.states {
            *state = State::Orphaned;
        }
        (corrected.head, corrected.removed) = (false, BTreeMap::new());
    }
    corrected
}

fn lay(correction: &Correction, raw: &Value, value: &mut Value, corrected: &mut Corrected<'_>) -> State {
    let mut address = correction.address.clone();
    if address.is_head() {
        let now = raw.get("header").and_then(|header| header.get(&address.fields[0]));
        if correction.carried && now != Some(&correction.anchor) {
            return match at(now, &address.fields[1..]) == Some(&correction.value) {
                true => State::Agreed,
                false => State::Orphaned,
            };
        }
        let agreed = at(now, &address.fields[1..]) == Some(&correction.value);
        let Some(place) = value.get_mut("header").and_then(|header| at_mut(header, &address.fields)) else {
            return State::Orphaned;
        };
        *place = correction.value.clone();
        return if agreed { State::Agreed } else { State::Applied };
    }
    let Some(index) = find(raw, correction) else { return State::Orphaned };
    address.index = Some(index);
    let fact = &raw[&address.list][index];
    match correction.action {
        Action::Accept => {
            if let Some(certainty) = value[&address.list][index].get_mut("certainty") {
                *certainty = "stated".into();
            }
        }
        Action::Reject => {
            if address.list == "repairs" {
                as_printed(value, fact);
            }
            corrected.removed.entry(address.list.clone()).or_default().insert(index);
        }
        Action::Set => {
            // What is set last stands, also where it is what was extracted.
            match at_mut(&mut value[&address.list][index], &address.fields) {
                Some(place) => *place = correction.value.clone(),
                None => return State::Orphaned,
            }
            if at(Some(fact), &address.fields) == Some(&correction.value) {
                return State::Agreed;
            }
        }
    }
    corrected.settled.insert(format!("{}/{index}", address.list));
    State::Applied
}

/// The index of the fact that a correction was made on.
fn find(raw: &Value, correction: &Correction) -> Option<usize> {
    let facts = raw.get(&correction.address.list)?.as_array()?;
    let anchor = &correction.anchor;
    let same = |fact: &Value, with_span: bool| {
        let (Some(a), Some(b)) = (fact.as_object(), anchor.as_object()) else { return false };
        let counts = |name: &str| !INCIDENTAL.contains(&name) && (with_span || name != "span");
        let agree = |one: &serde_json::Map<String, Value>, other: &serde_json::Map<String, Value>| {
            one.iter().filter(|(name, _)| counts(name)).all(|(name, value)| other.get(name) == Some(value))
        };
        agree(a, b) && agree(b, a)
    };
    let only = |test: &dyn Fn(&Value) -> bool| {
        let mut found = facts.iter().enumerate().filter(|(_, fact)| test(fact)).map(|(index, _)| index);
        found.next().filter(|_| found.next().is_none())
    };
    let by_value = || only(&|fact| same(fact, false));
    if correction.carried {
        return by_value();
    }
    only(&|fact| same(fact, true))
        .or_else(|| only(&|fact| fact.get("span") == anchor.get("span")))
        .or_else(by_value)
}

/// Puts what was printed back where a repair was no error.
fn as_printed(document: &mut Value, repair: &Value) {
    let (Some(printed), Some(repaired)) = (repair["text"].as_str(), repair["repaired"].as_str()) else {
        return;
    };
    let bounds = |value: &Value| Some((value["span"][0].as_u64()?, value["span"][1].as_u64()?));
    let Some((start, end)) = bounds(repair) else { return };
    for list in &LISTS[..5] {
        for fact in document[*list].as_array_mut().into_iter().flatten() {
            let inside = bounds(fact).is_some_and(|(from, to)| from <= start && end <= to);
            for field in
                fact.as_object_mut().into_iter().filter(|_| inside).flat_map(|fact| fact.values_mut())
            {
                if field.as_str() == Some(repaired) {
                    *field = printed.into();
                }
            }
        }
    }
    let spans = document["header"]["spans"].clone();
    for (name, field) in document["header"].as_object_mut().into_iter().flatten() {
        let span = spans.get(name).and_then(|span| Some((span[0].as_u64()?, span[1].as_u64()?)));
        if span.is_some_and(|(from, to)| from <= start && end <= to) && field.as_str() == Some(repaired) {
            *field = printed.into();
        }
    }
}

/// Takes out what was rejected.
fn remove(document: &mut Value, removed: &BTreeMap<String, BTreeSet<usize>>) {
    for (list, indexes) in removed {
        if let Some(facts) = document[list].as_array_mut() {
            let mut index = 0..;
            facts.retain(|_| index.next().is_none_or(|index| !indexes.contains(&index)));
        }
    }
    let Some(gone) = removed.get("citations") else { return };
    let moved = |index: usize| index - gone.range(..index).count();
    for link in document["links"].as_array_mut().into_iter().flatten() {
        if let Some(citations) = link["citations"].as_array_mut() {
            let places: Vec<usize> =
                citations.iter().filter_map(|index| usize::try_from(index.as_u64()?).ok()).collect();
            *citations =
                places.into_iter().filter(|at| !gone.contains(at)).map(|at| moved(at).into()).collect();
        }
    }
}

fn at<'v>(value: Option<&'v Value>, fields: &[String]) -> Option<&'v Value> {
    fields.iter().try_fold(value?, |value, field| match value {
        Value::Array(list) => list.get(field.parse::<usize>().ok()?),
        value => value.get(field),
    })
}

fn at_mut<'v>(value: &'v mut Value, fields: &[String]) -> Option<&'v mut Value> {
    fields.iter().try_fold(value, |value, field| match value {
        Value::Array(list) => list.get_mut(field.parse::<usize>().ok()?),
        value => value.get_mut(field),
    })
}

fn value_of(document: &Document) -> Value {
    serde_json::to_value(document).expect("a document has string keys only")
}
