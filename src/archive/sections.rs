//! The sections of a document in one piece: what the index found is shown and weighed from here.
//!
//! In: sections in reading order. Out: bytes from which one is read without looking at the others' words, and the groups of
//! them that the index knows. They are not compressed: a search reads hundreds.

use super::Archive;
use crate::document::Section;

/// A section as search sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Part<'a> {
    /// The id of the section; `title` of the head.
    pub(crate) path: &'a str,
    pub(crate) heading: Option<&'a str>,
    pub(crate) text: &'a str,
}

impl Part<'_> {
    /// How many bytes its words take.
    pub(super) fn length(&self) -> usize {
        self.heading.map_or(0, str::len) + self.text.len()
    }
}

/// How many bytes of words one row of the index takes in: most sections are a line, and a row has its price.
const GROUP: usize = 1500;

/// The sections that one row of the index holds, with the place of their first: from there on as many as reach [`GROUP`].
pub(super) fn groups<'p, 'a>(parts: &'p [Part<'a>]) -> impl Iterator<Item = (i64, &'p [Part<'a>])> {
    let mut place = 0;
    std::iter::from_fn(move || {
        let rest = parts.get(place..).filter(|rest| !rest.is_empty())?;
        let mut length = 0;
        let end = rest.iter().position(|part| {
            length += part.length();
            length >= GROUP
        });
        let group = &rest[..end.map_or(rest.len(), |end| end + 1)];
        let first = place as i64;
        place += group.len();
        Some((first, group))
    })
}

/// How long the heading of a section is that has none.
const NONE: u32 = u32::MAX;

/// Their number, the lengths of path, heading and text of each, and their words one after another.
pub(super) fn pack(parts: &[Part<'_>]) -> Vec<u8> {
    let length = |text: &str| u32::try_from(text.len()).expect("a source has less than 4 GiB").to_le_bytes();
    let count = u32::try_from(parts.len()).expect("places are counted by 20 bits");
    let mut packed = count.to_le_bytes().to_vec();
    for part in parts {
        packed.extend(length(part.path));
        packed.extend(part.heading.map_or(NONE.to_le_bytes(), length));
        packed.extend(length(part.text));
    }
    for part in parts {
        for text in [part.path, part.heading.unwrap_or_default(), part.text] {
            packed.extend(text.as_bytes());
        }
    }
    packed
}

/// The texts of sections and of those below, in reading order.
fn texts<'d>(sections: &'d mut [Section], list: &mut Vec<&'d mut String>) {
    for section in sections {
        list.push(&mut section.text);
        texts(&mut section.children, list);
    }
}

/// Takes the texts away that [`pack`] has kept: all of `count`.
pub(super) fn take_out(sections: &mut [Section], count: usize) {
    let mut list = Vec::new();
    texts(sections, &mut list);
    if list.len() == count {
        list.into_iter().for_each(String::clear);
    }
}

/// Puts the texts back that were taken away; none where what was packed is damaged.
pub(super) fn put_back(sections: &mut [Section], packed: &[u8]) -> Option<()> {
    let mut list = Vec::new();
    texts(sections, &mut list);
    // The first part is the head.
    if count(packed)? != list.len() + 1 {
        return Some(());
    }
    from(packed, 1, |place, part| {
        part.text.clone_into(list[place - 1]);
        true
    })
}

fn number(packed: &[u8], at: usize) -> Option<u32> {
    let bytes = packed.get(4 * at..4 * at + 4)?;
    Some(u32::from_le_bytes(bytes.try_into().ok()?))
}

fn count(packed: &[u8]) -> Option<usize> {
    number(packed, 0).map(|count| count as usize)
}

/// Calls `read` on the sections from that place on, with their places, until it says that it has enough; what is damaged is
/// none.
fn from<'p>(packed: &'p [u8], place: usize, mut read: impl FnMut(usize, Part<'p>) -> bool) -> Option<()> {
    let length =
        |at: usize| number(packed, at).map(|length| if length == NONE { 0 } else { length as usize });
    let count = count(packed)?;
    let mut start = 4 * (1 + 3 * count);
    for at in 1..1 + 3 * place.min(count) {
        start += length(at)?;
    }
    for place in place..count {
        let first = 1 + 3 * place;
        let mut text = |at: usize| {
            let end = start.checked_add(length(at)?)?;
            let text = std::str::from_utf8(packed.get(start..end)?).ok();
            start = end;
            text
        };
        let (path, heading, text) = (text(first)?, text(first + 1)?, text(first + 2)?);
        let heading = (number(packed, first + 1)? != NONE).then_some(heading);
        if !read(place, Part { path, heading, text }) {
            break;
        }
    }
    Some(())
}

/// Calls `read` on the sections of the group that begins at a place, with their places; none where they are damaged.
pub(crate) fn group<'p>(packed: &'p [u8], place: usize, mut read: impl FnMut(usize, Part<'p>)) -> Option<()> {
    let mut length = 0;
    from(packed, place, |place, part| {
        length += part.length();
        read(place, part);
        length < GROUP
    })
}

/// The section at a place.
pub(crate) fn section(packed: &[u8], place: usize) -> Option<Part<'_>> {
    let mut found = None;
    from(packed, place, |_, part| {
        found = Some(part);
        false
    })?;
    found
}

impl Archive {
    /// The sections of a document, packed.
    pub(crate) fn sections(&self, document: i64) -> rusqlite::Result<Vec<u8>> {
        let mut packed = self.connection.prepare_cached("SELECT packed FROM sections WHERE document = ?1")?;
        packed.query_row([document], |row| row.get(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_back() {
        let parts = [
            Part { path: "title", heading: None, text: "" },
            Part { path: "I", heading: Some(""), text: "Trồng rừng" },
            Part { path: "I.1", heading: Some("Mục đích"), text: "x" },
        ];
        let packed = pack(&parts);
        for (place, wanted) in parts.iter().enumerate() {
            assert_eq!(section(&packed, place), Some(*wanted));
        }
        assert_eq!(section(&packed, 3), None);
        for end in 0..packed.len() {
            assert_eq!(section(&packed[..end], 2), None);
        }
    }

    #[test]
    fn groups_hold_every_section_once() {
        let long = "x".repeat(GROUP);
        let texts = [&long[..10], &long, &long[1..], "a", "b", &long[..1490], "c"];
        let parts: Vec<Part<'_>> = texts.map(|text| Part { path: "I", heading: None, text }).to_vec();
        let sizes: Vec<(i64, usize)> = groups(&parts).map(|(place, group)| (place, group.len())).collect();
        assert_eq!(sizes, [(0, 2), (2, 2), (4, 3)]);
        assert_eq!(groups(&[]).count(), 0);
    }
}
