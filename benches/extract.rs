//! How fast documents are read, in ratio to a plain pass over the same bytes; how soon the program answers; how much
//! memory a batch takes. `cargo bench` prints one table.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

mod watch;

use std::fs::{self, File};
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use cancu::text::Text;
use cancu::{Grammar, Source};
use watch::watch;

/// How many bytes of documents are read.
const VOLUME: usize = 50_000_000;
/// The numbers of documents whose peak memory is compared.
const BATCHES: [usize; 3] = [50, 500, 2000];

fn main() {
    // `cargo test --benches` only asks whether this runs.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let samples = samples();
    let bytes: usize = samples.iter().map(|Sample { bytes, .. }| bytes.len()).sum();
    let rounds = VOLUME / bytes;
    println!(
        "{} documents of {} kB each on average, the median of {rounds} rounds",
        samples.len(),
        bytes / samples.len() / 1000
    );
    println!("\n{:<44}{:>10}{:>12}{:>10}", "one core", "MB/s", "ms/document", "ratio");
    let mut table = Table { bytes, documents: samples.len(), whole: Duration::ZERO };
    let repeat = |work: &dyn Fn(&Sample)| time(rounds, || samples.iter().for_each(work));
    let grammar = Grammar::builtin();
    let whole = repeat(&|Sample { bytes, .. }| {
        let document = cancu::extract(&decode(bytes), &grammar);
        black_box(serde_json::to_vec(&document).unwrap());
    });
    table.whole = whole;
    table.row("bytes to JSON: decode, extract, serialise", whole);
    table.row("  decode: encoding, SHA-256", repeat(&|Sample { bytes, .. }| drop(black_box(decode(bytes)))));
    let sources: Vec<Source> = samples.iter().map(|Sample { bytes, .. }| decode(bytes)).collect();
    let each = |work: &dyn Fn(&Source)| time(rounds, || sources.iter().for_each(work));
    table.row("  fold", each(&|source| drop(black_box(Text::new(&source.text)))));
    table.row("  extract, fold included", each(&|source| drop(black_box(cancu::extract(source, &grammar)))));
    let documents: Vec<_> = sources.iter().map(|source| cancu::extract(source, &grammar)).collect();
    let serialise =
        || documents.iter().for_each(|document| drop(black_box(serde_json::to_vec(document).unwrap())));
    table.row("  serialise", time(rounds, serialise));
    let plain = |Sample { bytes, .. }: &Sample| {
        black_box(simdutf8::basic::from_utf8(bytes).is_ok());
        black_box(memchr::memchr_iter(b'\n', bytes).count());
    };
    table.row("plain pass: UTF-8 check, lines counted", repeat(&plain));
    let number = regex::bytes::Regex::new(
        r"(?-u)[0-9]+(?:/[0-9]{4})?[/-][A-Z\x80-\xff]+(?:[/-][A-Z\x80-\xff][A-Za-z\x80-\xff]+)+",
    )
    .unwrap();
    table.row(
        "one regex for numbers of documents",
        repeat(&|Sample { bytes, .. }| {
            black_box(number.find_iter(bytes).count());
        }),
    );

    println!("\n{:<44}{:>10}", "the program", "ms");
    let smallest = &samples.iter().min_by_key(|Sample { bytes, .. }| bytes.len()).unwrap().path;
    println!("{:<44}{:>10.1}", "cancu --version", start(&[Path::new("--version")]));
    println!(
        "{:<44}{:>10.1}",
        "cancu extract, the smallest document",
        start(&[Path::new("extract"), smallest])
    );

    println!("\n{:<44}{:>10}{:>12}{:>10}", "cancu extract FOLDER > file", "MB/s", "peak MB", "documents");
    let room = std::env::temp_dir().join(format!("cancu-bench-{}", std::process::id()));
    for jobs in ["1", "2"] {
        for count in BATCHES {
            let folder = room.join(format!("{count}"));
            let size = fill(&folder, &samples, count);
            let (passed, peak) = batch(&folder, jobs);
            println!("{:<44}{:>10.1}{peak:>12.1}{count:>10}", format!("  --jobs {jobs}"), rate(size, passed));
        }
    }
    let _ = fs::remove_dir_all(&room);
}

/// A document as it stands on disk.
struct Sample {
    path: PathBuf,
    bytes: Vec<u8>,
}

/// The rows of the first table.
struct Table {
    bytes: usize,
    documents: usize,
    /// What the whole took; the ratio says how many times longer it takes than the row.
    whole: Duration,
}

impl Table {
    fn row(&self, name: &str, passed: Duration) {
        let each = passed.as_secs_f64() * 1000.0 / self.documents as f64;
        let ratio = self.whole.as_secs_f64() / passed.as_secs_f64();
        println!("{name:<44}{:>10.1}{each:>12.4}{ratio:>10.1}", rate(self.bytes, passed));
    }
}

fn rate(bytes: usize, passed: Duration) -> f64 {
    bytes as f64 / 1e6 / passed.as_secs_f64()
}

/// The median of so many rounds: a busy machine slows some of them.
fn time(rounds: usize, work: impl Fn()) -> Duration {
    let once = |_| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    let mut passed: Vec<Duration> = (0..rounds).map(once).collect();
    passed.sort_unstable();
    passed[rounds / 2]
}

fn decode(bytes: &[u8]) -> Source {
    cancu::source::decode("sample.txt", black_box(bytes)).unwrap()
}

fn samples() -> Vec<Sample> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut paths: Vec<PathBuf> = fs::read_dir(corpus).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(|path| Sample { bytes: fs::read(&path).unwrap(), path }).collect()
}

fn program() -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_cancu"));
    program.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    program
}

/// Milliseconds from start to end, the best of thirty.
fn start(arguments: &[&Path]) -> f64 {
    let once = || {
        let start = Instant::now();
        program().args(arguments).status().unwrap();
        start.elapsed()
    };
    (0..30).map(|_| once()).min().unwrap().as_secs_f64() * 1000.0
}

/// Fills a folder with `count` documents and tells their bytes.
fn fill(folder: &Path, samples: &[Sample], count: usize) -> usize {
    fs::create_dir_all(folder).unwrap();
    let mut size = 0;
    for (index, Sample { bytes, .. }) in samples.iter().cycle().take(count).enumerate() {
        fs::write(folder.join(format!("{index:05}.txt")), bytes).unwrap();
        size += bytes.len();
    }
    size
}

/// Reads a folder; gives the time it took and the most memory it held, in MB.
fn batch(folder: &Path, jobs: &str) -> (Duration, f64) {
    let out = File::create(folder.with_extension("ndjson")).unwrap();
    watch(program().arg("extract").arg(folder).args(["--jobs", jobs]).stdout(out).spawn().unwrap())
}
