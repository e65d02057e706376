//! Codes in document numbers (ký hiệu), looked up by what they fold to.
//!
//! In: the vocabularies of types and bodies. Out: their codes in canonical spelling.

use std::collections::{HashMap, HashSet};

use super::{Body, Branch, DocumentType, Entry, Grammar, Lexicon};
use crate::text;

/// The codes of types and bodies.
#[derive(Clone, Debug, Default)]
pub(super) struct Codes {
    /// By folded code: the canonical codes of types that fold to it.
    types: HashMap<String, Vec<String>>,
    bodies: HashMap<String, Vec<String>>,
    /// Canonical code → index of its entry.
    type_entries: HashMap<String, usize>,
    body_entries: HashMap<String, usize>,
    /// Codes with small letters: «TTg», «TTr».
    mixed: HashSet<String>,
}

impl Codes {
    pub(super) fn new(types: &Lexicon<DocumentType>, bodies: &Lexicon<Body>) -> Codes {
        let mut codes = Codes::default();
        for (index, entry) in types.entries().iter().enumerate() {
            for code in &entry.value.symbols {
                add(&mut codes.types, code);
                codes.type_entries.entry(code.clone()).or_insert(index);
                codes.note_mixed(code);
            }
        }
        for (index, entry) in bodies.entries().iter().enumerate() {
            for code in &entry.value.codes {
                add(&mut codes.bodies, code);
                codes.body_entries.entry(code.clone()).or_insert(index);
                codes.note_mixed(code);
            }
        }
        codes
    }

    fn note_mixed(&mut self, code: &str) {
        if code.chars().any(char::is_lowercase) {
            self.mixed.insert(code.to_owned());
        }
    }
}

fn add(map: &mut HashMap<String, Vec<String>>, code: &str) {
    let known = map.entry(text::fold(code)).or_default();
    if !known.iter().any(|k| k == code) {
        known.push(code.to_owned());
    }
}

/// The canonical spelling of a code: itself where it is known, else the only one that folds to the same.
fn canonical<'c>(map: &'c HashMap<String, Vec<String>>, code: &str) -> Option<&'c str> {
    let known = map.get(&text::fold(code))?;
    match known.iter().find(|k| *k == code) {
        Some(exact) => Some(exact),
        None => (known.len() == 1).then(|| known[0].as_str()),
    }
}

impl Grammar {
    /// The canonical spelling of a type code: «QD» → «QĐ».
    pub fn type_code(&self, code: &str) -> Option<&str> {
        canonical(&self.codes.types, code)
    }

    /// The canonical spelling of a body code: «HDND» → «HĐND».
    pub fn body_code(&self, code: &str) -> Option<&str> {
        canonical(&self.codes.bodies, code)
    }

    /// The type that a canonical code names.
    pub fn type_of_code(&self, code: &str) -> Option<&DocumentType> {
        self.codes.type_entries.get(code).map(|&index| &self.types.entries()[index].value)
    }

    /// The body that a canonical code names.
    pub fn body_of_code(&self, code: &str) -> Option<&Entry<Body>> {
        self.codes.body_entries.get(code).map(|&index| &self.bodies.entries()[index])
    }

    /// Whether a code with small letters is known: «TTg», «TTr».
    pub fn is_mixed_code(&self, code: &str) -> bool {
        self.codes.mixed.contains(code)
    }

    /// Whether a code belongs to a committee of the Party: «TW», «TU».
    pub fn is_party_code(&self, code: &str) -> bool {
        self.body_of_code(code).is_some_and(|entry| entry.value.branch == Branch::Party)
    }

    /// Two groups whose border slipped: «TTB», «LĐTBXH» → «TT», «BLĐTBXH». Only where both results are known codes.
    pub fn resegment(&self, first: &str, second: &str) -> Option<(String, String)> {
        let borders = first.char_indices().map(|(at, _)| at).skip(1);
        borders
            .filter_map(|at| {
                let (kind, body) = (&first[..at], format!("{}{second}", &first[at..]));
                let known =
                    self.codes.type_entries.contains_key(kind) && self.codes.body_entries.contains_key(&body);
                known.then(|| (kind.to_owned(), body))
            })
            .next()
    }
}
