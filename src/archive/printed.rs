//! What rows take from the source beyond the extraction: how the text names its bodies, how it words its tasks.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use crate::document::{Assignment, AssignmentForm, Deadline, Document, Section};
use crate::source::Source;
use crate::text::{self, Span};

/// How many letters of a task are kept.
const TASK: usize = 300;

/// Words of the source, kept with the extraction.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Printed {
    /// The id of the body that a name means, by the slug of the name.
    bodies: BTreeMap<String, String>,
    /// The same, by the names in the facts as they stand there.
    names: BTreeMap<String, String>,
    /// The words of the task of the assignment or deadline at that place, by place.
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
        let lists = document.assignments.iter().flat_map(|fact| [&fact.lead, &fact.coordinating]);
        let lists = lists.chain(document.deadlines.iter().flat_map(|fact| [&fact.by, &fact.to]));
        let mut names: BTreeMap<String, String> = BTreeMap::new();
        for name in lists.flatten() {
            if !names.contains_key(name)
                && let Some(id) = bodies.get(&text::slug(name))
            {
                names.insert(name.clone(), id.clone());
            }
        }
        let mut sections: HashMap<&str, &Section> = HashMap::new();
        document.walk(&mut |section| {
            sections.insert(&section.id, section);
        });
        let task = |fact: &Assignment| {
            let section = sections.get(fact.section.as_str());
            let heading = section.and_then(|section| section.title.as_deref());
            let words = match (fact.form, heading) {
                (AssignmentForm::Labelled, Some(heading)) => heading,
                (AssignmentForm::Labelled, None) => section.map_or("", |section| &section.text),
                _ => source.text.get(fact.span.start()..fact.span.end()).unwrap_or_default(),
            };
            (fact.span, shorten(words))
        };
        // A deadline is stated by the words of its time: what is due stands in the sentence around them.
        let due = |fact: &Deadline| {
            let text = sections.get(fact.section.as_str()).map_or("", |section| &section.text);
            (fact.span, shorten(sentence(text, &fact.text).unwrap_or(&fact.text)))
        };
        let mut tasks: Vec<(Span, String)> = document.assignments.iter().map(task).collect();
        tasks.extend(document.deadlines.iter().map(due));
        tasks.sort_unstable();
        tasks.dedup_by_key(|(span, _)| *span);
        Printed { bodies, names, tasks }
    }

    /// The id of the body that a fact names so.
    pub(super) fn body(&self, name: &str) -> Option<&str> {
        self.names.get(name).or_else(|| self.bodies.get(&text::slug(name))).map(String::as_str)
    }

    /// The words of the task of the fact at `span`.
    pub(super) fn task(&self, span: Span) -> &str {
        let found = self.tasks.binary_search_by_key(&span, |(place, _)| *place);
        found.map_or("", |at| &self.tasks[at].1)
    }
}

/// The sentence of a text in which `words` stand.
fn sentence<'a>(text: &'a str, words: &str) -> Option<&'a str> {
    let at = text.find(words)?;
    let start = ["\n", ". ", "; "]
        .iter()
        .filter_map(|end| text[..at].rfind(end).map(|found| found + end.len()))
        .max();
    let after = at + words.len();
    let end = ["\n", ". ", ";"].iter().filter_map(|end| text[after..].find(end)).min();
    Some(&text[start.unwrap_or(0)..end.map_or(text.len(), |end| after + end)])
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deadline_has_the_sentence_around_it() {
        let text =
            "Hằng năm rà soát. Các xã gửi báo cáo trước ngày 10/12 về Phòng; theo dõi thường xuyên.\nHết.";
        let found = sentence(text, "trước ngày 10/12");
        assert_eq!(found, Some("Các xã gửi báo cáo trước ngày 10/12 về Phòng"));
        assert_eq!(sentence(text, "trước ngày 11/12"), None);
        assert_eq!(shorten("**Trồng**  5 ha\nrừng"), "Trồng 5 ha rừng");
    }
}
