//! How instruments stand to the document and to one another.
//!
//! In: the mentions in reading order. Out: for each a [`Standing`]: the relation to the document and the mention whose
//! subject it stands in. Decided by the words between two mentions and by the cue words before the first of a list.

use crate::document::{Relation, SectionKind};
use crate::facts::Reading;
use crate::facts::citation::{Mention, Naming, term_length};
use crate::grammar::{Found, RelationCue};
use crate::text::{Run, Text};

/// How a mention stands in its sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standing {
    /// The relation of the document itself to it.
    pub(super) relation: Relation,
    /// The mention in whose subject it stands, and how that one stands to it.
    pub(super) within: Option<(usize, Relation)>,
    /// The mention before it that «được sửa đổi tại …» says it changes, and how.
    pub(super) changes: Option<(usize, Relation)>,
    /// Where the words that state the relation start.
    pub(super) start: usize,
}

/// How two neighbours are joined.
enum Joint {
    /// One list: the second stands as the first does.
    Listed,
    /// The second stands in the subject of the first.
    Nested,
    /// The second starts afresh, at this place of the paragraph.
    Fresh(usize),
    /// The second changes the first: «A được sửa đổi, bổ sung tại B».
    Changed(Relation),
}

/// The standing of every mention.
pub(super) fn standings(reading: Reading<'_>, mentions: &[Mention], normative: bool) -> Vec<Standing> {
    let mut standings: Vec<Standing> = Vec::with_capacity(mentions.len());
    for (index, mention) in mentions.iter().enumerate() {
        let previous = index.checked_sub(1).filter(|&i| {
            mentions[i].node == mention.node
                && mentions[i].paragraph == mention.paragraph
                && mentions[i].run.end <= mention.run.start
        });
        // The mention before, or the one that holds it, may hold this one too: «Luật sửa đổi Luật A, Luật B».
        let holds = |i: &usize| mentions[*i].run.end > mention.run.start;
        let last = index.checked_sub(1);
        let around = last.and_then(|i| standings[i].within).map(|(outer, _)| outer);
        let inner = last.filter(holds).or_else(|| around.filter(holds));
        let joint = match (previous, inner) {
            (_, Some(_)) => Joint::Nested,
            (Some(previous), None) => joint(reading, &mentions[previous], mention),
            (None, None) => Joint::Fresh(mention.paragraph.start),
        };
        // «Thông tư … hướng dẫn Luật A hướng dẫn Nghị định B»: a law that is named has no such subject.
        let named = |i: usize| matches!(mentions[i].naming, Naming::Name { .. });
        let above = previous.filter(|&i| inner.is_none() && named(i)).and_then(|i| standings[i].within);
        let inner = above.filter(|_| matches!(joint, Joint::Nested)).map(|(outer, _)| outer).or(inner);
        let standing = match (joint, inner.or(previous)) {
            (Joint::Listed, Some(previous)) => {
                let like = if mention.listed { of_list(mentions, previous, mention) } else { previous };
                let outer = standings[like].within.map(|(outer, _)| outer);
                let within = outer.is_some_and(|outer| is_one_item(reading.text, &mentions[outer], mention));
                listed(mentions, &standings, like, index, within)
            }
            (Joint::Nested, Some(outer)) => nested(reading, mentions, outer, mention),
            (Joint::Changed(relation), Some(previous)) => {
                let changed = standings[previous].within.map_or(previous, |(outer, _)| outer);
                let start = mention.run.start;
                Standing {
                    relation: Relation::Cites,
                    within: None,
                    changes: Some((changed, relation)),
                    start,
                }
            }
            (Joint::Fresh(start), _) => fresh(reading, mention, start, normative),
            (_, None) => fresh(reading, mention, mention.paragraph.start, normative),
        };
        standings.push(standing);
    }
    standings
}

/// The item before in the list of `mention`: «các Thông tư: số A theo Nghị định số N; số B» goes on from A.
fn of_list(mentions: &[Mention], previous: usize, mention: &Mention) -> usize {
    /// More instruments never stand between two items.
    const MOST: usize = 16;
    let nearest = (previous.saturating_sub(MOST)..=previous).rev();
    let same = |other: &Mention| other.kind == mention.kind && other.paragraph == mention.paragraph;
    nearest.into_iter().find(|&index| same(&mentions[index])).unwrap_or(previous)
}

/// How `next` goes on after `previous` in one paragraph.
fn joint(reading: Reading<'_>, previous: &Mention, next: &Mention) -> Joint {
    let text = reading.text;
    if next.listed {
        return Joint::Listed;
    }
    let mut start = start_of(next);
    let spoken = next.speaker.and_then(|speaker| list_item(reading, previous.run.end, speaker.start));
    start = spoken.unwrap_or(start);
    let gap = Run::new(previous.run.end, start.max(previous.run.end));
    let slice = text.slice(gap);
    if is_list_gap(slice) {
        return Joint::Listed;
    }
    if let Some(relation) = changed_by(slice) {
        return Joint::Changed(relation);
    }
    if let Some(place) = new_clause(reading, gap) {
        return Joint::Fresh(place);
    }
    if let Some(semicolon) = memchr::memrchr(b';', slice) {
        let rest = &slice[semicolon + 1..];
        let plain = rest.split(|b| *b == b' ').filter(|word| !word.is_empty()).count() <= 2;
        return if plain && !has_cue(reading, Run::new(gap.start + semicolon + 1, gap.end)) {
            Joint::Listed
        } else {
            Joint::Fresh(gap.start + semicolon + 1)
        };
    }
    if !opens_subject(slice) {
        return Joint::Fresh(gap.start);
    }
    // «A về việc …, B» and «A ưu đãi … và B» are a list; «A về thực hiện X và B» may be either: B stands within.
    let joins = [&b", "[..], b" va ", b" va cac ", b", cac "].iter().any(|sign| slice.ends_with(sign));
    let cue = subject_relation(reading, gap);
    let away = cue == weight(Relation::Implements) && is_far(reading, gap);
    if joins && (spoken.is_some() || away || cue < weight(Relation::Implements)) {
        Joint::Listed
    } else {
        Joint::Nested
    }
}

/// Whether the last cue in a subject stands so far before its end that it governs other words: «… về việc phát động thi đua
/// thực hiện thắng lợi nhiệm vụ phát triển kinh tế - xã hội hằng năm và Kế hoạch 5 năm theo … và B».
fn is_far(reading: Reading<'_>, gap: Run) -> bool {
    /// The object of a cue is shorter.
    const FAR: usize = 110;
    let strong =
        |found: &Found<'_, RelationCue>| weight(found.entry.value.relation) == weight(Relation::Implements);
    let last = reading.grammar.relations.find_iter(reading.text, gap).filter(strong).last();
    last.is_some_and(|found| found.run.end + FAR < gap.end)
}

/// How the words between two instruments say that the second changes the first: «… (được sửa đổi, bổ sung bởi …».
fn changed_by(gap: &[u8]) -> Option<Relation> {
    const PASSIVE: [(&[u8], Relation); 7] = [
        (b"duoc sua doi", Relation::Amends),
        (b"duoc bo sung", Relation::Amends),
        (b"duoc dieu chinh", Relation::Amends),
        (b"duoc dinh chinh", Relation::Amends),
        (b"duoc thay the", Relation::Replaces),
        (b"bi thay the", Relation::Replaces),
        (b"bi bai bo", Relation::Repeals),
    ];
    let gap = gap.trim_ascii_end();
    let agent = [&b" tai"[..], b" boi", b" theo", b" bang", b" tai cac", b" boi cac"]
        .iter()
        .any(|word| gap.ends_with(word));
    // «(sửa đổi tại …)», «(đã thay thế bởi …)»: a note in brackets leaves out «được».
    let note = memchr::memrchr(b'(', gap).map(|at| &gap[at + 1..]).filter(|note| !note.contains(&b')'));
    let note = note.map(|words| words.strip_prefix(b"da ").unwrap_or(words));
    let verb = |passive: &[u8]| passive.iter().position(|&b| b == b' ').map_or(0, |blank| blank + 1);
    let says = |words: &[u8]| {
        crate::text::contains(gap, words) || note.is_some_and(|note| note.starts_with(&words[verb(words)..]))
    };
    let found = PASSIVE.iter().find(|(words, _)| says(words))?;
    (agent && !gap.contains(&b';')).then_some(found.1)
}

/// Where the words for an instrument start: before its provision, and before who speaks in it.
fn start_of(mention: &Mention) -> usize {
    let start = mention.provision.map_or(mention.run.start, |run| run.start);
    mention.speaker.map_or(start, |speaker| speaker.start.min(start))
}

/// «A …; chỉ đạo của Sở Y tế tại B», «A và hướng dẫn của Bộ Nội vụ tại B»: where the item starts that ends with the name
/// of a speaker: a few words after a sign of a list, none a cue of its own.
fn list_item(reading: Reading<'_>, from: usize, speaker: usize) -> Option<usize> {
    const SIGNS: [&[u8]; 3] = [b"; ", b", ", b" va "];
    const MOST: usize = 5;
    let window = Run::new(from, speaker.max(from));
    let slice = reading.text.slice(window);
    let sign =
        SIGNS.iter().filter_map(|sign| Some(memchr::memmem::rfind(slice, sign)? + sign.len())).max()?;
    let item = Run::new(from + sign, window.end);
    let words = reading.text.split(item, |b| b == b' ').count();
    (words <= MOST && !has_cue(reading, item)).then_some(item.start)
}

/// A gap that only parts the items of a list.
fn is_list_gap(slice: &[u8]) -> bool {
    const FILLER: [&[u8]; 14] = [
        b"va",
        b"hoac",
        b"cung",
        b"cac",
        b"voi",
        b"tai",
        b"theo",
        b"den",
        b"cung voi",
        b"thuc",
        b"noi",
        b"dung",
        b"tiep",
        b"cua",
    ];
    let words = slice
        .split(|b| matches!(b, b' ' | b',' | b';' | b':' | b'(' | b')' | b'"'))
        .filter(|w| !w.is_empty());
    let mut count = 0;
    for word in words {
        count += 1;
        if count > 3 || !FILLER.contains(&word) {
            return false;
        }
    }
    true
}

/// Where a new sentence or clause of the issuer starts in a gap: after a full stop, or «, UBND tỉnh ban hành …».
fn new_clause(reading: Reading<'_>, gap: Run) -> Option<usize> {
    let Reading { text, grammar, .. } = reading;
    let slice = text.slice(gap);
    let stop =
        slice.windows(2).rposition(|pair| pair == b". ").filter(|at| text.is_upper(gap.start + at + 2));
    if let Some(at) = stop {
        return Some(gap.start + at + 2);
    }
    // «… và xét đề nghị của Giám đốc Sở Y tế tại Tờ trình …»: another basis.
    let basis = |found: &Found<'_, RelationCue>| found.entry.value.relation == Relation::ProposedBy;
    if let Some(found) = grammar.relations.find_iter(text, gap).find(basis) {
        return Some(found.run.start);
    }
    issuer_acts(reading, gap)
}

/// Where the issuer itself starts to act in a stretch of text: «…, Ủy ban nhân dân tỉnh ban hành Kế hoạch».
pub(super) fn issuer_acts(reading: Reading<'_>, gap: Run) -> Option<usize> {
    const ACTS: [&[u8]; 5] = [b"ban hanh", b"xay dung", b"trien khai", b"yeu cau", b"de nghi"];
    let Reading { text, grammar, .. } = reading;
    grammar.bodies.find_iter(text, gap).find_map(|found| {
        let before = &text.low()[gap.start..found.run.start];
        let after = text.slice(Run::new(found.run.end, (found.run.end + 60).min(gap.end)));
        let acts = ACTS.iter().any(|verb| crate::text::contains(after, verb));
        (before.ends_with(b", ") && acts).then_some(found.run.start)
    })
}

/// Where another basis follows in a stretch of text: «… và xét đề nghị của Giám đốc Sở Y tế».
pub(super) fn next_basis(reading: Reading<'_>, stretch: Run) -> Option<usize> {
    let proposed = |found: &Found<'_, RelationCue>| found.entry.value.relation == Relation::ProposedBy;
    let before = |place: usize| &reading.text.low()[stretch.start..place];
    let mut found = reading.grammar.relations.find_iter(reading.text, stretch).filter(proposed);
    found.find_map(|found| {
        before(found.run.start).strip_suffix(b" va ").map(|words| stretch.start + words.len())
    })
}

/// Whether the words after an instrument open its subject (trích yếu): «về …», «phê duyệt …», «thực hiện …».
fn opens_subject(slice: &[u8]) -> bool {
    const OPENINGS: [&[u8]; 26] = [
        b"ve",
        b"phe duyet",
        b"quy dinh",
        b"ban hanh",
        b"huong dan",
        b"thuc hien",
        b"trien khai",
        b"thi hanh",
        b"sua doi",
        b"bo sung",
        b"v/v",
        b"thong qua",
        b"giao",
        b"cong bo",
        b"dinh huong",
        b"tiep tuc",
        b"tang cuong",
        b"to chuc",
        b"thay the",
        b"bai bo",
        b"uu dai",
        b"kem theo",
        b"cu the hoa",
        b"day manh",
        b"nham",
        b"de",
    ];
    let slice = &slice[note_length(slice)..];
    let start = slice.iter().position(|b| !matches!(b, b' ' | b'"' | b'(')).unwrap_or(slice.len());
    let slice = &slice[start..];
    OPENINGS.iter().any(|opening| {
        slice
            .strip_prefix(*opening)
            .is_some_and(|rest| rest.first().is_none_or(|b| !b.is_ascii_alphanumeric()))
    })
}

fn has_cue(reading: Reading<'_>, run: Run) -> bool {
    reading.grammar.relations.find_iter(reading.text, run).next().is_some()
}

/// The second of a list stands as the first; if that stands in another's subject and the two differ in kind, the list
/// goes on outside that subject.
fn listed(
    mentions: &[Mention],
    standings: &[Standing],
    previous: usize,
    index: usize,
    within: bool,
) -> Standing {
    /// How many subjects deep a list may go back.
    const DEEPEST: usize = 16;
    let mut like = previous;
    for _ in 0..if within { 0 } else { DEEPEST } {
        let Some((outer, _)) = standings[like].within else { break };
        let own = mentions[like].kind == mentions[index].kind;
        let inside = own && mentions[outer].kind != mentions[index].kind;
        if inside {
            break;
        }
        like = outer;
    }
    // «… được sửa đổi bởi Luật sửa đổi một số điều của Luật A, Luật B»: B is amended too, and amends nothing.
    let changes = standings[like].changes.filter(|_| mentions[index].kind != "LUAT");
    Standing { start: mentions[index].run.start, changes, ..standings[like] }
}

/// «A; B về thực hiện C và D; E»: where semicolons part the items of a list, what stands between two of them is one item, and D
/// stands in the subject of B (`outer`) as C does.
fn is_one_item(text: &Text, outer: &Mention, mention: &Mention) -> bool {
    /// No subject is longer.
    const LONGEST: usize = 600;
    let near = outer.run.end <= mention.run.start && mention.run.start - outer.run.end < LONGEST;
    if outer.paragraph != mention.paragraph || !near {
        return false;
    }
    let before = text.slice(Run::new(mention.paragraph.start, start_of(outer))).trim_ascii_end();
    let between = text.slice(Run::new(outer.run.end, mention.run.start));
    let end = mention.paragraph.end.min(mention.run.end + LONGEST);
    let after = text.slice(Run::new(mention.run.end, end));
    let sentence = crate::text::find(after, b". ").unwrap_or(after.len());
    before.ends_with(b";") && !between.contains(&b';') && after[..sentence].contains(&b';')
}

/// A mention in another's subject: the document cites it, the other stands to it as the words between say.
fn nested(reading: Reading<'_>, mentions: &[Mention], outer: usize, mention: &Mention) -> Standing {
    let start = mentions[outer].run.end.min(mention.run.start);
    let start = if mentions[outer].run.end > mention.run.start { mentions[outer].run.start } else { start };
    let gap = Run::new(start, mention.run.start);
    let best = strongest(reading, gap);
    Standing {
        relation: Relation::Cites,
        within: Some((outer, best)),
        changes: None,
        start: mention.run.start,
    }
}

/// The relation that the words of a subject state.
fn strongest(reading: Reading<'_>, gap: Run) -> Relation {
    // «phù hợp với Luật sửa đổi, bổ sung Luật A»: what that law does the instrument before it does not do.
    let own = |start: usize| {
        let before = &reading.text.low()[gap.start..start];
        before.len() > b"luat ".len() && before.ends_with(b" luat ")
    };
    let cues = reading.grammar.relations.find_iter(reading.text, gap).filter(|found| !own(found.run.start));
    let cues = cues.map(|found| found.entry.value.relation);
    cues.fold(Relation::Cites, |best, relation| if weight(relation) > weight(best) { relation } else { best })
}

fn subject_relation(reading: Reading<'_>, gap: Run) -> u8 {
    weight(strongest(reading, gap))
}

/// What a cue in a subject says before the others: «sửa đổi Quy định ban hành kèm theo Quyết định …» amends.
fn weight(relation: Relation) -> u8 {
    match relation {
        Relation::Amends | Relation::Replaces | Relation::Repeals => 4,
        Relation::Details => 3,
        Relation::Implements => 2,
        Relation::Approves | Relation::BasedOn => 1,
        Relation::ProposedBy | Relation::Cites => 0,
    }
}

/// A mention that starts its list: the last cue before it in its sentence decides.
fn fresh(reading: Reading<'_>, mention: &Mention, from: usize, normative: bool) -> Standing {
    let text = reading.text;
    let end = start_of(mention);
    let from = from.min(end);
    let window = Run::new(from.max(sentence_start(text, mention.paragraph, from, end)), end);
    let (cue, proposed) = leading_cue(reading, window);
    let cue = cue.or_else(|| fate(reading, mention, window).filter(|_| normative));
    let (mut relation, start) = cue.unwrap_or((Relation::Cites, mention.run.start));
    // Who speaks in a submission proposes, however the words for it are spoilt.
    let preamble = mention.node.is_some_and(|node| reading.outline.nodes[node].kind == SectionKind::Preamble);
    let spoken = preamble && mention.speaker.is_some() && relation == Relation::Cites;
    if (proposed || spoken) && mention.kind == "TTr" {
        relation = Relation::ProposedBy;
    }
    let considered = considered(text, window, &mention.kind);
    let start = considered.map_or(start, |place| place.min(start));
    if considered.is_some() {
        relation = Relation::ProposedBy;
    }
    // «Căn cứ kết quả làm việc của Chủ tịch tại Thông báo số …»: what somebody says in it is in the instrument.
    let rests = matches!(relation, Relation::BasedOn | Relation::Implements) && mention.speaker.is_none();
    if rests && rests_on_findings(reading, window) {
        relation = Relation::Cites;
    }
    // What a plan wants amended one day it does not amend: only the articles of a decision act.
    let acts = |index: usize| reading.outline.nodes[index].id.starts_with('Đ');
    let own = text.slice(window).windows(4).any(|w| w == b" nay")
        || normative && (mention.node.is_some_and(acts) || preamble && decrees(text.slice(window)))
        || mention.node.is_none();
    let relation = match relation {
        Relation::Details | Relation::Approves if !(normative && mention.node.is_none()) => Relation::Cites,
        Relation::Amends | Relation::Replaces | Relation::Repeals
            if !own || is_of_another(text, window.start, start) =>
        {
            Relation::Cites
        }
        relation => relation,
    };
    Standing { relation, within: None, changes: None, start: start.min(mention.run.start) }
}

/// «Trên cơ sở kết quả thực hiện Nghị quyết số …», «căn cứ tình hình triển khai Kế hoạch số …»: what was found out is the basis, and
/// not the instrument that it is about; so with what has to agree with one.
fn rests_on_findings(reading: Reading<'_>, window: Run) -> bool {
    const FINDINGS: [&[u8]; 14] = [
        b"ket qua ",
        b"tinh hinh ",
        b"thuc trang ",
        b"thuc te ",
        b"bao cao ",
        b"so lieu ",
        b"ra soat ",
        b"danh gia ",
        b"so ket ",
        b"tong ket ",
        b"phu hop ",
        b"bao dam ",
        b"dam bao ",
        b"tuan thu ",
    ];
    let basis = |found: &Found<'_, RelationCue>| found.entry.value.relation == Relation::BasedOn;
    let Some(found) = reading.grammar.relations.find_iter(reading.text, window).filter(basis).last() else {
        return false;
    };
    let object = reading.text.slice(Run::new(found.run.end, window.end)).trim_ascii_start();
    // «Căn cứ tình hình thực tế và để thực hiện Kế hoạch …»: another part of the sentence.
    let whole = !object.iter().any(|b| matches!(b, b',' | b';')) && !crate::text::contains(object, b" va ");
    whole && FINDINGS.iter().any(|word| object.starts_with(word))
}

/// What an article says of an instrument elsewhere than right before it: an item of «Bãi bỏ các văn bản sau:», or the
/// words behind «Quyết định số … hết hiệu lực kể từ ngày …».
fn fate(reading: Reading<'_>, mention: &Mention, window: Run) -> Option<(Relation, usize)> {
    /// No sentence about an instrument goes on longer before it says so.
    const REACH: usize = 400;
    let Reading { text, grammar, outline, .. } = reading;
    let opens =
        matches!(text.slice(text.trim_marks(window, b"-+* ")), b"" | b"cac" | b"cac van ban" | b"toan bo");
    let node = mention.node.filter(|_| opens)?;
    let ends = |relation: Relation| matches!(relation, Relation::Repeals | Relation::Replaces);
    let above = outline.nodes[node].parent.and_then(|parent| outline.nodes[parent].runs().last());
    let above =
        above.filter(|run| text.slice(*run).ends_with(b":") && window.start == mention.paragraph.start);
    let listed = above.and_then(|run| {
        let first = grammar.relations.find_iter(text, run).find(|found| ends(found.entry.value.relation))?;
        Some((first.entry.value.relation, mention.run.start))
    });
    let behind = Run::new(mention.run.end, mention.paragraph.end.min(mention.run.end + REACH));
    let slice = text.slice(behind);
    let stop = slice.windows(2).position(|pair| pair == b". ").unwrap_or(slice.len());
    let over = || {
        crate::text::contains(&slice[..stop], b" het hieu luc ")
            .then_some((Relation::Repeals, mention.run.start))
    };
    listed.or_else(over)
}

/// «trình Chính phủ ban hành Nghị định thay thế Nghị định số …»: the one that is to be issued replaces it.
fn is_of_another(text: &Text, from: usize, cue: usize) -> bool {
    const NOUNS: [&[u8]; 8] = [
        b"nghi dinh",
        b"thong tu",
        b"quyet dinh",
        b"nghi quyet",
        b"chi thi",
        b"van ban",
        b"du thao",
        b"thong tu lien tich",
    ];
    let before = text.low()[from.min(cue)..cue].trim_ascii_end();
    NOUNS.iter().any(|noun| before.len() > noun.len() && before.ends_with(noun))
}

/// «Chính phủ ban hành Nghị định sửa đổi, bổ sung một số điều của …»: the document says in its preamble what it does.
fn decrees(window: &[u8]) -> bool {
    const KINDS: [&[u8]; 5] =
        [b"nghi dinh ", b"thong tu ", b"thong tu lien tich ", b"quyet dinh ", b"nghi quyet "];
    let Some(at) = memchr::memmem::rfind(window, b" ban hanh ") else { return false };
    let rest = &window[at + b" ban hanh ".len()..];
    KINDS.iter().any(|kind| {
        let subject = rest.strip_prefix(*kind).map(|rest| rest.strip_prefix(b"ve viec ").unwrap_or(rest));
        subject.is_some_and(|rest| rest.starts_with(b"sua doi") || rest.starts_with(b"bai bo"))
    })
}

/// «Xét Tờ trình số 51/TTr-UBND», «Sau khi xem xét Báo cáo số 9/BC-HĐND»: where the words start that say that the document
/// considers what was submitted to it.
fn considered(text: &Text, window: Run, kind: &str) -> Option<usize> {
    const CUES: [&[u8]; 5] = [b"tren co so xem xet", b"sau khi xem xet", b"sau khi xet", b"xem xet", b"xet"];
    let slice = text.slice(window).trim_ascii_end();
    let cue = CUES.iter().find(|cue| slice.ends_with(cue)).filter(|_| matches!(kind, "TTr" | "BC"))?;
    let start = window.start + slice.len() - cue.len();
    text.is_upper(start).then_some(start)
}

/// The cue that governs what stands at the end of a window: the last one of the last list item that opens with a cue,
/// for an item that only follows («thực hiện A; B; C») says nothing new. Also whether anything is proposed.
fn leading_cue(reading: Reading<'_>, window: Run) -> (Option<(Relation, usize)>, bool) {
    /// How far into an item a cue may stand to open it.
    const OPENING: usize = 30;
    let text = reading.text;
    let (mut cue, mut proposed, mut first) = (None, false, true);
    let last = window.start + memchr::memrchr(b';', text.slice(window)).map_or(0, |at| at + 1);
    for item in text.split(window, |b| b == b';') {
        let mut found: Option<(Relation, usize)> = None;
        let (mut opens, mut basis) = (false, None);
        for hit in reading.grammar.relations.find_iter(text, item) {
            proposed |= hit.entry.value.relation == Relation::ProposedBy;
            opens |= hit.run.start < item.start + OPENING;
            // «Căn cứ các Quyết định … về phê duyệt …: A; B»: the subject that they share says nothing of the document.
            let of_subject = matches!(hit.entry.value.relation, Relation::Approves | Relation::Details);
            // «Căn cứ quy định tại Điều 5 …»: what is laid down there is the basis.
            let laid_down = hit.entry.value.relation == Relation::Cites && basis == Some(hit.run.start);
            if hit.entry.value.relation == Relation::BasedOn {
                basis = Some(hit.run.end + 1);
            }
            let stays = of_subject || laid_down;
            if !(stays && found.is_some_and(|(relation, _)| relation == Relation::BasedOn)) {
                found = Some((hit.entry.value.relation, hit.run.start));
            }
        }
        if found.is_some() && (first || opens || item.start >= last) {
            cue = found;
        }
        first = false;
    }
    (cue, proposed)
}

/// The start of the sentence that holds `place`, looked for back to `from`.
fn sentence_start(text: &Text, paragraph: Run, from: usize, place: usize) -> usize {
    let first = from.saturating_sub(2).max(paragraph.start);
    let stop = text.slice(Run::new(first, place)).windows(2).rposition(|pair| pair == b". ");
    stop.map(|at| first + at + 2).filter(|&start| text.is_upper(start)).unwrap_or(from)
}

/// Where a subject starts in the words after an instrument; none where they open none.
pub(super) fn subject_start(slice: &[u8]) -> Option<usize> {
    let note = note_length(slice);
    let slice = &slice[note..];
    if !opens_subject(slice) {
        return None;
    }
    let start = slice.iter().position(|b| !matches!(b, b' ' | b'"' | b'('))?;
    // «về việc» and «về» introduce it and do not belong to it.
    let rest = &slice[start..];
    let length =
        [&b"ve viec "[..], b"v/v ", b"ve "].iter().find(|word| rest.starts_with(word)).map_or(0, |w| w.len());
    Some(note + start + length)
}

/// How long «(nay là tỉnh Đồng Tháp)», «(cũ)», «(khóa XIII)» behind an issuer or a number is.
fn note_length(slice: &[u8]) -> usize {
    let note = [&b" (nay la "[..], b" (nay thuoc ", b" (cu)", b" (truoc day "]
        .iter()
        .any(|note| slice.starts_with(note))
        || term_length(slice) > 0;
    if note { memchr::memchr(b')', slice).map_or(0, |at| at + 1) } else { 0 }
}

/// The last place before another mention where a subject may go on: that mention's own start if it is nested.
pub(super) fn outside(slice: &[u8], next: usize) -> usize {
    let between = &slice[..next.min(slice.len())];
    let listed = between.ends_with(b"; ") || between.ends_with(b", ") || between.ends_with(b" va ");
    if listed { next } else { slice.len() }
}

/// Where a subject ends: at the end of its clause, its sentence or its quotation.
pub(super) fn subject_end(text: &Text, rest: Run, start: usize, limit: usize) -> usize {
    let slice = text.slice(rest);
    let quoted = slice.get(start) == Some(&b'"');
    let mut depth = 0;
    for place in start..limit.min(slice.len()) {
        let next = slice.get(place + 1).copied().unwrap_or(b' ');
        match slice[place] {
            b'"' if quoted && place > start => return place,
            b'(' => {
                let after = &slice[place + 1..];
                if [&b"goi"[..], b"sau day", b"viet tat"].iter().any(|word| after.starts_with(word)) {
                    return place;
                }
                depth += 1;
            }
            b')' if depth == 0 => return place,
            b')' => depth -= 1,
            b';' if depth == 0 => return place,
            b'.' if depth == 0 && next == b' ' && !quoted => return place,
            _ => {}
        }
    }
    limit.min(slice.len())
}
