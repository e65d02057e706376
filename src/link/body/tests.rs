//! Names and what they stand for in a document of a province, a commune, a ministry.

use super::*;

fn area(unit: Unit, name: &str) -> Option<Area> {
    Some(Area { unit, name: name.to_owned() })
}

fn province() -> Home {
    let own = area(Unit::Province, "Bắc Ninh");
    Home { own: own.clone(), province: own, issuer: Some("ubnd-tinh-bac-ninh".into()), ..Home::default() }
}

fn commune() -> Home {
    let own = area(Unit::Commune, "Minh Long");
    Home {
        own: own.clone(),
        commune: own,
        province: area(Unit::Province, "Quảng Ngãi"),
        issuer: Some("ubnd-xa-minh-long".into()),
        ..Home::default()
    }
}

#[track_caller]
fn check(home: &Home, cases: &[(&str, &str)]) {
    let grammar = Grammar::builtin();
    for (name, id) in cases {
        assert_eq!(resolve(&grammar, home, name).id, *id, "{name}");
    }
}

#[test]
fn ok_bodies_of_a_province() {
    check(
        &province(),
        &[
            ("UBND tỉnh", "ubnd-tinh-bac-ninh"),
            ("Uỷ ban nhân dân tỉnh", "ubnd-tinh-bac-ninh"),
            ("Chủ tịch UBND tỉnh", "ubnd-tinh-bac-ninh"),
            ("UBND tỉnh Đồng Nai", "ubnd-tinh-dong-nai"),
            ("Sở Y tế", "so-y-te-tinh-bac-ninh"),
            ("Giám đốc Sở Y tế", "so-y-te-tinh-bac-ninh"),
            ("Sở Tài chính (cơ quan chủ trì)", "so-tai-chinh-tinh-bac-ninh"),
            ("SỞ NỘI VỤ", "so-noi-vu-tinh-bac-ninh"),
            ("Công an tỉnh", "cong-an-tinh-bac-ninh"),
            ("Tỉnh ủy", "tinh-uy-bac-ninh"),
            ("Bộ Y tế", "bo-y-te"),
            ("Thủ tướng Chính phủ", "thu-tuong-chinh-phu"),
            ("Hiệp hội Chè tỉnh", "hiep-hoi-che-tinh-bac-ninh"),
        ],
    );
}

#[test]
fn ok_bodies_of_a_commune() {
    check(
        &commune(),
        &[
            ("UBND xã", "ubnd-xa-minh-long"),
            ("Công an xã", "cong-an-xa-minh-long"),
            ("Sở Y tế tỉnh", "so-y-te-tinh-quang-ngai"),
            ("UBND tỉnh", "ubnd-tinh-quang-ngai"),
        ],
    );
}

#[test]
fn ok_a_city_by_its_short_word() {
    let own = area(Unit::City, "Cần Thơ");
    let city = Home {
        own: own.clone(),
        province: own,
        issuer: Some("ubnd-thanh-pho-can-tho".into()),
        ..Home::default()
    };
    check(&city, &[("UBND TP", "ubnd-thanh-pho-can-tho"), ("UBND TP. Huế", "ubnd-thanh-pho-hue")]);
}

#[test]
fn ok_groups() {
    check(
        &province(),
        &[
            ("các xã, phường", "nhom/cac-xa-phuong"),
            ("UBND các huyện, thị xã, thành phố", "nhom/ubnd-cac-huyen-thi-xa-thanh-pho"),
            ("Các phường, xã", "nhom/cac-xa-phuong"),
            ("UBND các xã, phường", "nhom/ubnd-cac-xa-phuong"),
            ("Ủy ban nhân dân phường, xã", "nhom/ubnd-cac-xa-phuong"),
            ("Chủ tịch UBND các phường và xã", "nhom/ubnd-cac-xa-phuong"),
            ("UBND cấp xã", "nhom/ubnd-cap-xa"),
            ("UBND các tỉnh, TP trực thuộc TW", "nhom/ubnd-cac-tinh-thanh-pho-truc-thuoc-trung-uong"),
            ("các sở, ban, ngành", "nhom/cac-so-ban-nganh"),
            ("Các đơn vị có liên quan", "nhom/cac-don-vi-lien-quan"),
            ("các đơn vị liên quan", "nhom/cac-don-vi-lien-quan"),
            ("Thủ trưởng các đơn vị", "nhom/cac-don-vi"),
            ("Bộ, ngành, địa phương", "nhom/cac-bo-nganh-dia-phuong"),
        ],
    );
}

#[test]
fn not_groups() {
    let grammar = Grammar::builtin();
    for name in [
        "Ban Quản lý các khu công nghiệp",
        "Phòng Văn hóa - Xã hội xã",
        "UBND xã Minh Long, tỉnh Quảng Ngãi",
        "Sở Y tế",
    ] {
        assert!(!resolve(&grammar, &commune(), name).generic, "{name}");
    }
}

#[test]
fn ok_the_issuer_without_its_name() {
    let ministry = Home { issuer: Some("bo-xay-dung".into()), ..Home::default() };
    check(&ministry, &[("Bộ", "bo-xay-dung"), ("Bộ trưởng", "bo-xay-dung"), ("UBND tỉnh", "ubnd-tinh-_")]);
    assert_eq!(resolve(&Grammar::builtin(), &ministry, "UBND tỉnh").certainty, Certainty::Ambiguous);
}

#[test]
fn ok_parts_of_the_issuer() {
    let school = Home { issuer: Some("truong-thpt-minh-khai".into()), ..Home::default() };
    check(
        &school,
        &[
            ("Ban Giám hiệu", "ban-giam-hieu-truong-thpt-minh-khai"),
            ("Ban Giám hiệu nhà trường", "ban-giam-hieu-truong-thpt-minh-khai"),
            ("Tổ Tin học", "to-tin-hoc-truong-thpt-minh-khai"),
        ],
    );
    let ministry = Home { issuer: Some("bo-xay-dung".into()), ..Home::default() };
    check(
        &ministry,
        &[("Văn phòng Bộ", "van-phong-bo-xay-dung"), ("Ban Chỉ đạo quốc gia", "ban-chi-dao-quoc-gia")],
    );
}

#[test]
fn not_the_bank_itself() {
    check(
        &province(),
        &[("Ngân hàng Nhà nước chi nhánh khu vực 14", "ngan-hang-nha-nuoc-chi-nhanh-khu-vuc-14")],
    );
}

#[test]
fn ok_levels_and_branches() {
    let grammar = Grammar::builtin();
    let of = |name: &str| {
        let entity = resolve(&grammar, &province(), name);
        (entity.level, entity.branch)
    };
    assert_eq!(of("Sở Y tế"), (Some(Level::Province), Some(Branch::State)));
    assert_eq!(of("Tỉnh ủy"), (Some(Level::Province), Some(Branch::Party)));
    assert_eq!(of("UBND các xã, phường"), (Some(Level::Commune), Some(Branch::State)));
    assert_eq!(of("UBND các huyện, thị xã"), (Some(Level::District), Some(Branch::State)));
    assert_eq!(of("các bộ, ngành, địa phương").0, None);
    // «quan» is no quận here, «bộ» no ministry.
    assert_eq!(of("các cơ quan liên quan").0, None);
    assert_eq!(of("các bộ phận").0, None);
    assert_eq!(of("các sở, ban, ngành, đoàn thể"), (Some(Level::Province), None));
}

#[test]
fn ok_lineage_depends_on_the_date() {
    let grammar = Grammar::builtin();
    let old = Lineage { grammar: &grammar, date: Some("2024-08-22") };
    let new = Lineage { grammar: &grammar, date: Some("2025-12-01") };
    let ninh = area(Unit::Province, "Bắc Ninh");
    let giang = area(Unit::Province, "Bắc Giang");
    assert_eq!(new.predecessors("ubnd", ninh.as_ref()), ["ubnd-tinh-bac-giang"]);
    assert!(old.predecessors("ubnd", ninh.as_ref()).is_empty());
    assert_eq!(old.successors("ubnd", giang.as_ref()), ["ubnd-tinh-bac-ninh"]);
    assert!(new.successors("ubnd", ninh.as_ref()).is_empty());
    assert_eq!(new.successors("bo-giao-thong-van-tai", None), ["bo-xay-dung"]);
    assert!(new.predecessors("bo-xay-dung", None).contains(&"bo-giao-thong-van-tai".to_owned()));
    assert!(old.predecessors("bo-xay-dung", None).is_empty());
}

/// A plan in full, as the pipeline reads it.
const PLAN: &str = "ỦY BAN NHÂN DÂN\nTỈNH BẮC NINH\n\nSố: 15/KH-UBND\n\nBắc Ninh, ngày 05 tháng 12 năm 2025\n\n\
    KẾ HOẠCH\nBảo vệ nguồn nước năm 2026\n\nI. NHIỆM VỤ\n\n1. Rà soát các nguồn nước.\n\n\
    - Cơ quan chủ trì: Sở Y tế.\n\n- Cơ quan phối hợp: Công an tỉnh, UBND các xã, phường.\n\n\
    II. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế chủ trì, phối hợp với Sở Tài chính báo cáo UBND tỉnh trước ngày 15/11/2026.\n\n\
    Nơi nhận:\n- Thường trực HĐND tỉnh;\n- Như Điều 3;\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNguyễn Văn A\n";

#[test]
fn ok_each_body_once_with_its_places() {
    let source = crate::source::decode("kh.txt", PLAN.as_bytes()).expect("text");
    let document = crate::pipeline::extract(&source, &Grammar::builtin());
    let body = |id: &str| {
        document.bodies.iter().find(|body| body.id == id).unwrap_or_else(|| panic!("{id}: {document:#?}"))
    };
    let health = body("so-y-te-tinh-bac-ninh");
    let words: Vec<&str> = health.mentions.iter().map(|span| &source.text[span.range()]).collect();
    assert_eq!(words, ["Sở Y tế", "Sở Y tế"]);
    assert!(health.roles.starts_with(&[BodyRole::Lead]));
    assert_eq!(body("ubnd-tinh-bac-ninh").roles[0], BodyRole::Issuer);
    assert!(body("nhom/ubnd-cac-xa-phuong").generic);
    assert_eq!(body("thuong-truc-hdnd-tinh-bac-ninh").roles, [BodyRole::Recipient]);
    assert_eq!(document.bodies[0].id, "ubnd-tinh-bac-ninh");
    let ids: std::collections::BTreeSet<&str> = document.bodies.iter().map(|body| body.id.as_str()).collect();
    assert_eq!(ids.len(), document.bodies.len());
    assert!(!document.bodies.iter().any(|body| body.name.contains("Điều")));
}
