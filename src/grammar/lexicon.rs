//! A vocabulary compiled for scanning.
//!
//! In: entries with phrases. Out: a [`Lexicon`] that finds them in folded text.

use std::fmt;

use aho_corasick::{AhoCorasick, Anchored, Input, MatchKind, StartKind};

use crate::text::{self, Run, Text};

/// One entry of a grammar file.
#[derive(Clone, Debug)]
pub struct Entry<T> {
    /// The id of the entry, unique in its file.
    pub id: String,
    /// What it means.
    pub value: T,
}

/// A vocabulary: entries and an automaton over their folded phrases.
#[derive(Clone)]
pub struct Lexicon<T> {
    entries: Vec<Entry<T>>,
    phrases: Vec<Phrase>,
    automaton: AhoCorasick,
}

/// One phrase of an entry.
#[derive(Clone, Debug)]
struct Phrase {
    entry: usize,
    /// The marks its letters must bear, where folding would make two words one.
    marks: Option<Vec<u8>>,
}

/// A phrase found in a text.
#[derive(Debug)]
pub struct Found<'g, T> {
    pub entry: &'g Entry<T>,
    pub run: Run,
}

impl<T> Clone for Found<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Found<'_, T> {}

impl<T: fmt::Debug> fmt::Debug for Lexicon<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.entries).finish()
    }
}

impl<T> Lexicon<T> {
    /// Compiles entries with their phrases. A phrase is written as in print, with marks; `exact` says whether they count.
    pub(super) fn new(
        rows: Vec<(Entry<T>, Vec<(String, bool)>)>,
    ) -> Result<Lexicon<T>, aho_corasick::BuildError> {
        let (mut entries, mut phrases, mut patterns) = (Vec::new(), Vec::new(), Vec::new());
        for (entry, words) in rows {
            for (phrase, exact) in words {
                patterns.push(text::fold(&phrase));
                phrases.push(Phrase { entry: entries.len(), marks: exact.then(|| text::marks_of(&phrase)) });
            }
            entries.push(entry);
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .start_kind(StartKind::Both)
            .build(patterns)?;
        Ok(Lexicon { entries, phrases, automaton })
    }

    /// All entries, in the order of the file.
    pub fn entries(&self) -> &[Entry<T>] {
        &self.entries
    }

    /// The longest phrase that starts at this folded byte, as whole words. Blanks of the phrase match any space.
    pub fn at(&self, text: &Text, place: usize) -> Option<Found<'_, T>> {
        self.at_within(text, Run::new(place, text.low().len()))
    }

    /// As [`Lexicon::at`], for a phrase that also ends inside `run`.
    pub fn at_within(&self, text: &Text, run: Run) -> Option<Found<'_, T>> {
        if run.is_empty() || !text.starts_word(run.start) {
            return None;
        }
        let mut end = run.end;
        loop {
            let input = Input::new(text.low()).range(run.start..end).anchored(Anchored::Yes);
            let hit = self.automaton.find(input)?;
            if let Some(found) = self.accept(text, hit) {
                return Some(found);
            }
            if hit.end() <= run.start + 1 {
                return None;
            }
            end = hit.end() - 1;
        }
    }

    /// The phrases in `run` from left to right, the longest first, none overlapping another.
    pub fn find_iter<'a>(&'a self, text: &'a Text, run: Run) -> impl Iterator<Item = Found<'a, T>> + 'a {
        let mut place = run.start;
        std::iter::from_fn(move || {
            while place < run.end {
                let input = Input::new(text.low()).range(place..run.end);
                let hit = self.automaton.find(input)?;
                if text.starts_word(hit.start()) {
                    let found = self
                        .accept(text, hit)
                        .or_else(|| self.at_within(text, Run::new(hit.start(), run.end)));
                    if let Some(found) = found {
                        place = found.run.end;
                        return Some(found);
                    }
                }
                place = text.word_end(hit.start()).max(hit.start() + 1);
            }
            None
        })
    }

    fn accept(&self, text: &Text, hit: aho_corasick::Match) -> Option<Found<'_, T>> {
        let phrase = &self.phrases[hit.pattern().as_usize()];
        let whole = !text.low()[hit.end() - 1].is_ascii_alphanumeric() || text.ends_word(hit.end());
        let marked = phrase.marks.as_deref().is_none_or(|marks| text.has_marks(hit.start(), marks));
        (whole && marked)
            .then(|| Found { entry: &self.entries[phrase.entry], run: Run::new(hit.start(), hit.end()) })
    }
}
