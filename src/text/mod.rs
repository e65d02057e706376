//! The folded view of a source: plain ASCII to recognise in, with the way back to the source.
//!
//! In: the decoded text of a source. Out: a [`Text`]. Every Vietnamese letter folds to one lower-case ASCII letter
//! (`Đ` → `d`, `ế` → `e`); combining marks and the carrier's markup vanish; every run of space becomes one byte that
//! says whether the run breaks a line or leaves a blank line. So «Quyêt đinh sô 23/QD-TTg», the same in NFD and the
//! correct spelling are the same bytes. Nothing is decided here about paragraphs or meaning.

mod letter;

use std::fmt;
use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{UnicodeNormalization, is_nfc};

use letter::Letter;
pub use letter::{Shape, Shapes, is_foreign};

/// A line break in the folded text.
pub const LINE: u8 = b'\n';
/// A run of space with at least one empty line, or a page break.
pub const BLANK: u8 = 0x0B;
/// What a grammar knows of the word that starts at a folded byte: in the upper half one bit for each vocabulary that has
/// a phrase which opens with it, in the lower half the number of the word, from 1 on.
pub type Tag = u32;
/// The bit of words that start with a figure.
pub const FIGURE: Tag = 1 << 31;
/// How many folded bytes share an entry of the index of openings.
const BLOCK: usize = 16;
/// A character that has no ASCII counterpart.
const OTHER: u8 = 0x7F;

/// A byte range `[start, end)` of the decoded source text, on character boundaries.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(from = "(u32, u32)", into = "(u32, u32)")]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// A span from `start` to `end`, exclusive. An end before the start is taken for the start.
    pub fn new(start: usize, end: usize) -> Span {
        let clamp = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
        Span { start: clamp(start), end: clamp(end.max(start)) }
    }
    /// The first byte.
    pub fn start(self) -> usize {
        self.start as usize
    }
    /// The byte after the last.
    pub fn end(self) -> usize {
        self.end as usize
    }
    /// Whether the span holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
    /// Whether `inner` lies inside.
    pub fn contains(self, inner: Span) -> bool {
        self.start <= inner.start && inner.end <= self.end
    }
    /// The smallest span that holds both.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
    /// The bytes as a range, to slice the source with.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start()..self.end()
    }
}

impl From<(u32, u32)> for Span {
    fn from((start, end): (u32, u32)) -> Span {
        Span { start, end: end.max(start) }
    }
}

impl From<Span> for (u32, u32) {
    fn from(span: Span) -> (u32, u32) {
        (span.start, span.end)
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

impl JsonSchema for Span {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Span".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "Byte offsets [start, end) into the decoded source text (UTF-8).",
            "type": "array",
            "prefixItems": [{ "type": "integer", "minimum": 0 }, { "type": "integer", "minimum": 0 }],
            "items": false,
            "minItems": 2
        })
    }
}

/// A range of bytes of the folded text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Run {
    pub start: usize,
    pub end: usize,
}

impl Run {
    pub fn new(start: usize, end: usize) -> Run {
        Run { start, end: end.max(start) }
    }
    pub fn len(self) -> usize {
        self.end - self.start
    }
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
    pub fn contains(self, inner: Run) -> bool {
        self.start <= inner.start && inner.end <= self.end
    }
    pub fn holds(self, place: usize) -> bool {
        self.start <= place && place < self.end
    }
}

impl fmt::Debug for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// The folded view of one source.
pub struct Text<'s> {
    source: &'s str,
    /// The folded bytes.
    low: Vec<u8>,
    /// The source offset of each folded byte, and the end of the source.
    at: Vec<u32>,
    /// What folding took from the letter behind each folded byte.
    shapes: Vec<Shape>,
    /// The folded bytes after which the source does not go on at once: space that is not one blank, vanished markup.
    breaks: Vec<u32>,
    /// Whether the source has combining marks, so that values must be composed.
    decomposed: bool,
    /// The words that have a tag, by where they start.
    openings: Vec<(u32, Tag)>,
    /// For each [`BLOCK`] of folded bytes the first opening in it or behind; empty before [`Text::set_tags`].
    blocks: Vec<u32>,
}

impl<'s> Text<'s> {
    /// Folds `source` in one pass.
    pub fn new(source: &'s str) -> Text<'s> {
        let mut fold = Fold::new(source);
        fold.run();
        fold.finish()
    }

    /// The folded bytes: ASCII, lower case, one byte for each run of space.
    pub fn low(&self) -> &[u8] {
        &self.low
    }

    /// The decoded source.
    pub fn source(&self) -> &'s str {
        self.source
    }

    /// All of it.
    pub fn all(&self) -> Run {
        Run::new(0, self.low.len())
    }

    /// The folded bytes of `run`.
    pub fn slice(&self, run: Run) -> &[u8] {
        &self.low[run.start..run.end]
    }

    /// The folded bytes of `run` as text.
    pub fn folded(&self, run: Run) -> &str {
        std::str::from_utf8(self.slice(run)).unwrap_or_default()
    }

    /// The place in the source of `run`.
    pub fn span(&self, run: Run) -> Span {
        let run = self.trim(run);
        if run.is_empty() {
            let place = self.at[run.start.min(self.low.len())] as usize;
            return Span::new(place, place);
        }
        Span::new(self.at[run.start] as usize, self.source_end(run.end - 1))
    }

    /// The first folded byte at or after the source offset `place`.
    pub fn folded_at(&self, place: usize) -> usize {
        self.at.partition_point(|&at| (at as usize) < place).min(self.low.len())
    }

    /// What the source prints in `run`: markup left out, every run of space one blank, composed to NFC.
    pub fn value(&self, run: Run) -> String {
        let mut value = String::new();
        self.push_value(run, &mut value);
        if self.decomposed { value.nfc().collect() } else { value }
    }

    /// As [`Text::value`], for several runs, a line each.
    pub fn lines(&self, runs: &[Run]) -> String {
        let mut lines = String::new();
        for (index, run) in runs.iter().enumerate() {
            if index > 0 {
                lines.push('\n');
            }
            self.push_value(*run, &mut lines);
        }
        if self.decomposed { lines.nfc().collect() } else { lines }
    }

    /// Appends what the source prints in `run`, not composed.
    fn push_value(&self, run: Run, value: &mut String) {
        let run = self.trim(run);
        if run.is_empty() {
            return;
        }
        let last = run.end - 1;
        value.reserve(self.source_end(last) - self.at[run.start] as usize);
        let mut from = run.start;
        let first = self.breaks.partition_point(|&b| (b as usize) < run.start);
        for &place in self.breaks[first..].iter().take_while(|&&b| (b as usize) < last) {
            let place = place as usize;
            if is_space(self.low[place]) {
                if from < place {
                    value.push_str(&self.source[self.at[from] as usize..self.source_end(place - 1)]);
                }
                if !value.ends_with(' ') {
                    value.push(' ');
                }
            } else {
                value.push_str(&self.source[self.at[from] as usize..self.source_end(place)]);
            }
            from = place + 1;
        }
        value.push_str(&self.source[self.at[from] as usize..self.source_end(last)]);
    }

    /// As [`Text::value`], with letters of other scripts that look like Latin ones (Cyrillic С, Greek Χ, Ð) read as those.
    pub fn latin(&self, run: Run) -> String {
        let value = self.value(run);
        if value.chars().any(|c| letter::lookalike(c).is_some()) {
            value.chars().map(|c| letter::lookalike(c).unwrap_or(c)).collect()
        } else {
            value
        }
    }

    /// Marks and case of the letter behind a folded byte.
    pub fn shape(&self, place: usize) -> Shape {
        self.shapes[place]
    }

    /// Marks and case of the letters behind the folded bytes of `run`.
    pub fn shapes(&self, run: Run) -> &[Shape] {
        &self.shapes[run.start..run.end]
    }

    /// The same for a run of less than eight.
    #[inline]
    pub fn few_shapes(&self, run: Run) -> Shapes {
        let from = &self.shapes[run.start..];
        let eight = from.first_chunk().copied().unwrap_or_else(|| {
            let mut eight = [Shape::default(); 8];
            eight[..run.len()].copy_from_slice(&from[..run.len()]);
            eight
        });
        Shapes::new(eight, run.len())
    }

    /// Whether the source prints a capital letter at this folded byte.
    pub fn is_upper(&self, place: usize) -> bool {
        self.shapes.get(place).is_some_and(|shape| shape.is_upper())
    }

    /// Whether the source prints a small letter at this folded byte.
    pub fn is_lower(&self, place: usize) -> bool {
        self.low.get(place).is_some_and(u8::is_ascii_lowercase) && !self.shapes[place].is_upper()
    }

    /// Whether the letters of `run` are capitals, but for a few (OCR, «và»): the setting of headings.
    pub fn is_capitals(&self, run: Run) -> bool {
        let (mut upper, mut lower) = (0, 0);
        for place in run.start..run.end {
            if self.low[place].is_ascii_lowercase() {
                if self.shapes[place].is_upper() {
                    upper += 1
                } else {
                    lower += 1
                }
                // Most text is small letters: a few settle it.
                if lower * 8 > run.len() {
                    return false;
                }
            }
        }
        upper > 1 && lower * 8 <= upper
    }

    /// Whether the marks of the letters from `start` are those of `marks` (one byte a letter, see [`marks_of`]).
    /// The place of the tone in a syllable does not count: `hòa` and `hoà` are the same.
    pub fn has_marks(&self, start: usize, marks: &[u8]) -> bool {
        let (mut want, mut got) = (0, 0);
        for (offset, &mark) in marks.iter().enumerate() {
            let place = start + offset;
            if !self.low[place].is_ascii_lowercase() {
                if want != got {
                    return false;
                }
                (want, got) = (0, 0);
                continue;
            }
            let have = self.shapes[place].marks();
            if have & letter::QUALITY != mark & letter::QUALITY {
                return false;
            }
            want |= mark & letter::TONE;
            got |= have & letter::TONE;
        }
        want == got
    }

    /// Joins two lines: the break at this folded byte becomes a blank.
    pub fn join(&mut self, place: usize) {
        if is_space(self.low[place]) {
            self.low[place] = b' ';
        }
    }

    /// Takes `run` and the space around it out of the text, as one blank: page numbers and running heads inside a
    /// paragraph. Costs time in proportion to the length of the text after it.
    pub fn erase(&mut self, runs: &[Run]) {
        if runs.is_empty() {
            return;
        }
        let mut places: Vec<u32> = Vec::new();
        for run in runs {
            let start =
                if run.start > 0 && is_space(self.low[run.start - 1]) { run.start - 1 } else { run.start };
            let end =
                if run.end < self.low.len() && is_space(self.low[run.end]) { run.end + 1 } else { run.end };
            self.low[start..end].fill(b' ');
            places.extend((start..end).map(|place| place as u32));
        }
        self.breaks.extend(places);
        self.breaks.sort_unstable();
        self.breaks.dedup();
    }

    /// Whether the source prints all of `run` in bold or italic type, or as a Markdown heading.
    pub fn is_emphasised(&self, run: Run) -> bool {
        let run = self.trim(run);
        if run.is_empty() {
            return false;
        }
        let before = if run.start == 0 { 0 } else { self.source_end(run.start - 1) };
        let lead = self.source[before..self.at[run.start] as usize].trim_end_matches([' ', '\u{a0}']);
        if lead.trim_start().starts_with('#') {
            return true;
        }
        let after = self.at.get(run.end).map_or(self.source.len(), |&at| at as usize);
        let tail = self.source[self.source_end(run.end - 1)..after].trim_start_matches([' ', '\u{a0}']);
        let stars = |s: &str| s.contains("**") || s.contains("__");
        stars(lead) && (stars(tail) || run.end == self.low.len() && tail.is_empty())
    }

    /// Whether emphasis that opens in the line of `run` is still open at its end: the words go on in the next line.
    pub fn is_emphasis_open(&self, run: Run) -> bool {
        let span = self.span(run);
        let start =
            memchr::memrchr2(b'\n', b'\r', &self.source.as_bytes()[..span.start()]).map_or(0, |at| at + 1);
        let end = memchr::memchr2(b'\n', b'\r', &self.source.as_bytes()[span.end()..])
            .map_or(self.source.len(), |at| span.end() + at);
        if memchr::memchr(b'*', &self.source.as_bytes()[start..end]).is_none() {
            return false;
        }
        let line = self.source[start..end].trim_start_matches(['*', ' ', '\u{a0}']);
        let opening =
            start < end && self.source[start..end].trim_start().starts_with('*') && !line.is_empty();
        let stars = line.split(|c| c != '*').filter(|stars| !stars.is_empty()).count();
        (stars + usize::from(opening)) % 2 == 1
    }

    /// Whether a tab or a wide gap stands in the space at this folded byte: the mark of a second column.
    pub fn is_column_break(&self, place: usize) -> bool {
        let space = self.space_at(place);
        space.contains('\t') || space.len() > 3
    }

    /// Whether a bar of a flattened table stands in the space at this folded byte.
    pub fn is_cell_break(&self, place: usize) -> bool {
        self.space_at(place).contains('|')
    }

    /// What the source prints for the space at this folded byte; empty where no space stands.
    pub fn space_at(&self, place: usize) -> &'s str {
        match self.low.get(place) {
            Some(&byte) if is_space(byte) => {
                let end = self.at.get(place + 1).map_or(self.source.len(), |&at| at as usize);
                &self.source[self.at[place] as usize..end]
            }
            _ => "",
        }
    }

    /// `run` without space at its ends.
    pub fn trim(&self, run: Run) -> Run {
        let mut run = Run::new(run.start.min(self.low.len()), run.end.min(self.low.len()));
        while run.start < run.end && is_space(self.low[run.start]) {
            run.start += 1;
        }
        while run.start < run.end && is_space(self.low[run.end - 1]) {
            run.end -= 1;
        }
        run
    }

    /// `run` without space and without the given punctuation at its ends.
    pub fn trim_marks(&self, run: Run, marks: &[u8]) -> Run {
        let mut run = self.trim(run);
        loop {
            let before = run;
            if !run.is_empty() && marks.contains(&self.low[run.end - 1]) {
                run.end -= 1;
            }
            if !run.is_empty() && marks.contains(&self.low[run.start]) {
                run.start += 1;
            }
            run = self.trim(run);
            if run == before {
                return run;
            }
        }
    }

    /// The runs between bytes for which `is_separator` holds, empty ones left out.
    pub fn split<'a>(
        &'a self,
        run: Run,
        is_separator: impl Fn(u8) -> bool + 'a,
    ) -> impl Iterator<Item = Run> + 'a {
        let mut rest = run;
        std::iter::from_fn(move || {
            while rest.start < rest.end {
                let slice = &self.low[rest.start..rest.end];
                let length = slice.iter().position(|&b| is_separator(b)).unwrap_or(slice.len());
                let part = Run::new(rest.start, rest.start + length);
                rest.start = (part.end + 1).min(rest.end);
                let part = self.trim(part);
                if !part.is_empty() {
                    return Some(part);
                }
            }
            None
        })
    }

    /// Says what is known of the words: where each stands that opens a phrase or starts with a figure, and its tag.
    pub fn set_tags(&mut self, openings: Vec<(u32, Tag)>) {
        let mut next = 0;
        let blocks = (0..=self.low.len() / BLOCK).map(|block| {
            let behind = |opening: &(u32, Tag)| (opening.0 as usize) < block * BLOCK;
            while openings.get(next).is_some_and(behind) {
                next += 1;
            }
            next as u32
        });
        self.blocks = blocks.collect();
        self.openings = openings;
    }

    /// The tag of the word that starts at this folded byte, zero where none with a tag does; none in a text without tags.
    pub fn tag(&self, place: usize) -> Option<Tag> {
        if self.blocks.is_empty() {
            return None;
        }
        let opening = self.openings.get(self.opening_from(place));
        Some(opening.filter(|opening| opening.0 as usize == place).map_or(0, |opening| opening.1))
    }

    /// The index of the first opening at or behind a folded byte.
    fn opening_from(&self, place: usize) -> usize {
        let mut index = self.blocks.get(place / BLOCK).map_or(self.openings.len(), |&index| index as usize);
        while self.openings.get(index).is_some_and(|opening| (opening.0 as usize) < place) {
            index += 1;
        }
        index
    }

    /// The first place of `run` at which a word with one of the bits of `tag` may start. Without tags every word may.
    pub fn next_opening(&self, run: Run, tag: Tag) -> Option<usize> {
        if self.blocks.is_empty() {
            let starts = |place: &usize| is_word(self.low[*place]) && self.starts_word(*place);
            return (run.start..run.end).find(starts);
        }
        let openings = &self.openings[self.opening_from(run.start)..];
        let found = openings.iter().find(|(place, have)| have & tag != 0 || *place as usize >= run.end)?;
        Some(found.0 as usize).filter(|&place| place < run.end)
    }

    /// Whether a word starts at this folded byte.
    pub fn starts_word(&self, place: usize) -> bool {
        place == 0 || !is_word(self.low[place - 1]) || self.is_glued(place)
    }

    /// Whether a lost line end has glued the word that starts at this folded byte to the one before: «tạiTờ trình», a
    /// capital between small letters, two of them before it («TTgNgày» and «QĐi» are codes); «năm 2016QUYẾT ĐỊNH».
    pub fn is_glued(&self, place: usize) -> bool {
        if place < 2 || !self.is_upper(place) || !self.low[place].is_ascii_lowercase() {
            return false;
        }
        let words = self.is_lower(place - 1) && self.is_lower(place - 2) && self.is_lower(place + 1);
        words || self.low[..place].last_chunk().is_some_and(is_year)
    }

    /// Whether a word ends before this folded byte.
    pub fn ends_word(&self, place: usize) -> bool {
        place >= self.low.len() || !is_word(self.low[place]) || self.is_glued(place)
    }

    /// The end of the word that starts at `place`.
    pub fn word_end(&self, place: usize) -> usize {
        self.low[place..].iter().position(|&b| !is_word(b)).map_or(self.low.len(), |n| place + n)
    }

    /// Where the source character behind a folded byte ends, combining marks included.
    fn source_end(&self, place: usize) -> usize {
        let start = self.at[place] as usize;
        let mut chars = self.source[start..].chars();
        let mut end = start + chars.next().map_or(0, char::len_utf8);
        if self.decomposed {
            end += chars.take_while(|&c| letter::is_combining(c)).map(char::len_utf8).sum::<usize>();
        }
        end
    }
}

/// « nam 2016»
fn is_year(last: &[u8; 9]) -> bool {
    last.starts_with(b" nam ") && last[5..].iter().all(u8::is_ascii_digit)
}

/// The first place of some folded words in others.
pub fn find(words: &[u8], needle: &[u8]) -> Option<usize> {
    /// Up to this length a plain search is over before a clever one is prepared.
    const SHORT: usize = 256;
    match needle {
        [first, rest @ ..] if words.len() < SHORT => {
            memchr::memchr_iter(*first, words).find(|&at| words[at + 1..].starts_with(rest))
        }
        _ => memchr::memmem::find(words, needle),
    }
}

/// Whether some folded words hold others.
pub fn contains(words: &[u8], needle: &[u8]) -> bool {
    find(words, needle).is_some()
}

/// Whether folded words hold a figure.
pub fn has_digit(words: &[u8]) -> bool {
    // Many bytes at once.
    words.chunks(64).any(|bytes| bytes.iter().fold(false, |found, b| found | b.is_ascii_digit()))
}

/// Whether a folded byte is space of any kind.
pub fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | LINE | BLANK)
}

/// Whether a folded byte ends a paragraph.
pub fn is_break(byte: u8) -> bool {
    matches!(byte, LINE | BLANK)
}

/// Whether a folded byte belongs to a word.
#[inline]
pub fn is_word(byte: u8) -> bool {
    WORD[byte as usize]
}

/// The bytes of words.
const WORD: [bool; 256] = {
    let mut word = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        word[byte] = (byte as u8).is_ascii_alphanumeric() || byte as u8 == OTHER;
        byte += 1;
    }
    word
};

/// Folds a short text, such as a word of the grammar: as [`Text`] does, space trimmed.
pub fn fold(text: &str) -> String {
    let table = &**KNOWN;
    let mut folded = String::with_capacity(text.len());
    for char in text.chars() {
        let (bytes, _) = encoded(char);
        let known = table[slot(bytes)];
        match known.letter.folded() {
            _ if known.bytes != bytes => return fold_any(text),
            b' ' if folded.is_empty() || folded.ends_with(' ') => {}
            byte => folded.push(byte as char),
        }
    }
    if folded.ends_with(' ') {
        folded.pop();
    }
    folded
}

/// As [`fold`], for a text that may hold markup or what is no letter.
fn fold_any(text: &str) -> String {
    let folded = Text::new(text);
    let run = folded.trim(folded.all());
    folded.folded(run).replace([LINE as char, BLANK as char], " ")
}

/// The marks of each folded letter of `text`: what [`Text::has_marks`] compares.
pub fn marks_of(text: &str) -> Vec<u8> {
    let folded = Text::new(text);
    (0..folded.low.len()).map(|place| folded.shapes[place].marks()).collect()
}

/// A slug: the folded words of `text` joined by hyphens.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for byte in fold(text).bytes() {
        if byte.is_ascii_alphanumeric() {
            slug.push(byte as char);
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// Where a line of the source starts and which it is; for display only.
pub fn line_and_column(source: &str, place: usize) -> (usize, usize) {
    let before = &source[..source.floor_char_boundary(place)];
    let line = memchr::memchr_iter(b'\n', before.as_bytes()).count();
    let start = memchr::memrchr(b'\n', before.as_bytes()).map_or(0, |n| n + 1);
    (line + 1, before[start..].chars().count() + 1)
}

/// The fold in progress.
struct Fold<'s> {
    source: &'s str,
    place: usize,
    /// The folded bytes so far, each with its place and shape, in room for as many as the source has.
    low: Vec<u8>,
    at: Vec<u32>,
    shapes: Vec<Shape>,
    length: usize,
    breaks: Vec<u32>,
    decomposed: bool,
    /// Where the source of the last folded byte ends.
    end: usize,
    /// Where the next character must stand for the source to go on at once; nowhere behind space that is not one blank.
    next: usize,
    /// How many line ends the present run of space has.
    lines: usize,
    /// Inside `_{…}`.
    subscript: bool,
    /// Whether a single star of this paragraph has opened emphasis that no other has closed.
    emphasis: bool,
    /// No word stands between here and the end of the line, as was seen before.
    wordless: usize,
    /// Where the last bar stands in the source.
    bar: Option<usize>,
}

impl<'s> Fold<'s> {
    fn new(source: &'s str) -> Fold<'s> {
        // No character folds to more bytes than it has.
        let room = source.len();
        Fold {
            source,
            place: 0,
            low: vec![0; room],
            at: vec![0; room + 1],
            shapes: vec![Shape::default(); room],
            length: 0,
            breaks: Vec::new(),
            decomposed: false,
            end: 0,
            next: 0,
            lines: 0,
            subscript: false,
            emphasis: false,
            wordless: 0,
            bar: None,
        }
    }

    fn run(&mut self) {
        let bytes = self.source.as_bytes();
        let table = &**KNOWN;
        loop {
            self.plain(table);
            let Some(&byte) = bytes.get(self.place) else { break };
            if byte < 0x80 {
                match CLASS[byte as usize] {
                    Class::Plain => self.push(Letter::ascii(byte), 1),
                    Class::Space => self.space(byte, 1),
                    Class::Drop => self.place += 1,
                    Class::Special => self.special(byte),
                }
            } else if let Some(char) = self.source[self.place..].chars().next() {
                self.wide(char);
            }
        }
    }

    /// Takes letters, signs and single blanks, up to what needs a closer look. Which of them comes next cannot be
    /// predicted, so the loop takes the same steps for all.
    fn plain(&mut self, table: &[Known; 1 << BITS]) {
        let (start, from) = (self.place, self.length);
        let size = self.source.len();
        let mut rest = &self.source.as_bytes()[start..];
        let mut blank = self.last().is_none_or(is_space);
        let mut length = from;
        let room = self.low[from..].iter_mut().zip(&mut self.at[from..]).zip(&mut self.shapes[from..]);
        for ((low, at), shape) in room {
            let Some(four) = rest.first_chunk() else { break };
            let (char, wide) = first_char(*four);
            let Known { bytes, letter } = table[slot(char)];
            let space = letter.folded() == b' ';
            if (bytes != char) | (space & blank) {
                break;
            }
            *low = letter.folded();
            *at = (size - rest.len()) as u32;
            *shape = letter.shape();
            (blank, length) = (space, length + 1);
            rest = &rest[wide..];
        }
        if length > from {
            if self.next != start && from > 0 {
                self.breaks.push(from as u32 - 1);
            }
            let place = size - rest.len();
            (self.place, self.length, self.next, self.end, self.lines) = (place, length, place, place, 0);
        }
    }

    fn finish(mut self) -> Text<'s> {
        if self.last().is_some_and(is_space) {
            self.length -= 1;
        }
        self.low.truncate(self.length);
        self.shapes.truncate(self.length);
        self.at.truncate(self.length + 1);
        self.at[self.length] = self.source.len() as u32;
        Text {
            source: self.source,
            low: self.low,
            at: self.at,
            shapes: self.shapes,
            breaks: self.breaks,
            decomposed: self.decomposed,
            openings: Vec::new(),
            blocks: Vec::new(),
        }
    }

    /// The last folded byte.
    fn last(&self) -> Option<u8> {
        self.length.checked_sub(1).map(|last| self.low[last])
    }

    /// Whether a line starts here, but for markup.
    fn at_line_start(&self) -> bool {
        self.last().is_none_or(is_break)
    }

    /// Appends one folded byte for a character of `length` bytes.
    fn push(&mut self, letter: Letter, length: usize) {
        if self.next != self.place && self.length > 0 {
            self.breaks.push(self.length as u32 - 1);
        }
        self.low[self.length] = letter.folded();
        self.at[self.length] = self.place as u32;
        self.shapes[self.length] = letter.shape();
        self.length += 1;
        self.place += length;
        self.end = self.place;
        self.next = self.place;
        self.lines = 0;
    }

    /// Appends a byte that is no letter.
    fn sign(&mut self, byte: u8, length: usize) {
        self.push(Letter::shaped(byte, Shape::default()), length);
    }

    /// Appends space, or lets the present run of space grow.
    fn space(&mut self, byte: u8, length: usize) {
        match byte {
            b'\n' => self.lines += 1,
            b'\r' if self.source.as_bytes().get(self.place + 1) != Some(&b'\n') => self.lines += 1,
            0x0B => self.lines += 1,
            0x0C => self.lines += 2,
            _ => {}
        }
        let kind = match self.lines {
            0 => b' ',
            1 => LINE,
            _ => BLANK,
        };
        self.emphasis &= kind != BLANK;
        self.next = usize::MAX;
        match self.last() {
            Some(last) if is_space(last) => self.low[self.length - 1] = kind,
            Some(_) => {
                if self.end != self.place {
                    self.breaks.push(self.length as u32 - 1);
                }
                self.low[self.length] = kind;
                self.at[self.length] = self.place as u32;
                self.length += 1;
                if self.source.as_bytes()[self.place] == b' ' {
                    self.next = self.place + 1;
                }
            }
            None => {}
        }
        self.place += length;
        self.end = self.place;
    }

    /// Whether a word stands in the rest of the line, `skip` bytes on.
    fn has_word(&mut self, skip: usize) -> bool {
        let start = self.place + skip;
        if start < self.wordless {
            return false;
        }
        let rest = &self.source.as_bytes()[start..];
        let line = rest.iter().take_while(|&&b| b != b'\n' && b != b'\r');
        let found = line.clone().any(|&b| b.is_ascii_alphanumeric() || b >= 0xC3);
        if !found {
            self.wordless = start + line.count();
        }
        found
    }

    /// Whether a bar is what scanning made of a letter or figure: the only one of its line, with no space before it.
    fn is_stray_bar(&mut self) -> bool {
        let bytes = self.source.as_bytes();
        let before = self.bar.replace(self.place);
        let first = before.is_none_or(|bar| memchr::memchr2(b'\n', b'\r', &bytes[bar..self.place]).is_some());
        let rest = &bytes[self.place + 1..];
        let last = memchr::memchr3(b'\n', b'\r', b'|', rest).is_none_or(|at| rest[at] != b'|');
        first && last && self.end == self.place && self.last().is_some_and(is_word)
    }

    /// ASCII that may be markup of the carrier.
    fn special(&mut self, byte: u8) {
        let rest = &self.source.as_bytes()[self.place..];
        let next = rest.get(1).copied().unwrap_or(b'\n');
        match byte {
            b'*' => {
                let stars = rest.iter().take_while(|&&b| b == b'*').count();
                let after = &rest[stars..];
                let alone = stars == 1 && self.at_line_start() && !self.emphasis && is_unclosed(after);
                let bullet = stars == 1
                    && self.at_line_start()
                    && after.first().is_some_and(|&b| matches!(b, b' ' | b'\t' | 0xC2))
                    && self.has_word(stars);
                if bullet || alone {
                    self.sign(b'*', 1);
                } else {
                    self.emphasis ^= stars == 1;
                    self.place += stars;
                }
            }
            b'#' if self.at_line_start() => {
                let marks = rest.iter().take_while(|&&b| b == b'#').count();
                if matches!(rest.get(marks), Some(b' ' | b'*' | b'\t') | None) {
                    self.place += marks;
                } else {
                    self.sign(b'#', 1);
                }
            }
            b'_' if next == b'{' => {
                self.subscript = true;
                self.space(b' ', 2);
            }
            b'_' => {
                let run = rest.iter().take_while(|&&b| b == b'_').count();
                let inner = run == 1
                    && self.source[self.place + 1..].chars().next().is_some_and(char::is_alphanumeric)
                    && self.end == self.place
                    && self.last().is_some_and(is_word);
                if inner { self.sign(b'_', 1) } else { self.place += run }
            }
            b'}' if self.subscript => {
                self.subscript = false;
                self.place += 1;
            }
            b'\\' if next.is_ascii_punctuation() => {
                self.place += 1;
                if next == b'*' && !self.at_line_start() || next == b'_' || next == b'#' {
                    self.place += 1;
                } else {
                    self.sign(next, 1);
                }
            }
            b'[' if rest.starts_with(b"[bookmark:") => {
                match memchr::memchr(b']', &rest[..rest.len().min(400)]) {
                    Some(end) => self.place += end + 1,
                    None => self.sign(b'[', 1),
                }
            }
            b'<' => match tag(rest) {
                Some((length, true)) => self.space(b'\n', length),
                Some((length, false)) => self.place += length,
                None => self.sign(b'<', 1),
            },
            // A bar of a flattened table parts cells, and nothing in a value.
            b'|' if self.is_stray_bar() => self.place += 1,
            b'|' => self.space(b'\n', 1),
            b'&' if rest.starts_with(b"&nbsp;") => self.space(b' ', 6),
            b'&' if rest.starts_with(b"&amp;") => {
                self.sign(b'&', 1);
                self.place += 4;
            }
            _ => self.sign(byte, 1),
        }
    }

    /// A character outside ASCII that is no letter of the table.
    fn wide(&mut self, char: char) {
        let length = char.len_utf8();
        // A letter that has another composed form, such as «ά» (U+1F71).
        self.decomposed |= !is_nfc(char.encode_utf8(&mut [0; 4])) || canonical_combining_class(char) != 0;
        if letter::is_combining(char) {
            self.decomposed = true;
            if self.end == self.place {
                self.end += length;
                if let Some(last) = self.length.checked_sub(1).filter(|&last| !is_space(self.low[last])) {
                    self.next = self.end;
                    let letter = Letter::shaped(self.low[last], self.shapes[last]);
                    self.shapes[last] = letter.with_mark(char).shape();
                }
            }
            self.place += length;
            return;
        }
        let letter = Letter::of(char);
        if letter.folded() != 0 {
            return self.push(letter, length);
        }
        match char {
            '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => {
                self.space(b' ', length);
            }
            '\u{85}' | '\u{2028}' | '\u{2029}' => self.space(b'\n', length),
            '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{feff}' => {
                self.place += length;
            }
            _ => self.sign(symbol(char), length),
        }
    }
}

/// Whether no other star stands in the paragraph after a star and a word: «*Lưu ý: …» is a bullet, no emphasis.
fn is_unclosed(after: &[u8]) -> bool {
    /// How far emphasis may reach.
    const REACH: usize = 3_000;
    let after = &after[..after.len().min(REACH)];
    let end = blank_line(after).unwrap_or(after.len());
    let word = after.first().is_some_and(|&b| b.is_ascii_alphanumeric() || b >= 0xC3);
    word && memchr::memchr(b'*', &after[..end]).is_none()
}

/// Where an empty line stands: two line ends, of any system, with nothing but space between them.
fn blank_line(text: &[u8]) -> Option<usize> {
    let mut lines = 0;
    for (place, pair) in text.windows(2).enumerate() {
        match pair {
            [b'\r', b'\n'] | [b' ' | b'\t', _] => {}
            [b'\n' | b'\r', _] => lines += 1,
            _ => lines = 0,
        }
        if lines == 2 {
            return Some(place);
        }
    }
    None
}

/// The ASCII counterpart of a symbol.
fn symbol(char: char) -> u8 {
    match char {
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '\u{f02d}' | '\u{f0be}' => b'-',
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '＂' => b'"',
        '‘' | '’' | '‚' | '‛' | '′' | '´' => b'\'',
        '…' | '․' | '。' => b'.',
        '•' | '●' | '○' | '▪' | '■' | '□' | '◦' | '‣' | '►' | '➢' | '❖' | '✓' | '·' | '∙' | '⁃'
        | '\u{f0b7}' | '\u{f0a7}' | '\u{f0d8}' | '\u{f076}' | '\u{f0fc}' => b'*',
        '≥' => b'>',
        '≤' => b'<',
        '×' => b'x',
        '％' => b'%',
        '⁄' | '∕' | '／' => b'/',
        // What scanning makes of «c)» at the start of an item.
        '©' => b'c',
        '（' => b'(',
        '）' => b')',
        '：' => b':',
        '；' => b';',
        '，' | '、' => b',',
        '²' => b'2',
        '³' => b'3',
        '¹' => b'1',
        'º' | '°' | '⁰' => b'o',
        '０'..='９' => b'0' + (char as u32 - '０' as u32) as u8,
        'Ａ'..='Ｚ' => b'a' + (char as u32 - 'Ａ' as u32) as u8,
        'ａ'..='ｚ' => b'a' + (char as u32 - 'ａ' as u32) as u8,
        _ => OTHER,
    }
}

/// The length of an HTML tag at the start of `rest`, and whether it breaks the line.
fn tag(rest: &[u8]) -> Option<(usize, bool)> {
    let name = rest[1..].strip_prefix(b"/").unwrap_or(&rest[1..]);
    let name = &name[..name.iter().position(|b| !b.is_ascii_alphanumeric()).unwrap_or(name.len())];
    const BREAKING: [&[u8]; 11] =
        [b"br", b"p", b"div", b"tr", b"li", b"table", b"h1", b"h2", b"h3", b"h4", b"ul"];
    const OTHERS: [&[u8]; 16] = [
        b"a", b"b", b"i", b"u", b"em", b"strong", b"sup", b"sub", b"span", b"font", b"td", b"th", b"tbody",
        b"thead", b"ol", b"o",
    ];
    let is = |names: &[&[u8]]| names.iter().any(|n| n.eq_ignore_ascii_case(name));
    let breaking = is(&BREAKING);
    if !breaking && !is(&OTHERS) {
        return None;
    }
    let end = memchr::memchr(b'>', &rest[..rest.len().min(600)])?;
    Some((end + 1, breaking))
}

/// What [`Fold::plain`] takes: a character as it is encoded and what it folds to.
#[derive(Clone, Copy)]
struct Known {
    bytes: u32,
    letter: Letter,
}

/// How many bits a place in [`KNOWN`] has.
const BITS: u32 = 11;

/// The letters, the ASCII signs and the blank, which stand for themselves, in a hash table. Of two that share a place the
/// second is left out, and read one by one.
static KNOWN: LazyLock<Box<[Known; 1 << BITS]>> = LazyLock::new(|| {
    let nothing = Known { bytes: u32::MAX, letter: Letter::default() };
    let mut table = Box::new([nothing; 1 << BITS]);
    let plain = |byte: &u8| matches!(CLASS[usize::from(*byte)], Class::Plain) || *byte == b' ';
    let ascii = (0..128).filter(plain).map(|byte| (char::from(byte), Letter::ascii(byte)));
    // Those of Vietnamese bear marks, and come first.
    let marked = letter::all().filter(|(_, letter)| letter.shape().marks() != 0);
    for (char, letter) in ascii.chain(marked).chain(letter::all()) {
        let (bytes, _) = encoded(char);
        let known = &mut table[slot(bytes)];
        if known.bytes == nothing.bytes {
            *known = Known { bytes, letter };
        }
    }
    table
});

/// Where a character stands in [`KNOWN`]; no two letters of Vietnamese share a place.
fn slot(bytes: u32) -> usize {
    (bytes.wrapping_mul(0x6ED5_D1BF) >> (32 - BITS)) as usize
}

/// A character as it stands in a text, as [`first_char`] gives it.
fn encoded(char: char) -> (u32, usize) {
    let mut four = [0; 4];
    char.encode_utf8(&mut four);
    first_char(four)
}

/// The bytes of the character that opens these four, and how many they are.
fn first_char(four: [u8; 4]) -> (u32, usize) {
    /// By the upper half of the first byte, how many follow it.
    const MORE: u32 = 0b11_10_01_01 << 24;
    let more = MORE >> (four[0] >> 4 << 1) & 3;
    (u32::from_le_bytes(four) & (u32::MAX >> (24 - 8 * more)), 1 + more as usize)
}

#[derive(Clone, Copy)]
enum Class {
    Plain,
    Space,
    Drop,
    Special,
}

const CLASS: [Class; 128] = {
    let mut class = [Class::Plain; 128];
    let mut byte = 0;
    while byte < 128 {
        if byte < 0x20 || byte == 0x7f {
            class[byte] = Class::Drop;
        }
        byte += 1;
    }
    let spaces = [b' ', b'\t', b'\n', b'\r', 0x0B, 0x0C];
    let mut index = 0;
    while index < spaces.len() {
        class[spaces[index] as usize] = Class::Space;
        index += 1;
    }
    let specials = *b"*#_}\\[<&|";
    let mut index = 0;
    while index < specials.len() {
        class[specials[index] as usize] = Class::Special;
        index += 1;
    }
    class
};

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, folded: &str) {
        let text = Text::new(source);
        let low = String::from_utf8(text.low.clone()).expect("folded text is ASCII");
        assert_eq!(low.replace(BLANK as char, "¶"), folded, "{source:?}");
        for place in 0..text.low.len() {
            assert!(source.is_char_boundary(text.at[place] as usize));
        }
    }

    #[test]
    fn ok_letters_fold_to_one_ascii_letter() {
        check("Quyết định số 23/QĐ-TTg", "quyet dinh so 23/qd-ttg");
        check("Quye\u{302}\u{301}t đi\u{323}nh", "quyet dinh");
        check("ẮẰẲẴẶ ưỡng ỷ", "aaaaa uong y");
        check("NЕ BТС QĐ-BHΧΗ QÐ", "ne btc qd-bhxh qd");
    }

    #[test]
    fn ok_a_capital_between_small_letters_starts_a_word() {
        let glued = |source: &str| {
            let text = Text::new(source);
            (1..text.low().len())
                .filter(|&place| text.is_glued(place))
                .map(|place| text.folded(Run::new(place, text.word_end(place))).to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(glued("tạiTờ trình"), ["to"]);
        assert_eq!(glued("ngày 5 tháng 8 năm 2016QUYẾT ĐỊNH"), ["quyet"]);
        for whole in [
            "23/QĐ-TTg",
            "21/TTr-SYT",
            "5512/BGDĐT-GDTrH",
            "QĐi",
            "eTax",
            "GlobalGAP",
            "mẫu 2016A",
            "khóa 12B",
        ] {
            assert!(glued(whole).is_empty(), "{whole}");
        }
    }

    #[test]
    fn ok_composed_and_decomposed_letters_are_the_same() {
        for word in ["Ñghị", "ťa", "Ǘ", "ằ", "ї", "K", "ṩ"] {
            let decomposed: String = word.nfd().collect();
            let (composed, decomposed) = (Text::new(word), Text::new(&decomposed));
            assert_eq!(composed.low(), decomposed.low(), "{word}");
            for place in 0..composed.low().len() {
                assert_eq!(composed.shape(place), decomposed.shape(place), "{word}");
            }
            assert_eq!(composed.value(composed.all()), decomposed.value(decomposed.all()));
        }
    }

    #[test]
    fn ok_every_letter_of_vietnamese_is_known() {
        let missed = letter::vietnamese().filter(|&char| {
            let (bytes, _) = encoded(char);
            KNOWN[slot(bytes)].bytes != bytes
        });
        assert_eq!(missed.collect::<String>(), "");
    }

    #[test]
    fn ok_space_is_one_byte() {
        check("a \t b\n c\r\n\r\nd\u{a0}\u{a0}e\u{200b}f\n \n\ng", "a b\nc¶d ef¶g");
        check("\n\n a ", "a");
    }

    #[test]
    fn ok_markup_vanishes() {
        check("## **KẾ HOẠCH**\n[bookmark: muc_2]II. NHIỆM VỤ", "ke hoach\nii. nhiem vu");
        check("VT, KGVX_{cường95}", "vt, kgvx cuong95");
        check("*Đơn vị: *Sở\n* Lưu ý\n*- Hạn*", "don vi: so\n* luu y\n- han");
        check("liên quan<sup>1</sup> & x<y &amp; z", "lien quan1 & x<y & z");
        check("QĐ_BKHCN __Nơi__ ____", "qd_bkhcn noi");
        check("| a | b |\n|---|---|\n| c |", "a\nb¶---\n---¶c");
        check("ngày 3| tháng\na|b|c\na | b", "ngay 3 thang\na\nb\nc\na\nb");
    }

    #[test]
    fn ok_value_gives_the_source_back_without_markup() {
        let text = Text::new("**Ngày  25**/12\n\nnăm");
        assert_eq!(text.value(text.all()), "Ngày 25/12 năm");
        let span = text.span(Run::new(5, 7));
        assert_eq!(&text.source[span.range()], "25");
        let nfd = Text::new("Quye\u{302}\u{301}t");
        assert_eq!(nfd.value(nfd.all()), "Quyết");
        assert_eq!(nfd.span(nfd.all()), Span::new(0, nfd.source.len()));
    }

    #[test]
    fn ok_erased_lines_leave_one_blank() {
        let mut text = Text::new("khó\n\n12\n\nkhăn");
        text.erase(&[Run::new(4, 6)]);
        assert_eq!(text.value(text.all()), "khó khăn");
    }

    #[test]
    fn ok_marks_ignore_the_place_of_the_tone() {
        let text = Text::new("Hoà Bình, Hòa Bình, Hoa Binh");
        let marks = marks_of("hòa bình");
        assert!(text.has_marks(0, &marks));
        assert!(text.has_marks(10, &marks));
        assert!(!text.has_marks(20, &marks));
    }

    #[test]
    fn ok_slugs() {
        assert_eq!(slug("Bộ Lao động - Thương binh và Xã hội"), "bo-lao-dong-thuong-binh-va-xa-hoi");
        assert_eq!(slug("Ngân sách nhà nước."), "ngan-sach-nha-nuoc");
    }
}
