//! The letters of Vietnamese: base, quality (â ă ơ đ), tone, case.

use std::sync::LazyLock;

use unicode_normalization::char::decompose_canonical;

/// The bits of [`Letter::marks`] that hold the vowel's quality.
pub(super) const QUALITY: u8 = 0b0000_0111;
/// The bits of [`Letter::marks`] that hold the tone.
pub(super) const TONE: u8 = 0b0011_1000;

const CIRCUMFLEX: u8 = 1;
const BREVE: u8 = 2;
const HORN: u8 = 3;
const STROKE: u8 = 4;

/// The bit of [`Letter`]'s shape that holds the case.
const UPPER: u8 = 0b0100_0000;

/// One letter: its folded ASCII letter, and its marks and case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Letter {
    folded: u8,
    shape: Shape,
}

/// What folding takes from a letter: quality, tone and case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shape(u8);

impl Shape {
    fn new(marks: u8, upper: bool) -> Shape {
        Shape(marks | if upper { UPPER } else { 0 })
    }

    /// Quality and tone, packed.
    pub fn marks(self) -> u8 {
        self.0 & (QUALITY | TONE)
    }

    /// Whether it is a capital.
    pub fn is_upper(self) -> bool {
        self.0 & UPPER != 0
    }
}

/// The shapes of less than eight letters, to be asked all at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shapes(u64);

impl Shapes {
    /// The first `length` of eight.
    pub(super) fn new(eight: [Shape; 8], length: usize) -> Shapes {
        Shapes(u64::from_le_bytes(eight.map(|shape| shape.0)) & ((1 << (8 * length)) - 1))
    }

    /// The given bits of every letter.
    fn bits(self, bits: u8) -> u64 {
        self.0 & u64::from_ne_bytes([bits; 8])
    }

    /// All of them as one number.
    pub fn packed(self) -> u64 {
        self.0
    }

    /// How many are capitals.
    pub fn capitals(self) -> u32 {
        self.bits(UPPER).count_ones()
    }

    /// Whether any letter bears a mark.
    pub fn is_marked(self) -> bool {
        self.bits(QUALITY | TONE) != 0
    }

    /// How many letters bear a tone.
    pub fn tones(self) -> u32 {
        // What is not zero runs over into the upper bit of its byte.
        let over = self.bits(TONE) + u64::from_ne_bytes([0x80 - (1 << 3); 8]);
        (over & u64::from_ne_bytes([0x80; 8])).count_ones()
    }

    /// The tone, where one letter at most bears one.
    pub fn tone(self) -> u8 {
        (self.bits(TONE).wrapping_mul(u64::from_ne_bytes([1; 8])) >> 59) as u8
    }
}

impl Letter {
    pub(super) fn ascii(byte: u8) -> Letter {
        Letter { folded: byte.to_ascii_lowercase(), shape: Shape::new(0, byte.is_ascii_uppercase()) }
    }

    /// The letter that `char` is, or the empty letter.
    pub(super) fn of(char: char) -> Letter {
        if char.is_ascii() {
            return Letter::ascii(char as u8);
        }
        match TABLE.get(char as usize) {
            Some(letter) if letter.folded != 0 => *letter,
            _ => Letter::composed(char),
        }
    }

    /// A letter outside the table that is an ASCII letter with marks, such as «ť»; else the empty letter.
    fn composed(char: char) -> Letter {
        let mut letter = Letter::default();
        decompose_canonical(char, |part| match TABLE.get(part as usize) {
            _ if part.is_ascii_alphabetic() => letter = Letter::ascii(part as u8),
            Some(known) if known.folded != 0 => letter = *known,
            _ => letter = letter.with_mark(part),
        });
        if letter.folded.is_ascii_alphabetic() { letter } else { Letter::default() }
    }

    /// The lower-case ASCII letter, 0 for what is no letter.
    pub(super) fn folded(self) -> u8 {
        self.folded
    }

    /// What folding takes from it.
    pub(super) fn shape(self) -> Shape {
        self.shape
    }

    /// The letter that folds to `folded` with this shape.
    pub(super) fn shaped(folded: u8, shape: Shape) -> Letter {
        Letter { folded, shape }
    }

    /// The letter with a combining mark added, where Vietnamese has the two together.
    pub(super) fn with_mark(mut self, mark: char) -> Letter {
        let quality = match (mark, self.folded) {
            ('\u{302}', b'a' | b'e' | b'o') => CIRCUMFLEX,
            ('\u{306}', b'a') => BREVE,
            ('\u{31b}', b'o' | b'u') => HORN,
            _ => 0,
        };
        if !matches!(self.folded, b'a' | b'e' | b'i' | b'o' | b'u' | b'y') {
            return self;
        }
        let tone = match mark {
            '\u{300}' | '\u{340}' => 1,
            '\u{301}' | '\u{341}' => 2,
            '\u{309}' => 3,
            '\u{303}' => 4,
            '\u{323}' => 5,
            _ => 0,
        };
        self.shape.0 |= quality | tone << 3;
        self
    }
}

/// Whether `char` is a combining mark that folding leaves out.
pub(super) fn is_combining(char: char) -> bool {
    matches!(char, '\u{300}'..='\u{36f}')
}

/// The letters beyond ASCII, in the order of the alphabet.
pub(super) fn all() -> impl Iterator<Item = (char, Letter)> {
    let known = (0..).zip(&TABLE[..]).filter(|(_, letter)| letter.folded != 0);
    known.filter_map(|(code, letter)| Some((char::from_u32(code)?, *letter)))
}

/// The letters of Vietnamese that ASCII does not have.
#[cfg(test)]
pub(super) fn vietnamese() -> impl Iterator<Item = char> {
    let small =
        VOWELS.iter().flat_map(|(_, _, row)| row.chars()).chain(['đ']).filter(|char| !char.is_ascii());
    small.flat_map(|char| char.to_uppercase().chain([char]))
}

/// The Latin letter that a letter of another script, or another alphabet's Latin letter, is taken for.
pub(super) fn lookalike(char: char) -> Option<char> {
    LOOKALIKES.iter().find(|(from, _)| *from == char).map(|&(_, to)| to)
}

/// Vowels by base and quality; in each row no tone, huyền, sắc, hỏi, ngã, nặng.
const VOWELS: [(u8, u8, &str); 12] = [
    (b'a', 0, "aàáảãạ"),
    (b'a', BREVE, "ăằắẳẵặ"),
    (b'a', CIRCUMFLEX, "âầấẩẫậ"),
    (b'e', 0, "eèéẻẽẹ"),
    (b'e', CIRCUMFLEX, "êềếểễệ"),
    (b'i', 0, "iìíỉĩị"),
    (b'o', 0, "oòóỏõọ"),
    (b'o', CIRCUMFLEX, "ôồốổỗộ"),
    (b'o', HORN, "ơờớởỡợ"),
    (b'u', 0, "uùúủũụ"),
    (b'u', HORN, "ưừứửữự"),
    (b'y', 0, "yỳýỷỹỵ"),
];

/// Whether `char` is a letter with a mark that no Vietnamese letter has.
pub fn is_foreign(char: char) -> bool {
    if char.is_ascii() || Letter::of(char).shape.marks() != 0 {
        return false;
    }
    let mut small = char.to_lowercase();
    let small = small.next().filter(|_| small.next().is_none()).unwrap_or(char);
    FOREIGN.iter().any(|(_, row)| row.contains(small) || row.contains(char))
}

/// Letters of other languages that scanning and foreign names bring in, by their ASCII letter.
const FOREIGN: [(u8, &str); 9] = [
    (b'a', "äåāąǎ"),
    (b'c', "çćč"),
    (b'e', "ëēęě"),
    (b'i', "ïîīǐ"),
    (b'n', "ñńň"),
    (b'o', "öøōǒ"),
    (b's', "šśș"),
    (b'u', "üûūůǔŭ"),
    (b'z', "žźż"),
];

/// Cyrillic and Greek capitals and small letters, and eth for đ, as they stand in born-digital documents.
const LOOKALIKES: [(char, char); 46] = [
    ('А', 'A'),
    ('В', 'B'),
    ('Е', 'E'),
    ('К', 'K'),
    ('М', 'M'),
    ('Н', 'H'),
    ('О', 'O'),
    ('Р', 'P'),
    ('С', 'C'),
    ('Т', 'T'),
    ('У', 'Y'),
    ('Х', 'X'),
    ('а', 'a'),
    ('е', 'e'),
    ('о', 'o'),
    ('р', 'p'),
    ('с', 'c'),
    ('у', 'y'),
    ('х', 'x'),
    ('і', 'i'),
    ('І', 'I'),
    ('Α', 'A'),
    ('Β', 'B'),
    ('Ε', 'E'),
    ('Ζ', 'Z'),
    ('Η', 'H'),
    ('Ι', 'I'),
    ('Κ', 'K'),
    ('Μ', 'M'),
    ('Ν', 'N'),
    ('Ο', 'O'),
    ('Ρ', 'P'),
    ('Τ', 'T'),
    ('Υ', 'Y'),
    ('Χ', 'X'),
    ('ο', 'o'),
    ('Ð', 'Đ'),
    ('ð', 'đ'),
    ('Ɖ', 'Đ'),
    ('ɖ', 'đ'),
    ('ı', 'i'),
    ('ѕ', 's'),
    ('Ѕ', 'S'),
    ('ј', 'j'),
    ('Ј', 'J'),
    ('ν', 'v'),
];

static TABLE: LazyLock<Box<[Letter]>> = LazyLock::new(|| {
    let mut table = vec![Letter::default(); 0x2000].into_boxed_slice();
    let mut put = |char: char, folded: u8, marks: u8| {
        for (char, upper) in [(char, false), (char.to_uppercase().next().unwrap_or(char), true)] {
            if !char.is_ascii() {
                table[char as usize] = Letter { folded, shape: Shape::new(marks, upper) };
            }
        }
    };
    for (base, quality, row) in VOWELS {
        for (tone, char) in row.chars().enumerate() {
            put(char, base, quality | (tone as u8) << 3);
        }
    }
    put('đ', b'd', STROKE);
    for (base, row) in FOREIGN {
        row.chars().for_each(|char| put(char, base, 0));
    }
    for (from, to) in LOOKALIKES {
        let marks = if matches!(to, 'Đ' | 'đ') { STROKE } else { 0 };
        let folded = if marks == STROKE { b'd' } else { to.to_ascii_lowercase() as u8 };
        table[from as usize] = Letter { folded, shape: Shape::new(marks, to.is_uppercase()) };
    }
    table
});
