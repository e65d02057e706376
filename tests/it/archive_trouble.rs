//! Archives and files in trouble: runs that are killed, files that are none, disks that are full.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::process::Stdio;
use std::time::{Duration, Instant};

use rusqlite::Connection;
use rusqlite::types::Value as Cell;

use super::archive::{DECISION, many, rows};
use super::{Done, PLAN, Room, done};

/// How many runs are killed; `CANCU_KILLS=200 cargo test killed` kills more.
const KILLS: u64 = 12;

/// Everything an archive holds, in an order and in words that do not depend on row ids or on where the files stand.
fn whole(room: &Room) -> String {
    let connection = Connection::open(room.path("cancu.db")).unwrap();
    let names = |sql: &str| -> HashMap<i64, String> {
        let mut statement = connection.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        rows.collect::<Result<_, _>>().unwrap()
    };
    let documents = names("SELECT id, sha256 FROM document");
    let instruments = names("SELECT id, name FROM instrument");
    let files = names("SELECT id, path FROM file");
    let moments = names("SELECT id, name FROM moment");
    let place = |group: i64| format!("{} {}", documents[&(group >> 20)], group & 0xf_ffff);
    // The index counts documents down.
    let entry = |row: i64| row ^ (((1 << 31) - 1) << 20);
    connection
        .execute_batch("CREATE VIRTUAL TABLE temp.entry USING fts5vocab (main, section_words, instance)")
        .unwrap();
    let mut tables: Vec<String> = names(
        "SELECT rowid, name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'section_words%'
            AND name NOT LIKE 'sqlite_%'",
    )
    .into_values()
    .collect();
    tables.push("temp.entry".to_owned());
    let mut lines = Vec::new();
    for table in tables {
        let mut statement = connection.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let mut answer = statement.query([]).unwrap();
        while let Some(row) = answer.next().unwrap() {
            let mut line = table.clone();
            for (at, column) in columns.iter().enumerate() {
                let cell: Cell = row.get(at).unwrap();
                let cell = match (table.as_str(), column.as_str(), cell) {
                    ("temp.entry", "doc", Cell::Integer(id)) => place(entry(id)),
                    ("sections", "id", Cell::Integer(id)) => place(id),
                    (_, "id", Cell::Integer(_)) => continue,
                    (_, "document", Cell::Integer(id)) => documents[&id].clone(),
                    (_, "file", Cell::Integer(id)) => files[&id].clone(),
                    (_, "moment", Cell::Integer(id)) => moments[&id].clone(),
                    (
                        _,
                        "instrument" | "target" | "meant" | "source" | "origin" | "goal" | "cited"
                        | "resolved",
                        Cell::Integer(id),
                    ) => instruments[&id].clone(),
                    (_, "path_bytes", Cell::Blob(bytes)) => String::from_utf8(bytes).unwrap(),
                    (_, _, cell) => format!("{cell:?}"),
                };
                write!(line, " {column}={cell}").unwrap();
            }
            lines.push(line.replace(room.path("").to_str().unwrap(), ""));
        }
    }
    let broken = connection.query_row("PRAGMA integrity_check", [], |row| row.get::<_, String>(0)).unwrap();
    assert_eq!(broken, "ok");
    let sql = "SELECT count(*) FROM pragma_foreign_key_check";
    let dangling = connection.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(dangling, 0, "rows name what is not there");
    lines.sort();
    lines.join("\n")
}

/// A room in which one plan is stored, its mention unknown; then it is changed, and more come with what they mention.
fn before_the_run() -> Room {
    let room = Room::new();
    many(&room, 1);
    room.run(["ingest", "in"]).ok();
    many(&room, 40);
    room.write("in/000.txt", PLAN);
    room.write("in/decision.txt", DECISION);
    room
}

/// Seven files a transaction, so that there are several to be stopped in.
const RUN: [&str; 4] = ["ingest", "in", "--batch", "7"];

#[test]
fn a_run_that_is_killed_at_any_moment_is_made_good_by_the_next() {
    let undisturbed = before_the_run();
    let start = Instant::now();
    undisturbed.run(RUN).ok();
    let length = start.elapsed().as_micros() as u64;
    let expected = whole(&undisturbed);
    assert!(!expected.contains("unsettled ") && !expected.contains("arrived "));
    let kills = std::env::var("CANCU_KILLS").map_or(KILLS, |kills| kills.parse().unwrap());
    let mut cut_short = 0;
    for round in 0..kills {
        let room = before_the_run();
        // A moment that the round chooses, and a second one for the run that makes good.
        for seed in [round, round + 1_000_003] {
            let mut child = room.command(RUN).stderr(Stdio::null()).spawn().unwrap();
            let moment = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 16;
            std::thread::sleep(Duration::from_micros(moment % length));
            let _ = child.kill();
            cut_short += u64::from(!child.wait().unwrap().success());
        }
        room.run(RUN).ok();
        let got = whole(&room);
        if got != expected {
            let differs = got.lines().zip(expected.lines()).find(|(got, expected)| got != expected);
            panic!("round {round}: {differs:?}");
        }
    }
    println!("{cut_short} of {} runs were cut short", 2 * kills);
    assert!(cut_short > kills / 2, "few runs were killed in time: {cut_short} of {}", 2 * kills);
}

#[test]
fn the_order_of_runs_does_not_matter() {
    let at_once = Room::new();
    many(&at_once, 12);
    at_once.write("in/decision.txt", DECISION);
    at_once.run(["ingest", "in"]).ok();
    let one_by_one = Room::new();
    many(&one_by_one, 12);
    one_by_one.write("in/decision.txt", DECISION);
    let mut names = one_by_one.names("in");
    names.reverse();
    for name in names {
        one_by_one.run(["ingest", &format!("in/{name}")]).ok();
    }
    let text = |room: &Room| -> Vec<String> {
        whole(room).lines().filter(|line| !line.starts_with("reading")).map(str::to_owned).collect()
    };
    assert_eq!(text(&one_by_one), text(&at_once));
}

#[test]
fn files_that_are_none_are_noted_and_the_rest_is_read() {
    let room = Room::with(&[("in/plan.txt", PLAN), ("in/empty.txt", ""), ("in/noise.txt", "\0\u{1}\0\u{2}")]);
    room.run(["ingest", "in"]).code(1).says(&["cannot read in/noise.txt"]);
    let read = "SELECT path FROM file WHERE status = 'read'";
    let known = rows(&room, read).len();
    assert!(known == 1 || known == 2, "an empty file is a document of nothing or none, never a stop");
    assert_eq!(rows(&room, "SELECT * FROM file").len(), 3);
}

#[test]
fn a_long_line_is_read_in_proportion() {
    // `CANCU_LINE=200 cargo test long_line` tries 200 MB.
    let megabytes: usize = std::env::var("CANCU_LINE").map_or(20, |size| size.parse().unwrap());
    let room = Room::new();
    room.write("in/line.txt", "Kế hoạch phòng, chống đuối nước trẻ em ".repeat(megabytes * 1_000_000 / 53));
    let start = Instant::now();
    let run = room.run(["ingest", "in"]);
    println!("{megabytes} MB in {:?}: {}", start.elapsed(), run.err);
    run.ok();
    let hits = room.run(["search", "đuối", "--format", "json"]).ok().json();
    assert_eq!(hits.as_array().unwrap().len(), 1);
}

#[cfg(unix)]
mod unix {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::os::unix::process::CommandExt;
    use std::process::Command;

    use super::*;

    /// The program run by somebody whom permissions bind: the super-user becomes «nobody».
    fn bound(room: &Room, args: &[&str]) -> Done {
        let mut command = room.command(args);
        let secret = room.path("secret");
        fs::write(&secret, "").unwrap();
        fs::set_permissions(&secret, Permissions::from_mode(0o000)).unwrap();
        if fs::File::open(&secret).is_ok() {
            // The program may stand where only its owner may look.
            let program = room.path("program");
            if !program.exists() {
                fs::copy(env!("CARGO_BIN_EXE_cancu"), &program).unwrap();
            }
            command = Command::new(program);
            command.current_dir(room.path("")).args(args).uid(65_534).gid(65_534);
        }
        fs::remove_file(secret).unwrap();
        done(&mut command)
    }

    fn open_to_all(room: &Room, name: &str, mode: u32) {
        fs::set_permissions(room.path(name), Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn what_may_not_be_read_is_noted() {
        let room =
            Room::with(&[("in/plan.txt", PLAN), ("in/closed.txt", DECISION), ("in/shut/plan.txt", PLAN)]);
        open_to_all(&room, "", 0o777);
        open_to_all(&room, "in/closed.txt", 0o000);
        open_to_all(&room, "in/shut", 0o000);
        bound(&room, &["ingest", "in"]).code(1).says(&[
            "in/closed.txt: no permission to read",
            "in/shut: no permission to read",
            "1 new",
        ]);
        open_to_all(&room, "in/closed.txt", 0o644);
        open_to_all(&room, "in/shut", 0o755);
        bound(&room, &["ingest", "in"]).ok().says(&["2 new, 0 changed, 1 unchanged"]);
    }

    #[test]
    fn nothing_is_waited_for_and_nothing_goes_round() {
        let room = Room::with(&[("in/plan.txt", PLAN)]);
        let pipe = room.path("in/pipe.txt");
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        symlink(room.path("in"), room.path("in/again")).unwrap();
        symlink("/dev/zero", room.path("in/zero.txt")).unwrap();
        let mut deep = room.path("in");
        for _ in 0..200 {
            deep.push("sâu");
        }
        fs::create_dir_all(&deep).unwrap();
        fs::write(deep.join("plan.txt"), DECISION).unwrap();
        room.run(["ingest", "in"]).ok().says(&["2 new"]);
        // Named, they are no documents either.
        room.run(["ingest", "in/pipe.txt", "/dev/zero"]).code(1).says(&[
            "in/pipe.txt: is neither a file nor a folder",
            "hint: copy what it gives",
            "2 not read",
        ]);
    }

    #[test]
    fn an_archive_that_may_not_be_written_is_asked_only() {
        let room = Room::with(&[("in/plan.txt", PLAN), ("keep/x", "")]);
        room.run(["ingest", "in", "--archive", "keep/a.db"]).ok();
        room.write("in/decision.txt", DECISION);
        open_to_all(&room, "", 0o755);
        open_to_all(&room, "keep/a.db", 0o444);
        open_to_all(&room, "keep", 0o555);
        let found =
            bound(&room, &["search", "trẻ", "--archive", "keep/a.db", "--format", "json"]).ok().json();
        assert!(!found.as_array().unwrap().is_empty());
        bound(&room, &["ingest", "in", "--archive", "keep/a.db"])
            .code(1)
            .says(&["keep/a.db: ", "hint: check that the file and its folder may be written"]);
        open_to_all(&room, "keep", 0o755);
        let held =
            room.run(["sql", "-c", "SELECT 1 FROM documents", "--archive", "keep/a.db", "--format", "json"]);
        assert_eq!(held.ok().json().as_array().unwrap().len(), 1);
    }

    #[test]
    fn a_full_disk_loses_nothing() {
        let room = Room::new();
        many(&room, 40);
        // No file may grow beyond so many blocks of 512 bytes or 1 kB; the signal that says so is not heard.
        let program = env!("CARGO_BIN_EXE_cancu");
        let limited = format!("trap '' XFSZ; ulimit -f 600; exec '{program}' ingest in --batch 7");
        let run = done(Command::new("sh").args(["-c", &limited]).current_dir(room.path("")));
        run.code(1).says(&["cancu.db: ", "hint: ", "what was stored is kept"]);
        room.run(["ingest", "in"]).ok();
        assert_eq!(rows(&room, "SELECT * FROM documents").len(), 40);
        let undisturbed = Room::new();
        many(&undisturbed, 40);
        undisturbed.run(["ingest", "in"]).ok();
        assert_eq!(whole(&room), whole(&undisturbed));
    }
}

#[test]
fn a_damaged_archive_is_named_and_what_to_do() {
    let room = Room::new();
    many(&room, 20);
    room.run(["ingest", "in"]).ok();
    let good = std::fs::read(room.path("cancu.db")).unwrap();
    let words = ["search", "trẻ em"];
    let mut refused = 0;
    for part in 1..8 {
        for cut in [false, true] {
            let mut bytes = good.clone();
            let at = good.len() * part / 8;
            if cut {
                bytes.truncate(at);
            } else {
                bytes[at..at + good.len() / 8].fill(0xA5);
            }
            std::fs::write(room.path("cancu.db"), bytes).unwrap();
            let runs = [
                room.run(words),
                room.run(["graph", "wanted"]),
                room.run(["ingest", "in", "--again"]),
                room.run(["sql", "-c", "SELECT sum(length(text)) FROM citations"]),
            ];
            for run in runs {
                assert!(matches!(run.code, Some(0..=2)), "{run:?}");
                if run.code != Some(0) {
                    refused += 1;
                    run.says(&["cancu.db: ", "hint: "]);
                }
            }
        }
    }
    assert!(refused > 14, "{refused} of 56 questions noticed it");
}

#[test]
fn a_folder_or_a_foreign_database_is_no_archive() {
    let room = Room::with(&[("in/plan.txt", PLAN)]);
    room.run(["ingest", "in", "--archive", "in"])
        .code(2)
        .says(&["in: is no archive of cancu", "hint: name another"]);
    room.run(["search", "trẻ", "--archive", "in"]).code(2).says(&["in: is no archive of cancu"]);
    room.run(["ingest", "in", "--archive", "none/a.db"])
        .code(1)
        .says(&["none/a.db: cannot be opened", "hint: "]);
    Connection::open(room.path("other.db")).unwrap().execute_batch("CREATE TABLE theirs (a)").unwrap();
    let before = std::fs::read(room.path("other.db")).unwrap();
    room.run(["ingest", "in", "--archive", "other.db"]).code(2).says(&["other.db: is no archive of cancu"]);
    assert_eq!(std::fs::read(room.path("other.db")).unwrap(), before, "what is theirs is not touched");
}
