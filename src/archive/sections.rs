//! The sections of a document in groups: what the index found is shown and weighed from here.
//!
//! In: sections in reading order. Out: the groups of them that the index knows, each packed into one piece from which one
//! section is read without looking at the others' words. They are not compressed: a search reads hundreds.

use super::{Archive, PLACE_BITS};
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

/// How many bytes of words one group takes in: most sections are a line, and a row has its price.
const GROUP: usize = 1500;

/// The groups of sections, each with the place of its first: from there on as many as reach [`GROUP`].
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

/// A group in one piece: the number of its sections, the lengths of path, heading and text of each, and their words one after
/// another.
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

/// The sections of a packed group; none where it is damaged.
pub(crate) fn unpack(packed: &[u8]) -> Option<Vec<Part<'_>>> {
    let number = |at: usize| -> Option<u32> {
        Some(u32::from_le_bytes(packed.get(4 * at..4 * at + 4)?.try_into().ok()?))
    };
    let count = number(0)? as usize;
    let mut start = count.checked_mul(12)?.checked_add(4)?;
    let mut text = |length: u32| {
        let end = start.checked_add(if length == NONE { 0 } else { length as usize })?;
        let text = std::str::from_utf8(packed.get(start..end)?).ok();
        start = end;
        text
    };
    let part = |at: usize| {
        let [path, heading, words] = [number(at)?, number(at + 1)?, number(at + 2)?];
        let (path, title, words) = (text(path)?, text(heading)?, text(words)?);
        Some(Part { path, heading: (heading != NONE).then_some(title), text: words })
    };
    (0..count).map(|place| 1 + 3 * place).map(part).collect()
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

/// Puts the texts back that were taken away; none where a group is damaged.
pub(super) fn put_back(sections: &mut [Section], groups: &[Vec<u8>]) -> Option<()> {
    let mut list = Vec::new();
    texts(sections, &mut list);
    let groups: Vec<Vec<Part<'_>>> = groups.iter().map(|packed| unpack(packed)).collect::<Option<_>>()?;
    // The first part is the head.
    if groups.iter().map(Vec::len).sum::<usize>() == list.len() + 1 {
        for (text, part) in list.into_iter().zip(groups.into_iter().flatten().skip(1)) {
            part.text.clone_into(text);
        }
    }
    Some(())
}

impl Archive {
    /// The groups of sections of a document, packed.
    pub(super) fn groups(&self, document: i64) -> Result<Vec<Vec<u8>>, super::ArchiveError> {
        let (first, last) = (document << PLACE_BITS, ((document + 1) << PLACE_BITS) - 1);
        let sql = "SELECT packed FROM sections WHERE id BETWEEN ?1 AND ?2 ORDER BY id";
        self.rows(sql, [first, last], |row| row.get(0))
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
        assert_eq!(unpack(&packed).as_deref(), Some(&parts[..]));
        for end in 0..packed.len() {
            assert_eq!(unpack(&packed[..end]), None);
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
