//! Index in document numbers (ký hiệu), looked up by what they fold to.
//!
//! In: the vocabularies of types and bodies. Out: their codes in canonical spelling.

use foldhash::{HashMap, HashSet};

use super::{Body, Branch, DocumentType, Entry, Grammar, Lexicon, Place};
use crate::text;

/// The entries of types, bodies and places by code, slug and name.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    /// By folded code: the canonical codes of types that fold to it.
    types: HashMap<String, Vec<String>>,
    bodies: HashMap<String, Vec<String>>,
    /// Canonical code → index of its entry.
    type_entries: HashMap<String, usize>,
    body_entries: HashMap<String, usize>,
    /// Index with small letters: «TTg», «TTr».
    mixed: HashSet<String>,
    /// Slug → the first entry that bears it.
    slugs: HashMap<String, usize>,
    /// Slug → the entries of the bodies whose tasks it took over.
    predecessors: HashMap<String, Vec<usize>>,
    /// Folded name of a province → the entries of those that bore it.
    places: HashMap<String, Vec<usize>>,
}

impl Index {
    pub(super) fn new(
        types: &Lexicon<DocumentType>,
        bodies: &Lexicon<Body>,
        places: &Lexicon<Place>,
    ) -> Index {
        let mut index = Index::default();
        for (at, entry) in types.entries().iter().enumerate() {
            for code in &entry.value.symbols {
                add(&mut index.types, code);
                index.type_entries.entry(code.clone()).or_insert(at);
                index.note_mixed(code);
            }
        }
        for (at, entry) in bodies.entries().iter().enumerate() {
            for code in &entry.value.codes {
                add(&mut index.bodies, code);
                index.body_entries.entry(code.clone()).or_insert(at);
                index.note_mixed(code);
            }
            index.slugs.entry(entry.value.slug.clone()).or_insert(at);
            for successor in &entry.value.successors {
                index.predecessors.entry(successor.clone()).or_default().push(at);
            }
        }
        for (at, entry) in places.entries().iter().enumerate() {
            index.places.entry(text::fold(&entry.value.name)).or_default().push(at);
        }
        index
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
        canonical(&self.index.types, code)
    }

    /// The canonical spelling of a body code: «HDND» → «HĐND».
    pub fn body_code(&self, code: &str) -> Option<&str> {
        canonical(&self.index.bodies, code)
    }

    /// The type that a canonical code names.
    pub fn type_of_code(&self, code: &str) -> Option<&DocumentType> {
        self.index.type_entries.get(code).map(|&index| &self.types.entries()[index].value)
    }

    /// The body that a canonical code names.
    pub fn body_of_code(&self, code: &str) -> Option<&Entry<Body>> {
        self.index.body_entries.get(code).map(|&index| &self.bodies.entries()[index])
    }

    /// The body with a slug; where several bear it, the first.
    pub fn body_of_slug(&self, slug: &str) -> Option<&Body> {
        self.index.slugs.get(slug).map(|&at| &self.bodies.entries()[at].value)
    }

    /// The bodies whose tasks a body has taken over at some time.
    pub fn predecessors_of(&self, slug: &str) -> impl Iterator<Item = &Body> {
        let entries = self.index.predecessors.get(slug).into_iter().flatten();
        entries.map(|&at| &self.bodies.entries()[at].value)
    }

    /// The provinces that have borne a name, in any spelling of it.
    pub fn places_of_name(&self, name: &str) -> impl Iterator<Item = &Place> {
        let entries = self.index.places.get(&text::fold(name)).into_iter().flatten();
        entries.map(|&at| &self.places.entries()[at].value)
    }

    /// Whether a code with small letters is known: «TTg», «TTr».
    pub fn is_mixed_code(&self, code: &str) -> bool {
        self.index.mixed.contains(code)
    }

    /// Whether a code belongs to a committee of the Party: «TW», «TU».
    pub fn is_party_code(&self, code: &str) -> bool {
        self.body_of_code(code).is_some_and(|entry| entry.value.branch == Branch::Party)
    }

    /// One group whose hyphen was lost: «QĐUBND» → «QĐ», «UBND». Only for bodies of the State that issue instruments by
    /// those codes everywhere: what else two codes may spell together is a code of its own («KHTC», «BCĐ»).
    pub fn parted(&self, group: &str) -> Option<(String, String)> {
        const BODIES: [&str; 6] = ["UBND", "HĐND", "CP", "TTg", "VPCP", "CTUBND"];
        let known = |body: &str| {
            let ministry = body.starts_with('B') && body.chars().count() >= 3;
            BODIES.contains(&body)
                || ministry
                    && self.index.body_entries.contains_key(body)
                    && body.chars().all(char::is_uppercase)
        };
        let borders = group.char_indices().map(|(at, _)| at).skip(2);
        borders
            .map(|at| group.split_at(at))
            .find(|(kind, body)| self.index.type_entries.contains_key(*kind) && known(body))
            .map(|(kind, body)| (kind.to_owned(), body.to_owned()))
    }

    /// Two groups whose border slipped: «TTB», «LĐTBXH» → «TT», «BLĐTBXH». Only where both results are known index.
    pub fn resegment(&self, first: &str, second: &str) -> Option<(String, String)> {
        let borders = first.char_indices().map(|(at, _)| at).skip(1);
        borders
            .filter_map(|at| {
                let (kind, body) = (&first[..at], format!("{}{second}", &first[at..]));
                let known =
                    self.index.type_entries.contains_key(kind) && self.index.body_entries.contains_key(&body);
                known.then(|| (kind.to_owned(), body))
            })
            .next()
    }
}
