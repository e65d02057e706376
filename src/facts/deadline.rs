//! Times by which or at which somebody must act (thời hạn).
//!
//! In: the reading and its assignments. Out: the phrases of time that bind somebody, with what is due, who owes it and who
//! receives it. No deadlines are the years of a target, the dates of cited instruments, the period in the name of a
//! programme, a budget's «hằng năm», times that lie behind the document, and the labelled timing of an assignment.

use crate::document::{Action, Assignment, AssignmentForm, Certainty, Deadline, When};
use crate::facts::Reading;
use crate::grammar::{CalendarMeaning, Role};
use crate::phrase::body::{body_list, leading_bodies};
use crate::phrase::time::{Form, Timed, sole_year, times};
use crate::text::{Run, Span, Text, contains, find, fold};

/// How far from a phrase of time the words are read that tell what it means.
const REACH: usize = 900;

/// The deadlines of a document, in reading order. The assignments tell who acts where the sentence does not.
pub fn deadlines(reading: Reading<'_>, assignments: &[Assignment]) -> Vec<Deadline> {
    let term = reading.outline.title.map_or(Term::Open, |title| Term::of(reading, title));
    let assignments = Held::new(assignments);
    let mut found = Vec::new();
    for (index, node) in reading.outline.nodes.iter().enumerate() {
        for run in node.runs() {
            let times = times(reading.text, reading.grammar, run, reading.year);
            if times.is_empty() {
                continue;
            }
            let labelled = node.title.is_some_and(|title| title != run && is_time_label(reading, title));
            let scene = Scene::new(reading, index, run, times, term, labelled);
            scene.collect(&assignments, &mut found);
        }
    }
    found
}

/// The time that a title is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Term {
    /// One year: a date without a year is of that year.
    Year,
    /// Several: a report that is due on a day without a year is due each year.
    Years,
    Open,
}

impl Term {
    fn of(reading: Reading<'_>, title: Run) -> Term {
        let Reading { text, grammar, .. } = reading;
        if sole_year(text, grammar, title).is_some() {
            Term::Year
        } else if contains(text.slice(title), b"giai doan") || contains(text.slice(title), b"nhiem ky") {
            Term::Years
        } else {
            Term::Open
        }
    }
}

/// The assignments, to find those that hold a place.
struct Held<'a> {
    /// By where they start.
    all: &'a [Assignment],
    /// Where the last ends of those up to each.
    reach: Vec<usize>,
    /// The folded words of the timing of those that are labelled.
    timings: Vec<Option<String>>,
}

impl<'a> Held<'a> {
    fn new(all: &'a [Assignment]) -> Held<'a> {
        let reach = all.iter().scan(0, |reach, assignment| {
            *reach = assignment.span.end().max(*reach);
            Some(*reach)
        });
        let timing = |assignment: &Assignment| {
            let labelled = assignment.form == AssignmentForm::Labelled;
            assignment.timing.as_deref().filter(|_| labelled).map(fold)
        };
        Held { all, reach: reach.collect(), timings: all.iter().map(timing).collect() }
    }

    /// The indexes of the assignments that hold a place, the last first.
    fn around(&self, span: Span) -> impl Iterator<Item = usize> + '_ {
        let end = self.all.partition_point(|assignment| assignment.span.start() <= span.start());
        let near = (0..end).rev().take_while(move |&index| self.reach[index] >= span.end());
        near.filter(move |&index| self.all[index].span.contains(span))
    }
}

/// Whether a title or a line says that a time follows: «Thời gian thực hiện».
fn is_time_label(reading: Reading<'_>, run: Run) -> bool {
    let words = reading.text.slice(run);
    let timing = reading.grammar.roles.at_within(reading.text, run);
    timing.is_some_and(|found| found.entry.value.role == Role::Timing)
        || [&b"thoi gian"[..], b"thoi han", b"thoi diem", b"lich "]
            .iter()
            .any(|label| words.starts_with(label))
}

/// A word that says what is due.
#[derive(Clone, Copy)]
struct Verb {
    action: Action,
    run: Run,
}

/// The words in a run that say what is due.
fn verbs(reading: Reading<'_>, run: Run) -> Vec<Verb> {
    let found = reading.grammar.calendar.find_iter(reading.text, run).filter_map(|found| {
        let action = match found.entry.value.meaning {
            CalendarMeaning::Report => Action::Report,
            CalendarMeaning::Review => Action::Review,
            CalendarMeaning::Complete => Action::Complete,
            CalendarMeaning::Hold => Action::Hold,
            _ => return None,
        };
        (!is_noun(reading.text, action, found.run)).then_some(Verb { action, run: found.run })
    });
    found.collect()
}

/// Whether a word of action is a part of a name or thing: «kết quả đánh giá», «Ban Tổ chức», «tổ chức thực hiện».
fn is_noun(text: &Text, action: Action, run: Run) -> bool {
    let before = &text.low()[run.start.saturating_sub(12)..run.start];
    let after = &text.low()[run.end..];
    let ends = |words: &[&[u8]]| words.iter().any(|word| before.ends_with(word));
    match action {
        Action::Review => ends(&[b"ket qua "]),
        Action::Hold => {
            let plain = text.slice(run) == b"to chuc";
            let carried = [&b" thuc hien"[..], b" trien khai"].iter().any(|word| after.starts_with(word));
            let named = plain && (carried || ends(&[b"ban ", b"phong ", b"vu ", b"so ", b"cuc ", b"cac "]));
            // «đơn vị được kiểm tra», «Đoàn giám sát», «kế hoạch tập huấn»
            let inspects = matches!(text.slice(run), b"kiem tra" | b"giam sat");
            let inspected = inspects && ends(&[b"duoc ", b"doan ", b"ban ", b"to ", b"sau "]);
            named || inspected || ends(&[b"ke hoach ", b"ket qua ", b"bien ban "])
        }
        _ => false,
    }
}

/// A paragraph with its phrases of time and what stands around them.
struct Scene<'a> {
    reading: Reading<'a>,
    node: usize,
    times: Vec<Timed>,
    verbs: Vec<Verb>,
    sentences: Vec<Run>,
    term: Term,
    /// Whether the title above says that a time follows.
    labelled: bool,
}

impl<'a> Scene<'a> {
    fn new(
        reading: Reading<'a>,
        node: usize,
        run: Run,
        times: Vec<Timed>,
        term: Term,
        labelled: bool,
    ) -> Scene<'a> {
        let verbs = verbs(reading, run);
        let sentences = sentences(reading.text, run);
        Scene { reading, node, times, verbs, sentences, term, labelled }
    }

    fn text(&self) -> &'a Text<'a> {
        self.reading.text
    }

    fn words(&self, run: Run) -> &'a [u8] {
        self.text().slice(run)
    }

    /// The verbs inside a run.
    fn verbs_in(&self, run: Run) -> &[Verb] {
        let start = self.verbs.partition_point(|verb| verb.run.start < run.start);
        let end = self.verbs.partition_point(|verb| verb.run.end <= run.end);
        self.verbs.get(start..end).unwrap_or_default()
    }

    /// Whether a phrase of time starts at a place.
    fn is_time(&self, place: usize) -> bool {
        let at = self.times.partition_point(|time| time.run.start < place);
        self.times.get(at).is_some_and(|time| time.run.start == place)
    }

    fn collect(&self, assignments: &Held<'_>, found: &mut Vec<Deadline>) {
        for (index, time) in self.times.iter().enumerate() {
            let span = self.text().span(time.run);
            let timing = self.is_labelled_timing(time, span, assignments) && !self.is_event_time();
            if self.is_rhythm_only(index) || timing {
                continue;
            }
            let (when, certainty) = self.settled(index);
            if self.is_past(&when) {
                continue;
            }
            let Some((action, rule)) = self.judge(index, &when) else { continue };
            let parties = self.parties(time, action, span, assignments);
            found.push(Deadline {
                section: self.reading.outline.nodes[self.node].id.clone(),
                text: self.text().value(time.run),
                action,
                by: parties.0,
                to: parties.1,
                when,
                span,
                rule: rule.into(),
                certainty,
            });
        }
    }

    /// The sentence that holds the phrase, cut to what is read.
    fn sentence(&self, time: &Timed) -> Run {
        let at = self.sentences.partition_point(|s| s.end <= time.run.start).min(self.sentences.len() - 1);
        let sentence = self.sentences[at];
        Run::new(
            sentence.start.max(time.run.start.saturating_sub(REACH)),
            sentence.end.min(time.run.end + REACH).max(time.run.end),
        )
    }

    /// The clause that holds the phrase: from the last «;» to the next, brackets included.
    fn clause(&self, time: &Timed) -> Run {
        let sentence = self.sentence(time);
        let low = self.text().low();
        let start = low[sentence.start..time.run.start].iter().rposition(|&b| b == b';');
        let end = low[time.run.end..sentence.end].iter().position(|&b| b == b';');
        Run::new(
            start.map_or(sentence.start, |n| sentence.start + n + 1),
            end.map_or(sentence.end, |n| time.run.end + n),
        )
    }

    /// A rhythm («định kỳ 6 tháng») that a date later in the clause makes precise.
    fn is_rhythm_only(&self, index: usize) -> bool {
        let time = &self.times[index];
        if !is_plain_rhythm(time) {
            return false;
        }
        let clause = self.clause(time);
        self.times[index + 1..].iter().take_while(|later| later.run.start < clause.end).any(|later| {
            matches!(later.form, Form::Bound | Form::At)
                || (later.form == Form::Every && !is_plain_rhythm(later))
        })
    }

    /// The meaning in context: a date without a year that a rhythm governs comes again each year.
    fn settled(&self, index: usize) -> (When, Certainty) {
        let time = &self.times[index];
        let Some(rrule) = &time.yearly else { return (time.when.clone(), Certainty::Stated) };
        let sentence = self.sentence(time);
        let earlier = self.times[..index].iter().rev().take_while(|t| t.run.start >= sentence.start);
        let every = earlier.filter(|t| t.form == Form::Every).count() > 0;
        let lead = self.words(Run::new(sentence.start, time.run.start));
        // «báo cáo 6 tháng trước ngày 05/6» in a plan of several years comes again each year.
        let regular = [&b"bao cao 6 thang"[..], b"bao cao nam", b"bao cao quy", b"dinh ky"];
        let rhythm = match self.term {
            Term::Year => false,
            Term::Years => regular.iter().any(|words| contains(lead, words)),
            Term::Open => contains(lead, b"dinh ky"),
        };
        if every || rhythm {
            let before = time.form == Form::Bound;
            return (When::Every { rrule: rrule.clone(), before }, Certainty::Stated);
        }
        let certainty = if self.reading.year.is_some() { Certainty::Inferred } else { Certainty::Ambiguous };
        (time.when.clone(), certainty)
    }

    /// Whether the timing of a labelled assignment says the same words.
    fn is_labelled_timing(&self, time: &Timed, span: Span, assignments: &Held<'_>) -> bool {
        let words = self.text().folded(time.run);
        let mut timings = assignments.around(span).filter_map(|index| assignments.timings[index].as_deref());
        timings.any(|timing| timing.contains(words))
    }

    /// A time that ended before the year of the document: history, not duty.
    fn is_past(&self, when: &When) -> bool {
        let last = match when {
            When::Before { date } | When::On { date } => Some(date),
            When::During { to, .. } => to.as_ref(),
            _ => None,
        };
        let year = last.and_then(|date| date.get(..4)?.parse::<i32>().ok());
        matches!((year, self.reading.dated.or(self.reading.year)), (Some(year), Some(now)) if year < now)
    }

    /// What is due at the phrase and by which rule; none where nobody must act.
    fn judge(&self, index: usize, when: &When) -> Option<(Action, &'static str)> {
        let time = &self.times[index];
        let action = self.action(time).or_else(|| self.titled(time));
        let labelled = self.is_labelled(time);
        let clause = self.clause(time);
        let bound = matches!(when, When::Before { .. } | When::Every { before: true, .. });
        if labelled && time.form != Form::Ongoing {
            let action = action.or_else(|| self.label_action()).unwrap_or(Action::Other);
            return Some((action, "deadline.label"));
        }
        if self.is_effect(time) || self.is_of_things(time) {
            return None;
        }
        if !bound && let Some(action) = self.scheduled(time, when) {
            return Some((action, "deadline.schedule"));
        }
        match time.form {
            Form::Bound if self.is_loose_end(time, action) => None,
            Form::Bound if bound => Some((action.unwrap_or(Action::Other), "deadline.before")),
            Form::Every if bound => Some((action.unwrap_or(Action::Other), "deadline.every")),
            Form::Every if !is_plain_rhythm(time) => {
                Some((action.unwrap_or(Action::Other), "deadline.every"))
            }
            Form::Every => self.rhythm(time, action).map(|action| (action, "deadline.every")),
            Form::At => {
                let precise = is_precise(when) || self.is_drafted_within(time);
                let fit = action == Some(Action::Review)
                    || self.is_finished(time)
                    || self.ends_task(time)
                    || self.settles(time);
                let duty = (fit || precise) && !contains(self.words(clause), b"%");
                duty.then(|| (action.unwrap_or(Action::Other), "deadline.at"))
            }
            Form::Stretch => self.event(time, when).map(|action| (action, "deadline.during")),
            Form::Bare => self.bare(time).map(|action| (action, "deadline.on")),
            Form::Until => {
                let fit = contains(self.words(time.run), b"het") && self.is_finished(time);
                (fit && !contains(self.words(clause), b"%")).then_some((Action::Complete, "deadline.until"))
            }
            Form::After => Some((action.unwrap_or(Action::Other), "deadline.after")),
            Form::Ongoing | Form::Bound => None,
        }
    }

    /// «Trình Chính phủ ban hành Nghị định trong năm 2017»: what is drafted or submitted, and the year at the end.
    fn is_drafted_within(&self, time: &Timed) -> bool {
        const VERBS: [&[u8]; 7] = [
            b"xay dung",
            b"soan thao",
            b"trinh",
            b"tham muu",
            b"ban hanh",
            b"chu tri xay dung",
            b"nghien cuu",
        ];
        let clause = self.clause(time);
        let lead = self.words(self.text().trim_marks(Run::new(clause.start, time.run.start), b"-+*;, "));
        let rest = self.text().trim_marks(Run::new(time.run.end, clause.end), b".,; ");
        self.words(time.run).starts_with(b"trong nam")
            && rest.is_empty()
            && VERBS.iter().any(|verb| lead.starts_with(verb))
    }

    /// Whether «hoàn thành», «xong» or «kết thúc» governs the phrase; «ban hành … đến năm 2030» names a plan.
    fn is_finished(&self, time: &Timed) -> bool {
        const DONE: [&[u8]; 3] = [b"hoan t", b"xong", b"ket thuc"];
        let done = |run: Run| DONE.iter().any(|word| self.words(run).starts_with(word));
        let before = Run::new(self.clause(time).start, time.run.start);
        done(time.run) || self.verbs_in(before).iter().any(|verb| done(verb.run))
    }

    /// «đến ngày 21/11» says how far something has come, not by when it is due, unless «hết» or «hoàn thành» is beside it.
    fn is_loose_end(&self, time: &Timed, action: Option<Action>) -> bool {
        let words = self.words(time.run);
        let end = [&b"den"[..], b"cho den", b"toi", b"tinh den"].iter().any(|word| words.starts_with(word));
        end && (words.starts_with(b"tinh den")
            || !(contains(words, b"het") || action == Some(Action::Complete)))
    }

    /// «Hoàn thiện các văn bản hướng dẫn (trong năm 2013).»: a time in brackets that ends a task.
    fn ends_task(&self, time: &Timed) -> bool {
        let low = self.text().low();
        let sentence = self.sentence(time);
        let rest = self.text().trim_marks(Run::new(time.run.end, sentence.end), b").,; ");
        let task = self.text().trim_marks(Run::new(sentence.start, time.run.start), b"-*+ ");
        let list_end = crate::phrase::body::list_end;
        rest.is_empty()
            && low[..time.run.start].ends_with(b"(")
            && low.get(time.run.end) == Some(&b')')
            && list_end(self.text(), self.reading.grammar, task.start, task.end).is_some()
            && !self.is_goal()
    }

    /// «Giải quyết dứt điểm hồ sơ tồn đọng vào năm 2026»: a year that ends a task which comes to an end. Years at which
    /// something is to be reached («đạt chuẩn vào năm 2026») are those of targets.
    fn settles(&self, time: &Timed) -> bool {
        const VERBS: [&[u8]; 8] = [
            b"giai quyet",
            b"xu ly",
            b"khac phuc",
            b"xoa bo",
            b"cham dut",
            b"trinh",
            b"khoi cong",
            b"khanh thanh",
        ];
        let sentence = self.sentence(time);
        let clause = self.clause(time);
        let task = self.text().trim_marks(Run::new(clause.start, time.run.start), b"-*+,:. ");
        let rest = self.text().trim_marks(Run::new(time.run.end, sentence.end.min(clause.end)), b".,; ");
        let words = self.words(task);
        rest.is_empty()
            && VERBS.iter().any(|verb| words.strip_prefix(*verb).is_some_and(|rest| rest.starts_with(b" ")))
            && !words.iter().any(u8::is_ascii_digit)
    }

    /// «Tổng kết: Tháng 12/2025»: what the title says is due, where its paragraph is a time and nothing else; «Các xã báo
    /// cáo theo định kỳ: Quý I trước ngày 15/3»: what it says is reported by a time.
    fn titled(&self, time: &Timed) -> Option<Action> {
        let title = self.reading.outline.nodes[self.node].title?;
        let verb = verbs(self.reading, title).first().copied()?;
        let due = matches!(verb.action, Action::Report | Action::Review | Action::Complete);
        let opens = verb.run.start == title.start && self.is_alone(time);
        let reports = verb.action == Action::Report && time.form == Form::Bound;
        (opens && due || reports).then_some(verb.action)
    }

    /// Whether a phrase of time is all of its paragraph, behind a title that introduces it.
    fn is_alone(&self, time: &Timed) -> bool {
        let title = self.reading.outline.nodes[self.node].title;
        let Some(first) = self.sentences.first() else { return false };
        let lead = self.text().trim_marks(Run::new(first.start, time.run.start.max(first.start)), b"-*+: ");
        let rest = self.text().trim_marks(Run::new(time.run.end, first.end.max(time.run.end)), b".,; ");
        title.is_some_and(|title| first.start >= title.end) && lead.is_empty() && rest.is_empty()
    }

    /// What the title above says is due: «Thời gian tổ chức».
    fn label_action(&self) -> Option<Action> {
        let nodes = &self.reading.outline.nodes;
        let of = |title: Run| verbs(self.reading, title).first().map(|verb| verb.action);
        let title = nodes[self.node].title?;
        // «1. Lễ phát động⏎- Thời gian: …»: the title above names the event.
        let above = || {
            let plain = self.words(title) == b"thoi gian";
            nodes[self.node].parent.filter(|_| plain).and_then(|parent| of(nodes[parent].title?))
        };
        of(title).or_else(above)
    }

    /// «Thời gian: …» below the name of an event says when it is held.
    fn is_event_time(&self) -> bool {
        let title = self.reading.outline.nodes[self.node].title;
        title.is_some_and(|title| self.words(title) == b"thoi gian")
            && self.label_action() == Some(Action::Hold)
    }

    /// «- Từ 15/4 - 25/4: Các công đoàn cơ sở triển khai»: a time that is all of the title before what is done in it.
    fn scheduled(&self, time: &Timed, when: &When) -> Option<Action> {
        let task = self.task_of_time(time)?;
        let verb = self.reading.grammar.calendar.find_iter(self.text(), task).next();
        let opens = verb.is_some_and(|verb| verb.run.start < task.start + 12) || self.is_task(task);
        let action = verbs(self.reading, task).first().map_or(Action::Other, |verb| verb.action);
        let acts = opens || self.bodies_at(task).is_some();
        (acts && is_precise(when) && !contains(self.words(task), b" da ")).then_some(action)
    }

    /// The words that a title introduces which is a time and nothing else.
    fn task_of_time(&self, time: &Timed) -> Option<Run> {
        let node = &self.reading.outline.nodes[self.node];
        let title = self.text().trim_marks(node.title?, b":.,;-+* ");
        (title == time.run).then(|| node.paragraphs.first().copied()).flatten()
    }

    /// «Quyết định này có hiệu lực kể từ ngày …» binds nobody to act, nor does the period of figures («số liệu từ …»).
    fn is_effect(&self, time: &Timed) -> bool {
        let clause = self.clause(time);
        let lead = Run::new(clause.start.max(time.run.start.saturating_sub(60)), time.run.start);
        let counted = self.words(time.run).starts_with(b"tinh ")
            || contains(self.words(lead), b"tinh den")
            || contains(self.words(lead), b"duoc tinh tu")
            || self.words(lead).ends_with(b"so lieu ");
        counted || contains(self.words(lead), b"hieu luc")
    }

    /// «trẻ em sinh trước ngày 01/6/2025», «các vụ việc xảy ra từ ngày …», «văn bản đã ban hành trước ngày …»: which things
    /// are meant; nobody must act by then.
    fn is_of_things(&self, time: &Timed) -> bool {
        const HAPPENED: [&[u8]; 14] = [
            b"em sinh",
            b"nguoi sinh",
            b"tre sinh",
            b"con sinh",
            b"duoc sinh",
            b"ngay sinh",
            b"phat sinh",
            b"xay ra",
            b"ho so tiep nhan",
            b"van ban ban hanh",
            b"duoc ban hanh",
            b"duoc cong nhan",
            b"nghi viec",
            b"mat viec lam",
        ];
        /// «đã được phê duyệt»: as many words as may follow «đã».
        const WORDS: usize = 4;
        let clause = self.clause(time);
        let lead = self.text().trim(Run::new(clause.start, time.run.start));
        let words = self.words(lead);
        let mut told = words.rsplit(|b| *b == b' ').take(WORDS);
        let told = told.any(|word| word == b"da") && self.has_done(lead);
        let happened = HAPPENED.iter().any(|end| {
            words.strip_suffix(*end).is_some_and(|before| before.last().is_none_or(|&b| b == b' '))
        });
        (told || happened) && !contains(words, b" phai ")
    }

    /// Whether the last «da» of a run is printed «đã».
    fn has_done(&self, run: Run) -> bool {
        let words = self.words(run);
        let at = words.windows(3).rposition(|three| three == b"da ");
        at.is_some_and(|at| self.text().value(Run::new(run.start + at, run.start + at + 2)) == "đã")
    }

    /// «tổng hợp kết quả từ ngày 15/12/2024 đến ngày 14/6/2025», «so với cùng kỳ (từ ngày …)»: a stretch that figures are
    /// of. «gửi báo cáo về Sở Y tế từ ngày 20 đến ngày 25/11» is a time to act.
    fn is_of_figures(&self, time: &Timed) -> bool {
        const FIGURES: [&[u8]; 9] = [
            b"so lieu",
            b"ket qua",
            b"tinh hinh",
            b"danh sach",
            b"thong ke",
            b"tong hop",
            b"ghi nhan",
            b"bao cao",
            b"cung ky",
        ];
        let clause = self.clause(time);
        let lead = self.words(Run::new(clause.start, time.run.start));
        let sent = [&b"gui "[..], b"nop "].iter().any(|words| contains(lead, words));
        FIGURES.iter().any(|words| contains(lead, words)) && !sent
    }

    /// What is due: the verb before the phrase in its clause, else the one behind it. A report outweighs the review it is of.
    fn action(&self, time: &Timed) -> Option<Action> {
        let clause = self.clause(time);
        let words = self.words(time.run);
        if words.starts_with(b"hoan thanh") || words.starts_with(b"xong") {
            return Some(Action::Complete);
        }
        let before = Run::new(clause.start, time.run.start);
        let before: Vec<&Verb> =
            self.verbs_in(before).iter().filter(|verb| !self.is_aside(verb.run, time)).collect();
        let after = self.verbs_in(Run::new(time.run.end, clause.end));
        // «rà soát danh mục trong quý I và báo cáo …»: another task, with a time of its own or none.
        let lead = self.text().trim_marks(Run::new(clause.start, time.run.start), b"-*+;,:( ");
        let joined = |verb: &&Verb| self.words(Run::new(time.run.end, verb.run.start)) == b" va ";
        let other = before.is_empty() && !lead.is_empty() && after.first().as_ref().is_some_and(joined);
        let after = || after.iter().filter(|verb| !other && !self.is_aside(verb.run, time));
        let Some(nearest) = before.last() else {
            let report = after().find(|v| v.action == Action::Report).map(|v| v.action);
            return report.or_else(|| after().next().map(|v| v.action)).or_else(|| self.elided(time, clause));
        };
        let bound = matches!(time.form, Form::Bound | Form::Every | Form::After);
        let reported = before.iter().any(|v| v.action == Action::Report);
        let follows = after().any(|v| v.action == Action::Report);
        let far = time.run.start - nearest.run.end > 200 && matches!(time.form, Form::At | Form::Stretch);
        match nearest.action {
            _ if far => None,
            // «đánh giá, báo cáo … trước ngày»: the report is due.
            Action::Review if bound && (reported || follows) => Some(Action::Report),
            // «báo cáo công tác kiểm tra trước ngày», «kiểm tra và định kỳ báo cáo».
            Action::Hold if bound && (reported || follows) => Some(Action::Report),
            Action::Hold if bound && self.is_sent(nearest.run.end, time.run.start) => Some(Action::Other),
            action => Some(action),
        }
    }

    /// «tổng kết giai đoạn 2021 - 2025 vào năm 2025; giai đoạn 2026 - 2030 vào năm 2030»: the review of the clause before.
    fn elided(&self, time: &Timed, clause: Run) -> Option<Action> {
        let before = Run::new(self.sentence(time).start, clause.start);
        let last = self.verbs_in(before).last()?;
        (time.form == Form::At && last.action == Action::Review).then_some(Action::Review)
    }

    /// Whether brackets that do not hold the phrase hold a word: «(qua Phòng Tổ chức cán bộ)».
    fn is_aside(&self, run: Run, time: &Timed) -> bool {
        let low = self.text().low();
        let (start, end) = (run.end.min(time.run.end), run.start.max(time.run.start));
        let between = if start <= end { &low[start..end] } else { &[] };
        if run.start < time.run.start {
            between.iter().find(|b| matches!(b, b'(' | b')')) == Some(&b')')
        } else {
            between.iter().rfind(|b| matches!(b, b'(' | b')')) == Some(&b'(')
        }
    }

    /// Whether something is sent to somebody between two places: «gửi … về».
    fn is_sent(&self, start: usize, end: usize) -> bool {
        let roles = &self.reading.grammar.roles;
        let handed = find(self.words(Run::new(start, end)), b"nop ").map(|at| start + at);
        roles.find_iter(self.text(), Run::new(start, end)).any(|found| {
            found.entry.value.role == Role::Receiver
                && (self.words(found.run).starts_with(b"gui")
                    || handed.is_some_and(|at| at < found.run.start))
        })
    }

    /// Whether the words before the phrase are a label that announces a time: «Thời gian tổ chức: …».
    fn is_labelled(&self, time: &Timed) -> bool {
        let sentence = self.sentence(time);
        if self.sentences.first().is_none_or(|first| time.run.start >= first.end) {
            return false;
        }
        let lead = self.text().trim(Run::new(sentence.start, time.run.start));
        if self.labelled {
            return lead.len() < 40;
        }
        let lead = self.text().trim_marks(lead, b"-*+ ");
        self.words(lead).ends_with(b":") && is_time_label(self.reading, lead)
    }

    /// A rhythm without a date binds only where it governs a report or review, or opens the sentence.
    fn rhythm(&self, time: &Timed, action: Option<Action>) -> Option<Action> {
        let sentence = self.sentence(time);
        let clause = self.clause(time);
        let lead = self.text().trim_marks(Run::new(clause.start, time.run.start), b"-*+;, ");
        let regular = contains(self.words(time.run), b"dinh ky") || self.goes_on_regular(time);
        let due = matches!(action, Some(Action::Report | Action::Review));
        // «kết quả đánh giá cán bộ định kỳ hằng năm của cấp trên»: a kind of thing, not a time to act.
        if self.words(Run::new(time.run.end, clause.end)).starts_with(b" cua ") {
            return None;
        }
        let reach = Run::new(
            time.run.start.saturating_sub(80).max(clause.start),
            (time.run.end + 40).min(clause.end),
        );
        let governs = |verb: &Verb| Some(verb.action) == action && !self.is_aside(verb.run, time);
        let near = self.verbs_in(reach).iter().any(governs);
        if regular && due && near {
            return action;
        }
        // «họp định kỳ hằng quý»
        let meets = self.verbs_in(Run::new(clause.start, time.run.start)).last();
        let meets = meets.filter(|verb| verb.action == Action::Hold && time.run.start <= verb.run.end + 1);
        if regular && meets.is_some() {
            return Some(Action::Hold);
        }
        // «Báo cáo hằng ngày gửi UBND tỉnh.»
        let short = matches!(&time.when, When::Every { rrule, .. } if rrule.starts_with("FREQ=DAILY") || rrule.starts_with("FREQ=WEEKLY"));
        let last = self.verbs_in(Run::new(clause.start, time.run.start)).last();
        if short
            && last.is_some_and(|verb| verb.action == Action::Report && time.run.start <= verb.run.end + 12)
        {
            return Some(Action::Report);
        }
        // «hằng quý, 6 tháng, năm báo cáo»: all of the list stand before the verb.
        let alike = self.times.iter().filter(|other| other.run.start == time.run.start);
        let end = alike.map(|other| other.run.end).max().unwrap_or(time.run.end);
        let next = self.verbs_in(Run::new(end, clause.end)).first();
        let next = next.filter(|verb| verb.run.start <= end + 12);
        if let Some(next) = next.filter(|v| matches!(v.action, Action::Report | Action::Review)) {
            return Some(next.action);
        }
        let measured = contains(self.words(clause), b"%") || self.is_goal();
        (lead.is_empty() && sentence.len() > time.run.len() + 20 && !self.is_budget(sentence) && !measured)
            .then(|| action.filter(|_| due).unwrap_or(Action::Other))
    }

    /// «định kỳ 6 tháng, hằng năm»: a rhythm right behind a regular one.
    fn goes_on_regular(&self, time: &Timed) -> bool {
        let at = self.times.partition_point(|other| other.run.start < time.run.start);
        let Some(previous) = at.checked_sub(1).map(|at| &self.times[at]) else { return false };
        let gap = self.text().low().get(previous.run.end..time.run.start).unwrap_or(b"?");
        matches!(gap, b", " | b" va " | b" hoac ") && contains(self.words(previous.run), b"dinh ky")
    }

    /// Whether results to be reached stand here: «1. Mục tiêu⏎- Hằng năm giải quyết việc làm cho 500 lao động».
    fn is_goal(&self) -> bool {
        let outline = self.reading.outline;
        let mut titles = outline.ancestors(self.node).filter_map(|above| outline.nodes[above].title);
        titles.any(|title| {
            [&b"muc tieu"[..], b"chi tieu"].iter().any(|goal| self.words(title).starts_with(goal))
        })
    }

    fn is_budget(&self, sentence: Run) -> bool {
        contains(self.words(sentence), b"kinh phi") || contains(self.words(sentence), b"ngan sach nha nuoc")
    }

    /// A stretch of days binds where an event is held in it: in brackets behind the event, or behind the verb that holds it.
    fn event(&self, time: &Timed, when: &When) -> Option<Action> {
        if !is_precise(when) || self.is_of_figures(time) {
            return None;
        }
        if self.is_bracketed(time) {
            return Some(Action::Hold);
        }
        let clause = self.clause(time);
        let lead = Run::new(clause.start, time.run.start);
        let verb = self.verbs_in(lead).last();
        // «…; thực hiện từ tháng 3 đến tháng 12/2025».
        let lead = self.words(self.text().trim(lead));
        // «Học kỳ I: từ ngày 05/9/2025 đến ngày 10/01/2026.»
        if self.is_alone(time) {
            return Some(verb.map_or(Action::Other, |verb| verb.action));
        }
        let done = [&b"thuc hien"[..], b"trien khai", b"tien hanh"].iter().any(|verb| lead.ends_with(verb));
        let carried = || done.then_some(Action::Other);
        verb.map(|verb| verb.action)
            .or_else(|| self.opening_stretch(time))
            .or_else(carried)
            .or_else(|| self.closing_stretch(time))
    }

    /// «Từ ngày 03/6 đến ngày 07/6, các trường tự kiểm tra»: a stretch that opens the sentence before bodies that act.
    fn opening_stretch(&self, time: &Timed) -> Option<Action> {
        let sentence = self.sentence(time);
        let rest = self.behind_opening(time, sentence)?;
        let bodies = self.bodies_at(rest)?;
        let near = Run::new(bodies.end, rest.end.min(bodies.end + 40));
        let told = !contains(self.words(near), b" da ");
        let verb = self.verbs_in(rest).first().map_or(Action::Other, |verb| verb.action);
        told.then_some(verb)
    }

    /// «Tạm dừng hoạt động từ ngày 06/3 đến ngày 20/3/2025.»: a stretch of days that ends the sentence of a task.
    fn closing_stretch(&self, time: &Timed) -> Option<Action> {
        const VERBS: [&[u8]; 5] = [b"tam dung ", b"tam ngung ", b"ap dung ", b"mo cua ", b"nghi hoc "];
        let days = matches!(&time.when, When::During { from: Some(from), to: Some(to) } if from.len() == 10 && to.len() == 10);
        let sentence = self.sentence(time);
        let task = self.text().trim_marks(Run::new(sentence.start, time.run.start), b"-*+,;: ");
        let rest = self.text().trim_marks(Run::new(time.run.end, sentence.end), b".,; ");
        let list_end = crate::phrase::body::list_end;
        let asked = || {
            VERBS.iter().any(|verb| self.words(task).starts_with(verb))
                || list_end(self.text(), self.reading.grammar, task.start, task.end).is_some()
                || self.bodies_at(task).is_some()
        };
        let told = contains(self.words(task), b" da ");
        (days && rest.is_empty() && !told && asked()).then_some(Action::Other)
    }

    /// The words behind a phrase of time and its comma or colon, where nothing stands before it in a stretch of text.
    fn behind_opening(&self, time: &Timed, stretch: Run) -> Option<Run> {
        let lead = self.text().trim_marks(Run::new(stretch.start, time.run.start), b"-+*~;:, ");
        let lead = self.words(lead);
        let rest = Run::new(time.run.end, stretch.end);
        let mark = matches!(self.words(rest).first(), Some(b',' | b':'));
        let opens = lead.is_empty() || lead == b"trong" || lead == b"vao";
        (opens && mark).then(|| self.text().trim_marks(rest, b",: "))
    }

    /// A date with no word before it binds only in brackets behind what is due: «báo cáo tổng kết (năm 2035)».
    fn bare(&self, time: &Timed) -> Option<Action> {
        if let Some(held) = self.held_event(time) {
            return Some(held);
        }
        if let Some(action) = self.titled(time).filter(|_| is_precise(&time.when)) {
            return Some(action);
        }
        if self.is_clocked(time) {
            return Some(self.action(time).unwrap_or(Action::Other));
        }
        if let Some(action) = self.planned(time) {
            return Some(action);
        }
        let action = self.action(time)?;
        let clause = self.clause(time);
        // «Năm 2018, hoàn thành …», «Quý II/2024: Sơ kết …».
        if let Some(rest) = self.behind_opening(time, clause)
            && let Some(verb) = self.verbs_in(rest).first()
        {
            // «Quý II/2024: Tổ chức hội nghị» is a schedule.
            let planned =
                self.words(Run::new(time.run.end, verb.run.start)) == b": " && is_precise(&time.when);
            let due = planned || matches!(verb.action, Action::Complete | Action::Report | Action::Review);
            let measured = contains(self.words(clause), b"%");
            return (due && verb.run.start == rest.start && !measured).then_some(verb.action);
        }
        if self.opens_review(time, clause) {
            return Some(Action::Review);
        }
        let verb = self.verbs_in(Run::new(clause.start, time.run.start)).last()?;
        let near = time.run.start - verb.run.end < 80;
        // «tổ chức hội thi (dự kiến tháng 5/2025)»: a name («Ngày Gia đình Việt Nam (28/6)») gives no year.
        let year = self.words(time.run).windows(4).any(|four| four.iter().all(u8::is_ascii_digit));
        let held = action == Action::Hold && year && is_precise(&time.when);
        let due = held || matches!(action, Action::Report | Action::Review);
        (self.is_bracketed(time) && near && due || self.is_held_on(verb, time)).then_some(action)
    }

    /// «- Năm 2026: Xây dựng cơ sở dữ liệu.»: a time that opens a paragraph before a colon and a task. What is to be reached
    /// in it is a target, what is spent a budget.
    fn planned(&self, time: &Timed) -> Option<Action> {
        let first = self.sentences.first()?;
        let task = self.behind_opening(time, *first).filter(|_| self.words(time.run).len() > 4)?;
        let colon = self.words(Run::new(time.run.end, task.start)).starts_with(b":");
        let figures = self.words(task).iter().any(u8::is_ascii_digit);
        (colon && self.is_task(task) && !figures && !self.is_goal()).then(|| self.task_action(task))
    }

    /// Whether words open with a verb that states a task: «Rà soát, hoàn thiện …».
    fn is_task(&self, words: Run) -> bool {
        let end = crate::phrase::body::list_end(self.text(), self.reading.grammar, words.start, words.end);
        end.is_some() && !contains(self.words(words), b" da ")
    }

    /// What is due in words that open with a verb.
    fn task_action(&self, task: Run) -> Action {
        let first = self.verbs_in(task).first().filter(|verb| verb.run.start < task.start + 12);
        first.map_or(Action::Other, |verb| verb.action)
    }

    /// «năm 2025 tổ chức sơ kết, năm 2030 tổng kết»: a time with the review right behind it, at the start of a clause or
    /// behind a comma.
    fn opens_review(&self, time: &Timed, clause: Run) -> bool {
        let lead = self.words(Run::new(clause.start, time.run.start));
        let lead = lead.strip_suffix(b" ").unwrap_or(lead);
        let opens =
            lead.iter().all(|b| b"-+* ".contains(b)) || lead.ends_with(b",") || lead.ends_with(b" va");
        let verb = self.verbs_in(Run::new(time.run.end, clause.end)).first();
        let review = |verb: &Verb| {
            let words = self.words(verb.run);
            contains(words, b"so ket") || contains(words, b"tong ket")
        };
        opens && verb.is_some_and(|verb| verb.run.start == time.run.end + 1 && review(verb))
    }

    /// «Lễ phát động tổ chức ngày 21/4/2025»: a day right behind the verb of an event that opens the clause. «Theo kết luận
    /// tại hội nghị tổ chức ngày …», «… đã thống nhất» are history, like all of a preamble.
    fn is_held_on(&self, verb: &Verb, time: &Timed) -> bool {
        const VERBS: [&[u8]; 5] = [b"to chuc", b"dien ra", b"khai mac", b"be mac", b"khai giang"];
        const HISTORY: [&[u8]; 5] = [b"theo ", b"can cu ", b"thuc hien ", b"phat huy ", b"ket qua "];
        let clause = self.clause(time);
        let day = matches!(&time.when, When::On { date } if date.len() == 10) && time.yearly.is_none();
        let preamble = self.reading.outline.nodes[self.node].id == "preamble";
        let lead = self.text().trim_marks(Run::new(clause.start, verb.run.start), b"-*+ ");
        let lead = self.words(lead);
        let told = contains(self.words(clause), b" da ")
            || contains(lead, b" tai ")
            || HISTORY.iter().any(|words| contains(lead, words));
        let beside = verb.run.end + 1 == time.run.start;
        day && beside && VERBS.contains(&self.words(verb.run)) && !preamble && !told
    }

    /// «khai mạc lúc 7 giờ 30 ngày 05/11/2018»: an hour that «lúc» announces before a day.
    fn is_clocked(&self, time: &Timed) -> bool {
        const LONGEST: usize = 24;
        let start = self.sentence(time).start.max(time.run.start.saturating_sub(LONGEST));
        let lead = self.words(Run::new(start, time.run.start));
        let Some(at) = find(lead, b"luc ").filter(|&at| at == 0 || lead[at - 1] == b' ') else {
            return false;
        };
        let hour = &lead[at + 4..];
        let words = hour.split(|b| !b.is_ascii_lowercase());
        let known = |word: &[u8]| matches!(word, b"" | b"h" | b"g" | b"gio" | b"phut" | b"ngay");
        let day = matches!(&time.when, When::On { date } if date.len() == 10);
        day && hour.first().is_some_and(u8::is_ascii_digit) && words.into_iter().all(known)
    }

    /// «Lễ phát động: 8 giờ 00 ngày 10/6/2023»: a day that opens the words below the title of an event.
    fn held_event(&self, time: &Timed) -> Option<Action> {
        const HOURS: [&[u8]; 6] = [b"vao", b"luc", b"hoi", b"gio", b"phut", b"ngay"];
        let title = self.reading.outline.nodes[self.node].title?;
        let first = self.sentences.first()?;
        let opens = time.run.start < first.start + 24 && first.start > title.end;
        let lead = self.words(Run::new(first.start, time.run.start.max(first.start)));
        let bare = lead
            .split(|b| !b.is_ascii_lowercase())
            .all(|word| word.is_empty() || word == b"h" || HOURS.contains(&word));
        let day = matches!(&time.when, When::On { date } if date.len() == 10);
        (opens && bare && day && self.label_action() == Some(Action::Hold)).then_some(Action::Hold)
    }

    /// Whether the phrase is all that a pair of brackets holds, but for a few words.
    fn is_bracketed(&self, time: &Timed) -> bool {
        let low = self.text().low();
        let sentence = self.sentence(time);
        let Some(open) = low[sentence.start..time.run.start].iter().rposition(|&b| b == b'(') else {
            return false;
        };
        let lead = &low[sentence.start + open + 1..time.run.start];
        let closed = low[time.run.end..sentence.end].iter().position(|&b| b == b')');
        lead.len() < 16
            && !lead.contains(&b')')
            && !lead.iter().any(u8::is_ascii_digit)
            && closed.is_some_and(|n| n < 24)
    }

    /// Who owes it and who receives it.
    fn parties(
        &self,
        time: &Timed,
        action: Action,
        span: Span,
        assignments: &Held<'_>,
    ) -> (Vec<String>, Vec<String>) {
        let by = match self.subject(time) {
            Some(subject) => {
                self.listed_subject(subject, span, assignments).unwrap_or_else(|| self.names(subject))
            }
            None => {
                let named = self.task_of_time(time).and_then(|task| self.bodies_at(task));
                let named = named.or_else(|| self.advised(time)).or_else(|| self.titled_subject());
                named.map_or_else(|| self.heading(span, assignments), |run| self.names(run))
            }
        };
        let clause = self.clause(time);
        let sent = matches!(action, Action::Report | Action::Review)
            || (matches!(action, Action::Other | Action::Complete) && self.is_sent(clause.start, clause.end));
        let receivers = if sent { self.receivers(time, action) } else { self.submitted_to(time) };
        let to = receivers.map_or_else(Vec::new, |receivers| {
            let mut to = self.names(receivers);
            to.extend(self.also_sent(receivers.end, clause.end).into_iter().flat_map(|run| self.names(run)));
            to
        });
        (by, to)
    }

    /// «xây dựng quy chế, trình UBND tỉnh ban hành trước ngày 30/6»: to whom a draft is submitted.
    fn submitted_to(&self, time: &Timed) -> Option<Run> {
        let lead = Run::new(self.clause(time).start, time.run.start);
        let submits = self.reading.grammar.roles.find_iter(self.text(), lead).filter(|found| {
            found.entry.value.role == Role::Advise && self.words(found.run).ends_with(b"trinh")
        });
        submits.last().and_then(|found| self.bodies_at(Run::new(found.run.end, lead.end)))
    }

    /// «báo cáo về Sở Y tế, đồng thời gửi Công an tỉnh»: who else receives it, named right behind the receivers.
    fn also_sent(&self, start: usize, end: usize) -> Option<Run> {
        const ALSO: [&[u8]; 5] =
            [b", dong gui ", b", dong thoi gui ", b" dong thoi gui ", b" va gui ", b" va dong gui "];
        let words = &self.text().low()[start.min(end)..end];
        let also = ALSO.iter().find(|also| words.starts_with(also))?;
        let rest = self.text().trim(Run::new(start + also.len(), end));
        let rest = self.role_at(rest, &[Role::Receiver]).map_or(rest, |cue| Run::new(cue.end, end));
        self.bodies_at(rest)
    }

    /// «Các xã báo cáo theo định kỳ: Quý I trước ngày 15/3»: the subject of a title that is a clause.
    fn titled_subject(&self) -> Option<Run> {
        let title = self.reading.outline.nodes[self.node].title?;
        let clause = verbs(self.reading, title).iter().any(|verb| verb.action == Action::Report);
        if clause { self.subject_of(title) } else { None }
    }

    /// «Yêu cầu Thủ trưởng các sở; Chủ tịch UBND các huyện báo cáo …»: a subject that ends the list of a prose assignment's
    /// leads means all of them.
    fn listed_subject(&self, subject: Run, span: Span, assignments: &Held<'_>) -> Option<Vec<String>> {
        let text = self.text();
        let id = &self.reading.outline.nodes[self.node].id;
        let own = |a: &&Assignment| &a.section == id && a.form == AssignmentForm::Prose;
        let assignment = assignments.around(span).map(|index| &assignments.all[index]).find(own)?;
        let start = text.folded_at(assignment.span.start());
        let behind_list = text.low().get(start..subject.start)?.ends_with(b"; ");
        if subject.start > start + REACH {
            return None;
        }
        let rest = Run::new(start, subject.end);
        let rest = self
            .role_at(rest, &[Role::Assign, Role::Request])
            .map_or(rest, |cue| Run::new(cue.end, rest.end));
        let whole = body_list(text, self.reading.grammar, text.trim(rest));
        let last = |names: &[String]| names.last().cloned();
        let same =
            last(&assignment.lead) == last(&self.names(subject)) && whole.len() == assignment.lead.len();
        (behind_list && same).then(|| assignment.lead.clone())
    }

    fn names(&self, run: Run) -> Vec<String> {
        let bodies = body_list(self.text(), self.reading.grammar, run);
        let named = bodies.into_iter().filter(|body| self.words(*body).iter().any(u8::is_ascii_alphanumeric));
        named.map(|body| self.text().value(body)).collect()
    }

    fn role_at(&self, run: Run, roles: &[Role]) -> Option<Run> {
        let found = self.reading.grammar.roles.at_within(self.text(), run)?;
        roles.contains(&found.entry.value.role).then_some(found.run)
    }

    fn bodies_at(&self, run: Run) -> Option<Run> {
        let run = self.text().trim(run);
        if run.is_empty() {
            return None;
        }
        let bodies = leading_bodies(self.text(), self.reading.grammar, run)?;
        // What the bodies are to do is no part of their names.
        let roles = &self.reading.grammar.roles;
        let does = |role: Role| {
            matches!(role, Role::Assign | Role::Request | Role::Duty | Role::Lead | Role::Report)
        };
        let verb = roles.find_iter(self.text(), bodies).find(|found| does(found.entry.value.role));
        let end = verb.map_or(bodies.end, |verb| verb.run.start);
        // «báo cáo Bộ Y tế kết quả thực hiện»: what is reported neither.
        let matter = |words: &[u8]| find(self.words(bodies), words).map_or(end, |at| bodies.start + at);
        let end = end.min(matter(b" ket qua")).min(matter(b" tinh hinh")).min(matter(b" co y kien"));
        let bodies = self.text().trim_marks(Run::new(bodies.start, end), b",;:");
        (!bodies.is_empty()).then_some(bodies)
    }

    /// The bodies that are the subject of the clause, of one before it, or of a sentence before it in the paragraph.
    fn subject(&self, time: &Timed) -> Option<Run> {
        let at = self.sentences.partition_point(|s| s.end <= time.run.start).min(self.sentences.len() - 1);
        for sentence in self.sentences[..=at].iter().rev().take(4) {
            let end = sentence.end.min(time.run.end + REACH);
            let sentence = Run::new(sentence.start.max(time.run.start.saturating_sub(REACH)), end);
            if sentence.is_empty() || sentence.start >= end {
                continue;
            }
            let mut subjects = self
                .clauses(sentence, time)
                .filter_map(|(clause, own)| Some((self.subject_of(clause)?, own)));
            match (subjects.next(), subjects.next()) {
                // Two subjects before a clause that has none: all of the title are meant.
                (Some((_, false)), Some(_)) if self.title_bodies().is_some() => return self.title_bodies(),
                (Some((subject, _)), _) => return Some(subject),
                _ => {}
            }
            let asked = self.asked(Run::new(sentence.start, end.min(time.run.start.max(sentence.start))));
            if asked.is_some() {
                return asked;
            }
        }
        None
    }

    /// The clauses of a sentence up to the phrase, the last first, and whether the phrase stands in them.
    fn clauses(&self, sentence: Run, time: &Timed) -> impl Iterator<Item = (Run, bool)> + use<'a> {
        let low = self.text().low();
        let own = self.clause(time);
        let mut end = if sentence.holds(time.run.start) { own.end.min(sentence.end) } else { sentence.end };
        let time = time.run.start;
        let mut done = false;
        std::iter::from_fn(move || {
            if done {
                return None;
            }
            let from = end.min(time.max(sentence.start)).max(sentence.start);
            let mark = low[sentence.start..from].iter().rposition(|&b| b == b';');
            let start = mark.map_or(sentence.start, |n| sentence.start + n + 1);
            let clause = Run::new(start, end);
            done = mark.is_none();
            end = start.saturating_sub(1).max(sentence.start);
            Some((clause, clause.holds(time)))
        })
    }

    /// The subject of a clause: at its start, behind an introduction («Căn cứ …, »), behind «đề nghị» or «giao».
    fn subject_of(&self, clause: Run) -> Option<Run> {
        /// What an introduction may add to its time («Trong quý II và những tháng sau, …»).
        const FEW: usize = 30;
        let text = self.text();
        let mut rest = text.trim_marks(clause, b"-*+,;. ");
        for adverb in [&b"sau do "[..], b"dong thoi ", b"tiep do "] {
            if self.words(rest).starts_with(adverb) {
                rest.start += adverb.len();
            }
        }
        for _ in 0..5 {
            if let Some(cue) = self.role_at(rest, &[Role::Assign, Role::Request]) {
                rest = text.trim(Run::new(cue.end, rest.end));
            }
            if let Some(bodies) = self.bodies_at(rest) {
                let behind = text.trim(Run::new(bodies.end, rest.end));
                let cue = self.role_at(behind, &[Role::Assign, Role::Request]);
                // «Hiệu trưởng chỉ đạo giáo viên thực hiện, báo cáo …»: the one who directs owes it.
                let Some(cue) = cue.filter(|cue| self.words(*cue) != b"chi dao") else {
                    return Some(bodies);
                };
                let asked = self.bodies_at(Run::new(cue.end, rest.end));
                return Some(asked.unwrap_or(bodies));
            }
            if !self.is_introduction(rest) {
                return None;
            }
            // «Chậm nhất đến 31/3/2025 các địa phương phải …»: no comma parts the subject from the time.
            if let Some(bodies) =
                self.time_end(rest.start).and_then(|end| self.bodies_at(Run::new(end, rest.end)))
            {
                return Some(bodies);
            }
            let comma = rest.start + self.words(rest).iter().position(|&b| b == b',')?;
            // «Định kỳ báo cáo UBND tỉnh, Bộ Y tế»: what follows a verb is no subject.
            let timed = self.is_time(rest.start) || self.words(rest).starts_with(b"dinh ky");
            let busy = !self.verbs_in(Run::new(rest.start, comma)).is_empty();
            if timed && (busy || self.words_behind_time(rest.start, comma) > FEW) {
                return None;
            }
            rest = text.trim(Run::new(comma + 1, rest.end));
        }
        None
    }

    /// How much stands between the phrase of time at `start` and `end`: «Trong quý II công bố kết quả của các bộ, …».
    fn words_behind_time(&self, start: usize, end: usize) -> usize {
        self.time_end(start).map_or(0, |last| end.saturating_sub(last))
    }

    /// Where the phrase of time ends that starts at a place.
    fn time_end(&self, start: usize) -> Option<usize> {
        let at = self.times.partition_point(|time| time.run.start < start);
        self.times.get(at).filter(|time| time.run.start == start).map(|time| time.run.end)
    }

    /// The bodies that are asked or told to act anywhere before the phrase: «…, Sở Nội vụ đề nghị UBND các huyện …».
    fn asked(&self, lead: Run) -> Option<Run> {
        let roles = &self.reading.grammar.roles;
        let asks = |role: Role| matches!(role, Role::Assign | Role::Request);
        roles
            .find_iter(self.text(), lead)
            .filter(|found| asks(found.entry.value.role))
            .find_map(|found| self.bodies_at(Run::new(found.run.end, lead.end)))
    }

    /// Whether words open a sentence before its subject.
    fn is_introduction(&self, run: Run) -> bool {
        const OPENINGS: [&[u8]; 16] = [
            b"can cu",
            b"tren co so",
            b"theo",
            b"trong",
            b"khi",
            b"de ",
            b"nham",
            b"dong thoi",
            b"dinh ky",
            b"hang ",
            b"truoc",
            b"cham nhat",
            b"sau",
            b"tu ",
            b"nhiem vu",
            b"chuc nang",
        ];
        let words = self.words(run);
        OPENINGS.iter().any(|opening| words.starts_with(opening))
            || self.is_time(run.start)
            || self.is_timed_report(run)
    }

    /// «6 tháng (trước ngày 15/6), …»: the period of a report and its time, which a list of times goes on with.
    fn is_timed_report(&self, run: Run) -> bool {
        const NEAR: usize = 12;
        let words = self.words(run);
        let period = PERIODS.iter().find(|period| words.starts_with(period));
        period.is_some_and(|period| {
            let start = run.start + period.len();
            let next = self.times.partition_point(|time| time.run.start < start);
            self.times.get(next).is_some_and(|time| time.run.start <= start + NEAR)
        })
    }

    /// The body that is advised to act, where the sentence has no other subject: «Tham mưu cho UBND huyện tổ chức …».
    fn advised(&self, time: &Timed) -> Option<Run> {
        let clause = self.clause(time);
        let lead = Run::new(clause.start, time.run.start);
        let roles = &self.reading.grammar.roles;
        let advises = |run: Run| {
            let words = self.words(run);
            words.starts_with(b"tham muu") && !words.ends_with(b"trinh") && !words.ends_with(b"bao cao")
        };
        let advise = roles
            .find_iter(self.text(), lead)
            .find(|found| found.entry.value.role == Role::Advise && advises(found.run))?;
        self.bodies_at(Run::new(advise.run.end, lead.end))
    }

    /// The lead of the assignment that holds the phrase, else the bodies of the nearest title above that names some.
    fn heading(&self, span: Span, assignments: &Held<'_>) -> Vec<String> {
        let id = &self.reading.outline.nodes[self.node].id;
        let own = |a: &&Assignment| &a.section == id && !a.lead.is_empty();
        if let Some(assignment) =
            assignments.around(span).map(|index| &assignments.all[index]).filter(own).last()
        {
            return assignment.lead.clone();
        }
        self.title_bodies().map_or_else(Vec::new, |bodies| self.names(bodies))
    }

    /// The bodies of the nearest title above that names some and nothing else.
    fn title_bodies(&self) -> Option<Run> {
        let outline = self.reading.outline;
        let titles = std::iter::once(self.node).chain(outline.ancestors(self.node));
        titles.filter_map(|index| outline.nodes[index].title).find_map(|title| {
            let title =
                self.role_at(title, &[Role::Request]).map_or(title, |cue| Run::new(cue.end, title.end));
            let bodies = self.bodies_at(title)?;
            self.text().trim_marks(Run::new(bodies.end, title.end), b":.").is_empty().then_some(bodies)
        })
    }

    /// Who is reported to: the bodies behind «báo cáo», else those behind «về», else those it goes through.
    fn receivers(&self, time: &Timed, action: Action) -> Option<Run> {
        let sentence = self.sentence(time);
        let reports = |run: Run| self.verbs_in(run).iter().filter(|verb| verb.action == Action::Report);
        // «tổ chức sơ kết trước ngày 30/6; tổng hợp báo cáo UBND tỉnh»: a report of its own.
        let own = action == Action::Review && time.form != Form::Every;
        let end = if own { self.clause(time).end } else { sentence.end };
        let before = reports(Run::new(sentence.start, time.run.start));
        let after = || reports(Run::new(time.run.end, end));
        let mut through = None;
        let mut named = |start: usize, end: usize, direct: bool| {
            let (found, way) = self.receivers_behind(start, end, direct);
            through = through.or(way);
            found
        };
        let clause = self.clause(time);
        let before = before.rev().find_map(|verb| named(verb.run.end, time.run.start, true));
        // «để kịp báo cáo cấp trên, các sở tổng hợp gửi về Bộ trước ngày 12/7»: who it is sent to receives it.
        let before = before.map(|found| {
            self.sent_to(Run::new(found.end.max(clause.start).min(time.run.start), time.run.start))
                .unwrap_or(found)
        });
        // «báo cáo kết quả trước ngày 20/11 về Sở Y tế», «gửi … về Sở Y tế trước ngày 20/11».
        let found = before
            .or_else(|| named(self.list_end(time), clause.end, false))
            .or_else(|| named(clause.start, time.run.start, false))
            .or_else(|| after().find_map(|verb| named(verb.run.end, end, true)))
            .or_else(|| self.sent_to(Run::new(time.run.end, clause.end)));
        found.or(through)
    }

    /// Behind «gửi về» at the end of a clause of several times: «báo cáo quý trước ngày 15/6, báo cáo năm trước ngày
    /// 15/12 gửi về Sở Y tế».
    fn sent_to(&self, run: Run) -> Option<Run> {
        let roles = &self.reading.grammar.roles;
        let mut sent = roles.find_iter(self.text(), run).filter(|found| {
            found.entry.value.role == Role::Receiver && self.words(found.run).starts_with(b"gui")
        });
        sent.find_map(|found| self.bodies_at(Run::new(found.run.end, run.end)))
    }

    /// Where a list of times ends that a phrase opens: «trước ngày 15/6 và trước ngày 15/12 về Sở Y tế».
    fn list_end(&self, time: &Timed) -> usize {
        /// No list of times is longer.
        const MOST: usize = 12;
        let low = self.text().low();
        let first = self.times.partition_point(|later| later.run.start <= time.run.start);
        let mut end = time.run.end;
        for later in self.times[first..].iter().take(MOST) {
            let gap = low.get(end..later.run.start).unwrap_or(b"?");
            if !matches!(gap, b" va truoc " | b" hoac ") && !is_next_report(gap) {
                break;
            }
            end = later.run.end;
        }
        end
    }

    /// The receivers named behind a place, and those the report goes through.
    fn receivers_behind(&self, start: usize, end: usize, direct: bool) -> (Option<Run>, Option<Run>) {
        let text = self.text();
        let stop = self.stop(start, end);
        let near = text.trim(Run::new(start, stop));
        let passed = self.role_at(near, &[Role::Receiver]).map_or(near, |cue| Run::new(cue.end, stop));
        if direct && let Some(bodies) = self.bodies_at(passed) {
            return (Some(bodies), None);
        }
        let mut through = None;
        let roles = &self.reading.grammar.roles;
        for found in roles.find_iter(text, Run::new(start, stop)) {
            let next = self.stop(found.run.end, stop);
            let bodies = || self.bodies_at(Run::new(found.run.end, next));
            match found.entry.value.role {
                Role::Receiver => {
                    if let Some(bodies) = bodies() {
                        return (Some(bodies), through);
                    }
                }
                Role::Through => through = through.or_else(bodies),
                _ => {}
            }
        }
        (None, through)
    }

    /// Where the words end that may name a receiver: at the next phrase of time, a «;», or «để».
    fn stop(&self, start: usize, end: usize) -> usize {
        // A list of times may go on behind the «;» that ends the clause.
        let end = end.max(start);
        let words = &self.text().low()[start..end];
        let mark = words.iter().position(|&b| b == b';').unwrap_or(words.len());
        let purpose = purpose(words).unwrap_or(words.len());
        let next = self.times.partition_point(|t| t.run.start < start);
        let bounds = |t: &&Timed| !matches!(t.form, Form::Bare | Form::Ongoing);
        let time = self.times[next..].iter().take(8).find(bounds).map_or(end, |t| t.run.start);
        (start + mark.min(purpose)).min(time).max(start)
    }
}

/// Where «để» opens the words of a purpose; folded, «đề xuất» and «đề nghị» look alike.
fn purpose(words: &[u8]) -> Option<usize> {
    const NOT: [&[u8]; 7] = [b"xuat", b"nghi", b"an ", b"ra", b"tai", b"cuong", b"cap"];
    let mut from = 0;
    while let Some(at) = find(words.get(from..)?, b" de ") {
        let behind = &words[from + at + 4..];
        if !NOT.iter().any(|word| behind.starts_with(word)) {
            return Some(from + at);
        }
        from += at + 4;
    }
    None
}

/// The periods that reports are for: «6 tháng», «quý III», «cả năm».
const PERIODS: [&[u8]; 15] = [
    b"nam ",
    b"ca nam ",
    b"01 nam ",
    b"hang nam ",
    b"quy ",
    b"hang quy ",
    b"thang ",
    b"6 thang ",
    b"06 thang ",
    b"9 thang ",
    b"09 thang ",
    b"sau thang ",
    b"so ket ",
    b"tong ket ",
    b"dinh ky ",
];

/// «, báo cáo năm », «), quý III (»: what stands between the times of two reports that go to one receiver.
fn is_next_report(gap: &[u8]) -> bool {
    const LONGEST: usize = 40;
    /// What may stand behind the period where «báo cáo» does not say that one is meant: «quý III», «năm (».
    const SHORT: usize = 8;
    // «trước ngày 10/6 (đối với báo cáo 6 tháng) và trước ngày 10/12»
    let gap = match gap.strip_prefix(b" (") {
        Some(aside) => aside.iter().position(|&b| b == b')').map_or(gap, |end| &aside[end..]),
        None => gap,
    };
    let gap = gap.strip_prefix(b")").unwrap_or(gap);
    let Some(next) = [&b", "[..], b"; ", b" va "].iter().find_map(|join| gap.strip_prefix(*join)) else {
        return false;
    };
    let (report, longest) = match next.strip_prefix(b"bao cao ") {
        Some(report) => (report, LONGEST),
        None => (next, SHORT),
    };
    let period = PERIODS.iter().find_map(|period| report.strip_prefix(*period));
    next.is_empty() || period.is_some_and(|rest| rest.len() <= longest)
}

fn is_plain_rhythm(time: &Timed) -> bool {
    time.form == Form::Every
        && matches!(&time.when, When::Every { rrule, before: false } if !rrule.contains("BYMONTH") && !rrule.contains("BYDAY"))
}

/// Whether a time is named more precisely than by years.
fn is_precise(when: &When) -> bool {
    match when {
        When::Before { date } | When::On { date } => date.len() > 4,
        When::During { from, to } => [from, to].into_iter().flatten().any(|date| date.len() > 4),
        _ => true,
    }
}

/// The sentences of a paragraph: they end with a full stop before a capital letter.
fn sentences(text: &Text, run: Run) -> Vec<Run> {
    let mut sentences = Vec::new();
    let mut start = run.start;
    for (offset, byte) in text.slice(run).iter().enumerate() {
        let place = run.start + offset;
        if matches!(byte, b'.' | b'?' | b'!') && ends_sentence(text, start, place, run.end) {
            sentences.push(Run::new(start, place + 1));
            start = place + 1;
        }
    }
    if start < run.end || sentences.is_empty() {
        sentences.push(Run::new(start, run.end));
    }
    sentences
}

fn ends_sentence(text: &Text, start: usize, place: usize, end: usize) -> bool {
    let low = text.low();
    if place + 2 >= end || low[place + 1] != b' ' {
        return place + 2 >= end;
    }
    let word = low[start..place].iter().rev().take_while(|b| b.is_ascii_alphanumeric()).count();
    // «TP. Huế», «Q. 1» are abbreviations.
    let roman = low[place - word..place].iter().all(|b| b"ivxlc".contains(b));
    let short = word <= 2 && !roman && place > 0 && text.is_upper(place - 1);
    !short && !text.is_lower(place + 2)
}

#[cfg(test)]
mod tests;
