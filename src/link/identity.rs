//! Identity of bodies and instruments: the slugs and ids of the output contract.
//!
//! In: names as printed, the document's [`Home`]. Out: slugs. A local body takes the place that stands with it, else that
//! of the document's own issuer; where neither says it, the part is `_`.

use crate::document::{Certainty, Level};
use crate::facts::issuer::joint;
use crate::grammar::{Body, Entry, Grammar, Place};
use crate::phrase::body::without_chief;
use crate::phrase::number::Number;
use crate::text::{self, Run, Text};

/// The part of an id that is not known.
pub(super) const UNKNOWN: &str = "_";

/// A unit of administration with its name: «tỉnh Đồng Nai».
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    pub unit: Unit,
    /// «Đồng Nai».
    pub name: String,
}

impl Area {
    /// `tinh-dong-nai`
    pub(super) fn slug(&self) -> String {
        format!("{}-{}", self.unit.slug(), text::slug(&self.name))
    }

    /// The name of a body completed by the area: «Công an tỉnh» ends with the unit already.
    pub(super) fn behind(&self, name: &str) -> String {
        let unit = self.unit.name();
        let words: Vec<&str> = name.split(' ').collect();
        let from = words.len().saturating_sub(unit.split(' ').count());
        let bare = text::fold(&words[from..].join(" ")) == text::fold(unit);
        let name = if bare { words[..from].join(" ") } else { name.to_owned() };
        format!("{name} {unit} {}", self.name)
    }
}

impl From<&Place> for Area {
    fn from(place: &Place) -> Area {
        let unit = if place.unit == Unit::City.name() { Unit::City } else { Unit::Province };
        Area { unit, name: place.name.clone() }
    }
}

/// The kinds of administrative units (đơn vị hành chính).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Province,
    City,
    District,
    UrbanDistrict,
    Town,
    Commune,
    Ward,
    Township,
    SpecialZone,
}

/// The units with their word, as folded text has it, and as a slug.
const UNITS: [(Unit, &str, &[u8], &str); 9] = [
    (Unit::Province, "tỉnh", b"tinh", "tinh"),
    (Unit::City, "thành phố", b"thanh pho", "thanh-pho"),
    (Unit::District, "huyện", b"huyen", "huyen"),
    (Unit::UrbanDistrict, "quận", b"quan", "quan"),
    (Unit::Town, "thị xã", b"thi xa", "thi-xa"),
    (Unit::Commune, "xã", b"xa", "xa"),
    (Unit::Ward, "phường", b"phuong", "phuong"),
    (Unit::Township, "thị trấn", b"thi tran", "thi-tran"),
    (Unit::SpecialZone, "đặc khu", b"dac khu", "dac-khu"),
];

impl Unit {
    /// All units, in the order in which lists name them.
    pub(super) const ALL: [Unit; 9] = [
        Unit::Province,
        Unit::District,
        Unit::UrbanDistrict,
        Unit::Town,
        Unit::City,
        Unit::Commune,
        Unit::Ward,
        Unit::Township,
        Unit::SpecialZone,
    ];

    /// The Vietnamese word.
    pub fn name(self) -> &'static str {
        UNITS.iter().find(|(unit, ..)| *unit == self).map_or("", |(_, name, ..)| name)
    }

    /// The word as folded text has it.
    pub(super) fn folded(self) -> &'static [u8] {
        UNITS.iter().find(|(unit, ..)| *unit == self).map_or(b"", |(_, _, folded, _)| folded)
    }

    /// The word as ids have it: `thanh-pho`.
    pub(super) fn slug(self) -> &'static str {
        UNITS.iter().find(|(unit, ..)| *unit == self).map_or("", |(.., slug)| slug)
    }

    /// The level it stands at; a city may stand at two.
    pub(super) fn level(self) -> Option<Level> {
        match self {
            Unit::Province => Some(Level::Province),
            Unit::City => None,
            Unit::District | Unit::UrbanDistrict | Unit::Town => Some(Level::District),
            _ => Some(Level::Commune),
        }
    }
}

/// Where a document comes from: what completes the names of local bodies in it.
#[derive(Clone, Debug, Default)]
pub struct Home {
    /// The area of the issuer itself.
    pub own: Option<Area>,
    /// The province (or city under the centre) it lies in.
    pub province: Option<Area>,
    /// The district, if the issuer stands at that level or below.
    pub district: Option<Area>,
    /// The commune.
    pub commune: Option<Area>,
    /// The slug of the issuer.
    pub issuer: Option<String>,
}

impl Home {
    /// The area that a unit word without a name means here: «UBND tỉnh».
    pub(super) fn area_of(&self, unit: Unit) -> Option<&Area> {
        match unit {
            Unit::Province => self.province.as_ref(),
            Unit::City => {
                let city = |area: &&Area| area.unit == Unit::City;
                self.own
                    .as_ref()
                    .filter(city)
                    .or(self.district.as_ref().filter(city))
                    .or(self.province.as_ref().filter(city))
            }
            Unit::District | Unit::UrbanDistrict | Unit::Town => {
                self.district.as_ref().filter(|area| area.unit == unit)
            }
            _ => self.commune.as_ref().filter(|area| area.unit == unit),
        }
    }
}

/// The slug of a body, and whether it was stated or completed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Identified {
    pub(super) slug: String,
    pub(super) certainty: Certainty,
    /// Whether the words name the body, not only the number's symbol.
    pub(super) named: bool,
}

/// The unit word at the start of `run`, and where it ends.
pub(super) fn unit_at(text: &Text, run: Run) -> Option<(Unit, usize)> {
    let slice = text.slice(run);
    let at = |word: &[u8]| {
        slice.starts_with(word) && slice.get(word.len()).is_none_or(|b| !b.is_ascii_alphanumeric())
    };
    // «UBND TP», «TP. Huế».
    if at(b"tp") {
        return Some((Unit::City, run.start + if slice.get(2) == Some(&b'.') { 3 } else { 2 }));
    }
    // «UBND TX. ĐỒNG XOÀI».
    if at(b"tx") {
        return Some((Unit::Town, run.start + if slice.get(2) == Some(&b'.') { 3 } else { 2 }));
    }
    UNITS.iter().find_map(|(unit, _, word, _)| at(word).then_some((*unit, run.start + word.len())))
}

/// How documents call their issuer, and what its slug starts with.
pub(super) const OWN: [(&[u8], &str); 7] = [
    (b"nha truong", "truong-"),
    (b"truong", "truong-"),
    (b"bo truong", "bo-"),
    (b"bo", "bo-"),
    (b"giam doc so", "so-"),
    (b"so", "so-"),
    (b"uy ban", "ubnd-"),
];

/// The slug of the body that `run` names.
pub(super) fn body_slug(text: &Text, grammar: &Grammar, run: Run, home: &Home) -> Identified {
    if let Some((_, body)) = joint(text, grammar, run) {
        // A joint instrument takes the first-named.
        let area = if body.local { home_area(body, home) } else { None };
        let slug = match area {
            Some(area) => area_slug(body, area),
            None if body.local => UNKNOWN.to_owned(),
            None => body.slug.clone(),
        };
        let certainty = if body.local { Certainty::Inferred } else { Certainty::Stated };
        return Identified { slug, certainty, named: true };
    }
    let own = OWN.iter().find(|(word, _)| *word == text.slice(run));
    if let Some((_, start)) = own
        && let Some(slug) = home.issuer.as_ref().filter(|issuer| issuer.starts_with(start))
    {
        return Identified { slug: slug.clone(), certainty: Certainty::Inferred, named: true };
    }
    let run = without_chief(text, grammar, run);
    let Some(found) = grammar.bodies.at_within(text, run) else {
        return Identified { slug: text::slug(&text.value(run)), certainty: Certainty::Stated, named: true };
    };
    let body = &found.entry.value;
    let rest = text.trim_marks(Run::new(found.run.end, run.end), b", ");
    if !body.local {
        return Identified { slug: body.slug.clone(), certainty: Certainty::Stated, named: true };
    }
    if let Some(whole) = grammar.bodies.at_within(text, rest).filter(|_| !rest.is_empty()) {
        // «Thanh tra Bộ Y tế»: a part of another body.
        let whole = body_slug(text, grammar, Run::new(whole.run.start, rest.end), home);
        return Identified { slug: format!("{}-{}", body.slug, whole.slug), ..whole };
    }
    let (area, certainty) = area_after(text, grammar, body, rest, home);
    match area {
        Some(area) => Identified { slug: area_slug(body, &area), certainty, named: true },
        None if home.own.is_none() && !rest.is_empty() => {
            Identified { slug: text::slug(&text.value(run)), certainty: Certainty::Stated, named: true }
        }
        None => Identified { slug: UNKNOWN.to_owned(), certainty: Certainty::Ambiguous, named: true },
    }
}

/// The area that says which local body is meant: named after it, or that of the document.
pub(super) fn area_after(
    text: &Text,
    grammar: &Grammar,
    body: &Body,
    rest: Run,
    home: &Home,
) -> (Option<Area>, Certainty) {
    let unit = unit_at(text, rest);
    let name = text.trim(Run::new(unit.map_or(rest.start, |(_, end)| end), rest.end));
    let named = !name.is_empty() && text.is_upper(name.start);
    let stated = |unit| Area { unit, name: place_name(text, grammar, name) };
    match (unit, named) {
        (Some((unit, _)), true) => (Some(stated(unit)), Certainty::Stated),
        (Some((unit, _)), false) => (home.area_of(unit).cloned(), Certainty::Inferred),
        (None, true) => (Some(stated(province_unit(text, grammar, name))), Certainty::Stated),
        (None, false) => (home_area(body, home).cloned(), Certainty::Inferred),
    }
}

/// The area that a local body without a place belongs to: a Sở to the province, a Phòng to the district or commune.
fn home_area<'h>(body: &Body, home: &'h Home) -> Option<&'h Area> {
    match party_unit(&body.slug) {
        Some(Unit::Province) => return home.province.as_ref().filter(|area| area.unit == Unit::Province),
        Some(unit) => return home.area_of(unit),
        None => {}
    }
    match body.level {
        Some(Level::Province) => home.province.as_ref(),
        Some(Level::District) => home.district.as_ref(),
        Some(Level::Commune) => home.commune.as_ref(),
        _ => home.own.as_ref(),
    }
}

/// The unit whose committee a Party body is: Tỉnh ủy, Thành ủy, Huyện ủy.
pub(super) fn party_unit(slug: &str) -> Option<Unit> {
    const COMMITTEES: [(&str, Unit); 5] = [
        ("tinh-uy", Unit::Province),
        ("thanh-uy", Unit::City),
        ("huyen-uy", Unit::District),
        ("quan-uy", Unit::UrbanDistrict),
        ("thi-uy", Unit::Town),
    ];
    COMMITTEES.iter().find(|(committee, _)| slug.ends_with(committee)).map(|(_, unit)| *unit)
}

/// The slug of a local body of an area.
pub(super) fn area_slug(body: &Body, area: &Area) -> String {
    if party_unit(&body.slug).is_some() {
        return format!("{}-{}", body.slug, text::slug(&area.name));
    }
    // «Công an tỉnh», «Thanh tra tỉnh»: the name may end with the unit already.
    match body.slug.strip_suffix(area.unit.slug()).filter(|base| base.ends_with('-')) {
        Some(_) => format!("{}-{}", body.slug, text::slug(&area.name)),
        None => format!("{}-{}", body.slug, area.slug()),
    }
}

/// Whether a bare place name is that of a city under the centre or of a province.
fn province_unit(text: &Text, grammar: &Grammar, name: Run) -> Unit {
    grammar.places.at_within(text, name).map_or(Unit::Province, |found| Area::from(&found.entry.value).unit)
}

/// A place's name: as the grammar writes it where it is known, else as printed.
pub(super) fn place_name(text: &Text, grammar: &Grammar, run: Run) -> String {
    match grammar.places.at_within(text, run).filter(|found| found.run.end == run.end) {
        Some(found) => found.entry.value.name.clone(),
        None => text.value(run),
    }
}

/// The body that a number's symbol names, where the symbol alone says which it is.
pub(super) fn body_of_symbol(grammar: &Grammar, number: &Number, home: &Home) -> Option<Identified> {
    let code = number.bodies.first()?;
    let base = code.trim_end_matches(|c: char| c.is_ascii_digit());
    let entry: &Entry<Body> = grammar.body_of_code(code).or_else(|| grammar.body_of_code(base))?;
    let body = &entry.value;
    if !body.local {
        // «TW» does not tell Bộ Chính trị from Ban Bí thư.
        let shared = grammar.is_party_code(base) && base == "TW";
        return (!shared).then(|| Identified {
            slug: body.slug.clone(),
            certainty: Certainty::Inferred,
            named: false,
        });
    }
    let area = match body.level {
        Some(Level::Province) => home.province.as_ref(),
        // Only at the top of the local levels is «UBND» one body.
        None => home.own.as_ref().filter(|own| Some(*own) == home.province.as_ref()),
        _ => None,
    };
    let committee = party_unit(&body.slug).is_some();
    area.filter(|_| !committee).map(|area| Identified {
        slug: area_slug(body, area),
        certainty: Certainty::Inferred,
        named: false,
    })
}

/// The number part of an id: leading zeros go; for QĐ, NQ and CT a year inside the number stays.
pub(super) fn number_slug(kind: &str, number: &Number) -> String {
    let digits = number.digits.trim_start_matches('0').to_ascii_lowercase().replace('.', "-");
    let digits = if digits.is_empty() { "0".to_owned() } else { digits };
    match number.year {
        Some(year) if matches!(kind, "qd" | "nq" | "ct") => format!("{digits}-{year}"),
        _ => digits,
    }
}

/// The kind part of an id: the type printed in the number, else that of the noun.
pub(super) fn kind_slug(grammar: &Grammar, noun: &str, number: Option<&Number>) -> String {
    // «công văn số 636/CT-THNVDT» of a tax office (cục thuế): before a room that nobody knows CT is no directive.
    let typed = |number: &&Number| {
        let body = number.bodies.first().is_none_or(|code| grammar.body_code(code).is_some());
        noun != "CV" || number.kind.as_deref() != Some("CT") || body
    };
    let printed = number.filter(typed).and_then(|number| number.kind.as_deref());
    let printed = printed.and_then(|code| grammar.type_of_code(code));
    let noun =
        || grammar.types.entries().iter().find(|entry| entry.value.code == noun).map(|entry| &entry.value);
    printed.or_else(noun).map_or_else(|| UNKNOWN.to_owned(), |kind| kind.slug.clone())
}
