//! How an archive bears many documents: made plans are ingested and questioned, one table for each number of them.
//!
//! `cargo bench --bench archive -- 10000 100000`; `--keep FOLDER` keeps corpus and archive there, and uses those it finds.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

mod plans;
#[path = "../watch.rs"]
mod watch;

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use cancu::archive::Archive;
use cancu::query::{self, Query};
use plans::{Dice, FAMILY, Plans};
use watch::watch;

/// The numbers of documents where none are given.
const COUNTS: [usize; 2] = [1_000, 10_000];
/// How many different questions of a kind are asked through the library, and through the program.
const QUESTIONS: usize = 40;
const CALLS: usize = 10;
/// The jobs of ingest and extract.
const JOBS: &str = "2";

fn main() {
    let mut counts = Vec::new();
    let mut kept = None;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            // `cargo test --benches` only asks whether this runs.
            "--test" => return,
            "--bench" => {}
            "--keep" => kept = Some(PathBuf::from(arguments.next().unwrap())),
            count => counts.push(count.parse().unwrap()),
        }
    }
    if counts.is_empty() {
        counts.extend(COUNTS);
    }
    let room = kept
        .clone()
        .unwrap_or_else(|| std::env::temp_dir().join(format!("cancu-plans-{}", std::process::id())));
    for count in counts {
        measure(&room.join(count.to_string()), count);
        if kept.is_none() {
            fs::remove_dir_all(&room).unwrap();
        }
    }
}

/// Everything about an archive of so many documents.
fn measure(room: &Path, count: usize) {
    let plans = Plans::new();
    let (folder, file) = (room.join("plans"), room.join("cancu.db"));
    if !folder.exists() {
        plans.write(&folder, count);
    }
    let size = |path: &Path| fs::metadata(path).unwrap().len();
    let bytes: u64 = (0..count).map(|index| size(&folder.join(plans::path(index)))).sum();
    println!("\n{count} plans of {} kB each on average, {JOBS} jobs", bytes / count as u64 / 1000);
    println!("{:<44}{:>10}{:>10}{:>10}{:>10}", "filling", "s", "doc/s", "MB/s", "peak MB");
    let row = |name: &str, run: &Run, count: usize, bytes: u64| {
        let seconds = run.passed.as_secs_f64();
        let rates = (count as f64 / seconds, bytes as f64 / 1e6 / seconds);
        println!("{name:<44}{seconds:>10.2}{:>10.0}{:>10.1}{:>10.1}", rates.0, rates.1, run.peak);
    };
    let archive = [OsStr::new("--archive"), file.as_os_str()];
    if !file.exists() {
        let jobs = [OsStr::new("--jobs"), OsStr::new(JOBS)];
        let extract = run(["extract".as_ref(), folder.as_os_str()].into_iter().chain(jobs));
        row("cancu extract alone", &extract, count, bytes);
        let ingest = ["ingest".as_ref(), folder.as_os_str()];
        let filled = run(ingest.into_iter().chain(jobs).chain(archive));
        row("cancu ingest, text index included", &filled, count, bytes);
        println!(
            "{:<44}{:>10.2}",
            "  in times of extract",
            filled.passed.as_secs_f64() / extract.passed.as_secs_f64()
        );
    }
    let again = run(["ingest".as_ref(), folder.as_os_str()].into_iter().chain(archive));
    row("cancu ingest, nothing changed", &again, count, bytes);
    let one = room.join("one.txt");
    fs::write(&one, plans.text(count + FAMILY)).unwrap();
    let added = run(["ingest".as_ref(), one.as_os_str()].into_iter().chain(archive));
    row("cancu ingest, one document more", &added, 1, size(&one));
    println!("{:<44}{:>10.2}", "all mentions resolved anew", settle(&file).as_secs_f64());
    println!(
        "{:<44}{:>10.1}{:>10.2} times the plans",
        "archive, MB",
        size(&file) as f64 / 1e6,
        size(&file) as f64 / bytes as f64
    );
    ask(&plans, count, &folder, &file);
}

/// How long it takes to resolve every mention of an archive.
fn settle(file: &Path) -> Duration {
    let connection = rusqlite::Connection::open(file).unwrap();
    connection.execute("INSERT OR IGNORE INTO unsettled SELECT id FROM document", []).unwrap();
    drop(connection);
    let mut archive = Archive::create(file).unwrap();
    let start = Instant::now();
    archive.writer("bench", &cancu::Grammar::builtin(), 500).unwrap().finish().unwrap();
    start.elapsed()
}

/// One kind of question: what is asked, and what answers it.
struct Kind<'a> {
    name: &'static str,
    /// The arguments of the program; the last one is the question.
    command: &'static [&'static str],
    questions: Vec<String>,
    answer: &'a dyn Fn(&Archive, &str) -> usize,
}

fn ask(plans: &Plans, count: usize, folder: &Path, file: &Path) {
    let mut dice = Dice(7);
    let mut some = |make: &mut dyn FnMut(usize) -> String| -> Vec<String> {
        (0..QUESTIONS).map(|_| make(dice.below(count))).collect()
    };
    let id = |index: usize| {
        let family = index / FAMILY;
        format!("vn/thu-tuong-chinh-phu/qd/{}/{}", 2015 + family % 9, 100 + family)
    };
    let thing = |index: usize| plans.things()[index % plans.things().len()];
    let found = |archive: &Archive, words: &str, narrow: fn(&mut Query<'_>)| {
        let mut query = Query { words, limit: 20, ..Query::default() };
        narrow(&mut query);
        query::search(archive, &query).unwrap().list.len()
    };
    let search = |archive: &Archive, words: &str| found(archive, words, |_| {});
    let one = |archive: &Archive, name: &str| query::find(archive, name).unwrap().into_iter().next();
    let citing = |archive: &Archive, name: &str| {
        one(archive, name).map_or(0, |found| query::citing(archive, &found).unwrap().len())
    };
    let lineage = |archive: &Archive, name: &str| {
        one(archive, name).map_or(0, |found| query::lineage(archive, &found, 12).unwrap().below.len())
    };
    let common =
        ["kế hoạch", "tổ chức", "thực hiện", "triển khai", "ủy ban nhân dân", "báo cáo", "năm", "cơ quan"];
    let kinds = [
        Kind {
            name: "lineage of a directive",
            command: &["graph", "lineage"],
            questions: some(&mut |index| id(index)),
            answer: &lineage,
        },
        Kind {
            name: "lineage of a plan",
            command: &["graph", "lineage"],
            questions: some(&mut |index| held(file, index)),
            answer: &lineage,
        },
        Kind {
            name: "citing a directive",
            command: &["graph", "citing"],
            questions: some(&mut |index| id(index)),
            answer: &citing,
        },
        Kind {
            name: "citing a provincial plan",
            command: &["graph", "citing"],
            questions: some(&mut |index| held(file, index / FAMILY * FAMILY + 1 + index % 19)),
            answer: &citing,
        },
        Kind {
            name: "cited by a plan",
            command: &["graph", "cited-by"],
            questions: some(&mut |index| held(file, index)),
            answer: &|archive, name| {
                one(archive, name).map_or(0, |of| query::cited_by(archive, &of).unwrap().len())
            },
        },
        Kind {
            name: "wanted, the 50 first",
            command: &["graph", "wanted", "--limit"],
            questions: vec!["50".to_owned(); 5],
            answer: &|archive, _| query::wanted(archive, 50).unwrap().len(),
        },
        Kind {
            name: "search: common words",
            command: &["search"],
            questions: some(&mut |index| common[index % common.len()].to_owned()),
            answer: &search,
        },
        Kind {
            name: "search: common words, typed without marks",
            command: &["search"],
            questions: some(&mut |index| cancu::text::fold(common[index % common.len()])),
            answer: &search,
        },
        Kind {
            name: "search: a rare word",
            command: &["search"],
            questions: some(&mut |index| plans.rare_word(2000 + index % 1000).to_owned()),
            answer: &search,
        },
        Kind {
            name: "search: a phrase",
            command: &["search"],
            questions: some(&mut |index| format!("\"{}\"", thing(index))),
            answer: &search,
        },
        Kind {
            name: "search: a phrase, typed without marks",
            command: &["search"],
            questions: some(&mut |index| format!("\"{}\"", cancu::text::fold(thing(index)))),
            answer: &search,
        },
        Kind {
            name: "search: words of two things",
            command: &["search"],
            questions: some(&mut |index| format!("{} {}", thing(index), thing(index / 7))),
            answer: &search,
        },
        Kind {
            name: "search: a number",
            command: &["search"],
            questions: some(&mut |index| plans.number(index)),
            answer: &search,
        },
        Kind {
            name: "search: common words of one level",
            command: &["search", "--level", "district"],
            questions: some(&mut |index| common[index % common.len()].to_owned()),
            answer: &|archive, words| found(archive, words, |query| query.level = Some("district")),
        },
        Kind {
            name: "due in a week",
            command: &["due", "--to", "2024-03-07", "--from"],
            questions: (1..=7).map(|day| format!("2024-03-0{day}")).collect(),
            answer: &|archive, from| due(archive, &[], from, "2024-03-07"),
        },
        Kind {
            name: "due of a body in a year",
            command: &["due", "--from", "2024-01-01", "--to", "2024-12-31", "--body"],
            questions: some(&mut |index| debtor(file, index)),
            answer: &|archive, body| due(archive, &[body.to_owned()], "2024-01-01", "2024-12-31"),
        },
        Kind {
            name: "matters of a body",
            command: &["matters"],
            questions: some(&mut |index| debtor(file, index)),
            answer: &|archive, body| query::matters(archive, body).unwrap().len(),
        },
    ];
    println!(
        "{:<44}{:>10}{:>10}{:>10}{:>10}{:>10}",
        "questions", "median ms", "worst ms", "answers", "cli ms", "peak MB"
    );
    let archive = Archive::open(file).unwrap();
    for kind in &kinds {
        let mut answers = 0;
        let (median, worst) = times(kind.questions.iter().map(|question| {
            let start = Instant::now();
            answers += (kind.answer)(&archive, question);
            start.elapsed()
        }));
        let mut peak = 0.0_f64;
        let (called, _) = times(kind.questions.iter().take(CALLS).map(|question| {
            let arguments = kind.command.iter().map(OsStr::new).chain([OsStr::new(question.as_str())]);
            let run = run(arguments.chain([OsStr::new("--archive"), file.as_os_str()]));
            peak = peak.max(run.peak);
            run.passed
        }));
        let answers = answers as f64 / kind.questions.len() as f64;
        println!("{:<44}{median:>10.2}{worst:>10.2}{answers:>10.1}{called:>10.1}{peak:>10.1}", kind.name);
    }
    for (name, word) in [("a rare word", plans.rare_word(2500)), ("a common word", common[0])] {
        for (program, options) in [("rg", ["--no-ignore", "-lF"]), ("grep", ["-r", "-lF"])] {
            let mut command = Command::new(program);
            command.args(options).arg(word).arg(folder).stdout(Stdio::null());
            let start = Instant::now();
            if command.status().is_ok() {
                let passed = start.elapsed().as_secs_f64() * 1000.0;
                println!("{:<44}{passed:>10.1}", format!("{program} over the files: {name}"));
                break;
            }
        }
    }
}

/// The canonical id of a plan that the archive holds.
fn held(file: &Path, index: usize) -> String {
    let connection = rusqlite::Connection::open(file).unwrap();
    let sql = "SELECT name FROM instrument WHERE id = (SELECT instrument FROM document WHERE id = ?1)";
    connection.query_row(sql, [index as i64 + 1], |row| row.get(0)).unwrap()
}

/// The id of a body, of a place where it can be told, that owes something in a plan or one after it.
fn debtor(file: &Path, index: usize) -> String {
    let connection = rusqlite::Connection::open(file).unwrap();
    let sql = "SELECT body FROM parties WHERE key > ?1 AND role = 'by' AND body NOT LIKE 'nhom/%' LIMIT 1";
    let next = |after: usize| connection.query_row(sql, [after as i64], |row| row.get(0));
    next(index).or_else(|_| next(0)).unwrap()
}

fn due(archive: &Archive, bodies: &[String], from: &str, to: &str) -> usize {
    let query = query::DueQuery { bodies, from: from.parse().unwrap(), to: to.parse().unwrap(), limit: 500 };
    query::due(archive, &query).unwrap().list.len()
}

/// The median and the worst, in milliseconds.
fn times(passed: impl Iterator<Item = Duration>) -> (f64, f64) {
    let mut passed: Vec<f64> = passed.map(|passed| passed.as_secs_f64() * 1000.0).collect();
    passed.sort_unstable_by(f64::total_cmp);
    (passed[passed.len() / 2], passed[passed.len() - 1])
}

/// What a run of the program took, and the most memory it held, in MB.
struct Run {
    passed: Duration,
    peak: f64,
}

fn run<'a>(arguments: impl IntoIterator<Item = &'a OsStr>) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cancu"));
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let (passed, peak) = watch(command.spawn().unwrap());
    Run { passed, peak }
}
