//! How legible a text is: whether its words can be Vietnamese, and bear the marks that Vietnamese has.
//!
//! In: a folded [`Text`]. Out: a [`Legibility`] with the counts it rests on. One pass, no dictionary: a syllable
//! (âm tiết) is an onset (âm đầu) and a rhyme (vần) from two closed tables. Which words are meant is not decided here; a
//! wrong word that is a correct syllable is not noticed.

use crate::document::{Legibility, LegibilityBasis, Verdict};
use crate::text::{self, Run, Shapes, Text};

/// Below this score a text is not clear: one word in twenty is damaged, more than every other line has one.
const CLEAR: f64 = 0.95;
/// Below this score a reader would give up: every third word is damaged, or most marks are gone.
const ILLEGIBLE: f64 = 0.70;
/// A text with fewer words says too little about itself to be called anything but clear.
const ENOUGH: u32 = 30;
/// The share of syllables that bear a mark is above four in five in print; a text below this share has lost some.
const MARKED: f64 = 0.75;
/// How much of its legibility a text keeps that has lost all its marks.
const UNMARKED: f64 = 0.40;
/// The longest syllable, «nghiêng».
const LONGEST: usize = 7;
/// The longest abbreviation in capitals that is passed over: «LĐTBXH», «MTTQVN».
const ABBREVIATION: usize = 8;

/// Measures the words of a text.
pub fn legibility(text: &Text) -> Legibility {
    let mut basis = LegibilityBasis::default();
    // A text repeats its words: each is judged once, as long as no other takes its place here.
    let mut seen = [Seen::default(); 1 << SEEN_BITS];
    let low = text.low();
    let mut place = 0;
    while place < low.len() {
        let (letters, packed) = letters(&low[place..]);
        let run = word(low, place, letters);
        if run.len() == letters && letters < 8 {
            // Nearly every word: a few letters and nothing else.
            let shapes = text.few_shapes(run);
            let seen = &mut seen[seen_slot(packed, shapes)];
            if (seen.packed, seen.shapes) != (packed, shapes) {
                count_letters(*seen, &mut basis);
                *seen = Seen { packed, shapes, times: 0 };
            }
            seen.times += 1;
        } else {
            count_odd(text, run, &mut basis);
        }
        place = run.end + 1;
    }
    seen.iter().for_each(|seen| count_letters(*seen, &mut basis));
    judge(basis)
}

/// A word of seven letters at most, and how many times it stood.
#[derive(Clone, Copy, Default)]
struct Seen {
    packed: u64,
    shapes: Shapes,
    times: u32,
}

/// How many bits a place in the table of words has.
const SEEN_BITS: u32 = 11;

fn seen_slot(packed: u64, shapes: Shapes) -> usize {
    (packed.wrapping_mul(SPREAD).wrapping_add(shapes.packed()).wrapping_mul(SPREAD) >> (64 - SEEN_BITS))
        as usize
}

/// An odd number whose product spreads the bits of another.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

/// Signs that stand in no word: what scanning makes of marks it cannot read.
fn is_stray(byte: u8) -> bool {
    matches!(
        byte,
        b'!' | b'"' | b'#' | b'$' | b'\'' | b'?' | b'\\' | b'^' | b'`' | b'{' | b'}' | b'~' | b'<' | b'>'
    )
}

/// The small letters at the start of `low`, eight at most: how many they are, and [`pack`]ed.
fn letters(low: &[u8]) -> (usize, u64) {
    let eight = match low.first_chunk() {
        Some(eight) => u64::from_be_bytes(*eight),
        None => pack(low),
    };
    // All bytes at once: folded bytes are ASCII, so that no sum runs over into the next byte.
    let each = u64::from_ne_bytes([1; 8]);
    let from_a = eight + each * u64::from(0x80 - b'a');
    let behind_z = eight + each * u64::from(0x7F - b'z');
    let others = !(from_a & !behind_z) & each << 7;
    let letters = others.leading_zeros() / 8;
    (letters as usize, eight & !u64::MAX.checked_shr(letters * 8).unwrap_or(0))
}

/// The word that starts at `place` with so many letters: up to space or punctuation that letters do not go on behind.
fn word(low: &[u8], place: usize, letters: usize) -> Run {
    let mut end = place + letters;
    while let Some(&byte) = low.get(end) {
        let inside =
            || end > place && is_stray(byte) && low.get(end + 1).is_some_and(u8::is_ascii_alphabetic);
        if !text::is_word(byte) && !inside() {
            break;
        }
        end += 1;
    }
    Run::new(place, end)
}

/// Counts a word of seven letters at most, as often as it stood.
fn count_letters(Seen { packed, shapes, times }: Seen, basis: &mut LegibilityBasis) {
    let eight = packed.to_be_bytes();
    let length = 8 - packed.trailing_zeros() as usize / 8;
    if length < 2 {
        return;
    }
    let Some(rhyme) = rhyme(&eight[..length], packed) else {
        // «UBND», «TTg», «QĐ», «BTTTT»: codes are no words.
        if shapes.capitals() < 2 {
            basis.words += times;
            basis.unknown += times;
        }
        return;
    };
    let marked = shapes.is_marked();
    basis.words += times;
    basis.syllables += times;
    basis.marked += times * u32::from(marked);
    // A text without any marks is judged by that, not by each syllable that misses its tone.
    basis.misspelt += times * u32::from(marked && !fits(shapes, rhyme));
}

/// Counts a word that is longer than any syllable, or holds more than letters.
fn count_odd(text: &Text, run: Run, basis: &mut LegibilityBasis) {
    let slice = text.slice(run);
    let letters = slice.iter().filter(|b| b.is_ascii_lowercase()).count();
    if letters < 2 {
        return;
    }
    if letters < slice.len() {
        // Numbers with letters («QH15», «1A», «3b») are codes; signs and digits between letters are damage.
        let ends = slice[0].is_ascii_lowercase() && slice[slice.len() - 1].is_ascii_lowercase();
        if ends && (slice.iter().any(|&b| is_stray(b)) || text.is_lower(run.end - 1)) {
            basis.words += 1;
            basis.stray += 1;
        }
        return;
    }
    let capitals = text.shapes(run).iter().filter(|shape| shape.is_upper()).count();
    if capitals < 2 || letters > ABBREVIATION {
        basis.words += 1;
        basis.unknown += 1;
    }
}

/// Whether one tone at most is written, and behind a final p, t, c or ch one of the two that can stand there.
fn fits(shapes: Shapes, rhyme: &[u8]) -> bool {
    let stopped = matches!(rhyme.last(), Some(b'p' | b't' | b'c')) || rhyme.ends_with(b"ch");
    shapes.tones() <= 1 && (!stopped || matches!(shapes.tone(), SAC | NANG))
}

/// Sắc, among the tones of [`text::Shape::marks`].
const SAC: u8 = 2;
/// Nặng.
const NANG: u8 = 5;

/// The rhyme of a folded word, if it can be one syllable: what an onset leaves, the longest one that can stand there.
fn rhyme(word: &[u8], packed: u64) -> Option<&[u8]> {
    if word.len() > LONGEST {
        return None;
    }
    // What an onset starts with is an onset too.
    let mut length = onset(packed);
    while !is_rhyme(packed << (8 * length)) {
        length = length.checked_sub(1)?;
    }
    word.get(length..)
}

/// The length of the longest onset (âm đầu) that a packed word starts with.
fn onset(packed: u64) -> usize {
    let [first, second, third, ..] = packed.to_be_bytes();
    let starts = ONSETS[usize::from(first & 31)];
    let one = starts & 1;
    let two = starts >> (second & 31) & 1 & u32::from(second != 0);
    (one + two + u32::from([first, second, third] == *b"ngh")) as usize
}

/// Âm đầu, folded, by the place of their first letter in the alphabet: bit 0 for the letter alone, the others for those
/// that go on with the letter at that place.
const ONSETS: [u32; 32] = {
    let mut onsets = [0; 32];
    let (singles, pairs) =
        (b"bcdghklmnpqrstvx", [b"ch", b"gh", b"gi", b"kh", b"ng", b"nh", b"ph", b"qu", b"th", b"tr"]);
    let mut index = 0;
    while index < singles.len() {
        onsets[(singles[index] & 31) as usize] |= 1;
        index += 1;
    }
    let mut index = 0;
    while index < pairs.len() {
        onsets[(pairs[index][0] & 31) as usize] |= 1 << (pairs[index][1] & 31);
        index += 1;
    }
    onsets
};

/// The first eight bytes of a word as one number.
const fn pack(word: &[u8]) -> u64 {
    let (mut packed, mut place) = (0, 0);
    while place < word.len() && place < 8 {
        packed |= (word[place] as u64) << (56 - 8 * place);
        place += 1;
    }
    packed
}

/// [`RHYMES`], packed, in an open hash table.
static PACKED: [u64; 1 << BITS] = {
    let mut table = [0; 1 << BITS];
    let mut index = 0;
    while index < RHYMES.len() {
        let rhyme = pack(RHYMES[index].as_bytes());
        table[slot(&table, rhyme)] = rhyme;
        index += 1;
    }
    table
};

/// How many bits a place in [`PACKED`] has; three of four places are free.
const BITS: u32 = 9;

/// Where a packed rhyme stands in the table, or would.
const fn slot(table: &[u64; 1 << BITS], rhyme: u64) -> usize {
    let mut slot = (rhyme.wrapping_mul(SPREAD) >> (64 - BITS)) as usize;
    while table[slot] != rhyme && table[slot] != 0 {
        slot = (slot + 1) % table.len();
    }
    slot
}

/// Whether a packed word is one of [`RHYMES`].
fn is_rhyme(packed: u64) -> bool {
    packed != 0 && PACKED[slot(&PACKED, packed)] == packed
}

/// Vần, folded and sorted.
const RHYMES: [&str; 124] = [
    "a", "ac", "ach", "ai", "am", "an", "ang", "anh", "ao", "ap", "at", "au", "ay", "e", "ec", "ech", "em",
    "en", "eng", "enh", "eo", "ep", "et", "eu", "i", "ia", "ich", "iec", "iem", "ien", "ieng", "iep", "iet",
    "ieu", "im", "in", "inh", "ip", "it", "iu", "o", "oa", "oac", "oach", "oai", "oam", "oan", "oang",
    "oanh", "oao", "oap", "oat", "oay", "oc", "oe", "oen", "oeo", "oet", "oi", "om", "on", "ong", "ooc",
    "oong", "op", "ot", "u", "ua", "uac", "uach", "uai", "uam", "uan", "uang", "uanh", "uao", "uat", "uau",
    "uay", "uc", "ue", "uech", "uen", "uenh", "ueo", "uet", "ui", "uit", "um", "un", "ung", "uo", "uoc",
    "uoi", "uom", "uon", "uong", "uop", "uot", "uou", "up", "ut", "uu", "uy", "uya", "uych", "uyen", "uyet",
    "uyn", "uynh", "uyt", "uyu", "y", "ych", "yem", "yen", "yeng", "yet", "yeu", "ym", "yn", "ynh", "yp",
    "yt",
];

/// The score: the share of words that can be read, less what lost marks cost.
fn judge(basis: LegibilityBasis) -> Legibility {
    if basis.words == 0 {
        return Legibility { score: 1.0, verdict: Verdict::Clear, basis };
    }
    let share = |part: u32, whole: u32| f64::from(part) / f64::from(whole.max(1));
    let damaged = basis.unknown + basis.stray + basis.misspelt;
    let readable = 1.0 - share(damaged, basis.words);
    let marks = (share(basis.marked, basis.syllables) / MARKED).min(1.0);
    let score = readable * (UNMARKED + (1.0 - UNMARKED) * marks);
    let score = (score * 100.0).round() / 100.0;
    let verdict = match score {
        _ if basis.words < ENOUGH => Verdict::Clear,
        score if score >= CLEAR => Verdict::Clear,
        score if score >= ILLEGIBLE => Verdict::Noisy,
        _ => Verdict::Illegible,
    };
    Legibility { score, verdict, basis }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measure(text: &str) -> Legibility {
        legibility(&Text::new(text))
    }

    const LINE: &str = "Các sở, ban, ngành và Ủy ban nhân dân các xã, phường tổ chức thực hiện kế hoạch này, định kỳ \
                        báo cáo kết quả về Sở Y tế trước ngày 15 tháng 11 hằng năm để tổng hợp, trình cấp có thẩm quyền.";

    #[test]
    fn rhymes_are_sorted() {
        assert!(RHYMES.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(RHYMES.iter().all(|rhyme| is_rhyme(pack(rhyme.as_bytes()))));
    }

    #[test]
    fn ok_syllables() {
        for word in [
            "nghieng", "quyet", "gi", "giua", "gieng", "quoc", "khuya", "huynh", "yeu", "thuo", "an",
            "xoong", "khuech", "nguoi", "quan", "ruou", "oan", "phuong", "dieu",
        ] {
            assert!(rhyme(word.as_bytes(), pack(word.as_bytes())).is_some(), "{word}");
        }
    }

    #[test]
    fn not_syllables() {
        for word in
            ["ptht", "hoach1", "nhh", "chuc9", "wet", "tiianh", "dinhso", "bcii", "thanhpho", "fan", "ngg"]
        {
            assert!(rhyme(word.as_bytes(), pack(word.as_bytes())).is_none(), "{word}");
        }
    }

    #[test]
    fn ok_clear_text() {
        let found = measure(LINE);
        assert_eq!((found.verdict, found.score), (Verdict::Clear, 1.0));
        assert_eq!((found.basis.unknown, found.basis.stray, found.basis.misspelt), (0, 0, 0));
        assert!(found.basis.marked * 2 > found.basis.syllables);
    }

    #[test]
    fn ok_codes_are_no_words() {
        let found = measure("UBND QĐ-TTg 57/2023/QH15 BTTTT TN&MT kế hoạch");
        assert_eq!((found.basis.words, found.basis.unknown), (2, 0));
    }

    #[test]
    fn not_without_marks() {
        let bare: String = text::fold(LINE);
        assert_eq!(measure(&bare).verdict, Verdict::Illegible);
    }

    #[test]
    fn not_clear_when_marks_are_wrong() {
        let damaged =
            LINE.replace("thực", "thưc").replace("các", "cac").replace("ế", "ê").replace("ết", "êt");
        let found = measure(&damaged);
        assert!(found.basis.misspelt >= 1, "{found:?}");
    }

    #[test]
    fn not_clear_when_letters_are_torn() {
        let damaged = LINE.replace("nh", "r1h").replace("ng", "n9g").replace("ch", "c~h");
        let found = measure(&damaged);
        assert_eq!(found.verdict, Verdict::Noisy, "{found:?}");
        assert!(found.basis.stray > 5);
    }

    #[test]
    fn not_legible_as_read_by_a_reader_of_another_language() {
        let damaged = "UBND TINH QUANG NAM CQNG HOA XA HO! CHU NGHIA VT NAM KE HOACH V€ viQc tri€n khai thpc hiQn nhiQm \
                       vu b6o v0 m6i trudng n5m 2019 tr€n dla bdn tinh. C5c sd, ban, nginh vd UBND c5c huyQn, thi xa \
                       t6 chirc thuc hiQn k6 hoach ndy, dinh ki b5o c6o k6t qu6 vd Sd TAi nguyQn vd MOi truong.";
        let found = measure(damaged);
        assert_eq!(found.verdict, Verdict::Illegible, "{found:?}");
    }

    #[test]
    fn ok_little_text_is_not_judged() {
        assert_eq!(measure("").score, 1.0);
        assert_eq!(measure("KE HOACH THUC HIEN").verdict, Verdict::Clear);
    }

    #[test]
    fn ok_decomposed_is_the_same() {
        use unicode_normalization::UnicodeNormalization;
        assert_eq!(measure(LINE), measure(&LINE.nfd().collect::<String>()));
    }
}
