//! Instruments as a preamble names them: lists under one noun, and who speaks in an instrument.

use cancu::Document;

use crate::sample::extract;

/// A decision of the city with one paragraph in its preamble.
fn read(preamble: &str) -> Document {
    let source = format!(
        "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HÀ NỘI\nSố: 12/QĐ-UBND\n\nHà Nội, ngày 5 tháng 8 năm 2021\n\nQUYẾT ĐỊNH\n\
         Về việc giao nhiệm vụ\n\n{preamble}\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Giao nhiệm vụ cho các đơn vị.\n"
    );
    extract("quyet-dinh.txt", source.as_bytes()).1
}

#[track_caller]
fn links(preamble: &str, wanted: &[(&str, &str, &str)]) {
    let json = serde_json::to_value(read(preamble)).expect("JSON");
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let found: Vec<_> = json["links"].as_array().into_iter().flatten().collect();
    let found: Vec<_> =
        found.iter().map(|link| (text(&link["from"]), text(&link["to"]), text(&link["relation"]))).collect();
    for (from, to, relation) in wanted {
        let link = ((*from).to_owned(), (*to).to_owned(), (*relation).to_owned());
        assert!(found.contains(&link), "{link:?} in {found:#?}");
    }
}

#[test]
fn a_list_goes_on_without_its_noun() {
    links(
        "Căn cứ các Nghị định của Chính phủ. số 10/2019/NĐ-CP ngày 5/2/2019 quy định chi tiết một số điều của Luật \
         Trẻ em; Số 201 /2020/NĐ-CP ngày 3/4/2020 về quản lý cây xanh, số 33/2021/NĐ-CP ngày 6/5/2021 sửa đổi Nghị \
         định số 44/2016/NĐ-CP ngày 7/6/2016;",
        &[
            ("self", "vn/chinh-phu/nd/2019/10", "based_on"),
            ("vn/chinh-phu/nd/2019/10", "vn/quoc-hoi/luat/tre-em", "details"),
            ("self", "vn/chinh-phu/nd/2020/201", "based_on"),
            ("self", "vn/chinh-phu/nd/2021/33", "based_on"),
            ("vn/chinh-phu/nd/2021/33", "vn/chinh-phu/nd/2016/44", "amends"),
        ],
    );
}

#[test]
fn who_speaks_does_not_hide_the_relation() {
    links(
        "Thực hiện chỉ đạo của Bộ Y tế tại Công văn số 77/BYT-DP ngày 2/3/2021 về tiêm chủng;",
        &[("self", "vn/bo-y-te/cv/2021/77", "implements")],
    );
    links(
        "Theo đề nghị của Sở Y tế tại Công văn số 88/SYT-NVY ngày 4/3/2021,",
        &[("self", "vn/so-y-te-thanh-pho-ha-noi/cv/2021/88", "proposed_by")],
    );
}

#[test]
fn joint_bodies_and_cities_are_named() {
    let document = read(
        "Căn cứ Thông tư liên tịch số 6/2008/TTLT-BYT-BTC ngày 8/11/2008 của liên Bộ: Y tế - Tài chính về thu phí; \
         Căn cứ Nghị quyết số 3-NQ/TU ngày 9/1/2021 của Thành ủy Thành phố Hồ Chí Minh;",
    );
    let issuers: Vec<_> =
        document.citations.iter().filter_map(|citation| citation.issuer.as_deref()).collect();
    assert_eq!(issuers, ["liên Bộ: Y tế - Tài chính", "Thành ủy Thành phố Hồ Chí Minh"]);
    assert_eq!(document.citations[1].target, "vn/thanh-uy-ho-chi-minh/nq/2021/3");
}

#[test]
fn what_scanning_did_is_listed() {
    let repairs = |document: &Document| -> Vec<(String, String)> {
        document.repairs.iter().map(|repair| (repair.text.clone(), repair.repaired.clone())).collect()
    };
    let noun = read("Căn cứ Ñghị định số 10/2019/NĐ-CP ngày 5/2/2019 của Chính phủ;");
    assert_eq!(repairs(&noun), [("Ñghị định".into(), "Nghị định".into())]);
    assert_eq!(noun.citations[0].kind, "NĐ");
    let list =
        "KẾ HOẠCH\nTrồng cây năm 2022\n\n1. Nội dung\na) Chuẩn bị đất.\nb) Ươm giống.\n©) Trồng cây.\n";
    let (_, list) = extract("ke-hoach.txt", list.as_bytes());
    assert_eq!(repairs(&list), [("©)".into(), "c)".into())]);
    let head =
        "Số: 3/KH-UBND  Hà Nội, ngày 3| tháng Ÿ năm 2022\n\nKẾ HOẠCH\nTrồng cây năm 2022\n\n1. Nội dung\n";
    let (_, head) = extract("ke-hoach.txt", head.as_bytes());
    assert_eq!(head.header.date.as_deref(), Some("2022"));
}

#[test]
fn what_was_changed_by_another() {
    links(
        "Căn cứ Thông tư số 15/2020/TT-BGDĐT ngày 26/5/2020 của Bộ Giáo dục và Đào tạo, được sửa đổi, bổ sung tại Thông tư số \
         5/2021/TT-BGDĐT ngày 12/3/2021 và Thông tư số 6/2023/TT-BGDĐT ngày 24/3/2023;",
        &[
            ("self", "vn/bo-giao-duc-va-dao-tao/tt/2020/15", "based_on"),
            ("vn/bo-giao-duc-va-dao-tao/tt/2021/5", "vn/bo-giao-duc-va-dao-tao/tt/2020/15", "amends"),
            ("vn/bo-giao-duc-va-dao-tao/tt/2023/6", "vn/bo-giao-duc-va-dao-tao/tt/2020/15", "amends"),
        ],
    );
    links(
        "Căn cứ các Quyết định của Thủ tướng Chính phủ về phê duyệt quy hoạch: Quyết định số 16/QĐ-TTg ngày 4/3/2020; Quyết \
         định số 17/QĐ-TTg ngày 5/3/2020;",
        &[
            ("self", "vn/thu-tuong-chinh-phu/qd/2020/16", "based_on"),
            ("self", "vn/thu-tuong-chinh-phu/qd/2020/17", "based_on"),
        ],
    );
}

#[test]
fn a_kind_may_share_its_line_with_the_subject() {
    let source = "ỦY BAN NHÂN DÂN\nXÃ MINH LONG\nSố: 21/KH-UBND\n\nMinh Long, ngày 5 tháng 2 năm 2025\n\nKẾ HOẠCH CẢI CÁCH HÀNH CHÍNH\n\
                  CỦA XÃ NĂM 2025\n\nCăn cứ Kế hoạch số 5/KH-UBND;\n\nI. MỤC TIÊU\nGiữ vững kết quả.\n";
    let (_, document) = extract("ke-hoach.txt", source.as_bytes());
    assert_eq!(document.header.kind.map(|kind| kind.code).as_deref(), Some("KH"));
    assert_eq!(document.header.title.as_deref(), Some("CẢI CÁCH HÀNH CHÍNH CỦA XÃ NĂM 2025"));
    assert_eq!(
        document.sections.iter().map(|section| section.id.as_str()).collect::<Vec<_>>(),
        ["preamble", "I"]
    );
}

#[test]
fn a_ministry_in_ha_noi_is_not_of_ha_noi() {
    let source = "BỘ Y TẾ\nSố: 21/KH-BYT\n\nHà Nội, ngày 5 tháng 2 năm 2025\n\nKẾ HOẠCH\nTiêm chủng năm 2025\n\nI. TỔ CHỨC THỰC \
                  HIỆN\n1. Sở Y tế\na) Tổ chức tiêm chủng cho trẻ em.\nb) Báo cáo theo Công văn số 7/BYT-DP ngày 3/1/2025 của Bộ.\n";
    let (_, document) = extract("ke-hoach.txt", source.as_bytes());
    let ids: Vec<_> = document.bodies.iter().map(|body| body.id.as_str()).collect();
    assert_eq!(ids, ["bo-y-te", "so-y-te-_"]);
    assert_eq!(document.citations[0].target, "vn/bo-y-te/cv/2025/7");
}

#[test]
fn a_plenum_issues() {
    links(
        "Thực hiện Nghị quyết số 36-NQ/TW ngày 22/10/2018, Hội nghị lần thứ tám Ban Chấp hành Trung ương Đảng khóa XII về biển;",
        &[("self", "vn/ban-chap-hanh-trung-uong/nq/2018/36", "implements")],
    );
    links(
        "Căn cứ Tờ trình số 63/TTr-SYT 05/7/2016 của Sở Y tế;",
        &[("self", "vn/so-y-te-thanh-pho-ha-noi/ttr/2016/63", "based_on")],
    );
}

#[test]
fn who_decides_stands_between_title_and_basis() {
    let source = "ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\nSố: 31/QĐ-UBND | Đà Nẵng, ngày 09 tháng 10 năm 2018 |\n\
                  QUYẾT ĐỊNH\nVỀ VIỆC BAN HÀNH KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH\nỦY BAN NHÂN DÂN THÀNH PHỐ ĐÀ NẴNG\n\
                  Căn cứ Luật Tổ chức chính quyền địa phương;\nQUYẾT ĐỊNH:\nĐiều 1. Ban hành Kế hoạch.\n";
    let (_, document) = extract("quyet-dinh.txt", source.as_bytes());
    let header = &document.header;
    assert_eq!(header.title.as_deref(), Some("VỀ VIỆC BAN HÀNH KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH"));
    assert_eq!(header.issuer.as_ref().map(|issuer| issuer.id.as_str()), Some("ubnd-thanh-pho-da-nang"));
    assert_eq!((header.date.as_deref(), header.place.as_deref()), (Some("2018-10-09"), Some("Đà Nẵng")));
}

#[test]
fn a_note_behind_the_issuer_hides_no_subject() {
    links(
        "Thực hiện Kế hoạch số 371/KH-UBND ngày 5/3/2021 của Ủy ban nhân dân tỉnh Tiền Giang (nay là tỉnh Đồng Tháp) về thực hiện \
         Nghị quyết số 48/NQ-CP ngày 3/4/2020 của Chính phủ (sau đây gọi tắt là Nghị quyết số 48/NQ-CP);",
        &[("vn/ubnd-tinh-tien-giang/kh/2021/371", "vn/chinh-phu/nq/2020/48", "implements")],
    );
}

#[test]
fn one_law_amends_several() {
    let outer =
        "vn/quoc-hoi/luat/sua-doi-bo-sung-mot-so-dieu-cua-luat-quy-hoach-luat-dau-tu-va-luat-dau-thau";
    links(
        "Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Quy hoạch, Luật Đầu tư và Luật Đấu thầu ngày 29/11/2024;",
        &[
            ("self", outer, "based_on"),
            (outer, "vn/quoc-hoi/luat/quy-hoach", "amends"),
            (outer, "vn/quoc-hoi/luat/dau-tu", "amends"),
            (outer, "vn/quoc-hoi/luat/dau-thau", "amends"),
        ],
    );
}

#[test]
fn an_ordinance_is_carried_out() {
    let document = read("Thực hiện Pháp lệnh ưu đãi người có công với cách mạng;");
    assert_eq!(
        document.citations[0].target,
        "vn/uy-ban-thuong-vu-quoc-hoi/pl/uu-dai-nguoi-co-cong-voi-cach-mang"
    );
}

#[test]
fn a_committee_without_its_level_is_that_of_the_place() {
    let source = "ỦY BAN NHÂN DÂN |\nSố: 317/KH-UBND |\nLào Cai 12 tháng 02 năm 2023 |\n\nKẾ HOẠCH\nTuyển sinh năm 2023\n\n1. Tuyển sinh.\n";
    let (_, document) = extract("ke-hoach.txt", source.as_bytes());
    assert_eq!(document.header.issuer.map(|issuer| issuer.id).as_deref(), Some("ubnd-tinh-lao-cai"));
    assert_eq!(document.header.date.as_deref(), Some("2023-02-12"));
}

#[test]
fn a_superior_may_take_two_lines() {
    let source = "BAN CHẤP HÀNH\nTRUNG ƯƠNG\nBAN TỔ CHỨC\n*\nSố 45-HD/BTCTW\n\nHà Nội, ngày 12 tháng 02 năm 2023\n\nHƯỚNG DẪN\nVề công tác cán bộ\n\n1. Cán bộ.\n";
    let (_, document) = extract("huong-dan.txt", source.as_bytes());
    assert_eq!(document.header.issuer.map(|issuer| issuer.id).as_deref(), Some("ban-to-chuc-trung-uong"));
}

#[test]
fn numbers_of_a_list_may_share_their_symbol() {
    links(
        "Căn cứ các Kết luận số 81, 82-KL/TW ngày 6/5/2021 của Bộ Chính trị; Quyết định số 14, 15 và 16/QĐ-TTg ngày \
         7/6/2021 của Thủ tướng Chính phủ về cây xanh;",
        &[
            ("self", "vn/bo-chinh-tri/kl/2021/81", "based_on"),
            ("self", "vn/bo-chinh-tri/kl/2021/82", "based_on"),
            ("self", "vn/thu-tuong-chinh-phu/qd/2021/14", "based_on"),
            ("self", "vn/thu-tuong-chinh-phu/qd/2021/15", "based_on"),
            ("self", "vn/thu-tuong-chinh-phu/qd/2021/16", "based_on"),
        ],
    );
}

#[test]
fn an_amending_law_in_a_subject_amends_for_itself() {
    let document = read(
        "Căn cứ Quyết định số 21/2019/QĐ-UBND ngày 4/5/2019 của UBND thành phố quy định về tuyến phố phù hợp với các \
         nội dung của Luật sửa đổi, bổ sung Luật Đường bộ;",
    );
    let json = serde_json::to_value(document).expect("JSON");
    let links = json["links"].as_array().expect("links");
    assert!(links.iter().all(|link| link["relation"] != "amends"), "{links:#?}");
}

#[test]
fn a_decision_whose_line_of_the_kind_is_lost_keeps_its_bases() {
    let source = "ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\nSố: 45/QĐ-UBND | An Lạc, ngày 30 tháng 12 năm 2021 |\n\
                  PHÊ DUYỆT KẾ HOẠCH TRỒNG CÂY XANH\nỦY BAN NHÂN DÂN TỈNH AN LẠC\nCăn cứ Nghị định số 10/2019/NĐ-CP \
                  ngày 5/2/2019 của Chính phủ;\nQUYẾT ĐỊNH:\nĐiều 1. Phê duyệt Kế hoạch.\n";
    let document = extract("quyet-dinh.txt", source.as_bytes()).1;
    let json = serde_json::to_value(document).expect("JSON");
    assert_eq!(json["header"]["title"], "PHÊ DUYỆT KẾ HOẠCH TRỒNG CÂY XANH");
    assert_eq!(json["header"]["kind"]["code"], "QĐ");
    assert_eq!(json["links"][0]["relation"], "based_on", "{json:#}");
}

#[test]
fn what_is_to_be_drafted_replaces_for_itself() {
    let source = "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HÀ NỘI\nSố: 12/QĐ-UBND\n\nHà Nội, ngày 5 tháng 8 năm 2021\n\nQUYẾT ĐỊNH\n\
                  Về việc phê duyệt Đề án\n\nĐiều 1. Giao Sở Tư pháp trình Ủy ban nhân dân thành phố ban hành Quyết định thay \
                  thế Quyết định số 31/2015/QĐ-UBND ngày 6/5/2015.\n\nĐiều 2. Quyết định này thay thế Quyết định số \
                  7/2014/QĐ-UBND ngày 3/4/2014.\n";
    let json = serde_json::to_value(extract("quyet-dinh.txt", source.as_bytes()).1).expect("JSON");
    let relations: Vec<_> =
        json["links"].as_array().into_iter().flatten().map(|link| link["relation"].as_str()).collect();
    assert_eq!(relations, [Some("cites"), Some("replaces")], "{json:#}");
}

#[test]
fn what_was_submitted_is_considered() {
    links(
        "Xét Tờ trình số 51/TTr-SYT ngày 11/8/2019 của Sở Y tế;",
        &[("self", "vn/so-y-te-thanh-pho-ha-noi/ttr/2019/51", "proposed_by")],
    );
    links(
        "Sau khi xem xét Báo cáo số 9/BC-SYT ngày 11/8/2019 của Sở Y tế;",
        &[("self", "vn/so-y-te-thanh-pho-ha-noi/bc/2019/9", "proposed_by")],
    );
    links(
        "Giao các đơn vị xem xét Báo cáo số 9/BC-SYT ngày 11/8/2019 của Sở Y tế;",
        &[("self", "vn/so-y-te-thanh-pho-ha-noi/bc/2019/9", "cites")],
    );
}

#[test]
fn the_date_behind_a_law_is_that_of_the_amending_law() {
    let document = read(
        "Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Quản lý tài sản công, Luật Trẻ em ngày 29 tháng 11 năm 2024; \
         Luật Báo chí (sửa đổi) ngày 12 tháng 6 năm 1999;",
    );
    let dated: Vec<_> = document
        .citations
        .iter()
        .map(|citation| (citation.subject.as_deref().unwrap_or_default(), citation.date.as_deref()))
        .collect();
    assert_eq!(
        dated,
        [
            (
                "Luật sửa đổi, bổ sung một số điều của Luật Quản lý tài sản công, Luật Trẻ em",
                Some("2024-11-29")
            ),
            ("Luật Quản lý tài sản công", None),
            ("Luật Trẻ em", None),
            ("Luật Báo chí", Some("1999-06-12")),
        ]
    );
}

#[test]
fn a_list_goes_on_after_what_its_subject_names() {
    links(
        "Căn cứ các Thông tư của Bộ Y tế: số 2/2017/TT-BYT ngày 14/2/2017 về tiêm chủng theo quy định tại Nghị định số \
         16/2015/NĐ-CP của Chính phủ; số 5/2017/TT-BYT ngày 25/7/2017 về dinh dưỡng;",
        &[("self", "vn/bo-y-te/tt/2017/2", "based_on"), ("self", "vn/bo-y-te/tt/2017/5", "based_on")],
    );
}

#[test]
fn who_issued_stands_before_the_verb_or_in_between() {
    let issuer = |preamble: &str| {
        let document = read(preamble);
        document.citations.first().and_then(|citation| citation.issuer.clone()).unwrap_or_default()
    };
    assert_eq!(
        issuer("Ngày 3/4/2020, Bộ Y tế đã ban hành Quyết định số 15/QĐ-BYT về tiêm chủng;"),
        "Bộ Y tế"
    );
    assert_eq!(issuer("Ban Bí thư có Chỉ thị số 19-CT/TW về tiêm chủng;"), "Ban Bí thư");
    assert_eq!(
        issuer(
            "Căn cứ Thông tư liên tịch số 3/2010/TTLT-BTC-BYT ngày 15/11/2010 giữa Bộ Tài chính và Bộ Y tế về thu phí;"
        ),
        "Bộ Tài chính và Bộ Y tế"
    );
    assert_eq!(
        issuer(
            "Căn cứ Nghị quyết số 18-NQ/TW, ngày 16/6/2022 của Hội nghị lần thứ năm Ban Chấp hành Trung ương Đảng về đất đai;"
        ),
        "Ban Chấp hành Trung ương Đảng"
    );
    assert_eq!(issuer("Các đơn vị đã có Quyết định số 15/QĐ-SYT về tiêm chủng;"), "");
}

#[test]
fn a_general_law_abiding_is_no_cue() {
    links(
        "Căn cứ Thông tư số 4/2021/TT-BTP ngày 21/6/2021 hướng dẫn thi hành Nghị định số 59/2012/NĐ-CP ngày 23/7/2012 về theo \
         dõi thi hành pháp luật và Nghị định số 32/2020/NĐ-CP ngày 5/3/2020;",
        &[
            ("vn/bo-tu-phap/tt/2021/4", "vn/chinh-phu/nd/2012/59", "details"),
            ("vn/bo-tu-phap/tt/2021/4", "vn/chinh-phu/nd/2020/32", "details"),
        ],
    );
}

#[test]
fn a_noun_that_a_lost_line_end_glued() {
    links(
        "Căn cứ Luật Trẻ em; Theo đề nghị của Sở Y tế tạiTờ trình số 35/TTr-SYT ngày 2/3/2021,",
        &[("self", "vn/so-y-te-thanh-pho-ha-noi/ttr/2021/35", "proposed_by")],
    );
    let phones = read("Căn cứ tin nhắn của MobiThông số 35/TTr-SYT ngày 2/3/2021;");
    assert!(phones.citations.is_empty(), "{:?}", phones.citations);
}

#[test]
fn a_law_that_amends_many_and_the_day_it_was_passed() {
    let citations = read(
        "Căn cứ Luật sửa đổi, bổ sung một số điều của các Luật có liên quan đến quy hoạch ngày 20/11/2018; Căn cứ Luật Tổ chức \
         Quốc hội đã được Quốc hội khóa IX thông qua ngày 20/3/1996; Căn cứ Luật Trẻ em và ý kiến đã được thông qua ngày 4/5/2020;",
    )
    .citations;
    let found: Vec<_> = citations
        .iter()
        .map(|c| (c.subject.clone().unwrap_or_default(), c.date.clone().unwrap_or_default()))
        .collect();
    let wanted = [
        ("Luật sửa đổi, bổ sung một số điều của các Luật có liên quan đến quy hoạch", "2018-11-20"),
        ("Luật Tổ chức Quốc hội", "1996-03-20"),
        ("Luật Trẻ em", ""),
    ];
    assert_eq!(found, wanted.map(|(subject, date)| (subject.to_owned(), date.to_owned())));
}

#[test]
fn what_an_article_ends() {
    let document = |articles: &str| {
        let source = format!(
            "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HÀ NỘI\nSố: 12/QĐ-UBND\n\nHà Nội, ngày 5 tháng 8 năm 2021\n\nQUYẾT ĐỊNH\nVề việc giao nhiệm \
             vụ\n\nCăn cứ Luật Trẻ em;\n\nQUYẾT ĐỊNH:\n\n{articles}\n"
        );
        extract("quyet-dinh.txt", source.as_bytes()).1
    };
    let relation = |articles: &str| {
        let links = serde_json::to_value(document(articles).links).expect("JSON");
        let links = links.as_array().cloned().unwrap_or_default();
        let one = links.iter().find(|link| link["to"].as_str().unwrap_or_default().ends_with("/2015/7"));
        one.map(|link| link["relation"].as_str().unwrap_or_default().to_owned()).unwrap_or_default()
    };
    let old = "Quyết định số 7/QĐ-UBND ngày 3/4/2015 của Ủy ban nhân dân thành phố";
    assert_eq!(relation(&format!("Điều 1. Bãi bỏ {old}.")), "repeals");
    assert_eq!(
        relation(&format!("Điều 1. Bãi bỏ các văn bản sau:\n1. {old};\n2. Các văn bản khác.")),
        "repeals"
    );
    assert_eq!(
        relation(&format!("Điều 1. Thay thế các văn bản sau đây:\na) {old};\nb) Các văn bản khác.")),
        "replaces"
    );
    assert_eq!(
        relation(&format!("Điều 1. {old} hết hiệu lực kể từ ngày Quyết định này có hiệu lực.")),
        "repeals"
    );
    assert_eq!(
        relation(&format!("Điều 1. Niêm yết các văn bản sau:\n1. {old};\n2. Các văn bản khác.")),
        "cites"
    );
    assert_eq!(
        relation(&format!("Điều 1. Đối tượng quy định tại {old} hết hiệu lực thì nộp lại thẻ.")),
        "cites"
    );
    assert_eq!(relation(&format!("Điều 1. Bãi bỏ các mẫu biểu sau:\n1. Mẫu số 2 kèm theo {old};")), "cites");
}

#[test]
fn what_is_laid_down_in_a_law_is_a_basis() {
    links(
        "Căn cứ quy định tại Điều 49 của Luật Quản lý thuế, Điều 24 của Nghị định số 85/2007/NĐ-CP ngày 25/5/2007 của Chính phủ; \
         Thực hiện Nghị quyết số 5/NQ-CP ngày 1/2/2021 của Chính phủ theo quy định tại Nghị định số 6/2020/NĐ-CP ngày 1/2/2020;",
        &[
            ("self", "vn/quoc-hoi/luat/quan-ly-thue", "based_on"),
            ("self", "vn/chinh-phu/nd/2007/85", "based_on"),
            ("self", "vn/chinh-phu/nd/2020/6", "cites"),
        ],
    );
}

#[test]
fn a_circular_guides_a_law_and_decrees() {
    links(
        "Căn cứ Thông tư số 28/2011/TT-BTC ngày 28/02/2011 của Bộ Tài chính hướng dẫn thi hành một số điều của Luật Quản lý thuế \
         hướng dẫn thi hành Nghị định số 85/2007/NĐ-CP ngày 25/5/2007 của Chính phủ;",
        &[
            ("vn/bo-tai-chinh/tt/2011/28", "vn/quoc-hoi/luat/quan-ly-thue", "details"),
            ("vn/bo-tai-chinh/tt/2011/28", "vn/chinh-phu/nd/2007/85", "details"),
        ],
    );
}

#[test]
fn letters_of_tax_offices() {
    let targets = |words: &str| read(words).citations.iter().map(|c| c.target.clone()).collect::<Vec<_>>();
    assert_eq!(
        targets("Trả lời công văn số 63/CT-TTHT ngày 25/4/2014 của Cục Thuế tỉnh Đắk Nông;"),
        ["vn/cuc-thue-tinh-dak-nong/cv/2014/63"]
    );
    assert_eq!(
        targets("Thực hiện Chỉ thị số 63/CT-TTHT ngày 25/4/2014 của Giám đốc Sở Y tế tỉnh Đắk Nông;"),
        ["vn/so-y-te-tinh-dak-nong/ct/2014/63"]
    );
}

#[test]
fn findings_about_an_instrument_are_not_the_instrument() {
    let relation = |words: &str| {
        let json = serde_json::to_value(read(words)).expect("JSON");
        let links: Vec<_> = json["links"].as_array().into_iter().flatten().cloned().collect();
        let of = links.iter().find(|link| link["to"] == "vn/bo-y-te/kh/2020/9");
        of.map(|link| link["relation"].as_str().unwrap_or_default().to_owned()).unwrap_or_default()
    };
    let plan = "Kế hoạch số 9/KH-BYT ngày 4/5/2020 của Bộ Y tế;";
    assert_eq!(relation(&format!("Căn cứ {plan}")), "based_on");
    assert_eq!(relation(&format!("Căn cứ vào nội dung {plan}")), "based_on");
    assert_eq!(relation(&format!("Căn cứ kết quả làm việc của Giám đốc Sở Y tế tại {plan}")), "based_on");
    assert_eq!(
        relation(&format!("Căn cứ tình hình thực tế và để triển khai thực hiện {plan}")),
        "implements"
    );
    assert_eq!(relation(&format!("Căn cứ kết quả rà soát {plan}")), "cites");
    assert_eq!(relation(&format!("Trên cơ sở tình hình triển khai thực hiện {plan}")), "cites");
    assert_eq!(relation(&format!("Trên cơ sở phù hợp với {plan}")), "cites");
}

#[test]
fn a_list_inside_the_subject_of_an_item() {
    let list = "Kế hoạch số 7/KH-BYT ngày 4/5/2020 của Bộ Y tế về thực hiện Nghị quyết số 8/NQ-CP ngày 3/3/2020 của Chính phủ và \
                Chương trình số 6-CTr/TU ngày 2/2/2020 của Thành ủy Hà Nội về bảo vệ trẻ em";
    let inside = ("vn/bo-y-te/kh/2020/7", "vn/thanh-uy-ha-noi/ctr/2020/6", "implements");
    links(
        &format!("Căn cứ Nghị định số 10/2019/NĐ-CP ngày 5/2/2019 của Chính phủ; {list};"),
        &[("self", "vn/bo-y-te/kh/2020/7", "based_on"), inside],
    );
    // Without semicolons «và» joins what the document itself rests on.
    links(&format!("Căn cứ {list}."), &[("self", "vn/thanh-uy-ha-noi/ctr/2020/6", "based_on")]);
}

#[test]
fn a_number_without_its_symbol() {
    let targets = |words: &str| read(words).citations.iter().map(|c| c.target.clone()).collect::<Vec<_>>();
    let told = "Căn cứ Kế hoạch số 45 ngày 12/3/2020 của Bộ Y tế về tiêm chủng;";
    assert_eq!(targets(told), ["vn/bo-y-te/kh/2020/45"]);
    assert_eq!(
        targets(&format!("{told} theo Kế hoạch số 45, các sở báo cáo.")),
        ["vn/bo-y-te/kh/2020/45", "vn/bo-y-te/kh/2020/45"]
    );
    // Nobody says which, or it is the document itself.
    assert!(targets("Căn cứ Kế hoạch số 45 ngày 12/3/2020;").is_empty());
    assert!(targets("Căn cứ Kế hoạch số 45 của Bộ Y tế;").is_empty());
    assert!(targets("Thực hiện Kế hoạch 5 năm của Bộ Y tế;").is_empty());
    assert!(
        targets("Quy chế kèm theo Quyết định số 12 ngày 05/8/2021 của Ủy ban nhân dân thành phố.").is_empty()
    );
}

#[test]
fn a_term_behind_the_number() {
    let found = read(
        "Thực hiện Nghị quyết số 57-NQ/TW (khóa XIII) ngày 22/12/2024 của Bộ Chính trị về chuyển đổi số;",
    )
    .citations;
    assert_eq!(found[0].target, "vn/bo-chinh-tri/nq/2024/57");
    assert_eq!(found[0].date.as_deref(), Some("2024-12-22"));
    assert_eq!(found[0].subject.as_deref(), Some("chuyển đổi số"));
    let found =
        read("Thực hiện Nghị quyết số 57-NQ/TW (khóa XIII), các sở báo cáo trước ngày 22/12/2021;").citations;
    assert_eq!((found[0].date.as_deref(), found[0].text.as_str()), (None, "Nghị quyết số 57-NQ/TW"));
}

#[test]
fn numbers_in_parts() {
    let targets = |words: &str| read(words).citations.iter().map(|c| c.target.clone()).collect::<Vec<_>>();
    assert_eq!(
        targets("Căn cứ Nghị quyết số 66.3/2021/NQ-CP ngày 28/5/2021 của Chính phủ;"),
        ["vn/chinh-phu/nq/2021/66-3-2021"]
    );
}

#[test]
fn a_note_that_an_instrument_was_amended() {
    let old = "Căn cứ Nghị định số 15/2018/NĐ-CP ngày 5/2/2018 của Chính phủ về rừng";
    let new = "Nghị định số 9/2021/NĐ-CP ngày 4/4/2021";
    let ids = ("vn/chinh-phu/nd/2021/9", "vn/chinh-phu/nd/2018/15");
    links(&format!("{old} (sửa đổi, bổ sung tại {new});"), &[(ids.0, ids.1, "amends")]);
    links(&format!("{old} (đã thay thế bởi {new});"), &[(ids.0, ids.1, "replaces")]);
    // Without brackets the first one acts.
    let active = "Căn cứ Nghị định số 9/2021/NĐ-CP ngày 4/4/2021 của Chính phủ sửa đổi một số quy định tại Nghị định số 15/2018/NĐ-CP ngày 5/2/2018;";
    links(active, &[(ids.0, ids.1, "amends")]);
}
