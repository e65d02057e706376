//! Words as the index of an archive has them, and where a phrase stands among them.
//!
//! In: any text. Out: for each word its letters without marks, and its letters with marks where it has some. The tone
//! counts for the word, not for its place in it: `hòa` and `hoà` are one word, and so are composed and decomposed letters.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use super::sections::Part;

/// What opens the words of a heading in the index.
pub(crate) const HEADING: char = '¶';
/// The word of a section in whose heading or text no letter has a mark: it may have lost them.
pub(crate) const UNMARKED: &str = "·";

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// In lower case, without marks.
    pub(crate) bare: String,
    /// With marks, the tone behind the letters; none where it has none.
    pub(crate) marked: Option<String>,
    /// Its place in the text, in bytes.
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// The words of a text, in order.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::with_capacity(text.len() / 6);
    each(text, |start, end, bare, marked| {
        words.push(Word { bare: bare.to_owned(), marked: marked.map(str::to_owned), start, end });
    });
    words
}

/// What the index holds of groups of sections, a row for each: the words of headings and texts without marks, so that phrases
/// are found, and the words of headings again as such. The first row has the words with marks of the whole document besides,
/// once each: few documents with a word have it with other marks only.
pub(super) fn indexed(groups: &[&[Part<'_>]]) -> Vec<String> {
    let mut exact: HashSet<String> = HashSet::new();
    let mut rows: Vec<String> = groups.iter().map(|group| indexed_group(group, &mut exact)).collect();
    let mut exact: Vec<String> = exact.into_iter().collect();
    exact.sort_unstable();
    if let Some(first) = rows.first_mut() {
        first.push_str(&exact.join(" "));
    }
    rows
}

fn indexed_group(parts: &[Part<'_>], exact: &mut HashSet<String>) -> String {
    let length: usize = parts.iter().map(Part::length).sum();
    let mut index = String::with_capacity(length + length / 4);
    let mut heads = String::new();
    let mut unmarked = false;
    for part in parts {
        for (text, is_heading) in [(part.heading.unwrap_or_default(), true), (part.text, false)] {
            let (start, mut marks) = (index.len(), false);
            each(text, |_, _, bare, marked| {
                index.push_str(bare);
                index.push(' ');
                if is_heading {
                    heads.push(HEADING);
                    heads.push_str(bare);
                    heads.push(' ');
                }
                if let Some(marked) = marked {
                    marks = true;
                    if !exact.contains(marked) {
                        exact.insert(marked.to_owned());
                    }
                }
            });
            if index.len() > start {
                unmarked |= !marks;
                // No phrase goes over from the heading to the text, or to the next section.
                index.push_str("¦ ");
                if is_heading {
                    heads.push_str("¦ ");
                }
            }
        }
    }
    if unmarked {
        index.push_str(UNMARKED);
        index.push(' ');
    }
    index.push_str(&heads);
    index
}

/// The number of a word, of its letters without marks; another word may have it too.
pub(crate) fn number(bare: &str) -> u64 {
    bare.bytes().fold(0, step)
}

fn step(number: u64, byte: u8) -> u64 {
    (number ^ u64::from(byte)).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(23)
}

/// Calls `take` on the [`number`] of each word: to pass quickly over what has other words.
pub(crate) fn each_number(text: &str, mut take: impl FnMut(u64)) {
    let mut number = None;
    for letter in text.chars().chain([' ']) {
        if letter.is_ascii_alphanumeric() {
            number = Some(step(number.unwrap_or(0), letter.to_ascii_lowercase() as u8));
            continue;
        }
        match apart(letter) {
            Some(spelling) if spelling.opens || spelling.goes_on && number.is_some() => {
                number = Some(spelling.bare.bytes().fold(number.unwrap_or(0), step));
            }
            _ => number.take().into_iter().for_each(&mut take),
        }
    }
}

/// Calls `take` on the place, the bare and the marked letters of each word.
fn each(text: &str, mut take: impl FnMut(usize, usize, &str, Option<&str>)) {
    // `marked` is filled from the first mark of a word on: until then it would be what `bare` is.
    let (mut bare, mut marked, mut tones) = (String::new(), String::new(), String::new());
    let mut has_marks = false;
    let mut start = None;
    for (place, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        if letter.is_ascii_alphanumeric() {
            start.get_or_insert(place);
            bare.push(letter.to_ascii_lowercase());
            if has_marks {
                marked.push(letter.to_ascii_lowercase());
            }
            continue;
        }
        match apart(letter) {
            Some(spelling) if spelling.opens || spelling.goes_on && start.is_some() => {
                start.get_or_insert(place);
                if spelling.has_marks && !has_marks {
                    has_marks = true;
                    marked.push_str(&bare);
                }
                bare.push_str(&spelling.bare);
                if has_marks {
                    marked.push_str(&spelling.marked);
                    tones.extend(spelling.tone);
                }
            }
            _ => {
                if let Some(start) = start.take() {
                    marked.push_str(&tones);
                    take(start, place, &bare, has_marks.then_some(&marked));
                    has_marks = false;
                    bare.clear();
                    marked.clear();
                    tones.clear();
                }
            }
        }
    }
}

/// A letter that is not ASCII, taken apart.
#[derive(Clone, Default)]
struct Spelling {
    /// Whether a word may begin with it, or go on.
    opens: bool,
    goes_on: bool,
    bare: String,
    /// The letter and its marks but for the tone.
    marked: String,
    tone: Option<char>,
    /// Whether it is more than its bare letters.
    has_marks: bool,
}

/// Letters from U+0080 to U+024F, and from U+1E00 to U+1EFF.
static SPELLINGS: LazyLock<[Vec<Spelling>; 2]> = LazyLock::new(|| {
    let all = |codes: std::ops::Range<u32>| codes.filter_map(char::from_u32).map(spelling).collect();
    [all(0x80..0x250), all(0x1E00..0x1F00)]
});

/// A letter taken apart; none where it is ASCII.
fn apart(letter: char) -> Option<Cow<'static, Spelling>> {
    match letter as usize {
        0..0x80 => None,
        code @ 0x80..0x250 => Some(Cow::Borrowed(&SPELLINGS[0][code - 0x80])),
        code @ 0x1E00..0x1F00 => Some(Cow::Borrowed(&SPELLINGS[1][code - 0x1E00])),
        _ => Some(Cow::Owned(spelling(letter))),
    }
}

fn spelling(letter: char) -> Spelling {
    let opens = letter.is_alphanumeric();
    let mut spelling = Spelling { opens, goes_on: opens || is_combining_mark(letter), ..Spelling::default() };
    decompose_canonical(letter, |part| match part {
        '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}' => spelling.tone = Some(part),
        part => {
            let low = match part {
                'Đ' | 'ð' | 'Ð' => 'đ',
                part => part.to_lowercase().next().unwrap_or(part),
            };
            spelling.marked.push(low);
            if !is_combining_mark(part) {
                spelling.bare.push(if low == 'đ' { 'd' } else { low });
            }
        }
    });
    spelling.has_marks = spelling.tone.is_some() || spelling.marked != spelling.bare;
    spelling
}

/// A part of a query that stands together in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Phrase {
    pub(crate) words: Vec<Word>,
    /// Whether the last word is only begun.
    pub(crate) begun: bool,
    /// Whether the marks that were typed count.
    pub(crate) marks: bool,
}

impl Phrase {
    /// Reads a phrase; none where there is no word. A number has marks only in its symbol and is found without.
    pub(crate) fn new(text: &str, begun: bool) -> Option<Phrase> {
        let words = words(text);
        let is_number = words.first()?.bare.starts_with(|c: char| c.is_ascii_digit());
        let marks = !is_number && words.iter().any(|word| word.marked.is_some());
        Some(Phrase { words, begun, marks })
    }

    /// Where it stands among words, by their numbers; `exact` asks for the marks that were typed.
    pub(crate) fn places<'a>(&'a self, among: &'a [Word], exact: bool) -> impl Iterator<Item = usize> + 'a {
        let last = self.words.len() - 1;
        among.windows(self.words.len()).enumerate().filter_map(move |(place, window)| {
            let fits = window.iter().zip(&self.words).enumerate().all(|(at, (word, wanted))| {
                let begun = self.begun && at == last;
                match &wanted.marked {
                    Some(marked) if exact && self.marks => {
                        let found = word.marked.as_ref().unwrap_or(&word.bare);
                        if begun { begins(found, marked) } else { found == marked }
                    }
                    _ if begun => word.bare.starts_with(&wanted.bare),
                    _ => word.bare == wanted.bare,
                }
            });
            fits.then_some(place)
        })
    }
}

/// Whether a word begins as another: its letters so, and its tone where that one has a tone.
fn begins(word: &str, beginning: &str) -> bool {
    let is_tone = |c: char| matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}');
    let letters = |text: &'_ str| -> String { text.nfc().filter(|c| !is_tone(*c)).collect() };
    let (low, tone) = (beginning.trim_end_matches(is_tone), beginning.chars().rev().find(|c| is_tone(*c)));
    let has = |tone: char| word.ends_with(tone);
    letters(word.trim_end_matches(is_tone)).starts_with(&letters(low)) && tone.is_none_or(has)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stands(phrase: &str, text: &str) -> bool {
        Phrase::new(phrase, false).unwrap().places(&words(text), true).next().is_some()
    }

    #[test]
    fn ok_one_word_however_it_is_written() {
        for (phrase, text) in [
            ("hòa", "Hoà bình"),
            ("thủy", "THUỶ lợi"),
            ("đường", "học đu\u{31b}o\u{31b}\u{300}ng"),
            ("học đường", "Bạo lực HỌC, ĐƯỜNG"),
            ("duong", "đường"),
            ("duong", "dương"),
            ("28 ct tw", "28-CT/TW"),
            ("6/QĐ-TTg", "6/QD-TTg"),
        ] {
            assert!(stands(phrase, text), "{phrase} in {text}");
        }
    }

    #[test]
    fn not_other_marks() {
        for (phrase, text) in
            [("dương", "đường"), ("đường", "duong"), ("học", "hoc đường"), ("cấp cứu", "cấp, cửu")]
        {
            assert!(!stands(phrase, text), "{phrase} in {text}");
        }
    }

    #[test]
    fn numbers_are_those_of_the_bare_words() {
        let text = "Bạo lực HỌC, ĐƯỜNG; đu\u{31b}o\u{31b}\u{300}ng hoà 28-CT/TW \u{301}x";
        let mut numbers = Vec::new();
        each_number(text, |number| numbers.push(number));
        assert_eq!(numbers, words(text).iter().map(|word| number(&word.bare)).collect::<Vec<_>>());
    }

    #[test]
    fn beginnings() {
        let begun = |word: &str, text: &str| {
            Phrase::new(word, true).unwrap().places(&words(text), true).next().is_some()
        };
        assert!(begun("đươ", "đường") && begun("mầ", "mầm") && begun("hoc", "học") && begun("ho", "Hoà"));
        assert!(!begun("dươ", "đường") && !begun("mâ\u{301}", "mầm"));
    }

    #[test]
    fn the_index_has_each_word_three_ways() {
        let marked = |text: &str| words(text)[0].marked.clone().unwrap();
        let part = |heading, text| Part { path: "I", heading, text };
        let index = |parts: &[Part<'_>]| indexed(&[parts]).concat();
        // «An ninh» has no mark to show that none was lost.
        let expected = format!("muc dich ¦ an ninh ¦ · ¶muc ¶dich ¦ {} {}", marked("mục"), marked("đích"));
        assert_eq!(index(&[part(Some("Mục đích"), "An ninh")]), expected);
        assert_eq!(index(&[part(None, "an toan")]), "an toan ¦ · ");
        let both = index(&[part(Some("Mục đích"), "mục"), part(None, "đích, mục")]);
        let expected =
            format!("muc dich ¦ muc ¦ dich muc ¦ ¶muc ¶dich ¦ {} {}", marked("mục"), marked("đích"));
        assert_eq!(both, expected);
        // The marks of all groups stand in the first row.
        let rows = indexed(&[&[part(None, "an")], &[part(None, "mục")], &[part(None, "an")]]);
        assert!(rows[0].ends_with(&marked("mục")) && !rows[1].contains(&marked("mục")));
    }
}
