//! Sentences that name who does it: «Giao Sở Y tế chủ trì, phối hợp với …», «Văn phòng Bộ có trách nhiệm …».
//!
//! In: the paragraphs of a node that stands below no body's heading. Out: an assignment for each body that a sentence
//! charges. A sentence must open with its bodies, or name them right after «giao», «đề nghị» or before «chủ trì».

use super::label::Labels;
use super::{Fact, partner, targets};
use crate::document::{Assignment, AssignmentForm, Certainty, SectionKind};
use crate::facts::Reading;
use crate::grammar::{Found, Grammar, Role, RoleCue};
use crate::phrase::body;
use crate::structure::Node;
use crate::text::{Run, Span, Text, is_word};

/// How far into a sentence its bodies may stand after an introduction («Trong quá trình thực hiện, nếu …, các đơn vị …»).
const INTRODUCTION: usize = 400;

/// How many cues of a sentence are tried.
const CUES: usize = 12;

/// The assignments that the sentences of a node state.
pub(super) fn assignments(reading: Reading<'_>, labels: &Labels, index: usize, facts: &mut Vec<Assignment>) {
    let node = &reading.outline.nodes[index];
    let above = || reading.outline.ancestors(index);
    if above().any(|above| lists_rights(reading, above))
        || above().chain([index]).any(|titled| describes(reading, titled))
    {
        return;
    }
    let opened = facts.len();
    let told = |run: Run| labels.holds(run) || is_lead_cell(reading, index, run);
    for paragraph in node.paragraphs.iter().filter(|run| !told(**run)) {
        // «Chủ trì, phối hợp với …» at the start of a paragraph goes on with the duty of the one before.
        let leads = reading.text.slice(*paragraph).starts_with(b"chu tri");
        let first = if leads { opened } else { facts.len() };
        let clauses =
            sentences(reading.text, *paragraph).flat_map(|sentence| clauses(reading, sentence, node));
        for clause in clauses {
            let Some(duty) = duty(reading, clause, node) else {
                if let Some(last) = facts[first..].last_mut() {
                    go_on(reading, clause, last);
                }
                continue;
            };
            let words = Run::new(duty.start, clause.end);
            facts.push(
                Fact {
                    section: index,
                    form: AssignmentForm::Prose,
                    lead: duty.lead,
                    coordinating: partner::partners(reading, Run::new(duty.after, clause.end)),
                    span: words,
                    targets: targets(reading.text, words),
                    rule: "assignment.prose",
                    certainty: Certainty::Stated,
                }
                .finish(reading),
            );
        }
    }
}

/// The clauses of a sentence that charge somebody each: «Sở Y tế lập dự toán; Sở Tài chính thẩm định». A «;» inside a list
/// of bodies parts no clauses, nor one behind words that charge nobody («Tăng cường phối hợp giữa các sở; các trường …»),
/// unless a duty is stated.
fn clauses(reading: Reading<'_>, sentence: Run, node: &Node) -> Vec<Run> {
    const BEFORE_LIST: [&[u8]; 6] = [b"voi ", b"cung ", b"giao ", b"giao cho ", b"de nghi ", b"yeu cau "];
    let Reading { text, grammar, .. } = reading;
    let mut clauses = vec![sentence];
    if node.is_row || node.kind == SectionKind::Preamble {
        return clauses;
    }
    for at in memchr::memchr_iter(b';', text.slice(sentence)).take(CUES).map(|at| sentence.start + at) {
        let Some(last) = clauses.last_mut() else { break };
        let rest = text.trim(Run::new(at + 1, sentence.end));
        let charge = cue_at(text, grammar, rest).is_some_and(|cue| charges(text, &cue));
        if !charge && !text.is_upper(rest.start) && !text.slice(rest).starts_with(b"cac ") {
            continue;
        }
        let listed = body::body_before(text, grammar, Run::new(last.start, at)).is_some_and(|bodies| {
            let before = &text.low()[last.start..bodies.start];
            before.is_empty() || BEFORE_LIST.iter().any(|word| before.ends_with(word))
        });
        let before = Run::new(last.start, at);
        let next = if charge { duty(reading, rest, node) } else { subject(reading, rest, node.kind) };
        let opens = next.filter(|next| next.start == rest.start && !listed);
        if opens.is_some_and(|next| !next.plain || duty(reading, before, node).is_some()) {
            last.end = at;
            clauses.push(rest);
        }
    }
    clauses
}

/// Whether a paragraph in or below the row of a table is the cell that names the row's lead, read with the row.
fn is_lead_cell(reading: Reading<'_>, index: usize, paragraph: Run) -> bool {
    let outline = reading.outline;
    let mut rows =
        std::iter::once(index).chain(outline.ancestors(index)).filter(|&at| outline.nodes[at].is_row);
    rows.any(|above| {
        let row = outline.rows.binary_search_by_key(&above, |row| row.node);
        row.is_ok_and(|at| outline.rows[at].lead.iter().any(|lead| lead.start == paragraph.start))
    })
}

/// «Sở Y tế có trách nhiệm … . Chủ trì, phối hợp với Sở Nội vụ …»: a sentence without a subject goes on with the duty.
fn go_on(reading: Reading<'_>, sentence: Run, fact: &mut Assignment) {
    /// More partners than a task has.
    const MOST: usize = 64;
    const OPENINGS: [&[u8]; 3] = [b"chu tri", b"phoi hop", b"dong thoi"];
    let Reading { text, .. } = reading;
    let opens = OPENINGS.iter().any(|opening| text.slice(sentence).starts_with(opening));
    if !opens || fact.coordinating.len() > MOST {
        return;
    }
    let partners = partner::partners(reading, sentence).into_iter().map(|run| text.value(run));
    let fresh: Vec<String> = partners.filter(|body| !fact.coordinating.contains(body)).collect();
    if !fresh.is_empty() {
        fact.coordinating.extend(fresh);
        fact.span = Span::new(fact.span.start(), text.span(sentence).end());
    }
}

/// «Đại lý Internet có các quyền sau đây:»: what stands below it may be asked for, and is no task.
fn lists_rights(reading: Reading<'_>, index: usize) -> bool {
    let Reading { text, outline, .. } = reading;
    let Some(last) = outline.nodes[index].runs().last() else { return false };
    let slice = text.slice(last);
    let introduces = slice.len() < 200 && (slice.ends_with(b":") || outline.nodes[index].title == Some(last));
    let rights = [&b"co quyen"[..], b"co cac quyen", b"co nhung quyen", b"quyen va nghia vu", b"quyen han"];
    introduces && rights.iter().any(|words| crate::text::contains(slice, words))
}

/// «I. ĐÁNH GIÁ TÌNH HÌNH», «Tồn tại, hạn chế: …», «Chủ đề: …»: what was or is so stands below it, or what is to be said.
fn describes(reading: Reading<'_>, index: usize) -> bool {
    const STATES: [&[u8]; 12] = [
        b"tinh hinh",
        b"thuc trang",
        b"ket qua dat duoc",
        b"nhung ket qua",
        b"ton tai",
        b"han che",
        b"nhung ton tai",
        b"nhung han che",
        b"nguyen nhan",
        b"danh gia chung",
        b"dac diem",
        b"bai hoc kinh nghiem",
    ];
    const PARTS: [&[u8]; 3] = [b"danh gia tinh hinh", b"danh gia ket qua", b"ket qua thuc hien"];
    const SAYINGS: [&[u8]; 4] = [b"chu de", b"thong diep", b"khau hieu", b"phuong cham"];
    let node = &reading.outline.nodes[index];
    let Some(title) = node.title.map(|title| reading.text.slice(title)) else { return false };
    let starts = |words: &[&[u8]]| words.iter().any(|word| title.starts_with(word));
    let part = matches!(node.kind, SectionKind::Part | SectionKind::Upper | SectionKind::Roman);
    starts(&STATES) || starts(&SAYINGS) || part && starts(&PARTS)
}

/// The bodies of an explicit «Giao X …» in a task below another body's heading.
pub(super) fn given(reading: Reading<'_>, run: Run) -> Option<Vec<Run>> {
    let Reading { text, grammar, .. } = reading;
    sentences(text, run).find_map(|sentence| {
        let sentence = text.trim_marks(sentence, b"-+*:");
        let cue = cue_at(text, grammar, sentence).filter(|found| charges(text, found))?;
        let lead = body::leading_list(text, grammar, Run::new(cue.run.end, sentence.end));
        (cue.entry.value.role == Role::Assign && !lead.is_empty()).then_some(lead)
    })
}

/// The cue at the start of `run`: «giao Ban Chỉ đạo» holds no «giao ban».
fn cue_at<'g>(text: &Text, grammar: &'g Grammar, run: Run) -> Option<Found<'g, RoleCue>> {
    whole_cue(text, grammar, grammar.roles.at_within(text, run)?)
}

/// A cue without what a capital letter inside parts from it.
fn whole_cue<'g>(text: &Text, grammar: &'g Grammar, found: Found<'g, RoleCue>) -> Option<Found<'g, RoleCue>> {
    let capital = (found.run.start + 1..found.run.end)
        .find(|&place| text.low()[place - 1] == b' ' && text.is_upper(place));
    match capital {
        Some(place) => grammar.roles.at_within(text, Run::new(found.run.start, place)),
        None => Some(found),
    }
}

/// Whether a cue charges whom it names: «giao», «đề nghị», not «chỉ đạo», «mời».
fn charges(text: &Text, cue: &Found<'_, RoleCue>) -> bool {
    const OTHERS: [&[u8]; 5] = [b"chi dao", b"kien nghi", b"moi", b"kinh moi", b"tran trong kinh moi"];
    matches!(cue.entry.value.role, Role::Assign | Role::Request) && !OTHERS.contains(&text.slice(cue.run))
}

/// The bodies that a task below several names as its subject: before «chủ trì» («Sở Y tế chủ trì, phối hợp với …»), or some
/// of the several before another verb («Sở Y tế tổng hợp …»).
pub(super) fn named(reading: Reading<'_>, run: Run, several: &[Run]) -> Option<Vec<Run>> {
    let Reading { text, grammar, .. } = reading;
    let run = text.trim_marks(run, b".,;:-+*");
    let lead = body::leading_list(text, grammar, run);
    let after = lead.last()?.end;
    let verb = text.trim_marks(Run::new(after, run.end), b",");
    let among = |body: &Run| several.iter().any(|other| text.slice(*other) == text.slice(*body));
    let some = || lead.len() < several.len() && lead.iter().all(among) && acts(text, grammar, verb);
    (text.slice(verb).starts_with(b"chu tri") || some()).then_some(lead)
}

/// Who is charged, and where the words on it start.
struct Duty {
    lead: Vec<Run>,
    start: usize,
    /// The end of the bodies.
    after: usize,
    /// Only a verb behind the bodies says that they are charged.
    plain: bool,
}

fn duty(reading: Reading<'_>, sentence: Run, node: &Node) -> Option<Duty> {
    let cues: Vec<Found<'_, RoleCue>> = reading.grammar.roles.find_iter(reading.text, sentence).collect();
    let leading = lead_before_cue(reading, sentence, &cues);
    if leading.is_some() || node.kind == SectionKind::Preamble {
        return leading;
    }
    let charged = charged(reading, sentence, &cues);
    // The cells of a row are no sentences.
    if charged.is_some() || node.is_row {
        return charged;
    }
    let own = subject(reading, sentence, node.kind).or_else(|| undertaken(reading, sentence));
    own.or_else(|| subject(reading, behind_label(reading.text, sentence)?, node.kind))
}

/// «Phát hành thẻ cho người dân: UBND các xã phối hợp với …»: the words behind what is to be done.
fn behind_label(text: &Text, sentence: Run) -> Option<Run> {
    /// The longest label.
    const LONGEST: usize = 200;
    const NOT: [&[u8]; 2] = [b"vi du", b"luu y"];
    let near = Run::new(sentence.start, sentence.end.min(sentence.start + LONGEST));
    let colon = memchr::memchr(b':', text.slice(near))?;
    let rest = text.trim(Run::new(sentence.start + colon + 1, sentence.end));
    let label = !NOT.iter().any(|word| text.slice(near).starts_with(word));
    (label && !rest.is_empty() && text.is_upper(rest.start)).then_some(rest)
}

/// «Việc thống kê số liệu do Công an xã đảm nhiệm.»: who does it stands behind «do», and the verb ends the sentence. Behind
/// another verb «do» only says which things are meant («tổng hợp số liệu do các xã cung cấp»).
fn undertaken(reading: Reading<'_>, sentence: Run) -> Option<Duty> {
    const VERBS: [&[u8]; 12] = [
        b" dam nhiem",
        b" dam nhan",
        b" chuan bi",
        b" bao dam",
        b" dam bao",
        b" phu trach",
        b" to chuc thuc hien",
        b" trien khai thuc hien",
        b" huong dan thuc hien",
        b" chiu trach nhiem thuc hien",
        b" chiu trach nhiem",
        b" thuc hien",
    ];
    const NOUNS: [&[u8]; 5] = [b"viec ", b"cong tac ", b"nhiem vu ", b"noi dung ", b"phan viec "];
    /// How far into a sentence «do» may stand.
    const REACH: usize = 300;
    let Reading { text, grammar, .. } = reading;
    // «… do Sở Y tế phụ trách, gồm: …»
    let near = text.slice(Run::new(sentence.start, sentence.end.min(sentence.start + REACH)));
    memchr::memmem::find(near, b" do ")?;
    let list = [&b" gom"[..], b", gom", b" bao gom", b", bao gom", b":"];
    let end = list.iter().filter_map(|list| crate::text::find(near, list)).min();
    let whole = Run::new(sentence.start, end.map_or(sentence.end, |end| sentence.start + end));
    let whole = text.trim_marks(whole, b".;,/");
    let verb = VERBS.iter().find(|verb| text.slice(whole).ends_with(verb))?;
    let before = Run::new(whole.start, whole.end.min(whole.start + REACH));
    let start = before.start + memchr::memmem::rfind(text.slice(before), b" do ")? + 1;
    let before = Run::new(whole.start, start - 1);
    let named = Run::new(start + 3, (whole.end - verb.len()).max(start + 3));
    let bodies = body::leading_bodies(text, grammar, named).filter(|bodies| bodies.end == named.end)?;
    let is_verb = |word: Run| {
        (word.start == before.start || text.is_lower(word.start))
            && body::list_end(text, grammar, word.start, before.end).is_some()
    };
    let noun = NOUNS.iter().any(|noun| text.slice(before).starts_with(noun));
    let states = text.value(Run::new(start, start + 2)) == "do"
        && (noun || !text.split(before, |byte| byte == b' ').any(is_verb));
    let lead = body::body_list(text, grammar, bodies);
    let somebody = !is_anybody(text, &lead) && !is_common(text, &lead);
    (states && somebody).then_some(Duty { lead, start: sentence.start, after: bodies.end, plain: false })
}

/// «Sở Y tế (có trách nhiệm) chủ trì, …»
fn lead_before_cue(reading: Reading<'_>, sentence: Run, cues: &[Found<'_, RoleCue>]) -> Option<Duty> {
    let Reading { text, grammar, .. } = reading;
    let leads = cues.iter().filter(|cue| cue.entry.value.role == Role::Lead && !cue.entry.value.label);
    if leads.clone().next().is_none() || is_past(text, sentence) {
        return None;
    }
    leads.take(CUES).find_map(|cue| {
        let before = Run::new(sentence.start, without_duty(text, sentence.start, cue.run.start));
        let near = Run::new(before.start.max(before.end.saturating_sub(INTRODUCTION)), before.end);
        let before = Run::new(before.start, apposition(text, near).map_or(before.end, |aside| aside.start));
        let bodies =
            body::body_before(text, grammar, before).filter(|bodies| !body::is_bare(text, *bodies))?;
        let start = with_charge(text, sentence.start, bodies.start);
        if text.low()[sentence.start..start].ends_with(b"theo ") {
            return None;
        }
        if is_description(text, Run::new(sentence.start, start), Run::new(start, sentence.end), cue.run.end) {
            return None;
        }
        Some(Duty { lead: body::body_list(text, grammar, bodies), start, after: cue.run.end, plain: false })
    })
}

/// «Phổ biến các văn bản do Bộ Y tế chủ trì soạn thảo»: says which documents are meant, and charges nobody.
fn is_description(text: &Text, before: Run, charge: Run, after: usize) -> bool {
    const VERBS: [&[u8]; 3] = [b" soan thao", b" xay dung", b" ban hanh"];
    const THINGS: [&[u8]; 5] = [b"van ban", b"de an", b"du thao", b"du an luat", b"phap luat"];
    let rest = text.slice(Run::new(after, charge.end));
    text.slice(charge).starts_with(b"do ")
        && VERBS.iter().any(|verb| rest.starts_with(verb))
        && THINGS.iter().any(|thing| crate::text::contains(text.slice(before), thing))
}

/// «Trong thời gian qua, UBND tỉnh đã chỉ đạo Sở Y tế chủ trì …»: what was done is no task.
fn is_past(text: &Text, sentence: Run) -> bool {
    const OPENINGS: [&[u8]; 6] = [
        b"trong thoi gian qua",
        b"thoi gian qua",
        b"nhung nam qua",
        b"trong nhung nam qua",
        b"trong nam qua",
        b"6 thang dau nam",
    ];
    let slice = text.slice(text.trim_marks(sentence, b"-+* "));
    OPENINGS.iter().any(|opening| slice.starts_with(opening)) && crate::text::contains(slice, b" da ")
}

/// The end of the bodies before «có trách nhiệm», «chịu trách nhiệm», «làm đầu mối», «là cơ quan».
fn without_duty(text: &Text, start: usize, end: usize) -> usize {
    const DUTIES: [&[u8]; 8] = [
        b"co trach nhiem",
        b"chiu trach nhiem",
        b"lam dau moi",
        b"la dau moi",
        b"la co quan dau moi",
        b"la co quan thuong truc",
        b"truc tiep",
        b"se",
    ];
    let mut run = text.trim_marks(Run::new(start, end), b",");
    loop {
        let slice = text.slice(run);
        let found = DUTIES.iter().find(|duty| {
            slice
                .strip_suffix(**duty)
                .is_some_and(|rest| rest.last().is_some_and(|&b| b == b' ' || b == b','))
        });
        match found {
            Some(duty) => run = text.trim_marks(Run::new(start, run.end - duty.len()), b","),
            None => return run.end,
        }
    }
}

/// «Sở Y tế - cơ quan thường trực Ban Chỉ đạo tỉnh phối hợp với …»: what a body is, said behind its name.
fn apposition(text: &Text, run: Run) -> Option<Run> {
    const LONGEST: usize = 160;
    const VERBS: [&[u8]; 5] =
        [b" chu tri", b" phoi hop", b" co trach nhiem ", b" chiu trach nhiem ", b" co nhiem vu "];
    let slice = text.slice(run);
    let dash = body::ASIDES.iter().filter_map(|aside| crate::text::find(slice, aside)).min()?;
    let at = dash - usize::from(slice[..dash].ends_with(b" "));
    let behind = &slice[at..slice.len().min(at + LONGEST)];
    let end = VERBS.iter().filter_map(|verb| crate::text::find(behind, verb)).min();
    Some(Run::new(run.start + at, run.start + at + end.unwrap_or(behind.len())))
}

/// Where «Giao» before the bodies starts.
fn with_charge(text: &Text, from: usize, start: usize) -> usize {
    const CHARGES: [&[u8]; 6] = [b"giao cho ", b"giao ", b"de nghi ", b"yeu cau ", b"phan cong ", b"do "];
    let before = &text.low()[from..start];
    CHARGES.iter().find(|charge| before.ends_with(charge)).map_or(start, |charge| start - charge.len())
}

/// «Giao X …», «đề nghị X …», «yêu cầu X …» anywhere in the sentence.
fn charged(reading: Reading<'_>, sentence: Run, cues: &[Found<'_, RoleCue>]) -> Option<Duty> {
    let Reading { text, grammar, .. } = reading;
    let cues = cues.iter().filter_map(|cue| whole_cue(text, grammar, *cue));
    let charges = cues.filter(|cue| charges(text, cue) && !is_noun(text, sentence.start, cue.run.start));
    let others = |cue: &Found<'_, RoleCue>| is_of_others(text, Run::new(sentence.start, cue.run.start));
    charges.take(CUES).filter(|cue| !others(cue)).find_map(|cue| {
        let lead = body::leading_list(text, grammar, Run::new(cue.run.end, sentence.end));
        let after = lead.last()?.end;
        let rest = Run::new(after, sentence.end);
        let asked = lead.len() == 1 && !body::is_group(text, lead[0]) && decides(text, rest);
        let acts = !is_anybody(text, &lead) && !asked && acts(text, grammar, rest);
        acts.then_some(Duty { lead, start: cue.run.start, after, plain: false })
    })
}

/// «Tổng hợp, đề nghị các đơn vị …»: a list of verbs that the request goes on with; who does all of it is named elsewhere.
fn is_of_others(text: &Text, before: Run) -> bool {
    /// The longest list.
    const LONGEST: usize = 40;
    const VERBS: [&[u8]; 11] = [
        b"nghien cuu",
        b"xem xet",
        b"tong hop",
        b"ra soat",
        b"tham muu",
        b"tham dinh",
        b"kip thoi",
        b"phat hien",
        b"chu dong",
        b"de xuat",
        b"kiem tra",
    ];
    let slice = text.slice(before);
    slice.len() <= LONGEST && slice.ends_with(b", ") && VERBS.iter().any(|verb| slice.starts_with(verb))
}

/// «đề nghị Chủ tịch UBND tỉnh xem xét, khen thưởng»: whoever decides is asked, and not charged.
fn decides(text: &Text, rest: Run) -> bool {
    const VERBS: [&[u8]; 8] = [
        b"xem xet",
        b"phe duyet",
        b"khen thuong",
        b"tang ",
        b"cho phep",
        b"cho y kien",
        b"cho chu truong",
        b"quyet dinh",
    ];
    let slice = text.slice(text.trim(rest));
    VERBS.iter().any(|verb| slice.starts_with(verb))
}

/// «theo đề nghị», «được giao», «nhiệm vụ giao»: no charge.
fn is_noun(text: &Text, from: usize, start: usize) -> bool {
    const BEFORE: [&[u8]; 22] = [
        b"phuong an ",
        b"co che ",
        b"viec ",
        b"quyen ",
        b"hinh thuc ",
        b"dat hang, ",
        b"theo ",
        b"xet ",
        b"duoc ",
        b"ban ",
        b"nhiem vu ",
        b"cua ",
        b"co ",
        b"van ban ",
        b"da ",
        b"cac ",
        b"chi tieu ",
        b"khi ",
        b"nhung ",
        b"phan ",
        b"va ",
        b"to trinh ",
    ];
    let before = &text.low()[from..start];
    BEFORE.iter().any(|word| before.ends_with(word))
}

/// Whether the words after the bodies say what they do.
fn acts(text: &Text, grammar: &Grammar, rest: Run) -> bool {
    const NOT: [&[u8]; 23] = [
        b"cac truong hop",
        b"nhung truong hop",
        b"trong viec",
        b"gom",
        b"bao gom",
        b"de",
        b"nham",
        b"da",
        b"duoc",
        b"la",
        b"nhu",
        b"ve",
        b"khong",
        b"chua",
        b"theo",
        b"con",
        b"voi",
        b"trong",
        b"tai",
        b"cho",
        b"do",
        b"den",
        b"tu",
    ];
    const ANYWAY: [&[u8]; 4] = [b"theo chuc nang", b"theo nhiem vu", b"trong pham vi", b"tren co so"];
    let rest = text.trim_marks(rest, b",:");
    ANYWAY.iter().any(|words| text.slice(rest).starts_with(words))
        || body::list_end(text, grammar, rest.start, rest.end)
            .is_some_and(|word| !NOT.contains(&text.slice(word)))
}

/// A sentence whose subject is a list of bodies: «Các sở, ban, ngành căn cứ chức năng, nhiệm vụ …». After an introduction
/// («Trong quá trình thực hiện, nếu có vướng mắc, …») it may stand further in.
fn subject(reading: Reading<'_>, sentence: Run, kind: SectionKind) -> Option<Duty> {
    const ADDRESS: [&[u8]; 4] = [b"cac ong (ba): ", b"cac ong (ba) ", b"cac ong, ba: ", b"cac dong chi: "];
    let Reading { text, grammar, .. } = reading;
    let mut place = opening(text, sentence, &ADDRESS).unwrap_or(sentence.start);
    let introduced = introduces(text, sentence);
    // «Đối với các văn bản khác, (thì) các đơn vị …»: whom the words before the comma name is not the subject.
    let scoped = text.slice(sentence).starts_with(b"doi voi ");
    let end = sentence.end.min(sentence.start + INTRODUCTION);
    loop {
        let mut lead = body::leading_list(text, grammar, Run::new(place, sentence.end));
        lead.extend(bearer(text, Run::new(lead.last().map_or(place, |last| last.end), sentence.end)));
        if let Some(after) = lead.last().map(|last| last.end) {
            let rest = Run::new(after, sentence.end);
            let near = Run::new(after, sentence.end.min(after + INTRODUCTION));
            let aside = apposition(text, near).filter(|aside| aside.start == after);
            let rest = aside.map_or(rest, |aside| Run::new(aside.end, sentence.end));
            let named = lead.last().is_some_and(|last| !body::is_bare(text, *last));
            let duty = duty_behind(text, rest).filter(|_| named);
            // «Cục Tin học và thống kê tài chính có trách nhiệm …»: small words end the name.
            if let (Some(duty), Some(last)) = (duty, lead.last_mut())
                && text.slice(rest).starts_with(b" va ")
            {
                last.end = duty;
            }
            let issuer = issues(text, rest) || kind == SectionKind::Closing && is_one(text, &lead);
            // «các đơn vị này» are named above; a letterhead inside a scan is no sentence.
            let elsewhere = lead.iter().any(|body| {
                text.slice(*body).ends_with(b" nay") || body.len() > 12 && text.is_capitals(*body)
            });
            let noun = elsewhere || is_anybody(text, &lead) || qualifies(text, &lead, rest);
            if (acts(text, grammar, rest) || duty.is_some())
                && !issuer
                && !noun
                && (duty.is_some()
                    || is_bound(text, rest)
                    || !is_person(text, &lead) && !is_common(text, &lead))
            {
                let plain = duty.is_none() && !is_bound(text, rest);
                return Some(Duty { lead, start: place, after, plain });
            }
            place = after;
        }
        if !introduced {
            return None;
        }
        place = next_subject(text, Run::new(place, end), scoped)?;
        while !text.is_upper(place) && !text.slice(Run::new(place, end)).starts_with(b"cac ") {
            place = next_subject(text, Run::new(place, end), scoped)?;
        }
    }
}

/// «Chủ tịch Ủy ban nhân dân xã đánh giá …»: what a person does in a procedure is no task, unless a duty is stated. «Trưởng
/// các thôn» are a group like any other.
fn is_person(text: &Text, lead: &[Run]) -> bool {
    const PERSONS: [&[u8]; 9] = [
        b"nguoi dung dau",
        b"dong chi ",
        b"chu tich",
        b"pho ",
        b"bi thu",
        b"giao vien",
        b"truong ",
        b"chi huy truong",
        b"thu ky",
    ];
    matches!(lead, [only] if {
        let slice = text.slice(*only);
        // «Trường Mầm non …» is a body.
        let school = slice.starts_with(b"truong ") && text.value(*only).to_lowercase().starts_with("trườ");
        PERSONS.iter().any(|person| slice.starts_with(person)) && !school && !body::is_group(text, *only)
    })
}

/// «(…,) các cơ sở bán thuốc ngoài giờ có trách nhiệm …»: whoever stands before a stated duty bears it.
fn bearer(text: &Text, rest: Run) -> Option<Run> {
    const LONGEST: usize = 120;
    const JOINS: [&[u8]; 3] = [b", va ", b", ", b" va "];
    let slice = text.slice(rest);
    let skip = JOINS.iter().find(|join| slice.starts_with(join)).map_or(0, |join| join.len());
    let run = Run::new(rest.start + skip, rest.end.min(rest.start + skip + LONGEST));
    let near = text.slice(run);
    let duty = [&b" co trach nhiem "[..], b" chiu trach nhiem "];
    let at = duty.iter().filter_map(|duty| crate::text::find(near, duty)).min()?;
    let plain = !near[..at].iter().any(|b| b",;.:(".contains(b));
    (plain && near.starts_with(b"cac ")).then(|| Run::new(run.start, run.start + at))
}

/// Where the duty is stated, behind words that say which bodies are meant: «Các sở có liên quan tới việc này có trách nhiệm …».
fn duty_behind(text: &Text, rest: Run) -> Option<usize> {
    const LONGEST: usize = 90;
    let slice = text.slice(rest);
    let near = &slice[..slice.len().min(LONGEST)];
    let duty = [&b" co trach nhiem "[..], b" chiu trach nhiem "];
    let at = duty.iter().filter_map(|duty| crate::text::find(near, duty)).min()?;
    (!near[..at].iter().any(|b| matches!(b, b',' | b';' | b'.' | b':'))).then_some(rest.start + at)
}

/// «… có trách nhiệm», «… chịu trách nhiệm».
fn is_bound(text: &Text, rest: Run) -> bool {
    let slice = text.slice(rest);
    crate::text::contains(&slice[..slice.len().min(60)], b"trach nhiem")
}

/// Where a subject may start: after a comma, or at a «các» that no preposition or verb governs, unless `scoped`.
fn next_subject(text: &Text, run: Run, scoped: bool) -> Option<usize> {
    const PREPOSITIONS: [&[u8]; 16] = [
        b"cua",
        b"voi",
        b"cho",
        b"giua",
        b"thuoc",
        b"trong",
        b"tai",
        b"tu",
        b"ve",
        b"den",
        // What somebody does to them makes them no subject.
        b"khuyen khich",
        b"ho tro",
        b"huong dan",
        b"thu hut",
        b"van dong",
        b"giup",
    ];
    let slice = text.slice(run);
    let comma = memchr::memchr2(b',', b';', slice).map(|at| at + 1);
    // «UBND các cấp», «ngân sách các cấp»: the levels belong to the noun before them.
    let levels = |at: usize| {
        let behind = slice[at..].strip_prefix(b" cac cap");
        behind.is_some_and(|behind| !behind.starts_with(b" uy")) && !slice[..at].ends_with(b",")
    };
    let group = memchr::memmem::find_iter(slice, b" cac ")
        .find(|&at| !scoped && !levels(at) && !PREPOSITIONS.iter().any(|word| slice[..at].ends_with(word)));
    let at = match (comma, group.map(|at| at + 1)) {
        (Some(comma), Some(group)) => comma.min(group),
        (comma, group) => comma.or(group)?,
    };
    let place = text.trim(Run::new(run.start + at, run.end)).start;
    Some(if text.low()[place..run.end].starts_with(b"thi ") { place + 4 } else { place })
}

/// «Cơ quan», «Tổ chức» alone, «cấp có thẩm quyền»: nobody is charged.
fn is_anybody(text: &Text, lead: &[Run]) -> bool {
    const ANY: [&[u8]; 4] = [b"cap ", b"nganh ", b"nguoi ", b"co quan co tham quyen"];
    const SOMEBODY: [&[u8]; 2] = [b"cap uy", b"nguoi dung dau"];
    matches!(lead, [only] if {
        let slice = text.slice(*only);
        let starts = |words: &[&[u8]]| words.iter().any(|word| slice.starts_with(word));
        let named = starts(&SOMEBODY) && slice.contains(&b' ') && !SOMEBODY.contains(&slice);
        !named && (body::is_bare(text, *only) && !body::is_group(text, *only) || starts(&ANY))
    })
}

/// «Đơn vị thời gian …», «Doanh nghiệp …»: a common noun without «các» names no body.
fn is_common(text: &Text, lead: &[Run]) -> bool {
    const NOUNS: [&[u8]; 9] = [
        b"nha truong",
        b"don vi",
        b"co quan",
        b"to chuc",
        b"doanh nghiep",
        b"chinh quyen",
        b"ca nhan",
        b"dia phuong",
        b"co so",
    ];
    matches!(lead, [only] if NOUNS.iter().any(|noun| text.slice(*only).starts_with(noun)))
}

/// «các cơ quan chủ trì soạn thảo»: the verb says which bodies are meant.
fn qualifies(text: &Text, lead: &[Run], rest: Run) -> bool {
    let verb = text.slice(text.trim(rest));
    (verb.starts_with(b"chu tri") || verb.starts_with(b"phoi hop"))
        && lead.last().is_some_and(|last| body::is_bare(text, *last))
}

/// «Ủy ban nhân dân tỉnh ban hành Kế hoạch»: the issuer speaks of itself.
fn issues(text: &Text, rest: Run) -> bool {
    const VERBS: [&[u8]; 7] =
        [b"ban hanh", b"quyet dinh", b"de nghi", b"yeu cau", b"giao", b"thong bao", b"xay dung ke hoach nay"];
    let slice = text.slice(text.trim(rest));
    VERBS.iter().any(|verb| slice.starts_with(verb))
}

/// One people's committee, not a group of them.
fn is_one(text: &Text, lead: &[Run]) -> bool {
    let Some(first) = lead.first() else { return false };
    let slice = text.slice(*first);
    let committee = slice.starts_with(b"ubnd") || slice.starts_with(b"uy ban nhan dan");
    committee && crate::text::find(slice, b" cac ").is_none()
}

/// An opening that may stand before the subject.
fn introduces(text: &Text, sentence: Run) -> bool {
    const OPENINGS: [&[u8]; 17] = [
        b"tu ngay ",
        b"doi voi ",
        b"trong ",
        b"can cu ",
        b"tren co so ",
        b"dinh ky",
        b"hang nam",
        b"hang quy",
        b"neu ",
        b"khi ",
        b"truoc ngay",
        b"de ",
        b"theo ",
        b"cham nhat",
        b"ngoai ",
        b"sau khi",
        b"qua trinh",
    ];
    let slice = text.slice(sentence);
    // «Đề xuất …», «Đề nghị …» fold to the letters of «để».
    let purpose = || text.value(Run::new(sentence.start, sentence.start + 2)).to_lowercase() == "để";
    let opens = |opening: &&[u8]| slice.starts_with(opening) && (**opening != *b"de " || purpose());
    OPENINGS.iter().any(opens)
}

/// Where the words after one of the openings start.
fn opening(text: &Text, sentence: Run, openings: &[&[u8]]) -> Option<usize> {
    let run = text.trim_marks(sentence, b"-+*:");
    let slice = text.slice(run);
    openings.iter().find(|opening| slice.starts_with(opening)).map(|opening| run.start + opening.len())
}

/// The sentences of a paragraph.
pub(super) fn sentences<'a>(text: &'a Text<'a>, paragraph: Run) -> impl Iterator<Item = Run> + 'a {
    let mut place = paragraph.start;
    std::iter::from_fn(move || {
        if place >= paragraph.end {
            return None;
        }
        let start = place;
        let mut end = start;
        loop {
            end = match memchr::memchr(b'.', &text.low()[end..paragraph.end]) {
                Some(at) => end + at + 1,
                None => paragraph.end,
            };
            if end >= paragraph.end || ends_sentence(text, end) {
                break;
            }
        }
        place = end;
        Some(text.trim(Run::new(start, end)))
    })
}

/// Whether the full stop before `end` ends a sentence: a blank and a capital letter follow, no abbreviation stands before.
fn ends_sentence(text: &Text, end: usize) -> bool {
    let low = text.low();
    let follows = low.get(end) == Some(&b' ')
        && low.get(end + 1).is_some_and(|&b| is_word(b))
        && !text.is_lower(end + 1);
    let word = low[..end - 1].iter().rev().take_while(|&&b| is_word(b)).count();
    let short = word <= 2 && word > 0 && text.is_upper(end - 1 - word);
    follows && !short
}
