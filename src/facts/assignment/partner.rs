//! Who takes part: the bodies after «phối hợp (chặt chẽ) (với, cùng)».
//!
//! In: the words of a task. Out: the runs of the partners. «Phối hợp liên ngành» and «phối hợp giữa gia đình và nhà trường»
//! name nobody.

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::tag;
use nom::combinator::{opt, recognize};
use nom::multi::many0_count;
use nom::sequence::{preceded, terminated};

use crate::facts::Reading;
use crate::phrase::body;
use crate::text::{Run, Text};

const CUE: &[u8] = b"phoi hop";

type PResult<'a> = nom::IResult<&'a [u8], &'a [u8]>;

/// The partners that the words name anywhere, in reading order.
pub(super) fn partners(reading: Reading<'_>, run: Run) -> Vec<Run> {
    let text = reading.text;
    let mut partners: Vec<Run> = Vec::new();
    let mut past = run.start;
    for at in memchr::memmem::find_iter(text.slice(run), CUE) {
        let start = run.start + at;
        let rest = Run::new(start + CUE.len(), run.end);
        if start < past
            || !text.starts_word(start)
            || !text.ends_word(rest.start)
            || is_noun(text, start, run.start)
        {
            continue;
        }
        let found = after_cue(reading, rest);
        past = found.last().map_or(past, |last| last.end);
        partners.extend(found);
    }
    let others = beside(reading, run);
    if !others.is_empty() {
        partners.extend(others);
        partners.sort_by_key(|run| run.start);
    }
    partners
}

/// «Sở Tư pháp chủ trì, cùng với Sở Nội vụ …»: who acts beside the lead without «phối hợp».
fn beside(reading: Reading<'_>, run: Run) -> Vec<Run> {
    const LEADS: &[u8] = b"chu tri";
    let Reading { text, grammar, .. } = reading;
    let behind = memchr::memmem::find_iter(text.slice(run), LEADS).map(|at| run.start + at + LEADS.len());
    let places = std::iter::once(run.start).chain(behind).filter_map(|place| {
        let rest = text.trim_marks(Run::new(place, run.end), b",");
        let cue = [&b"cung voi "[..], b"cung "].into_iter().find(|cue| text.slice(rest).starts_with(cue))?;
        // «chủ trì cung cấp số liệu»
        let marked = text.value(Run::new(rest.start, rest.start + 4)).to_lowercase() == "cùng";
        let level = text.slice(rest).starts_with(b"cung cap");
        (marked && !level).then(|| Run::new(rest.start + cue.len(), rest.end))
    });
    places.flat_map(|rest| body::leading_list(text, grammar, rest)).collect()
}

/// Whether the task opens with «Phối hợp» and names a partner: its bodies then take part, and do not lead.
pub(super) fn opens(reading: Reading<'_>, run: Run) -> bool {
    let text = reading.text;
    let run = text.trim_marks(run, b".,;:-+*");
    let rest = Run::new((run.start + CUE.len()).min(run.end), run.end);
    text.slice(run).starts_with(CUE) && text.ends_word(rest.start) && !after_cue(reading, rest).is_empty()
}

/// The bodies after «phối hợp».
pub(super) fn after_cue(reading: Reading<'_>, rest: Run) -> Vec<Run> {
    let Reading { text, grammar, .. } = reading;
    let slice = text.slice(rest);
    let (after, joined) = match with(slice) {
        Ok((after, _)) => (after, true),
        Err(_) => match manner(slice) {
            Ok((after, _)) => (after, false),
            Err(_) => return Vec::new(),
        },
    };
    let start = rest.end - after.len();
    let mut bodies = body::leading_list(text, grammar, Run::new(start, rest.end));
    bodies.retain(|body| !text.slice(*body).ends_with(b" nay"));
    // Without «với» the words must not be those of another verb («phối hợp tổ chức») or name nobody («phối hợp lực lượng»).
    if !joined {
        const NAMED: [&[u8]; 3] = [b"cac ", b"chinh quyen ", b"to chuc chinh tri"];
        let organised = text.slice(Run::new(start, rest.end)).starts_with(b"to chuc chinh tri");
        let verb = !organised && body::list_end(text, grammar, start, rest.end).is_some();
        let named = |body: Run| NAMED.iter().any(|word| text.slice(body).starts_with(word));
        bodies.retain(|body| !verb && (!body::is_bare(text, *body) || named(*body)));
    }
    bodies
}

/// «phối hợp» as part of a noun: «cơ quan phối hợp», «sự phối hợp».
fn is_noun(text: &Text, start: usize, from: usize) -> bool {
    const NOUNS: [&[u8]; 5] = [b"co quan ", b"don vi ", b"quy che ", b"co che ", b"su "];
    let before = &text.low()[from..start];
    NOUNS.iter().any(|noun| before.ends_with(noun))
}

/// ` chặt chẽ, thường xuyên với `
fn with(input: &[u8]) -> PResult<'_> {
    recognize((
        manner,
        alt((tag("voi "), tag("cung voi "), tag("cung "), tag("voi: "))),
        opt(alt((tag("cac: "), tag(": ")))),
    ))
    .parse(input)
}

/// ` chặt chẽ, đồng bộ `
fn manner(input: &[u8]) -> PResult<'_> {
    const fn words() -> [&'static str; 14] {
        [
            "chat che",
            "dong bo",
            "thuong xuyen",
            "hieu qua",
            "co hieu qua",
            "kip thoi",
            "truc tiep",
            "tot",
            "nhip nhang",
            "lien nganh",
            "thuc hien",
            "hanh dong",
            "cong tac",
            "hoat dong",
        ]
    }
    let adverb = |input| {
        words()
            .iter()
            .find_map(|word| tag::<_, &[u8], nom::error::Error<&[u8]>>(*word).parse(input).ok())
            .ok_or(nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Tag)))
    };
    let separator = alt((tag(", va "), tag(", "), tag(" va "), tag(" ")));
    recognize(terminated(many0_count(preceded(separator, adverb)), tag(" "))).parse(input)
}
