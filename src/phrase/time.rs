//! Spans of time, deadlines, recurrences: the words of a [`When`].
//!
//! In: folded text and the vocabulary of time. Out: each [`Timed`] phrase with its meaning. Whether somebody must act at
//! that time, and who, is not decided here; nor whether a date without a year comes again each year.

use std::fmt::Write;

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while_m_n};
use nom::character::complete::one_of;
use nom::combinator::{map, opt, value};
use nom::sequence::{preceded, terminated};

use super::date::{Civil, Parsed, fail, space};
use super::period::{Period, Point, choice, hour, point, separator};
use crate::document::When;
use crate::grammar::{CalendarMeaning, Grammar};
use crate::text::{Run, Text, is_break, is_word};

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

/// When something comes again, as words after a date say it.
#[derive(Clone, Copy)]
enum Again<'a> {
    Rule(&'a str),
    /// «của tháng kế tiếp», «tháng sau».
    NextMonth,
    /// «của tháng cuối quý».
    LastOfQuarter,
    /// «của tháng đầu quý».
    FirstOfQuarter,
    /// «của năm sau», «năm kế tiếp».
    NextYear,
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
        while place < self.end {
            if !is_word(self.text.low()[place]) {
                place += 1;
            } else if let Some(end) = self.expression(place, found) {
                place = end.max(place + 1);
            } else {
                place = self.text.word_end(place).max(place + 1);
            }
        }
    }

    /// Passes a word that may stand before the time in a label: «Hoàn thành», «Dự kiến».
    fn opening(&self, place: usize) -> usize {
        use CalendarMeaning::{Complete, Hold, Report, Review};
        if let Some(cue) = self.cue_of(place, &[Complete, Hold, Report, Review]) {
            return self.skip(cue.end);
        }
        self.pass(place, OPENINGS).unwrap_or(place)
    }

    /// The phrase that starts at `place`, if any; gives the place behind it.
    fn expression(&self, place: usize, found: &mut Vec<Timed>) -> Option<usize> {
        if let Some(cue) = self.cue(place)
            && let Some(end) = self.cued(place, &cue, found)
        {
            return Some(end);
        }
        if let Some(end) = self.pass(place, &[("dinh ky", ())]) {
            return self.periodic(place, end, found);
        }
        if let Some(start) = self.pass(place, &[("sau", ()), ("trong", ()), ("khong qua", ())])
            && let Some(end) = self.within(place, start, found)
        {
            return Some(end);
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
        end
    }

    // periodic ::= "định kỳ" interval ((","|"và") interval)*
    //   định kỳ 6 tháng, 01 năm · định kỳ hằng quý
    fn periodic(&self, place: usize, start: usize, found: &mut Vec<Timed>) -> Option<usize> {
        if let Some(Cue { value: Some(rule), end, .. }) = self.cue_of(start, &[CalendarMeaning::Every]) {
            return Some(self.every(place, end, rule, found));
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
        let start = self.pass(start, &[("dip", ()), ("khoang", ())]).unwrap_or(start);
        let start = self.pass_hour(start).unwrap_or(start);
        let (point, end) = self.point(start)?;
        self.push_point(Run::new(place, end), point, if during { Form::Stretch } else { Form::At }, found)
    }

    /// A point with what follows it: an end («… - 20/11/2014») or a recurrence («… hằng năm»).
    fn push_point(&self, run: Run, first: Point, form: Form, found: &mut Vec<Timed>) -> Option<usize> {
        if let Some(end) = self.push_again(run, first, found) {
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
        let cue = self.cue_of(end, &[Anchor, From])?;
        let start = self.behind(end, cue.end);
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
        let first = *self.rest(place).first()?;
        if !first.is_ascii_digit() && !b"ntqdgcshbm".contains(&first) {
            return None;
        }
        if let Some((rrule, end)) = self.read(place, |input| terminated(interval, once).parse(input)) {
            self.push_rule(Run::new(place, end), rrule, false, found);
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

/// Words between «chậm nhất» and a length of time.
const LENGTHS: &[(&str, ())] = &[("la", ()), ("sau", ()), ("khong qua", ()), ("thoi han", ())];

/// Which month or year a day belongs to.
const AGAIN: &[(&str, Again<'static>)] = &[
    ("cua thang cuoi quy", Again::LastOfQuarter),
    ("cua thang cuoi cung cua quy", Again::LastOfQuarter),
    ("cua thang cuoi moi quy", Again::LastOfQuarter),
    ("thang cuoi quy", Again::LastOfQuarter),
    ("cua thang dau quy", Again::FirstOfQuarter),
    ("thang dau quy", Again::FirstOfQuarter),
    ("cua thang dau tien quy sau", Again::FirstOfQuarter),
    ("thang dau cua quy", Again::FirstOfQuarter),
    ("cua thang ke tiep", Again::NextMonth),
    ("cua thang tiep theo", Again::NextMonth),
    ("cua thang lien ke", Again::NextMonth),
    ("cua thang sau", Again::NextMonth),
    ("thang ke tiep", Again::NextMonth),
    ("thang tiep theo", Again::NextMonth),
    ("thang sau", Again::NextMonth),
    ("cua nam sau lien ke", Again::NextYear),
    ("cua nam lien sau", Again::NextYear),
    ("cua nam ke tiep", Again::NextYear),
    ("cua nam tiep theo", Again::NextYear),
    ("cua nam sau", Again::NextYear),
    ("nam sau lien ke", Again::NextYear),
    ("nam ke tiep", Again::NextYear),
    ("nam tiep theo", Again::NextYear),
    ("nam sau", Again::NextYear),
];

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

/// A count in digits, at most 999, that is no part of another number.
fn small_number(input: &[u8]) -> Parsed<'_, u32> {
    let (rest, digits) = take_while_m_n(1, 3, |b: u8| b.is_ascii_digit()).parse(input)?;
    if rest.first().is_some_and(|&b| b.is_ascii_digit() || matches!(b, b'%' | b',' | b'.')) {
        return fail(input);
    }
    Ok((rest, digits.iter().fold(0, |n, &b| n * 10 + u32::from(b - b'0'))))
}

/// A count in digits or in words.
fn count(input: &[u8]) -> Parsed<'_, u32> {
    let words = choice(&[
        ("mot", 1),
        ("hai", 2),
        ("ba", 3),
        ("bon", 4),
        ("nam", 5),
        ("sau", 6),
        ("bay", 7),
        ("tam", 8),
        ("chin", 9),
        ("muoi lam", 15),
        ("muoi", 10),
        ("hai muoi", 20),
        ("ba muoi", 30),
    ]);
    alt((small_number, words)).parse(input)
}

/// A unit of time and the letters ISO 8601 writes for it.
#[derive(Clone, Copy)]
enum Unit {
    Day,
    Week,
    Month,
    Quarter,
    Year,
    Hour,
    Minute,
}

fn unit(input: &[u8]) -> Parsed<'_, Unit> {
    choice(&[
        ("ngay", Unit::Day),
        ("tuan", Unit::Week),
        ("thang", Unit::Month),
        ("quy", Unit::Quarter),
        ("nam", Unit::Year),
        ("gio", Unit::Hour),
        ("phut", Unit::Minute),
    ])(input)
}

// duration ::= count ("(" words ")")? unit "làm việc"?
//   10 ngày làm việc · 05 (năm) ngày · sáu tháng · 24 giờ
fn duration(input: &[u8]) -> Parsed<'_, String> {
    let (input, count) = terminated(count, space).parse(input)?;
    let words = (tag(&b"("[..]), take_while_m_n(1, 20, |b| b != b')'), tag(&b") "[..]));
    let (input, _) = opt(words).parse(input)?;
    let (input, unit) = unit(input)?;
    let (input, _) = opt((space, choice(&[("lam viec", ()), ("dau tien", ()), ("dau", ())]))).parse(input)?;
    let duration = match unit {
        Unit::Day => format!("P{count}D"),
        Unit::Week => format!("P{count}W"),
        Unit::Month => format!("P{count}M"),
        Unit::Quarter => format!("P{}M", count * 3),
        Unit::Year => format!("P{count}Y"),
        Unit::Hour => format!("PT{count}H"),
        Unit::Minute => format!("PT{count}M"),
    };
    Ok((input, duration))
}

// interval ::= count? unit
//   6 tháng · 01 năm · cả năm · quý
fn interval(input: &[u8]) -> Parsed<'_, String> {
    let (input, _) =
        opt((choice(&[("hang", ()), ("hang moi", ()), ("moi", ()), ("ca", ())]), space)).parse(input)?;
    let (input, count) = map(opt(terminated(count, space)), |count| count.unwrap_or(1)).parse(input)?;
    let (input, unit) = unit(input)?;
    let (frequency, count) = match unit {
        Unit::Day => ("DAILY", count),
        Unit::Week => ("WEEKLY", count),
        Unit::Month if count == 12 => ("YEARLY", 1),
        Unit::Month => ("MONTHLY", count),
        Unit::Quarter => ("MONTHLY", count * 3),
        Unit::Year => ("YEARLY", count),
        Unit::Hour | Unit::Minute => return fail(input),
    };
    let rule = match count {
        0 => return fail(input),
        1 => format!("FREQ={frequency}"),
        _ => format!("FREQ={frequency};INTERVAL={count}"),
    };
    Ok((input, rule))
}

/// «một lần» after an interval: «6 tháng/lần», «2 năm một lần».
fn once(input: &[u8]) -> Parsed<'_, ()> {
    let slash =
        value((), (space, tag(&b"/"[..]), space, opt(choice(&[("01", ()), ("1", ()), ("mot", ())])), space));
    let word = value((), (space, choice(&[("mot", ()), ("01", ()), ("1", ())]), space));
    value((), (alt((slash, word)), choice(&[("lan", ())]))).parse(input)
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

/// Whether the second period begins where the first ends: «tháng 6 và tháng 7/2025».
fn adjoins(first: Period, last: Period) -> bool {
    let months = |date: Civil, year: i16| Some(i32::from(year) * 12 + i32::from(date.month?));
    if first.to.day.is_some()
        || last.from.day.is_some()
        || last.from.month.is_some() != first.to.month.is_some()
    {
        return false;
    }
    let year = last.from.year.unwrap_or_default();
    match months(last.from, year) {
        Some(month) => months(first.to, first.to.year.unwrap_or(year)) == Some(month - 1),
        None => first.to.year == Some(year - 1),
    }
}

/// The rule of a date that comes again each year (RFC 5545).
fn yearly(from: Civil, to: Civil) -> String {
    let mut rule = String::from("FREQ=YEARLY");
    if let (Some(first), Some(last)) = (from.month, to.month) {
        let months: Vec<i8> = if from.day.is_some() { vec![first] } else { (first..=last).collect() };
        push_list(&mut rule, "BYMONTH", &months);
    }
    if let Some(day) = from.day {
        push_list(&mut rule, "BYMONTHDAY", &[day]);
    }
    rule
}

fn push_list(rule: &mut String, part: &str, numbers: &[i8]) {
    for (index, number) in numbers.iter().enumerate() {
        // Writing to a string cannot fail.
        let _ = if index == 0 { write!(rule, ";{part}={number}") } else { write!(rule, ",{number}") };
    }
}

/// The rule of a point that comes again; `outer` is that of «hằng quý» before it. None where the two do not fit.
fn recurrence(point: Point, again: Again, outer: Option<&str>) -> Option<String> {
    let on = |months: &[i8], day: i8| {
        let mut rule = String::from("FREQ=YEARLY");
        push_list(&mut rule, "BYMONTH", months);
        push_list(&mut rule, "BYMONTHDAY", &[day]);
        Some(rule)
    };
    match (point, again) {
        (Point::Period(period), _) if period.has_year() => None,
        (Point::Period(period), Again::NextYear) => Some(yearly(period.from, period.to)),
        (Point::Period(period), Again::Rule(rule)) => {
            // A named day recurs once a year, whatever the rhythm of the reports it belongs to.
            let fits = rule.starts_with("FREQ=YEARLY") || rule.starts_with("FREQ=MONTHLY");
            fits.then(|| yearly(period.from, period.to))
        }
        (Point::Day(day), again) => match (again, outer) {
            (Again::LastOfQuarter, _) => on(&[3, 6, 9, 12], day),
            (Again::FirstOfQuarter, _) => on(&[1, 4, 7, 10], day),
            (Again::NextMonth, Some("FREQ=MONTHLY;INTERVAL=3")) => on(&[1, 4, 7, 10], day),
            (Again::NextMonth, Some("FREQ=MONTHLY;INTERVAL=6")) => on(&[1, 7], day),
            (Again::NextMonth | Again::Rule("FREQ=MONTHLY"), _) => {
                Some(format!("FREQ=MONTHLY;BYMONTHDAY={day}"))
            }
            (Again::Rule("FREQ=MONTHLY;INTERVAL=3"), _) => on(&[3, 6, 9, 12], day),
            (Again::Rule("FREQ=MONTHLY;INTERVAL=6"), _) => on(&[6, 12], day),
            _ => None,
        },
        (Point::Weekday(day), Again::Rule("FREQ=WEEKLY")) => Some(format!("FREQ=WEEKLY;BYDAY={day}")),
        _ => None,
    }
}
