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
            // «Sở Y tế chủ trì, phối hợp với Sở Nội vụ»: the cell names both.
            let both = CUES.iter().any(|cue| crate::text::contains(text.slice(cell), cue));
            if both {
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
