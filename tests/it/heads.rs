//! What stands above the body, as portals and scanners leave it: letterheads torn by narrow columns, decisions whose type
//! line is lost, bodies that issue together.

use crate::sample::extract;

/// `kind | number | date | place | title | issuer` of a document.
#[track_caller]
fn check(source: &str, expect: &str) {
    let header = extract("van-ban.txt", source.as_bytes()).1.header;
    let parts = [
        header.kind.map(|kind| kind.code),
        header.number.or(header.symbol),
        header.date,
        header.place,
        header.title,
        header.issuer.map(|issuer| issuer.name),
    ];
    let parts: Vec<String> = parts.into_iter().map(Option::unwrap_or_default).collect();
    assert_eq!(parts.join(" | "), expect, "{source}");
}

#[test]
fn columns_that_tear_lines() {
    check(
        "ỦY\nBAN NHÂN DÂN\nTỈNH LÀO CAI\n-------\n|\nCỘNG\nHÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n|\nSố:\n\
         15/2019/QĐ-UBND\n|\nLào\nCai, ngày\n05 tháng 8 năm 2019\n|\nQUYẾT\nĐỊNH\nBAN HÀNH QUY CHẾ LÀM VIỆC\nỦY BAN NHÂN DÂN TỈNH LÀO \
         CAI\nCăn cứ Luật Trẻ em;\nQUYẾT\nĐỊNH:\nĐiều 1. Ban hành Quy chế.\n",
        "QĐ | 15/2019/QĐ-UBND | 2019-08-05 | Lào Cai | BAN HÀNH QUY CHẾ LÀM VIỆC | Ủy ban nhân dân tỉnh Lào Cai",
    );
    check(
        "BỘ Y TẾ ------- Số: 7/CT-BYT | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc --------- Hà Nội, ngày 3 \
         tháng 2 năm 2016 |\nCHỈ THỊ\nVỀ VIỆC TIÊM CHỦNG\nThời gian qua việc tiêm chủng còn chậm.\n1. Các Sở rà soát.\n",
        "CT | 7/CT-BYT | 2016-02-03 | Hà Nội | VỀ VIỆC TIÊM CHỦNG | Bộ Y tế",
    );
}

#[test]
fn decisions_without_their_type_line() {
    check(
        "ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\nSố: 15/2019/QĐ-UBND | Lào Cai, ngày 05 tháng 8 năm 2019 |\nBAN HÀNH \
         QUY CHẾ LÀM VIỆC\nỦY BAN NHÂN DÂN TỈNH LÀO CAI\nCăn cứ Luật Trẻ em;\nQUYẾT ĐỊNH:\nĐiều 1. Ban hành Quy chế.\n",
        "QĐ | 15/2019/QĐ-UBND | 2019-08-05 | Lào Cai | BAN HÀNH QUY CHẾ LÀM VIỆC | Ủy ban nhân dân tỉnh Lào Cai",
    );
    check(
        "HỘI ĐỒNG NHÂN DÂN |\nSố: 8/NQ-HĐND |\nLào Cai, ngày 05 tháng 8 năm 2019 |\nCăn cứ Luật Trẻ em ngày 05 tháng 4 năm \
         2016;\nQUYẾT NGHỊ:\nĐiều 1. Thông qua Đề án.\n",
        "NQ | 8/NQ-HĐND | 2019-08-05 | Lào Cai |  | Hội đồng nhân dân tỉnh Lào Cai",
    );
    // A letter prints a type in no number, and goes to somebody.
    check(
        "SỞ Y TẾ\nSố: 8/SYT-NVY\nV/v tiêm chủng\n\nLào Cai, ngày 05 tháng 8 năm 2019\n\nKính gửi: Các bệnh viện\n\nCăn cứ Luật Trẻ em, Sở đề \
         nghị:\n1. Rà soát.\n",
        "CV | 8/SYT-NVY | 2019-08-05 | Lào Cai | tiêm chủng | Sở Y tế tỉnh Lào Cai",
    );
}

#[test]
fn the_authority_before_the_basis_signs_nothing() {
    let document = extract(
        "quyet-dinh.txt",
        "UBND TỈNH LÀO CAI\nSố: 5/QĐ-UBND\nLào Cai, ngày 5 tháng 8 năm 2019\n\nQUYẾT ĐỊNH\nVề việc giao chỉ tiêu\n\nCHỦ TỊCH ỦY BAN NHÂN \
         DÂN TỈNH\n\nCăn cứ Luật Trẻ em;\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Giao chỉ tiêu.\n\nCHỦ TỊCH\n\nLê Văn Ba\n"
            .as_bytes(),
    )
    .1;
    assert_eq!(document.citations.len(), 1, "{:#?}", document.citations);
    let signature = document.header.signature.expect("a signature");
    assert_eq!(
        (signature.position.as_deref(), signature.name.as_deref()),
        (Some("CHỦ TỊCH"), Some("Lê Văn Ba"))
    );
}

#[test]
fn bodies_that_issue_together_or_take_two_lines() {
    check(
        "BỘ Y TẾ -\nBỘ NỘI VỤ\nSố: 9/QCPH-BYT-BNV\n\nHà Nội, ngày 5 tháng 8 năm 2019\n\nQUY CHẾ PHỐI HỢP\nVỀ TRẺ EM\n\nCăn cứ Luật Trẻ \
         em;\nI. MỤC TIÊU\n",
        "QC | 9/QCPH-BYT-BNV | 2019-08-05 | Hà Nội | VỀ TRẺ EM | Bộ Y tế",
    );
    check(
        "ỦY BAN THƯỜNG VỤ\nQUỐC HỘI\n\nNghị quyết số: 71/2018/UBTVQH14\n\nHà Nội, ngày 5 tháng 8 năm 2018\n\nNGHỊ QUYẾT\nVỀ TRẺ EM\n\nCăn cứ \
         Hiến pháp;\nĐiều 1. Giao nhiệm vụ.\n",
        "NQ | 71/2018/UBTVQH14 | 2018-08-05 | Hà Nội | VỀ TRẺ EM | Ủy ban Thường vụ Quốc hội",
    );
    check(
        "BAN CHẤP HÀNH TRUNG ƯƠNG\nBAN TỔ CHỨC\nSố 45-HD/BTCTW\n\nHà Nội, ngày 5 tháng 8 năm 2025\n\nHƯỚNG DẪN\nvề cán bộ\n\nI. MỤC TIÊU\n",
        "HD | 45-HD/BTCTW | 2025-08-05 | Hà Nội | về cán bộ | Ban Tổ chức Trung ương",
    );
    check(
        "ĐOÀN TNCS HỒ CHÍ MINH\nBAN CHẤP HÀNH TRUNG ƯƠNG\nSố: 22-KH/TWĐTN\n\nHà Nội, ngày 5 tháng 8 năm 2025\n\nKẾ HOẠCH\nHoạt động hè\n\nI. MỤC TIÊU\n",
        "KH | 22-KH/TWĐTN | 2025-08-05 | Hà Nội | Hoạt động hè | Trung ương Đoàn Thanh niên Cộng sản Hồ Chí Minh",
    );
}

#[test]
fn submissions_say_to_whom_they_go() {
    let document = extract(
        "to-trinh.txt",
        "VĂN PHÒNG CHÍNH PHỦ\nSố:\n\n/TTr-VPCP\n\nHà Nội, ngày\n\ntháng\n\nnăm 2016\n\nTỜ TRÌNH\nVề dự thảo Nghị định\nKính gửi: Chính phủ\nThực \
         hiện Nghị quyết số 1/NQ-CP ngày 7 tháng 1 năm 2016, Văn phòng trình Chính phủ như sau:\nI. SỰ CẦN THIẾT\n"
            .as_bytes(),
    )
    .1;
    assert_eq!(document.header.addressees, ["Chính phủ"]);
    assert_eq!(document.header.symbol.as_deref(), Some("TTr-VPCP"));
    assert_eq!(document.header.date.as_deref(), Some("2016"));
    assert_eq!(document.header.title.as_deref(), Some("Về dự thảo Nghị định"));
}

#[test]
fn old_gazettes_print_number_and_date_in_the_title() {
    check(
        "CHỈ THỊ\nCỦA THỦ TƯỚNG CHÍNH PHỦ SỐ 9/2002/CT-TTg\nNGÀY 21 THÁNG 6 NĂM 2002 VỀ VIỆC TIÊM CHỦNG\n\nThời gian qua việc tiêm chủng còn \
         chậm.\n1. Các Bộ rà soát.\n",
        "CT | 9/2002/CT-TTg | 2002-06-21 |  | VỀ VIỆC TIÊM CHỦNG | Thủ tướng Chính phủ",
    );
    // What a plan carries out is no number of its own.
    check(
        "KẾ HOẠCH\nThực hiện Chỉ thị của Thủ tướng Chính phủ số 9/2002/CT-TTg ngày 21 tháng 6 năm 2002\n\nI. MỤC TIÊU\n",
        "KH |  |  |  | Thực hiện Chỉ thị của Thủ tướng Chính phủ số 9/2002/CT-TTg ngày 21 tháng 6 năm 2002 | ",
    );
}

#[test]
fn offices_and_schools_stand_below_their_superiors() {
    check(
        "UBND TỈNH KON TUM\nVĂN PHÒNG\nSố: 9/TB-VP\nKon Tum, ngày 5 tháng 8 năm 2021\n\nTHÔNG BÁO\nKết luận cuộc họp\n\nI. MỤC TIÊU\n",
        "TB | 9/TB-VP | 2021-08-05 | Kon Tum | Kết luận cuộc họp | Văn phòng Ủy ban nhân dân tỉnh Kon Tum",
    );
    check(
        "SỞ GD&ĐT TỈNH LÀO CAI\nTRƯỜNG THPT SA PA\nSố: 9/KH-THPT\nSa Pa, ngày 5 tháng 8 năm 2021\n\nKẾ HOẠCH\nNăm học mới\n\nI. MỤC TIÊU\n",
        "KH | 9/KH-THPT | 2021-08-05 | Sa Pa | Năm học mới | Trường THPT Sa Pa",
    );
}

#[test]
fn a_wrapped_preamble_follows_its_title_at_once() {
    let prose = "Các cơ quan, đơn vị tổ chức triển khai kế hoạch này ở địa phương theo quy\nđịnh của Ủy ban nhân dân tỉnh và báo cáo kết quả \
                 về cơ quan thường trực của\ntỉnh theo hướng dẫn.\n";
    check(
        &format!(
            "ỦY BAN NHÂN DÂN TỈNH LÀO CAI\nSố: 15/KH-UBND\nLào Cai, ngày 05 tháng 8 năm 2019\nKẾ HOẠCH\nTriển khai công tác trẻ em\n\
             trên địa bàn tỉnh năm 2019\nThực hiện Công văn số 81/BYT-BMTE ngày 14/3/2019 của Bộ Y tế về công\ntác trẻ em, Ủy ban nhân dân \
             tỉnh ban hành Kế hoạch như sau:\nI. MỤC ĐÍCH\n{prose}{prose}{prose}"
        ),
        "KH | 15/KH-UBND | 2019-08-05 | Lào Cai | Triển khai công tác trẻ em trên địa bàn tỉnh năm 2019 | Ủy ban nhân dân tỉnh Lào Cai",
    );
}

#[test]
fn words_that_a_lost_line_end_glued() {
    check(
        "ỦY BAN NHÂN DÂN\nTỈNH HÀ NAM\nSố: 15/2016/QĐ-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nHà Nam, ngày 12 tháng 5 năm \
         2016QUYẾT ĐỊNH\nVề quản lý chợ\nỦY BAN NHÂN DÂN TỈNH HÀ NAM\nCăn cứ Luật Thương mại;\nQUYẾT ĐỊNH:\nĐiều 1. Ban hành.\n",
        "QĐ | 15/2016/QĐ-UBND | 2016-05-12 | Hà Nam | Về quản lý chợ | Ủy ban nhân dân tỉnh Hà Nam",
    );
}

#[test]
fn figures_at_the_end_of_a_title() {
    check(
        "ỦY BAN NHÂN DÂN\nTỈNH HÀ NAM\nSố: 15/KH-UBND\nHà Nam, ngày 12 tháng 5 năm 2016\nKẾ HOẠCH\nCHĂM SÓC CÂY XANH MÙA KHÔ NĂM 2016 -\n\
         2017\nThực hiện Chỉ\nthị số 5/CT-UBND ngày 3/4/2016 của Chủ tịch Ủy ban nhân dân tỉnh về cây xanh.\nI. MỤC TIÊU\n",
        "KH | 15/KH-UBND | 2016-05-12 | Hà Nam | CHĂM SÓC CÂY XANH MÙA KHÔ NĂM 2016 - 2017 | Ủy ban nhân dân tỉnh Hà Nam",
    );
    check(
        "HỘI ĐỒNG NHÂN DÂN\nHUYỆN BA VÌ\nSố: 15/NQ-HĐND\nBa Vì, ngày 12 tháng 5 năm 2016\nNGHỊ QUYẾT\nVỀ NỘI QUY KỲ HỌP NHIỆM KỲ\n\
         2016 - 2021\nHỘI ĐỒNG NHÂN DÂN HUYỆN BA VÌ\nKHÓA XI, KỲ HỌP THỨ HAI\nCăn cứ Luật Thương mại;\n",
        "NQ | 15/NQ-HĐND | 2016-05-12 | Ba Vì | VỀ NỘI QUY KỲ HỌP NHIỆM KỲ 2016 - 2021 | Hội đồng nhân dân huyện Ba Vì",
    );
}

#[test]
fn a_school_below_its_committee() {
    check(
        "UBND THÀNH PHỐ VINH\nTRƯỜNG MẦM NON HOA SEN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 12/KH-MNHS\nVinh, ngày 3 tháng 9 năm 2023\n\
         KẾ HOẠCH\nTổ chức ngày hội đọc sách\nI. MỤC TIÊU\n",
        "KH | 12/KH-MNHS | 2023-09-03 | Vinh | Tổ chức ngày hội đọc sách | Trường Mầm Non Hoa Sen",
    );
    check(
        "UBND TX. SƠN TÂY\nPHÒNG TÀI CHÍNH\nSố: 12/TB-TC\nSơn Tây, ngày 3 tháng 9 năm 2013\nTHÔNG BÁO\nVề lịch thu phí\nI. NỘI DUNG\n",
        "TB | 12/TB-TC | 2013-09-03 | Sơn Tây | Về lịch thu phí | Phòng Tài chính - Kế hoạch thị xã Sơn Tây",
    );
}

#[test]
fn addressees_over_several_lines() {
    let addressees = |source: &str| extract("van-ban.txt", source.as_bytes()).1.header.addressees.join(" | ");
    let telegram = "THỦ TƯỚNG CHÍNH PHỦ\nSố: 9/CĐ-TTg\nHà Nội, ngày 3 tháng 9 năm 2023\n\nCÔNG ĐIỆN\nVề ứng phó mưa lũ\n\n";
    assert_eq!(
        addressees(&format!(
            "{telegram}THỦ TƯỚNG CHÍNH PHỦ điện:\n\n- Bộ trưởng các Bộ: Quốc phòng,\nCông an;\n- Chủ tịch Ủy ban nhân dân tỉnh Lào Cai.\n\n\
             Theo dự báo, có mưa lớn.\n1. Bộ Công an trực ban."
        )),
        "Bộ trưởng các Bộ: Quốc phòng, Công an | Chủ tịch Ủy ban nhân dân tỉnh Lào Cai"
    );
    assert_eq!(
        addressees(&format!("{telegram}Công ty cung ứng điện:\n- Tổ một.\n1. Bộ Công an trực ban.")),
        ""
    );
    let letter = "SỞ Y TẾ\nSố: 9/SYT-NV\nV/v báo cáo\nHuế, ngày 3 tháng 9 năm 2023\n\n";
    assert_eq!(
        addressees(&format!(
            "{letter}Kính gửi:\n- Các bệnh viện công lập, ngoài công lập,\ntrung tâm y tế;\n- Phòng khám.\n\nSở Y tế đề nghị báo cáo."
        )),
        "Các bệnh viện công lập, ngoài công lập, trung tâm y tế | Phòng khám"
    );
    assert_eq!(
        addressees(&format!(
            "{letter}Kính gửi:\nHiệu trưởng các trường trung học\n\nSở Y tế đề nghị báo cáo."
        )),
        "Hiệu trưởng các trường trung học"
    );
}

#[test]
fn bodies_that_no_vocabulary_knows_take_their_place() {
    let issuer = |letterhead: &str| {
        let source = format!(
            "{letterhead}\nSố: 12/KH-ABC\nSơn La, ngày 5 tháng 9 năm 2021\nKẾ HOẠCH\nChăm sóc cây\nI. MỤC TIÊU\n"
        );
        extract("van-ban.txt", source.as_bytes())
            .1
            .header
            .issuer
            .map(|issuer| issuer.name.to_lowercase())
            .unwrap_or_default()
    };
    assert_eq!(issuer("UBND TỈNH SƠN LA\nBAN CHỈ ĐẠO 389"), "ban chỉ đạo 389 tỉnh sơn la");
    assert_eq!(issuer("BAN CHỈ ĐẠO TRỒNG CÂY\nTỈNH SƠN LA"), "ban chỉ đạo trồng cây tỉnh sơn la");
    assert_eq!(issuer("SỞ Y TẾ TỈNH SƠN LA\nBỆNH VIỆN ĐA KHOA TỈNH"), "bệnh viện đa khoa tỉnh sơn la");
    assert_eq!(issuer("UBND HUYỆN MAI SƠN\nTRƯỜNG MẦM NON HOA BAN"), "trường mầm non hoa ban");
    assert_eq!(issuer("BỘ Y TẾ\nBỆNH VIỆN BẠCH MAI"), "bệnh viện bạch mai");
    assert_eq!(issuer("TỈNH ĐOÀN SƠN LA\nĐOÀN TNCS HỒ CHÍ MINH"), "tỉnh đoàn tỉnh sơn la");
}

#[test]
fn the_issuer_of_an_enclosure() {
    let enclosure = |note: &str| {
        format!(
            "QUY CHẾ\nHoạt động của thư viện\n({note})\nĐiều 1. Phạm vi\nQuy chế này áp dụng cho thư viện.\n"
        )
    };
    let issued = |note: &str, issuer: &str| {
        check(&enclosure(note), &format!("QC |  |  |  | Hoạt động của thư viện | {issuer}"));
    };
    let number = "Ban hành kèm theo Quyết định số 5/2019/QĐ-UBND ngày 5/8/2019";
    issued(&format!("{number} của Ủy ban nhân dân tỉnh Lào Cai"), "Ủy ban nhân dân tỉnh Lào Cai");
    issued(&format!("{number} của Chủ tịch UBND tỉnh Lào Cai"), "Ủy ban nhân dân tỉnh Lào Cai");
    // The first body behind the number issued it.
    issued(
        &format!("{number} của Ủy ban nhân dân tỉnh Lào Cai về chức năng của Sở Y tế"),
        "Ủy ban nhân dân tỉnh Lào Cai",
    );
    issued("Kèm theo Quyết định số 5/QĐ-BYT ngày 5/8/2019 của Bộ trưởng Bộ Y tế", "Bộ Y tế");
    // Nobody is named.
    issued(number, "");
}

#[test]
fn committees_of_the_party_bear_their_unit_in_the_name() {
    check(
        "TỈNH ỦY LÀO CAI\n*\nSố 12-KH/TU\nĐẢNG CỘNG SẢN VIỆT NAM\nLào Cai, ngày 5 tháng 8 năm 2022\nKẾ HOẠCH\nhọc tập nghị quyết\nI- MỤC \
         TIÊU\n",
        "KH | 12-KH/TU | 2022-08-05 | Lào Cai | học tập nghị quyết | Tỉnh ủy Lào Cai",
    );
}

#[test]
fn a_head_of_which_scanning_left_little() {
    check(
        "Số: 14A/QĐ-ĐHTN\tThái Nguyên; ngày lĩ tháng ỉ năm 20 ỉ 6\nQUYẾT ĐỊNH\nVề việc ban hành Quy định đào tạo\nHIỆU TRƯỞNG TRƯỜNG ĐẠI \
         HỌC THÁI NGUYÊN\nCăn cứ Luật Giáo dục;\nQUYẾT ĐỊNH:\nĐiều 1. Ban hành Quy định.\n",
        "QĐ | 14A/QĐ-ĐHTN |  | Thái Nguyên | Về việc ban hành Quy định đào tạo | Trường Đại Học Thái Nguyên",
    );
}
