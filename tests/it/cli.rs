//! Extracting, showing, and everything that can go wrong on the way.

use std::io::Read;
use std::process::Stdio;

use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use super::{PLAN, Room, package, paths};

#[test]
fn one_file_is_one_document() {
    let room = Room::with(&[("plan.txt", PLAN)]);
    let document = room.run(["extract", "plan.txt"]).ok().json();
    assert_eq!(document["schema"], "cancu/document/v1");
    assert_eq!(document["id"], "vn/ubnd-tinh-dong-nai/kh/2024/57");
    assert_eq!(document["source"]["path"], "plan.txt");
    assert_eq!(document["header"]["number"], "57/KH-UBND");
    assert_eq!(document["citations"][0]["target"], "vn/thu-tuong-chinh-phu/qd/2021/1248");
    assert_eq!(document["deadlines"][0]["when"]["date"], "2024-11-30");

    let pretty = room.run(["extract", "plan.txt", "--pretty"]).ok();
    assert!(pretty.out.starts_with("{\n  \"schema\""), "{}", pretty.out);
    assert_eq!(pretty.json(), document);
}

#[test]
fn several_are_lines_in_the_order_given() {
    let room = Room::with(&[("b.txt", PLAN), ("a.md", PLAN), ("sub/z.txt", PLAN), ("sub/c.TXT", PLAN)]);
    let documents = room.run(["extract", "b.txt", "a.md"]).ok().lines();
    assert_eq!(paths(&documents), ["b.txt", "a.md"]);
    let documents = room.run(["extract", "sub", "b.txt", "."]).ok().lines();
    assert_eq!(
        paths(&documents),
        ["sub/c.TXT", "sub/z.txt", "b.txt", "./a.md", "./b.txt", "./sub/c.TXT", "./sub/z.txt"]
    );
    let array = room.run(["extract", "b.txt", "a.md", "--pretty"]).ok().json();
    assert_eq!(paths(array.as_array().unwrap()), ["b.txt", "a.md"]);
}

#[test]
fn a_folder_is_lines_even_with_one_file() {
    let room = Room::with(&[("in/plan.txt", PLAN)]);
    assert_eq!(room.run(["extract", "in"]).ok().lines().len(), 1);
    assert!(room.run(["extract", "in", "--pretty"]).ok().json().is_array());
}

#[test]
fn standard_input_is_a_document() {
    let done = Room::new().run_with_input(["extract", "-"], PLAN.as_bytes()).ok();
    assert_eq!(done.json()["source"]["path"], "-");
    assert_eq!(done.json()["header"]["date"], "2024-03-12");
}

#[test]
fn bad_files_do_not_stop_the_good() {
    let room = Room::with(&[
        ("a.txt", PLAN),
        ("scan.pdf", "%PDF-1.7\n"),
        ("z.txt", PLAN),
        ("noise.txt", "\0\u{1}\0\u{2}"),
    ]);
    let done = room.run(["extract", "a.txt", "scan.pdf", "gone.txt", "noise.txt", "z.txt"]).code(1).says(&[
        "error: cannot read scan.pdf: looks like a PDF file, expected text\nhint: take its text out first",
        "error: cannot read gone.txt: no such file or folder\nhint: ",
        "error: cannot read noise.txt: looks like a binary file, expected text\nhint: ",
        "note: 3 of 5 documents not read",
    ]);
    assert_eq!(paths(&done.lines()), ["a.txt", "z.txt"]);
    let done = room.run(["extract", "scan.pdf"]).code(1);
    assert_eq!(done.out, "");
    assert_eq!(room.run(["extract", "scan.pdf", "noise.txt", "--pretty"]).code(1).out, "[]\n");
}

#[cfg(unix)]
#[test]
fn a_link_to_nothing_is_reported() {
    let room = Room::with(&[("in/a.txt", PLAN)]);
    std::os::unix::fs::symlink(room.path("gone"), room.path("in/b.txt")).unwrap();
    let done = room.run(["extract", "in"]).code(1).says(&["cannot read in/b.txt: no such file or folder"]);
    assert_eq!(done.lines().len(), 1);
}

#[cfg(unix)]
#[test]
fn a_file_without_the_right_to_read_is_reported() {
    use std::os::unix::fs::PermissionsExt;
    let room = Room::with(&[("in/a.txt", PLAN), ("in/b.txt", PLAN)]);
    std::fs::set_permissions(room.path("in/b.txt"), std::fs::Permissions::from_mode(0o000)).unwrap();
    // Whoever may read everything reads it.
    let refused = std::fs::read(room.path("in/b.txt")).is_err();
    let done = room.run(["extract", "in"]).code(i32::from(refused));
    assert_eq!(done.lines().len(), 2 - usize::from(refused));
    assert_eq!(done.err.contains("in/b.txt: no permission to read"), refused);
}

#[test]
fn a_folder_is_searched_for_documents() {
    let room = Room::with(&[
        ("in/a.txt", PLAN),
        ("in/x.pdf", "%PDF-"),
        ("in/.git/b.txt", PLAN),
        ("in/data.csv", "1"),
    ]);
    let done =
        room.run(["extract", "in"]).ok().says(&["note: 3 other files skipped; --list-skipped names them"]);
    assert_eq!(paths(&done.lines()), ["in/a.txt"]);
    room.run(["extract", "in", "--list-skipped"]).ok().says(&[
        "note: skipped in/.git: hidden",
        "note: skipped in/data.csv: another kind of file",
        "note: skipped in/x.pdf: another kind of file",
    ]);
    assert_eq!(room.run(["extract", "in", "--quiet"]).ok().err, "");
    let named = room.run(["extract", "in/.git/b.txt", "in/data.csv"]).ok();
    assert_eq!(paths(&named.lines()), ["in/.git/b.txt", "in/data.csv"]);
}

#[test]
fn a_folder_without_documents_is_a_failure() {
    let room = Room::with(&[("in/x.pdf", "%PDF-")]);
    let done = room.run(["extract", "in"]).code(1).says(&["error: no document found\nhint: "]);
    assert_eq!(done.out, "");
}

#[test]
fn output_goes_to_one_file_each() {
    let room = Room::with(&[
        ("in/a/plan.txt", PLAN),
        ("in/b/plan.txt", PLAN),
        ("in/b/plan.md", PLAN),
        ("in/note.txt", PLAN),
    ]);
    let done = room.run(["extract", "in", "-o", "out/json", "--pretty"]).ok();
    assert_eq!(done.out, "");
    let names = room.names("out/json");
    assert_eq!(names, ["in--a--plan.txt.json", "in--b--plan.txt.json", "note.json", "plan.md.json"]);
    let paths: Vec<String> = names
        .iter()
        .map(|name| {
            let document: Value = serde_json::from_str(&room.read(&format!("out/json/{name}"))).unwrap();
            document["source"]["path"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(paths, ["in/a/plan.txt", "in/b/plan.txt", "in/note.txt", "in/b/plan.md"]);
    room.write("file", "");
    room.run(["extract", "in", "-o", "file"]).code(2).says(&["error: cannot make the folder file: "]);
}

#[test]
fn the_number_of_jobs_does_not_show() {
    let corpus = package("corpus");
    let room = Room::new();
    let run = |jobs: &str| {
        room.run(["extract".as_ref(), corpus.as_os_str(), "--jobs".as_ref(), jobs.as_ref()]).ok().bytes
    };
    let one = run("1");
    assert!(one.len() > 10_000);
    assert!(run("2") == one);
    assert!(run("7") == one);
}

#[test]
fn nobody_reading_is_no_failure() {
    let room = Room::with(&[]);
    for index in 0..60 {
        room.write(&format!("in/{index}.txt"), PLAN.repeat(3));
    }
    for args in [&["extract", "in"][..], &["extract", "in", "--pretty"], &["show", "in"]] {
        let mut child = room.command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut start = [0; 16];
        let mut out = child.stdout.take().unwrap();
        out.read_exact(&mut start).unwrap();
        drop(out);
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    }
}

#[test]
fn wrong_usage_is_two() {
    let room = Room::with(&[("plan.txt", PLAN)]);
    for args in [
        &["extract"][..],
        &["extract", "plan.txt", "--jobs", "0"],
        &["extract", "plan.txt", "--no-such-option"],
        &["show", "plan.txt", "--width", "3"],
        &["eval", "--gold", "."],
        &["no-such-command"],
    ] {
        let done = room.run(args).code(2);
        assert_eq!(done.out, "");
        assert!(done.err.contains("--help"), "{}", done.err);
    }
    assert!(room.run([""; 0]).code(2).err.contains("Usage: cancu"));
    room.run(["--grammars", "gone", "extract", "plan.txt"]).code(2).says(&["error: cannot read gone: "]);
}

#[test]
fn help_teaches() {
    let room = Room::new();
    for command in ["extract", "show", "check", "eval", "diff"] {
        let done = room.run([command, "--help"]).ok();
        assert!(
            done.out.contains("Examples:") && done.out.contains(&format!("cancu {command} ")),
            "{}",
            done.out
        );
        assert!(done.out.lines().all(|line| line.width() <= 100), "{}", done.out);
    }
    let commands = room.run(["--help"]).ok().out;
    assert!(
        commands.contains("  extract      Read documents and write what they state as JSON\n"),
        "{commands}"
    );
    assert!(
        room.run(["extract", "--help"]).ok().out.contains("One file gives one JSON document; several files")
    );
    let version = room.run(["--version"]).ok();
    assert_eq!(version.out, format!("cancu {}\n", env!("CARGO_PKG_VERSION")));
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(room.run(["completions", shell]).ok().out.contains("extract"));
    }
}

#[test]
fn the_schema_holds_for_every_document() {
    let room = Room::with(&[("plan.txt", PLAN), ("empty.txt", ""), ("odd.txt", "I. A\n\n1. b\n")]);
    let schema = room.run(["schema"]).ok().json();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let corpus = package("corpus");
    let documents = room.run(["extract".as_ref(), ".".as_ref(), corpus.as_os_str()]).ok().lines();
    assert_eq!(documents.len(), 8);
    for document in &documents {
        let errors: Vec<String> =
            validator.iter_errors(document).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert_eq!(errors, Vec::<String>::new(), "{}", document["source"]["path"]);
    }
    assert!(!validator.is_valid(&serde_json::json!({"schema": "cancu/document/v1"})));
}

#[test]
fn show_fits_its_width() {
    let room = Room::with(&[("plan.txt", PLAN)]);
    let corpus = package("corpus");
    for width in [20, 44, 80, 200] {
        let plan = room
            .run([
                "show".as_ref(),
                "plan.txt".as_ref(),
                corpus.as_os_str(),
                "--width".as_ref(),
                width.to_string().as_ref(),
            ])
            .ok();
        let widest = plan.out.lines().map(UnicodeWidthStr::width).max().unwrap();
        assert!(widest <= width, "{width}: {widest}");
        assert!(!plan.out.contains('\x1B'));
    }
    let columns = room.command(["show", "plan.txt"]).env("COLUMNS", "44").output().unwrap();
    assert_eq!(
        String::from_utf8_lossy(&columns.stdout),
        room.run(["show", "plan.txt", "--width", "44"]).ok().out
    );
    let wide = room.run(["show", "plan.txt", "--width", "200"]).ok().out;
    assert!(wide.lines().count() < room.run(["show", "plan.txt", "--width", "44"]).ok().out.lines().count());
}

#[test]
fn show_tells_what_a_reader_wants() {
    let room = Room::with(&[("plan.txt", PLAN)]);
    let page = room.run(["show", "plan.txt", "--width", "120"]).ok().out;
    for line in [
        "KẾ HOẠCH 57/KH-UBND",
        "id         vn/ubnd-tinh-dong-nai/kh/2024/57",
        "issued by  Ủy ban nhân dân tỉnh Đồng Nai (province · cấp tỉnh)",
        "dated      Đồng Nai, 12/03/2024",
        "signed     TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH Nguyễn Văn An",
        "sent to    Bộ Y tế; Các sở, ban, ngành",
        "└─ implements (thực hiện) QĐ 1248/QĐ-TTg vn/thu-tuong-chinh-phu/qd/2021/1248 stated",
        "│  └─ I.2 Mục tiêu",
        "    → vn/thu-tuong-chinh-phu/qd/2021/1248 stated",
        "  II.1 Sở Y tế: Chủ trì, phối hợp với Sở Giáo dục và Đào tạo tổ chức tập huấn sơ cứu, cấp cứu.",
        "    with       Sở Giáo dục và Đào tạo",
        "before 30/11/2024 · report · báo cáo «trước ngày 30/11/2024»",
        "    = 60 % by 2025",
    ] {
        assert!(page.contains(line), "expected {line:?} in\n{page}");
    }
    let coloured = room.run(["--color", "always", "show", "plan.txt", "--width", "120"]).ok().out;
    assert!(coloured.contains('\x1B'));
    assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), page);
}

#[test]
fn show_reads_extracted_documents_too() {
    let room = Room::with(&[("plan.txt", PLAN), ("note.txt", PLAN)]);
    let extracted = room.run(["extract", "plan.txt", "note.txt"]).ok();
    room.write("all.ndjson", &extracted.out);
    let page = room.run(["show", "all.ndjson", "--width", "80"]).ok().out;
    assert_eq!(page.matches("OUTLINE").count(), 2);
    let without_places = |text: &str| {
        let lines = text.lines().filter(|line| !line.starts_with("  line ") && !line.starts_with("  at "));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    let direct = room.run(["show", "plan.txt", "note.txt", "--width", "80"]).ok().out;
    assert_eq!(without_places(&page), without_places(&direct));
    room.write("other.json", "{\"a\": 1}");
    room.run(["show", "other.json"])
        .code(2)
        .says(&["other.json: holds something else than extracted documents\nhint: "]);
    room.run(["show", "gone.txt", "plan.txt"]).code(1).says(&["cannot read gone.txt"]);
}

#[test]
fn grammars_are_proved() {
    let room = Room::with(&[("mine/bodies.toml", "nonsense = ["), ("empty/x", "")]);
    let proved = room.run(["grammar", "check"]).ok();
    assert!(proved.out.contains("bodies.toml") && proved.out.contains("near misses"), "{}", proved.out);
    room.run(["grammar", "check", "mine"]).code(1).says(&["mine/bodies.toml:1"]);
    room.run(["--grammars", "mine", "grammar", "check"]).code(1).says(&["mine/bodies.toml:1"]);
    room.run(["grammar", "check", "empty"]).code(2).says(&["error: no *.toml in empty\nhint: "]);
    room.run(["--grammars", "mine", "extract", "empty"])
        .code(2)
        .says(&["bodies.toml:1", "hint: «cancu grammar check mine»"]);
}
