//! Reading grammar files.
//!
//! In: the text of the files, embedded ones and overlays. Out: rows of entries with their phrases, examples and near
//! misses, then a [`Grammar`]. Whether the examples hold is decided in `check`.
//!
//! A file is an array of tables named for what it holds. Every entry has an `id`, `phrases` as printed, `examples` and
//! `near_misses`; it may have `marks = "exact"` (the marks of the letters count), `capital = true` (the first letter must
//! be one), `note` and `source`. All other keys are the fields of its type.
//!
//! ```toml
//! [[body]]
//! id = "so-y-te"
//! name = "Sở Y tế"
//! slug = "so-y-te"
//! branch = "state"
//! local = true
//! phrases = ["Sở Y tế"]
//! examples = ["báo cáo Sở Y tế tỉnh"]
//! near_misses = ["Bộ Y tế"]
//! ```

use foldhash::{HashMap, HashMapExt};
use std::borrow::Cow;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::Grammar;
use super::index::Index;
use super::lexicon::{Entry, Lexicon, Stated};
use super::openings::Openings;
use crate::text;

/// Why a grammar file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum GrammarError {
    /// A fault in a file; the message names the entry and, where one is at fault, the example.
    #[error("{file}:{line}: {message}")]
    Invalid { file: String, line: usize, message: String },
    /// A file that cannot be read.
    #[error("cannot read {}: {error}", .path.display())]
    Unreadable { path: PathBuf, error: std::io::Error },
}

/// Loads the embedded files, each overlaid by the entries of the same file name in `overlays` (name, contents).
///
/// An entry of an overlay replaces the one with its id, or is added.
pub fn load(overlays: &[(String, String)]) -> Result<Grammar, GrammarError> {
    let files = Files::new(overlays)?;
    let mut openings = Openings::default();
    let types = files.lexicon(Kind::DocumentTypes, &mut openings)?;
    let bodies = files.lexicon(Kind::Bodies, &mut openings)?;
    let places = files.lexicon(Kind::Places, &mut openings)?;
    Ok(Grammar {
        index: Index::new(&types, &bodies, &places),
        types,
        bodies,
        body_words: files.lexicon(Kind::BodyWords, &mut openings)?,
        places,
        laws: files.lexicon(Kind::Laws, &mut openings)?,
        roles: files.lexicon(Kind::Roles, &mut openings)?,
        calendar: files.lexicon(Kind::Calendar, &mut openings)?,
        relations: files.lexicon(Kind::Relations, &mut openings)?,
        form: files.lexicon(Kind::Form, &mut openings)?,
        measures: files.lexicon(Kind::Measures, &mut openings)?,
        openings,
    })
}

/// Loads the embedded files overlaid by the `*.toml` of a folder.
pub fn load_dir(dir: &Path) -> Result<Grammar, GrammarError> {
    load(&read_dir(dir)?)
}

/// The `*.toml` of a folder as overlays (path, contents), by name.
pub fn read_dir(dir: &Path) -> Result<Vec<(String, String)>, GrammarError> {
    let unreadable = |path: &Path, error| GrammarError::Unreadable { path: path.to_owned(), error };
    let mut paths = Vec::new();
    for item in std::fs::read_dir(dir).map_err(|error| unreadable(dir, error))? {
        let path = item.map_err(|error| unreadable(dir, error))?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            paths.push(path);
        }
    }
    paths.sort();
    let read = |path: &PathBuf| {
        let contents = std::fs::read_to_string(path).map_err(|error| unreadable(path, error))?;
        Ok((path.display().to_string(), contents))
    };
    paths.iter().map(read).collect()
}

/// The grammar files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    DocumentTypes,
    Bodies,
    BodyWords,
    Places,
    Laws,
    Roles,
    Calendar,
    Relations,
    Form,
    Measures,
}

impl Kind {
    pub(super) const ALL: [Kind; FILES] = [
        Kind::DocumentTypes,
        Kind::Bodies,
        Kind::BodyWords,
        Kind::Places,
        Kind::Laws,
        Kind::Roles,
        Kind::Calendar,
        Kind::Relations,
        Kind::Form,
        Kind::Measures,
    ];
}

/// The number of grammar files.
pub(super) const FILES: usize = 10;

/// The embedded text of each file, the name of the file and that of its tables.
pub(super) fn of(kind: Kind) -> (&'static str, &'static str, &'static str) {
    macro_rules! embedded {
        ($name:literal, $table:literal) => {
            (include_str!(concat!("../../grammars/", $name)), $name, $table)
        };
    }
    match kind {
        Kind::DocumentTypes => embedded!("document-types.toml", "type"),
        Kind::Bodies => embedded!("bodies.toml", "body"),
        Kind::BodyWords => embedded!("body-words.toml", "word"),
        Kind::Places => embedded!("places.toml", "place"),
        Kind::Laws => embedded!("laws.toml", "law"),
        Kind::Roles => embedded!("roles.toml", "cue"),
        Kind::Calendar => embedded!("calendar.toml", "cue"),
        Kind::Relations => embedded!("relations.toml", "cue"),
        Kind::Form => embedded!("form.toml", "cue"),
        Kind::Measures => embedded!("measures.toml", "cue"),
    }
}

/// One file as it was given, or a part of a long one.
#[derive(Debug)]
pub(super) struct File<'i> {
    kind: Kind,
    /// The path that messages show.
    shown: Cow<'i, str>,
    /// 0 for an embedded file, else the number of the overlay.
    origin: usize,
    /// The lines above this part.
    above: usize,
    text: &'i str,
}

impl File<'_> {
    /// A fault at the byte offset `at`.
    pub(super) fn error(&self, at: usize, message: impl Into<String>) -> GrammarError {
        let (line, _) = text::line_and_column(self.text, at.min(self.text.len()));
        GrammarError::Invalid {
            file: self.shown.to_string(),
            line: self.above + line,
            message: message.into(),
        }
    }
}

/// A file in parts of some kilobytes, each with the number of lines above it; a part begins with a table.
///
/// The TOML reader slows down by a factor of three where its buffers outgrow the allocator's small blocks.
fn parts(text: &str) -> impl Iterator<Item = (usize, &str)> {
    const LENGTH: usize = 4 * 1024;
    let (mut rest, mut above) = (text, 0);
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let from = rest.len().min(LENGTH);
        let table = memchr::memmem::find(&rest.as_bytes()[from..], b"\n[[");
        let end = table.map_or(rest.len(), |at| from + at + 1);
        let (part, next) = rest.split_at(end);
        let lines = above;
        above += memchr::memchr_iter(b'\n', part.as_bytes()).count();
        rest = next;
        Some((lines, part))
    })
}

/// The embedded files and the overlays, in the order in which they count.
#[derive(Debug)]
pub(super) struct Files<'i>(Vec<File<'i>>);

impl<'i> Files<'i> {
    /// All files; an overlay whose name is not that of a grammar file is an error.
    pub(super) fn new(overlays: &'i [(String, String)]) -> Result<Files<'i>, GrammarError> {
        let embedded = Kind::ALL.into_iter().flat_map(|kind| {
            let (text, name, _) = of(kind);
            parts(text).map(move |(above, text)| {
                Ok(File { kind, shown: format!("grammars/{name}").into(), origin: 0, above, text })
            })
        });
        let overlays = overlays.iter().zip(1..).map(|((path, text), origin)| {
            let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
            let kind = Kind::ALL.into_iter().find(|&kind| of(kind).1 == name);
            kind.map(|kind| File { kind, shown: path.into(), origin, above: 0, text }).ok_or_else(|| {
                let known = Kind::ALL.map(|kind| of(kind).1).join(", ");
                let message = format!("unknown grammar file, expected one of {known}");
                GrammarError::Invalid { file: path.clone(), line: 1, message }
            })
        });
        embedded.chain(overlays).collect::<Result<_, _>>().map(Files)
    }

    /// The entries of one vocabulary, overlays applied.
    pub(super) fn rows<T: DeserializeOwned>(&self, kind: Kind) -> Result<Vec<Row<'_, T>>, GrammarError> {
        let mut rows: Vec<Row<T>> = Vec::new();
        let mut known: HashMap<String, usize> = HashMap::new();
        for file in self.0.iter().filter(|file| file.kind == kind) {
            for row in read(file)? {
                match known.get(&row.entry.id) {
                    Some(&place) if rows[place].file.origin == file.origin => {
                        return Err(row.error(row.at, "this id stands twice in the file"));
                    }
                    Some(&place) => rows[place] = row,
                    None => {
                        known.insert(row.entry.id.clone(), rows.len());
                        rows.push(row);
                    }
                }
            }
        }
        Ok(rows)
    }

    fn lexicon<T: DeserializeOwned>(
        &self,
        kind: Kind,
        openings: &mut Openings,
    ) -> Result<Lexicon<T>, GrammarError> {
        compile(kind, openings, self.rows(kind)?)
    }
}

/// A string of a file with its place.
pub(super) type Words<'i> = Spanned<Cow<'i, str>>;

/// One entry of a file with all that stands in it.
#[derive(Debug)]
pub(super) struct Row<'i, T> {
    pub(super) file: &'i File<'i>,
    /// Where the entry starts.
    pub(super) at: usize,
    pub(super) entry: Entry<T>,
    pub(super) phrases: Vec<Words<'i>>,
    pub(super) examples: Vec<Words<'i>>,
    pub(super) near_misses: Vec<Words<'i>>,
    exact: bool,
    capital: bool,
}

impl<T> Row<'_, T> {
    /// A fault of this entry at the byte offset `at`.
    pub(super) fn error(&self, at: usize, message: impl AsRef<str>) -> GrammarError {
        self.file.error(at, format!("entry {}: {}", self.entry.id, message.as_ref()))
    }
}

/// Compiles rows.
pub(super) fn compile<T>(
    kind: Kind,
    openings: &mut Openings,
    rows: Vec<Row<'_, T>>,
) -> Result<Lexicon<T>, GrammarError> {
    let mut origins = Vec::with_capacity(rows.len());
    let stated = rows.into_iter().map(|row| {
        origins.push((row.file, row.at, row.entry.id.clone()));
        let (exact, capital) = (row.exact, row.capital);
        let phrases = row.phrases.into_iter().map(Words::into_inner);
        (row.entry, phrases.map(|phrase| Stated { phrase, exact, capital }).collect())
    });
    Lexicon::new(1 << (16 + kind as u32), openings, stated).map_err(|clash| {
        let (file, at, id) = &origins[clash.entries.1];
        let other = &origins[clash.entries.0].2;
        let owner = if other == id { "twice here".to_owned() } else { format!("also of entry {other}") };
        file.error(*at, format!("entry {id}: the phrase {:?} is {owner}", clash.phrase))
    })
}

/// The entries of one file, in its order.
fn read<'i, T: DeserializeOwned>(file: &'i File<'i>) -> Result<Vec<Row<'i, T>>, GrammarError> {
    let fault = |error: toml::de::Error| {
        file.error(error.span().map_or(0, |span| span.start), error.message().trim_end())
    };
    let document = DeTable::parse(file.text).map_err(fault)?;
    let (_, name, table) = of(file.kind);
    let mut rows = Vec::new();
    for (key, value) in document.into_inner() {
        if key.get_ref() != table {
            let message = format!("unknown key {:?}, {name} holds tables [[{table}]]", key.get_ref());
            return Err(file.error(key.span().start, message));
        }
        let at = value.span().start;
        let DeValue::Array(items) = value.into_inner() else {
            return Err(file.error(at, format!("expected an array of tables [[{table}]]")));
        };
        for item in items {
            rows.push(row(file, item)?);
        }
    }
    Ok(rows)
}

/// One entry: what every entry has is taken out of its table, the rest is the value.
fn row<'i, T: DeserializeOwned>(
    file: &'i File<'i>,
    item: Spanned<DeValue<'i>>,
) -> Result<Row<'i, T>, GrammarError> {
    let span = item.span();
    let DeValue::Table(table) = item.into_inner() else {
        return Err(file.error(span.start, "expected a table"));
    };
    let (mut id, mut exact, mut capital) = (None, false, false);
    let (mut phrases, mut examples, mut near_misses) = (Vec::new(), Vec::new(), Vec::new());
    let mut rest = DeTable::new();
    for (key, value) in table {
        let at = value.span().start;
        match key.get_ref().as_ref() {
            "id" => id = Some(word(file, value)?),
            "phrases" => phrases = words(file, value)?,
            "examples" => examples = words(file, value)?,
            "near_misses" => near_misses = words(file, value)?,
            "marks" if value.get_ref().as_str() == Some("exact") => exact = true,
            "marks" => return Err(file.error(at, "marks can only be \"exact\"")),
            "capital" if value.get_ref().as_bool() == Some(true) => capital = true,
            "capital" => return Err(file.error(at, "capital can only be true")),
            "note" | "source" => drop(word(file, value)?),
            _ => drop(rest.insert(key, value)),
        }
    }
    let Some(id) = id else {
        return Err(file.error(span.start, "an entry needs an id"));
    };
    let id = id.into_inner().into_owned();
    let value = T::deserialize(ValueDeserializer::from(Spanned::new(span.clone(), DeValue::Table(rest))))
        .map_err(|error: toml::de::Error| {
            let at = error.span().map_or(span.start, |span| span.start);
            file.error(at, format!("entry {id}: {}", error.message().trim_end()))
        })?;
    let row = Row {
        file,
        at: span.start,
        entry: Entry { id, value },
        phrases,
        examples,
        near_misses,
        exact,
        capital,
    };
    check_phrases(&row)?;
    Ok(row)
}

/// Every entry has a phrase, and every phrase starts with a letter or digit: words are what a lexicon looks at.
fn check_phrases<T>(row: &Row<'_, T>) -> Result<(), GrammarError> {
    if row.entry.id.is_empty() {
        return Err(row.error(row.at, "the id is empty"));
    }
    if row.phrases.is_empty() {
        return Err(row.error(row.at, "an entry needs phrases"));
    }
    for phrase in &row.phrases {
        if !phrase.get_ref().starts_with(char::is_alphanumeric) {
            let message = format!("the phrase {:?} does not start with a letter or digit", phrase.get_ref());
            return Err(row.error(phrase.span().start, message));
        }
    }
    Ok(())
}

/// A string of a file.
fn word<'i>(file: &File<'_>, value: Spanned<DeValue<'i>>) -> Result<Words<'i>, GrammarError> {
    let span = value.span();
    match value.into_inner() {
        DeValue::String(words) => Ok(Spanned::new(span, words)),
        other => Err(file.error(span.start, format!("expected a string, found {}", other.type_str()))),
    }
}

/// An array of strings of a file.
fn words<'i>(file: &File<'_>, value: Spanned<DeValue<'i>>) -> Result<Vec<Words<'i>>, GrammarError> {
    let span = value.span();
    match value.into_inner() {
        DeValue::Array(items) => items.into_iter().map(|item| word(file, item)).collect(),
        other => {
            Err(file.error(span.start, format!("expected an array of strings, found {}", other.type_str())))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn overlay(name: &str, text: &str) -> Vec<(String, String)> {
        vec![(name.to_owned(), text.to_owned())]
    }

    /// `contents` as `places.toml` must fail with `message`.
    #[track_caller]
    fn err(contents: &str, message: &str) {
        let error = load(&overlay("places.toml", contents)).expect_err("the file has a fault");
        assert_eq!(error.to_string(), message);
    }

    const PLACE: &str = "[[place]]\nid = \"a\"\nname = \"A\"\nunit = \"tỉnh\"\n";

    #[test]
    fn ok_parts_are_the_whole() {
        for kind in Kind::ALL {
            let (text, name, _) = of(kind);
            let whole: String = parts(text).map(|(_, part)| part).collect();
            assert_eq!(whole, text, "{name}");
            for (above, part) in parts(text).skip(1) {
                assert!(part.starts_with("[["), "{name}");
                assert_eq!(text.lines().nth(above), part.lines().next(), "{name}");
            }
        }
    }

    #[test]
    fn ok_an_overlay_replaces_and_adds() {
        let contents = "
            [[place]]
            id = \"ha-noi\"
            name = \"Thủ đô\"
            unit = \"thành phố\"
            phrases = [\"Kẻ Chợ\"]
            [[place]]
            id = \"phu-xuan\"
            name = \"Phú Xuân\"
            unit = \"tỉnh\"
            phrases = [\"Phú Xuân\"]";
        let grammar = load(&overlay("dir/places.toml", contents)).expect("the overlay is sound");
        let builtin = Grammar::builtin();
        assert_eq!(grammar.places.entries().len(), builtin.places.entries().len() + 1);
        let text = crate::text::Text::new("Kẻ Chợ, Phú Xuân, Hà Nội");
        let found = grammar.places.find_iter(&text, text.all());
        let names: Vec<&str> = found.map(|found| found.entry.value.name.as_str()).collect();
        assert_eq!(names, ["Thủ đô", "Phú Xuân"]);
    }

    #[test]
    fn ok_later_overlays_count_more() {
        let place = |name: &str| {
            let row =
                format!("[[place]]\nid = \"a\"\nname = \"{name}\"\nunit = \"tỉnh\"\nphrases = [\"Aaa\"]");
            ("places.toml".to_owned(), row)
        };
        let grammar = load(&[place("first"), place("second")]).expect("both are sound");
        let added = grammar.places.entries().iter().find(|entry| entry.id == "a");
        assert_eq!(added.map(|entry| entry.value.name.as_str()), Some("second"));
    }

    #[test]
    fn err_names_file_line_and_entry() {
        err(&format!("{PLACE}phrases = []"), "places.toml:1: entry a: an entry needs phrases");
        err(PLACE, "places.toml:1: entry a: an entry needs phrases");
        err(
            &format!("{PLACE}phrases = [\n  \"Aaa\",\n  \"- b\"]"),
            "places.toml:7: entry a: the phrase \"- b\" does not start with a letter or digit",
        );
        err(
            &format!("{PLACE}phrases = [\"Aaa\"]\n\n{PLACE}phrases = [\"Bbb\"]"),
            "places.toml:7: entry a: this id stands twice in the file",
        );
        err(
            &format!("{PLACE}phrases = [\"hà nội\"]"),
            "places.toml:1: entry a: the phrase \"ha noi\" is also of entry ha-noi",
        );
        err(
            &format!("{PLACE}phrases = [\"Aá\", \"aa\"]"),
            "places.toml:1: entry a: the phrase \"aa\" is twice here",
        );
        err("[[place]]\nname = \"A\"", "places.toml:1: an entry needs an id");
    }

    #[test]
    fn err_on_keys_and_values() {
        err(
            &format!("{PLACE}phrases = [\"Aaa\"]\nend = \"2025\""),
            "places.toml:6: entry a: unknown field `end`, expected one of `name`, `unit`, `since`, `until`, \
             `merged_into`",
        );
        err(
            "[[place]]\nid = \"a\"\nname = \"A\"\nphrases = [\"Aaa\"]",
            "places.toml:1: entry a: missing field `unit`",
        );
        err(
            "[[places]]\nid = \"a\"",
            "places.toml:1: unknown key \"places\", places.toml holds tables [[place]]",
        );
        err("place = 1", "places.toml:1: expected an array of tables [[place]]");
        err(
            &format!("{PLACE}phrases = [\"Aaa\"]\nmarks = \"loose\""),
            "places.toml:6: marks can only be \"exact\"",
        );
        err(
            &format!("{PLACE}phrases = \"Aaa\""),
            "places.toml:5: expected an array of strings, found string",
        );
        err(&format!("{PLACE}phrases = [1]"), "places.toml:5: expected a string, found integer");
    }

    #[test]
    fn err_on_bad_toml() {
        let error = load(&overlay("places.toml", "[[place]]\nid = ")).expect_err("a value is missing");
        assert!(error.to_string().starts_with("places.toml:2: "), "{error}");
    }

    #[test]
    fn err_on_unknown_files() {
        let error = load(&overlay("dir/place.toml", "")).expect_err("no such file");
        assert!(
            error
                .to_string()
                .starts_with("dir/place.toml:1: unknown grammar file, expected one of document-types.toml"),
            "{error}"
        );
    }

    #[test]
    fn ok_a_folder_of_overlays() {
        let dir = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &str| std::fs::write(dir.path().join(name), text).expect("a file");
        write("places.toml", &format!("{PLACE}phrases = [\"Aaa\"]"));
        write("README.md", "no grammar");
        let grammar = load_dir(dir.path()).expect("the folder is sound");
        assert!(grammar.places.entries().iter().any(|entry| entry.id == "a"));
        write("other.toml", "");
        assert!(matches!(load_dir(dir.path()), Err(GrammarError::Invalid { .. })));
        let missing = load_dir(&dir.path().join("none")).expect_err("no such folder");
        assert!(missing.to_string().starts_with("cannot read "), "{missing}");
    }
}
