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
