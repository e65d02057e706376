//! What can be typed.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::builder::styling::{AnsiColor, Styles};
use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::export::Format;
use crate::lint::Code;

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Cyan.on_default().bold())
    .usage(AnsiColor::Cyan.on_default().bold())
    .literal(AnsiColor::Green.on_default())
    .placeholder(AnsiColor::Yellow.on_default());

const EXAMPLES: &str = "\
Examples:
  cancu extract ke-hoach.txt --pretty       one plan as JSON, indented
  cancu extract van-ban/ > all.ndjson       a folder, one document a line
  cancu extract van-ban/ -o json/           a folder, one JSON file for each document
  pdftotext -layout kh.pdf - | cancu extract -
  cancu show ke-hoach.txt                   the same for people: outline, parents, tasks, deadlines
  cancu check ke-hoach.txt --lang vi        what to correct before signing
  cancu diff old.ndjson new.ndjson          facts gained, lost, changed between two runs
  cancu ingest van-ban/                     keep a folder in the archive ./cancu.db
  cancu search bao luc hoc duong            find words in the archive, with marks or without
  cancu graph lineage 28-CT/TW              what an instrument hangs on, and what hangs on it
  cancu export csv -o bang/                 the archive as tables; also as graphs, linked data, Akoma Ntoso

Exit codes:
  0  all well
  1  some document not read, below its floor, different, or with findings
  2  wrong usage, or files that cannot serve

«cancu help COMMAND» tells more about each command.";

/// Reads Vietnamese administrative plans and shows how each hangs on the directives above it
///
/// cancu (căn cứ, the legal basis a document stands on) reads kế hoạch, quyết định, chỉ thị, công văn and other
/// administrative documents as text or Markdown, and gives their header, sections, citations, assignments, deadlines and
/// targets as JSON, each with its place in the source.
#[derive(Debug, Parser)]
#[command(name = "cancu", version, styles = STYLES, arg_required_else_help = true, max_term_width = 100)]
#[command(after_help = EXAMPLES, subcommand_required = true, propagate_version = false)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Command,

    /// Folder of grammar files that add to the built-in ones
    ///
    /// Each *.toml there adds its entries to the built-in file of the same name, so that an archive can teach the program
    /// its own departments, document types and phrases. «cancu grammar check DIR» proves them.
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) grammars: Option<PathBuf>,

    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(super) color: Color,

    /// Say nothing on standard error but errors
    #[arg(short, long, global = true)]
    pub(super) quiet: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Color {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl Color {
    /// Makes it the choice of every stream.
    pub(super) fn write_global(self) {
        match self {
            Color::Auto => anstream::ColorChoice::Auto,
            Color::Always => anstream::ColorChoice::Always,
            Color::Never => anstream::ColorChoice::Never,
        }
        .write_global();
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Extract(Extract),
    Show(Show),
    Check(Check),
    Eval(Eval),
    Diff(Diff),
    Ingest(Ingest),
    Search(Search),
    Graph(Graph),
    Due(Due),
    Matters(Matters),
    Review(Review),
    Correct(Correct),
    Accept(Judge),
    Reject(Judge),
    Withdraw(Withdraw),
    Sql(Sql),
    Export(Export),
    /// Print the JSON Schema of the output
    Schema,
    /// Work on grammar files
    Grammar {
        #[command(subcommand)]
        command: GrammarCommand,
    },
    /// Print completions for a shell
    #[command(
        after_help = "Example:\n  cancu completions bash > ~/.local/share/bash-completion/completions/cancu"
    )]
    Completions {
        /// Which shell
        shell: Shell,
    },
}

/// Read documents and write what they state as JSON
///
/// One file gives one JSON document; several files, or a folder, give one document a line (NDJSON), in the order of the
/// arguments and, in a folder, of the names. The output is the same bytes whatever the number of jobs.
///
/// A folder is searched for *.txt, *.md, *.markdown and *.text, below it too; names that begin with a dot are passed
/// over. A file that is named is read whatever its ending. UTF-8, UTF-16 and windows-1258 are recognised. What cannot be
/// read is reported on standard error, and the others go on.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cancu extract ke-hoach.txt --pretty
  cancu extract van-ban/ --jobs 4 > all.ndjson
  cancu extract a.txt b.md -o json/
  pdftotext -layout kh.pdf - | cancu extract - | jq .deadlines

Exit codes: 0 all read, 1 some not, 2 wrong usage")]
pub(super) struct Extract {
    /// Files, folders, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    /// Write one file for each document into this folder
    ///
    /// The file is named after the input, without its ending: plan.txt gives plan.json. Inputs that would share a name all
    /// keep their ending (plan.txt.json, plan.md.json); where that is not enough, all take their whole path, with -- between
    /// the folders (2024--plan.txt.json). The folder is made where it is missing.
    #[arg(short, long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,

    /// Indent the JSON; several documents then form one array
    #[arg(long)]
    pub(super) pretty: bool,

    #[command(flatten)]
    pub(super) jobs: Jobs,

    /// Name on standard error what a folder holds besides documents
    #[arg(long)]
    pub(super) list_skipped: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct Jobs {
    /// How many documents to read at once [default: one for each core]
    #[arg(short, long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
}

impl Jobs {
    pub(super) fn count(&self) -> NonZeroUsize {
        let cores = || std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        self.jobs.unwrap_or_else(cores)
    }
}

/// Read documents and lay out what they state for people
///
/// Shows the header, what the document stands on, the outline with the id of each section, the instruments it cites and
/// where they lead, who does what by when, the targets, and what was repaired or is doubtful. Colours appear on a terminal
/// only.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cancu show ke-hoach.txt
  cancu show ke-hoach.txt --full | less
  cancu show json/ke-hoach.json --width 60")]
pub(super) struct Show {
    /// Documents, or JSON that «cancu extract» wrote; - for standard input
    #[arg(required = true, value_name = "FILE")]
    pub(super) paths: Vec<PathBuf>,

    /// How many columns to fill [default: $COLUMNS, or the terminal's, or 80]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(20..))]
    pub(super) width: Option<u16>,

    /// Show the whole text of each section and task
    #[arg(long)]
    pub(super) full: bool,
}

/// Find what a clerk would correct before signing
///
/// Looks for elements of form that Nghị định 30/2020/NĐ-CP asks for and that are missing or malformed, gaps and repeats of the
/// numbering, citations that cannot be right, tasks without lead or time, leads who do not receive the document, times that
/// cannot be kept, and targets that nobody answers for. Each finding has a code; docs/checks.md lists them all.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cancu check ke-hoach.txt
  cancu check du-thao/ --lang vi --deny number-missing --allow motto-missing
  cancu check du-thao/ --format sarif > cancu.sarif
  cancu check du-thao/ --format github

Exit codes: 0 clean, or notes only; 1 warnings, errors, or a document not read; 2 wrong usage")]
pub(super) struct Check {
    /// Files, folders, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    /// How to write the findings
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(super) format: CheckFormat,

    /// Language of the sentences [default: Vietnamese where LC_ALL, LC_MESSAGES or LANG says so, else English]
    #[arg(long, value_name = "LANG")]
    pub(super) lang: Option<Language>,

    /// Make a code an error, also one that is off by default; repeatable
    #[arg(long, value_name = "CODE", value_parser = code, value_delimiter = ',')]
    pub(super) deny: Vec<Code>,

    /// Do not report a code; repeatable
    #[arg(long, value_name = "CODE", value_parser = code, value_delimiter = ',')]
    pub(super) allow: Vec<Code>,

    #[command(flatten)]
    pub(super) jobs: Jobs,
}

fn code(word: &str) -> Result<Code, String> {
    Code::named(word).ok_or_else(|| {
        let known: Vec<&str> = Code::ALL.iter().map(|code| code.name()).collect();
        format!("expected one of {}", known.join(", "))
    })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum CheckFormat {
    /// With the line of the source
    Human,
    /// One array of findings
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Workflow commands, for annotations on GitHub
    Github,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Language {
    /// Tiếng Việt
    Vi,
    /// English
    En,
}

/// Measure an extraction against gold annotations
///
/// Prints precision, recall and F1 of each facet, over all documents together. Documents and annotations are paired by the
/// file name of the document's path. PATHs are read and extracted; --out takes JSON that «cancu extract» wrote. The facets
/// «spans» and «coverage» need the source text: that of PATH, that found in --sources, or that at the document's own path
/// if it is unchanged.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cancu eval --gold tests/gold corpus/
  cancu eval --gold tests/gold corpus/ -v | grep deadlines
  cancu eval --gold tests/gold --out all.ndjson --sources corpus/ --floors tests/gold/floors.toml

A floors file holds one line for each facet that must not fall: deadlines = 0.97

Exit codes: 0 all well, 1 a floor missed or a document without output, 2 trouble")]
pub(super) struct Eval {
    /// Folder of gold annotations, one JSON file for each document
    #[arg(long, value_name = "DIR")]
    pub(super) gold: PathBuf,

    /// Extracted JSON: a file, NDJSON, or a folder; repeatable
    #[arg(long, value_name = "PATH")]
    pub(super) out: Vec<PathBuf>,

    /// Documents to extract: files or folders
    #[arg(value_name = "PATH", required_unless_present = "out")]
    pub(super) paths: Vec<PathBuf>,

    /// Folder with the source texts of --out; repeatable
    #[arg(long, value_name = "DIR", requires = "out")]
    pub(super) sources: Vec<PathBuf>,

    /// List every miss, surplus and wrong value
    #[arg(short, long)]
    pub(super) verbose: bool,

    /// One line for each document, too
    #[arg(long)]
    pub(super) each: bool,

    /// TOML file with the least F1 of each facet
    #[arg(long, value_name = "FILE")]
    pub(super) floors: Option<PathBuf>,

    /// Print the scores as JSON instead of a table
    #[arg(long, conflicts_with_all = ["verbose", "each"])]
    pub(super) json: bool,

    #[command(flatten)]
    pub(super) jobs: Jobs,
}

/// Tell what one extraction states that another does not
///
/// Documents are paired by the file name of their path. First come the counts of each facet, then a line for each fact that
/// is gained (+), lost (-) or changed (~). Spans are compared only where both extractions read the same bytes.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cancu diff old.ndjson new.ndjson --summary
  cancu diff json-before/ json-after/ | grep '^  [+-] deadlines'

Exit codes: 0 the same, 1 different, 2 trouble")]
pub(super) struct Diff {
    /// JSON, NDJSON or a folder of them; - for standard input
    #[arg(value_name = "OLD")]
    pub(super) old: PathBuf,

    /// JSON, NDJSON or a folder of them; - for standard input
    #[arg(value_name = "NEW")]
    pub(super) new: PathBuf,

    /// Print the counts only
    #[arg(short, long)]
    pub(super) summary: bool,
}

/// Keep documents in an archive
///
/// Reads files and folders as «cancu extract» does and keeps what they state in one SQLite file. It can be stopped at any
/// point and run again: what is stored and unchanged is passed over, a changed file becomes a new version, a file that is
/// gone is reported and kept, and a file that cannot be read is noted with its reason.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cancu ingest corpus
  cancu ingest van-ban/ --archive tinh.db --keep-originals

Exit codes: 0 all read, 1 some not, 2 wrong usage")]
pub(super) struct Ingest {
    /// Files or folders
    #[arg(required = true, value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    #[command(flatten)]
    pub(super) archive: ArchiveFile,

    /// Keep the original bytes in the archive, too
    #[arg(long)]
    pub(super) keep_originals: bool,

    /// Read everything anew, also what is unchanged
    #[arg(long)]
    pub(super) again: bool,

    /// How many files are stored in one go: a run that is stopped loses what it has begun
    #[arg(long, value_name = "N", default_value_t = crate::archive::BATCH_FILES, hide = true)]
    pub(super) batch: usize,

    #[command(flatten)]
    pub(super) jobs: Jobs,
}

#[derive(Debug, clap::Args)]
pub(super) struct ArchiveFile {
    /// The archive
    #[arg(long, global = true, value_name = "FILE", default_value = "cancu.db")]
    archive: PathBuf,
}

impl std::ops::Deref for ArchiveFile {
    type Target = PathBuf;

    fn deref(&self) -> &PathBuf {
        &self.archive
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum AnswerFormat {
    /// For people
    Table,
    /// One array, or one tree
    Json,
    /// Comma-separated, with a line of headings
    Csv,
}

/// Where an answer comes from, and its form.
#[derive(Debug, clap::Args)]
pub(super) struct AnswerArgs {
    #[command(flatten)]
    pub(super) archive: ArchiveFile,

    #[arg(long, global = true, value_name = "FORMAT", default_value = "table")]
    pub(super) format: AnswerFormat,
}

/// Which documents of the archive.
#[derive(Debug, clap::Args)]
pub(super) struct Filters {
    /// Only documents of a type, such as KH
    #[arg(long, value_name = "CODE")]
    pub(super) kind: Option<String>,

    /// Only documents of an issuer: its slug or the beginning of it, such as ubnd-tinh
    #[arg(long, value_name = "SLUG")]
    pub(super) issuer: Option<String>,

    /// Only documents of a level
    #[arg(long, value_name = "LEVEL", value_parser = ["central", "province", "district", "commune"])]
    pub(super) level: Option<String>,

    /// Only documents of this day or later (2024, 2024-06, 2024-06-30)
    #[arg(long, value_name = "DATE")]
    pub(super) from: Option<String>,

    /// Only documents of this day or earlier
    #[arg(long, value_name = "DATE")]
    pub(super) to: Option<String>,
}

/// Find words in the archive
///
/// Words typed without marks find words with any marks («duong» finds «đường» and «dương»), words typed with marks find these
/// and, after them, sections without any marks. "…" is a phrase, AND, OR and NOT join, word* is a beginning, numbers may be in
/// any spelling (28 CT/TW).
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cancu search bao luc hoc duong
  cancu search '\"học đường\" NOT mầm*' --kind KH --level province
  cancu search 28 CT/TW --from 2024 --format json
  cancu search duoi nuoc --province 'Bình Phước' --cites 1248/QĐ-TTg")]
pub(super) struct Search {
    /// What to search for
    #[arg(required = true, value_name = "WORDS")]
    pub(super) words: Vec<String>,

    #[command(flatten)]
    pub(super) filters: Filters,

    /// Only documents of a province, by name or slug; what went into it in a merger belongs to it
    #[arg(long, value_name = "NAME")]
    pub(super) province: Option<String>,

    /// Only documents that cite an instrument: its number as printed, or its id
    #[arg(long, value_name = "ID")]
    pub(super) cites: Option<String>,

    /// How many hits
    #[arg(long, value_name = "N", default_value = "20")]
    pub(super) limit: usize,

    #[command(flatten)]
    pub(super) answer: AnswerArgs,
}

/// Ask how instruments hang on one another
///
/// ID is a canonical id or a number as printed (28-CT/TW); where it may mean several instruments they are listed.
#[derive(Debug, clap::Args)]
pub(super) struct Graph {
    #[command(subcommand)]
    pub(super) command: GraphCommand,

    #[command(flatten)]
    pub(super) answer: AnswerArgs,
}

#[derive(Debug, Subcommand)]
pub(super) enum GraphCommand {
    /// What it carries out, up to the top, and what carries it out, down to the communes
    Lineage {
        /// A number as printed, such as «28-CT/TW», or an id that another answer shows
        id: String,
        /// How many steps each way
        #[arg(long, value_name = "N", default_value = "12")]
        depth: usize,
    },
    /// Which of its tasks, targets and deadlines the plans below answer, drop and add
    Cascade {
        /// A number as printed, such as «28-CT/TW», or an id that another answer shows
        id: String,
        /// How many steps down; each plan is held against the one it carries out
        #[arg(long, value_name = "N", default_value = "1")]
        depth: usize,
    },
    /// The mentions of an instrument
    Citing {
        /// A number as printed, such as «28-CT/TW», or an id that another answer shows
        id: String,
    },
    /// What an instrument mentions
    CitedBy {
        /// A number as printed, such as «28-CT/TW», or an id that another answer shows
        id: String,
    },
    /// How one instrument leads to another
    Path { from: String, to: String },
    /// The mentions that lead to no certain instrument, and why
    Unresolved,
    /// The plans that still stand on replaced or repealed instruments
    Stale,
    /// How much the archive holds and how far it is connected
    Stats,
    /// The instruments most cited that the archive does not hold
    Wanted {
        /// How many
        #[arg(long, value_name = "N", default_value = "50")]
        limit: usize,
    },
}

/// What is due when and by whom
///
/// What comes again is unfolded, from the date of its document to the end of the term that the title names; what hangs on
/// an event («10 days after …») comes last, with the event.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cancu due --body \"Sở Y tế tỉnh Đồng Nai\" --from 2025-01-01 --to 2025-12-31
  cancu due --format ics > due.ics")]
pub(super) struct Due {
    /// Whose: a name or an id; those whose tasks it took over are included. May be given more than once
    #[arg(long, value_name = "BODY")]
    pub(super) body: Vec<String>,

    /// The first day; today where it is not given
    #[arg(long, value_name = "DATE")]
    pub(super) from: Option<jiff::civil::Date>,

    /// The last day; a year after the first where it is not given
    #[arg(long, value_name = "DATE")]
    pub(super) to: Option<jiff::civil::Date>,

    /// At most so many, the earliest first; a table has 500 where it is not given, other formats all
    #[arg(long, value_name = "N")]
    pub(super) limit: Option<usize>,

    #[command(flatten)]
    pub(super) archive: ArchiveFile,

    /// How to write it; ics is a calendar
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub(super) format: DueFormat,
}

/// How to write what is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum DueFormat {
    Table,
    Json,
    Csv,
    Ics,
}

/// Everything that a body leads, owes, takes part in or receives
///
/// BODY is a name or an id; whose tasks it took over, and who took over its own, are included.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  cancu matters \"Sở Lao động - Thương binh và Xã hội tỉnh Đồng Nai\"")]
pub(super) struct Matters {
    pub(super) body: String,

    #[command(flatten)]
    pub(super) answer: AnswerArgs,
}

/// What deserves a look, worst first
///
/// Corrections that no longer apply, illegible texts, contradictions, errors, facts and mentions with several readings,
/// warnings, repairs.
#[derive(Debug, clap::Args)]
pub(super) struct Review {
    /// How many
    #[arg(long, value_name = "N", default_value = "50")]
    pub(super) limit: usize,

    /// Every decision that was ever noted, by whom and why, instead
    #[arg(long)]
    pub(super) history: bool,

    #[command(flatten)]
    pub(super) answer: AnswerArgs,
}

/// Who decides something about an archive, and why.
#[derive(Debug, clap::Args)]
pub(super) struct Author {
    /// Who decides
    #[arg(long, value_name = "NAME")]
    pub(super) by: String,

    /// Why
    #[arg(long, value_name = "WORDS")]
    pub(super) why: Option<String>,

    #[command(flatten)]
    pub(super) archive: ArchiveFile,
}

/// What every decision has.
#[derive(Debug, clap::Args)]
pub(super) struct Decision {
    /// The document: its number, its canonical id, its file or its key (#12)
    pub(super) document: String,

    #[command(flatten)]
    pub(super) author: Author,
}

/// Give a field another value
///
/// The extraction itself stays; the correction lies over it, also when the text is read anew.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cancu correct 220/KH-UBND title \"Thực hiện Chỉ thị số 28-CT/TW\" --by \"Nguyễn Văn An\" --why \"checked against the scan\"
  cancu correct plan.txt citations/3/date 2023-12-25 --by An
  cancu correct plan.txt issuer \"Ủy ban nhân dân tỉnh Đồng Nai\" --by An")]
pub(super) struct Correct {
    #[command(flatten)]
    pub(super) decision: Decision,

    /// The field: one of the head (title, number, date, issuer, kind), or one of a fact (citations/3/target)
    pub(super) field: String,

    /// The value: words, or JSON; null for none
    #[arg(allow_hyphen_values = true)]
    pub(super) value: String,
}

/// Say that a fact is right (accept), or that it is none (reject)
///
/// A repair that is rejected gives back what is printed.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  cancu reject plan.txt repairs/2 --by An")]
pub(super) struct Judge {
    #[command(flatten)]
    pub(super) decision: Decision,

    /// The fact, repair or diagnostic: citations/3, repairs/2
    pub(super) fact: String,
}

/// Take a correction back; the history keeps both
#[derive(Debug, clap::Args)]
pub(super) struct Withdraw {
    /// The number of the correction
    pub(super) correction: i64,

    #[command(flatten)]
    pub(super) author: Author,
}

/// Ask the archive in SQL, read-only
///
/// The views (documents, citations, links, assignments, deadlines, targets, bodies and more) are described in
/// docs/archive.md.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  cancu sql -c \"SELECT kind, count(*) FROM documents GROUP BY kind\" --format csv")]
pub(super) struct Sql {
    /// The question; without it questions are asked one after another, each ended by a semicolon
    #[arg(short, long, value_name = "SQL")]
    pub(super) command: Option<String>,

    #[command(flatten)]
    pub(super) answer: AnswerArgs,
}

/// Write the archive for other programs
///
/// Writes all documents, or those that fit every filter. An export stands under its name whole or not at all, and is the
/// same bytes each time. A graph has the instruments of the documents, those they link to, and the links they state.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cancu export csv -o bang/
  cancu export graphml -o tinh.graphml --level province --from 2024
  cancu export akoma-ntoso -o akn/ --of 220/KH-UBND
  cancu export ndjson | jq .header.title

docs/archive.md says what each format holds and what opens it.

Exit codes: 0 written, 1 nothing fits or it cannot be written, 2 wrong usage")]
pub(super) struct Export {
    /// The format
    #[arg(value_name = "FORMAT")]
    pub(super) format: Format,

    /// Where to: a file, or a folder for the formats that are one; standard output where it is - or not given
    #[arg(short, long, value_name = "PATH")]
    pub(super) output: Option<PathBuf>,

    /// Replace what an earlier export left there
    #[arg(long)]
    pub(super) force: bool,

    #[command(flatten)]
    pub(super) archive: ArchiveFile,

    /// Only documents of an instrument: a canonical id or a number as printed; repeatable
    #[arg(long, value_name = "ID")]
    pub(super) of: Vec<String>,

    #[command(flatten)]
    pub(super) filters: Filters,

    /// Language of the headings of csv
    #[arg(long, value_name = "LANG")]
    pub(super) headings: Option<Language>,
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Format] {
        &Format::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()).help(self.about()))
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum GrammarCommand {
    /// Load the grammar and prove it: every example matches, no near miss does
    ///
    /// Takes the built-in files with those of DIR, or of --grammars, on top.
    Check {
        /// Folder of grammar files
        dir: Option<PathBuf>,
    },
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn arguments_agree_with_each_other() {
        Args::command().debug_assert();
    }
}
