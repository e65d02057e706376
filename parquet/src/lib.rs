//! The views of an archive of cancu as Parquet, for pandas, DuckDB, Spark.
//!
//! In: an archive. Out: a folder with a file for each view, whole or not at all. A crate of its own: Parquet costs more to
//! build than the rest of the program.

use std::error::Error;
use std::fs::{self, File};
use std::path::Path;
use std::sync::Arc;

use cancu::archive::Archive;
use cancu::query::{self, Rows};
use parquet::basic::Compression;
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use serde_json::Value;

/// The views, described in docs/archive.md.
pub const VIEWS: [&str; 9] = [
    "documents",
    "citations",
    "links",
    "assignments",
    "deadlines",
    "targets",
    "bodies",
    "parties",
    "superseded",
];
/// How many rows are kept until they are written.
const ROWS: usize = 20_000;

/// The type of a column.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Truth,
    Text,
}

impl Kind {
    fn of(column: &str) -> Kind {
        match column {
            "key" | "ordinal" | "span_start" | "span_end" => Kind::Number,
            "parent" | "partial" | "generic" => Kind::Truth,
            _ => Kind::Text,
        }
    }

    /// As a schema says it; what a view does not state is null.
    fn schema(self, column: &str) -> String {
        match self {
            Kind::Number => format!("OPTIONAL INT64 {column};"),
            Kind::Truth => format!("OPTIONAL BOOLEAN {column};"),
            Kind::Text => format!("OPTIONAL BYTE_ARRAY {column} (STRING);"),
        }
    }
}

/// Writes the views of `archive` to `folder`, which must not exist.
pub fn write(archive: &Archive, folder: &Path) -> Result<(), Box<dyn Error>> {
    if folder.symlink_metadata().is_ok() {
        return Err(format!("{}: is there already", folder.display()).into());
    }
    let mut name = folder.file_name().unwrap_or_default().to_owned();
    name.push(format!(".part-{}", std::process::id()));
    let draft = folder.with_file_name(name);
    let run = || -> Result<(), Box<dyn Error>> {
        fs::create_dir(&draft)?;
        let keys = archive.keys()?;
        for view in VIEWS {
            table(archive, &keys, view, &draft.join(format!("{view}.parquet")))?;
        }
        Ok(fs::rename(&draft, folder)?)
    };
    run().inspect_err(|_| {
        let _ = fs::remove_dir_all(&draft);
    })
}

fn table(archive: &Archive, keys: &[i64], view: &str, path: &Path) -> Result<(), Box<dyn Error>> {
    let names = ask(archive, &format!("SELECT * FROM {view} LIMIT 0"))?.names;
    let columns: Vec<String> = names.iter().map(|name| Kind::of(name).schema(name)).collect();
    let schema = Arc::new(parse_message_type(&format!("message {view} {{ {} }}", columns.concat()))?);
    let properties = Arc::new(WriterProperties::builder().set_compression(Compression::SNAPPY).build());
    let mut writer = SerializedFileWriter::new(File::create_new(path)?, schema, properties)?;
    let mut rows = Vec::new();
    for (place, key) in keys.iter().enumerate() {
        rows.extend(ask(archive, &format!("SELECT * FROM {view} WHERE key = {key}"))?.rows);
        if rows.len() >= ROWS || (place + 1 == keys.len() && !rows.is_empty()) {
            group(&mut writer, &names, &std::mem::take(&mut rows))?;
        }
    }
    writer.close()?;
    Ok(())
}

/// The answer to one question.
fn ask(archive: &Archive, question: &str) -> Result<Rows, Box<dyn Error>> {
    query::sql(archive, question)?.pop().ok_or_else(|| "no answer".into())
}

/// Writes rows as a row group, column by column.
fn group(
    writer: &mut SerializedFileWriter<File>,
    names: &[String],
    rows: &[Vec<Value>],
) -> Result<(), Box<dyn Error>> {
    let mut group = writer.next_row_group()?;
    for (place, name) in names.iter().enumerate() {
        let Some(mut column) = group.next_column()? else { break };
        let cells = || rows.iter().map(|row| &row[place]);
        let levels: Vec<i16> = cells().map(|cell| i16::from(!cell.is_null())).collect();
        let there = || cells().filter(|cell| !cell.is_null());
        match Kind::of(name) {
            Kind::Number => {
                let values: Vec<i64> = there().map(|cell| cell.as_i64().unwrap_or_default()).collect();
                column.typed::<Int64Type>().write_batch(&values, Some(&levels), None)?;
            }
            Kind::Truth => {
                let values: Vec<bool> = there().map(|cell| cell.as_i64() == Some(1)).collect();
                column.typed::<BoolType>().write_batch(&values, Some(&levels), None)?;
            }
            Kind::Text => {
                let text = |cell: &Value| cell.as_str().map_or_else(|| cell.to_string(), str::to_owned);
                let values: Vec<ByteArray> = there().map(|cell| text(cell).into_bytes().into()).collect();
                column.typed::<ByteArrayType>().write_batch(&values, Some(&levels), None)?;
            }
        }
        column.close()?;
    }
    group.close()?;
    Ok(())
}
