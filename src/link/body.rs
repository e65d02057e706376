//! Bodies as entities: which bodies a document names, each once, with what it does.
//!
//! In: the facts with their printed names, the head and foot, the document's [`Home`]. Out: [`Body`]s in the order of
//! their first mention. A name is resolved by the same rules as the issuers of citations; a name that says nobody in
//! particular is a group. Which bodies a group consists of is not decided here, nor which names are bodies: that the
//! facts have said.

use foldhash::{HashMap, HashMapExt};
use std::rc::Rc;

use memchr::memmem::Finder;

use super::Own;
use super::group::group;
use super::home::level_of;
use super::identity::{
    Area, Home, OWN, UNKNOWN, Unit, area_after, area_slug, body_slug, party_unit, unit_at,
};
use crate::document::{Assignment, Body, BodyRole, Branch, Certainty, Deadline, Header, Issuer, Level, Span};
use crate::facts::Reading;
use crate::grammar::{self, BodyClass, Grammar};
use crate::phrase::body::{body_list, without_chief};
use crate::text::{self, Run, Text};

/// How often the text may be read over for the places of names.
const READINGS: usize = 64;

/// Every body that the head, the tasks, the deadlines and the recipients name.
pub fn bodies(
    reading: Reading<'_>,
    own: &Own<'_>,
    header: &Header,
    assignments: &[Assignment],
    deadlines: &[Deadline],
) -> Vec<Body> {
    let mut register = Register::new(reading, own);
    if let Some(issuer) = &header.issuer {
        let entity = Entity { id: issuer.id.clone(), generic: false, ..register.resolve(&issuer.name) };
        let entity = Entity { level: issuer.level.or(entity.level), ..entity };
        let entity = Entity { name: issuer.name.clone(), certainty: own.origin.certainty(), ..entity };
        register.add(&entity, header.spans.issuer, 0, BodyRole::Issuer);
    }
    for fact in assignments {
        let mut place = register.place(fact.span, &fact.section);
        fact.lead.iter().for_each(|name| register.name(name, &mut place, BodyRole::Lead));
        fact.coordinating.iter().for_each(|name| register.name(name, &mut place, BodyRole::Coordinating));
    }
    for fact in deadlines {
        let mut place = register.place(fact.span, &fact.section);
        fact.by.iter().for_each(|name| register.name(name, &mut place, BodyRole::DeadlineBy));
        fact.to.iter().for_each(|name| register.name(name, &mut place, BodyRole::DeadlineTo));
    }
    let (head, foot) = (&reading.outline.head, &reading.outline.foot);
    for run in head.addressees.iter().chain(&foot.recipients) {
        for run in addressed(reading.text, reading.grammar, *run) {
            let span = reading.text.span(run);
            let entity = register.resolve(&reading.text.value(run));
            register.add(&entity, Some(span), span.start(), BodyRole::Recipient);
        }
    }
    register.finish(own.date)
}

/// The slug of a body of the vocabulary without its place, and the place.
type Family = (String, Option<Area>);

/// What a name stands for.
#[derive(Clone, Debug)]
pub(super) struct Entity {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) level: Option<Level>,
    pub(super) branch: Option<Branch>,
    pub(super) generic: bool,
    pub(super) certainty: Certainty,
    /// What came before and after it is looked up by this; none where the vocabulary does not know the body.
    pub(super) family: Option<Family>,
}

/// The bodies found so far.
struct Register<'a> {
    reading: Reading<'a>,
    home: &'a Home,
    /// The nodes by id.
    nodes: HashMap<&'a str, usize>,
    /// What each printed name resolves to.
    names: HashMap<String, Rc<Named>>,
    /// The bodies by id.
    places: HashMap<String, usize>,
    found: Vec<(Body, usize, Option<Family>)>,
    /// How many bytes may still be searched.
    budget: usize,
}

/// A printed name: what it stands for, and how its folded words are searched.
struct Named {
    entity: Entity,
    finder: Finder<'static>,
}

/// Where the names of one fact are looked for.
struct Place {
    /// The fact's own words, from where the last name was found on.
    rest: Run,
    whole: Run,
    node: Option<usize>,
    start: usize,
}

impl<'a> Register<'a> {
    fn new(reading: Reading<'a>, own: &'a Own<'a>) -> Register<'a> {
        let nodes = reading.outline.nodes.iter().enumerate().map(|(index, node)| (node.id.as_str(), index));
        Register {
            reading,
            home: &own.origin.home,
            nodes: nodes.collect(),
            names: HashMap::new(),
            places: HashMap::new(),
            found: Vec::new(),
            budget: reading.text.low().len().saturating_mul(READINGS),
        }
    }

    fn place(&self, span: Span, section: &str) -> Place {
        let text = self.reading.text;
        let run = Run::new(text.folded_at(span.start()), text.folded_at(span.end()));
        Place { rest: run, whole: run, node: self.nodes.get(section).copied(), start: span.start() }
    }

    /// Adds a printed name of a fact.
    fn name(&mut self, name: &str, place: &mut Place, role: BodyRole) {
        let named = match self.names.get(name) {
            Some(named) => Rc::clone(named),
            None => {
                let text = self.reading.grammar.read(name);
                let finder = Finder::new(text.slice(text.trim(text.all()))).into_owned();
                let entity = resolve_in(&text, self.reading.grammar, self.home);
                let named = Rc::new(Named { entity, finder });
                self.names.insert(name.to_owned(), Rc::clone(&named));
                named
            }
        };
        let mention = self.locate(&named.finder, place).map(|run| self.reading.text.span(run));
        self.add(&named.entity, mention, place.start, role);
    }

    fn resolve(&self, name: &str) -> Entity {
        resolve(self.reading.grammar, self.home, name)
    }

    fn add(&mut self, entity: &Entity, mention: Option<Span>, start: usize, role: BodyRole) {
        if entity.id.is_empty() {
            return;
        }
        let index = match self.places.get(&entity.id) {
            Some(&index) => index,
            None => {
                let body = Body {
                    id: entity.id.clone(),
                    name: entity.name.clone(),
                    level: entity.level,
                    branch: entity.branch,
                    generic: entity.generic,
                    mentions: Vec::new(),
                    roles: Vec::new(),
                    successors: Vec::new(),
                    predecessors: Vec::new(),
                    certainty: entity.certainty,
                };
                self.places.insert(entity.id.clone(), self.found.len());
                self.found.push((body, start, entity.family.clone()));
                self.found.len() - 1
            }
        };
        let (body, first, _) = &mut self.found[index];
        if entity.certainty == Certainty::Stated {
            body.certainty = Certainty::Stated;
        }
        body.mentions.extend(mention);
        body.roles.push(role);
        *first = (*first).min(start);
    }

    /// The place of a name: in the words of the fact, else in its section or the headings above.
    fn locate(&mut self, name: &Finder<'_>, place: &mut Place) -> Option<Run> {
        let again = (place.rest != place.whole).then_some(place.whole);
        for region in std::iter::once(place.rest).chain(again) {
            if let Some(run) = self.find(name, region) {
                place.rest = Run::new(run.end, place.whole.end);
                return Some(run);
            }
        }
        let node = place.node?;
        let outline = self.reading.outline;
        let regions =
            std::iter::once(node).chain(outline.ancestors(node)).flat_map(|node| outline.nodes[node].runs());
        for region in regions {
            if let Some(run) = self.find(name, region) {
                return Some(run);
            }
        }
        // A cell that holds for several rows stands before them.
        let above = outline.nodes[outline.nodes[node].parent.unwrap_or(node)].extent;
        self.find(name, Run::new(above.start, place.whole.start.max(above.start)))
    }

    /// The first place in `region` where whole words are the name.
    fn find(&mut self, name: &Finder<'_>, region: Run) -> Option<Run> {
        let text = self.reading.text;
        let length = name.needle().len();
        if length == 0 || region.len() > self.budget {
            return None;
        }
        let found = name
            .find_iter(text.slice(region))
            .map(|at| Run::new(region.start + at, region.start + at + length))
            .find(|run| text.starts_word(run.start) && text.ends_word(run.end));
        self.budget -= found.map_or(region.len(), |run| run.end - region.start);
        found
    }

    /// The bodies in the order of their first mention, with those before and after them.
    fn finish(self, date: Option<&str>) -> Vec<Body> {
        let lineage = Lineage { grammar: self.reading.grammar, date };
        let mut found = self.found;
        for (body, start, _) in &mut found {
            *start = body.mentions.iter().map(|span| span.start()).min().unwrap_or(*start);
        }
        found.sort_by(|a, b| (a.1, &a.0.id).cmp(&(b.1, &b.0.id)));
        let finished = found.into_iter().map(|(mut body, _, family)| {
            body.mentions.sort_unstable();
            body.mentions.dedup();
            body.roles.sort_unstable();
            body.roles.dedup();
            if let Some((slug, area)) = family {
                body.successors = lineage.successors(&slug, area.as_ref());
                body.predecessors = lineage.predecessors(&slug, area.as_ref());
            }
            body
        });
        finished.collect()
    }
}

/// The body that a full name stands for, as the issuer of a document.
pub fn issuer_named(grammar: &Grammar, name: &str) -> Issuer {
    let entity = resolve(grammar, &Home::default(), name);
    Issuer { name: entity.name, id: entity.id, level: entity.level }
}

/// What a printed name stands for in a document of `home`.
pub(super) fn resolve(grammar: &Grammar, home: &Home, name: &str) -> Entity {
    resolve_in(&grammar.read(name), grammar, home)
}

/// As [`resolve`], for a name that has been read.
fn resolve_in(text: &Text, grammar: &Grammar, home: &Home) -> Entity {
    let printed = text.trim_marks(text.all(), b".,;:-*+");
    let run = chief_off(text, grammar, without_note(text, printed));
    if let Some(entity) = own(text, home, run) {
        return entity;
    }
    if let Some(entity) = group(text, grammar, run) {
        return entity;
    }
    let run = without_chief(text, grammar, run);
    match grammar.bodies.at_within(text, run) {
        Some(found) => known(text, grammar, home, run, &found.entry.value, found.run.end),
        None => coded(text, grammar, home, run)
            .or_else(|| inner(text, grammar, home, run))
            .unwrap_or_else(|| unknown(text, home, run, None)),
    }
}

/// A name without what stands in brackets behind it: «Sở Tài chính (cơ quan chủ trì)».
fn without_note(text: &Text, run: Run) -> Run {
    let open = memchr::memchr(b'(', text.slice(run)).filter(|&at| at > 0);
    open.map_or(run, |at| text.trim_marks(Run::new(run.start, run.start + at), b".,;:- "))
}

/// A name without those who stand for the body: «Thủ trưởng các đơn vị», «Hiệu trưởng các trường».
fn chief_off(text: &Text, grammar: &Grammar, run: Run) -> Run {
    let mut run = run;
    for _ in 0..4 {
        let position =
            grammar.body_words.at_within(text, run).filter(|f| f.entry.value.class == BodyClass::Position);
        let Some(position) = position.filter(|_| grammar.bodies.at_within(text, run).is_none()) else {
            break;
        };
        let rest = text.trim(Run::new(position.run.end, run.end));
        let class = grammar.body_words.at_within(text, rest).map(|found| found.entry.value.class);
        let body = class
            .is_some_and(|class| !matches!(class, BodyClass::Person | BodyClass::End | BodyClass::Plain));
        if rest.is_empty() || !body && grammar.bodies.at_within(text, rest).is_none() {
            break;
        }
        run = rest;
    }
    run
}

/// «Bộ», «Nhà trường», «Giám đốc Sở»: the issuer, without its name. A name that only adds them to another is not meant.
fn own(text: &Text, home: &Home, run: Run) -> Option<Entity> {
    let (_, start) = OWN.iter().find(|(word, _)| *word == text.slice(run))?;
    let issuer = home.issuer.as_ref().filter(|issuer| issuer.starts_with(start));
    let certainty = if issuer.is_some() { Certainty::Inferred } else { Certainty::Ambiguous };
    Some(Entity {
        id: issuer.cloned().unwrap_or_else(|| format!("{start}{UNKNOWN}")),
        name: text.value(run),
        level: None,
        branch: None,
        generic: false,
        certainty,
        family: None,
    })
}

/// A body of the vocabulary, with its place.
fn known(text: &Text, grammar: &Grammar, home: &Home, run: Run, body: &grammar::Body, end: usize) -> Entity {
    let rest = text.trim_marks(Run::new(end, run.end), b", ");
    if !body.local {
        const NATION: [&[u8]; 5] = [b"viet nam", b"trung uong", b"nhiem ky", b"thuoc ", b"cua "];
        let slice = text.slice(rest);
        if !rest.is_empty() && text::is_word(slice[0]) && !NATION.iter().any(|word| slice.starts_with(word)) {
            // «Ngân hàng Nhà nước chi nhánh khu vực 14» is not the bank.
            return unknown(text, home, run, Some(body.branch));
        }
        return entity(body, None, body.slug.clone(), body.name.clone(), Certainty::Stated);
    }
    if grammar.bodies.at_within(text, rest).is_some() {
        let whole = body_slug(text, grammar, run, home);
        let id = if whole.slug.ends_with(UNKNOWN) { text::slug(&text.value(run)) } else { whole.slug };
        return Entity { family: None, ..entity(body, None, id, text.value(run), whole.certainty) };
    }
    let unit = unit_at(text, rest);
    let more = unit.is_none() && !rest.is_empty() && text::is_word(text.slice(rest)[0]);
    let bare = more && text.is_upper(rest.start);
    if more && !bare {
        // «… chi nhánh khu vực 14»: what follows says which, but is no place.
        return unknown(text, home, run, Some(body.branch));
    }
    if bare && grammar.places.at_within(text, rest).is_none() {
        // «Trung tâm Y tế Minh Long»: the name of the home, or of an unknown place.
        let name = text::fold(&text.value(rest));
        let homes = [&home.own, &home.commune, &home.district, &home.province].into_iter().flatten();
        return match homes.into_iter().find(|area| text::fold(&area.name) == name) {
            Some(area) => placed(grammar, home, body, area, Certainty::Stated),
            None => unknown(text, home, run, Some(body.branch)),
        };
    }
    match area_after(text, grammar, body, rest, home) {
        (Some(area), certainty) => placed(grammar, home, body, &area, certainty),
        (None, _) => {
            let unit = unit.map_or(String::new(), |(unit, _)| format!("-{}", unit.slug()));
            let id = format!("{}{unit}-{UNKNOWN}", body.slug);
            let level = body.level.or(unit_at(text, rest).and_then(|(unit, _)| unit.level()));
            Entity { level, ..entity(body, None, id, text.value(run), Certainty::Ambiguous) }
        }
    }
}

/// A local body of an area.
fn placed(grammar: &Grammar, home: &Home, body: &grammar::Body, area: &Area, certainty: Certainty) -> Entity {
    let level = body.level.or_else(|| level_of(grammar, Some(area), home));
    let found = entity(body, Some(area.clone()), area_slug(body, area), full_name(body, area), certainty);
    Entity { level, ..found }
}

fn entity(
    body: &grammar::Body,
    area: Option<Area>,
    id: String,
    name: String,
    certainty: Certainty,
) -> Entity {
    Entity {
        id,
        name,
        level: body.level,
        branch: Some(body.branch),
        generic: false,
        certainty,
        family: Some((body.slug.clone(), area)),
    }
}

/// «Sở Y tế tỉnh Bắc Ninh», «Tỉnh ủy Bắc Ninh», «Công an tỉnh Bắc Ninh».
fn full_name(body: &grammar::Body, area: &Area) -> String {
    let unit = area.unit.name();
    let slug = area.unit.slug();
    // «Công an tỉnh», «Tỉnh đoàn», «Thành đoàn».
    let ends = body.slug.strip_suffix(slug).is_some_and(|base| base.ends_with('-'))
        || body.slug.split('-').next() == slug.split('-').next();
    if party_unit(&body.slug).is_some() || ends {
        format!("{} {}", body.name, area.name)
    } else {
        format!("{} {unit} {}", body.name, area.name)
    }
}

/// «SXD», «STC»: a body by its code alone.
fn coded(text: &Text, grammar: &Grammar, home: &Home, run: Run) -> Option<Entity> {
    let code = text.value(run);
    let capitals = run.len() >= 3 && code.chars().all(|c| c.is_alphabetic() && c.is_uppercase());
    let body = &grammar.body_of_code(&code).filter(|_| capitals)?.value;
    let name = Text::new(&body.name);
    let found = known(&name, grammar, home, name.all(), body, name.low().len());
    Some(Entity { certainty: found.certainty.max(Certainty::Inferred), ..found })
}

/// A body that the vocabulary does not know: its printed name, completed by the place that its last word means here.
fn unknown(text: &Text, home: &Home, run: Run, branch: Option<Branch>) -> Entity {
    let printed = text.value(run);
    let last = last_unit(text, run);
    let area = last.and_then(|unit| home.area_of(unit));
    let (name, certainty) = match area {
        Some(area) => (format!("{printed} {}", area.name), Certainty::Inferred),
        None => (printed, Certainty::Stated),
    };
    let level = last.and_then(Unit::level);
    Entity { id: text::slug(&name), name, level, branch, generic: false, certainty, family: None }
}

/// The unit word that a name ends with.
fn last_unit(text: &Text, run: Run) -> Option<Unit> {
    let slice = text.slice(run);
    Unit::ALL.into_iter().find(|unit| {
        let before = slice.strip_suffix(unit.folded());
        before.is_some_and(|before| {
            before.last() == Some(&b' ')
                && text.has_marks(run.start + before.len(), &text::marks_of(unit.name()))
        })
    })
}

/// «Phòng Đào tạo», «Văn phòng Bộ», «Ban Giám hiệu nhà trường»: a part of the issuer, as no name or place says otherwise.
fn inner(text: &Text, grammar: &Grammar, home: &Home, run: Run) -> Option<Entity> {
    const PARTS: [&[u8]; 15] = [
        b"vu ",
        b"phong ",
        b"van phong",
        b"to ",
        b"bo phan",
        b"ban giam",
        b"ban quan ly",
        b"ban chi dao",
        b"ban cong tac",
        b"doan",
        b"hoi dong",
        b"cuc ",
        b"trung tam ",
        b"khoa ",
        b"bo mon ",
    ];
    const WIDER: [&[u8]; 5] = [b"quoc gia", b"viet nam", b"trung uong", b"chinh phu", b"tong bi thu"];
    let slice = text.slice(run);
    let issuer = home.issuer.as_ref()?;
    let wider = || WIDER.iter().any(|word| crate::text::contains(slice, word));
    if !PARTS.iter().any(|part| slice.starts_with(part)) || slice.starts_with(b"to chuc") || wider() {
        return None;
    }
    // «Trung tâm Y tế Minh Long», «Ban Giám đốc Sở Y tế», «Ban Chỉ đạo xã»: the name says where.
    let first = Run::new(text.word_end(run.start).min(run.end), run.end);
    let named = grammar.places.find_iter(text, first).any(|found| text.is_upper(found.run.start))
        || grammar.bodies.find_iter(text, first).next().is_some()
        || last_unit(text, run).is_some();
    if named {
        return None;
    }
    let whole = OWN.iter().find(|(word, start)| {
        let before = slice.strip_suffix(*word);
        issuer.starts_with(start) && before.is_some_and(|before| before.last() == Some(&b' '))
    });
    let part = text.trim(Run::new(run.start, run.end - whole.map_or(0, |(word, _)| word.len())));
    Some(Entity {
        id: format!("{}-{issuer}", text::slug(&text.value(part))),
        certainty: Certainty::Inferred,
        ..unknown(text, home, run, None)
    })
}

/// The bodies that an entry of Nơi nhận or Kính gửi names; persons stand for theirs.
fn addressed(text: &Text, grammar: &Grammar, run: Run) -> Vec<Run> {
    let run = without_note(text, text.trim_marks(run, b"-+*.;,: "));
    // «Văn phòng UBND tỉnh: CVP, các PCVP»: persons of the office.
    let colon =
        memchr::memchr(b':', text.slice(run)).filter(|_| grammar.bodies.at_within(text, run).is_some());
    let run = colon.map_or(run, |at| Run::new(run.start, run.start + at));
    body_list(text, grammar, run).into_iter().filter_map(|run| addressee(text, grammar, run)).collect()
}

/// «Thường trực HĐND tỉnh» gives «HĐND tỉnh»; «Như Điều 3» gives nothing.
fn addressee(text: &Text, grammar: &Grammar, run: Run) -> Option<Run> {
    let class = |run: Run| {
        grammar.body_words.at_within(text, run).map(|found| (found.entry.value.class, found.run.end))
    };
    if grammar.bodies.at_within(text, run).is_some() {
        return Some(run);
    }
    match class(run) {
        Some((BodyClass::Quantifier, end)) => {
            let next = text.trim(Run::new(end, run.end));
            let person = matches!(class(next), Some((BodyClass::Position | BodyClass::Person, _)))
                || [&b"pct"[..], b"pcvp", b"pho "].iter().any(|word| text.slice(next).starts_with(word));
            if !person {
                return Some(run);
            }
        }
        Some((BodyClass::Head | BodyClass::Generic, _)) => return Some(run),
        _ => {}
    }
    let body = grammar.bodies.find_iter(text, run).next()?;
    Some(Run::new(body.run.start, run.end))
}

/// What came before and after the bodies of the vocabulary and the provinces.
struct Lineage<'g> {
    grammar: &'g Grammar,
    date: Option<&'g str>,
}

impl Lineage<'_> {
    /// The id of a body of an area.
    fn id(&self, slug: &str, area: Option<&Area>) -> String {
        match (self.grammar.body_of_slug(slug).filter(|body| body.local), area) {
            (Some(body), Some(area)) => area_slug(body, area),
            (Some(_), None) => format!("{slug}-{UNKNOWN}"),
            (None, _) => slug.to_owned(),
        }
    }

    fn successors(&self, slug: &str, area: Option<&Area>) -> Vec<String> {
        let Some(body) = self.grammar.body_of_slug(slug) else { return Vec::new() };
        let mut ids: Vec<String> = body.successors.iter().map(|next| self.id(next, area)).collect();
        if ids.is_empty() {
            let into = area.filter(|area| is_province(area)).and_then(|area| self.merged_into(area));
            ids.extend(into.map(|area| self.id(slug, Some(&area))));
        }
        ids
    }

    fn predecessors(&self, slug: &str, area: Option<&Area>) -> Vec<String> {
        let over = |body: &&grammar::Body| ended(body.until.as_deref(), self.date);
        let before = self.grammar.predecessors_of(slug).filter(over);
        let mut ids: Vec<String> = before.map(|body| self.id(&body.slug, area)).collect();
        for area in area.filter(|area| is_province(area)).map_or_else(Vec::new, |area| self.merged_from(area))
        {
            ids.push(self.id(slug, Some(&area)));
        }
        ids.dedup();
        ids
    }

    /// The province that a province went into.
    fn merged_into(&self, area: &Area) -> Option<Area> {
        let into = self.grammar.places_of_name(&area.name).next()?.merged_into.as_deref()?;
        self.grammar.places_of_name(into).find(|place| place.until.is_none()).map(Area::from)
    }

    /// The provinces that had gone into a province by the document's date.
    fn merged_from(&self, area: &Area) -> Vec<Area> {
        let places = self.grammar.places.entries().iter().map(|entry| &entry.value);
        places
            .filter(|place| place.merged_into.as_deref() == Some(area.name.as_str()))
            .filter(|place| ended(place.until.as_deref(), self.date))
            .map(Area::from)
            .collect()
    }
}

fn is_province(area: &Area) -> bool {
    matches!(area.unit, Unit::Province | Unit::City)
}

/// Whether something that lasted until a day was over at a date.
fn ended(until: Option<&str>, date: Option<&str>) -> bool {
    matches!((until, date), (Some(until), Some(date)) if until < date)
}

#[cfg(test)]
mod tests;
