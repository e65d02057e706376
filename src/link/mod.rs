//! Which instruments are meant, and how they hang on one another.
//!
//! In: the mentions and the outline. Out: [`Citation`]s with canonical targets, [`Link`]s. A mention that leaves out year
//! or issuer takes them from a full mention in the document where exactly one fits; nothing is guessed.

pub mod body;
mod group;
mod home;
mod identity;
mod relation;

use foldhash::{HashMap, HashMapExt, HashSet};

use crate::document::{Certainty, Citation, CitationForm, Link, Relation, Resolved};
use crate::facts::Reading;
use crate::facts::citation::{Mention, Naming};
use crate::grammar::Law;
use crate::text::{self, Run};

pub use home::{Origin, origin};
pub use identity::{Area, Home, Unit};
use identity::{Identified, UNKNOWN, body_of_symbol, body_slug, kind_slug, number_slug};
use relation::{Standing, standings};

/// The document's own identity.
#[derive(Clone, Debug)]
pub struct Own<'a> {
    pub origin: &'a Origin,
    /// The kind code.
    pub kind: Option<&'a str>,
    /// The canonical number.
    pub number: Option<&'a crate::phrase::number::Number>,
    pub date: Option<&'a str>,
}

/// The canonical id of the document itself: by its number, or by the hash of its bytes.
pub fn own_id(grammar: &crate::grammar::Grammar, own: &Own<'_>, sha256: &str) -> String {
    let issuer = own.origin.issuer.as_ref().map_or(UNKNOWN, |issuer| issuer.id.as_str());
    let kind = kind_slug(grammar, own.kind.unwrap_or(UNKNOWN), own.number);
    let year = own.number.and_then(|n| n.year).map(|year| year.to_string());
    let year =
        year.or_else(|| own.date.map(|date| date[..4].to_owned())).unwrap_or_else(|| UNKNOWN.to_owned());
    let number = match own.number {
        Some(number) => number_slug(&kind, number),
        None => format!("_{}", &sha256[..12.min(sha256.len())]),
    };
    format!("vn/{issuer}/{kind}/{year}/{number}")
}

/// What an instrument is, as far as a mention says it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Identity {
    issuer: Option<Identified>,
    kind: String,
    year: Option<String>,
    number: String,
}

impl Identity {
    fn id(&self) -> String {
        let issuer = self.issuer.as_ref().map_or(UNKNOWN, |issuer| issuer.slug.as_str());
        let year = self.year.as_deref().unwrap_or(UNKNOWN);
        format!("vn/{issuer}/{}/{year}/{}", self.kind, self.number)
    }

    /// The issuer where the words state it, not where it was inferred.
    fn sure_issuer(&self) -> Option<&str> {
        self.issuer
            .as_ref()
            .filter(|issuer| issuer.named && issuer.slug != UNKNOWN)
            .map(|issuer| issuer.slug.as_str())
    }

    fn is_known(&self) -> bool {
        self.year.is_some() && self.issuer.as_ref().is_some_and(|issuer| issuer.slug != UNKNOWN)
    }
}

/// The citations and links of a document.
pub fn link(reading: Reading<'_>, mentions: Vec<Mention>, own: &Own<'_>) -> (Vec<Citation>, Vec<Link>) {
    let mentions: Vec<Mention> =
        mentions.into_iter().filter(|mention| !is_own(reading, mention, own)).collect();
    let register = Register::new(reading, &mentions, own);
    let (mut kept, mut targets) = (Vec::new(), Vec::new());
    for mention in mentions {
        if let Some(target) = register.target(reading, &mention, own) {
            kept.push(mention);
            targets.push(target);
        }
    }
    let normative = matches!(own.kind, Some("QĐ" | "NQ" | "NĐ" | "TT" | "TTLT" | "LUAT" | "PL" | "QyĐ"));
    let standings = standings(reading, &kept, normative);
    let citations: Vec<Citation> = kept
        .iter()
        .zip(&targets)
        .enumerate()
        .map(|(index, (mention, target))| citation(reading, mention, target, kept.get(index + 1)))
        .collect();
    let links = links(reading, &kept, &standings, &citations);
    (citations, links)
}

/// Whether a mention is the document's own number: «Kèm theo Kế hoạch số 617/KH-UBND ngày 01/12/2025».
fn is_own(reading: Reading<'_>, mention: &Mention, own: &Own<'_>) -> bool {
    let same = own.number.is_some_and(|own| match &mention.naming {
        Naming::Number(number) => own.canonical == number.canonical,
        Naming::Bare { digits } => mention.date.is_some() && own.digits == reading.text.folded(*digits),
        Naming::Name { .. } => false,
    });
    same && mention
        .date
        .as_deref()
        .is_none_or(|date| own.date.is_none_or(|own| own.starts_with(date) || date.starts_with(own)))
}

/// What a mention means.
#[derive(Clone, Debug)]
struct Target {
    id: String,
    form: CitationForm,
    certainty: Certainty,
    resolved: Option<Resolved>,
}

/// The instruments that a document names in full, for its short mentions.
struct Register {
    /// By number and kind: every identity stated.
    known: HashMap<(String, String), Vec<(Identity, String)>>,
    /// Numbers that «gọi tắt là» declares for a noun.
    aliases: HashMap<(String, String), ()>,
}

/// How many instruments with one type and number are told apart.
const MOST_ALIKE: usize = 64;

impl Register {
    fn new(reading: Reading<'_>, mentions: &[Mention], own: &Own<'_>) -> Register {
        let mut register = Register { known: HashMap::new(), aliases: HashMap::new() };
        for mention in mentions {
            if let Some(identity) = told(reading, mention, own) {
                register.insert(mention, identity, "");
            }
            match &mention.naming {
                Naming::Number(number) => {
                    if mention.declared {
                        register.aliases.insert((mention.kind.clone(), number.canonical.clone()), ());
                    }
                    register.insert(mention, stated(reading, mention, own), &number.symbol);
                }
                Naming::Bare { digits } if mention.declared => {
                    register
                        .aliases
                        .insert((mention.kind.clone(), reading.text.folded(*digits).to_owned()), ());
                }
                _ => {}
            }
        }
        register
    }

    /// Enters what a mention says of its instrument.
    fn insert(&mut self, mention: &Mention, identity: Identity, symbol: &str) {
        let entry = self.known.entry((mention.kind.clone(), identity.number.clone())).or_default();
        let same = |(known, known_symbol): &(Identity, String)| *known == identity && known_symbol == symbol;
        if entry.len() < MOST_ALIKE && !entry.iter().any(same) {
            entry.push((identity, symbol.to_owned()));
        }
    }

    /// What `mention` means; none for a bare number that nothing in the document explains.
    fn target(&self, reading: Reading<'_>, mention: &Mention, own: &Own<'_>) -> Option<Target> {
        match &mention.naming {
            Naming::Name { name, law } => Some(named_law(reading, mention, *name, *law, own)),
            Naming::Bare { digits } => {
                let printed = reading.text.folded(*digits).to_owned();
                let number = printed.trim_start_matches('0').to_owned();
                let alias = self.aliases.contains_key(&(mention.kind.clone(), printed));
                let form = match &mention.date {
                    Some(_) => CitationForm::Full,
                    None if alias => CitationForm::Alias,
                    None => CitationForm::Short,
                };
                let known = self.resolve(&mention.kind, &number, None, None);
                let known = known.map(|identity| (identity, Certainty::Inferred));
                let found = known.or_else(|| Some((told(reading, mention, own)?, Certainty::Stated)));
                found.map(|(identity, certainty)| Target {
                    id: identity.id(),
                    form,
                    certainty,
                    resolved: None,
                })
            }
            Naming::Number(number) => {
                let identity = stated(reading, mention, own);
                let alias = self.aliases.contains_key(&(mention.kind.clone(), number.canonical.clone()));
                let form = match &mention.date {
                    _ if alias && (number.kind.is_none() || mention.date.is_none()) => CitationForm::Alias,
                    Some(_) => CitationForm::Full,
                    None => CitationForm::Short,
                };
                let inferred =
                    identity.issuer.as_ref().is_some_and(|issuer| issuer.certainty != Certainty::Stated);
                let certainty = if inferred { Certainty::Inferred } else { Certainty::Stated };
                let sure = identity.is_known() && mention.issuer.is_some();
                if sure {
                    return Some(Target { id: identity.id(), form, certainty, resolved: None });
                }
                let symbol = Some(number.symbol.as_str());
                let (id, certainty) =
                    match self.resolve(&mention.kind, &identity.number, symbol, Some(&identity)) {
                        Some(found) => (found.id(), Certainty::Inferred),
                        None if identity.is_known() => (identity.id(), certainty),
                        None => (identity.id(), Certainty::Ambiguous),
                    };
                Some(Target { id, form, certainty, resolved: None })
            }
        }
    }

    /// What the document says elsewhere of the instrument that is stated here in part: year and issuer, each where
    /// all that agrees with it says the same.
    fn resolve(
        &self,
        kind: &str,
        number: &str,
        symbol: Option<&str>,
        stated: Option<&Identity>,
    ) -> Option<Identity> {
        let known = self.known.get(&(kind.to_owned(), number.to_owned()))?;
        let agrees = |(known, known_symbol): &&(Identity, String)| {
            symbol.is_none_or(|symbol| same_symbol(symbol, known_symbol))
                && stated.is_none_or(|stated| {
                    let same = |a: Option<&str>, b: Option<&str>| a.is_none() || b.is_none() || a == b;
                    same(stated.year.as_deref(), known.year.as_deref())
                        && same(stated.sure_issuer(), known.sure_issuer())
                })
        };
        let fits: Vec<&Identity> = known.iter().filter(agrees).map(|(identity, _)| identity).collect();
        let year =
            only(stated.and_then(|s| s.year.as_deref()), fits.iter().filter_map(|i| i.year.as_deref()))?;
        let issuer =
            only(stated.and_then(Identity::sure_issuer), fits.iter().filter_map(|i| i.sure_issuer()));
        let issuer = issuer.map(|slug| Identified {
            slug: slug.to_owned(),
            certainty: Certainty::Inferred,
            named: true,
        });
        let inferred = || stated.or(fits.first().copied()).and_then(|identity| identity.issuer.clone());
        let issuer = issuer.or_else(inferred)?;
        let first = fits.first()?;
        Some(Identity {
            issuer: Some(issuer),
            kind: first.kind.clone(),
            year: Some(year.to_owned()),
            number: first.number.clone(),
        })
    }
}

/// The stated value, else the only one among the others.
fn only<'a>(stated: Option<&'a str>, mut others: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    if stated.is_some() {
        return stated;
    }
    let first = others.next()?;
    others.all(|other| other == first).then_some(first)
}

/// Whether a shortened symbol may stand for another: «TU» for «KH/TU».
fn same_symbol(short: &str, full: &str) -> bool {
    short == full || full.rsplit(['/', '-']).next() == Some(short)
}

/// What a numbered mention itself says.
fn stated(reading: Reading<'_>, mention: &Mention, own: &Own<'_>) -> Identity {
    let Naming::Number(number) = &mention.naming else {
        return Identity { issuer: None, kind: UNKNOWN.to_owned(), year: None, number: UNKNOWN.to_owned() };
    };
    let kind = kind_slug(reading.grammar, &mention.kind, Some(number));
    let home = &own.origin.home;
    let issuer = mention.issuer.map(|run| body_slug(reading.text, reading.grammar, run, home));
    let issuer = issuer.or_else(|| body_of_symbol(reading.grammar, number, home));
    let year = number.year.map(|year| year.to_string());
    let year = year.or_else(|| mention.date.as_ref().and_then(|date| date.get(..4)).map(str::to_owned));
    let number = number_slug(&kind, number);
    Identity { issuer, kind, year, number }
}

/// What «Kế hoạch số 45 ngày 12/3/2024 của Tỉnh ủy» says, a number without its symbol but with date and issuer.
fn told(reading: Reading<'_>, mention: &Mention, own: &Own<'_>) -> Option<Identity> {
    let Naming::Bare { digits } = mention.naming else { return None };
    let issuer = body_slug(reading.text, reading.grammar, mention.issuer?, &own.origin.home);
    let number = reading.text.folded(digits).trim_start_matches('0');
    let known = issuer.slug != UNKNOWN && !number.is_empty();
    known.then_some(Identity {
        issuer: Some(issuer),
        kind: kind_slug(reading.grammar, &mention.kind, None),
        year: mention.date.as_deref()?.get(..4).map(str::to_owned),
        number: number.to_owned(),
    })
}

/// A law by its name: the slug of the name, and the numbered law that bore it at the document's date.
fn named_law(
    reading: Reading<'_>,
    mention: &Mention,
    name: Run,
    law: Option<usize>,
    own: &Own<'_>,
) -> Target {
    let law: Option<&Law> =
        law.and_then(|index| reading.grammar.laws.entries().get(index)).map(|entry| &entry.value);
    let kind = kind_slug(reading.grammar, &mention.kind, None);
    let issuer = if mention.kind == "PL" { "uy-ban-thuong-vu-quoc-hoi" } else { "quoc-hoi" };
    let printed = expanded(&reading.text.value(name));
    let slug = text::slug(&printed);
    let slug =
        ["luat-", "bo-luat-", "phap-lenh-"].iter().find_map(|word| slug.strip_prefix(word)).unwrap_or(&slug);
    let year = mention.date.as_deref().and_then(|date| date.get(..4));
    let version = law.and_then(|law| version_at(law, own.date, year));
    Target {
        id: format!("vn/{issuer}/{kind}/{slug}"),
        form: CitationForm::Name,
        certainty: Certainty::Stated,
        resolved: version.map(|number| Resolved {
            id: numbered_law_id(issuer, &kind, number),
            certainty: if year.is_some() { Certainty::Stated } else { Certainty::Inferred },
        }),
    }
}

/// «102/2016/QH13» → `vn/quoc-hoi/luat/2016/102`.
fn numbered_law_id(issuer: &str, kind: &str, number: &str) -> String {
    let mut parts = number.split('/');
    let digits = parts.next().unwrap_or_default().trim_start_matches('0');
    let year = parts.next().unwrap_or(UNKNOWN);
    format!("vn/{issuer}/{kind}/{year}/{digits}")
}

/// The number of the law that bore the name at the document's date, or that of the year given with the name.
fn version_at<'l>(law: &'l Law, date: Option<&str>, year: Option<&str>) -> Option<&'l str> {
    if let Some(year) = year {
        let of_year = |number: &str| number.split('/').nth(1) == Some(year);
        return law
            .versions
            .iter()
            .find(|version| of_year(&version.number))
            .map(|version| version.number.as_str());
    }
    // A partial date counts by its last day.
    let date = date.map(|date| format!("{date:~<10}"))?;
    law.versions.iter().rev().find(|version| version.in_force <= date).map(|version| version.number.as_str())
}

/// Abbreviations and glued words in names of laws, written out: an id must not depend on them.
fn expanded(name: &str) -> String {
    const ABBREVIATIONS: [(&str, &str); 20] = [
        ("QPPL", "quy phạm pháp luật"),
        ("VBQPPL", "văn bản quy phạm pháp luật"),
        ("BHXH", "bảo hiểm xã hội"),
        ("BHYT", "bảo hiểm y tế"),
        ("BVMT", "bảo vệ môi trường"),
        ("PCCC", "phòng cháy, chữa cháy"),
        ("NSNN", "ngân sách nhà nước"),
        ("BMNN", "bí mật nhà nước"),
        ("HĐND", "hội đồng nhân dân"),
        ("UBND", "ủy ban nhân dân"),
        ("CNTT", "công nghệ thông tin"),
        ("TTHC", "thủ tục hành chính"),
        // Words that a lost line end has glued.
        ("Ủyban", "ủy ban"),
        ("Uỷban", "ủy ban"),
        ("bannhân", "ban nhân"),
        ("nhândân", "nhân dân"),
        ("đồngnhân", "đồng nhân"),
        ("Hộiđồng", "hội đồng"),
        ("chứcHội", "chức hội"),
        ("mộtsố", "một số"),
    ];
    let word = |word: &str| {
        let (bare, sign) = word.split_at(word.trim_end_matches([',', ')']).len());
        let full = ABBREVIATIONS.iter().find(|(short, _)| *short == bare).map_or(bare, |(_, full)| full);
        format!("{full}{sign}")
    };
    parted(name).split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// A name with the words apart that a lost line end has glued: «Hội đồngBộ trưởng».
fn parted(name: &str) -> String {
    let text = text::Text::new(name);
    let mut parts = Vec::new();
    let mut from = 0;
    for place in (1..text.low().len()).filter(|&place| text.is_glued(place)) {
        parts.push(text.value(Run::new(from, place)));
        from = place;
    }
    parts.push(text.value(Run::new(from, text.low().len())));
    parts.join(" ")
}

/// The citation of the output contract.
fn citation(reading: Reading<'_>, mention: &Mention, target: &Target, next: Option<&Mention>) -> Citation {
    let text = reading.text;
    let (number, subject, rule) = match &mention.naming {
        Naming::Number(number) => {
            (Some(number.canonical.clone()), subject(reading, mention, next), "citation.number")
        }
        Naming::Bare { digits } => (Some(text.folded(*digits).to_owned()), None, "citation.bare"),
        Naming::Name { name, .. } => (None, Some(text.value(*name)), "citation.law"),
    };
    Citation {
        span: text.span(mention.run),
        text: text.value(mention.run),
        section: mention
            .node
            .map_or_else(|| "title".to_owned(), |index| reading.outline.nodes[index].id.clone()),
        kind: mention.kind.clone(),
        number,
        date: mention.date.clone(),
        issuer: mention.issuer.map(|run| text.value(run)),
        subject,
        provision: mention.provision.map(|run| text.value(run)),
        form: target.form,
        target: target.id.clone(),
        resolved: target.resolved.clone(),
        rule: rule.into(),
        certainty: target.certainty,
    }
}

/// The subject (trích yếu) given with a numbered instrument: up to the end of its clause.
fn subject(reading: Reading<'_>, mention: &Mention, next: Option<&Mention>) -> Option<String> {
    let text = reading.text;
    /// How long a subject may be.
    const REACH: usize = 2_000;
    let rest = Run::new(mention.run.end, mention.paragraph.end.min(mention.run.end + REACH));
    let slice = text.slice(rest);
    let opening = relation::subject_start(slice)?;
    let limit = next
        .filter(|next| next.paragraph == mention.paragraph && next.run.start > rest.start)
        .map_or(slice.len(), |next| relation::outside(slice, next.run.start - rest.start));
    let end = relation::subject_end(text, rest, opening, limit);
    let stretch = Run::new(rest.start + opening, rest.start + end.max(opening));
    let ends = [relation::issuer_acts(reading, stretch), relation::next_basis(reading, stretch)];
    let end = ends.into_iter().flatten().min().map_or(end, |place| place - rest.start);
    let mut run = text.trim_marks(Run::new(rest.start + opening, rest.start + end), b"\" ,.;:)(");
    // «… thi hành pháp luật và Nghị định số 32/2020/NĐ-CP»: the word joins the two instruments.
    if text.slice(run).ends_with(b" va") && next.is_some_and(|next| next.run.start == run.end + 1) {
        run = text.trim_marks(Run::new(run.start, run.end - 3), b"\" ,.;:)(");
    }
    // «phê duyệt Đề án “…”»: the closing mark belongs to the one that opens inside.
    let quotes = text.slice(run).iter().filter(|&&b| b == b'"').count();
    if quotes % 2 == 1 && text.low().get(run.end) == Some(&b'"') {
        run.end += 1;
    }
    (run.len() > 3).then(|| text.value(run))
}

/// One link for each pair and relation; `cites` only where nothing stronger holds.
fn links(
    reading: Reading<'_>,
    mentions: &[Mention],
    standings: &[Standing],
    citations: &[Citation],
) -> Vec<Link> {
    let mut order: Vec<(String, String, Relation)> = Vec::new();
    let mut found: HashMap<(String, String, Relation), Link> = HashMap::new();
    let mut add = |from: &str, to: &str, relation: Relation, index: usize, words: Run| {
        if from == to {
            return;
        }
        let key = (from.to_owned(), to.to_owned(), relation);
        if let Some(link) = found.get_mut(&key) {
            if link.citations.last() != Some(&index) {
                link.citations.push(index);
            }
            return;
        }
        order.push(key.clone());
        found.insert(
            key,
            Link {
                from: from.to_owned(),
                to: to.to_owned(),
                relation,
                citations: vec![index],
                span: reading.text.span(words),
                rule: "link.cue".into(),
                certainty: citations[index].certainty,
            },
        );
    };
    for (index, standing) in standings.iter().enumerate() {
        let to = &citations[index].target;
        let own = mentions[index].run;
        let from = |start: usize| Run::new(start.min(own.start), own.end);
        add("self", to, standing.relation, index, from(standing.start));
        if let Some((outer, relation)) = standing.within
            && relation != Relation::Cites
        {
            add(&citations[outer].target, to, relation, index, from(mentions[outer].run.start));
        }
        if let Some((changed, relation)) = standing.changes {
            add(to, &citations[changed].target, relation, changed, from(mentions[changed].run.start));
        }
    }
    let strong: HashSet<(&str, &str)> = order
        .iter()
        .filter(|(.., relation)| *relation != Relation::Cites)
        .map(|(from, to, _)| (from.as_str(), to.as_str()))
        .collect();
    let keeps = |key: &&(String, String, Relation)| {
        key.2 != Relation::Cites || !strong.contains(&(key.0.as_str(), key.1.as_str()))
    };
    order.iter().filter(keeps).filter_map(|key| found.remove(key)).collect()
}
