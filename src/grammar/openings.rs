//! Which vocabularies have a phrase that opens with a word.
//!
//! In: the phrases of all vocabularies; then a folded text. Out: the words of the text that have a tag, so that a recogniser
//! passes over a word that opens none of its phrases without looking it up. Whether a phrase stands there is not decided
//! here: a tag may promise too much, never too little.

use crate::text::{FIGURE, Tag, Text, is_word};

/// The first words of all phrases with the vocabularies that have them: an open hash table.
#[derive(Clone, Debug, Default)]
pub(super) struct Openings {
    /// A word and its tag; the empty word where no word is.
    slots: Box<[(u64, Tag)]>,
    count: Tag,
}

impl Openings {
    /// Takes the first word of a phrase with the bit of its vocabulary and gives its number, from 1 on.
    pub(super) fn add(&mut self, word: u64, tag: Tag) -> usize {
        if self.count as usize * 2 >= self.slots.len() {
            let wider = vec![(0, 0); (self.slots.len() * 2).max(1 << 12)].into();
            for known in std::mem::replace(&mut self.slots, wider) {
                if known.0 != 0 {
                    let slot = self.slot(known.0);
                    self.slots[slot] = known;
                }
            }
        }
        let slot = self.slot(word);
        let known = &mut self.slots[slot];
        if known.0 == 0 {
            self.count += 1;
            *known = (word, self.count);
        }
        known.1 |= tag;
        number(known.1)
    }

    /// Where `word` stands in the table, or would.
    fn slot(&self, word: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = (word.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize & mask;
        while self.slots[slot].0 != word && self.slots[slot].0 != 0 {
            slot = (slot + 1) & mask;
        }
        slot
    }

    /// Tags the words of a text.
    pub(super) fn tag(&self, text: &mut Text) {
        let low = text.low();
        let mut openings: Vec<(u32, Tag)> = Vec::with_capacity(low.len() / 6);
        let mut place = 0;
        while place < low.len() {
            let (first, length) = word(&low[place..]);
            if length > 0 {
                let figure = if low[place].is_ascii_digit() { FIGURE } else { 0 };
                let tag = self.slots[self.slot(first)].1 | figure;
                if tag != 0 {
                    openings.push((place as u32, tag));
                }
            }
            // «tạiTờ trình»: a word inside another.
            if length >= SHORTEST_GLUED {
                let inside = (place + 2..place + length).filter(|&place| text.is_glued(place));
                let tagged =
                    inside.map(|place| (place as u32, self.slots[self.slot(word(&low[place..]).0)].1));
                openings.extend(tagged.filter(|&(_, tag)| tag != 0));
            }
            place += length + 1;
        }
        text.set_tags(openings);
    }
}

/// No two words that a lost line end has glued are shorter together.
const SHORTEST_GLUED: usize = 4;

/// How many first words the phrases may have together.
const MOST_WORDS: Tag = 0xFFFF;

/// The number of the word that bears a tag.
pub(super) fn number(tag: Tag) -> usize {
    (tag & MOST_WORDS) as usize
}

/// The first word of `low` as a number, made of its first eight bytes, and its length.
pub(super) fn word(low: &[u8]) -> (u64, usize) {
    let Some(eight) = low.first_chunk() else {
        let length = low.iter().position(|&b| !is_word(b)).unwrap_or(low.len());
        return (low[..length].iter().rev().fold(0, |word, &b| word << 8 | u64::from(b)), length);
    };
    let word = u64::from_le_bytes(*eight);
    let length = word_bytes(word);
    if length < 8 {
        return (word & ((1 << (length * 8)) - 1), length);
    }
    (word, low.iter().position(|&b| !is_word(b)).unwrap_or(low.len()))
}

/// How many of the first of eight bytes belong to a word.
fn word_bytes(eight: u64) -> usize {
    const EACH: u64 = u64::from_ne_bytes([1; 8]);
    // All bytes at once: folded bytes are ASCII, so that no sum runs over into the next byte.
    let within = |first: u8, last: u8| {
        (eight + EACH * u64::from(0x80 - first)) & !(eight + EACH * u64::from(0x7F - last))
    };
    let others = !(within(b'a', b'z') | within(b'0', b'9') | (eight + EACH)) & EACH << 7;
    (others.trailing_zeros() / 8) as usize
}
