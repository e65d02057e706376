//! What is due when and by whom: recurrences unfolded, times that hang on an event shown as such.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use icalendar::{Calendar, Component, Event};
use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};
use rusqlite::{Row, params};
use serde::Serialize;

use crate::archive::{Archive, ArchiveError, first_day};
use crate::document::When;

/// One thing that is due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Due {
    /// The last day on which it may happen; none where it hangs on an event, comes every day, or has no end.
    pub due: Option<Date>,
    /// The first day, where it has a span of days, with or without an end.
    pub from: Option<Date>,
    /// `before` (trước, chậm nhất), `on`, `during`, `every` (định kỳ), `after` (an event).
    pub kind: String,
    /// The rule of what comes again (RFC 5545), or the time after an event (ISO 8601).
    pub rule: Option<String>,
    /// The event it hangs on.
    pub event: Option<String>,
    /// `report`, `review`, `complete`, `hold`, `other`; of a task with a time `complete`.
    pub action: String,
    pub by: Vec<String>,
    pub to: Vec<String>,
    /// The words of the task.
    pub task: String,
    /// The words of the time; none of a task that has its time in a column or a line of its own.
    pub text: Option<String>,
    pub document: String,
    pub section: String,
    pub span_start: i64,
    pub span_end: i64,
}

/// Whose deadlines, and of what time.
#[derive(Clone, Debug)]
pub struct DueQuery<'a> {
    /// The ids of bodies that owe it; everybody where there are none.
    pub bodies: &'a [String],
    pub from: Date,
    pub to: Date,
    /// At most so many, the earliest first.
    pub limit: usize,
}

/// What is due, as far as was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agenda {
    pub list: Vec<Due>,
    /// Whether more is due than was asked for.
    pub more: bool,
}

/// What is due between two days, both included, by day; then what hangs on events, comes every day or has no end. What comes
/// again begins with its document and ends with the term that the title names, if it does. Of what is due on the last day
/// that is shown, the documents come first that were stored first.
pub fn due(archive: &Archive, query: &DueQuery<'_>) -> Result<Agenda, ArchiveError> {
    let run = || -> rusqlite::Result<Agenda> {
        let facts = Facts::new(archive, query)?;
        let times = times(archive, &facts, query)?;
        let mut agenda = Agenda::default();
        for together in times.chunk_by(|one, other| one.days == other.days) {
            // One more than there is room for tells whether there are more.
            let room = query.limit.saturating_sub(agenda.list.len());
            let mut found = Vec::new();
            for time in together {
                facts.at(time, query, room.saturating_add(1), &mut found)?;
            }
            found.sort_unstable_by_key(|fact| (fact.document, fact.table, fact.ordinal));
            agenda.more = found.len() > room;
            found.truncate(room);
            let first = agenda.list.len();
            for fact in &found {
                agenda.list.push(read(archive, fact, together[0].days)?);
            }
            let place = |due: &Due| (due.document.clone(), due.span_start, due.span_end);
            agenda.list[first..].sort_by_cached_key(place);
            if agenda.more {
                break;
            }
        }
        Ok(agenda)
    };
    run().map_err(|cause| archive.trouble(cause))
}

/// A time at which something is due.
struct Time {
    /// The row of its moment.
    moment: i64,
    /// The first and the last day; none where it hangs on an event, comes every day, or has no end.
    days: Option<(Date, Date)>,
    /// What recurs.
    rule: Option<Rc<str>>,
}

/// Every time that falls into the days asked for, the earliest first; what has no day comes last.
fn times(archive: &Archive, facts: &Facts<'_>, query: &DueQuery<'_>) -> rusqlite::Result<Vec<Time>> {
    let sql = "SELECT id, name, first_day, last_day FROM moment WHERE last_day >= ?1 AND first_day <= ?2
        UNION ALL SELECT id, name, NULL, NULL FROM moment WHERE last_day IS NULL";
    let mut statement = archive.connection().prepare_cached(sql)?;
    let mut rows = statement.query(params![query.from.to_string(), query.to.to_string()])?;
    let mut times = Vec::new();
    while let Some(row) = rows.next()? {
        let moment = row.get(0)?;
        if !facts.has(moment) {
            continue;
        }
        let name = row.get_ref(1)?.as_str()?;
        let day = |column: usize| -> rusqlite::Result<Option<Date>> {
            Ok(row.get_ref(column)?.as_str_or_null()?.and_then(|day| day.parse().ok()))
        };
        if let (Some(first), Some(last)) = (day(2)?, day(3)?) {
            times.push(Time { moment, days: Some((first, last)), rule: None });
        } else if let Some(days) = candidates(name, query.from, query.to) {
            let rule: Rc<str> = name.into();
            let time = |days| Time { moment, days: Some(days), rule: Some(Rc::clone(&rule)) };
            times.extend(days.into_iter().map(time));
        } else {
            times.push(Time { moment, days: None, rule: None });
        }
    }
    times.sort_by_key(|time| (time.days.is_none(), time.days.map(|(first, last)| (last, first))));
    Ok(times)
}

/// A fact that has a time.
#[derive(Clone, Copy)]
struct Fact {
    document: i64,
    /// Its place among [`TABLES`].
    table: usize,
    ordinal: i64,
    /// The first and the last day on which its time may fall.
    first: Option<Date>,
    last: Option<Date>,
}

impl Fact {
    fn read(row: &Row<'_>, table: usize) -> rusqlite::Result<Fact> {
        let day = |column: usize| -> rusqlite::Result<Option<Date>> {
            Ok(row.get_ref(column)?.as_str_or_null()?.and_then(|day| day.parse().ok()))
        };
        Ok(Fact { document: row.get(0)?, table, ordinal: row.get(1)?, first: day(2)?, last: day(3)? })
    }

    /// Whether it is due at a time of its moment: what comes again, within its own bounds and in its own rhythm.
    fn is_due(&self, time: &Time, query: &DueQuery<'_>) -> bool {
        let begin = self.first.map_or(query.from, |first| first.max(query.from));
        let end = self.last.map_or(query.to, |last| last.min(query.to));
        match (time.days, &time.rule) {
            (Some((first, last)), Some(rule)) => {
                let origin = self.first.unwrap_or(begin);
                let of_rule = || unfold(rule, origin, first, last).unwrap_or_default();
                first <= end && last >= begin && of_rule().contains(&(first, last))
            }
            _ => begin <= end,
        }
    }
}

/// Where facts that have a time stand.
struct Table {
    name: &'static str,
    /// Who owes what.
    role: &'static str,
    columns: &'static str,
}

const TABLES: [Table; 2] = [
    Table { name: "deadline", role: "by", columns: r#"action, "by", "to", task, text"# },
    Table { name: "assignment", role: "lead", columns: "'complete', lead, '[]', task, timing" },
];

/// The facts that are asked for.
struct Facts<'a> {
    archive: &'a Archive,
    /// Those of the bodies asked for, by their moments, in the order of documents; none where everybody's are.
    of_bodies: Option<HashMap<i64, Vec<Fact>>>,
    /// The documents that no file holds any more.
    gone: HashSet<i64>,
}

impl Facts<'_> {
    fn new<'a>(archive: &'a Archive, query: &DueQuery<'_>) -> rusqlite::Result<Facts<'a>> {
        let connection = archive.connection();
        let mut gone = connection.prepare_cached("SELECT id FROM document WHERE NOT held")?;
        let gone = gone.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let mut facts = Facts { archive, of_bodies: None, gone };
        if query.bodies.is_empty() {
            return Ok(facts);
        }
        let bodies = serde_json::to_string(query.bodies).expect("ids are strings");
        let mut by_moment: HashMap<i64, Vec<Fact>> = HashMap::new();
        for (place, Table { name, role, .. }) in TABLES.iter().enumerate() {
            let sql = format!(
                "SELECT DISTINCT fact.document, fact.ordinal, first_day, last_day, moment
                FROM body
                CROSS JOIN party ON party.document = body.document AND party.role = '{role}' AND party.body = body.ordinal
                CROSS JOIN {name} AS fact ON fact.document = party.document AND fact.ordinal = party.ordinal
                WHERE moment IS NOT NULL AND body.id IN (SELECT value FROM json_each(?1))
                ORDER BY fact.document, fact.ordinal"
            );
            let mut statement = connection.prepare_cached(&sql)?;
            let mut rows = statement.query([&bodies])?;
            while let Some(row) = rows.next()? {
                by_moment.entry(row.get(4)?).or_default().push(Fact::read(row, place)?);
            }
        }
        facts.of_bodies = Some(by_moment);
        Ok(facts)
    }

    /// Whether some of them may have that moment.
    fn has(&self, moment: i64) -> bool {
        self.of_bodies.as_ref().is_none_or(|facts| facts.contains_key(&moment))
    }

    /// Adds the facts that are due at a time, of each table the first `limit` in the order of documents.
    fn at(
        &self,
        time: &Time,
        query: &DueQuery<'_>,
        limit: usize,
        found: &mut Vec<Fact>,
    ) -> rusqlite::Result<()> {
        let is_due = |fact: &Fact| !self.gone.contains(&fact.document) && fact.is_due(time, query);
        if let Some(facts) = &self.of_bodies {
            found.extend(facts.get(&time.moment).into_iter().flatten().filter(|fact| is_due(fact)));
            return Ok(());
        }
        for (place, Table { name, .. }) in TABLES.iter().enumerate() {
            let sql = format!(
                "SELECT document, ordinal, first_day, last_day FROM {name} WHERE moment = ?1 ORDER BY document, ordinal"
            );
            let mut statement = self.archive.connection().prepare_cached(&sql)?;
            let mut rows = statement.query([time.moment])?;
            let most = found.len().saturating_add(limit);
            while found.len() < most
                && let Some(row) = rows.next()?
            {
                found.extend(Some(Fact::read(row, place)?).filter(is_due));
            }
        }
        Ok(())
    }
}

/// What is due, as its fact has it.
fn read(archive: &Archive, fact: &Fact, days: Option<(Date, Date)>) -> rusqlite::Result<Due> {
    let Table { name, columns, .. } = TABLES[fact.table];
    let sql = format!(
        r#"SELECT {columns}, section, span_start, span_end, "when", instrument.name FROM {name} AS fact
        JOIN document ON document.id = fact.document JOIN instrument ON instrument.id = document.instrument
        WHERE fact.document = ?1 AND fact.ordinal = ?2"#
    );
    archive.connection().prepare_cached(&sql)?.query_row([fact.document, fact.ordinal], |row| {
        let list_of = |column: usize| -> rusqlite::Result<Vec<String>> {
            Ok(serde_json::from_str(row.get_ref(column)?.as_str()?).unwrap_or_default())
        };
        let (kind, rule, event) = match serde_json::from_str(row.get_ref(8)?.as_str()?) {
            Ok(When::Before { .. }) => ("before", None, None),
            Ok(When::On { .. }) => ("on", None, None),
            Ok(When::During { .. }) => ("during", None, None),
            Ok(When::Every { rrule, .. }) => ("every", Some(rrule), None),
            Ok(When::After { anchor, duration }) => ("after", Some(duration), Some(anchor)),
            Ok(When::Ongoing) | Err(_) => return Err(rusqlite::Error::InvalidQuery),
        };
        Ok(Due {
            due: days.map(|(_, last)| last),
            from: match days {
                Some((first, last)) => Some(first).filter(|first| *first != last),
                None => fact.first.filter(|_| kind == "during"),
            },
            kind: kind.to_owned(),
            rule,
            event,
            action: row.get(0)?,
            by: list_of(1)?,
            to: list_of(2)?,
            task: row.get(3)?,
            text: row.get(4)?,
            document: row.get(9)?,
            section: row.get(5)?,
            span_start: row.get(6)?,
            span_end: row.get(7)?,
        })
    })
}

/// The longest interval that a rule is understood with: nobody plans in others.
const MOST_INTERVAL: i16 = 100;

/// The parts of a rule of recurrence that documents state (RFC 5545).
#[derive(Default)]
struct Rule<'a> {
    frequency: &'a str,
    interval: i16,
    months: Vec<i8>,
    days: Vec<i8>,
    weekdays: Vec<(Option<i8>, Weekday)>,
    place: Option<i8>,
}

fn rule(text: &str) -> Option<Rule<'_>> {
    let numbers =
        |list: &str| list.split(',').map(|number| number.trim().parse().ok()).collect::<Option<Vec<i8>>>();
    let mut rule = Rule { interval: 1, ..Rule::default() };
    for part in text.split(';') {
        let (name, value) = part.split_once('=')?;
        match name {
            "FREQ" => rule.frequency = value,
            "INTERVAL" => rule.interval = value.parse().ok().filter(|n| (1..=MOST_INTERVAL).contains(n))?,
            "BYMONTH" => rule.months = numbers(value)?,
            "BYMONTHDAY" => rule.days = numbers(value)?,
            "BYDAY" => rule.weekdays = value.split(',').map(weekday).collect::<Option<_>>()?,
            "BYSETPOS" => rule.place = Some(value.parse().ok()?),
            // An hour does not move a day; the end of the rule is the fact's last day.
            "BYHOUR" | "BYMINUTE" | "UNTIL" => {}
            _ => return None,
        }
    }
    Some(rule)
}

/// `FR`, `2FR`, `-1MO`
fn weekday(text: &str) -> Option<(Option<i8>, Weekday)> {
    const NAMES: [(&str, Weekday); 7] = [
        ("MO", Weekday::Monday),
        ("TU", Weekday::Tuesday),
        ("WE", Weekday::Wednesday),
        ("TH", Weekday::Thursday),
        ("FR", Weekday::Friday),
        ("SA", Weekday::Saturday),
        ("SU", Weekday::Sunday),
    ];
    let text = text.trim();
    let (count, name) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let (_, day) = NAMES.iter().find(|(known, _)| *known == name)?;
    let count = if count.is_empty() { None } else { Some(count.parse().ok()?) };
    Some((count, *day))
}

/// The spans of days in which a rule may fall between two days, whatever its origin; none for what comes every day or oftener,
/// and for what is no rule that is understood.
fn candidates(text: &str, begin: Date, end: Date) -> Option<Vec<(Date, Date)>> {
    let mut spans = Vec::new();
    let Rule { frequency, interval, .. } = rule(text)?;
    for shift in 0..i64::from(interval) {
        let shift = match frequency {
            "YEARLY" => Span::new().try_years(shift),
            "MONTHLY" => Span::new().try_months(shift),
            _ => Span::new().try_weeks(shift),
        };
        let origin = shift.and_then(|shift| begin.checked_sub(shift)).unwrap_or(begin);
        spans.extend(unfold(text, origin, begin, end)?);
    }
    spans.sort_unstable();
    spans.dedup();
    Some(spans)
}

/// The spans of days, first and last, in which a rule falls between two days; without a day of its own a rule means the
/// whole month, quarter or year. None for what comes every day or oftener, and for a rule that is not understood.
fn unfold(text: &str, origin: Date, begin: Date, end: Date) -> Option<Vec<(Date, Date)>> {
    let rule = rule(text)?;
    let mut times = match rule.frequency {
        "YEARLY" => yearly(&rule, origin, begin, end),
        "MONTHLY" => monthly(&rule, origin, begin, end),
        "WEEKLY" => weekly(&rule, origin, begin, end),
        _ => return None,
    };
    times.retain(|(first, last)| *first <= end && *last >= begin);
    times.sort_unstable();
    times.dedup();
    Some(times)
}

fn yearly(rule: &Rule<'_>, origin: Date, begin: Date, end: Date) -> Vec<(Date, Date)> {
    let mut times = Vec::new();
    for year in begin.year()..=end.year() {
        if (year - origin.year()).rem_euclid(rule.interval) != 0 {
            continue;
        }
        if rule.months.is_empty() && rule.days.is_empty() && rule.weekdays.is_empty() {
            times.extend(first_day(&format!("{year:04}")).map(|first| (first, first.last_of_year())));
            continue;
        }
        let months: Vec<i8> = if rule.months.is_empty() { (1..=12).collect() } else { rule.months.clone() };
        let firsts: Vec<Date> = months.iter().filter_map(|month| Date::new(year, *month, 1).ok()).collect();
        if rule.days.is_empty() && rule.weekdays.is_empty() {
            // Months in a row are one span: «quý II».
            let mut runs: Vec<(Date, Date)> = Vec::new();
            for first in firsts {
                match runs.last_mut() {
                    Some((_, last)) if last.tomorrow().ok() == Some(first) => *last = first.last_of_month(),
                    _ => runs.push((first, first.last_of_month())),
                }
            }
            times.extend(runs);
        } else {
            times.extend(firsts.into_iter().flat_map(|first| days(rule, first)).map(|day| (day, day)));
        }
    }
    times
}

fn monthly(rule: &Rule<'_>, origin: Date, begin: Date, end: Date) -> Vec<(Date, Date)> {
    let number = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month()) - 1;
    // Spans of the calendar begin with its year: quarters, half-years.
    let interval = i32::from(rule.interval);
    let start = if 12 % interval == 0 { 0 } else { number(origin) };
    let mut times = Vec::new();
    for month in number(begin) - interval..=number(end) {
        if (month - start).rem_euclid(interval) != 0 {
            continue;
        }
        let of = |month: i32| Date::new((month / 12) as i16, (month % 12) as i8 + 1, 1).ok();
        if rule.days.is_empty() && rule.weekdays.is_empty() {
            times.extend(
                of(month).zip(of(month + interval - 1)).map(|(first, last)| (first, last.last_of_month())),
            );
        } else {
            // A day without a month is one of the last month of the span.
            times.extend(
                of(month + interval - 1)
                    .into_iter()
                    .flat_map(|first| days(rule, first))
                    .map(|day| (day, day)),
            );
        }
    }
    times
}

fn weekly(rule: &Rule<'_>, origin: Date, begin: Date, end: Date) -> Vec<(Date, Date)> {
    let monday = |date: Date| date.checked_sub(i64::from(date.weekday().to_monday_zero_offset()).days()).ok();
    let (Some(origin), Some(mut week)) = (monday(origin), monday(begin)) else { return Vec::new() };
    let mut times = Vec::new();
    while week <= end {
        let weeks = (week - origin).get_days() / 7;
        if weeks.rem_euclid(i32::from(rule.interval)) == 0 {
            let day = |offset: i8| week.checked_add(Span::new().days(offset)).ok();
            if rule.weekdays.is_empty() {
                times.extend(day(6).map(|last| (week, last)));
            }
            for (_, weekday) in &rule.weekdays {
                times.extend(day(weekday.to_monday_zero_offset()).map(|day| (day, day)));
            }
        }
        let Ok(next) = week.checked_add(1.week()) else { break };
        week = next;
    }
    times
}

/// The days of a month that a rule names; the last day where the month is shorter.
fn days(rule: &Rule<'_>, first: Date) -> Vec<Date> {
    let length = first.days_in_month();
    let mut days: Vec<Date> = Vec::new();
    for day in &rule.days {
        let day = if *day < 0 { length + 1 + day } else { (*day).min(length) };
        days.extend(Date::new(first.year(), first.month(), day).ok());
    }
    for (count, weekday) in &rule.weekdays {
        match count {
            Some(count) => days.extend(first.nth_weekday_of_month(*count, *weekday).ok()),
            None => days.extend((1..=5).filter_map(|count| first.nth_weekday_of_month(count, *weekday).ok())),
        }
    }
    days.sort_unstable();
    match rule.place {
        Some(place) if place < 0 => {
            days.len().checked_sub(usize::from(place.unsigned_abs())).map(|at| days[at]).into_iter().collect()
        }
        Some(place) => {
            days.get(usize::from(place.unsigned_abs()).wrapping_sub(1)).copied().into_iter().collect()
        }
        None => days,
    }
}

/// What is due as a calendar (iCalendar, RFC 5545): one event of whole days for each; what has no day is left out.
///
/// The same list gives the same bytes: ids come from the place in the source, the stamp is the first day.
pub fn calendar(list: &[Due]) -> String {
    let mut calendar = Calendar::empty();
    for (name, value) in [("VERSION", "2.0"), ("PRODID", "-//cancu//cancu//VI"), ("CALSCALE", "GREGORIAN")] {
        calendar.append_property((name, value));
    }
    calendar.name("cancu");
    for due in list {
        let Some(last) = due.due else { continue };
        let first = due.from.unwrap_or(last);
        let Ok(next) = last.tomorrow() else { continue };
        let compact = |date: Date| date.strftime("%Y%m%d").to_string();
        let what = if due.task.is_empty() { due.text.as_deref().unwrap_or_default() } else { &due.task };
        let who = due.by.join(", ");
        let summary = if who.is_empty() { what.to_owned() } else { format!("{who}: {what}") };
        let mut event = Event::new();
        event
            .uid(&format!("{}/{}-{}@cancu", due.document, due.span_start, compact(last)))
            .summary(&summary)
            .description(&format!("{} {}", due.document, due.section))
            .append_multi_property(property("DTSTART", &compact(first)))
            .append_multi_property(property("DTEND", &compact(next)))
            .add_property("DTSTAMP", format!("{}T000000Z", compact(first)))
            .add_property("CATEGORIES", due.action.to_uppercase())
            .add_property("TRANSP", "TRANSPARENT");
        calendar.push(event.done());
    }
    calendar.done().to_string()
}

fn property(name: &str, day: &str) -> icalendar::Property {
    icalendar::Property::new(name, day).add_parameter("VALUE", "DATE").done()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    /// The times of 2025 as «03-20» or «03-01/03-31».
    fn of_2025(rule: &str) -> Option<Vec<String>> {
        let short = |date: Date| date.strftime("%m-%d").to_string();
        let show = |(first, last): (Date, Date)| {
            if first == last { short(first) } else { format!("{}/{}", short(first), short(last)) }
        };
        let times = unfold(rule, day("2024-05-10"), day("2025-01-01"), day("2025-12-31"));
        times.map(|times| times.into_iter().map(show).collect())
    }

    #[test]
    fn recurrences_unfold() {
        for (rule, wanted) in [
            ("FREQ=YEARLY", "01-01/12-31"),
            ("FREQ=YEARLY;INTERVAL=2", ""),
            ("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=20", "11-20"),
            ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1", "03-31 06-30 09-30 12-31"),
            ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "02-28"),
            ("FREQ=YEARLY;BYMONTH=4,5,6", "04-01/06-30"),
            ("FREQ=YEARLY;BYMONTH=6,12", "06-01/06-30 12-01/12-31"),
            ("FREQ=MONTHLY;INTERVAL=3", "01-01/03-31 04-01/06-30 07-01/09-30 10-01/12-31"),
            ("FREQ=MONTHLY;INTERVAL=6", "01-01/06-30 07-01/12-31"),
            ("FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=15", "06-15 12-15"),
            (
                "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
                "01-31 02-28 03-31 04-30 05-30 06-30 07-31 08-29 09-30 10-31 11-28 12-31",
            ),
            ("FREQ=YEARLY;UNTIL=20301231", "01-01/12-31"),
        ] {
            assert_eq!(of_2025(rule).unwrap().join(" "), wanted, "{rule}");
        }
        assert_eq!(of_2025("FREQ=MONTHLY;BYDAY=2FR").unwrap()[0], "01-10");
        assert_eq!(of_2025("FREQ=WEEKLY;BYDAY=FR").unwrap().len(), 52);
        assert_eq!(of_2025("FREQ=WEEKLY").unwrap()[1], "01-06/01-12");
        for open in ["FREQ=DAILY", "FREQ=HOURLY;INTERVAL=2", "", "FREQ", "FREQ=YEARLY;BYMONTH=x", "BYDAY=ế"]
        {
            assert_eq!(of_2025(open), None, "{open}");
        }
    }

    fn example() -> Due {
        Due {
            due: None,
            from: None,
            kind: String::new(),
            rule: None,
            event: None,
            action: "report".to_owned(),
            by: vec!["Sở Y tế".to_owned()],
            to: Vec::new(),
            task: "gửi báo cáo, kèm số liệu; đúng hạn".to_owned(),
            text: None,
            document: "vn/ubnd-tinh-dong-nai/kh/2024/220".to_owned(),
            section: "V.2".to_owned(),
            span_start: 5,
            span_end: 9,
        }
    }

    #[test]
    fn what_comes_again_keeps_to_its_bounds_and_to_its_rhythm() {
        let query = DueQuery { bodies: &[], from: day("2024-01-01"), to: day("2028-12-31"), limit: 9 };
        let years = |rule: &str, first: &str, last: Option<&str>| -> Vec<i16> {
            let (first, last) = (Some(day(first)), last.map(day));
            let fact = Fact { document: 1, table: 0, ordinal: 0, first, last };
            let time = |days| Time { moment: 1, days: Some(days), rule: Some(rule.into()) };
            let times = candidates(rule, query.from, query.to).unwrap().into_iter().map(time);
            let due = times.filter(|time| fact.is_due(time, &query));
            due.map(|time| time.days.unwrap().1.year()).collect()
        };
        let each = "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=20";
        assert_eq!(years(each, "2024-12-01", Some("2026-12-31")), [2025, 2026]);
        assert_eq!(years(each, "2020-01-01", None), [2024, 2025, 2026, 2027, 2028]);
        assert_eq!(years("FREQ=YEARLY;INTERVAL=2", "2023-05-01", None), [2025, 2027]);
        assert_eq!(years("FREQ=YEARLY;INTERVAL=3", "2023-05-01", None), [2026]);
        assert!(candidates("FREQ=DAILY", query.from, query.to).is_none());
        assert!(candidates("open", query.from, query.to).is_none());
    }

    #[test]
    fn a_calendar_is_read_by_another_parser() {
        let due = Due { due: Some(day("2025-11-20")), from: Some(day("2025-11-01")), ..example() };
        let text = calendar(&[due.clone(), example()]);
        assert_eq!(text, calendar(&[due, example()]));
        let parsed: Vec<_> =
            ical::IcalParser::new(text.as_bytes()).map(|calendar| calendar.unwrap()).collect();
        assert_eq!(parsed.len(), 1);
        let [event] = parsed[0].events.as_slice() else { panic!("one event has a day") };
        let value =
            |name: &str| event.properties.iter().find(|p| p.name == name).and_then(|p| p.value.clone());
        assert_eq!(value("DTSTART").as_deref(), Some("20251101"));
        assert_eq!(value("DTEND").as_deref(), Some("20251121"));
        assert_eq!(value("SUMMARY").as_deref(), Some("Sở Y tế: gửi báo cáo\\, kèm số liệu\\; đúng hạn"));
    }
}
