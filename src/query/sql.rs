//! Any other question, over the views of the archive.

use rusqlite::Batch;
use rusqlite::fallible_iterator::FallibleIterator;
use rusqlite::types::ValueRef;
use serde_json::Value;

use crate::archive::{Archive, ArchiveError};

/// What a question in SQL gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Rows {
    /// The names of the columns.
    pub names: Vec<String>,
    /// The values of each row, in the order of the names; of bytes only how many there are.
    pub rows: Vec<Vec<Value>>,
}

/// Asks `questions`, statements that change nothing, ended by semicolons; an answer for each.
pub fn sql(archive: &Archive, questions: &str) -> Result<Vec<Rows>, ArchiveError> {
    let run = || -> rusqlite::Result<Vec<Rows>> {
        let mut answers = Vec::new();
        let mut batch = Batch::new(archive.connection(), questions);
        while let Some(mut statement) = batch.next()? {
            let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
            let mut answer = statement.query([])?;
            let mut rows = Vec::new();
            while let Some(row) = answer.next()? {
                let value = |place| row.get_ref(place).map(value);
                rows.push((0..names.len()).map(value).collect::<rusqlite::Result<_>>()?);
            }
            answers.push(Rows { names, rows });
        }
        Ok(answers)
    };
    run().map_err(|cause| archive.trouble(cause))
}

fn value(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => number.into(),
        ValueRef::Real(number) => number.into(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into(),
        ValueRef::Blob(bytes) => format!("{} bytes", bytes.len()).into(),
    }
}
