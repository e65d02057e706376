//! Names of bodies (cơ quan, tổ chức) and lists of them.
//!
//! In: folded text and a run. Out: the runs of the bodies that it names, as printed. A name is read by its shape (a word that
//! opens a body, capitalised words after it, a level or a place) and by the vocabulary of bodies, whose names keep their own
//! commas and «và». Which part a body has in a task is not decided here.

mod word;

use crate::grammar::{BodyClass as Class, Grammar};
use crate::text::{self, Run, Text};

use word::{Word, word_at};

/// How many small words may follow the last word that surely belongs to a name.
const TAIL: usize = 6;
/// How far a list of bodies may reach in a sentence.
const LONGEST: usize = 4000;
/// What a body is, behind its name and a dash: «Sở Y tế - cơ quan thường trực Ban Chỉ đạo tỉnh».
pub const ASIDES: [&[u8]; 6] = [
    b"- co quan thuong truc",
    b"- co quan dau moi",
    b"- don vi thuong truc",
    b"- don vi dau moi",
    b"- thuong truc ban",
    b"- thuong truc hoi dong",
];
/// How far before a cue [`body_before`] looks.
const REACH: usize = 600;

/// The bodies that a list names: «Sở Y tế, các sở, ban, ngành và UBND các xã» gives three.
/// `run` holds the list and nothing else. Splits at «;» and at those commas and «và» that separate bodies.
pub fn body_list(text: &Text, grammar: &Grammar, run: Run) -> Vec<Run> {
    Scan::new(text, grammar, run, Mode::List).read().items
}

/// How far the list of bodies reaches that starts at `run.start`: ends before the verb of the task. None where no body starts there.
pub fn leading_bodies(text: &Text, grammar: &Grammar, run: Run) -> Option<Run> {
    Scan::new(text, grammar, run, Mode::Prose).read().whole()
}

/// The bodies of the list that starts at `run.start` and ends before the verb of the task; none where no body starts there.
pub fn leading_list(text: &Text, grammar: &Grammar, run: Run) -> Vec<Run> {
    Scan::new(text, grammar, run, Mode::Prose).read().items
}

/// The verb, adverb or preposition at `place` that ends a list of bodies before it.
pub fn list_end(text: &Text, grammar: &Grammar, place: usize, end: usize) -> Option<Run> {
    if place >= end || !text::is_word(text.low()[place]) {
        return None;
    }
    let word = word_at(text, grammar, place, end);
    matches!(word.class, Class::Work | Class::End | Class::Organise).then_some(word.run)
}

/// Where the words behind the title of a chief start, which stands for the body: «Giám đốc Sở Y tế».
fn chief_end(text: &Text, grammar: &Grammar, run: Run) -> Option<usize> {
    let found = grammar.body_words.at_within(text, run).filter(|found| found.entry.value.chief)?;
    let goes_on = found.run.end + 1 < run.end && text.low()[found.run.end] == b' ';
    goes_on.then_some(found.run.end + 1)
}

/// A name without the titles of chiefs before it; «Chủ tịch nước» is a body itself.
pub fn without_chief(text: &Text, grammar: &Grammar, run: Run) -> Run {
    let mut run = run;
    while let Some(end) = chief_end(text, grammar, run) {
        let is_body = |run: Run| grammar.bodies.at_within(text, run).is_some_and(|found| found.run.end > end);
        if is_body(run) && !is_body(Run::new(end, run.end)) {
            break;
        }
        run.start = end;
    }
    run
}

/// Whether the last body of a list is a bare common noun («cơ quan», «đơn vị»), which a verb after it may qualify.
pub fn is_bare(text: &Text, run: Run) -> bool {
    const NOUNS: [&[u8]; 11] = [
        b"co quan",
        b"don vi",
        b"to chuc",
        b"nganh",
        b"dia phuong",
        b"ca nhan",
        b"bo phan",
        b"nguoi",
        b"luc luong",
        b"doanh nghiep",
        b"ho gia dinh",
    ];
    let slice = text.slice(run);
    // «Hiệp hội Doanh nghiệp»: a capital letter makes the noun part of a name.
    let is_name = |rest: &[u8]| {
        let before = rest.trim_ascii_end();
        text.is_upper(run.start + rest.len())
            && before.last().is_some_and(|&b| text::is_word(b))
            && ![&b"cac"[..], b"va", b"nhung"].iter().any(|word| before.ends_with(word))
    };
    NOUNS
        .iter()
        .filter_map(|noun| slice.strip_suffix(*noun))
        .any(|rest| rest.last().is_none_or(|&b| b == b' ') && !is_name(rest))
}

/// Whether «các» says that all of a kind are meant: «các đơn vị», «Thủ trưởng các cơ quan»; «doanh nghiệp» alone may be a topic.
pub fn is_group(text: &Text, run: Run) -> bool {
    let slice = text.slice(run);
    slice.starts_with(b"cac ") || text::contains(slice, b" cac ")
}

/// The bodies that a heading consists of, without the «Đề nghị» or «Trách nhiệm của» before them: «Đề nghị Tỉnh đoàn» gives
/// «Tỉnh đoàn». None where the heading is a topic («Công tác tuyên truyền», «Kinh phí»).
pub fn title_bodies(text: &Text, grammar: &Grammar, run: Run) -> Option<Run> {
    const DUTIES: [&[u8]; 4] = [b"co trach nhiem", b"chiu trach nhiem", b"co nhiem vu", b"trach nhiem"];
    let run = text.trim_marks(run, b".,:;");
    let scan = Scan::new(text, grammar, run, Mode::Title);
    let bodies = Run::new(scan.after_opening(run.start), run.end);
    let read = Scan::new(text, grammar, bodies, Mode::Title).read();
    let whole = read.whole().filter(|whole| !is_bare(text, *whole) || is_group(text, *whole))?;
    let rest = text.trim_marks(Run::new(whole.end, run.end), b".,:;)");
    let slice = text.slice(rest);
    let complete = rest.is_empty() || slice[0] == b'(' || DUTIES.contains(&slice);
    (complete && !is_open(text, whole)).then_some(whole)
}

/// «Giám đốc các Sở:», where the names of the departments follow the colon.
fn is_open(text: &Text, bodies: Run) -> bool {
    const KINDS: [&[u8]; 9] = [
        b"cac so",
        b"cac bo",
        b"cac cuc",
        b"cac vu",
        b"cac xa",
        b"cac phuong",
        b"cac huyen",
        b"cac thi tran",
        b"cac tinh",
    ];
    text.low().get(bodies.end) == Some(&b':') && KINDS.iter().any(|kind| text.slice(bodies).ends_with(kind))
}

/// Whether a heading consists of bodies, as opposed to a topic.
pub fn is_body_title(text: &Text, grammar: &Grammar, run: Run) -> bool {
    title_bodies(text, grammar, run).is_some()
}

/// The list of bodies that ends at `run.end`, but for a comma: what stands before «chủ trì».
pub fn body_before(text: &Text, grammar: &Grammar, run: Run) -> Option<Run> {
    let run = text.trim_marks(Run::new(run.start.max(run.end.saturating_sub(REACH)), run.end), b",;");
    let mut may_start = true;
    let mut place = run.start;
    while place < run.end {
        if !text::is_word(text.low()[place]) {
            may_start |= b",;:.(".contains(&text.low()[place]);
            place += 1;
            continue;
        }
        let word = word_at(text, grammar, place, run.end);
        if may_start && !matches!(word.class, Class::Work | Class::End | Class::Joiner) {
            let rest = Run::new(place, run.end);
            if let Some(found) = leading_bodies(text, grammar, rest) {
                if found.end == run.end {
                    return Some(found);
                }
                // What starts inside a list that ends too soon ends no later.
                (place, may_start) = (found.end.max(word.run.end), false);
                continue;
            }
        }
        may_start = matches!(word.class, Class::Work | Class::End | Class::Joiner);
        place = word.run.end;
    }
    None
}

/// What surrounds the bodies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    /// Nothing: every word belongs to a body.
    List,
    /// A sentence goes on after them.
    Prose,
    /// A heading, which may say more about them.
    Title,
}

/// What was read.
#[derive(Debug, Default)]
struct Read {
    items: Vec<Run>,
}

impl Read {
    fn whole(&self) -> Option<Run> {
        Some(Run::new(self.items.first()?.start, self.items.last()?.end))
    }
}

/// What follows a separator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    /// A body of its own.
    Split,
    /// More of the same name or group.
    Join,
    /// Neither.
    Stop,
}

/// One body in progress.
#[derive(Clone, Copy, Debug)]
struct Item {
    start: usize,
    /// The end of what surely belongs to it, and of what was read.
    sure: usize,
    end: usize,
    /// The class of the word that opens it, after «các» and «Giám đốc».
    head: Option<Class>,
    /// One group under one «các», or a bare common noun.
    group: bool,
    /// «các» opens it.
    counted: bool,
    /// It has a name of its own.
    named: bool,
    /// Only a level, a place or a higher body may follow.
    closed: bool,
    /// «thuộc» or «trên địa bàn» stands before the next word.
    linked: bool,
    office: bool,
    last: Class,
    /// Small unknown words since `sure`.
    small: usize,
}

impl Item {
    fn new(start: usize) -> Item {
        Item {
            start,
            sure: start,
            end: start,
            head: None,
            group: false,
            counted: false,
            named: false,
            closed: false,
            linked: false,
            office: false,
            last: Class::Plain,
            small: 0,
        }
    }

    fn take(&mut self, word: Word, sure: bool) {
        self.end = word.run.end;
        self.last = word.class;
        if sure {
            self.sure = self.end;
            self.small = 0;
        } else {
            self.small += 1;
        }
        self.linked = false;
    }
}

struct Scan<'a> {
    text: &'a Text<'a>,
    grammar: &'a Grammar,
    run: Run,
    mode: Mode,
    /// The setting is all capitals, so capitals tell nothing.
    caps: bool,
}

impl<'a> Scan<'a> {
    fn new(text: &'a Text<'a>, grammar: &'a Grammar, run: Run, mode: Mode) -> Scan<'a> {
        let mut run = text.trim(run);
        if mode != Mode::List {
            run.end = run.end.min(run.start + LONGEST);
        }
        let head = Run::new(run.start, run.end.min(run.start + 200));
        Scan { text, grammar, run, mode, caps: text.is_capitals(head) && head.len() > 8 }
    }

    fn low(&self) -> &[u8] {
        self.text.low()
    }

    fn word(&self, place: usize) -> Word {
        word_at(self.text, self.grammar, place, self.run.end)
    }

    /// The word at or after `place`, if only blanks stand between.
    fn next_word(&self, place: usize) -> Option<Word> {
        let place = self.skip_blanks(place);
        (place < self.run.end && text::is_word(self.low()[place])).then(|| self.word(place))
    }

    fn skip_blanks(&self, mut place: usize) -> usize {
        while place < self.run.end && text::is_space(self.low()[place]) {
            place += 1;
        }
        place
    }

    /// Whether the word stands out by its capital letter.
    fn is_proper(&self, word: Word) -> bool {
        word.upper && !self.caps
    }

    /// The end of a name of the vocabulary that starts here.
    fn in_vocabulary(&self, place: usize) -> Option<usize> {
        self.grammar.bodies.at_within(self.text, Run::new(place, self.run.end)).map(|found| found.run.end)
    }

    /// Where the bodies of a heading start, after «Đề nghị», «Yêu cầu», «Trách nhiệm của».
    fn after_opening(&self, place: usize) -> usize {
        const OPENINGS: [&[u8]; 13] = [
            b"cac ong (ba) ",
            b"cac ong, ba ",
            b"cac dong chi ",
            b"de nghi: ",
            b"de nghi ",
            b"yeu cau ",
            b"giao cho ",
            b"giao ",
            b"doi voi ",
            b"trach nhiem cua ",
            b"nhiem vu cua ",
            b"trach nhiem thuc hien cua ",
            b"moi ",
        ];
        let rest = &self.low()[place..self.run.end];
        OPENINGS
            .iter()
            .find(|opening| rest.starts_with(opening) && self.starts_body(place + opening.len(), false))
            .map_or(place, |opening| place + opening.len())
    }

    fn read(&self) -> Read {
        let mut read = Read::default();
        let mut place = self.run.start;
        while place < self.run.end && b" -+*.,;".contains(&self.low()[place]) {
            place += 1;
        }
        if place >= self.run.end || self.mode != Mode::List && !self.starts_body(place, false) {
            return read;
        }
        let mut item = Item::new(place);
        let goes_on = |read: &mut Read, item: &mut Item, place: usize, strong: bool| {
            let next = self.after_separator(place);
            match self.decide(item, next, strong) {
                Next::Split => {
                    self.finish(read, item);
                    *item = Item::new(next);
                    Some(next)
                }
                Next::Join => {
                    item.closed = false;
                    (item.sure, item.small) = (item.end, 0);
                    if item.group || matches!(item.last, Class::Unit | Class::Position) {
                        item.head = None;
                    }
                    Some(next)
                }
                Next::Stop => None,
            }
        };
        while place < self.run.end {
            let byte = self.low()[place];
            let next = match byte {
                b',' => goes_on(&mut read, &mut item, place + 1, false),
                b';' => goes_on(&mut read, &mut item, place + 1, true),
                byte if text::is_break(byte) => goes_on(&mut read, &mut item, place + 1, false),
                b' ' => Some(place + 1),
                b'(' => self.bracket(&mut item, place),
                byte if text::is_word(byte) => {
                    let word = self.word(place);
                    if let Some(end) = self.name_before_cue(&item, word) {
                        (item.end, item.sure, item.small) = (end, end, 0);
                        Some(end)
                    } else if word.class == Class::Joiner {
                        goes_on(&mut read, &mut item, word.run.end, false)
                    } else if self.repeats(&item, word) {
                        self.finish(&mut read, &mut item);
                        item = Item::new(place);
                        self.extend(&mut item, word)
                    } else {
                        self.extend(&mut item, word)
                    }
                }
                byte => self.punctuation(&mut item, place, byte),
            };
            match next {
                Some(next) => place = next,
                None => break,
            }
        }
        self.finish(&mut read, &mut item);
        read
    }

    fn finish(&self, read: &mut Read, item: &mut Item) {
        let end = if self.mode == Mode::Prose && item.small > TAIL { item.sure } else { item.end };
        let run = self.text.trim_marks(Run::new(item.start, end), b".,;:-");
        // «Cấp ngay lương khô»: alone the word is a verb.
        let verb = self.mode == Mode::Prose && self.text.slice(run) == b"cap";
        if !run.is_empty() && !verb {
            read.items.push(run);
        }
    }

    /// The next item: blanks, a second separator and bullets skipped.
    fn after_separator(&self, place: usize) -> usize {
        let mut place = place;
        while place < self.run.end {
            let byte = self.low()[place];
            if text::is_space(byte) || b",;-+".contains(&byte) {
                place += 1;
            } else if text::is_word(byte) && self.word(place).class == Class::Joiner {
                place = self.word(place).run.end;
            } else {
                break;
            }
        }
        place
    }

    fn punctuation(&self, item: &mut Item, place: usize, byte: u8) -> Option<usize> {
        let inside = self.low().get(place + 1).is_some_and(|&b| text::is_word(b));
        match byte {
            b'-' if self.mode == Mode::Prose && self.is_aside(place) => None,
            b'-' | b'/' | b'&' | b'\'' => Some(place + 1),
            b':' if is_open(self.text, Run::new(item.start, place)) => {
                (item.named, item.group) = (true, false);
                Some(place + 1)
            }
            b'.' if inside || self.mode == Mode::List => Some(place + 1),
            b'.' if place - item.end == 0 && self.is_abbreviation(place) => Some(place + 1),
            _ if self.mode == Mode::List => Some(place + 1),
            _ => None,
        }
    }

    /// «Sở Y tế - cơ quan thường trực Ban Chỉ đạo …»: the dash opens what the body is, not more of its name.
    fn is_aside(&self, place: usize) -> bool {
        ASIDES.iter().any(|aside| self.low()[place..self.run.end].starts_with(aside))
    }

    /// Whether the stop at `place` ends an abbreviation («TP.», «TX.»).
    fn is_abbreviation(&self, place: usize) -> bool {
        let start = place.saturating_sub(2);
        place >= 2 && self.text.starts_word(start) && self.text.is_upper(start)
    }

    /// A bracket belongs to a name where it holds a body or an abbreviation («(Sở Nội vụ)»), not where it says by what way.
    fn bracket(&self, item: &mut Item, place: usize) -> Option<usize> {
        let rest = &self.low()[place..self.run.end.min(place + 300)];
        let Some(length) = rest.iter().position(|&b| b == b')') else {
            return (self.mode == Mode::List).then_some(place + 1);
        };
        let end = place + length + 1;
        let inner = self.next_word(place + 1).filter(|word| !self.says_part(word.run.start));
        let kept = inner.is_some_and(|word| {
            self.mode == Mode::List
                || word.class != Class::End
                    && (self.starts_body(word.run.start, false) || self.is_all_capitals(word))
        });
        if kept {
            item.end = end;
            item.sure = end;
        }
        Some(end)
    }

    /// «(cơ quan chủ trì)», «(thường trực)»: a bracket that says which part the body has, and not which body it is.
    fn says_part(&self, place: usize) -> bool {
        const PARTS: [&[u8]; 4] = [b"chu tri", b"phoi hop", b"dau moi", b"thuong truc"];
        let rest = &self.low()[place..self.run.end];
        let rest = [&b"la "[..], b"lam "].iter().find_map(|word| rest.strip_prefix(*word)).unwrap_or(rest);
        let rest =
            [&b"co quan "[..], b"don vi "].iter().find_map(|who| rest.strip_prefix(*who)).unwrap_or(rest);
        PARTS.iter().any(|part| rest.starts_with(part))
    }

    /// Whether a body, or a group of them, starts here. `listed`: after a separator in a list.
    fn starts_body(&self, place: usize, listed: bool) -> bool {
        if place >= self.run.end || !text::is_word(self.low()[place]) {
            return false;
        }
        let word = self.word(place);
        if self.in_vocabulary(place).is_some_and(|end| end >= word.run.end)
            && !matches!(word.class, Class::Work | Class::End | Class::Plain if word.known)
        {
            return true;
        }
        match word.class {
            Class::Quantifier => self.next_word(word.run.end).is_some_and(|next| match next.class {
                Class::Organise => true,
                Class::Quantifier | Class::Position | Class::Head | Class::Bare | Class::Generic => true,
                Class::Unit | Class::Placed => true,
                _ => self.in_vocabulary(next.run.start).is_some(),
            }),
            Class::Head | Class::Position | Class::Generic => true,
            Class::Bare => self.is_proper(word) || self.caps || self.bare_opens(word, listed),
            Class::Unit => self.next_word(word.run.end).is_some_and(|next| self.is_proper(next)),
            Class::Organise => self.is_organisation(word),
            Class::Placed => self.is_placed(word),
            Class::Plain => listed && self.is_all_capitals(word),
            Class::Person => listed || self.is_post(word),
            Class::Joiner | Class::Closer | Class::Link | Class::Work | Class::End => false,
        }
    }

    /// «Công chức Địa chính - Xây dựng», «Cán bộ Tư pháp»: the post that a functionary of a commune holds.
    fn is_post(&self, word: Word) -> bool {
        self.next_word(word.run.end).is_some_and(|next| {
            self.is_proper(next) && (self.mode == Mode::Title || next.class == Class::Plain)
        })
    }

    /// A small «sở», «ban», «đoàn» opens a body before a list, a name, a level or the end.
    fn bare_opens(&self, word: Word, listed: bool) -> bool {
        let place = self.skip_blanks(word.run.end);
        match self.low()[..self.run.end].get(place) {
            None => listed,
            Some(&byte) if !text::is_word(byte) => {
                byte == b',' && matches!(self.next_word(place + 1), Some(next) if opens(next.class))
            }
            Some(_) => {
                let next = self.word(place);
                self.is_proper(next)
                    || matches!(next.class, Class::Unit | Class::Closer | Class::Link)
                    || opens(next.class)
                    || next.class == Class::Joiner
                        && self.next_word(next.run.end).is_some_and(|after| opens(after.class))
                    || self.mode != Mode::Prose && listed && next.class == Class::Plain
            }
        }
    }

    /// Whether «tổ chức» is the noun.
    fn is_organisation(&self, word: Word) -> bool {
        const AFTER: [&[u8]; 17] = [
            b"chinh tri",
            b"xa hoi",
            b"khac",
            b"doan the",
            b"doan thanh nien",
            b"dang",
            b"phi chinh phu",
            b"quoc te",
            b"thanh vien",
            b"ton giao",
            b"nghien cuu",
            b"co so",
            b"cong doan",
            b"kinh te",
            b"tin dung",
            b"nuoc ngoai",
            b"khoa hoc",
        ];
        let place = self.skip_blanks(word.run.end);
        let Some(&byte) = self.low()[..self.run.end].get(place) else {
            return true;
        };
        if !text::is_word(byte) {
            return byte == b',' || byte == b';';
        }
        let next = self.word(place);
        let rest = &self.low()[place..self.run.end];
        AFTER.iter().any(|words| rest.starts_with(words) && self.text.ends_word(place + words.len()))
            || (rest.starts_with(b"hoi ") || rest.starts_with(b"doan ") && self.is_proper(next))
                && next.class == Class::Bare
            || matches!(next.class, Class::Joiner | Class::Closer)
    }

    /// Whether «Thanh tra», «Bảo hiểm xã hội» is followed by its level, its place or a higher body.
    fn is_placed(&self, word: Word) -> bool {
        let place = self.skip_blanks(word.run.end);
        match self.low()[..self.run.end].get(place) {
            Some(&byte) if text::is_word(byte) => {
                let next = self.word(place);
                self.is_proper(next) || matches!(next.class, Class::Unit | Class::Bare | Class::Head)
            }
            Some(_) => {
                self.is_proper(word) && matches!(self.next_word(place + 1), Some(next) if opens(next.class))
            }
            None => false,
        }
    }

    /// Whether the word is an abbreviation in capitals, such as «SXD».
    fn is_all_capitals(&self, word: Word) -> bool {
        let run = word.run;
        !self.caps
            && run.len() >= 3
            && (run.start..run.end).all(|place| self.text.is_upper(place))
            && !self.low()[run.start..run.end].iter().all(|b| b"ivxlc".contains(b))
    }

    /// What the words after a separator are to `item`.
    fn decide(&self, item: &Item, next: usize, strong: bool) -> Next {
        let list = self.mode == Mode::List;
        if next >= self.run.end || !text::is_word(self.low()[next]) {
            return if list { Next::Join } else { Next::Stop };
        }
        let starts = self.starts_body(next, true);
        if strong {
            return if starts || list { Next::Split } else { Next::Stop };
        }
        let word = self.word(next);
        if item.office && self.is_council(word) {
            return Next::Join;
        }
        // «Giám đốc, Thủ trưởng các sở, ban, ngành»: the first is nobody without the second.
        if &self.low()[item.start..item.end] == b"giam doc" && self.low()[next..].starts_with(b"thu truong ")
        {
            return Next::Join;
        }
        let otherwise = if list { Next::Join } else { Next::Stop };
        match word.class {
            Class::Quantifier if starts => Next::Split,
            Class::Head if item.group && item.head == Some(Class::Head) && !self.is_proper(word) => {
                Next::Join
            }
            Class::Bare if item.group && !item.counted && self.opens_departments(next) => Next::Split,
            Class::Bare if item.group && !self.caps && self.is_group_member(word) => Next::Join,
            Class::Generic | Class::Person
                if item.group && word::inner_capital(self.text, word.run).is_none() =>
            {
                Next::Join
            }
            Class::Person if list => Next::Split,
            Class::Organise if item.group && (starts || list) => Next::Join,
            Class::Unit if item.last == Class::Unit || item.group => Next::Join,
            Class::Closer => Next::Join,
            _ if starts => Next::Split,
            Class::Bare | Class::Unit if list => Next::Split,
            Class::Unit => Next::Split,
            Class::Plain | Class::Work | Class::End | Class::Organise | Class::Placed
                if item.named && (self.is_proper(word) || self.caps) =>
            {
                Next::Join
            }
            Class::Plain if item.named && self.low()[next - 1] == b' ' && self.after_and(next) => Next::Join,
            _ => otherwise,
        }
    }

    /// «Doanh nghiệp, Sở, ban, ngành»: the capital letter opens the departments, a group of their own.
    fn opens_departments(&self, place: usize) -> bool {
        const GROUPS: [&[u8]; 4] = [b"so, ban", b"so, nganh", b"so ban, nganh", b"bo, nganh"];
        let rest = &self.low()[place..self.run.end];
        self.text.is_upper(place) && GROUPS.iter().any(|group| rest.starts_with(group))
    }

    /// «Phòng Tổ chức và đào tạo phối hợp với …»: a verb behind «và» that has no object before the next verb is part of
    /// the name.
    fn name_before_cue(&self, item: &Item, joiner: Word) -> Option<usize> {
        const CUES: [&[u8]; 4] = [b" phoi hop voi ", b" chu tri", b" co trach nhiem ", b" chiu trach nhiem "];
        let names = joiner.class == Class::Joiner
            && self.mode == Mode::Prose
            && matches!(item.head, Some(Class::Bare | Class::Head))
            && item.named
            && !item.group
            && !item.closed;
        let low = self.low();
        let verb = self.next_word(joiner.run.end).filter(|word| {
            names
                && word.class == Class::Work
                && !CUES.iter().any(|cue| low[word.run.start..].starts_with(&cue[1..8]))
        })?;
        let mut end = verb.run.end;
        for _ in 0..3 {
            if CUES.iter().any(|cue| low[end..].starts_with(cue)) {
                return (end <= self.run.end).then_some(end);
            }
            let syllable = low.get(end + 1..)?.iter().take(8).take_while(|&&b| text::is_word(b)).count();
            if low[end] != b' ' || syllable == 0 {
                return None;
            }
            end += 1 + syllable;
        }
        None
    }

    /// Whether «và» stands before `place`.
    fn after_and(&self, place: usize) -> bool {
        self.low()[..place].ends_with(b" va ")
    }

    /// «Văn phòng HĐND và UBND»: the second council belongs to the office of the first.
    fn is_council(&self, word: Word) -> bool {
        let words = &self.low()[word.run.start..word.run.end];
        word.class == Class::Head
            && (words.starts_with(b"ubnd")
                || words.starts_with(b"uy ban nhan")
                || words.starts_with(b"hdnd")
                || words.starts_with(b"hoi dong nhan"))
    }

    /// A word like «ban» in «các sở, ban, ngành»: bare, or small as the rest of the group.
    fn is_group_member(&self, word: Word) -> bool {
        if !self.is_proper(word) {
            return true;
        }
        match self.next_word(word.run.end) {
            None => true,
            Some(next) => !self.is_proper(next) && !matches!(next.class, Class::Plain if !next.known),
        }
    }

    /// Adds a word to `item`; None where the bodies end before it.
    fn extend(&self, item: &mut Item, word: Word) -> Option<usize> {
        if item.head.is_none() {
            return self.open(item, word);
        }
        let list = self.mode == Mode::List;
        let proper = self.is_proper(word) || self.caps && self.mode != Mode::Prose;
        if !list && !proper && self.is_year(word) {
            return None;
        }
        match word.class {
            Class::Work | Class::Organise if !list && !proper => {
                let name = word.class == Class::Work
                    && (item.last == Class::Bare && self.is_team(item)
                        || (item.last == Class::Work || item.last == Class::Generic && item.named)
                            && (self.mode == Mode::Title || self.is_institute(item)));
                let closes = |next: Word| next.class == Class::Closer;
                let noun = item.last == Class::Quantifier
                    || word.class == Class::Organise
                        && item.last == Class::Generic
                        && self.next_word(word.run.end).is_some_and(closes);
                if !name && !noun {
                    return None;
                }
                item.take(word, true);
            }
            Class::End
                if !list
                    && !(item.named && (self.is_proper(word) || self.caps && self.may_open(item, word))) =>
            {
                let which = [&b"duoc "[..], b"la thanh vien"];
                let relative = self.mode == Mode::Title
                    && item.head == Some(Class::Generic)
                    && which.iter().any(|words| self.low()[word.run.start..].starts_with(words));
                if !relative {
                    return None;
                }
                item.end = self.run.end;
                item.sure = item.end;
                return Some(self.run.end);
            }
            Class::Link if !list => {
                let follows = self.next_word(word.run.end).is_some_and(|next| {
                    self.is_proper(next)
                        || matches!(
                            next.class,
                            Class::Unit | Class::Quantifier | Class::Head | Class::Bare | Class::Generic
                        )
                });
                if !follows {
                    return None;
                }
                item.take(word, true);
                item.closed = false;
                item.linked = true;
            }
            Class::Closer | Class::Unit => {
                item.take(word, true);
                item.closed = true;
            }
            Class::Plain if !list && !proper && !word.known => {
                if item.closed || item.small >= TAIL && self.mode == Mode::Prose {
                    item.end = if item.closed { item.end } else { item.sure };
                    item.small = 0;
                    return None;
                }
                let syllable = item.last == Class::Plain && item.small == 0;
                item.take(word, syllable);
            }
            Class::Quantifier | Class::Person if item.closed && !list => return None,
            Class::Placed if !list && !proper && !self.is_placed(word) => return None,
            _ => {
                item.named |= proper;
                if matches!(word.class, Class::Quantifier | Class::Bare | Class::Head) {
                    item.closed = false;
                }
                item.take(word, true);
            }
        }
        Some(word.run.end)
    }

    /// «năm 2017» behind a name.
    fn is_year(&self, word: Word) -> bool {
        let rest = &self.low()[word.run.start..self.run.end];
        rest.strip_prefix(b"nam ")
            .is_some_and(|year| year.first_chunk::<4>().is_some_and(|y| y.iter().all(u8::is_ascii_digit)))
    }

    /// In capitals throughout, a word of duty or time belongs to a name only right after its first word («SỞ THÔNG TIN …»).
    fn may_open(&self, item: &Item, word: Word) -> bool {
        matches!(item.last, Class::Bare | Class::Head)
            || self.low()[word.run.start..].starts_with(b"thong tin")
    }

    /// «Tổ», «Đoàn», «Đội»: what they do may be their name.
    fn is_team(&self, item: &Item) -> bool {
        const TEAMS: [&[u8]; 7] = [b"to", b"doan", b"doi", b"ban", b"phong", b"quy", b"tram"];
        TEAMS.contains(&&self.low()[item.start..item.end])
    }

    /// «Viện Nghiên cứu phát triển», «Trung tâm Hỗ trợ phát triển»: two verbs may make the name.
    fn is_institute(&self, item: &Item) -> bool {
        const HEADS: [&[u8]; 4] = [b"vien ", b"trung tam ", b"quy ", b"ban quan ly "];
        HEADS.iter().any(|head| self.low()[item.start..].starts_with(head))
    }

    /// Whether the word opens a second body with no separator between, as in two lines of a cell: one of the same kind
    /// («Bộ Y tế Bộ Công an»), for a ministry is no part of another; a known one behind a level («UBND xã, phường Sở Y tế»);
    /// a group («Sở Y tế Các xã, phường»).
    fn repeats(&self, item: &Item, word: Word) -> bool {
        if self.mode != Mode::List || !self.is_proper(word) || item.linked || item.head.is_none() {
            return false;
        }
        let same = || {
            item.head == Some(Class::Bare)
                && item.named
                && self.low()[item.start..].starts_with(&self.low()[word.run.start..word.run.end])
                && self.next_word(word.run.end).is_some_and(|next| self.is_proper(next))
        };
        let known = || self.in_vocabulary(word.run.start).is_some_and(|end| end > word.run.end);
        match word.class {
            Class::Bare if same() => true,
            Class::Bare | Class::Head => item.last == Class::Unit && known(),
            Class::Quantifier => match item.last {
                Class::Quantifier | Class::Position => false,
                Class::Head | Class::Bare => {
                    self.in_vocabulary(item.start) == Some(item.end)
                        && !self.is_council(self.word(item.start))
                }
                _ => true,
            },
            _ => false,
        }
    }

    /// Reads the first words of `item`: «các», «Giám đốc», then the word that opens it.
    fn open(&self, item: &mut Item, word: Word) -> Option<usize> {
        match word.class {
            Class::Quantifier => {
                (item.group, item.counted) = (true, true);
                item.take(word, true);
                return Some(word.run.end);
            }
            Class::Position => {
                item.named = true;
                item.head = Some(Class::Position);
                item.take(word, true);
                let next = self.next_word(word.run.end);
                if next.is_some_and(|next| next.class == Class::Quantifier || opens(next.class)) {
                    item.head = None;
                }
                return Some(word.run.end);
            }
            Class::Work | Class::End if self.mode != Mode::List && !self.is_proper(word) => return None,
            _ => {}
        }
        let known = self.in_vocabulary(word.run.start).filter(|&end| end > word.run.end);
        let end = known.unwrap_or(word.run.end);
        item.office = self.low()[word.run.start..].starts_with(b"van phong");
        let follows = self.next_word(end);
        let named = match word.class {
            Class::Head => true,
            Class::Bare if self.is_proper(word) && follows.is_some_and(|next| may_name(next.class)) => true,
            Class::Bare | Class::Placed => {
                known.is_some()
                    || follows
                        .is_some_and(|next| self.is_proper(next) || self.caps && next.class == Class::Plain)
            }
            Class::Generic | Class::Organise | Class::Unit => {
                known.is_some() || word::inner_capital(self.text, word.run).is_some()
            }
            _ => true,
        };
        item.head = Some(word.class);
        if item.group && word.class != Class::Head {
            item.named |= named;
        } else {
            item.named = named;
            item.group |= !named && word.class != Class::Unit;
        }
        item.take(Word { run: Run::new(word.run.start, end), ..word }, true);
        item.closed = word.class == Class::Unit;
        if known.is_some() {
            item.last = Class::Head;
        }
        Some(end)
    }
}

/// Whether a small word of the class may be the name that a capitalised «Đoàn», «Tổ» bears.
fn may_name(class: Class) -> bool {
    matches!(class, Class::Plain | Class::Work | Class::Organise)
}

/// Whether a word of the class opens a body.
fn opens(class: Class) -> bool {
    matches!(
        class,
        Class::Head
            | Class::Bare
            | Class::Placed
            | Class::Generic
            | Class::Organise
            | Class::Position
            | Class::Unit
    )
}

#[cfg(test)]
mod tests;
