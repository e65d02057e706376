use super::*;
use crate::document::When;
use crate::grammar::Grammar;
use crate::structure;

/// The assignments of a document in small: a title, then `body`.
fn read(body: &str) -> Vec<Assignment> {
    let source = format!("KẾ HOẠCH\nTriển khai công tác dân số năm 2025\n\n{body}\n");
    let mut text = Text::new(&source);
    let grammar = Grammar::builtin();
    let outline = structure::outline(&mut text, &grammar);
    let reading =
        Reading { text: &text, grammar: &grammar, outline: &outline, year: Some(2025), dated: None };
    let facts = assignments(reading);
    for fact in &facts {
        let node = outline.nodes.iter().find(|node| node.id == fact.section);
        assert!(node.is_some_and(|node| text.span(node.extent).contains(fact.span)), "{fact:?}");
        assert!(!fact.span.is_empty(), "{fact:?}");
    }
    facts
}

/// One line an assignment: `section form lead | coordinating | timing`.
#[track_caller]
fn check(body: &str, expect: &[&str]) {
    let lines: Vec<String> = read(body)
        .iter()
        .map(|fact| {
            let form = match fact.form {
                AssignmentForm::Labelled => "labelled",
                AssignmentForm::Heading => "heading",
                AssignmentForm::Prose => "prose",
            };
            let (lead, coordinating) = (fact.lead.join("; "), fact.coordinating.join("; "));
            let timing = fact.timing.as_deref().unwrap_or_default();
            format!("{} {form} {lead} | {coordinating} | {timing}", fact.section).trim_end().to_owned()
        })
        .collect();
    let lines: Vec<&str> = lines.iter().map(|line| line.trim_end_matches([' ', '|'])).collect();
    assert_eq!(lines, expect, "{body}");
}

#[test]
fn ok_labels_with_a_marker_belong_to_the_item_above() {
    check(
        "I. NHIỆM VỤ\n1. Tổ chức lễ phát động tại trung tâm xã.\n- Cơ quan chủ trì: Trạm Y tế xã.\n- Cơ quan, đơn vị phối hợp thực hiện: Các ban, ngành; các thôn.\n- Thời gian thực hiện: Quý II năm 2025.\n2. Rà soát danh sách.\n- Đơn vị chủ trì: Công an xã, Phòng Kinh tế\n- Thời gian thực hiện: Thường xuyên.",
        &[
            "I.1 labelled Trạm Y tế xã | Các ban, ngành; các thôn | Quý II năm 2025",
            "I.2 labelled Công an xã; Phòng Kinh tế |  | Thường xuyên",
        ],
    );
}

#[test]
fn ok_labels_in_paragraphs_belong_to_their_item() {
    check(
        "I. NHIỆM VỤ\n1. Tập huấn\na) Tập huấn cho cộng tác viên.\nĐơn vị thực hiện: Sở Y tế.\nĐơn vị phối hợp: Sở Nội vụ, UBND cấp xã.\nThời gian thực hiện: Tháng 6/2025.\nb) In tài liệu. Cơ quan chủ trì: Sở Tài chính; Cơ quan phối hợp: Sở Tư pháp; Thời gian hoàn thành: Quý III năm 2025.",
        &[
            "I.1.a labelled Sở Y tế | Sở Nội vụ; UBND cấp xã | Tháng 6/2025",
            "I.1.b labelled Sở Tài chính | Sở Tư pháp | Quý III năm 2025",
        ],
    );
}

#[test]
fn ok_partners_go_on_behind_a_semicolon() {
    check(
        "I. NHIỆM VỤ\n1. Tuyên truyền.\n- Cơ quan thực hiện: Sở Nội vụ chủ trì, phối hợp với Liên đoàn Lao động tỉnh; các sở, ngành liên quan; UBND các huyện.\n- Thời gian thực hiện: Thường xuyên.\n2. Kiểm tra.\n- Cơ quan chủ trì: Sở Y tế. - Thời gian thực hiện: Quý II năm 2025.",
        &[
            "I.1 labelled Sở Nội vụ | Liên đoàn Lao động tỉnh; các sở, ngành liên quan; UBND các huyện | Thường xuyên",
            "I.2 labelled Sở Y tế |  | Quý II năm 2025",
        ],
    );
}

#[test]
fn ok_short_labels_below_plus_signs() {
    check(
        "I. NHIỆM VỤ\n1. Cải cách\nb) Niêm yết thủ tục\n+ Chủ trì: Trung tâm Phục vụ hành chính công xã.\n+ Phối hợp: các cơ quan, đơn vị; các thôn.\n+ Thời gian: thường xuyên, khi có thay đổi.",
        &[
            "I.1.b labelled Trung tâm Phục vụ hành chính công xã | các cơ quan, đơn vị; các thôn | thường xuyên, khi có thay đổi",
        ],
    );
}

#[test]
fn ok_a_value_ends_with_its_paragraph() {
    check(
        "I. NHIỆM VỤ\n1. Dự án 1\na. Cơ quan chủ trì: Sở Nội vụ.\nb. Cơ quan phối hợp: Hội Nông dân tỉnh; các sở.\n\nDự án 2: Nâng cao năng lực",
        &["I.1 labelled Sở Nội vụ | Hội Nông dân tỉnh; các sở"],
    );
}

#[test]
fn ok_one_label_names_lead_and_partners() {
    check(
        "I. NHIỆM VỤ\n1. Xây dựng đề án.\n- Cơ quan thực hiện: Sở Nội vụ chủ trì, phối hợp với Sở Tài chính và các đơn vị liên quan.\n2. Kiểm tra cơ sở.\n- Cơ quan thực hiện: Sở Công Thương chủ trì; Công an tỉnh phối hợp.\n3. Thống kê.\n- Đơn vị chủ trì: Các cơ quan, đơn vị theo quy định.",
        &[
            "I.1 labelled Sở Nội vụ | Sở Tài chính; các đơn vị liên quan",
            "I.2 labelled Sở Công Thương | Công an tỉnh",
            "I.3 labelled Các cơ quan, đơn vị theo quy định",
        ],
    );
}

#[test]
fn ok_a_table_of_one_cell_a_line_ends_where_the_numbers_above_go_on() {
    check(
        "I. MỤC TIÊU\nGiữ vững kết quả.\nII. NHIỆM VỤ\nTT\nNội dung\nCơ quan chủ trì\nThời gian thực hiện\n1\nTập huấn cho cộng tác viên\nSở Y tế\nTháng 6/2025\n2\nIn tài liệu\nSở Tài chính\nTháng 7/2025\nIII. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ\nTổng hợp kết quả.",
        &[
            "II.1 labelled Sở Y tế |  | Tháng 6/2025",
            "II.2 labelled Sở Tài chính |  | Tháng 7/2025",
            "III.1 heading Sở Nội vụ",
        ],
    );
}

#[test]
fn ok_rows_below_a_numbered_heading() {
    check(
        "II. NHIỆM VỤ\n1. Chuẩn bị\nHọp các đơn vị.\n2. Kế hoạch\nTT\nNội dung\nChủ trì\nPhối hợp\nThời gian\n1\nTập huấn\nSở Y tế\nSở Nội vụ\nTháng 6/2025\nNội dung 2: Tài liệu\n2\nIn tài liệu\nSở Tài chính\nSở Tư pháp\nTháng 7/2025\n3. Kinh phí\nNgân sách tỉnh.",
        &[
            "II.2.1 labelled Sở Y tế | Sở Nội vụ | Tháng 6/2025",
            "II.2.2 labelled Sở Tài chính | Sở Tư pháp | Tháng 7/2025",
        ],
    );
}

#[test]
fn ok_labels_that_are_headings_hold_the_items_below() {
    check(
        "B. NỘI DUNG\nI. CÔNG TÁC KHẢO SÁT\n1. Nội dung\nKhảo sát các điểm sạt lở trong toàn vùng.\n2. Cơ quan chủ trì, phối hợp\na) Cơ quan chủ trì\n- Bộ Xây dựng.\n- Ủy ban nhân dân các tỉnh.\nb) Cơ quan phối hợp\n- Các bộ, ngành liên quan.\n3. Thời gian thực hiện: Năm 2025.",
        &["B.I labelled Bộ Xây dựng; Ủy ban nhân dân các tỉnh | Các bộ, ngành liên quan | Năm 2025"],
    );
}

#[test]
fn ok_time_of_a_label_is_normalised() {
    let facts = read(
        "I. NHIỆM VỤ\n1. Tổng hợp số liệu.\n- Cơ quan chủ trì: Sở Y tế.\n- Thời gian thực hiện: Thường xuyên.",
    );
    assert_eq!(facts[0].when, Some(When::Ongoing));
    assert_eq!((facts[0].rule.as_ref(), facts[0].certainty), ("assignment.labelled", Certainty::Stated));
}

#[test]
fn not_a_label() {
    check(
        "I. PHẠM VI\n1. Đối tượng, thời gian\n- Đối tượng: Người cao tuổi.\n- Thời gian thực hiện: Từ năm 2021 đến năm 2025.",
        &[],
    );
    check("I. NỘI DUNG\n1. Thời gian tổ chức\nNgày 24/8/2025.\n2. Địa điểm: Hội trường xã.", &[]);
}

#[test]
fn ok_tasks_below_the_heading_of_a_body() {
    check(
        "IV. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\na) Chủ trì, phối hợp với Sở Văn hóa, Thể thao và Du lịch và các sở, ngành xây dựng kế hoạch.\nb) Tham mưu tổng kết; phối hợp chặt chẽ với Tỉnh đoàn tổ chức hội thi.\nc) Triển khai phối hợp liên ngành.\n2. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam và các tổ chức chính trị - xã hội tỉnh: Tuyên truyền đến hội viên.\n3. Sở Tài chính: Phối hợp tham mưu bố trí kinh phí.",
        &[
            "IV.1.a heading Sở Y tế | Sở Văn hóa, Thể thao và Du lịch; các sở, ngành",
            "IV.1.b heading Sở Y tế | Tỉnh đoàn",
            "IV.1.c heading Sở Y tế",
            "IV.2 heading Ủy ban Mặt trận Tổ quốc Việt Nam; các tổ chức chính trị - xã hội tỉnh",
            "IV.3 heading Sở Tài chính",
        ],
    );
}

#[test]
fn ok_a_task_that_opens_with_phoi_hop_has_no_lead() {
    check(
        "IV. TỔ CHỨC THỰC HIỆN\n1. Công an xã; Trạm Y tế xã\n- Phối hợp với các thôn, Hội Nông dân tuần tra địa bàn.\n- Phối hợp các lực lượng chức năng kiểm tra hộ kinh doanh.\n- Phối hợp giữa gia đình và nhà trường giáo dục học sinh.",
        &[
            "IV.1.-1 heading  | Công an xã; Trạm Y tế xã; các thôn; Hội Nông dân",
            "IV.1.-2 heading  | Công an xã; Trạm Y tế xã; các lực lượng chức năng",
            "IV.1.-3 heading Công an xã; Trạm Y tế xã",
        ],
    );
}

#[test]
fn ok_the_lowest_nodes_state_the_tasks() {
    check(
        "V. TỔ CHỨC THỰC HIỆN\n1. Các thôn trên địa bàn xã\nTriển khai kế hoạch, tập trung các nội dung sau:\n- Vận động người dân tham gia.\n- Giao Ban Công tác Mặt trận thôn lập danh sách.\n2. Sở Nội vụ, Sở Tài chính: Sở Nội vụ chủ trì, phối hợp với Sở Tài chính thẩm định hồ sơ.",
        &[
            "V.1.-1 heading Các thôn trên địa bàn xã",
            "V.1.-2 heading Ban Công tác Mặt trận thôn",
            "V.2 heading Sở Nội vụ | Sở Tài chính",
        ],
    );
}

#[test]
fn not_a_task_of_a_body() {
    check("II. MỤC TIÊU\n1. Công tác tuyên truyền\n- Tăng cường tuyên truyền lưu động.", &[]);
    check("II. THÀNH PHẦN\n1. Ban Giám hiệu\n- 02 người.\n- Ông Nguyễn Văn Bình.", &[]);
    check(
        "II. NỘI DUNG KIỂM TRA\n1. Phòng Y tế\n- Công tác xây dựng kế hoạch hằng năm.\n- Việc thống kê số liệu.",
        &[],
    );
    check("II. GIẢI PHÁP\n1. Đối với các trường học: 80% lớp học có quạt điện.", &[]);
}

#[test]
fn ok_targets_of_a_task() {
    let facts = read(
        "V. TỔ CHỨC THỰC HIỆN\n1. Phòng Y tế\n- Triển khai các chỉ tiêu 3, 4 và 6 của Kế hoạch.\n- Thực hiện từ chỉ tiêu 7 đến chỉ tiêu 9.\n- Phấn đấu đạt chỉ tiêu 95% hộ gia đình.\n- Hoàn thành chỉ tiêu 1,5 con mỗi phụ nữ.",
    );
    let labels: Vec<Vec<&str>> =
        facts.iter().map(|fact| fact.targets.iter().map(String::as_str).collect()).collect();
    assert_eq!(labels[0], ["Chỉ tiêu 3", "Chỉ tiêu 4", "Chỉ tiêu 6"]);
    assert_eq!(labels[1], ["Chỉ tiêu 7", "Chỉ tiêu 8", "Chỉ tiêu 9"]);
    assert!(labels[2].is_empty() && labels[3].is_empty(), "{labels:?}");
}

#[test]
fn ok_sentences_that_charge_somebody() {
    check(
        "IV. CHẾ ĐỘ BÁO CÁO\n1. Giao Sở Y tế chủ trì, phối hợp với Công an tỉnh theo dõi, đôn đốc.\n2. Hằng năm, trên cơ sở dự toán của các đơn vị, Phòng Tài chính - Kế hoạch có trách nhiệm chủ trì thẩm định.\n3. Các phòng, ban, UBND các xã, thị trấn căn cứ chức năng, nhiệm vụ xây dựng kế hoạch riêng.\n4. Trong quá trình thực hiện, nếu có vướng mắc, đề nghị các đơn vị kịp thời phản ánh về Sở Y tế.",
        &[
            "IV.1 prose Sở Y tế | Công an tỉnh",
            "IV.2 prose Phòng Tài chính - Kế hoạch",
            "IV.3 prose Các phòng, ban; UBND các xã, thị trấn",
            "IV.4 prose các đơn vị",
        ],
    );
}

#[test]
fn ok_those_who_carry_a_decision_out() {
    check(
        "Điều 1. Ban hành kèm theo Quyết định này Quy chế tiếp công dân.\nĐiều 2. Các ông (bà): Chánh Văn phòng Sở, Trưởng phòng Tổ chức cán bộ, Thủ trưởng các đơn vị trực thuộc chịu trách nhiệm thi hành Quyết định này.",
        &["Đ2 prose Chánh Văn phòng Sở; Trưởng phòng Tổ chức cán bộ; Thủ trưởng các đơn vị trực thuộc"],
    );
}

#[test]
fn not_a_sentence_that_charges() {
    for sentence in [
        "Theo đề nghị của Giám đốc Sở Y tế tại Tờ trình số 15.",
        "Các sở, ban, ngành đã triển khai nhiều hoạt động.",
        "Các nhiệm vụ được giao cho các đơn vị phải hoàn thành.",
        "Cơ quan chủ trì soạn thảo văn bản gửi hồ sơ thẩm định.",
        "Tổ chức các lớp học cho phụ nữ.",
        "Chủ tịch Ủy ban nhân dân xã kết luận và quyết định xếp loại.",
        "Đơn vị thời gian để tính là tháng.",
        "Nâng cao trách nhiệm của người đứng đầu các cơ quan, đơn vị.",
        "Tăng cường phối hợp với gia đình học sinh.",
        "Cấp ngay lương khô, nước uống cho các hộ dân.",
    ] {
        check(&format!("I. NỘI DUNG\n1. {sentence}"), &[]);
    }
    check(
        "Ủy ban nhân dân xã ban hành Kế hoạch thực hiện như sau:\nI. MỤC ĐÍCH\n1. Nâng cao nhận thức.",
        &[],
    );
}

#[test]
fn ok_any_text_is_read_in_bounded_time() {
    for piece in
        ["Sở Y tế, ", "phối hợp với ", "giao các ", "chủ trì, Sở ", "Cơ quan chủ trì: ", "a:,", "các các "]
    {
        let body = format!("I. NỘI DUNG\n1. {}", piece.repeat(20_000));
        assert!(read(&body).len() < 20_000, "{piece}");
    }
}

#[test]
fn ok_a_heading_of_a_body_with_a_clause_behind_it() {
    check(
        "II. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ: là cơ quan thường trực, có trách nhiệm:\n- Chủ trì, phối hợp với các sở, ngành tổ chức sơ kết.\n2. Ủy ban nhân dân các xã: Gia Thuận, Tân Điền, Tân Phú\n- Tuyên truyền đến nhân dân.",
        &[
            "II.1.-1 heading Sở Nội vụ | các sở, ngành",
            "II.2.-1 heading Ủy ban nhân dân các xã: Gia Thuận, Tân Điền, Tân Phú",
        ],
    );
}

#[test]
fn ok_subjects_with_words_that_say_which() {
    check(
        "I. NHIỆM VỤ\n1. Các sở, ban, ngành tỉnh có liên quan tới việc thực hiện Kế hoạch này có trách nhiệm xây dựng kế hoạch.\n2. Các cấp ủy, tổ chức đảng, tập thể lãnh đạo cơ quan có trách nhiệm quán triệt.\n3. Cục Tin học và thống kê tài chính có trách nhiệm cập nhật văn bản.\n4. Giao Phòng Văn hóa làm đầu mối phối hợp cùng Mặt trận và các hội, đoàn thể xã thực hiện.\n5. Đề nghị Bảo hiểm xã hội các huyện chủ động phối hợp với các cơ sở khám chữa bệnh triển khai.",
        &[
            "I.1 prose Các sở, ban, ngành tỉnh có liên quan",
            "I.2 prose Các cấp ủy, tổ chức đảng, tập thể lãnh đạo cơ quan",
            "I.3 prose Cục Tin học và thống kê tài chính",
            "I.4 prose Phòng Văn hóa | Mặt trận; các hội, đoàn thể xã",
            "I.5 prose Bảo hiểm xã hội các huyện | các cơ sở khám chữa bệnh",
        ],
    );
}

#[test]
fn ok_boards_that_manage_projects() {
    check(
        "I. NHIỆM VỤ\n1. Ban Quản lý dự án đầu tư xây dựng thành phố\na) Lập dự toán công trình.\n2. Giao Ban Quản lý dự án đầu tư xây dựng công trình Dân dụng và Công nghiệp tỉnh lập hồ sơ.",
        &[
            "I.1.a heading Ban Quản lý dự án đầu tư xây dựng thành phố",
            "I.2 prose Ban Quản lý dự án đầu tư xây dựng công trình Dân dụng và Công nghiệp tỉnh",
        ],
    );
}

#[test]
fn not_what_somebody_has_a_right_to() {
    check(
        "I. QUY ĐỊNH\n1. Đại lý có các quyền và nghĩa vụ sau đây:\na) Yêu cầu doanh nghiệp cung cấp dịch vụ hướng dẫn, cung cấp thông tin.",
        &[],
    );
}

#[test]
fn not_those_whom_the_verb_only_describes() {
    check(
        "I. NHIỆM VỤ\n1. Các cơ quan, đơn vị được giao chủ trì có trách nhiệm hoàn thành nhiệm vụ.\n3. Trong thời gian qua, UBND tỉnh đã khẩn trương chỉ đạo Sở Y tế chủ trì phối hợp với các sở rà soát.\n2. Đề xuất phương án giao Bộ Y tế xây dựng cơ chế.",
        &[],
    );
}

#[test]
fn ok_a_table_of_one_cell_a_line_may_number_its_rows_with_a_full_stop() {
    check(
        "II. NHIỆM VỤ\nTT\nNội dung\nThời gian\nCơ quan chủ trì\nCơ quan phối hợp\n1.\nTập huấn cho cộng tác viên\nTháng 6/2025\nSở Y tế\nSở Nội vụ\n2.\nIn tài liệu:\n- Tờ rơi;\n- Áp phích.\nTháng 7/2025\nSở Tài chính\nSở Tư pháp\nIII. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ\nTổng hợp kết quả.",
        &[
            "II.1 labelled Sở Y tế | Sở Nội vụ | Tháng 6/2025",
            "II.2 labelled Sở Tài chính | Sở Tư pháp | Tháng 7/2025",
            "III.1 heading Sở Nội vụ",
        ],
    );
}

#[test]
fn ok_partners_without_a_preposition() {
    check(
        "IV. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n- Phối hợp chính quyền địa phương, Hội Chữ thập đỏ rà soát danh sách.\n- Hướng dẫn, phối hợp tổ chức chính trị - xã hội tại địa phương vận động hội viên.\n- Phối hợp tổ chức chiến dịch truyền thông.",
        &[
            "IV.1.-1 heading  | Sở Y tế; chính quyền địa phương; Hội Chữ thập đỏ",
            "IV.1.-2 heading Sở Y tế | tổ chức chính trị - xã hội tại địa phương",
            "IV.1.-3 heading Sở Y tế",
        ],
    );
}

#[test]
fn not_an_assignment_where_levels_or_documents_are_described() {
    check(
        "II. NỘI DUNG\n1. Căn cứ quyết định của UBND các cấp; Kho bạc Nhà nước giữ lại phần kinh phí.\n2. Khi thiếu hụt quỹ dự phòng các cấp, thực hiện theo quy định.\n3. Phổ biến các văn bản do Bộ Y tế chủ trì soạn thảo trong năm.\n4. Việc kiểm tra do Sở Y tế chủ trì, phối hợp với Sở Nội vụ.",
        &["II.1 prose Kho bạc Nhà nước", "II.4 prose Sở Y tế | Sở Nội vụ"],
    );
}

#[test]
fn ok_a_sentence_without_a_subject_goes_on_with_the_duty() {
    check(
        "II. NỘI DUNG\n1. Vụ Gia đình có trách nhiệm hướng dẫn thực hiện. Chủ trì phối hợp với Vụ Pháp chế biên soạn tài liệu. Kinh phí do ngân sách bảo đảm.",
        &["II.1 prose Vụ Gia đình | Vụ Pháp chế"],
    );
}

#[test]
fn ok_a_heading_that_addresses_persons() {
    check(
        "IV. PHÂN CÔNG NHIỆM VỤ\n1. Các ông (bà) Trưởng thôn: Vận động nhân dân tham gia.",
        &["IV.1 heading Trưởng thôn"],
    );
}

#[test]
fn ok_labels_in_brackets_and_a_partner_in_the_value() {
    check(
        "II. NHIỆM VỤ\n1. Truyền thông\n- Đăng tin bài.\n* Đơn vị thực hiện: Sở Y tế phối hợp với các cơ quan báo chí.\n* Tiến độ: Tháng 6/2025.\n2. Mở sàn giao dịch.\n(Chủ trì: Trung tâm Dịch vụ việc làm; phối hợp: Thành đoàn; thời gian: thường xuyên)",
        &[
            "II.1 labelled Sở Y tế | các cơ quan báo chí | Tháng 6/2025",
            "II.2 labelled Trung tâm Dịch vụ việc làm | Thành đoàn | thường xuyên",
        ],
    );
}

#[test]
fn not_a_heading_of_persons_in_an_article() {
    check("Điều 3. Các ông, bà Trưởng phòng: Đào tạo, Hành chính chịu trách nhiệm thi hành.", &[]);
}

#[test]
fn ok_what_a_body_is_stands_behind_its_name() {
    check(
        "II. NỘI DUNG\n1. Kiểm tra các cơ sở.\nPhòng Y tế - cơ quan thường trực Ban Chỉ đạo huyện phối hợp với Công an huyện và Hội Nông dân tổ chức kiểm tra.\n2. Tập huấn.\nPhòng Nội vụ - cơ quan thường trực Hội đồng Thi đua huyện chủ trì, phối hợp với Phòng Tài chính mở lớp.",
        &["II.1 prose Phòng Y tế | Công an huyện; Hội Nông dân", "II.2 prose Phòng Nội vụ | Phòng Tài chính"],
    );
}

#[test]
fn ok_a_paragraph_goes_on_with_the_duty_before_it() {
    check(
        "II. NỘI DUNG\n1. Văn phòng Bộ có trách nhiệm hướng dẫn, đôn đốc việc thực hiện.\nChủ trì phối hợp với Cục Báo chí lập chuyên trang. Hoàn thành trong quý II/2025.",
        &["II.1 prose Văn phòng Bộ | Cục Báo chí"],
    );
    // Where nobody was charged before, there is nothing to go on with.
    check("II. NỘI DUNG\n1. Lập chuyên trang.\nChủ trì phối hợp với Cục Báo chí lập chuyên trang.", &[]);
}

#[test]
fn ok_a_verb_without_object_is_part_of_the_name() {
    check(
        "II. NỘI DUNG\n1. Đăng tải văn bản.\nCục Báo chí và tuyên truyền phối hợp với Vụ Pháp chế thực hiện trong tháng 2/2025.",
        &["II.1 prose Cục Báo chí và tuyên truyền | Vụ Pháp chế"],
    );
    check(
        "II. NỘI DUNG\n1. Đăng tải văn bản.\nCục Báo chí tuyên truyền và phối hợp với Vụ Pháp chế thực hiện.",
        &["II.1 prose Cục Báo chí | Vụ Pháp chế"],
    );
}

#[test]
fn not_a_verb_or_a_line_of_work() {
    check("II. NỘI DUNG\n1. Cấp phát thuốc.\n- Cấp ngay thuốc cho người dân vùng lũ.", &[]);
    check("II. NỘI DUNG\n1. Quản lý.\n- Cơ sở theo ngành dọc chủ trì trao đổi với chi bộ.", &[]);
}

#[test]
fn ok_who_acts_beside_the_lead() {
    check(
        "II. NỘI DUNG\n1. Giao Sở Tư pháp chủ trì, cùng với Sở Nội vụ rà soát các văn bản.\n2. Công an xã chủ trì cùng Ban Chỉ huy Quân sự xã tuần tra.\n3. Sở Y tế chủ trì, cùng thời gian đó mở lớp tập huấn.\n4. Công an xã chủ trì cung cấp số liệu cho các thôn.",
        &[
            "II.1 prose Sở Tư pháp | Sở Nội vụ",
            "II.2 prose Công an xã | Ban Chỉ huy Quân sự xã",
            "II.3 prose Sở Y tế",
            "II.4 prose Công an xã",
        ],
    );
}

#[test]
fn ok_columns_of_names_of_their_own_and_lists_of_dashes() {
    check(
        "II. NHIỆM VỤ\nSTT\nTên văn bản\nĐối tượng\nHình thức\nĐơn vị chủ trì\nĐơn vị phối hợp\nThời gian thực hiện\n1\nLuật Giá\n- Công chức\n- Doanh nghiệp\n- Tập huấn\nVụ Pháp chế\n- Tổng cục Thuế, Kho bạc Nhà nước\n- Văn phòng Bộ\nNăm 2025\n2\nLuật Phí\nCông chức\nHội nghị\nVụ Pháp chế\n- Văn phòng Bộ\nQuý II/2025",
        &[
            "II.1 labelled Vụ Pháp chế | Tổng cục Thuế; Kho bạc Nhà nước; Văn phòng Bộ | Năm 2025",
            "II.2 labelled Vụ Pháp chế | Văn phòng Bộ | Quý II/2025",
        ],
    );
}

#[test]
fn ok_two_labels_of_who_leads_make_one_assignment() {
    check(
        "II. NHIỆM VỤ\n1. Làm đường\n- Cơ quan chủ trì: Sở Xây dựng.\n- Đơn vị thực hiện: Các đội cầu đường.\n- Thời gian thực hiện: Năm 2025.\n2. Trồng cây\n- Cơ quan chủ trì: Sở Y tế.\n- Cơ quan chủ trì: Sở Nội vụ.\n3. Dọn vệ sinh\nCơ quan chủ trì: Sở Y tế. Thời gian thực hiện: Tháng 6/2025. Đơn vị thực hiện: Các thôn. Thời gian thực hiện: Tháng 7/2025.",
        &[
            "II.1 labelled Sở Xây dựng; Các đội cầu đường |  | Năm 2025",
            "II.2 labelled Sở Y tế",
            "II.2 labelled Sở Nội vụ",
            "II.3 labelled Sở Y tế |  | Tháng 6/2025",
            "II.3 labelled Các thôn |  | Tháng 7/2025",
        ],
    );
}

#[test]
fn ok_a_cell_of_a_table_names_lead_and_partners() {
    check(
        "II. NHIỆM VỤ\n| TT | Nội dung | Cơ quan thực hiện | Thời gian |\n|---|---|---|---|\n| 1 | Mở lớp tập huấn | Sở Y tế chủ trì, phối hợp với Sở Nội vụ | Quý II/2025 |\n| 2 | In tài liệu | Sở Y tế, Sở Nội vụ | Quý III/2025 |\n| 3 | Lập đề án | Sở Y tế xây dựng dự thảo | Quý IV/2025 |\n| 4 | Làm đường | Ban Chỉ đạo xây dựng nông thôn mới | Quý IV/2025 |",
        &[
            "II.1 labelled Sở Y tế | Sở Nội vụ | Quý II/2025",
            "II.2 labelled Sở Y tế; Sở Nội vụ |  | Quý III/2025",
            "II.3 labelled Sở Y tế |  | Quý IV/2025",
            "II.4 labelled Ban Chỉ đạo xây dựng nông thôn mới |  | Quý IV/2025",
        ],
    );
}

#[test]
fn ok_clauses_with_a_subject_each() {
    check(
        "II. NỘI DUNG\n1. Các xã lập danh sách gửi UBND huyện trước ngày 05/6; Phòng Y tế thẩm định, phối hợp với Công an huyện xác minh; các thôn tổ chức cấp phát.\n2. Sở Y tế phối hợp với Sở Nội vụ; Sở Tài chính; UBND các xã tổ chức hội nghị.\n3. Tăng cường phối hợp giữa các ngành; các trường học thực hiện các biện pháp an toàn.\n4. Công khai số liệu; các trường học có trách nhiệm cập nhật hằng tháng.\n5. Đề nghị Mặt trận xã vận động nhân dân; giao Công an xã tuần tra; yêu cầu mới phát sinh báo cáo sau.",
        &[
            "II.1 prose Các xã",
            "II.1 prose Phòng Y tế | Công an huyện",
            "II.1 prose các thôn",
            "II.2 prose Sở Y tế | Sở Nội vụ; Sở Tài chính; UBND các xã",
            "II.4 prose các trường học",
            "II.5 prose Mặt trận xã",
            "II.5 prose Công an xã",
        ],
    );
}

#[test]
fn ok_a_subject_behind_what_is_to_be_done() {
    check(
        "II. NỘI DUNG\n1. Lập danh sách và phát thẻ cho người cao tuổi trên địa bàn, kể cả người tạm trú: UBND các xã phối hợp với Công an xã thực hiện.\n2. Mở rộng nguồn vốn, thu hút người dân tham gia đóng góp: quỹ của tỉnh, các quỹ khác đầu tư.\n3. Ghi đủ họ tên. Ví dụ: Phòng Y tế xã thực hiện chi trả cho người dân thì không cần hồ sơ.",
        &["II.1 prose UBND các xã | Công an xã"],
    );
}

#[test]
fn ok_who_undertakes_a_task() {
    check(
        "II. NỘI DUNG\n1. Việc tổng hợp số liệu của các thôn do Văn phòng UBND xã đảm nhiệm.\n2. Âm thanh, ánh sáng do Đoàn Thanh niên phụ trách.\n3. Tổng hợp các nhiệm vụ do Sở Y tế thực hiện.\n4. Sử dụng phần mềm do Sở Nội vụ cung cấp.\n5. Công tác hậu cần đo Sở Y tế thực hiện.\n6. Công tác lễ tân do Trường Mầm non phụ trách, gồm các việc sau: đón khách, chụp ảnh.",
        &["II.1 prose Văn phòng UBND xã", "II.2 prose Đoàn Thanh niên", "II.6 prose Trường Mầm non"],
    );
}

#[test]
fn ok_an_introduction_says_with_whom_the_tasks_below_are_done() {
    check(
        "IV. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\na) Chủ trì, phối hợp với Sở Nội vụ, các ngành:\n- Mở lớp tập huấn.\n- Phối hợp với Tỉnh đoàn tổ chức hội thi.\nb) Phối hợp với các trường:\n- Khám sức khỏe cho học sinh.\nc) Hướng dẫn các trạm y tế, phối hợp với các xã như sau:\n- Lập danh sách người bệnh.\n2. Sở Tư pháp\nChủ trì, phối hợp với Công an tỉnh:\n- Rà soát các văn bản.",
        &[
            "IV.1.a.-1 heading Sở Y tế | Sở Nội vụ; các ngành",
            "IV.1.a.-2 heading  | Sở Y tế; Sở Nội vụ; các ngành; Tỉnh đoàn",
            "IV.1.b.-1 heading  | Sở Y tế; các trường",
            "IV.1.c.-1 heading Sở Y tế",
            "IV.2.-1 heading Sở Tư pháp | Công an tỉnh",
        ],
    );
}

#[test]
fn ok_a_task_names_some_of_the_bodies_of_its_heading() {
    check(
        "IV. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế, Sở Nội vụ\n- Sở Nội vụ tổng hợp danh sách.\n- Sở Y tế và Sở Nội vụ thống nhất kế hoạch.\n- Sở Tài chính bố trí kinh phí.\n- Lập báo cáo chung.",
        &[
            "IV.1.-1 heading Sở Nội vụ",
            "IV.1.-2 heading Sở Y tế; Sở Nội vụ",
            "IV.1.-3 heading Sở Y tế; Sở Nội vụ",
            "IV.1.-4 heading Sở Y tế; Sở Nội vụ",
        ],
    );
}

#[test]
fn ok_subjects_that_bear_a_duty() {
    check(
        "II. NỘI DUNG\n1. Người đứng đầu các đơn vị có trách nhiệm kê khai.\n2. Đối với hồ sơ khác, thì các trường lập danh sách riêng.\n3. Từ ngày 01/6 đến ngày 15/6/2025, các trạm y tế có trách nhiệm tự kiểm tra.\n4. Người dân tổ chức dọn vệ sinh.\n5. Nhà trường điều chỉnh lịch học.\n6. Trường Tiểu học Kim Liên phối hợp với Trạm Y tế tổ chức khám sức khỏe.\n7. Trưởng các thôn lập danh sách.\n8. Trưởng thôn lập danh sách.\n9. Phòng Y tế, các quầy thuốc mở cửa ban đêm chịu trách nhiệm bố trí người trực.\n10. Các hoạt động này nâng cao ý thức, có trách nhiệm hơn.\n11. Thủ trưởng các cơ quan, đơn vị tổng hợp kết quả.\n12. Đơn vị tổng hợp kết quả.\n13. Đối với cấp ủy các trường hợp khác thực hiện theo quy định.",
        &[
            "II.1 prose Người đứng đầu các đơn vị",
            "II.2 prose các trường",
            "II.3 prose các trạm y tế",
            "II.6 prose Trường Tiểu học Kim Liên | Trạm Y tế",
            "II.7 prose Trưởng các thôn",
            "II.9 prose Phòng Y tế; các quầy thuốc mở cửa ban đêm",
            "II.11 prose Thủ trưởng các cơ quan, đơn vị",
        ],
    );
}

#[test]
fn ok_requests_that_charge_nobody() {
    check(
        "II. NỘI DUNG\n1. Tổng hợp, đề nghị các xã bổ sung hồ sơ.\n2. Đề nghị Chủ tịch UBND tỉnh xem xét, khen thưởng.\n3. Đề nghị các xã quyết định mức chi.\n4. Thực hiện Kế hoạch này, đề nghị các xã khẩn trương rà soát.\n5. Đề xuất chính sách khuyến khích các doanh nghiệp tham gia đào tạo.\n6. Để hỗ trợ các hộ vay vốn, các xã lập danh sách.",
        &["II.3 prose các xã", "II.4 prose các xã", "II.6 prose các xã"],
    );
}

#[test]
fn ok_what_was_is_no_task() {
    let body =
        "\n1. Y tế\nSở Y tế triển khai tốt công tác phòng dịch.\n2. Tồn tại, hạn chế: Các xã báo cáo chậm.\n";
    check(&format!("I. ĐÁNH GIÁ TÌNH HÌNH NĂM 2024{body}"), &[]);
    check(
        &format!("I. NHIỆM VỤ{body}3. Đánh giá kết quả: Các xã tổng hợp số liệu theo mẫu.\n"),
        &["I.1 prose Sở Y tế", "I.3 prose Các xã"],
    );
    check(
        "I. NỘI DUNG\n1. Chủ đề: Các cấp, các ngành hành động vì trẻ em.\n2. Ban Chỉ đạo gồm 15 người.",
        &[],
    );
}

#[test]
fn ok_things_that_somebody_does_are_no_tasks() {
    check(
        "II. NỘI DUNG\n1. Các đề tài do doanh nghiệp thực hiện.\n2. Việc cấp phép do cơ quan có thẩm quyền thực hiện.\n3. Việc tiêm chủng do các trạm y tế thực hiện.",
        &["II.3 prose các trạm y tế"],
    );
}
