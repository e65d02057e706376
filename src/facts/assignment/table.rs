//! Rows of task tables: their columns count as labels.
//!
//! In: the task rows that the structure found. Out: labelled assignments.

use crate::document::{Assignment, AssignmentForm, Certainty};
use crate::facts::Reading;
use crate::phrase::{body, time};
use crate::text::Run;

/// One labelled assignment for each row that says who or when.
pub(super) fn assignments(reading: Reading<'_>) -> impl Iterator<Item = Assignment> + '_ {
    let Reading { text, grammar, outline, year, .. } = reading;
    outline.rows.iter().map(move |row| {
        let bodies = |cells: &[Run]| -> Vec<String> {
            let cells = cells.iter().map(|cell| text.trim_marks(*cell, b"-+*.;,: "));
            cells.flat_map(|cell| body::body_list(text, grammar, cell)).map(|run| text.value(run)).collect()
        };
        let timing = row
            .timing
            .first()
            .map(|first| Run::new(first.start, row.timing.last().map_or(first.end, |l| l.end)));
        Assignment {
            section: outline.nodes[row.node].id.clone(),
            form: AssignmentForm::Labelled,
            lead: bodies(&row.lead),
            coordinating: bodies(&row.coordinating),
            timing: timing.map(|run| text.value(text.trim_marks(run, b".;, "))),
            when: timing.and_then(|run| time::timing(text, grammar, run, year)),
            targets: Vec::new(),
            span: text.span(row.extent),
            rule: "assignment.table".into(),
            certainty: Certainty::Stated,
        }
    })
}
