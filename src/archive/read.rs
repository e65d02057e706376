//! Stored documents, back as the contract has them.

use rusqlite::params;

use super::correct::corrections;
use super::printed::Printed;
use super::{Archive, ArchiveError, overlay, sections};
use crate::document::Document;

impl Archive {
    /// The keys of the documents that some file holds now, by canonical id and then by key.
    pub fn keys(&self) -> Result<Vec<i64>, ArchiveError> {
        self.rows("SELECT key FROM documents ORDER BY document, key", [], |row| row.get(0))
    }

    /// The document with that key, with the corrections made on it.
    pub fn document(&self, key: i64) -> Result<Document, ArchiveError> {
        let (extracted, _) = self.content(key)?;
        let list = corrections(&self.connection, key).map_err(|cause| self.trouble(cause))?;
        let corrected = overlay::apply(&extracted, &list);
        let mut document = corrected.document.into_owned();
        if corrected.head {
            let sql = "SELECT document FROM documents WHERE key = ?1";
            if let Some(id) = self.rows(sql, [key], |row| row.get(0))?.pop() {
                document.id = id;
            }
        }
        Ok(document)
    }

    /// The document with that key as it was extracted, and the words of its source that rows need.
    pub(super) fn content(&self, key: i64) -> Result<(Document, Printed), ArchiveError> {
        let sql = "SELECT extraction, printed FROM reading WHERE document = ?1";
        let read = |row: &rusqlite::Row<'_>| Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, Vec<u8>>(1)?));
        let (packed, printed) =
            self.connection.query_row(sql, params![key], read).map_err(|cause| self.trouble(cause))?;
        let damaged = |cause: Box<dyn std::error::Error + Send + Sync>| ArchiveError::Damaged {
            path: self.path.clone(),
            key,
            cause,
        };
        let unpack = |packed: &[u8]| zstd::stream::decode_all(packed).map_err(|error| damaged(error.into()));
        let mut document: Document =
            serde_json::from_slice(&unpack(&packed)?).map_err(|error| damaged(error.into()))?;
        sections::put_back(&mut document.sections, &self.groups(key)?)
            .ok_or_else(|| damaged("its sections cannot be read".into()))?;
        let printed = serde_json::from_slice(&unpack(&printed)?).map_err(|error| damaged(error.into()))?;
        Ok((document, printed))
    }
}

#[cfg(test)]
mod tests {
    use crate::archive::{Archive, prepare};
    use crate::grammar::Grammar;
    use crate::source;

    #[test]
    fn what_is_stored_comes_back() {
        let text = "ỦY BAN NHÂN DÂN\nXÃ LA DẠ\n\nSố: 12/KH-UBND\nLa Dạ, ngày 5 tháng 3 năm 2024\n\nKẾ HOẠCH\nTrồng rừng\n\nI. Mục tiêu\nTrồng 5 ha.\n";
        let source = source::decode("a.txt", text.as_bytes()).unwrap();
        let grammar = Grammar::builtin();
        let document = crate::pipeline::extract(&source, &grammar);
        let dir = tempfile::tempdir().unwrap();
        let mut archive = Archive::create(&dir.path().join("cancu.db")).unwrap();
        let mut writer = archive.writer("1", &grammar, 1).unwrap();
        writer.put("a.txt".as_ref(), prepare(&source, document.clone(), None, &grammar)).unwrap();
        writer.finish().unwrap();
        let keys = archive.keys().unwrap();
        assert_eq!(keys.len(), 1);
        assert_eq!(archive.document(keys[0]).unwrap(), document);
    }
}
