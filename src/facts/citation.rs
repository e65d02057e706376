//! Mentions of other instruments (viện dẫn văn bản).
//!
//! In: a [`Reading`]. Out: every [`Mention`] in reading order: noun, number, date, issuer, provision as the words state
//! them, and the runs that tell how it stands in its sentence. Which instrument a mention means, and how instruments
//! stand to one another, is decided in `link`.

use super::Reading;
use super::issuer::issuer;
use crate::grammar::{DocumentType, Found, Grammar};
use crate::phrase::date::date;
use crate::phrase::number::{Number, number, sharing};
use crate::phrase::provision::provision_before;
use crate::text::{self, Run, Text};

/// One mention of an instrument.
#[derive(Clone, Debug)]
pub struct Mention {
    /// Noun, number, date and issuer.
    pub run: Run,
    /// The node it stands in; none in the title.
    pub node: Option<usize>,
    /// The paragraph it stands in.
    pub paragraph: Run,
    /// The type code: `QĐ`.
    pub kind: String,
    pub naming: Naming,
    /// ISO 8601, as stated here.
    pub date: Option<String>,
    /// Where the date stands.
    pub dated: Option<Run>,
    /// As stated here.
    pub issuer: Option<Run>,
    /// Who speaks in it, where the words before say so: «Bộ Nội vụ» of «hướng dẫn của Bộ Nội vụ tại Công văn số …».
    pub speaker: Option<Run>,
    /// «khoản 2 Điều 5».
    pub provision: Option<Run>,
    /// Whether it goes on with the list of the mention before, with that one's noun.
    pub listed: bool,
    /// Whether «gọi tắt là» declares it.
    pub declared: bool,
}

/// What names the instrument.
#[derive(Clone, Debug)]
pub enum Naming {
    /// A number with its symbol.
    Number(Number),
    /// A number alone: «Nghị quyết 57». Counts only where the document says which, or date and issuer are given with it.
    Bare { digits: Run },
    /// A law by its name, the word «Luật» included.
    Name { name: Run, law: Option<usize> },
}

/// All mentions of a document, in reading order.
pub fn mentions(reading: Reading<'_>) -> Vec<Mention> {
    let mut mentions = Vec::new();
    if let Some(title) = reading.outline.title {
        scan(reading, None, title, &mut mentions);
    }
    for (index, node) in reading.outline.nodes.iter().enumerate() {
        for paragraph in node.runs() {
            scan(reading, Some(index), paragraph, &mut mentions);
        }
    }
    mentions
}

/// Finds the mentions of one paragraph: at every noun, and on through its list.
fn scan(reading: Reading<'_>, node: Option<usize>, paragraph: Run, mentions: &mut Vec<Mention>) {
    let Reading { text, grammar, .. } = reading;
    let mut reached = paragraph.start;
    let cursor = Cursor { text, grammar, paragraph, node };
    let mut open: Option<Open<'_>> = None;
    let mut holder: Option<Run> = None;
    let mut read = paragraph.start;
    for noun in grammar.types.find_iter(text, paragraph) {
        if let Some(list) = &mut open {
            let gap = Run::new(reached.max(read), noun.run.start.max(reached.max(read)));
            reached = cursor.later_items(list, gap, reached, mentions);
        }
        read = noun.run.start;
        if noun.run.start < reached {
            continue;
        }
        let kind = &noun.entry.value;
        let plural = text.low()[paragraph.start..noun.run.start].ends_with(b"cac ");
        let Some(mut mention) = cursor.mention(kind, noun.run) else {
            if plural {
                open =
                    Some(Open { kind, noun: noun.run, issuer: cursor.issuer_of(noun.run.end), code: None });
            }
            continue;
        };
        let named = matches!(mention.naming, Naming::Name { .. });
        match holder {
            Some(outer) if outer.contains(mention.run) => undate(&mut mention, outer),
            _ => holder = named.then_some(mention.run),
        }
        reached = if named { law_word_end(text, mention.run) } else { mention.run.end };
        let first = mentions.len();
        mentions.push(mention);
        let Naming::Number(number) = &mentions[first].naming else { continue };
        // «các Quyết định của Thủ tướng Chính phủ số …, số …»: who stands before the numbers issued them all.
        let early = mentions[first].issuer.filter(|issuer| plural && issuer.end <= number.run.start);
        // «các Thông tư của Bộ Y tế: số A quy định tại Nghị định số N; số B»: what the subject of A names opens no list.
        let within = open.as_ref().is_some_and(|list| {
            list.issuer.is_some() && (list.kind.code == kind.code || list.code.is_some() && !plural)
        });
        if !within {
            let code = number.kind.clone();
            open = code.map(|code| Open { kind, noun: noun.run, issuer: early, code: Some(code) });
        }
        reached = cursor.list(kind, noun.run, reached, mentions);
        for item in &mut mentions[first + 1..] {
            item.issuer = item.issuer.or(early);
        }
        share_dates(&mut mentions[first..]);
    }
    if let Some(list) = &mut open {
        let rest = Run::new(reached.max(read), paragraph.end.max(reached.max(read)));
        cursor.later_items(list, rest, reached, mentions);
    }
}

/// A list whose items go on without the noun: «các Nghị định của Chính phủ: số A về …; số B về …».
struct Open<'g> {
    kind: &'g DocumentType,
    noun: Run,
    /// Where it stands before the numbers.
    issuer: Option<Run>,
    /// The type code that its numbers print; none before the first.
    code: Option<String>,
}

/// «Luật sửa đổi, bổ sung một số điều của Luật Đấu thầu ngày 23/6/2023»: the date is that of the law that amends, and no part
/// of the mention of the law inside its name.
fn undate(mention: &mut Mention, outer: Run) {
    if let Naming::Name { name, .. } = mention.naming
        && mention.run.end == outer.end
    {
        mention.run.end = name.end;
        (mention.date, mention.dated) = (None, None);
    }
}

/// How long « (khóa XIII)» behind a number of the Party is: date and issuer may follow it.
pub(crate) fn term_length(slice: &[u8]) -> usize {
    /// No number of a term is longer.
    const LONGEST: usize = 16;
    let term = slice.starts_with(b" (khoa ");
    let end = memchr::memchr(b')', &slice[..slice.len().min(LONGEST)]).filter(|_| term);
    end.map_or(0, |at| at + 1)
}

/// A law's name may hold another law: scanning goes on after its first word.
fn law_word_end(text: &Text, run: Run) -> usize {
    text.word_end(run.start).min(run.end)
}

/// «số 008/CĐ-UBND và số 009/CĐ-UBND ngày 19/11/2025»: the date at the end of a list joined by «và» is that of all.
fn share_dates(list: &mut [Mention]) {
    for index in (1..list.len()).rev() {
        // «số 187, 188-KL/TW ngày … của Bộ Chính trị»: who shares the symbol shares issuer and date.
        let bare = |mention: &Mention| match &mention.naming {
            Naming::Number(number) => number.run.len() == number.digits.len(),
            _ => false,
        };
        if list[index].listed && bare(&list[index - 1]) && list[index - 1].issuer.is_none() {
            list[index - 1].date = list[index - 1].date.take().or_else(|| list[index].date.clone());
            list[index - 1].issuer = list[index].issuer;
            continue;
        }
        let shared = list[index].date.is_some() && list[index].listed;
        let year = list[index].date.as_deref().and_then(|date| date.get(..4));
        let other = match &list[index - 1].naming {
            Naming::Number(number) => number.year.is_some_and(|own| year != Some(own.to_string().as_str())),
            _ => false,
        };
        if shared && !other && list[index - 1].date.is_none() && list[index - 1].issuer.is_none() {
            list[index - 1].date = list[index].date.clone();
        }
    }
}

/// Reads mentions inside one paragraph.
#[derive(Clone, Copy)]
struct Cursor<'a> {
    text: &'a Text<'a>,
    grammar: &'a Grammar,
    paragraph: Run,
    node: Option<usize>,
}

impl Cursor<'_> {
    fn rest(&self, place: usize) -> Run {
        Run::new(place, self.paragraph.end)
    }

    fn slice(&self, place: usize) -> &[u8] {
        self.text.slice(self.rest(place))
    }

    /// The mention that starts with the noun at `noun`.
    fn mention(&self, kind: &DocumentType, noun: Run) -> Option<Mention> {
        let law = matches!(kind.code.as_str(), "LUAT" | "BLUAT" | "PL" | "HP");
        if law && let Some(mention) = self.law(kind, noun) {
            return Some(mention);
        }
        let (place, early_issuer) = self.number_place(noun)?;
        if let Some(number) = self.number_at(place) {
            let mut mention = self.numbered(kind, noun.start, number);
            mention.issuer = mention.issuer.or(early_issuer);
            return Some(mention);
        }
        self.bare(kind, noun, place)
    }

    /// The number at a place, with its own symbol or that of the last in its list.
    fn number_at(&self, place: usize) -> Option<Number> {
        let rest = self.rest(place);
        number(self.text, self.grammar, rest).or_else(|| sharing(self.text, self.grammar, rest))
    }

    /// Where the number should start: after «số», «số:», or at once; the issuer may stand between («các Quyết định của
    /// Thủ tướng Chính phủ số …»), and words that belong to the type («Chương trình hành động số …»).
    fn number_place(&self, noun: Run) -> Option<(usize, Option<Run>)> {
        let slice = self.slice(noun.end);
        let colon = slice.strip_prefix(b":").map_or(0, |_| 1);
        if let Some(length) = so(&slice[colon..]) {
            return Some((noun.end + colon + length, None));
        }
        let blank = usize::from(slice.first() == Some(&b' '));
        if slice.get(blank).is_some_and(u8::is_ascii_digit) {
            return Some((noun.end + blank, None));
        }
        if slice.starts_with(b" cua ") {
            let found = issuer(self.text, self.grammar, self.rest(noun.end + 5))?;
            let length = so(self.slice(found.end))?;
            return Some((found.end + length, Some(found)));
        }
        self.after_filler(noun.end)
    }

    /// The body behind « của».
    fn issuer_of(&self, place: usize) -> Option<Run> {
        let rest = self.slice(place).strip_prefix(b" cua ")?;
        issuer(self.text, self.grammar, Run::new(self.paragraph.end - rest.len(), self.paragraph.end))
    }

    /// Up to eight words between noun and «số»: «hành động», «liên tịch», «khẩn», «kết quả thẩm định dự án».
    fn after_filler(&self, from: usize) -> Option<(usize, Option<Run>)> {
        /// More words must lead to a number with its symbol.
        const PLAIN: usize = 4;
        const MOST: usize = 8;
        let slice = self.slice(from);
        let slice = &slice[..slice.len().min(80)];
        let mut words = 0;
        for (place, &byte) in slice.iter().enumerate() {
            match byte {
                b' ' => {
                    if words > 0
                        && let Some(length) = so(&slice[place..])
                    {
                        let start = from + place + length;
                        let digit = self.slice(start).first().is_some_and(u8::is_ascii_digit);
                        let found =
                            if digit { number(self.text, self.grammar, self.rest(start)) } else { None };
                        let filler = self.is_filler(Run::new(from, from + place), found.as_ref());
                        let plain = words <= PLAIN || found.is_some();
                        return (digit && filler && plain).then_some((start, None));
                    }
                    words += 1;
                    if words > MOST {
                        return None;
                    }
                }
                b'a'..=b'z' => {}
                _ => return None,
            }
        }
        None
    }

    /// Whether words between noun and «số» belong to the type: no other type among them, and no word of syntax. A type
    /// in small letters whose code the number does not print is the matter itself: «thông báo kết quả thẩm định dự án
    /// số 6116/SXD-QLXD».
    fn is_filler(&self, run: Run, number: Option<&Number>) -> bool {
        const SYNTAX: [&[u8]; 10] =
            [b"theo", b"tai", b"cua", b"ve", b"trong", b"va", b"thuc", b"kem", b"duoc", b"cac"];
        let codeless = number.is_some_and(|number| number.kind.is_none());
        let matter = |found: &Found<'_, DocumentType>| {
            codeless && self.text.is_lower(found.run.start) && found.entry.value.code != "CV"
        };
        self.grammar.types.find_iter(self.text, run).all(|found| matter(&found))
            && !self.text.slice(run).split(|b| *b == b' ').any(|word| SYNTAX.contains(&word))
    }

    /// A numbered mention that starts at `start`: number, date, issuer.
    fn numbered(&self, kind: &DocumentType, start: usize, number: Number) -> Mention {
        let mut end = number.run.end;
        let behind = end + term_length(self.slice(end));
        let dated = self.date_after(behind);
        if let Some((run, _)) = &dated {
            end = run.end;
        } else if let Some(damaged) = self.damaged_date(end) {
            end = damaged;
        }
        let mut issuer = self.issuer_after(end.max(behind), dated.is_some());
        end = issuer.map_or(end, |issuer| issuer.end);
        issuer = issuer.or_else(|| self.issuing_before(start));
        if issuer.is_none() {
            let before = self.speaker_before(start);
            issuer = before.filter(|run| kind.code == "TTr" || self.is_of(&number, *run));
        }
        let mut dated = dated;
        if dated.is_none() && issuer.is_some() {
            // «… của Bộ Y tế ngày 14/3/2025».
            dated = self.date_after(end);
            if let Some((run, _)) = &dated {
                end = run.end;
            }
        }
        self.finish(kind.code.clone(), Run::new(start, end), Naming::Number(number), dated, issuer)
    }

    /// «Bộ Y tế đã ban hành Quyết định số …», «Ban Bí thư có Chỉ thị số …»: the body before the verb.
    fn issuing_before(&self, place: usize) -> Option<Run> {
        /// No name of a body with its verb is longer.
        const REACH: usize = 120;
        const VERBS: [&[u8]; 6] =
            [b" da ban hanh ", b" vua ban hanh ", b" da co ", b" da ky ban hanh ", b" co ", b" ban hanh "];
        let before = Run::new(self.paragraph.start.max(place.saturating_sub(REACH)), place);
        let slice = self.text.slice(before);
        let verb = VERBS.iter().find(|verb| slice.ends_with(verb))?;
        let end = before.end - verb.len();
        let found = self.grammar.bodies.find_iter(self.text, Run::new(before.start, end)).last()?;
        let whole = issuer(self.text, self.grammar, Run::new(found.run.start, end))?;
        (whole.end == end && self.text.is_upper(whole.start)).then_some(whole)
    }

    /// «… đề nghị của Giám đốc Sở Y tế tại Tờ trình số …»: who speaks in the instrument, by the name of a body.
    fn speaker_before(&self, place: usize) -> Option<Run> {
        self.named_before(place)
            .filter(|name| issuer(self.text, self.grammar, *name).is_some_and(|found| found.end == name.end))
    }

    /// What stands between «của» (or «đề nghị») and «tại» right before `place`: a name, in one clause.
    fn named_before(&self, place: usize) -> Option<Run> {
        /// How far before an instrument its speaker is looked for.
        const REACH: usize = 160;
        const WORDS: [&[u8]; 2] = [b"cua ", b"de nghi "];
        let before = Run::new(self.paragraph.start.max(place.saturating_sub(REACH)), place);
        let slice = self.text.slice(before);
        // «… Sở Xây dựng tạiTờ trình», glued.
        let slice = slice.strip_suffix(b" tai ").or_else(|| slice.strip_suffix(b" tai"))?;
        let ends = WORDS.iter().filter_map(|word| {
            let start = before.start + memchr::memmem::rfind(slice, word)?;
            self.text.starts_word(start).then_some(start + word.len())
        });
        let name = Run::new(ends.max()?, before.start + slice.len());
        let known = || issuer(self.text, self.grammar, name).is_some_and(|found| found.end == name.end);
        let plain = || {
            let words = self.text.slice(name);
            !words.iter().any(|b| matches!(b, b',' | b';' | b':')) && self.is_speaker(name)
        };
        (!name.is_empty() && (known() || plain())).then_some(name)
    }

    /// A person or a body that no list holds: a capital within two words, and no cue of a relation.
    fn is_speaker(&self, name: Run) -> bool {
        let capital = self.text.split(name, |b| b == b' ').take(3).any(|word| self.text.is_upper(word.start));
        capital && self.grammar.relations.find_iter(self.text, name).next().is_none()
    }

    /// Whether a number's symbol names the body at `run`.
    fn is_of(&self, number: &Number, run: Run) -> bool {
        let code = number.bodies.first().and_then(|code| self.grammar.body_of_code(code));
        let body = self.grammar.bodies.find_iter(self.text, run).next();
        code.zip(body).is_some_and(|(code, body)| code.value.slug == body.entry.value.slug)
    }

    /// Where a date that scanning has spoiled ends: «ngày 15/ 72020 của Sở Xây dựng».
    fn damaged_date(&self, place: usize) -> Option<usize> {
        /// No date is longer.
        const LONGEST: usize = 32;
        let slice = self.slice(place).strip_prefix(b" ngay ")?;
        let start = self.paragraph.end - slice.len();
        let length = crate::text::find(&slice[..slice.len().min(LONGEST)], b" cua ")?;
        let date = slice[..length].split(|b| matches!(b, b' ' | b'/' | b'.' | b'-'));
        let is_part =
            |part: &[u8]| matches!(part, b"thang" | b"nam") || part.iter().all(|b| !b.is_ascii_lowercase());
        date.into_iter().all(is_part).then_some(start + length)
    }

    fn finish(
        &self,
        kind: String,
        run: Run,
        naming: Naming,
        dated: Option<(Run, String)>,
        issuer: Option<Run>,
    ) -> Mention {
        let before = Run::new(self.paragraph.start, run.start);
        let provision = provision_before(self.text, before, run.start);
        let (dated, date) = dated.map_or((None, None), |(run, iso)| (Some(run), Some(iso)));
        let declared = declares_alias(self.text, before);
        let speaker = self.named_before(provision.map_or(run.start, |provision| provision.start));
        Mention {
            run,
            node: self.node,
            paragraph: self.paragraph,
            kind,
            naming,
            date,
            dated,
            issuer,
            speaker,
            provision,
            listed: false,
            declared,
        }
    }

    /// «Hội nghị lần thứ tám (của) Ban Chấp hành Trung ương»: where the committee's name starts.
    fn plenum(&self, place: usize) -> Option<usize> {
        const REACH: usize = 60;
        let slice = self.slice(place);
        let near = &slice[..slice.len().min(REACH)];
        let at = crate::text::find(near, b"ban chap hanh ")?;
        let between = &near[..at];
        (between.starts_with(b"hoi nghi") && !between.iter().any(|b| matches!(b, b'.' | b';')))
            .then_some(place + at)
    }

    /// The date after a number: « ngày 25/12/2023», «, ngày …», «(ngày …)».
    fn date_after(&self, place: usize) -> Option<(Run, String)> {
        let slice = self.slice(place);
        let skip = slice.iter().take_while(|b| matches!(b, b' ' | b',' | b'(')).count().min(3);
        let named = slice[skip..].starts_with(b"ngay");
        // «số 63/TTr-SLĐTBXH 05/7/2016»: a date right behind the number needs no «ngày».
        let bare = skip == 1 && slice[0] == b' ' && slice.get(1).is_some_and(u8::is_ascii_digit);
        if !named && !bare {
            return None;
        }
        // «số 70-TB/TWngày 06 tháng 01»: the words behind a glued «ngày» are the date.
        let glued = if skip == 0 && named { 4 + usize::from(slice.get(4) == Some(&b' ')) } else { 0 };
        let dated = date(self.text, self.rest(place + skip + glued))?;
        let whole = named || dated.iso.len() == 10;
        (!dated.iso.starts_with('-') && whole).then_some((dated.run, dated.iso))
    }

    /// The issuer after number and date: « của Bộ Y tế», «, của Chính phủ», and after a date also without «của».
    fn issuer_after(&self, place: usize, dated: bool) -> Option<Run> {
        let slice = self.slice(place);
        let skip = slice.iter().take_while(|b| matches!(b, b' ' | b',' | b')')).count().min(3);
        if let Some(plenum) = self.plenum(place + skip) {
            return issuer(self.text, self.grammar, Run::new(plenum, self.paragraph.end));
        }
        // «… ngày 15 tháng 11 năm 2010 giữa Bộ Tài chính và Bộ Nội vụ».
        let of = [&b"cua "[..], b"giua "].iter().find_map(|word| slice[skip..].strip_prefix(*word));
        if let Some(rest) = of {
            let start = self.paragraph.end - rest.len();
            // «của Hội nghị lần thứ năm Ban Chấp hành Trung ương».
            let start = self.plenum(start).unwrap_or(start);
            return issuer(self.text, self.grammar, Run::new(start, self.paragraph.end));
        }
        let blank = slice.first() == Some(&b' ');
        let place = place + 1;
        let body = blank && dated && self.text.is_upper(place);
        let body = body && self.grammar.bodies.at_within(self.text, self.rest(place)).is_some();
        // «ngày 14/4/2017 Bộ Y tế về việc …», but not «ngày 14/4/2017 Sở Y tế tổ chức …».
        let found = body.then(|| issuer(self.text, self.grammar, self.rest(place))).flatten()?;
        [&b" ve "[..], b" quy dinh", b" huong dan", b" ban hanh", b" phe duyet"]
            .iter()
            .any(|next| self.slice(found.end).starts_with(next))
            .then_some(found)
    }

    /// Goes on through a list after a numbered mention: «, 13/QĐ-TTg», «; số 55/2013/NĐ-CP ngày …», « và số …».
    fn list(&self, kind: &DocumentType, noun: Run, mut reached: usize, mentions: &mut Vec<Mention>) -> usize {
        loop {
            let slice = self.slice(reached);
            let Some(skip) = list_sign(slice) else { return reached };
            let start = reached + skip;
            let numbered = so(self.slice(start)).map_or(start, |length| start + length);
            let Some(next) = self.number_at(numbered) else { return reached };
            // «Quyết định số 12/QĐ-TTg, 5/2021/NĐ-CP»: another type opens no list of this noun.
            let same = match (&next.kind, mentions.last().map(|m| &m.naming)) {
                (Some(code), Some(Naming::Number(last))) => {
                    last.kind.as_ref() == Some(code) || noun.is_empty()
                }
                (None, Some(Naming::Number(last))) => last.kind.is_none(),
                _ => false,
            };
            if !same {
                return reached;
            }
            let mut mention = self.numbered(kind, start, next);
            mention.listed = true;
            reached = mention.run.end;
            mentions.push(mention);
        }
    }

    /// The items of an open list in `gap`, each after «số» and with the code of the list: «…; số 55/2013/NĐ-CP ngày …».
    fn later_items(
        &self,
        list: &mut Open<'_>,
        gap: Run,
        mut reached: usize,
        mentions: &mut Vec<Mention>,
    ) -> usize {
        for at in memchr::memmem::find_iter(self.text.slice(gap), b"so") {
            let start = gap.start + at;
            if start < reached || !self.text.starts_word(start) || !self.opens_item(list, start) {
                continue;
            }
            let Some(length) = so(self.slice(start)) else { continue };
            let Some(next) = number(self.text, self.grammar, self.rest(start + length)) else { continue };
            let Some(code) = next.kind.clone() else { continue };
            let same = match &list.code {
                Some(known) => *known == code,
                None => list.kind.symbols.contains(&code),
            };
            if !same {
                continue;
            }
            let first = mentions.len();
            let mut mention = self.numbered(list.kind, start, next);
            mention.listed = list.code.is_some();
            list.code = Some(code);
            reached = mention.run.end;
            mentions.push(mention);
            reached = self.list(list.kind, list.noun, reached, mentions);
            for item in &mut mentions[first..] {
                item.issuer = item.issuer.or(list.issuer);
            }
            share_dates(&mut mentions[first..]);
        }
        reached
    }

    /// Whether a sign of a list stands before «số»; before the first item also a colon or bracket.
    fn opens_item(&self, list: &Open<'_>, place: usize) -> bool {
        let before = self.text.slice(Run::new(self.paragraph.start, place));
        let before = before.strip_suffix(b" ").unwrap_or(before);
        match before.last() {
            Some(b';' | b',') => true,
            Some(b'.') => list.code.is_none() || list.issuer.is_some(),
            Some(b':' | b'(') => list.code.is_none(),
            _ => before.ends_with(b" va"),
        }
    }

    /// «Nghị quyết 57», «Kế hoạch số 220»: a number alone, after a noun with a capital.
    fn bare(&self, kind: &DocumentType, noun: Run, place: usize) -> Option<Mention> {
        let slice = self.slice(place);
        let digits = slice.iter().take_while(|b| b.is_ascii_digit()).count();
        let after = slice.get(digits).copied().unwrap_or(b' ');
        let next = slice.get(digits + 1).copied().unwrap_or(b' ');
        let figure = after.is_ascii_alphanumeric()
            || matches!(after, b'/' | b'%' | b'-')
            || (matches!(after, b'.' | b',') && next.is_ascii_digit());
        if !(1..=4).contains(&digits) || figure || !self.text.is_upper(noun.start) {
            return None;
        }
        let digits = Run::new(place, place + digits);
        let dated = self.date_after(digits.end).filter(|(_, iso)| iso.len() == "2025-01-31".len());
        let end = dated.as_ref().map_or(digits.end, |(run, _)| run.end);
        let issuer = self.issuer_after(end, dated.is_some());
        let run = Run::new(noun.start, issuer.map_or(end, |issuer| issuer.end));
        Some(self.finish(kind.code.clone(), run, Naming::Bare { digits }, dated, issuer))
    }

    /// A law, code, ordinance or constitution by its name, with number, date or year where given.
    fn law(&self, kind: &DocumentType, noun: Run) -> Option<Mention> {
        let name = self.law_name(kind, noun)?;
        let (name, law) = name;
        let slice = self.slice(name.end);
        let place = so(slice).map(|length| name.end + length);
        if let Some(number) = place.and_then(|place| number(self.text, self.grammar, self.rest(place))) {
            return Some(self.numbered(kind, name.start, number));
        }
        if let Some(number) = self.law_number_ahead(name.end) {
            return Some(self.numbered(kind, name.start, number));
        }
        let place = name.end + amended_length(slice);
        let dated = self.date_after(place).or_else(|| self.year_after(place)).or_else(|| self.passed(place));
        let end = dated.as_ref().map_or(name.end, |(run, _)| run.end);
        Some(self.finish(
            kind.code.clone(),
            Run::new(name.start, end),
            Naming::Name { name, law },
            dated,
            None,
        ))
    }

    /// «… đã được Quốc hội khóa IX thông qua ngày 20/3/1996»: the date at which a law was passed.
    fn passed(&self, place: usize) -> Option<(Run, String)> {
        /// Who passed it, in which session, takes no more.
        const REACH: usize = 120;
        const PASSED: &[u8] = b" thong qua";
        let slice = self.slice(place);
        let near = &slice[..slice.len().min(REACH)];
        let near = near.strip_prefix(b",").unwrap_or(near);
        let opens =
            [&b" da duoc quoc hoi"[..], b" duoc quoc hoi"].iter().any(|words| near.starts_with(words));
        let clause = near.iter().position(|b| matches!(b, b';' | b'.' | b':')).unwrap_or(near.len());
        let at = text::find(&near[..clause], PASSED).filter(|_| opens)? + PASSED.len();
        let day = text::find(&near[at..clause], b" ngay ")?;
        let comma = usize::from(slice.first() == Some(&b','));
        self.date_after(place + comma + at + day)
    }

    /// The number of a law some words after what is known of its name: «Luật Ban hành văn bản … của … số 31/2004/QH11».
    fn law_number_ahead(&self, place: usize) -> Option<Number> {
        let slice = self.slice(place);
        let slice = &slice[..slice.len().min(100)];
        let clause = slice.iter().position(|b| matches!(b, b';' | b'.' | b':')).unwrap_or(slice.len());
        let of = slice.starts_with(b" cua ") || slice.starts_with(b", ");
        let at = crate::text::find(&slice[..clause], b" so ").filter(|_| of)?;
        let between = Run::new(place, place + at);
        let plain = self.grammar.types.find_iter(self.text, between).next().is_none();
        number(self.text, self.grammar, self.rest(place + at + 4))
            .filter(|number| plain && number.bodies.iter().any(|body| body.contains("QH")))
    }

    /// « năm 2019», « 2012» after a law's name.
    fn year_after(&self, place: usize) -> Option<(Run, String)> {
        let slice = self.slice(place);
        let start = slice.strip_prefix(b" nam ").map_or(1, |_| 5);
        let digits = slice.get(start..start + 4)?;
        let year =
            digits.iter().all(u8::is_ascii_digit) && matches!(digits, [b'1', b'9', ..] | [b'2', b'0', ..]);
        // «Luật Trẻ em 2016/QH» names no year.
        let whole = slice.first() == Some(&b' ')
            && self.text.ends_word(place + start + 4)
            && slice.get(start + 4) != Some(&b'/');
        (year && whole).then(|| {
            let run = Run::new(place + 1, place + start + 4);
            (run, String::from_utf8_lossy(digits).into_owned())
        })
    }

    /// How far the name of a law reaches: to the end of the longest known name, else by shape.
    fn law_name(&self, kind: &DocumentType, noun: Run) -> Option<(Run, Option<usize>)> {
        if !self.text.is_upper(noun.start) {
            return None;
        }
        let text = self.text;
        let known = self.grammar.laws.at_within(text, self.rest(noun.start));
        let by_shape = self.law_name_by_shape(noun);
        match (known, by_shape) {
            (Some(found), shape)
                if shape
                    .is_none_or(|run| run.end <= found.run.end || !continues_name(text, found.run, run)) =>
            {
                let law = self.grammar.laws.entries().iter().position(|entry| entry.id == found.entry.id);
                Some((found.run, law))
            }
            (_, Some(run)) => Some((run, None)),
            (_, None) => (kind.code == "HP").then_some((noun, None)),
        }
    }

    /// name = capital word *( word ) up to a mark or a word that no name holds.
    fn law_name_by_shape(&self, noun: Run) -> Option<Run> {
        const STOPS: [&str; 36] = [
            "số", "ngày", "năm", "này", "và", "của", "về", "được", "để", "theo", "tại", "nhằm", "cho",
            "trong", "đã", "có", "từ", "đến", "là", "sẽ", "khi", "trên", "hiện", "hoặc", "cùng", "với",
            "gắn", "áp", "phù", "gồm", "do", "như", "thì", "sang", "mới", "bao",
        ];
        // «tài sản» is no «tại»: the marks tell, where there are any.
        let stops = |word: Run| {
            let printed = self.text.value(word).to_lowercase();
            let plain = printed.is_ascii();
            STOPS.iter().any(|stop| *stop == printed || plain && text::fold(stop) == printed)
        };
        let amending = self.slice(noun.end).starts_with(b" sua doi, bo sung")
            || self.slice(noun.end).starts_with(b" sua doi bo sung");
        if amending {
            return self.amending_law(noun);
        }
        // «Luật tổ chức Quốc hội»: old print opens the name in small letters.
        let small = if self.slice(noun.end).starts_with(b" to chuc ") { b" to chuc".len() } else { 0 };
        let first = noun.end + small + 1;
        if self.slice(noun.end).first() != Some(&b' ') || !self.text.is_upper(first) {
            return None;
        }
        let mut end = noun.end + small;
        for _ in 0..9 {
            let start = end + 1;
            let word_end = self.text.word_end(start).min(self.paragraph.end);
            let run = Run::new(start, word_end.max(start));
            let word = self.text.slice(run);
            if word.is_empty() || stops(run) && !self.joins_name(word, word_end) {
                break;
            }
            end = word_end;
            if self.slice(end).first() != Some(&b' ') {
                break;
            }
        }
        (end > noun.end).then(|| Run::new(noun.start, end))
    }

    /// «và» inside a name: «Luật Hôn nhân và gia đình»: small letters follow, and no type of document.
    fn joins_name(&self, word: &[u8], end: usize) -> bool {
        word == b"va"
            && self.text.is_lower(end + 1)
            && self.grammar.types.at_within(self.text, self.rest(end + 1)).is_none()
            && !self.slice(end + 1).starts_with(b"cac ")
    }

    /// «Luật sửa đổi, bổ sung một số điều của Luật Đấu thầu», «… của Luật Quy hoạch, Luật Đầu tư và Luật Đấu thầu»: the
    /// whole is its name.
    fn amending_law(&self, noun: Run) -> Option<Run> {
        let slice = self.slice(noun.end);
        let head = &slice[..slice.len().min(120)];
        let of = crate::text::find(head, b" cua ")?;
        let inner_start = noun.end + of + 5;
        if let Some(end) = self.several_laws(inner_start) {
            return Some(Run::new(noun.start, end));
        }
        let inner = self.grammar.types.at_within(self.text, self.rest(inner_start))?;
        let known = self.grammar.laws.at_within(self.text, self.rest(inner_start)).map(|found| found.run);
        /// How many laws one law may amend.
        const MOST: usize = 12;
        let mut end = known.or_else(|| self.law_name_by_shape(inner.run))?.end;
        for _ in 0..MOST {
            let Some(sign) = list_sign(self.slice(end)).filter(|_| !self.slice(end).starts_with(b";")) else {
                break;
            };
            let rest = self.rest(end + sign);
            let law = self
                .grammar
                .types
                .at_within(self.text, rest)
                .filter(|found| found.entry.value.code == "LUAT");
            let known = self.grammar.laws.at_within(self.text, rest).map(|found| found.run);
            let next = law.and_then(|law| known.or_else(|| self.law_name_by_shape(law.run)));
            let Some(next) =
                next.filter(|next| self.text.is_upper(next.start) && so(self.slice(next.end)).is_none())
            else {
                break;
            };
            end = next.end;
        }
        Some(Run::new(noun.start, end))
    }

    /// «các Luật có liên quan đến quy hoạch», «37 Luật liên quan đến quy hoạch»: where what one law amends together ends.
    fn several_laws(&self, place: usize) -> Option<usize> {
        /// No such name goes on longer.
        const LONGEST: usize = 120;
        const ENDS: [&[u8]; 5] = [b" so ", b" ngay", b" nam ", b" duoc ", b" va "];
        let slice = self.slice(place);
        let slice = &slice[..slice.len().min(LONGEST)];
        let digits = slice.iter().take_while(|b| b.is_ascii_digit()).count();
        let many = if digits > 0 { slice[digits..].strip_prefix(b" ") } else { slice.strip_prefix(b"cac ") };
        let rest = many?.strip_prefix(b"luat ")?;
        let rest = rest.strip_prefix(b"co ").unwrap_or(rest).strip_prefix(b"lien quan ")?;
        let mark = rest.iter().position(|b| !(b.is_ascii_alphanumeric() || *b == b' ')).unwrap_or(rest.len());
        let word = ENDS.iter().filter_map(|end| text::find(&rest[..mark], end)).min().unwrap_or(mark);
        Some(place + slice.len() - rest.len() + word)
    }
}

/// The length of « (sửa đổi)», « sửa đổi» behind the name of a law that says which version is meant.
fn amended_length(slice: &[u8]) -> usize {
    const NOTES: [&[u8]; 5] =
        [b" (sua doi)", b" (sua doi, bo sung)", b" (sua doi bo sung)", b" (hop nhat)", b" sua doi"];
    let note = NOTES.iter().find(|note| slice.starts_with(note)).map_or(0, |note| note.len());
    let dated = [&b" ngay"[..], b" nam ", b", ngay"].iter().any(|next| slice[note..].starts_with(next));
    if dated { note } else { 0 }
}

/// Whether a longer name by shape really goes on where a known name ends: with a capital or small word that is no year.
fn continues_name(text: &Text, known: Run, shape: Run) -> bool {
    // «Luật Đầu tư» goes on in «Luật Đầu tư Công nghệ»; «Luật Trẻ em trên …» does not.
    shape.end > known.end && text.is_upper(known.end + 1) && !text.low()[known.end + 1].is_ascii_digit()
}

/// The length of « số », « số: », «(số » before a number.
fn so(slice: &[u8]) -> Option<usize> {
    let start = slice.iter().take_while(|b| matches!(b, b' ' | b'(')).count();
    let rest = slice[start.min(2)..].strip_prefix(b"so")?;
    let end = rest.iter().take_while(|b| matches!(b, b' ' | b':' | b'.')).count();
    (end > 0 && end <= 4).then_some(start.min(2) + 2 + end)
}

/// The length of what parts two numbers of a list: `, ` `; ` ` và ` ` hoặc ` `, và `.
fn list_sign(slice: &[u8]) -> Option<usize> {
    const SIGNS: [&[u8]; 7] = [b", va ", b"; va ", b", ", b"; ", b" va ", b" hoac ", b","];
    SIGNS.iter().find(|sign| slice.starts_with(sign)).map(|sign| sign.len())
}

/// Whether «gọi tắt là», «viết tắt là» stands right before.
fn declares_alias(text: &Text, before: Run) -> bool {
    let slice = text.slice(text.trim_marks(before, b"\":' "));
    [&b"tat la"[..], b"goi la", b"goi chung la"].iter().any(|cue| slice.ends_with(cue))
}
