//! A vocabulary compiled for scanning.
//!
//! In: entries with phrases. Out: a [`Lexicon`] that finds them in folded text. Which of several readings of a place is
//! meant is not decided here: the longest phrase wins.

use std::borrow::Cow;
use std::fmt;

use super::openings::{self, Openings};
use crate::text::{self, Run, Tag, Text};

/// One entry of a grammar file.
#[derive(Clone, Debug)]
pub struct Entry<T> {
    /// The id of the entry, unique in its file.
    pub id: String,
    /// What it means.
    pub value: T,
}

/// A vocabulary: entries and a sorted table of their folded phrases.
///
/// All phrases that are prefixes of a text form one chain: the greatest phrase not above the text, the longest phrase
/// that is a prefix of that one, and so on. So a place is looked up by one binary search, and compiling is sorting.
#[derive(Clone)]
pub struct Lexicon<T> {
    entries: Vec<Entry<T>>,
    phrases: Vec<Phrase>,
    /// What follows the first word of each phrase, see [`key`]: it settles nearly all of the order.
    keys: Vec<u64>,
    /// The phrases by the number of their first word, see [`Text::tag`].
    families: Vec<Family>,
    /// The bit of words that open a phrase, see [`Text::tag`].
    tag: Tag,
}

/// The phrases that open with one word.
#[derive(Clone, Copy, Default)]
struct Family {
    first: u32,
    end: u32,
    /// The first bytes, which all of them share.
    shared: u8,
    /// What may follow those, see [`follower`].
    followers: u32,
}

/// One phrase of an entry.
#[derive(Clone, Debug)]
struct Phrase {
    folded: Box<[u8]>,
    entry: u32,
    /// The longest other phrase that is a prefix of this one.
    shorter: Option<u32>,
    /// The marks its letters must bear, where folding would make two words one.
    marks: Option<Box<[u8]>>,
    capital: bool,
}

/// A phrase as a grammar file states it.
#[derive(Debug)]
pub(super) struct Stated<'i> {
    /// As in print, with marks.
    pub(super) phrase: Cow<'i, str>,
    /// Whether the marks count.
    pub(super) exact: bool,
    /// Whether the source must print a capital at its start.
    pub(super) capital: bool,
}

/// Two entries that claim one phrase.
#[derive(Debug)]
pub(super) struct Clash {
    /// The entries, in the order of the file.
    pub(super) entries: (usize, usize),
    /// The folded phrase.
    pub(super) phrase: String,
}

/// A phrase found in a text.
#[derive(Debug)]
pub struct Found<'g, T> {
    pub entry: &'g Entry<T>,
    pub run: Run,
}

impl<T> Clone for Found<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Found<'_, T> {}

impl<T: fmt::Debug> fmt::Debug for Lexicon<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.entries).finish()
    }
}

impl<T> Lexicon<T> {
    /// Compiles entries with their phrases. `tag` is the bit by which a text knows the words that open one.
    pub(super) fn new<'i>(
        tag: Tag,
        openings: &mut Openings,
        rows: impl Iterator<Item = (Entry<T>, Vec<Stated<'i>>)>,
    ) -> Result<Lexicon<T>, Clash> {
        let (mut entries, mut phrases) = (Vec::new(), Vec::new());
        for (entry, stated) in rows {
            for stated in stated {
                spellings(&stated.phrase, |spelling| {
                    phrases.push(Phrase {
                        folded: text::fold(spelling).into_bytes().into(),
                        entry: entries.len() as u32,
                        shorter: None,
                        marks: stated.exact.then(|| text::marks_of(spelling).into()),
                        capital: stated.capital,
                    });
                });
            }
            entries.push(entry);
        }
        phrases.sort_by(|a, b| (&a.folded, a.entry).cmp(&(&b.folded, b.entry)));
        if let Some(clash) = clash(&phrases) {
            return Err(clash);
        }
        chain(&mut phrases);
        let keys = phrases.iter().map(|phrase| key(&phrase.folded[shared(&phrase.folded)..])).collect();
        let families = families(&phrases, tag, openings);
        Ok(Lexicon { entries, phrases, keys, families, tag })
    }

    /// All entries, in the order of the file.
    pub fn entries(&self) -> &[Entry<T>] {
        &self.entries
    }

    /// The folded phrases with what they mean.
    pub fn phrases(&self) -> impl Iterator<Item = (&[u8], &T)> {
        self.phrases.iter().map(|phrase| (&*phrase.folded, &self.entries[phrase.entry as usize].value))
    }

    /// The bit of words that open a phrase.
    pub fn tag(&self) -> Tag {
        self.tag
    }

    /// The number of phrases, spellings of hyphens counted.
    pub(super) fn phrase_count(&self) -> usize {
        self.phrases.len()
    }

    /// The longest phrase that starts at this folded byte, as whole words. The blanks of a phrase match blanks of the
    /// text, not its line breaks.
    pub fn at(&self, text: &Text, place: usize) -> Option<Found<'_, T>> {
        self.at_within(text, Run::new(place, text.low().len()))
    }

    /// As [`Lexicon::at`], for a phrase that also ends inside `run`.
    pub fn at_within(&self, text: &Text, run: Run) -> Option<Found<'_, T>> {
        if run.is_empty() {
            return None;
        }
        let found = match text.tag(run.start) {
            Some(tag) if tag & self.tag == 0 => return None,
            Some(tag) => self.in_family(text, run, *self.families.get(openings::number(tag))?)?,
            None if text.starts_word(run.start) => self.in_all(text, run)?,
            None => return None,
        };
        let run = Run::new(run.start, run.start + found.folded.len());
        Some(Found { entry: &self.entries[found.entry as usize], run })
    }

    /// The longest phrase of a family that stands at the start of `run`, which starts with the word of the family.
    fn in_family(&self, text: &Text, run: Run, family: Family) -> Option<&Phrase> {
        let (first, end, shared) = (family.first as usize, family.end as usize, family.shared as usize);
        let rest = text.slice(run);
        let behind = rest.get(shared..)?;
        if family.followers & follower(behind).unwrap_or(u32::MAX) == 0 {
            return None;
        }
        let want = key(behind);
        let keys = &self.keys[first..end];
        // The greatest phrase not above the text.
        let mut count = keys.partition_point(|&key| key <= want);
        if count > 0 && keys[count - 1] == want {
            let below = keys[..count].partition_point(|&key| key < want);
            let same = &self.phrases[first + below..first + count];
            count = below + same.partition_point(|phrase| *phrase.folded <= *rest);
        }
        let mut next = count.checked_sub(1);
        while let Some(index) = next {
            let phrase = &self.phrases[first + index];
            // The key tells of nearly all that do not stand here, and all there is to tell of short ones.
            let others = 64_u32.saturating_sub(8 * (phrase.folded.len() - shared) as u32);
            let starts = (keys[index] ^ want).checked_shr(others).unwrap_or(0) == 0;
            if starts && self.fits(text, run.start, rest, phrase, shared + 8) {
                return Some(phrase);
            }
            // What starts in another family ends inside the first word.
            next = phrase.shorter.and_then(|shorter| (shorter as usize).checked_sub(first));
        }
        None
    }

    /// The longest phrase at the start of `run` in a text without tags.
    fn in_all(&self, text: &Text, run: Run) -> Option<&Phrase> {
        let rest = text.slice(run);
        let mut next = self.phrases.partition_point(|phrase| *phrase.folded <= *rest).checked_sub(1);
        while let Some(index) = next {
            let phrase = &self.phrases[index];
            if self.fits(text, run.start, rest, phrase, 0) {
                return Some(phrase);
            }
            next = phrase.shorter.map(|shorter| shorter as usize);
        }
        None
    }

    /// The phrases in `run` from left to right, the longest first, none overlapping another.
    pub fn find_iter<'a>(&'a self, text: &'a Text, run: Run) -> impl Iterator<Item = Found<'a, T>> + 'a {
        let mut place = run.start;
        std::iter::from_fn(move || {
            while let Some(start) = text.next_opening(Run::new(place, run.end), self.tag) {
                let found = self.at_within(text, Run::new(start, run.end));
                place = found.map_or(start + 1, |found| found.run.end);
                if found.is_some() {
                    return found;
                }
            }
            None
        })
    }

    /// Whether `phrase` stands at the start of `rest`, as whole words and with the marks it asks for; that its first `known`
    /// bytes stand there is known.
    fn fits(&self, text: &Text, start: usize, rest: &[u8], phrase: &Phrase, known: usize) -> bool {
        let length = phrase.folded.len();
        (length <= known && length <= rest.len() || rest.starts_with(&phrase.folded))
            && (!text::is_word(phrase.folded[length - 1]) || text.ends_word(start + length))
            && (!phrase.capital || text.is_upper(start))
            && phrase.marks.as_deref().is_none_or(|marks| text.has_marks(start, marks))
    }
}

/// How many bytes of a phrase stand for its first word in its number.
fn shared(phrase: &[u8]) -> usize {
    openings::word(phrase).1.min(8)
}

/// The bit of the byte that opens the next word, where a blank and one more byte follow a first word: most words that
/// open a phrase are followed by none of its second words. A bit stands for several bytes.
fn follower(behind: &[u8]) -> Option<u32> {
    match behind {
        [b' ', next, ..] => Some(1 << (next & 31)),
        _ => None,
    }
}

/// The first eight bytes of `low` as a number in the order of the alphabet.
fn key(low: &[u8]) -> u64 {
    match low.first_chunk() {
        Some(eight) => u64::from_be_bytes(*eight),
        None => low.iter().zip((0..8).rev()).fold(0, |key, (&b, place)| key | u64::from(b) << (place * 8)),
    }
}

/// Calls `visit` on each way to print `phrase`: the space around « - » and « / » comes and goes.
fn spellings(phrase: &str, mut visit: impl FnMut(&str)) {
    visit(phrase);
    for mark in ["-", "/"] {
        let spaced = format!(" {mark} ");
        if phrase.contains(&spaced) {
            for tight in [mark.to_owned(), format!(" {mark}"), format!("{mark} ")] {
                visit(&phrase.replace(&spaced, &tight));
            }
        }
    }
}

/// Two neighbours of the sorted table that no text can tell apart.
fn clash(phrases: &[Phrase]) -> Option<Clash> {
    phrases.windows(2).find_map(|pair| {
        let (a, b) = (&pair[0], &pair[1]);
        let apart = matches!((&a.marks, &b.marks), (Some(x), Some(y)) if x != y);
        (a.folded == b.folded && !apart).then(|| Clash {
            entries: (a.entry as usize, b.entry as usize),
            phrase: String::from_utf8_lossy(&a.folded).into_owned(),
        })
    })
}

/// The phrases by the number of their first word.
fn families(phrases: &[Phrase], tag: Tag, openings: &mut Openings) -> Vec<Family> {
    let mut families: Vec<Family> = Vec::new();
    for (at, phrase) in (0..).zip(phrases) {
        let number = openings.add(openings::word(&phrase.folded).0, tag);
        families.resize(families.len().max(number + 1), Family::default());
        let family = &mut families[number];
        if family.end == 0 {
            *family = Family { first: at, end: at, shared: shared(&phrase.folded) as u8, followers: 0 };
        }
        family.end = at + 1;
        family.followers |= follower(&phrase.folded[family.shared as usize..]).unwrap_or(u32::MAX);
    }
    families
}

/// Links every phrase to the longest other phrase that is a prefix of it.
fn chain(phrases: &mut [Phrase]) {
    let mut open: Vec<u32> = Vec::new();
    for index in 0..phrases.len() {
        while let Some(&top) = open.last() {
            if phrases[index].folded.starts_with(&phrases[top as usize].folded) {
                break;
            }
            open.pop();
        }
        phrases[index].shorter = open.last().copied();
        open.push(index as u32);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Phrases by id; `!` before a phrase asks for its marks, `^` for a capital.
    fn lexicon(phrases: &[&str]) -> Lexicon<()> {
        let row = |phrase: &&str| {
            let words = phrase.trim_start_matches(['!', '^']);
            let stated = Stated {
                phrase: Cow::Owned(words.to_owned()),
                exact: phrase.starts_with('!'),
                capital: phrase.starts_with('^'),
            };
            (Entry { id: words.to_owned(), value: () }, vec![stated])
        };
        Lexicon::new(1 << 16, &mut Openings::default(), phrases.iter().map(row)).expect("the phrases differ")
    }

    /// `marked` is a text with ⟦…⟧ around what must be found, in order.
    #[track_caller]
    fn check(phrases: &[&str], marked: &str) {
        let source = marked.replace(['⟦', '⟧'], "");
        let expected: Vec<&str> =
            marked.split('⟦').skip(1).filter_map(|part| part.split('⟧').next()).collect();
        let text = Text::new(&source);
        let lexicon = lexicon(phrases);
        let found: Vec<String> =
            lexicon.find_iter(&text, text.all()).map(|found| text.value(found.run)).collect();
        assert_eq!(found, expected, "{source:?}");
    }

    #[test]
    fn ok_the_longest_phrase_wins() {
        let laws = ["Luật Đầu tư", "Luật Đầu tư công", "Luật"];
        check(&laws, "⟦Luật Đầu tư công⟧, ⟦Luật Đầu tư⟧ và ⟦luật⟧ khác");
        check(&laws, "⟦Luật⟧ Đất đai, Bộ ⟦luật⟧ Dân sự");
    }

    #[test]
    fn ok_a_shorter_phrase_where_the_longer_breaks_off() {
        let bodies = ["Sở", "Sở Y tế", "Sở Y tế và Trẻ em tỉnh"];
        check(&bodies, "⟦Sở Y tế⟧ và Trẻ em huyện");
        check(&bodies, "⟦Sở⟧ Y học, ⟦Sở Y tế⟧");
    }

    #[test]
    fn ok_case_marks_and_spacing_fold() {
        check(&["Sở Y tế"], "⟦SỞ Y TẾ⟧, ⟦So Y te⟧, ⟦Sơ Y tê⟧");
        check(&["Hòa Bình"], "⟦Hoà Bình⟧");
    }

    #[test]
    fn ok_hyphens_and_slashes_with_any_spacing() {
        check(
            &["Lao động - Thương binh"],
            "⟦Lao động - Thương binh⟧, ⟦Lao động-Thương binh⟧, ⟦Lao động –Thương binh⟧, ⟦Lao động— Thương binh⟧",
        );
        check(&["Nội dung / nhiệm vụ"], "⟦Nội dung/nhiệm vụ⟧, ⟦Nội dung/ nhiệm vụ⟧, Nội dung nhiệm vụ");
    }

    #[test]
    fn not_parts_of_words() {
        check(&["Ban", "TT"], "⟦Ban⟧ Chỉ đạo, Băng, TTr, 2TT, ⟦TT⟧. HĐND");
        check(&["km"], "12 ⟦km⟧/h, km2");
    }

    #[test]
    fn not_across_a_line_break() {
        check(&["Sở Y tế"], "Sở\nY tế, ⟦Sở Y tế⟧\n\nSở");
    }

    #[test]
    fn ok_marks_count_where_asked() {
        check(&["!sở", "!số"], "⟦Sở⟧ Y tế ban hành Kế hoạch ⟦số⟧ 5, so với");
        check(&["!qua"], "⟦qua⟧ Sở Nội vụ, kết quả, quá trình");
    }

    #[test]
    fn ok_capitals_count_where_asked() {
        check(&["^Hòa Bình"], "tỉnh ⟦Hòa Bình⟧, vì hòa bình, TỈNH ⟦HÒA BÌNH⟧");
    }

    #[test]
    fn ok_a_phrase_ends_inside_its_run() {
        let text = Text::new("Sở Y tế tỉnh");
        let lexicon = lexicon(&["Sở", "Sở Y tế"]);
        let at = |run| lexicon.at_within(&text, run).map(|found| found.run);
        assert_eq!(at(text.all()), Some(Run::new(0, 7)));
        assert_eq!(at(Run::new(0, 7)), Some(Run::new(0, 7)));
        assert_eq!(at(Run::new(0, 6)), Some(Run::new(0, 2)));
        assert_eq!(at(Run::new(1, 12)), None);
        assert_eq!(at(Run::new(3, 3)), None);
        assert!(lexicon.at(&text, text.low().len()).is_none());
    }

    #[test]
    fn err_a_phrase_of_two_entries() {
        let row = |id: &str, phrase: &'static str, exact| {
            let stated = Stated { phrase: Cow::Borrowed(phrase), exact, capital: false };
            (Entry { id: id.to_owned(), value: () }, vec![stated])
        };
        let clash = |a, b| {
            Lexicon::new(
                1 << 16,
                &mut Openings::default(),
                [row("a", a, true), row("b", b, true)].into_iter(),
            )
            .err()
        };
        assert!(clash("sở", "số").is_none());
        let same = clash("hòa", "HÒA").expect("they cannot be told apart");
        assert_eq!((same.entries, same.phrase.as_str()), ((0, 1), "hoa"));
        let loose = Lexicon::new(
            1 << 16,
            &mut Openings::default(),
            [row("a", "sở", true), row("b", "số", false)].into_iter(),
        );
        assert!(loose.is_err());
    }

    /// What [`Lexicon::find_iter`] finds, by trying every phrase at every place.
    fn plain(phrases: &[&str], text: &Text) -> Vec<Run> {
        let low = text.low();
        let (mut runs, mut place) = (Vec::new(), 0);
        while place < low.len() {
            let fits = |phrase: &&str| {
                let folded = text::fold(phrase);
                let end = place + folded.len();
                let whole = text.starts_word(place) && text.ends_word(end);
                (whole && low[place..].starts_with(folded.as_bytes())).then_some(end)
            };
            match phrases.iter().filter_map(fits).max() {
                Some(end) => {
                    runs.push(Run::new(place, end));
                    place = end;
                }
                None => place += 1,
            }
        }
        runs
    }

    proptest! {
        #[test]
        fn ok_as_the_plain_search(words in proptest::collection::vec(0..9_usize, 0..40)) {
            let phrases = ["a", "a b", "a b c", "a bc", "b", "b c a", "bc", "c a b"];
            let soup: Vec<&str> = words.iter().map(|&n| ["a", "b", "c", "bc", "ab", "A", ", a", "đ", "a\nb"][n]).collect();
            let source = soup.join(" ");
            let text = Text::new(&source);
            let found: Vec<Run> = lexicon(&phrases).find_iter(&text, text.all()).map(|found| found.run).collect();
            prop_assert_eq!(found, plain(&phrases, &text));
        }

        #[test]
        fn ok_any_text(source in ".*") {
            let text = Text::new(&source);
            let lexicon = lexicon(&["!á", "^B", "a - b", "1"]);
            for found in lexicon.find_iter(&text, text.all()) {
                prop_assert!(!found.run.is_empty() && found.run.end <= text.low().len());
            }
        }
    }
}
