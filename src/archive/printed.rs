//! What rows take from the source beyond the extraction: how the text names its bodies, how it words its tasks.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use crate::document::{AssignmentForm, Document, Section};
use crate::source::Source;
use crate::text::{self, Span};

/// How many letters of a task are kept.
const TASK: usize = 300;

/// Words of the source, kept with the extraction.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Printed {
    /// The id of the body that a name means, by the slug of the name.
    bodies: BTreeMap<String, String>,
    /// The words of the task of the assignment at that place, by place.
    tasks: Vec<(Span, String)>,
}

impl Printed {
    pub(super) fn new(source: &Source, document: &Document) -> Printed {
        let mut bodies = BTreeMap::new();
        for body in &document.bodies {
            for mention in &body.mentions {
                let words = source.text.get(mention.start()..mention.end()).unwrap_or_default();
                bodies.entry(text::slug(words)).or_insert_with(|| body.id.clone());
            }
        }
        for body in &document.bodies {
            bodies.entry(text::slug(&body.name)).or_insert_with(|| body.id.clone());
        }
        let mut sections: HashMap<&str, &Section> = HashMap::new();
        document.walk(&mut |section| {
            sections.insert(&section.id, section);
        });
        let task = |fact: &crate::document::Assignment| {
            let section = sections.get(fact.section.as_str());
            let heading = section.and_then(|section| section.title.as_deref());
            let words = match (fact.form, heading) {
                (AssignmentForm::Labelled, Some(heading)) => heading,
                (AssignmentForm::Labelled, None) => section.map_or("", |section| &section.text),
                _ => source.text.get(fact.span.start()..fact.span.end()).unwrap_or_default(),
            };
            (fact.span, shorten(words))
        };
        let mut tasks: Vec<(Span, String)> = document.assignments.iter().map(task).collect();
        tasks.sort_unstable();
        Printed { bodies, tasks }
    }

    /// The id of the body that a fact names so.
    pub(super) fn body(&self, name: &str) -> Option<&str> {
        self.bodies.get(&text::slug(name)).map(String::as_str)
    }

    /// The words of the task of the assignment at `span`.
    pub(super) fn task(&self, span: Span) -> &str {
        let found = self.tasks.binary_search_by_key(&span, |(place, _)| *place);
        found.map_or("", |at| &self.tasks[at].1)
    }
}

/// The words on one line, without emphasis, at most [`TASK`] letters.
fn shorten(words: &str) -> String {
    let line = words.split_whitespace().map(|word| word.trim_matches('*')).filter(|word| !word.is_empty());
    let line = line.collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(TASK) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
