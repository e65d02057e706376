//! The archive (kho lưu trữ): extracted documents in one SQLite file.
//!
//! In: documents and the bytes they came from. Out: rows to question, the same whatever way they came in: at once, in
//! several runs, or after a run that was killed. Each batch is one transaction; what is stored stays until its file
//! changes. What the rows are asked is decided in `query`.

mod correct;
mod overlay;
mod printed;
mod read;
mod resolve;
mod rows;
mod sections;
mod store;
mod when;
mod words;

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, Params, Row};
use thiserror::Error;

pub use correct::{CorrectionError, Decision};
pub use overlay::{Action, State};
pub(crate) use sections::{Part, unpack};
pub use store::{BATCH_FILES, Counts, Prepared, Writer, prepare};
pub(crate) use store::{PLACE_BITS, mirrored, printed_slug};
pub(crate) use when::first_day;
pub(crate) use words::{HEADING, Phrase, UNMARKED, Word, each_number, number, words};

/// The version of the tables, kept as SQLite's `user_version`.
const VERSION: i64 = 3;
/// «cacu», SQLite's `application_id`: what tells an archive from another database.
const APPLICATION: i64 = 0x6361_6375;
/// How long to wait for another writer, and how often to look: a writer leaves a short gap between its transactions.
const PATIENCE: Duration = Duration::from_secs(60);
const LOOK: Duration = Duration::from_millis(2);

/// Why an archive cannot serve.
#[derive(Debug, Error)]
pub enum ArchiveError {
    /// There is no such file.
    #[error("{}: no archive there", .0.display())]
    Missing(PathBuf),
    /// A database of somebody else, or no database.
    #[error("{}: is no archive of cancu", .0.display())]
    Foreign(PathBuf),
    /// Written by another version of the program.
    #[error("{}: the archive has version {version}, this program knows {VERSION}", .path.display())]
    Version { path: PathBuf, version: i64 },
    /// What is stored of a document cannot be read back.
    #[error("{}: document {key} is damaged: {cause}", .path.display())]
    Damaged { path: PathBuf, key: i64, cause: Box<dyn std::error::Error + Send + Sync> },
    /// SQLite says no.
    #[error("{}: {}", .path.display(), in_words(.cause))]
    Database { path: PathBuf, cause: rusqlite::Error },
}

impl ArchiveError {
    /// What to do about it.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            ArchiveError::Missing(_) => Some("«cancu ingest PATH… --archive FILE» makes one"),
            ArchiveError::Foreign(_) => Some("name another file with --archive"),
            ArchiveError::Version { version, .. } if *version > VERSION => Some("use the newer program"),
            ArchiveError::Version { .. } => Some(
                "ingest the files into a new archive; «review --history» of the older program lists the corrections",
            ),
            ArchiveError::Damaged { .. } => Some("ingest its file again with --again"),
            ArchiveError::Database { cause, .. } if is_damage(cause) => Some(RENEW),
            ArchiveError::Database { cause, .. } => match cause.sqlite_error_code()? {
                ErrorCode::DiskFull => Some("make room and run again: what was stored is kept"),
                ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied => {
                    Some("check that the file and its folder may be written")
                }
                ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => {
                    Some("another program is writing to it: wait until it is done")
                }
                ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Some(RENEW),
                ErrorCode::SystemIoFailure => {
                    Some("look at the disk and its limits, then run again: what was stored is kept")
                }
                _ => None,
            },
        }
    }
}

const RENEW: &str = "keep the file aside and ingest the documents into a new one";

/// Whether a row holds what no archive can: the file is not as it was written.
fn is_damage(error: &rusqlite::Error) -> bool {
    use rusqlite::Error;
    matches!(
        error,
        Error::InvalidColumnType(..)
            | Error::FromSqlConversionFailure(..)
            | Error::IntegralValueOutOfRange(..)
            | Error::QueryReturnedNoRows
            | Error::Utf8Error(..)
    )
}

fn in_words(error: &rusqlite::Error) -> String {
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => "the disk is full".to_owned(),
        Some(ErrorCode::ReadOnly) => "may not be written".to_owned(),
        Some(ErrorCode::CannotOpen) => "cannot be opened".to_owned(),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => "is being written".to_owned(),
        Some(ErrorCode::DatabaseCorrupt) => "is damaged".to_owned(),
        Some(ErrorCode::SystemIoFailure) => "cannot be read or written further".to_owned(),
        _ if is_damage(error) => "is damaged".to_owned(),
        _ => error.to_string(),
    }
}

/// Whether all that was written is in the file itself: nobody writes, and nobody was stopped.
fn is_at_rest(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    std::fs::File::open(path).is_ok() && std::fs::metadata(log).map_or(true, |log| log.len() == 0)
}

/// The name by which SQLite opens a file that nobody changes.
fn immutable(path: &Path) -> PathBuf {
    let escape = |text: &str| text.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    format!("file:{}?immutable=1", escape(&path.to_string_lossy())).into()
}

/// An open archive.
#[derive(Debug)]
pub struct Archive {
    connection: Connection,
    path: PathBuf,
}

impl Archive {
    /// Opens the archive at `path`; nothing can be written through it.
    pub fn open(path: &Path) -> Result<Archive, ArchiveError> {
        if !path.exists() {
            return Err(ArchiveError::Missing(path.to_owned()));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let archive = match Archive::connect(path, flags) {
            Err(ArchiveError::Database { cause, .. })
                if matches!(cause.sqlite_error_code(), Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly))
                    && is_at_rest(path) =>
            {
                // Where nothing may be written there is nobody to lock out.
                Archive::connect(&immutable(path), flags | OpenFlags::SQLITE_OPEN_URI)?
            }
            other => other?,
        };
        match archive.version()? {
            Some(VERSION) => Ok(archive),
            Some(version) => Err(ArchiveError::Version { path: path.to_owned(), version }),
            None => Err(ArchiveError::Foreign(path.to_owned())),
        }
    }

    /// Opens the archive at `path` to write; makes it where there is none.
    pub fn create(path: &Path) -> Result<Archive, ArchiveError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let archive = Archive::connect(path, flags)?;
        // Nothing is written to what is somebody else's.
        archive.is_new()?;
        // The size of a page counts where the file is new.
        archive.run("PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")?;
        archive.run("PRAGMA wal_autocheckpoint = 8000; BEGIN IMMEDIATE")?;
        if archive.is_new()? {
            archive.run(include_str!("schema.sql"))?;
            // One segment of the index for each transaction, merged sixteen at a time.
            archive.run(
                "INSERT INTO section_words (section_words, rank) VALUES ('hashsize', 67108864), ('automerge', 16), ('crisismerge', 64)",
            )?;
            archive
                .run(&format!("PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION}"))?;
        }
        archive.run("COMMIT")?;
        Ok(archive)
    }

    /// Opens the archive at `path` to write; there must be one.
    pub fn update(path: &Path) -> Result<Archive, ArchiveError> {
        Archive::open(path)?;
        Archive::create(path)
    }

    /// Whether there is nothing yet; an error where it is not this program's.
    fn is_new(&self) -> Result<bool, ArchiveError> {
        match self.version()? {
            Some(VERSION) => Ok(false),
            Some(version) => Err(ArchiveError::Version { path: self.path.clone(), version }),
            None if self.number("SELECT count(*) FROM sqlite_schema")? == 0 => Ok(true),
            None => Err(ArchiveError::Foreign(self.path.clone())),
        }
    }

    fn connect(path: &Path, flags: OpenFlags) -> Result<Archive, ArchiveError> {
        if path.is_dir() {
            return Err(ArchiveError::Foreign(path.to_owned()));
        }
        let fail = |cause| ArchiveError::Database { path: path.to_owned(), cause };
        let mut connection = Connection::open_with_flags(path, flags).map_err(fail)?;
        let wait = |times| {
            std::thread::sleep(LOOK);
            LOOK * u32::try_from(times).unwrap_or(0) < PATIENCE
        };
        connection.busy_handler(Some(wait)).map_err(fail)?;
        connection.set_prepared_statement_cache_capacity(64);
        // Else a statement is compiled anew for each value that it is asked with: the statistics might speak for another plan.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(fail)?;
        let archive = Archive { connection, path: path.to_owned() };
        match archive
            .run("PRAGMA foreign_keys = OFF; PRAGMA cache_size = -65536; SELECT 1 FROM sqlite_schema")
        {
            Err(ArchiveError::Database { cause, .. })
                if cause.sqlite_error_code() == Some(ErrorCode::NotADatabase) =>
            {
                Err(ArchiveError::Foreign(path.to_owned()))
            }
            other => other.map(|()| archive),
        }
    }

    /// The version of the tables; none where the file is no archive.
    fn version(&self) -> Result<Option<i64>, ArchiveError> {
        if self.number("SELECT application_id FROM pragma_application_id")? != APPLICATION {
            return Ok(None);
        }
        self.number("SELECT user_version FROM pragma_user_version").map(Some)
    }

    /// The connection, for questions.
    pub(crate) fn connection(&self) -> &Connection {
        &self.connection
    }

    /// The rows that answer `sql`, each read by `read`.
    pub(crate) fn rows<T>(
        &self,
        sql: &str,
        values: impl Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, ArchiveError> {
        let rows =
            || self.connection.prepare_cached(sql)?.query_map(values, read)?.collect::<rusqlite::Result<_>>();
        rows().map_err(|cause| self.trouble(cause))
    }

    fn number(&self, sql: &str) -> Result<i64, ArchiveError> {
        self.connection.query_row(sql, [], |row| row.get(0)).map_err(|cause| self.trouble(cause))
    }

    fn run(&self, sql: &str) -> Result<(), ArchiveError> {
        self.connection.execute_batch(sql).map_err(|cause| self.trouble(cause))
    }

    /// What SQLite says, with the name of the archive.
    pub(crate) fn trouble(&self, cause: rusqlite::Error) -> ArchiveError {
        ArchiveError::Database { path: self.path.clone(), cause }
    }
}
