//! The issuer of the document and the place it speaks from.
//!
//! In: the head, the preamble, the foot. Out: the [`Issuer`] by its full name and the [`Home`] that completes every
//! other name. What the letterhead does not say is taken from «UBND xã … ban hành Kế hoạch», the authority line, the
//! date line and the provinces that the text names.

use foldhash::{HashMap, HashMapExt};

use super::identity::{Area, Home, Unit, area_slug, party_unit, place_name, unit_at};
use crate::document::{Certainty, Issuer, Level, SectionKind};
use crate::grammar::{Body, BodyClass, Branch, FormPart, Grammar};
use crate::phrase::body::without_chief;
use crate::structure::Outline;
use crate::text::{self, Run, Text};

/// The issuer, where it stands, and the home of the document.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    pub issuer: Option<Issuer>,
    /// The words that name it.
    pub run: Option<Run>,
    pub home: Home,
    /// Whether the name was completed from elsewhere.
    pub completed: bool,
}

/// A body as it is named, with the area behind it.
#[derive(Clone)]
struct Named<'g> {
    run: Run,
    /// The body, where the grammar knows it.
    body: Option<&'g Body>,
    /// The name without its area.
    name: String,
    area: Option<Area>,
    /// A unit word without a name: «Ủy ban nhân dân tỉnh».
    unit: Option<Unit>,
}

impl Named<'_> {
    fn level(&self) -> Option<Level> {
        self.body.and_then(|body| body.level)
    }

    /// Whether a place must be added to say which body it is.
    fn is_local(&self) -> bool {
        self.body.is_some_and(|body| body.local)
    }

    /// The name with its area.
    fn full_name(&self) -> String {
        match self.area.as_ref().filter(|_| self.is_local()) {
            // «Tỉnh ủy Lào Cai»: a committee of the Party bears the unit in its name.
            Some(area) if self.body.is_some_and(|body| party_unit(&body.slug).is_some()) => {
                format!("{} {}", self.name, area.name)
            }
            Some(area) if !text::fold(&self.name).ends_with(&text::fold(&area.name)) => {
                area.behind(&self.name)
            }
            _ => self.name.clone(),
        }
    }
}

/// Finds out who issued the document.
pub fn origin(text: &Text, grammar: &Grammar, outline: &Outline) -> Origin {
    let letterhead = letterhead(text, grammar, outline);
    let spoken = deciding_issuer(text, grammar, outline).or_else(|| spoken_issuer(text, grammar, outline));
    let first = first_of_joint(&letterhead).or(letterhead.last());
    let named = first.or(spoken.as_ref()).cloned().or_else(|| signing_issuer(text, grammar, outline));
    let named = named.or_else(|| enclosing_issuer(text, grammar, outline));
    let mut home = Home::default();
    let provinces = Provinces::count(text, grammar);
    for named in letterhead.iter().chain(&spoken).chain(&named) {
        settle(&mut home, grammar, named.area.as_ref(), &provinces);
    }
    let Some(mut named) = named else {
        home.province = home.province.or_else(|| provinces.likeliest());
        return Origin { home, ..Origin::default() };
    };
    if named.is_local() && named.area.is_none() {
        named.area = authority_area(text, grammar, outline, named.body);
        settle(&mut home, grammar, named.area.as_ref(), &provinces);
    }
    complete(text, grammar, &mut named, &mut home, outline.head.place, &provinces);
    // «Hà Nội, ngày …» does not make a ministry's document one for Hà Nội.
    let central = !named.is_local() && named.level() == Some(Level::Central);
    home.province =
        home.province.or_else(|| provinces.likeliest().filter(|_| !central || provinces.is_stated()));
    let superior = letterhead.len().checked_sub(2).map(|index| &letterhead[index]);
    finish(text, grammar, named, superior, home)
}

/// Of several ministries or departments above one another, which issue together, the first.
fn first_of_joint<'n, 'g>(letterhead: &'n [Named<'g>]) -> Option<&'n Named<'g>> {
    const RANKS: [&str; 3] = ["bo-", "so-", "phong-"];
    let slug = |named: &Named<'g>| named.body.map(|body| body.slug.as_str());
    let last = slug(letterhead.last()?)?;
    let rank = RANKS.iter().find(|rank| last.starts_with(**rank))?;
    let joint =
        letterhead.iter().rev().take_while(|named| slug(named).is_some_and(|slug| slug.starts_with(*rank)));
    let first = letterhead.len() - joint.count();
    letterhead.get(first)
}

/// «ỦY BAN NHÂN DÂN TỈNH QUẢNG NINH», «GIÁM ĐỐC ĐẠI HỌC HUẾ» in capitals before «Căn cứ», where the letterhead is missing. A body
/// that no vocabulary knows stands behind the title of its chief, and opens with a word for a body.
fn deciding_issuer<'g>(text: &Text, grammar: &'g Grammar, outline: &Outline) -> Option<Named<'g>> {
    let preamble = outline.nodes.first().filter(|node| node.kind == SectionKind::Preamble)?;
    let line = preamble.paragraphs.first().filter(|run| text.is_capitals(**run))?;
    let chief = without_chief(text, grammar, *line);
    let unknown = chief.start > line.start && grammar.body_words.at_within(text, chief).is_some();
    Some(read_body(text, grammar, *line)).filter(|named| named.body.is_some() || unknown)
}

/// The area of the body that decides: «CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH ĐỒNG NAI» before «Căn cứ».
fn authority_area(text: &Text, grammar: &Grammar, outline: &Outline, body: Option<&Body>) -> Option<Area> {
    let preamble = outline.nodes.first().filter(|node| node.kind == SectionKind::Preamble)?;
    let line = preamble.paragraphs.first().filter(|run| text.is_capitals(**run))?;
    let named = read_body(text, grammar, *line);
    named.area.filter(|_| named.body.is_some_and(|named| body.is_some_and(|body| body.slug == named.slug)))
}

fn finish(
    text: &Text,
    grammar: &Grammar,
    mut named: Named<'_>,
    superior: Option<&Named<'_>>,
    mut home: Home,
) -> Origin {
    if named.area.is_none() && named.is_local() && named.level() == Some(Level::Province) {
        named.area = home.province.clone();
    }
    home.own = named.area.clone();
    // «SỞ Y TẾ KIÊN GIANG / THANH TRA»: the part bears the name of the whole.
    let part =
        superior.filter(|superior| named.is_local() && named.area.is_none() && superior.level().is_some());
    if let Some(superior) = part {
        named.name = format!("{} {}", named.name, superior.full_name());
    }
    let name = match placed(&named, superior, &home) {
        Some(area) => area.behind(&named.name),
        None => named.full_name(),
    };
    let id = match (named.body, &named.area) {
        (Some(body), Some(area)) if body.local && part.is_none() => area_slug(body, area),
        (Some(body), _) if !body.local => body.slug.clone(),
        _ => text::slug(&name),
    };
    let level = named.level().or_else(|| level_of(grammar, named.area.as_ref(), &home));
    home.issuer = Some(id.clone());
    let printed = text::fold(&text.value(named.run));
    let completed = named.area.as_ref().is_some_and(|area| !printed.contains(&text::fold(&area.name)));
    Origin { issuer: Some(Issuer { name, id, level }), run: Some(named.run), home, completed }
}

/// The area that completes the name of a body that no vocabulary knows: its own («BAN CHỈ ĐẠO PHÒNG, CHỐNG DỊCH / TỈNH SƠN LA»),
/// that of the committee it works for, or that of the unit its name ends with («BỆNH VIỆN ĐA KHOA TỈNH»).
fn placed(named: &Named<'_>, superior: Option<&Named<'_>>, home: &Home) -> Option<Area> {
    const ORGANS: [&str; 5] = ["ban chi dao ", "ban quan ly ", "hoi dong ", "to cong tac ", "trung tam "];
    if named.body.is_some() {
        return None;
    }
    let name = text::fold(&named.name);
    let organ = ORGANS.iter().any(|organ| name.starts_with(organ));
    let committee = superior.filter(|above| organ && above.body.is_some_and(|body| body.slug == "ubnd"));
    let area = named.area.clone().or_else(|| committee.and_then(|above| above.area.clone()));
    let last = name.rsplit(' ').next().unwrap_or_default();
    let unit = match last {
        "tinh" => home.province.clone(),
        "huyen" => home.district.clone(),
        _ => None,
    };
    area.or(unit).filter(|area| !name.contains(&text::fold(&area.name)))
}

pub(super) fn level_of(grammar: &Grammar, area: Option<&Area>, home: &Home) -> Option<Level> {
    let area = area?;
    match area.unit {
        Unit::City if home.province.as_ref() == Some(area) || is_central_city(grammar, &area.name) => {
            Some(Level::Province)
        }
        Unit::City => Some(Level::District),
        unit => unit.level(),
    }
}

fn is_central_city(grammar: &Grammar, name: &str) -> bool {
    grammar.places_of_name(name).any(|place| Area::from(place).unit == Unit::City)
}

/// The bodies of the letterhead, the superior first. A line that starts with no body goes on with the one above.
fn letterhead<'g>(text: &Text, grammar: &'g Grammar, outline: &Outline) -> Vec<Named<'g>> {
    let mut groups: Vec<Vec<Run>> = Vec::new();
    for &line in &outline.head.issuer {
        if is_heading(text, grammar, line) {
            continue;
        }
        let body = grammar.bodies.at_within(text, line).is_some();
        let goes_on = unit_at(text, line).is_some() || grammar.places.at_within(text, line).is_some();
        let whole = groups.last().and_then(|group| group.last()).is_some_and(|&above| {
            let name = format!("{} {}", text.value(above), text.value(line));
            let probe = Text::new(&name);
            body && text.low().get(above.end) == Some(&text::LINE)
                && grammar.bodies.at_within(text, above).is_none()
                && grammar.bodies.at(&probe, 0).is_some_and(|found| found.run.end == probe.low().len())
        });
        // «BAN CHẤP HÀNH TRUNG ƯƠNG / BAN TỔ CHỨC», «SỞ GD&ĐT / TRƯỜNG THPT BUÔN HỒ»: a body of its own below another.
        let organ = groups.last().filter(|group| group.len() == 1).is_some_and(|group| {
            let head = grammar.body_words.at_within(text, line);
            let head = head.is_some_and(|found| match found.entry.value.class {
                BodyClass::Head | BodyClass::Bare | BodyClass::Placed => true,
                // «TRƯỜNG TIỂU HỌC HƯNG LỘC»: with a name it is somebody in particular.
                BodyClass::Generic => found.run.end < line.end,
                _ => false,
            });
            head && grammar.bodies.at_within(text, group[0]).is_some()
        });
        match groups.last_mut() {
            Some(_) if organ => groups.push(vec![line]),
            Some(group) if whole || !body && (goes_on || group.len() == 1) => group.push(line),
            _ => groups.push(vec![line]),
        }
    }
    let mut bodies: Vec<Named> = Vec::new();
    for group in groups {
        let mut named = read_group(text, grammar, &group);
        if named.body.is_none()
            && let Some(superior) = bodies.last().and_then(|superior| superior.body)
        {
            named.body = organ_of(grammar, superior, &named.name).or(named.body);
            named.name = named.body.map_or(named.name, |body| body.name.clone());
        }
        // «ĐOÀN TNCS HỒ CHÍ MINH / BAN CHẤP HÀNH TRUNG ƯƠNG»: together the name of one body.
        let above = bodies.last().filter(|above| above.body.is_some());
        let both = above.and_then(|above| one_of_both(grammar, &above.name, &named.name));
        if let Some(body) = both {
            if let Some(above) = bodies.pop() {
                named.run.start = above.run.start;
                named.area = named.area.or(above.area);
            }
            (named.body, named.name) = (Some(body), body.name.clone());
        }
        bodies.push(named);
    }
    bodies
}

/// The body that two names together are, in either order.
fn one_of_both<'g>(grammar: &'g Grammar, above: &str, below: &str) -> Option<&'g Body> {
    let whole = |name: String| {
        let probe = Text::new(&name);
        let found = grammar.bodies.at(&probe, 0).filter(|found| found.run.end == probe.low().len())?;
        Some(&found.entry.value)
    };
    whole(format!("{above} {below}")).or_else(|| whole(format!("{below} {above}")))
}

/// «BAN CHẤP HÀNH TRUNG ƯƠNG / BAN TỔ CHỨC»: the organ of the Party's centre.
fn organ_of<'g>(grammar: &'g Grammar, superior: &Body, name: &str) -> Option<&'g Body> {
    let full = format!("{name} Trung ương");
    let probe = Text::new(&full);
    let found = grammar.bodies.at(&probe, 0).filter(|found| found.run.end == probe.low().len());
    found.map(|found| &found.entry.value).filter(|_| superior.branch == Branch::Party)
}

/// Lines of the head that name no body: «SAO Y», «HỎA TỐC», a kind.
fn is_heading(text: &Text, grammar: &Grammar, line: Run) -> bool {
    grammar.types.at_within(text, line).is_some_and(|found| found.run.end == line.end)
        || grammar
            .form
            .at_within(text, line)
            .is_some_and(|found| found.entry.value.part == FormPart::Furniture)
        || line.len() < 5
}

/// A body whose name runs over several lines of the letterhead.
fn read_group<'g>(text: &Text, grammar: &'g Grammar, lines: &[Run]) -> Named<'g> {
    let (first, rest) = (lines[0], &lines[1..]);
    let mut named = read_body(text, grammar, first);
    for &line in rest {
        named.run.end = line.end;
        if let Some((unit, end)) = unit_at(text, line) {
            let name = text.trim(Run::new(end, line.end));
            named.area = area(text, grammar, unit, name).or(named.area);
        } else if let Some(found) = grammar.places.at_within(text, line) {
            named.area = Some(Area::from(&found.entry.value));
        } else {
            named.name = format!("{} {}", named.name, title_case(&text.value(line)));
            // «BAN CHẤP HÀNH⏎TRUNG ƯƠNG»: the lines together name a body.
            let whole = grammar.read(&named.name);
            let found = grammar.bodies.at(&whole, 0).filter(|found| found.run.end == whole.low().len());
            named.body = found.map(|found| &found.entry.value);
            named.name = named.body.map_or(named.name, |body| body.name.clone());
        }
    }
    named
}

/// A body's name and the area behind it in one run.
fn read_body<'g>(text: &Text, grammar: &'g Grammar, run: Run) -> Named<'g> {
    let run = without_chief(text, grammar, run);
    let Some(found) = grammar.bodies.at_within(text, run) else {
        if let Some(body) = spaced_name(text, grammar, run) {
            return Named { run, body: Some(body), name: body.name.clone(), area: None, unit: None };
        }
        return Named { run, body: None, name: title_case(&text.value(run)), area: None, unit: None };
    };
    let body = &found.entry.value;
    let mut named = Named { run, body: Some(body), name: body.name.clone(), area: None, unit: None };
    let mut rest = text.trim_marks(Run::new(found.run.end, run.end), b",.-");
    // «HĐND - UBND TỈNH HÒA BÌNH», «SỞ Y TẾ - SỞ TÀI CHÍNH»: the first of two, the place is that of both.
    if let Some(second) = grammar.bodies.at_within(text, rest).filter(|_| body.local) {
        rest = text.trim_marks(Run::new(second.run.end, rest.end), b",.-");
    }
    if rest.is_empty() || !body.local {
        return named;
    }
    match unit_at(text, rest) {
        Some((unit, end)) => {
            named.unit = Some(unit);
            named.area = area(text, grammar, unit, text.trim(Run::new(end, rest.end)));
        }
        None => match grammar.places.at_within(text, rest) {
            Some(found) => named.area = Some(Area::from(&found.entry.value)),
            None => {
                named.name = format!("{} {}", named.name, title_case(&text.value(rest)));
                named.body = None;
            }
        },
    }
    named
}

/// A body of the centre whose name scanning has torn: «B Ộ LAO ĐỘNG - THƯƠNG BINH V À X Ã HỘI».
fn spaced_name<'g>(text: &Text, grammar: &'g Grammar, run: Run) -> Option<&'g Body> {
    let letters = |folded: &str| folded.bytes().filter(u8::is_ascii_lowercase).collect::<Vec<u8>>();
    let printed = letters(text.folded(run));
    let torn = text.split(run, text::is_space).filter(|word| word.len() == 1).count() >= 2;
    let entries = grammar.bodies.entries().iter().filter(|_| torn);
    entries.map(|entry| &entry.value).find(|body| !body.local && letters(&text::fold(&body.name)) == printed)
}

fn area(text: &Text, grammar: &Grammar, unit: Unit, name: Run) -> Option<Area> {
    // «tỉnh Quảng Ngãi, …»: the capital words only.
    let mut end = name.start;
    for word in text.split(name, text::is_space) {
        if !text.is_upper(word.start) && !text.low()[word.start].is_ascii_digit() {
            break;
        }
        let bare = text.trim_marks(word, b",.;:()-\"");
        end = bare.end;
        if bare.end < word.end {
            break;
        }
    }
    let name = Run::new(name.start, end);
    if name.is_empty() {
        return None;
    }
    let printed = place_name(text, grammar, name);
    let name = if text.is_capitals(name) { title_case(&printed) } else { printed };
    Some(Area { unit, name })
}

/// «… UBND xã Minh Long ban hành Kế hoạch»: the body that speaks in the preamble.
fn spoken_issuer<'g>(text: &Text, grammar: &'g Grammar, outline: &Outline) -> Option<Named<'g>> {
    let preamble = outline.nodes.iter().find(|node| node.kind == SectionKind::Preamble)?;
    let speaks = |run: Run| {
        grammar
            .bodies
            .find_iter(text, run)
            .filter(|found| !text.low()[run.start..found.run.start].ends_with(b" cua "))
            .filter_map(|found| {
                let end = area_end(text, found.run.end, run.end);
                let after = text.slice(Run::new(end, run.end));
                ACTS.iter().any(|verb| after.starts_with(verb)).then(|| Run::new(found.run.start, end))
            })
            .last()
    };
    let run = preamble.paragraphs.iter().rev().find_map(|run| speaks(*run))?;
    Some(read_body(text, grammar, run))
}

/// What the issuer of a plan does in its preamble.
const ACTS: [&[u8]; 13] = [
    b" ban hanh",
    b" xay dung",
    b" lap ke hoach",
    b" trien khai ke hoach",
    b" yeu cau",
    b" huong dan",
    b" chi thi",
    b" quyet dinh",
    b" thong bao",
    b" de nghi",
    b" to chuc",
    b" trien khai",
    b" phe duyet",
];

/// Where the unit and name behind a body end.
fn area_end(text: &Text, end: usize, limit: usize) -> usize {
    let rest = Run::new((end + 1).min(limit), limit);
    let mut place = match unit_at(text, rest) {
        Some((_, end)) => end,
        None => end,
    };
    // A name has a few words; more are no name.
    for _ in 0..8 {
        if text.low().get(place) != Some(&b' ') || place + 1 >= limit || !text.is_upper(place + 1) {
            break;
        }
        place = text.word_end(place + 1).min(limit);
    }
    place
}

/// «TM. ỦY BAN NHÂN DÂN»: the body on whose behalf somebody signs.
fn signing_issuer<'g>(text: &Text, grammar: &'g Grammar, outline: &Outline) -> Option<Named<'g>> {
    outline.foot.authority.iter().find_map(|&line| {
        let body = grammar.bodies.find_iter(text, line).next()?;
        Some(read_body(text, grammar, Run::new(body.run.start, line.end)))
    })
}

/// «(Ban hành kèm theo Quyết định số … của UBND tỉnh)»: who issued what an enclosure without letterhead came with.
fn enclosing_issuer<'g>(text: &Text, grammar: &'g Grammar, outline: &Outline) -> Option<Named<'g>> {
    let preamble = outline.nodes.first().filter(|node| node.kind == SectionKind::Preamble)?;
    let note = *preamble.paragraphs.first().filter(|run| text.slice(**run).starts_with(b"("))?;
    let words = text.trim_marks(note, b"(*");
    let cue = grammar.form.at_within(text, words)?;
    // «… của UBND tỉnh về phân cấp cho các đơn vị của Sở Y tế»: the first behind the number issued it.
    let slice = text.slice(words);
    let number = slice.iter().position(u8::is_ascii_digit).unwrap_or(0);
    let of = number + crate::text::find(&slice[number..], b" cua ")?;
    let name = text.trim_marks(Run::new(words.start + of + 5, words.end), b").*");
    let named = read_body(text, grammar, name);
    (cue.entry.value.part == FormPart::Attached && named.body.is_some()).then_some(named)
}

/// Puts an area where it belongs in the home.
fn settle(home: &mut Home, grammar: &Grammar, area: Option<&Area>, provinces: &Provinces) {
    let Some(area) = area else { return };
    let level = match area.unit {
        Unit::City if is_central_city(grammar, &area.name) => Some(Level::Province),
        Unit::City => Some(Level::District),
        unit => unit.level(),
    };
    let slot = match level {
        Some(Level::Province) => &mut home.province,
        Some(Level::District) => &mut home.district,
        _ => &mut home.commune,
    };
    slot.get_or_insert_with(|| area.clone());
    if home.province.is_none() {
        home.province = provinces.likeliest();
    }
}

/// Completes an issuer that is named without its place: «Ủy ban nhân dân tỉnh».
fn complete(
    text: &Text,
    grammar: &Grammar,
    named: &mut Named<'_>,
    home: &mut Home,
    place: Option<Run>,
    provinces: &Provinces,
) {
    if named.area.is_some() || !named.is_local() {
        return;
    }
    let place = place.map(|run| place_name(text, grammar, run));
    let unit = named.unit.or(match named.level() {
        Some(Level::Province) => Some(Unit::Province),
        _ => None,
    });
    named.area = match unit {
        Some(Unit::Province) => {
            let printed = place.as_ref().and_then(|name| provinces.area(name));
            printed.or_else(|| home.province.clone()).or_else(|| provinces.likeliest())
        }
        Some(unit) => {
            home.area_of(unit).cloned().or_else(|| place.map(|name| Area { unit, name: strip_unit(&name) }))
        }
        None => {
            let own = home.own.clone().or_else(|| home.commune.clone()).or_else(|| home.district.clone());
            // «ỦY BAN NHÂN DÂN» alone, «Hòa Bình, ngày …»: the committee of the province.
            let committee = named.body.is_some_and(|body| matches!(body.slug.as_str(), "ubnd" | "hdnd"));
            let of_place = |name: String| grammar.places_of_name(&name).next().map(Area::from);
            own.or_else(|| place.filter(|_| committee).and_then(of_place))
        }
    };
    let area = named.area.clone();
    settle(home, grammar, area.as_ref(), provinces);
}

/// «Thành phố Hồ Chí Minh» → «Hồ Chí Minh».
fn strip_unit(name: &str) -> String {
    for prefix in ["Thành phố ", "thành phố ", "Tỉnh ", "Huyện ", "Xã ", "Phường "] {
        if let Some(rest) = name.strip_prefix(prefix) {
            return rest.to_owned();
        }
    }
    name.to_owned()
}

/// How often the name of a province counts behind «tỉnh» or «thành phố».
const UNIT: u32 = 10;

/// The provinces that a text names, and how often.
struct Provinces {
    counts: Vec<(Area, u32)>,
}

impl Provinces {
    /// Counts the names; one behind «tỉnh» or «thành phố» counts ten.
    fn count(text: &Text, grammar: &Grammar) -> Provinces {
        let mut places: HashMap<&str, usize> = HashMap::new();
        let mut counts: Vec<(Area, u32)> = Vec::new();
        for found in grammar.places.find_iter(text, text.all()) {
            let place = &found.entry.value;
            let last = text.split(found.run, text::is_space).last().unwrap_or(found.run);
            if !text.is_upper(found.run.start) || !text.is_upper(last.start) {
                continue;
            }
            let before = &text.low()[..found.run.start];
            let weight = if before.ends_with(b"tinh ") || before.ends_with(b"thanh pho ") { UNIT } else { 1 };
            let index = *places.entry(&place.name).or_insert_with(|| {
                counts.push((Area::from(place), 0));
                counts.len() - 1
            });
            counts[index].1 += weight;
        }
        Provinces { counts }
    }

    /// Whether a province is named as one: «tỉnh Quảng Ninh».
    fn is_stated(&self) -> bool {
        self.counts.iter().any(|(_, count)| *count >= UNIT)
    }

    fn likeliest(&self) -> Option<Area> {
        let best = self.counts.iter().map(|(_, count)| *count).max()?;
        self.counts.iter().find(|(_, count)| *count == best).map(|(area, _)| area.clone())
    }

    fn area(&self, name: &str) -> Option<Area> {
        let name = text::fold(&strip_unit(name));
        self.counts.iter().find(|(area, _)| text::fold(&area.name) == name).map(|(area, _)| area.clone())
    }
}

/// Every word with a capital, but abbreviations as they are: «TRƯỜNG THPT ĐỐC BINH KIỀU» → «Trường THPT Đốc Binh Kiều».
fn title_case(name: &str) -> String {
    let vowel = |c: char| "aeiouy".contains(text::fold(&c.to_string()).as_str()) && c.is_alphabetic();
    let capital = |word: &str| {
        if word.chars().count() <= 5 && !word.chars().any(vowel) {
            return word.to_owned();
        }
        let mut letters = word.chars();
        letters.next().map_or(String::new(), |first| first.to_string() + &letters.as_str().to_lowercase())
    };
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    const SMALL: [&str; 7] = ["VÀ", "CỦA", "VỀ", "CHO", "TRONG", "CÁC", "THUỘC"];
    let word = |word: &str| if SMALL.contains(&word) { word.to_lowercase() } else { capital(word) };
    name.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// Whether the origin was read from the words alone.
impl Origin {
    pub fn certainty(&self) -> Certainty {
        if self.completed { Certainty::Inferred } else { Certainty::Stated }
    }
}
