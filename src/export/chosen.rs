//! The documents of an export, all as they were at one moment.

use rusqlite::{Params, Row, Transaction, params};

use super::{ExportError, Selection};
use crate::archive::{Archive, ArchiveError};
use crate::document::Document;

/// The chosen documents by canonical id, in a table that lives as long as this and is never seen by others.
pub(super) struct Chosen<'a> {
    archive: &'a Archive,
    /// Rolled back at the end: what was written meanwhile by others is not seen, and the tables of the export vanish.
    _moment: Transaction<'a>,
    count: usize,
}

impl<'a> Chosen<'a> {
    pub(super) fn open(archive: &'a Archive, selection: &Selection) -> Result<Chosen<'a>, ArchiveError> {
        let begin = || -> rusqlite::Result<(Transaction<'a>, usize)> {
            let moment = archive.connection().unchecked_transaction()?;
            moment.execute_batch(
                "CREATE TEMP TABLE export_document (place INTEGER PRIMARY KEY, key INTEGER NOT NULL UNIQUE)",
            )?;
            // By hash and not by key: the order does not depend on how the documents came in.
            let sql = "INSERT INTO export_document (key) SELECT key FROM documents
                WHERE (?1 = '[]' OR document IN (SELECT value FROM json_each(?1))) AND (?2 IS NULL OR kind = ?2)
                    AND (?3 IS NULL OR substr(issuer_id, 1, length(?3)) = ?3) AND (?4 IS NULL OR level = ?4)
                    AND (?5 IS NULL OR date >= ?5) AND (?6 IS NULL OR substr(date, 1, length(?6)) <= ?6)
                ORDER BY document, sha256";
            let of = serde_json::Value::from(selection.of.as_slice()).to_string();
            let Selection { kind, issuer, level, from, to, .. } = selection;
            let count = moment.execute(sql, params![of, kind, issuer, level, from, to])?;
            Ok((moment, count))
        };
        let (moment, count) = begin().map_err(|cause| archive.trouble(cause))?;
        Ok(Chosen { archive, _moment: moment, count })
    }

    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Calls `visit` with each document, one at a time.
    pub(super) fn documents(
        &self,
        mut visit: impl FnMut(Document) -> Result<(), ExportError>,
    ) -> Result<(), ExportError> {
        self.keyed(|_, document| visit(document))
    }

    /// The same with the key of the document.
    pub(super) fn keyed(
        &self,
        mut visit: impl FnMut(i64, Document) -> Result<(), ExportError>,
    ) -> Result<(), ExportError> {
        self.rows("SELECT key FROM export_document ORDER BY place", [], |row| {
            let key = row.get(0).map_err(|cause| self.archive.trouble(cause))?;
            visit(key, self.archive.document(key)?)
        })
    }

    /// Calls `visit` with each row that answers `sql`, one at a time.
    pub(super) fn rows(
        &self,
        sql: &str,
        values: impl Params,
        mut visit: impl FnMut(&Row<'_>) -> Result<(), ExportError>,
    ) -> Result<(), ExportError> {
        let trouble = |cause| self.archive.trouble(cause);
        let mut statement = self.archive.connection().prepare_cached(sql).map_err(trouble)?;
        let mut rows = statement.query(values).map_err(trouble)?;
        while let Some(row) = rows.next().map_err(trouble)? {
            visit(row)?;
        }
        Ok(())
    }

    /// The same with each row read by `read`.
    pub(super) fn read<T>(
        &self,
        sql: &str,
        values: impl Params,
        read: impl Fn(&Row<'_>) -> rusqlite::Result<T>,
        mut visit: impl FnMut(T) -> Result<(), ExportError>,
    ) -> Result<(), ExportError> {
        self.rows(sql, values, |row| visit(read(row).map_err(|cause| self.archive.trouble(cause))?))
    }

    /// Runs statements on the tables of the export.
    pub(super) fn run(&self, sql: &str) -> Result<(), ExportError> {
        self.archive.connection().execute_batch(sql).map_err(|cause| self.archive.trouble(cause))?;
        Ok(())
    }

    pub(super) fn change(&self, sql: &str, values: impl Params) -> Result<(), ExportError> {
        let run = || self.archive.connection().prepare_cached(sql)?.execute(values);
        run().map_err(|cause| self.archive.trouble(cause))?;
        Ok(())
    }
}
