//! `cancu check`: findings for people and machines, and exit codes.

use super::{PLAN, Room};

/// A plan with a blank number, a repeated section and a document that nobody of its recipients gets.
fn draft() -> String {
    PLAN.replace("Số: 57/", "Số:     /")
        .replace("- Các sở, ban, ngành;", "- Các sở, ban, ngành, UBND các huyện;")
}

fn clean() -> String {
    draft().replace("Số:     /", "Số: 57/")
}

#[test]
fn a_clean_plan_passes() {
    let room = Room::with(&[("plan.txt", &clean())]);
    let done = room.run(["check", "plan.txt", "--lang", "en"]).ok();
    assert_eq!(done.out, "");
    assert!(done.err.contains("0 errors, 0 warnings, 0 notes in 1 document"), "{}", done.err);
    assert_eq!(room.run(["check", "plan.txt", "--format", "json"]).ok().json().as_array().unwrap().len(), 0);
}

#[test]
fn a_finding_is_shown_in_its_line() {
    let room = Room::with(&[("plan.txt", &draft())]);
    let done = room.run(["check", "plan.txt", "--lang", "en"]).code(1);
    let expected =
        "warning[number-blank]: The number before the symbol «KH-UBND» is left blank.\n --> plan.txt:3:10\n";
    assert!(done.out.starts_with(expected), "{}", done.out);
    let done = room.run(["check", "plan.txt", "--lang", "vi"]).code(1);
    assert!(done.out.starts_with("cảnh báo[number-blank]: Số văn bản để trống"), "{}", done.out);
    let mut command = room.command(["check", "plan.txt"]);
    let done = super::done(command.env("LC_ALL", "vi_VN.UTF-8"));
    assert!(done.out.starts_with("cảnh báo"), "{}", done.out);
}

#[test]
fn codes_are_denied_and_allowed() {
    let room = Room::with(&[("draft.txt", &draft()), ("clean.txt", &clean())]);
    room.run(["check", "draft.txt", "--allow", "number-blank"]).ok();
    let done = room.run(["check", "draft.txt", "--deny", "number-blank", "--lang", "en"]).code(1);
    assert!(done.out.starts_with("error[number-blank]"), "{}", done.out);
    // What is off by default is looked for where it is denied.
    let done = room.run(["check", "clean.txt", "--deny", "heading-task-time", "--lang", "en"]).code(1);
    assert!(done.out.contains("error[heading-task-time]"), "{}", done.out);
    room.run(["check", "draft.txt", "--deny", "number-blanc"])
        .code(2)
        .says(&["number-blanc", "number-blank"]);
    room.run(["check", "draft.txt", "--format", "xml"]).code(2);
    room.run(["check"]).code(2);
    room.run(["check", "gone.txt"]).code(1).says(&["cannot read gone.txt"]);
}

#[test]
fn machines_read_findings() {
    let room = Room::with(&[("văn bản/a.txt", &draft())]);
    let json = room.run(["check", "văn bản", "--format", "json"]).code(1).json();
    assert_eq!(json[0]["code"], "number-blank");
    assert_eq!(json[0]["path"], "văn bản/a.txt");
    assert_eq!((&json[0]["line"], &json[0]["column"]), (&3.into(), &10.into()));
    let span: Vec<usize> = serde_json::from_value(json[0]["span"].clone()).unwrap();
    assert_eq!(&draft()[span[0]..span[1]], "KH-UBND");

    let sarif = room.run(["check", "văn bản", "--format", "sarif", "--lang", "en"]).code(1).json();
    assert_eq!(sarif["version"], "2.1.0");
    let result = &sarif["runs"][0]["results"][0];
    assert_eq!((&result["ruleId"], &result["level"]), (&"number-blank".into(), &"warning".into()));
    let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
    assert_eq!(sarif["runs"][0]["tool"]["driver"]["rules"][index]["id"], "number-blank");
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "v%C4%83n%20b%E1%BA%A3n/a.txt");
    assert_eq!(place["region"]["startLine"], 3);

    let github = room.run(["check", "văn bản", "--format", "github", "--lang", "en"]).code(1).out;
    let expected =
        "::warning file=văn bản/a.txt,line=3,col=10,endLine=3,endColumn=17,title=number-blank::The number";
    assert!(github.starts_with(expected), "{github}");
}

/// What is wrong in the sample plans, and nothing else.
#[test]
fn samples_show_their_faults() {
    let corpus = super::package("corpus");
    let done = Room::new().run([
        "check".as_ref(),
        corpus.as_os_str(),
        "--format".as_ref(),
        "json".as_ref(),
        "--allow".as_ref(),
        "motto-missing,issuer-missing".as_ref(),
    ]);
    let json = done.code(1).json();
    let found: Vec<String> = json
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| {
            let path = finding["path"].as_str().unwrap();
            let name = path.rsplit(['/', '\\']).next().unwrap();
            format!("{} {} {}", &name[..3], finding["line"], finding["code"].as_str().unwrap())
        })
        .collect();
    let expected = [
        "000 3 number-missing",
        "000 3 date-missing",
        "001 3 number-blank",
        "001 5 date-blank",
        "001 249 numbering-gap",
        "002 1 number-missing",
        "002 1 date-missing",
        "002 47 task-two-leads",
        "002 51 task-two-leads",
        "002 87 signature-missing",
        "003 5 number-missing",
        "003 51 numbering-repeat",
        "003 69 numbering-repeat",
        "003 111 citation-number",
        "003 117 citation-number",
    ];
    assert_eq!(found, expected);
}
