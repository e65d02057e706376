//! Exports, each read back by a reader that is not ours.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use oxrdf::Graph;
use oxrdf::graph::CanonicalizationAlgorithm;
use roxmltree::{Document, Node};
use serde_json::Value;

use super::sample::{extra_dir, root};
use super::{PLAN, Room};

/// A plan whose words are what formats trip over.
fn hostile() -> String {
    let plan = PLAN.replace("57/KH-UBND", "58/KH-UBND");
    let plan =
        plan.replace("Triển khai thực hiện công tác", "=1+2 \"Triển khai\" < 5 \\ & 'thực hiện' \" công tác");
    plan.replace("báo cáo kết quả", "báo cáo\u{b} kết\u{1f} \"quả\" ]]> \\N ${x}")
}

/// The samples, the further documents where some are given, and the plan that formats trip over, in an archive.
fn filled() -> Room {
    let room = Room::new();
    room.write("in/hostile.txt", hostile());
    room.write("in/decree.txt", DECREE);
    let corpus = root().join("corpus");
    let mut paths = vec![room.path("in"), corpus];
    paths.extend(extra_dir());
    let arguments = ["ingest".into(), "--quiet".into()].into_iter().chain(paths);
    room.run(arguments.map(std::path::PathBuf::into_os_string)).ok();
    room
}

const DECREE: &str = "\
CHÍNH PHỦ
Số: 12/2024/NĐ-CP

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Nội, ngày 05 tháng 02 năm 2024

NGHỊ ĐỊNH
Sửa đổi, bổ sung một số điều của Nghị định số 44/2014/NĐ-CP ngày 15 tháng 5 năm 2014 của Chính phủ quy định về giá đất

Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;
Theo đề nghị của Bộ trưởng Bộ Tài nguyên và Môi trường;

Chương I
QUY ĐỊNH CHUNG

Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 44/2014/NĐ-CP
1. Sửa đổi khoản 2 Điều 3 như sau:
a) Giá đất;
b) Thuế.

Điều 2. Hiệu lực thi hành
Nghị định này có hiệu lực từ ngày ký và bãi bỏ Nghị định số 10/2010/NĐ-CP ngày 01 tháng 02 năm 2010 của Chính phủ.

PHỤ LỤC
BIỂU MẪU
(Kèm theo Nghị định số 12/2024/NĐ-CP ngày 05 tháng 02 năm 2024 của Chính phủ)
1. Mẫu số một
";

fn answer(room: &Room, sql: &str) -> Vec<Value> {
    room.run(["sql", "-c", sql, "--format", "json"]).ok().json().as_array().unwrap().clone()
}

fn count(room: &Room, sql: &str) -> usize {
    answer(room, sql)[0]["count"].as_u64().unwrap().try_into().unwrap()
}

fn export(room: &Room, format: &str) -> String {
    room.run(["export", format, "--quiet"]).ok().out
}

fn elements<'a>(node: Node<'a, 'a>, name: &'static str) -> impl Iterator<Item = Node<'a, 'a>> {
    node.descendants().filter(move |node| node.tag_name().name() == name)
}

#[test]
fn ndjson_is_what_extract_says() {
    let room = filled();
    let schema = room.run(["schema"]).ok().json();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let done = room.run(["export", "ndjson"]).ok();
    let documents = done.lines();
    assert_eq!(documents.len(), count(&room, "SELECT count(*) AS count FROM documents"));
    for document in &documents {
        assert!(validator.is_valid(document), "{}", document["id"]);
    }
    let path = documents.iter().find(|document| document["header"]["number"] == "58/KH-UBND").unwrap();
    let extracted = room.run(["extract", path["source"]["path"].as_str().unwrap()]).ok().json();
    assert_eq!(*path, extracted);
}

#[test]
fn tables_open_in_spreadsheets_and_lose_nothing() {
    let room = filled();
    room.run(["export", "csv", "-o", "vi"]).ok();
    room.run(["export", "csv", "-o", "en", "--headings", "en"]).ok();
    for view in
        ["documents", "citations", "links", "assignments", "deadlines", "targets", "parties", "bodies"]
    {
        let vietnamese = room.read(&format!("vi/{view}.csv"));
        assert!(vietnamese.starts_with("\u{feff}Mã văn bản,Khóa,"), "{view}");
        let text = room.read(&format!("en/{view}.csv"));
        assert!(text.lines().next().unwrap().ends_with('\r') || text.contains("\r\n"));
        let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let head = reader.headers().unwrap().clone();
        let order = if view == "parties" { "sha256, fact, ordinal, role, name" } else { "sha256, ordinal" };
        let sql = if view == "documents" {
            "SELECT * FROM documents ORDER BY document, sha256".to_owned()
        } else {
            format!(
                "SELECT {view}.* FROM {view} JOIN documents USING (key) ORDER BY documents.document, documents.{order}"
            )
        };
        let rows = answer(&room, &sql);
        let records: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
        assert_eq!(records.len(), rows.len(), "{view}");
        for (record, row) in records.iter().zip(&rows) {
            assert_eq!(head.len(), row.as_object().unwrap().len(), "every column of {view}");
            for (name, cell) in head.iter().zip(record) {
                let told = match &row[name] {
                    Value::Null => String::new(),
                    Value::String(text) => text.clone(),
                    value => value.to_string(),
                };
                let number = row[name].is_number();
                assert!(number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell:?}");
                assert_eq!(cell.strip_prefix('\'').unwrap_or(cell), told, "{view} {name}");
            }
        }
    }
    assert!(room.read("vi/documents.csv").contains("'=1+2 \"\"Triển khai\"\""));
    assert!(room.read("vi/documents.csv").contains("Số, ký hiệu"));
    room.run(["export", "graphml", "--headings", "en"]).code(2).says(&["graphml has no headings"]);
}

/// Ids of nodes, and edges with their ends.
fn check_graph(room: &Room, nodes: &BTreeSet<String>, edges: &[(String, String)]) {
    assert_eq!(edges.len(), count(room, "SELECT count(*) AS count FROM links"));
    let known =
        "SELECT count(*) AS count FROM (SELECT document FROM documents UNION SELECT \"from\" FROM links
        UNION SELECT \"to\" FROM links)";
    assert_eq!(nodes.len(), count(room, known));
    for (from, to) in edges {
        assert!(nodes.contains(from) && nodes.contains(to), "{from} -> {to}");
    }
}

#[test]
fn graphml_and_gexf_hold_the_graph() {
    let room = filled();
    for (format, name) in [("graphml", "data"), ("gexf", "attvalue")] {
        let text = export(&room, format);
        let xml = Document::parse(&text).unwrap();
        let attribute = |node: Node<'_, '_>, name: &str| node.attribute(name).unwrap().to_owned();
        let nodes: Vec<Node<'_, '_>> = elements(xml.root(), "node").collect();
        let ids: BTreeSet<String> = nodes.iter().map(|node| attribute(*node, "id")).collect();
        assert_eq!(ids.len(), nodes.len(), "ids are unique");
        let edges: Vec<(String, String)> = elements(xml.root(), "edge")
            .map(|edge| (attribute(edge, "source"), attribute(edge, "target")))
            .collect();
        check_graph(&room, &ids, &edges);
        let values = |node: Node<'_, '_>| -> BTreeMap<String, String> {
            let pair = |data: Node<'_, '_>| match format {
                "graphml" => (attribute(data, "key"), data.text().unwrap_or_default().to_owned()),
                _ => (attribute(data, "for"), attribute(data, "value")),
            };
            node.descendants().filter(|data| data.tag_name().name() == name).map(pair).collect()
        };
        let number = |wanted: &str| {
            let found =
                nodes.iter().map(|node| values(*node)).find(|v| v.get("number").is_some_and(|n| n == wanted));
            found.unwrap_or_else(|| panic!("no {wanted} in {format}"))
        };
        let plan = number("58/KH-UBND");
        assert!(plan["title"].contains("\"Triển khai\" < 5 \\ & 'thực hiện' \""), "{plan:?}");
        assert_eq!((plan["held"].as_str(), plan["level"].as_str()), ("true", "province"));
        let decision = number("1248/QĐ-TTg");
        assert_eq!((decision["held"].as_str(), decision["kind"].as_str()), ("false", "QĐ"));
        assert_eq!(decision["date"], "2021-07-19");
        let edge =
            elements(xml.root(), "edge").map(values).find(|v| v["document"].ends_with("/2024/58")).unwrap();
        assert_eq!((edge["relation"].as_str(), edge["parent"].as_str()), ("implements", "true"));
        assert_eq!(edge["section"], "preamble");
    }
}

#[test]
fn dot_holds_the_graph() {
    use graphviz_rust::dot_structures::{Edge, EdgeTy, Graph, Id, Stmt, Vertex};
    let room = filled();
    let Graph::DiGraph { stmts, .. } = graphviz_rust::parse(&export(&room, "dot")).unwrap() else {
        panic!("no digraph")
    };
    let name = |id: &Id| match id {
        Id::Escaped(name) => name.trim_matches('"').to_owned(),
        other => panic!("{other:?}"),
    };
    let end = |vertex: &Vertex| match vertex {
        Vertex::N(node) => name(&node.0),
        Vertex::S(_) => panic!("a subgraph"),
    };
    let (mut nodes, mut edges) = (BTreeSet::new(), Vec::new());
    for stmt in &stmts {
        match stmt {
            Stmt::Node(node) => assert!(nodes.insert(name(&node.id.0))),
            Stmt::Edge(Edge { ty: EdgeTy::Pair(from, to), .. }) => edges.push((end(from), end(to))),
            _ => {}
        }
    }
    check_graph(&room, &nodes, &edges);
}

#[test]
fn turtle_and_json_ld_say_the_same() {
    let room = filled();
    let text = export(&room, "turtle");
    let triples = oxttl::TurtleParser::new().for_slice(text.as_bytes()).map(|triple| triple.unwrap());
    let mut turtle: Graph = triples.collect();
    let text = export(&room, "jsonld");
    let quads = oxjsonld::JsonLdParser::new().for_slice(text.as_bytes()).map(|quad| quad.unwrap());
    let mut json: Graph = quads.map(oxrdf::Triple::from).collect();
    turtle.canonicalize(CanonicalizationAlgorithm::Unstable);
    json.canonicalize(CanonicalizationAlgorithm::Unstable);
    assert!(turtle == json, "{} and {} triples", turtle.len(), json.len());
    let all = turtle.to_string();
    for said in [
        "<urn:cancu:vn/ubnd-tinh-dong-nai/kh/2024/58> <http://data.europa.eu/eli/ontology#applies> <urn:cancu:vn/thu-tuong-chinh-phu/qd/2021/1248>",
        "<urn:cancu:vn/ubnd-tinh-dong-nai/kh/2024/58> <urn:cancu:term/parent> <urn:cancu:vn/thu-tuong-chinh-phu/qd/2021/1248>",
        "<urn:cancu:vn/chinh-phu/nd/2024/12> <http://data.europa.eu/eli/ontology#amends> <urn:cancu:vn/chinh-phu/nd/2014/44>",
        "\"2021-07-19\"^^<http://www.w3.org/2001/XMLSchema#date>",
        "<urn:cancu:body/chinh-phu> <http://schema.org/name> \"Chính phủ\"@vi",
    ] {
        assert!(all.contains(said), "{said} is not in the graph");
    }
}

#[test]
fn cypher_has_two_tables_and_a_script_for_every_relation() {
    let room = filled();
    room.run(["export", "cypher", "-o", "neo"]).ok();
    let read = |name: &str| -> Vec<csv::StringRecord> {
        let text = room.read(name);
        let reader = csv::ReaderBuilder::new().escape(Some(b'\\')).from_reader(text.as_bytes());
        reader.into_records().collect::<Result<_, _>>().unwrap()
    };
    let nodes = read("neo/nodes.csv");
    let ids: BTreeSet<String> = nodes.iter().map(|row| row[0].to_owned()).collect();
    let edges = read("neo/edges.csv");
    let ends: Vec<(String, String)> =
        edges.iter().map(|row| (row[0].to_owned(), row[1].to_owned())).collect();
    check_graph(&room, &ids, &ends);
    let plan = nodes.iter().find(|row| row[1] == *"58/KH-UBND").unwrap();
    assert!(plan[6].contains("< 5 \\ & 'thực hiện' \""), "{:?}", &plan[6]);
    let script = room.read("neo/load.cypher");
    for edge in &edges {
        assert!(script.contains(&format!("row.relation = '{}'", &edge[2])), "{}", &edge[2]);
    }
}

#[test]
fn archive_metadata_says_what_is_known_and_names_what_is_not() {
    let room = filled();
    room.run(["export", "tt05", "-o", "tt05.csv", "--of", "57/KH-UBND"])
        .code(1)
        .says(&["no instrument «57/KH-UBND»"]);
    room.run(["export", "tt05", "-o", "tt05.csv", "--of", "58/KH-UBND"]).ok().says(&[
        "tt05.csv: 1 document",
        "docId is empty in 1 of 1 document",
        "maintenance is empty in 1 of 1 document",
    ]);
    let text = room.read("tt05.csv");
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let row: BTreeMap<String, String> = reader.deserialize().next().unwrap().unwrap();
    assert_eq!(row.len(), 21);
    assert_eq!(row["typeName"], "10");
    assert_eq!((row["codeNumber"].as_str(), row["codeNotation"].as_str()), ("58", "KH-UBND"));
    assert_eq!(row["issuedDate"], "12/03/2024");
    assert_eq!(row["organName"], "Ủy ban nhân dân tỉnh Đồng Nai");
    assert_eq!((row["maintenance"].as_str(), row["numberOfPage"].as_str()), ("", ""));

    let done =
        room.run(["export", "nd30", "--of", "58/KH-UBND"]).ok().says(&["To.OrganId is empty in 1 of 1"]);
    let xml = Document::parse(&done.out).unwrap();
    let texts = |name: &'static str| -> Vec<String> {
        elements(xml.root(), name).map(|node| node.text().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(texts("TypeName"), ["Kế hoạch"]);
    assert_eq!(texts("FullName"), ["Nguyễn Văn An"]);
    assert_eq!(texts("To").len(), 2);
    assert_eq!(texts("OrganName"), ["Ủy ban nhân dân tỉnh Đồng Nai", "Bộ Y tế", "Các sở, ban, ngành"]);

    let long = PLAN.replace("công tác phòng", &format!("{} phòng", "công tác".repeat(80)));
    room.write("in/long.txt", long);
    room.run(["ingest", "in", "--quiet"]).ok();
    room.run(["export", "tt05", "-o", "long.csv", "--of", "57/KH-UBND"])
        .ok()
        .says(&["subject has more than 500 letters in 1 of 1 document"]);
}

#[test]
fn dublin_core_has_a_record_for_each_document() {
    let room = filled();
    let text = export(&room, "dublin-core");
    let xml = Document::parse(&text).unwrap();
    let records: Vec<Node<'_, '_>> = elements(xml.root(), "dc").collect();
    assert_eq!(records.len(), count(&room, "SELECT count(*) AS count FROM documents"));
    let has = |record: &Node<'_, '_>, text: &str| record.descendants().any(|node| node.text() == Some(text));
    let plan = records.iter().find(|record| has(record, "58/KH-UBND")).unwrap();
    assert_eq!(plan.tag_name().namespace(), Some("http://www.openarchives.org/OAI/2.0/oai_dc/"));
    assert!(has(plan, "2024-03-12") && has(plan, "Kế hoạch"));
    assert!(has(plan, "urn:cancu:vn/thu-tuong-chinh-phu/qd/2021/1248"));
}

/// The words of a text without space, as it is where elements stand in lines of their own.
fn letters(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() && !c.is_whitespace() { '\u{fffd}' } else { c })
        .filter(|c| !c.is_whitespace())
        .collect()
}

#[test]
fn akoma_ntoso_holds_the_words_and_their_places() {
    let room = filled();
    room.run(["export", "akoma-ntoso", "-o", "akn"]).ok();
    let files: Vec<String> = room.names("akn").into_iter().filter(|name| name.ends_with(".xml")).collect();
    let documents = room.run(["export", "ndjson"]).ok().lines();
    assert_eq!(files.len(), documents.len());
    for (name, document) in files.iter().zip(&documents) {
        let text = room.read(&format!("akn/{name}"));
        let xml = Document::parse(&text).unwrap();
        let mut ids = BTreeSet::new();
        for node in xml.descendants() {
            if let Some(id) = node.attribute("eId") {
                assert!(ids.insert(id) && !id.contains(char::is_whitespace), "{name}: {id}");
            }
        }
        for node in xml.descendants() {
            let local = ["href", "refersTo"].iter().filter_map(|key| node.attribute(*key)?.strip_prefix('#'));
            for id in local {
                assert!(ids.contains(id), "{name}: nothing is at #{id}");
            }
        }
        let content = xml.root_element().first_element_child().unwrap();
        let parts = content.children().filter(|node| node.tag_name().name() != "meta");
        let words: String = parts
            .flat_map(|part| part.descendants())
            .filter_map(|node| node.is_text().then(|| node.text())?)
            .collect();
        let words = letters(&words);
        let source: cancu::Document = serde_json::from_value(document.clone()).unwrap();
        source.walk(&mut |section| {
            for text in [section.title.as_deref(), Some(section.text.as_str())].into_iter().flatten() {
                assert!(words.contains(&letters(text)), "{name}: section {} is not there whole", section.id);
            }
        });
    }
    let decree = room.read("akn/chinh-phu.nd.2024.12.xml");
    let xml = Document::parse(&decree).unwrap();
    let has = |path: &[&'static str]| {
        let mut nodes = vec![xml.root()];
        for name in path {
            nodes = nodes.iter().flat_map(|node| elements(*node, name)).collect();
        }
        !nodes.is_empty()
    };
    assert!(has(&["act", "body", "chapter", "article", "paragraph", "point", "content"]));
    assert!(has(&["preamble", "citations", "citation", "p", "ref"]));
    assert!(has(&["attachments", "attachment", "doc", "mainBody", "paragraph"]));
    let changes: Vec<_> =
        elements(xml.root(), "textualMod").map(|node| node.attribute("type").unwrap()).collect();
    assert!(changes.contains(&"substitution") && changes.contains(&"repeal"), "{changes:?}");
    assert!(
        elements(xml.root(), "destination")
            .any(|node| node.attribute("href") == Some("/akn/vn/act/nd/chinh-phu/2014/44"))
    );
    validate(&room, &files);
}

/// Validates by xmllint against the schema that `CANCU_AKN_XSD` names.
fn validate(room: &Room, files: &[String]) {
    let Some(schema) = std::env::var_os("CANCU_AKN_XSD").filter(|schema| !schema.is_empty()) else { return };
    let files = files.iter().map(|name| room.path(&format!("akn/{name}")));
    let done =
        Command::new("xmllint").args(["--nonet", "--noout", "--schema"]).arg(schema).args(files).output();
    let done = done.expect("xmllint, which CANCU_AKN_XSD needs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

#[test]
fn the_same_documents_give_the_same_bytes() {
    let (one, other) = (Room::new(), Room::new());
    let files = [
        ("b.txt", PLAN.to_owned()),
        ("a.txt", hostile()),
        ("c.txt", DECREE.to_owned()),
        ("d.txt", PLAN.replace("60%", "70%")),
    ];
    for (room, order) in [(&one, [0, 1, 2, 3]), (&other, [3, 2, 1, 0])] {
        for place in order {
            let (name, text) = &files[place];
            room.write(name, text);
            room.run(["ingest", name, "--quiet"]).ok();
        }
    }
    for format in ["graphml", "gexf", "dot", "turtle", "jsonld", "tt05", "nd30", "dublin-core"] {
        assert_eq!(export(&one, format), export(&other, format), "{format}");
    }
    for room in [&one, &other] {
        room.run(["export", "akoma-ntoso", "-o", "akn"]).ok();
        room.run(["export", "cypher", "-o", "neo"]).ok();
    }
    for folder in ["akn", "neo"] {
        assert_eq!(one.names(folder), other.names(folder));
        for name in one.names(folder) {
            let name = format!("{folder}/{name}");
            assert_eq!(one.read(&name), other.read(&name), "{name}");
        }
    }
    assert!(
        one.names("akn").contains(&"ubnd-tinh-dong-nai.kh.2024.57~2.xml".to_owned()),
        "two texts of one plan"
    );
}

#[test]
fn what_is_chosen_is_written() {
    let room = filled();
    let numbers = |arguments: &[&str]| -> Vec<String> {
        let arguments = ["export", "ndjson"].iter().chain(arguments).copied();
        let documents = room.run(arguments).ok().lines();
        documents
            .iter()
            .map(|document| document["header"]["number"].as_str().unwrap_or("-").to_owned())
            .collect()
    };
    assert_eq!(
        numbers(&["--of", "58/kh-ubnd", "--of", "vn/chinh-phu/nd/2024/12"]),
        ["12/2024/NĐ-CP", "58/KH-UBND"]
    );
    assert_eq!(numbers(&["--kind", "NĐ"]), ["12/2024/NĐ-CP"]);
    assert_eq!(
        numbers(&["--issuer", "ubnd-tinh-dong", "--from", "2024-03", "--to", "2024-03"]),
        ["58/KH-UBND"]
    );
    room.run(["export", "ndjson", "--kind", "XX"])
        .code(1)
        .says(&["no document of the archive fits", "hint: leave filters"]);
    room.run(["export", "csv"]).code(2).says(&["csv is a folder of files", "hint: name a folder with -o"]);
    let graph = room.run(["export", "graphml", "--of", "58/KH-UBND"]).ok().out;
    let xml = Document::parse(&graph).unwrap();
    assert_eq!(elements(xml.root(), "node").count(), 2, "the plan and what it links to");
}

#[test]
fn an_export_stands_whole_or_not_at_all() {
    let room = filled();
    room.write("mine/notes.txt", "do not touch");
    room.write("mine.csv", "nor this");
    room.run(["export", "csv", "-o", "mine"])
        .code(2)
        .says(&["mine: is there already and was not written by"]);
    room.run(["export", "csv", "-o", "mine", "--force"]).code(2).says(&["hint: name another place"]);
    assert_eq!(room.read("mine/notes.txt"), "do not touch");
    room.run(["export", "tt05", "-o", "mine.csv"]).code(2).says(&["mine.csv: is there already", "--force"]);
    room.run(["export", "tt05", "-o", "mine", "--force"])
        .code(2)
        .says(&["mine: is there already and was not"]);
    room.run(["export", "csv", "-o", "mine.csv", "--force"]).code(2);
    assert_eq!(room.read("mine.csv"), "nor this");
    std::fs::create_dir(room.path("empty")).unwrap();
    room.run(["export", "csv", "-o", "empty"]).ok();
    room.run(["export", "csv", "-o", "empty"]).code(2).says(&["empty: is there already"]);
    room.run(["export", "cypher", "-o", "empty", "--force"]).ok();
    assert_eq!(room.names("empty"), [".cancu-export", "edges.csv", "load.cypher", "nodes.csv"]);
    room.run(["export", "dot", "-o", "graph.dot"]).ok();
    room.run(["export", "ndjson", "-o", "graph.dot", "--force"]).ok();
    assert!(room.read("graph.dot").starts_with('{'));
    room.run(["export", "dot", "-o", "no/such/folder.dot"])
        .code(1)
        .says(&["cannot write no/such/folder.dot"]);

    // What fails on the way leaves what was there, and nothing else.
    let before = room.names(".");
    let archive = rusqlite::Connection::open(room.path("cancu.db")).unwrap();
    let damage = "UPDATE reading SET extraction = x'00' WHERE document = (SELECT max(document) FROM reading)";
    archive.execute(damage, []).unwrap();
    drop(archive);
    for arguments in [["ndjson", "-o", "new.ndjson"], ["akoma-ntoso", "-o", "new"], ["cypher", "-o", "empty"]]
    {
        let arguments = ["export"].iter().chain(&arguments).chain(&["--force"]).copied();
        room.run(arguments).code(1).says(&["is damaged", "hint: ingest its file again"]);
    }
    let after = room.names(".");
    let kept = |names: Vec<String>| {
        names.into_iter().filter(|name| !name.starts_with("cancu.db")).collect::<Vec<_>>()
    };
    assert_eq!(kept(after), kept(before));
    assert_eq!(room.names("empty").len(), 4);
}
