//! What is written comes back by parquet's own reader.

use std::fs::File;
use std::path::Path;

use cancu::archive::Archive;
use cancu::ingest::{Options, ingest};
use cancu::{Grammar, query};
use cancu_parquet::{VIEWS, write};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, Row};
use serde_json::Value;

#[test]
fn the_views_come_back() {
    let dir = tempfile::tempdir().unwrap();
    let mut archive = Archive::create(&dir.path().join("cancu.db")).unwrap();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus");
    let report =
        ingest(&mut archive, &[corpus], &Grammar::builtin(), &Options::default(), &mut |_| {}).unwrap();
    assert_eq!(report.counts.new, 5);
    let folder = dir.path().join("views");
    write(&archive, &folder).unwrap();
    assert!(write(&archive, &folder).is_err(), "nothing is written over");
    for view in VIEWS {
        let told = query::sql(&archive, &format!("SELECT * FROM {view}")).unwrap().remove(0);
        let file = File::open(folder.join(format!("{view}.parquet"))).unwrap();
        let reader = SerializedFileReader::new(file).unwrap();
        let mut read: Vec<String> =
            reader.get_row_iter(None).unwrap().map(|row| cells(&row.unwrap())).collect();
        let mut told: Vec<String> =
            told.rows.iter().map(|row| Value::from(row.clone()).to_string()).collect();
        read.sort_unstable();
        told.sort_unstable();
        assert_eq!(read, told, "{view}");
    }
}

/// The cells of a row as JSON.
fn cells(row: &Row) -> String {
    let cell = |(name, field): (&String, &Field)| match field {
        Field::Null => Value::Null,
        Field::Bool(truth) => Value::from(i64::from(*truth)),
        Field::Long(number) => Value::from(*number),
        Field::Str(text) => Value::from(text.as_str()),
        other => panic!("{name}: {other:?}"),
    };
    row.get_column_iter().map(cell).collect::<Value>().to_string()
}
