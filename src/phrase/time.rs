//! Spans of time, deadlines, recurrences: the words of a [`When`].
//!
//! In: folded text and the vocabulary of time. Out: each [`Timed`] phrase with its meaning. Whether somebody must act at
//! that time, and who, is not decided here; nor whether a date without a year comes again each year.

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::tag;
use nom::character::complete::one_of;
use nom::combinator::{opt, value};
use nom::sequence::{preceded, terminated};

use super::date::{Civil, Parsed, space};
use super::period::{Period, Point, adjoins, choice, day_goes_on, hour, point, separator};
use super::recurrence::{AGAIN, Again, duration, interval, once, recurrence, rhythm, yearly};
use crate::document::When;
use crate::grammar::{CalendarMeaning, Grammar};
use crate::text::{FIGURE, LINE, Run, Text, is_break, is_word};

/// A phrase of time in a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Timed {
    pub run: Run,
    pub when: When,
    pub form: Form,
    /// The rule by which the time comes again each year, where the text names no year (RFC 5545).
    pub yearly: Option<String>,
}

/// How a phrase of time is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// «trước ngày 15/11/2025», «chậm nhất là ngày 20/5», «đến hết ngày 30/6».
    Bound,
    /// «đến năm 2035».
    Until,
    /// «vào năm 2030», «trong quý IV».
    At,
    /// «ngày 24/8/2026», with no word before it.
    Bare,
    /// «từ ngày 01/6 đến ngày 30/6».
    Stretch,
    /// «hằng năm», «định kỳ 6 tháng», «trước ngày 20/11 hằng năm».
    Every,
    /// «thường xuyên».
    Ongoing,
    /// «trong vòng 10 ngày kể từ ngày nhận».
    After,
}

/// What the words of a timing label mean as a whole: «Thường xuyên», «Quý IV năm 2025», «Trước ngày 20/11 hằng năm».
/// `year` is the document's year, used where the words leave it out.
pub fn timing(text: &Text, grammar: &Grammar, run: Run, year: Option<i32>) -> Option<When> {
    let run = text.trim_marks(run, b".,;:()\"'-");
    let reader = Reader::new(text, grammar, run, year);
    let mut place = run.start;
    for _ in 0..4 {
        place = reader.opening(place);
    }
    let mut times = Vec::new();
    let end = reader.expression(place, &mut times).or_else(|| reader.bare(place, true, &mut times))?;
    reader.scan(end, &mut times);
    let (first, others) = times.split_first()?;
    let single = |time: &Timed| matches!(time.form, Form::Bare | Form::At);
    // Two dates that are no stretch are no single time.
    let several = single(first) && others.iter().any(single);
    (!several).then(|| first.when.clone())
}

/// The phrases of time in `run`, a paragraph or a part of one, from left to right.
/// `year` is the document's year, used where the words leave it out.
pub fn times(text: &Text, grammar: &Grammar, run: Run, year: Option<i32>) -> Vec<Timed> {
    let mut found = Vec::new();
    Reader::new(text, grammar, run, year).scan(run.start, &mut found);
    found
}

/// The one year that a title is for: «năm 2025», «6 tháng cuối năm 2025»; not «đến năm 2030», «giai đoạn 2021 - 2030».
pub fn sole_year(text: &Text, grammar: &Grammar, title: Run) -> Option<i32> {
    let times = times(text, grammar, title, None);
    let year = |date: &str| date.get(..4).and_then(|year| year.parse::<i32>().ok());
    let mut years = times.iter().filter_map(|time| match &time.when {
        When::On { date } if date.len() < 10 => year(date),
        When::During { from: Some(from), to: Some(to) } if from.len() < 10 && year(from) == year(to) => {
            year(to)
        }
        _ => None,
    });
    let first = years.next()?;
    years.all(|year| year == first).then_some(first)
}

/// A word of time at a place.
struct Cue<'a> {
    meaning: CalendarMeaning,
    value: Option<&'a str>,
    end: usize,
}

/// The dates behind «trước».
struct Bounds<'a> {
    place: usize,
    points: Vec<(Point, Run)>,
    again: Option<Again<'a>>,
    end: usize,
}

struct Reader<'a> {
    text: &'a Text<'a>,
    grammar: &'a Grammar,
    /// Where the text to be read ends.
    end: usize,
    year: Option<i16>,
}

impl<'a> Reader<'a> {
    fn new(text: &'a Text<'a>, grammar: &'a Grammar, run: Run, year: Option<i32>) -> Reader<'a> {
        let end = run.end.min(text.low().len());
        Reader { text, grammar, end, year: year.and_then(|y| i16::try_from(y).ok()) }
    }

    fn rest(&self, place: usize) -> &'a [u8] {
        &self.text.low()[place.min(self.end)..self.end]
    }

    /// Runs a production at `place`; gives its value and the place behind it.
    fn read<T>(
        &self,
        place: usize,
        production: impl FnOnce(&'a [u8]) -> Parsed<'a, T>,
    ) -> Option<(T, usize)> {
        let (rest, value) = production(self.rest(place)).ok()?;
        Some((value, self.end - rest.len()))
    }

    fn point(&self, place: usize) -> Option<(Point, usize)> {
        self.point_of(place, true)
    }

    fn point_of(&self, place: usize, bare: bool) -> Option<(Point, usize)> {
        // «phấn đấu năm 2025» is not «đầu năm 2025».
        let striving = self.text.low()[..place].ends_with(b"phan ") && self.rest(place).starts_with(b"dau ");
        if striving { None } else { self.read(place, |input| point(input, bare)) }
    }

    fn skip(&self, place: usize) -> usize {
        if self.rest(place).first() == Some(&b' ') { place + 1 } else { place }
    }

    /// Passes one of the words and the blank behind it.
    fn pass(&self, place: usize, words: &'static [(&'static str, ())]) -> Option<usize> {
        self.read(place, choice(words)).map(|(_, end)| self.skip(end))
    }

    fn pass_hour(&self, place: usize) -> Option<usize> {
        self.read(place, hour).map(|(_, end)| self.skip(end))
    }

    fn cue(&self, place: usize) -> Option<Cue<'a>> {
        let run = Run::new(place.min(self.end), self.end);
        let found = self.grammar.calendar.at_within(self.text, run)?;
        let cue = &found.entry.value;
        Some(Cue { meaning: cue.meaning, value: cue.value.as_deref(), end: found.run.end })
    }

    fn cue_of(&self, place: usize, meanings: &[CalendarMeaning]) -> Option<Cue<'a>> {
        self.cue(place).filter(|cue| meanings.contains(&cue.meaning))
    }

    /// Where the date begins that a cue introduces: a noun that the cue took with it («trước ngày») belongs to the date.
    fn behind(&self, start: usize, end: usize) -> usize {
        let words = &self.text.low()[start..end];
        for noun in [&b" ngay"[..], b" thang", b" quy", b" nam"] {
            if words.ends_with(noun) {
                return end + 1 - noun.len();
            }
        }
        self.skip(end)
    }

    /// Reads all phrases from `place` on.
    fn scan(&self, mut place: usize, found: &mut Vec<Timed>) {
        let tag = self.grammar.calendar.tag() | FIGURE;
        while let Some(start) = self.text.next_opening(Run::new(place, self.end), tag) {
            // «53-CTr/TU ngày 21/02»: the symbol of a number is no «từ».
            let symbol = start > 0 && self.text.low()[start - 1] == b'/';
            if symbol && self.text.low()[start].is_ascii_lowercase() {
                place = start + 1;
                continue;
            }
            place = self.expression(start, found).unwrap_or(start).max(start + 1);
        }
    }

    /// Passes a word that may stand before the time in a label: «Hoàn thành», «Dự kiến».
    fn opening(&self, place: usize) -> usize {
        use CalendarMeaning::{Complete, Hold, Report, Review};
        if let Some(cue) = self.cue_of(place, &[Complete, Hold, Report, Review]) {
            return self.skip(cue.end);
        }
        let end = self.pass(place, OPENINGS).unwrap_or(place);
        if self.rest(end).first() == Some(&b':') { self.skip(end + 1) } else { end }
    }

    /// The phrase that starts at `place`, if any; gives the place behind it.
    fn expression(&self, place: usize, found: &mut Vec<Timed>) -> Option<usize> {
        if let Some(cue) = self.cue(place)
            && let Some(end) = self.cued(place, &cue, found)
        {
            return Some(end);
        }
        match self.rest(place).first() {
            Some(b'd') => {
                if let Some(end) = self.pass(place, &[("dinh ky", ())]) {
                    return self.periodic(place, end, found);
                }
            }
            Some(b's' | b't' | b'k') => {
                if let Some(start) = self.pass(place, &[("sau", ()), ("trong", ()), ("khong qua", ())])
                    && let Some(end) = self.within(place, start, found)
                {
                    return Some(end);
                }
            }
            // «Thời gian thực hiện: 60 ngày kể từ ngày phát động»
            Some(b'0'..=b'9') if self.text.low()[..place].ends_with(b": ") => {
                if let Some(end) = self.within(place, place, found) {
                    return Some(end);
                }
            }
            _ => {}
        }
        self.bare(place, false, found)
    }

    fn cued(&self, place: usize, cue: &Cue<'a>, found: &mut Vec<Timed>) -> Option<usize> {
        use CalendarMeaning as Is;
        match cue.meaning {
            Is::Every => match cue.value {
                Some(rule) => Some(self.every(place, cue.end, rule, found)),
                None => self.periodic(place, self.skip(cue.end), found),
            },
            Is::Before => self.bound(place, cue.end, found),
            Is::From | Is::Anchor => self.stretch(place, cue.end, found),
            Is::To => self.until(place, cue.end, found),
            Is::At => self.at(place, cue.end, found),
            Is::Within => self.within(place, self.skip(cue.end), found),
            Is::Ongoing => {
                self.push(Run::new(place, cue.end), When::Ongoing, Form::Ongoing, found);
                Some(cue.end)
            }
            // The years in the name of a programme are no time of a task.
            Is::Period => Some(self.point(self.behind(place, cue.end)).map_or(cue.end, |(_, end)| end)),
            _ => None,
        }
    }

    fn push(&self, run: Run, when: When, form: Form, found: &mut Vec<Timed>) {
        found.push(Timed { run, when, form, yearly: None });
    }

    fn push_rule(&self, run: Run, rrule: String, before: bool, found: &mut Vec<Timed>) {
        self.push(run, When::Every { rrule, before }, Form::Every, found);
    }

    // bound ::= before+ hour? point ((","|"và") before? point)* again?
    //   trước ngày 01/6 và 15/11 hằng năm · chậm nhất là ngày 20/5 · trước 14 giờ 00 ngày 29/7/2020
    fn bound(&self, place: usize, end: usize, found: &mut Vec<Timed>) -> Option<usize> {
        if self.is_adjective(place) {
            return None;
        }
        let start = self.connected(self.behind(place, end));
        if let Some(end) = self.within(place, start, found) {
            return Some(end);
        }
        let bounds = self.bounds(place, start)?;
        self.push_bounds(&bounds, None, found);
        Some(bounds.end)
    }

    /// «từ tháng 7 năm trước đến hết tháng 6»: the word belongs to the noun before it.
    fn is_adjective(&self, place: usize) -> bool {
        let low = &self.text.low()[place.saturating_sub(6)..place];
        let nouns = [&b"nam "[..], b"thang ", b"quy ", b"ky "];
        self.rest(place).starts_with(b"truoc den") && nouns.iter().any(|noun| low.ends_with(noun))
    }

    /// Passes what may stand between «chậm nhất» and its date: «là», «vào», «trước».
    fn connected(&self, mut place: usize) -> usize {
        use CalendarMeaning::{At, Before};
        for _ in 0..4 {
            place = match self.cue_of(place, &[At, Before]) {
                Some(cue) => self.behind(place, cue.end),
                None => match self.pass(place, CONNECTORS) {
                    Some(end) => end,
                    None => return place,
                },
            };
        }
        place
    }

    /// The dates behind «trước» and what says that they come again.
    fn bounds(&self, place: usize, start: usize) -> Option<Bounds<'a>> {
        let timed = self.pass_hour(start);
        let start = timed.unwrap_or(start);
        if timed.is_some()
            && let Some(cue) = self.cue_of(start, &[CalendarMeaning::Every])
        {
            let again = cue.value.map(Again::Rule);
            return Some(Bounds { place, points: Vec::new(), again, end: cue.end });
        }
        let (first, mut end) = self.point(start)?;
        let mut points = vec![(first, Run::new(place, end))];
        while let Some((point, run)) = self.further_bound(end).filter(|_| is_day(first)) {
            points.push((point, run));
            end = run.end;
        }
        let again = self.again(end);
        if let Some((_, after)) = again {
            end = after;
        }
        if let Some((_, run)) = points.last_mut() {
            run.end = end;
        }
        Some(Bounds { place, points, again: again.map(|(again, _)| again), end })
    }

    /// A further date of a list: «và 15/11», «, trước ngày 30/11».
    fn further_bound(&self, place: usize) -> Option<(Point, Run)> {
        let (_, start) = self.read(place, separator)?;
        let date = match self.cue_of(start, &[CalendarMeaning::Before]) {
            Some(cue) => self.connected(self.behind(start, cue.end)),
            None => start,
        };
        let (point, end) = self.point(date).filter(|(point, _)| is_day(*point))?;
        Some((point, Run::new(start, end)))
    }

    fn push_bounds(&self, bounds: &Bounds, rule: Option<&str>, found: &mut Vec<Timed>) {
        let whole = Run::new(bounds.place, bounds.end);
        if bounds.points.is_empty()
            && let Some(Again::Rule(rule)) = bounds.again
        {
            self.push_rule(whole, rule.to_string(), true, found);
        }
        let inclusive = !self.rest(bounds.place).starts_with(b"truoc");
        for (point, run) in &bounds.points {
            // A date without its own «trước» is said by the words before the list.
            let bare = self.rest(run.start).first().is_some_and(u8::is_ascii_digit);
            let run = if bare || rule.is_some() { whole } else { *run };
            let again = bounds.again.or(rule.map(Again::Rule));
            if let Some(rrule) = again.and_then(|again| recurrence(*point, again, rule)) {
                self.push_rule(run, rrule, true, found);
            } else if let Point::Period(period) = *point {
                self.push_bound(run, period, inclusive, found);
            }
        }
    }

    fn push_bound(&self, run: Run, period: Period, inclusive: bool, found: &mut Vec<Timed>) {
        let date = if inclusive { period.to } else { period.from };
        let yearly = date.year.is_none().then(|| yearly(date, date));
        let when = match (date.year.or(self.year), &yearly) {
            (None, Some(rrule)) => When::Every { rrule: rrule.clone(), before: true },
            (year, _) => When::Before { date: date.or_year(year).iso() },
        };
        found.push(Timed { run, when, form: Form::Bound, yearly });
    }

    // every ::= rule (","|"(")? (before point | at point)? ")"?
    //   hằng năm (trước ngày 15 tháng 11) · định kỳ hằng năm trước ngày 25/11 · hàng tháng
    fn every(&self, place: usize, end: usize, rule: &str, found: &mut Vec<Timed>) -> usize {
        use CalendarMeaning::{At, Before};
        let mark = self.read(end, preceded_mark);
        let bracket = mark.is_some_and(|(mark, _)| mark == '(');
        let inner = self.skip(mark.map_or(end, |(_, inner)| inner));
        let closed = |end: usize| end + usize::from(bracket && self.rest(end).first() == Some(&b')'));
        if let Some(cue) = self.cue_of(inner, &[Before])
            && let Some(mut bounds) = self.bounds(place, self.connected(self.behind(inner, cue.end)))
        {
            if bounds.points.iter().any(|(point, _)| is_dated(*point)) {
                // «định kỳ 6 tháng (trước ngày 15/5/2025)» names one date, which is read next.
                return inner;
            }
            bounds.end = closed(bounds.end);
            self.push_bounds(&bounds, Some(rule), found);
            return bounds.end;
        }
        if let Some(cue) = self.cue_of(inner, &[At])
            && let Some((point, end)) = self.point(self.connected(self.behind(inner, cue.end)))
            && let Some(rrule) = recurrence(point, Again::Rule(rule), None)
        {
            self.push_rule(Run::new(place, closed(end)), rrule, false, found);
            return closed(end);
        }
        let end = self.read(end, once).map_or(end, |(_, end)| end);
        self.push_rule(Run::new(place, end), rule.to_string(), false, found);
        self.further_rhythms(place, end, found).unwrap_or(end)
    }

    /// «hằng quý, 6 tháng, năm báo cáo»: the rhythms of a list that go on behind the first, up to the end or the verb.
    fn further_rhythms(&self, place: usize, mut end: usize, found: &mut Vec<Timed>) -> Option<usize> {
        /// No list of rhythms is longer.
        const MOST: usize = 4;
        let mut rules = Vec::new();
        while let Some((rule, after)) = self.read(end, |input| preceded(separator, interval).parse(input)) {
            rules.push((rule, after));
            end = after;
            if rules.len() > MOST {
                return None;
            }
        }
        let rest = self.rest(end);
        let words =
            [&b" bao cao"[..], b" tong hop", b" gui", b" so ket", b" tong ket", b" hoac", b" va dot xuat"];
        let ends = rest.first().is_none_or(|b| matches!(b, b'.' | b';' | b')'));
        if rules.is_empty() || !(ends || words.iter().any(|word| rest.starts_with(word))) {
            return None;
        }
        for (rule, after) in rules {
            self.push_rule(Run::new(place, after), rule, false, found);
        }
        Some(end)
    }

    // periodic ::= "định kỳ" interval ((","|"và") interval)*
    //   định kỳ 6 tháng, 01 năm · định kỳ hằng quý
    fn periodic(&self, place: usize, start: usize, found: &mut Vec<Timed>) -> Option<usize> {
        if let Some(Cue { value: Some(rule), end, .. }) = self.cue_of(start, &[CalendarMeaning::Every]) {
            return Some(self.every(place, end, rule, found));
        }
        // «định kỳ ngày 25 hằng tháng» names a day, which is read next.
        let day = self.rest(start).strip_prefix(b"ngay ").and_then(|rest| rest.first());
        if day.is_some_and(u8::is_ascii_digit) {
            return None;
        }
        let (rule, mut end) = self.read(start, interval)?;
        let first = found.len();
        let after = self.every(place, end, &rule, found);
        if after != end {
            return Some(after);
        }
        while let Some((rule, after)) = self.read(end, |input| preceded(separator, interval).parse(input)) {
            if self.rest(self.skip(after)).first() == Some(&b'(') {
                // «định kỳ 6 tháng, năm (trước ngày …)»: what stands in brackets is the time.
                found.truncate(first);
                return Some(after);
            }
            self.push_rule(Run::new(place, after), rule, false, found);
            end = after;
        }
        Some(end)
    }

    // at ::= ("vào"|"trong") ("dịp"|"khoảng")? point again?
    //   vào năm 2030 · trong quý IV năm 2025 · vào tháng 12 hằng năm
    fn at(&self, place: usize, end: usize, found: &mut Vec<Timed>) -> Option<usize> {
        let during = self.text.slice(Run::new(place, end)).windows(5).any(|word| word == b"trong");
        let start = self.connected(self.behind(place, end));
        if let Some(end) = self.within(place, start, found) {
            return Some(end);
        }
        let start = self.pass(start, NEARLY).unwrap_or(start);
        let start = self.pass_hour(start).unwrap_or(start);
        // «vào sáng ngày 15/5/2025», «vào 8 giờ sáng ngày 15/5/2025»
        let start = self.pass(start, NEARLY).unwrap_or(start);
        let (point, end) = self.point(start)?;
        let form = if during { Form::Stretch } else { Form::At };
        let mut end = self.push_point(Run::new(place, end), point, form, found)?;
        // «vào cuối quý II và cuối năm 2026»: further times that the word before the list governs.
        while let Some((_, start)) = self.read(end, |input| preceded(space, preceded_and).parse(input))
            && let Some((next, after)) = self.point(start)
            && is_dated(next)
        {
            end = self.push_point(Run::new(start, after), next, form, found)?;
        }
        Some(end)
    }

    /// A point with what follows it: an end («… - 20/11/2014») or a recurrence («… hằng năm»).
    fn push_point(&self, run: Run, first: Point, form: Form, found: &mut Vec<Timed>) -> Option<usize> {
        let listed = || self.read(run.end, separator).is_some() && !goes_on(self.rest(run.end));
        if let Some(end) = self.push_again(run, first, found) {
            return Some(end);
        }
        if listed()
            && let Some(end) = self.push_list_again(run, first, found)
        {
            return Some(end);
        }
        let Point::Period(period) = first else { return None };
        if let Some((_, start)) = self.read(run.end, separator)
            && let Some((Point::Period(last), end)) = self.point(self.connected(start))
            && (goes_on(self.rest(run.end)) || adjoins(period, last))
        {
            self.push_stretch(Run::new(run.start, end), period.until(last), Form::Stretch, found);
            return Some(end);
        }
        if let Some(end) = self.push_open(run, period, found) {
            return Some(end);
        }
        let kept = if form == Form::Stretch { Form::At } else { form };
        if form == Form::Stretch || period.from != period.to {
            self.push_stretch(run, period, kept, found);
        } else {
            let yearly = (!period.has_year()).then(|| yearly(period.from, period.from));
            let when = match (period.from.year.or(self.year), &yearly) {
                (None, Some(rrule)) => When::Every { rrule: rrule.clone(), before: false },
                (year, _) => When::On { date: period.from.or_year(year).iso() },
            };
            found.push(Timed { run, when, form: kept, yearly });
        }
        Some(run.end)
    }

    fn push_stretch(&self, run: Run, period: Period, form: Form, found: &mut Vec<Timed>) {
        let yearly = (!period.has_year()).then(|| yearly(period.from, period.to));
        let when = match (period.to.year.or(self.year), &yearly) {
            (None, Some(rrule)) => When::Every { rrule: rrule.clone(), before: false },
            (year, _) => {
                let Period { from, to } = period.in_year(year);
                When::During { from: Some(from.iso()), to: Some(to.iso()) }
            }
        };
        found.push(Timed { run, when, form, yearly });
    }

    /// «trong tháng 3 và tháng 9 hằng năm»: a list of dates that come again, each for itself.
    fn push_list_again(&self, run: Run, first: Point, found: &mut Vec<Timed>) -> Option<usize> {
        /// No list of such dates is longer.
        const MOST: usize = 6;
        let mut points = vec![(first, run)];
        for _ in 0..MOST {
            let (point, last) = points.last().copied()?;
            if let Some((again, end)) = self.again(last.end) {
                let rules = points.iter().map(|(point, _)| recurrence(*point, again, None));
                let rules: Vec<String> = rules.collect::<Option<_>>()?;
                for ((_, run), rule) in points.iter().zip(rules) {
                    let end = if run.end == last.end { end } else { run.end };
                    self.push_rule(Run::new(run.start, end), rule, false, found);
                }
                return Some(end);
            }
            let dated = is_dated(point);
            let (_, start) =
                self.read(last.end, separator).filter(|_| !dated && !goes_on(self.rest(last.end)))?;
            let (next, end) = self.point(start)?;
            points.push((next, Run::new(start, end)));
        }
        None
    }

    /// «… hằng năm», «… của tháng kế tiếp» behind a date.
    fn push_again(&self, run: Run, point: Point, found: &mut Vec<Timed>) -> Option<usize> {
        let (again, end) = self.again(run.end)?;
        let rrule = recurrence(point, again, None)?;
        self.push_rule(Run::new(run.start, end), rrule, false, found);
        Some(end)
    }

    /// «… và các năm tiếp theo», «… trở đi» behind a date: a stretch without end.
    fn push_open(&self, run: Run, period: Period, found: &mut Vec<Timed>) -> Option<usize> {
        let (_, end) = self.read(run.end, open_end)?;
        self.push_from(Run::new(run.start, end), period.from, found);
        Some(end)
    }

    fn push_from(&self, run: Run, from: Civil, found: &mut Vec<Timed>) {
        if from.or_year(self.year).year.is_some() {
            let when = When::During { from: Some(from.or_year(self.year).iso()), to: None };
            self.push(run, when, Form::Stretch, found);
        }
    }

    // stretch ::= ("từ"|"kể từ") (point | "nay") (separator point)?
    //   từ ngày 01/6 đến ngày 30/6 · từ nay đến hết năm 2025 · từ ngày 01/7/2025 trở đi
    fn stretch(&self, place: usize, end: usize, found: &mut Vec<Timed>) -> Option<usize> {
        use CalendarMeaning::{Before, To};
        let start = self.behind(place, end);
        if let Some(cue) = self.cue_of(start, &[Before]) {
            // «từ trước ngày 31 tháng 12 năm 1993» bounds the past.
            return self.point(self.connected(self.behind(start, cue.end))).map(|(_, end)| end);
        }
        let start = self.pass_hour(start).unwrap_or(start);
        let now = self.text.slice(Run::new(place, end)).ends_with(b" nay").then_some(start);
        if let Some(now) = now.or_else(|| self.pass(start, &[("nay", ())])) {
            let date = self.cue_of(now, &[To]).map_or(now, |cue| self.behind(now, cue.end));
            let (Point::Period(last), end) = self.point(self.connected(date))? else { return None };
            let to = Some(last.to.or_year(self.year)).filter(|to| to.year.is_some())?.iso();
            self.push(Run::new(place, end), When::During { from: None, to: Some(to) }, Form::Stretch, found);
            return Some(end);
        }
        let (Point::Period(first), end) = self.point(start)? else { return None };
        let last = self.read(end, separator).and_then(|(_, start)| {
            let start = self.connected(start);
            self.point(self.pass_hour(start).unwrap_or(start))
        });
        let (period, end) = match last {
            Some((Point::Period(last), end)) => (first.until(last), end),
            _ => (first, end),
        };
        let run = Run::new(place, end);
        if let Some(end) = self.push_again(run, Point::Period(Period { to: period.from, ..period }), found) {
            return Some(end);
        }
        if let Some(end) = self.push_open(run, period, found) {
            return Some(end);
        }
        if period.from == period.to {
            self.push_from(run, period.from, found);
        } else {
            self.push_stretch(run, period, Form::Stretch, found);
        }
        Some(end)
    }

    // until ::= ("đến"|"đến hết") hour? point
    fn until(&self, place: usize, end: usize, found: &mut Vec<Timed>) -> Option<usize> {
        let start = self.connected(self.behind(place, end));
        let start = self.pass_hour(start).unwrap_or(start);
        let (Point::Period(period), end) = self.point(start)? else { return None };
        self.push_bound(Run::new(place, end), period, true, found);
        if period.to.month.is_none()
            && let Some(last) = found.last_mut()
        {
            last.form = Form::Until;
        }
        Some(end)
    }

    // within ::= within* duration ","? ("kể từ"|"sau khi") anchor
    //   trong thời hạn 05 ngày làm việc kể từ ngày nhận hồ sơ · sau 10 ngày kể từ ngày ký
    fn within(&self, place: usize, mut start: usize, found: &mut Vec<Timed>) -> Option<usize> {
        use CalendarMeaning::{Anchor, Before, From, Within};
        for _ in 0..3 {
            start = match self.cue_of(start, &[Within, Before]) {
                Some(cue) => self.behind(start, cue.end),
                None => match self.pass(start, LENGTHS) {
                    Some(end) => end,
                    None => break,
                },
            };
        }
        let (length, end) = self.read(start, duration)?;
        let end = self.read(end, |i| value((), (opt(one_of(",")), space)).parse(i))?.1;
        // «sau 05 ngày kết thúc đợt kiểm tra»
        let ended = self.rest(place).starts_with(b"sau ") && self.rest(end).starts_with(b"ket thuc ");
        let start = match self.cue_of(end, &[Anchor, From]) {
            Some(cue) => self.behind(end, cue.end),
            None if ended => end,
            None => return None,
        };
        let stop = (start..self.end).find(|&n| self.is_clause_end(n)).unwrap_or(self.end);
        let anchor = self.text.trim(Run::new(start, stop));
        let when = When::After { anchor: self.text.value(anchor), duration: length };
        self.push(Run::new(place, anchor.end), when, Form::After, found);
        Some(anchor.end)
    }

    fn is_clause_end(&self, place: usize) -> bool {
        let low = self.text.low();
        match low[place] {
            b',' | b';' | b':' | b'(' | b')' => true,
            b'.' => !low.get(place + 1).is_some_and(|&b| is_word(b)),
            byte => is_break(byte),
        }
    }

    // bare ::= interval "một lần" | point (separator point)? | point again
    fn bare(&self, place: usize, loose: bool, found: &mut Vec<Timed>) -> Option<usize> {
        if !opens_point(self.rest(place), loose) {
            return None;
        }
        if let Some((rhythm, end)) = self.read(place, |input| terminated(rhythm, once).parse(input)) {
            self.push_rule(Run::new(place, end), rhythm.rule(), false, found);
            return Some(end);
        }
        if let Some((first, end)) = self.point_of(place, loose) {
            return self.push_point(Run::new(place, end), first, Form::Bare, found);
        }
        let (first, end) = self.point(place)?;
        self.push_again(Run::new(place, end), first, found)
    }

    /// The words after a date that make it come again.
    fn again(&self, place: usize) -> Option<(Again<'a>, usize)> {
        let start = self.read(place, |i| value((), (opt(one_of(",")), space)).parse(i))?.1;
        if let Some(Cue { value: Some(rule), end, .. }) = self.cue_of(start, &[CalendarMeaning::Every]) {
            return Some((Again::Rule(rule), end));
        }
        self.read(start, choice(AGAIN))
    }
}

/// Whether a date, a period or an interval may start here: with a figure or one of the few words that open one, and what
/// may follow those. Most words do not, so this is asked before any production is tried.
fn opens_point(input: &[u8], loose: bool) -> bool {
    let is_figure = input.first().is_some_and(u8::is_ascii_digit);
    let inside = |b: &u8| if is_figure { b.is_ascii_digit() } else { b.is_ascii_lowercase() };
    let length = input.iter().position(|b| !inside(b)).unwrap_or(input.len());
    let (word, rest) = input.split_at(length);
    let next = rest.strip_prefix(b" ").unwrap_or(rest).first();
    let follows = |bytes: &[u8]| next.is_some_and(|b| *b == LINE || bytes.contains(b));
    let goes_on = |words: &[&[u8]]| words.iter().any(|word| rest.starts_with(word));
    // A number, a unit of time, «một lần».
    let digit = next.is_some_and(u8::is_ascii_digit);
    let once = || digit || follows(b"/ml");
    match word {
        b"" => false,
        _ if is_figure => {
            length == 4 && loose || length < 3 && day_goes_on(rest) || length < 4 && follows(b"ntq")
        }
        b"ngay" => once() || follows(b".\x7Ft"),
        b"thang" => once(),
        b"quy" | b"qui" => once() || follows(b"i"),
        b"nam" => once() || follows(b"ntq"),
        b"mot" | b"bon" | b"bay" | b"tam" | b"sau" | b"chin" => follows(b"") || goes_on(UNITS),
        b"hai" | b"ba" | b"muoi" => follows(b"") || goes_on(UNITS) || goes_on(&[b" muoi", b" lam"]),
        b"thu" => digit || follows(b"") || goes_on(&[b" hai", b" ba", b" tu", b" nam", b" sau", b" bay"]),
        b"chu" => rest.starts_with(b" nhat"),
        b"dau" | b"cuoi" | b"giua" => follows(b"") || goes_on(&[b" thang", b" nam", b" quy"]),
        b"thuong" | b"trung" | b"ha" => rest.starts_with(b" tuan"),
        b"tuan" => goes_on(&[b" dau thang", b" cuoi thang"]),
        _ => false,
    }
}

/// What follows the number of a length of time.
const UNITS: &[&[u8]] = &[b" ngay", b" tuan", b" thang", b" quy", b" nam"];

/// Words that may stand before the time in a label.
const OPENINGS: &[(&str, ())] = &[
    ("du kien", ()),
    ("khoang", ()),
    ("thuc hien", ()),
    ("trien khai", ()),
    ("thoi gian", ()),
    ("thoi han", ()),
    ("trinh", ()),
];

/// Words between «chậm nhất» and its date.
const CONNECTORS: &[(&str, ())] = &[("la", ()), ("vao", ()), ("den", ()), ("het", ())];

/// Words between «vào» and its date.
const NEARLY: &[(&str, ())] =
    &[("dip", ()), ("khoang", ()), ("luc", ()), ("hoi", ()), ("sang", ()), ("chieu", ()), ("toi", ())];

/// Words between «chậm nhất» and a length of time.
const LENGTHS: &[(&str, ())] = &[("la", ()), ("sau", ()), ("khong qua", ()), ("thoi han", ())];

fn preceded_and(input: &[u8]) -> Parsed<'_, ()> {
    value((), (choice(&[("va", ())]), space)).parse(input)
}

fn preceded_mark(input: &[u8]) -> Parsed<'_, char> {
    preceded(space, one_of("(,")).parse(input)
}

// open_end ::= "và" "các năm tiếp theo" | "trở đi"
fn open_end(input: &[u8]) -> Parsed<'_, ()> {
    let and = alt((tag(&b"va"[..]), tag(&b","[..]), tag(&b"-"[..])));
    let next = choice(&[
        ("cac nam tiep theo", ()),
        ("nhung nam tiep theo", ()),
        ("cac nam ke tiep", ()),
        ("cac nam sau", ()),
        ("nhung nam sau", ()),
        ("nam tiep theo", ()),
        ("tiep theo", ()),
        ("tiep tuc", ()),
    ]);
    let on = choice(&[("tro di", ()), ("tro ve sau", ())]);
    preceded(space, alt((value((), (and, space, next)), on))).parse(input)
}

fn is_day(point: Point) -> bool {
    matches!(point, Point::Period(period) if period.from == period.to && period.to.day.is_some())
}

fn is_dated(point: Point) -> bool {
    matches!(point, Point::Period(period) if period.has_year())
}

/// Whether a stretch goes on with «đến» or a hyphen.
fn goes_on(input: &[u8]) -> bool {
    let input = input.strip_prefix(b" ").unwrap_or(input);
    input.starts_with(b"den") || input.starts_with(b"-")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(when: &When) -> String {
        let open = |date: &Option<String>| date.clone().unwrap_or_default();
        match when {
            When::Before { date } => format!("before {date}"),
            When::On { date } => format!("on {date}"),
            When::During { from, to } => format!("during {}/{}", open(from), open(to)),
            When::Every { rrule, before } => format!("{rrule}{}", if *before { " before" } else { "" }),
            When::Ongoing => "ongoing".into(),
            When::After { anchor, duration } => format!("{duration} after {anchor}"),
        }
    }

    /// The phrases between `⟦` and `⟧` and their meanings, in a document of 2025.
    #[track_caller]
    fn check(marked: &str, expected: &[&str]) {
        let source = marked.replace(['⟦', '⟧'], "");
        let text = Text::new(&source);
        let times = times(&text, &Grammar::builtin(), text.all(), Some(2025));
        let meanings: Vec<String> = times.iter().map(|time| show(&time.when)).collect();
        assert_eq!(meanings, expected, "{marked:?}");
        let want: Vec<&str> = marked.split(['⟦', '⟧']).skip(1).step_by(2).collect();
        let got: Vec<&str> = times.iter().map(|time| &source[text.span(time.run).range()]).collect();
        assert_eq!(got, want, "{marked:?}");
    }

    #[track_caller]
    fn check_not(source: &str) {
        let text = Text::new(source);
        let times = times(&text, &Grammar::builtin(), text.all(), Some(2025));
        assert!(times.is_empty(), "{source:?}: {times:?}");
    }

    #[test]
    fn ok_bounds() {
        check("nộp hồ sơ ⟦trước ngày 15/11/2025⟧ để xét", &["before 2025-11-15"]);
        check("gửi ý kiến ⟦chậm nhất là ngày 20 tháng 5⟧.", &["before 2025-05-20"]);
        check("báo cáo ⟦trước 14 giờ 00 ngày 29/7/2025⟧", &["before 2025-07-29"]);
        check("thực hiện ⟦đến hết ngày 30/6⟧", &["before 2025-06-30"]);
        check("hoàn tất ⟦trước 30/9⟧", &["before 2025-09-30"]);
        check(
            "gửi ⟦trước ngày 15/6⟧ và ⟦trước ngày 15/12⟧ kết quả",
            &["before 2025-06-15", "before 2025-12-15"],
        );
    }

    #[test]
    fn ok_bounds_that_come_again() {
        check("tổng hợp ⟦trước ngày 20/11 hằng năm⟧", &["FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=20 before"]);
        check("gửi số liệu ⟦trước ngày 25 hàng tháng⟧", &["FREQ=MONTHLY;BYMONTHDAY=25 before"]);
        check(
            "gửi ⟦trước ngày 20 của tháng cuối quý⟧",
            &["FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20 before"],
        );
        check("⟦hằng năm (trước ngày 5 tháng 12)⟧", &["FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=5 before"]);
        check(
            "⟦định kỳ hàng quý (trước ngày 10 của tháng kế tiếp)⟧ báo cáo",
            &["FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=10 before"],
        );
        check("báo cáo ⟦trước ngày 20/01 của năm sau⟧", &["FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=20 before"]);
        check("báo cáo nhanh ⟦trước 16h30 hằng ngày⟧", &["FREQ=DAILY before"]);
        check("gửi ⟦trước thứ Sáu hằng tuần⟧", &["FREQ=WEEKLY;BYDAY=FR before"]);
        check(
            "gửi ⟦trước ngày 05 tháng cuối của quý⟧",
            &["FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=5 before"],
        );
        check(
            "họp ⟦trong tháng 4⟧ và ⟦tháng 10 hằng năm⟧",
            &["FREQ=YEARLY;BYMONTH=4", "FREQ=YEARLY;BYMONTH=10"],
        );
        check("nộp ⟦rước ngày 15/11/2025⟧", &["before 2025-11-15"]);
        check("nộp ⟦trước ngày l5/1O/2025⟧ về", &["before 2025-10-15"]);
        check("định kỳ 6 tháng (⟦trước ngày 31/5/2026⟧)", &["before 2026-05-31"]);
    }

    #[test]
    fn ok_points_and_stretches() {
        check("sơ kết ⟦vào năm 2030⟧", &["on 2030"]);
        check("tổng kết ⟦vào cuối năm 2027⟧", &["on 2027-12"]);
        check("sơ kết ⟦vào cuối quý II/2026⟧", &["on 2026-06"]);
        check("báo cáo ⟦vào cuối quý II⟧ và ⟦cuối năm 2025⟧ về", &["on 2025-06", "on 2025-12"]);
        check("làm ⟦xong trong tháng 12/2025⟧", &["during 2025-12/2025-12"]);
        check("trình ⟦trong quý II⟧ xem xét", &["during 2025-04/2025-06"]);
        check("mở lớp ⟦từ ngày 01/6 đến ngày 30/6⟧", &["during 2025-06-01/2025-06-30"]);
        check("nghỉ ⟦từ 17 đến ngày 20 tháng 8 năm 2025⟧", &["during 2025-08-17/2025-08-20"]);
        check("⟦Từ nay đến hết năm 2025⟧", &["during /2025"]);
        check("⟦Từ ngày 15/11 đến ngày 15/02/2026⟧", &["during 2025-11-15/2026-02-15"]);
        check("⟦từ năm 2026 trở đi⟧", &["during 2026/"]);
        check("⟦6 tháng cuối năm 2025⟧", &["during 2025-07/2025-12"]);
        check("thi ⟦từ 20/8 - 20/11/2025⟧", &["during 2025-08-20/2025-11-20"]);
    }

    #[test]
    fn ok_rhythms_and_terms() {
        check("⟦định kỳ 6 tháng⟧ báo cáo", &["FREQ=MONTHLY;INTERVAL=6"]);
        check("kiểm tra ⟦2 năm một lần⟧", &["FREQ=YEARLY;INTERVAL=2"]);
        check("⟦Hằng quý⟧ đối chiếu", &["FREQ=MONTHLY;INTERVAL=3"]);
        check("⟦Hằng quý⟧, ⟦năm 2025⟧ có thay đổi", &["FREQ=MONTHLY;INTERVAL=3", "on 2025"]);
        check("làm ⟦thường xuyên⟧", &["ongoing"]);
        check(
            "trả lời ⟦trong thời hạn 05 ngày làm việc kể từ ngày nhận hồ sơ⟧, nếu",
            &["P5D after ngày nhận hồ sơ"],
        );
        check("⟦Sau 05 ngày kết thúc đợt kiểm tra⟧, đoàn báo cáo", &["P5D after kết thúc đợt kiểm tra"]);
        check("số liệu gửi định kỳ ⟦ngày 25 hằng tháng⟧", &["FREQ=MONTHLY;BYMONTHDAY=25"]);
        check("thông báo ⟦chậm nhất sau 24 giờ kể từ khi phát hiện⟧.", &["PT24H after phát hiện"]);
    }

    #[test]
    fn not_a_time() {
        for source in [
            "giai đoạn 2021 - 2030, tầm nhìn 2045",
            "năm học 2024-2025",
            "công nhận từ trước ngày 31 tháng 12 năm 1993",
            "trẻ em từ 6 tháng đến 36 tháng tuổi",
            "tăng từ 1% đến 2%",
            "trước khi đưa vào sử dụng",
            "trong quá trình thực hiện",
            "Thông tư số 12/2025/TT-BTC",
            "quy định kỳ thi",
            "từ năm trước đến nay",
            "trẻ em rước đèn ngày rằm",
            "sau 5 ngày làm việc mệt mỏi",
            "trước ngày lo/2025 nghỉ",
        ] {
            check_not(source);
        }
    }

    #[track_caller]
    fn label(source: &str, expected: Option<&str>) {
        let text = Text::new(source);
        let when = timing(&text, &Grammar::builtin(), text.all(), Some(2025));
        assert_eq!(when.as_ref().map(show).as_deref(), expected, "{source:?}");
    }

    #[test]
    fn ok_timing_labels() {
        label("Thường xuyên trong năm.", Some("ongoing"));
        label("Quý IV năm 2025", Some("during 2025-10/2025-12"));
        label("Quý I và Quý II/2026", Some("during 2026-01/2026-06"));
        label("Hoàn thành trước ngày 30/9/2025", Some("before 2025-09-30"));
        label("Trước ngày 20/11 hằng năm", Some("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=20 before"));
        label("Tháng 12/2025 và thường xuyên", Some("on 2025-12"));
        label("Năm 2025 và các năm tiếp theo", Some("during 2025/"));
        label("2026 - 2030", Some("during 2026/2030"));
        label("Từ 2021-2025", Some("during 2021/2025"));
        label("12/2025", Some("on 2025-12"));
        label("Tháng 6", Some("on 2025-06"));
        label("06 tháng/lần", Some("FREQ=MONTHLY;INTERVAL=6"));
        label("Dự kiến: Quý III", Some("during 2025-07/2025-09"));
    }

    #[test]
    fn ok_words_that_open_a_date_are_words_of_time() {
        let grammar = Grammar::builtin();
        for words in [
            "thượng tuần",
            "trung tuần",
            "hạ tuần",
            "ngày",
            "tháng",
            "quý",
            "quí",
            "năm",
            "thứ",
            "tư",
            "chủ",
            "đầu",
            "cuối",
            "giữa",
            "nửa",
            "một",
            "hai",
            "ba",
            "bốn",
            "sáu",
            "bảy",
            "tám",
            "chín",
            "mười",
            "định kỳ",
            "sau",
            "trong",
            "không quá",
        ] {
            let text = grammar.read(words);
            assert!(text.tag(0).is_some_and(|tag| tag & grammar.calendar.tag() != 0), "{words}");
        }
    }

    #[test]
    fn not_a_timing() {
        label("Theo kế hoạch công tác hằng năm", None);
        label("Sở Nội vụ", None);
        label("Khi có hướng dẫn", None);
        label("Tháng 4, tháng 10/2025", None);
    }

    #[test]
    fn ok_the_year_of_a_title() {
        let year = |source: &str| {
            let text = Text::new(source);
            sole_year(&text, &Grammar::builtin(), text.all())
        };
        assert_eq!(year("Triển khai công tác gia đình năm 2025"), Some(2025));
        assert_eq!(year("Phòng, chống ma túy 6 tháng cuối năm 2024"), Some(2024));
        assert_eq!(year("Phát triển du lịch đến năm 2030"), None);
        assert_eq!(year("Xây dựng nông thôn mới giai đoạn 2021 - 2025"), None);
        assert_eq!(year("Thực hiện Kế hoạch số 12-KH/TU ngày 03/02/2024"), None);
    }
}
