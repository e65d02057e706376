//! Rows of task tables: their columns count as labels.
//!
//! In: the task rows that the structure found. Out: labelled assignments.

use super::label::Parties;
use super::values;
use crate::document::{Assignment, AssignmentForm, Certainty};
use crate::facts::Reading;
use crate::phrase::{body, time};
use crate::text::Run;

/// What says in a cell that it names more than who leads.
const CUES: [&[u8]; 2] = [b" chu tri", b"phoi hop"];

/// One labelled assignment for each row that says who or when.
pub(super) fn assignments(reading: Reading<'_>) -> impl Iterator<Item = Assignment> + '_ {
    let Reading { text, grammar, outline, year, .. } = reading;
    outline.rows.iter().map(move |row| {
        let trimmed = |cell: &Run| text.trim_marks(*cell, b"-+*.;,: ");
        let mut parties = Parties::default();
        for cell in row.lead.iter().map(trimmed) {
            // «Sở Y tế chủ trì, phối hợp với Sở Nội vụ»: the cell names both. «Vụ Pháp chế xây dựng phương án»: it says what
            // the body does.
            let both = CUES.iter().any(|cue| crate::text::contains(text.slice(cell), cue));
            if both || names_and_tells(reading, cell) {
                parties.lead(reading, cell);
            } else {
                parties.lead.extend(body::body_list(text, grammar, cell));
            }
        }
        for cell in row.coordinating.iter().map(trimmed) {
            parties.coordinating.extend(body::body_list(text, grammar, cell));
        }
        let timing = row
            .timing
            .first()
            .map(|first| Run::new(first.start, row.timing.last().map_or(first.end, |l| l.end)));
        Assignment {
            section: outline.nodes[row.node].id.clone(),
            form: AssignmentForm::Labelled,
            lead: values(text, &parties.lead),
            coordinating: values(text, &parties.coordinating),
            timing: timing.map(|run| text.value(text.trim_marks(run, b".;, "))),
            when: timing.and_then(|run| time::timing(text, grammar, run, year)),
            targets: Vec::new(),
            span: text.span(row.extent),
            rule: "assignment.table".into(),
            certainty: Certainty::Stated,
        }
    })
}

/// Whether a cell is the name of a known body and what it does; of another, the words behind may belong to its name.
fn names_and_tells(reading: Reading<'_>, cell: Run) -> bool {
    let Reading { text, grammar, .. } = reading;
    let known = grammar.bodies.at_within(text, cell).map(|found| found.run);
    let leading = body::leading_bodies(text, grammar, cell);
    known.filter(|known| known.start == cell.start && leading == Some(*known)).is_some_and(|known| {
        let rest = text.trim(Run::new(known.end, cell.end));
        !rest.is_empty()
            && text.is_lower(rest.start)
            && body::list_end(text, grammar, rest.start, rest.end).is_some()
    })
}
