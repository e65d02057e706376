//! Stored documents, back as the contract has them.

use rusqlite::params;

use super::{Archive, ArchiveError};
use crate::document::Document;

impl Archive {
    /// The keys of the documents that some file holds now, by canonical id and then by key.
    pub fn keys(&self) -> Result<Vec<i64>, ArchiveError> {
        self.rows("SELECT key FROM documents ORDER BY document, key", [], |row| row.get(0))
    }

    /// The document with that key, as it was extracted.
    pub fn document(&self, key: i64) -> Result<Document, ArchiveError> {
        let sql = "SELECT extraction FROM reading WHERE document = ?1";
        let packed: Vec<u8> = self
            .connection
            .query_row(sql, params![key], |row| row.get(0))
            .map_err(|cause| self.trouble(cause))?;
        let damaged = |cause: Box<dyn std::error::Error + Send + Sync>| ArchiveError::Damaged {
            path: self.path.clone(),
            key,
            cause,
        };
        let json = zstd::stream::decode_all(packed.as_slice()).map_err(|error| damaged(error.into()))?;
        serde_json::from_slice(&json).map_err(|error| damaged(error.into()))
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
        let document = crate::pipeline::extract(&source, &Grammar::builtin());
        let dir = tempfile::tempdir().unwrap();
        let mut archive = Archive::create(&dir.path().join("cancu.db")).unwrap();
        let mut writer = archive.writer("1", 1).unwrap();
        writer.put("a.txt".as_ref(), prepare(&source, document.clone(), None, &Grammar::builtin())).unwrap();
        writer.finish().unwrap();
        let keys = archive.keys().unwrap();
        assert_eq!(keys.len(), 1);
        assert_eq!(archive.document(keys[0]).unwrap(), document);
    }
}
