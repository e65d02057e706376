use super::*;

fn grammar() -> std::sync::Arc<Grammar> {
    Grammar::builtin()
}

#[track_caller]
fn list(source: &str, expect: &[&str]) {
    let text = Text::new(source);
    let found: Vec<String> =
        body_list(&text, &grammar(), text.all()).into_iter().map(|run| text.value(run)).collect();
    assert_eq!(found, expect, "{source}");
}

/// The bodies stand in «⟦ ⟧» at the start of the sentence.
#[track_caller]
fn leading(source: &str) {
    let plain = source.replace(['⟦', '⟧'], "");
    let expect = source.find('⟧').map(|end| source[..end].replace('⟦', ""));
    let text = Text::new(&plain);
    let found = leading_bodies(&text, &grammar(), text.all()).map(|run| text.value(run));
    assert_eq!(found, expect, "{source}");
}

#[track_caller]
fn title(source: &str, expect: Option<&str>) {
    let text = Text::new(source);
    let found = title_bodies(&text, &grammar(), text.all()).map(|run| text.value(run));
    assert_eq!(found.as_deref(), expect, "{source}");
}

#[track_caller]
fn before(source: &str, expect: Option<&str>) {
    let text = Text::new(source);
    let found = body_before(&text, &grammar(), text.all()).map(|run| text.value(run));
    assert_eq!(found.as_deref(), expect, "{source}");
}

#[test]
fn ok_lists_split_between_bodies() {
    list("Sở Y tế, các sở, ban, ngành và UBND các xã", &["Sở Y tế", "các sở, ban, ngành", "UBND các xã"]);
    list("Phòng Y tế; Trung tâm Y tế thành phố", &["Phòng Y tế", "Trung tâm Y tế thành phố"]);
    list(
        "Công an xã, Phòng Văn hóa - Xã hội, các Tổ chức chính trị - xã hội xã, các thôn trên địa bàn xã.",
        &[
            "Công an xã",
            "Phòng Văn hóa - Xã hội",
            "các Tổ chức chính trị - xã hội xã",
            "các thôn trên địa bàn xã",
        ],
    );
    list(
        "Tỉnh Đoàn, Sở Giáo dục và Đào tạo và địa phương",
        &["Tỉnh Đoàn", "Sở Giáo dục và Đào tạo", "địa phương"],
    );
    list(
        "Sở Khoa học và Công nghệ và các sở, ngành cấp tỉnh có liên quan",
        &["Sở Khoa học và Công nghệ", "các sở, ngành cấp tỉnh có liên quan"],
    );
    list("HĐND, UBND, SXD, Sở Tư pháp tỉnh Cao Bằng", &["HĐND", "UBND", "SXD", "Sở Tư pháp tỉnh Cao Bằng"]);
    list("Bộ Y tế Bộ Công an", &["Bộ Y tế", "Bộ Công an"]);
    list(
        "UBND phường, đặc khu Sở Nội vụ Các trường, trạm",
        &["UBND phường, đặc khu", "Sở Nội vụ", "Các trường, trạm"],
    );
    list("Doanh nghiệp, Sở, ngành liên quan", &["Doanh nghiệp", "Sở, ngành liên quan"]);
    list("Trạm Y tế (đơn vị chủ trì), Công an xã", &["Trạm Y tế", "Công an xã"]);
    list("Ban Giám hiệu, GVCN các lớp", &["Ban Giám hiệu", "GVCN các lớp"]);
    list("các ngành, các cấp", &["các ngành", "các cấp"]);
    list("Đoàn Thanh niên, Hội LHTN nhà trường", &["Đoàn Thanh niên", "Hội LHTN nhà trường"]);
    list(
        "Vụ trưởng Vụ Pháp chế, Thủ trưởng các cơ quan, đơn vị trực thuộc Bộ",
        &["Vụ trưởng Vụ Pháp chế", "Thủ trưởng các cơ quan, đơn vị trực thuộc Bộ"],
    );
}

#[test]
fn not_split_inside_a_name() {
    list("Sở Văn hóa, Thể thao và Du lịch", &["Sở Văn hóa, Thể thao và Du lịch"]);
    list(
        "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH, CÔNG AN TỈNH",
        &["SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", "CÔNG AN TỈNH"],
    );
    list("Trung tâm Văn hóa, Thông tin và Thể thao", &["Trung tâm Văn hóa, Thông tin và Thể thao"]);
    list(
        "Phòng Lao động - Thương binh và Xã hội; Phòng Tư pháp",
        &["Phòng Lao động - Thương binh và Xã hội", "Phòng Tư pháp"],
    );
    list(
        "Báo và phát thanh, truyền hình tỉnh, Sở Nội vụ",
        &["Báo và phát thanh, truyền hình tỉnh", "Sở Nội vụ"],
    );
    list(
        "Đài Phát thanh và Truyền hình tỉnh, Báo Hà Giang",
        &["Đài Phát thanh và Truyền hình tỉnh", "Báo Hà Giang"],
    );
    list("Văn phòng HĐND và UBND xã", &["Văn phòng HĐND và UBND xã"]);
    list(
        "Hội Bảo trợ người khuyết tật và trẻ mồ côi huyện, Hội Nông dân",
        &["Hội Bảo trợ người khuyết tật và trẻ mồ côi huyện", "Hội Nông dân"],
    );
    list("Cục Nông, Lâm và Thủy sản và Chi cục Thú y", &["Cục Nông, Lâm và Thủy sản", "Chi cục Thú y"]);
    list(
        "Trung tâm Dịch vụ việc làm (Sở Nội vụ, cơ sở 2)",
        &["Trung tâm Dịch vụ việc làm (Sở Nội vụ, cơ sở 2)"],
    );
}

#[test]
fn not_split_inside_a_group() {
    for group in [
        "Các cơ quan, ban, ngành",
        "các sở, ban, ngành, đoàn thể cấp tỉnh và tương đương",
        "Ủy ban nhân dân các huyện, thị xã, thành phố",
        "Ủy ban nhân dân xã, phường, đặc khu",
        "UBND các phường, xã",
        "các phòng, ban, ngành, đoàn thể liên quan",
        "Các cơ quan, ban ngành, hội đoàn thể",
        "các đoàn thể, tổ chức hội có liên quan",
        "các cơ quan, đơn vị, địa phương, tổ chức, cá nhân có thẩm quyền",
        "Người đứng đầu các phòng, ban, ngành, địa phương",
        "Các Sở, Ban, ngành",
        "Các doanh nghiệp, Sở, ngành",
        "UBND xã Hội An",
        "Công an thị xã Đồng Phú",
        "các đơn vị báo chí của tỉnh, quân đội",
    ] {
        list(group, &[group]);
    }
    list("cơ quan, đơn vị, UBND các phường, xã", &["cơ quan, đơn vị", "UBND các phường, xã"]);
    list(
        "các sở, ban, ngành Thành phố, Ủy ban nhân dân phường, xã và các đơn vị liên quan",
        &["các sở, ban, ngành Thành phố", "Ủy ban nhân dân phường, xã", "các đơn vị liên quan"],
    );
    list(
        "Giám đốc, Thủ trưởng các sở, ban, ngành; UBND các xã",
        &["Giám đốc, Thủ trưởng các sở, ban, ngành", "UBND các xã"],
    );
    list("Giám đốc các sở, Thủ trưởng các ban, ngành", &["Giám đốc các sở", "Thủ trưởng các ban, ngành"]);
    list("Các Sở, ngành, đơn vị, UBND cấp xã", &["Các Sở, ngành, đơn vị", "UBND cấp xã"]);
}

#[test]
fn ok_leading_bodies_end_before_the_verb() {
    leading("⟦Sở Y tế, Tỉnh Đoàn⟧ tổ chức Tháng hành động vì trẻ em");
    leading("⟦các sở, ban, ngành⟧ tuyên truyền và thực hiện các biện pháp");
    leading("⟦các đơn vị liên quan⟧ tham mưu cấp có thẩm quyền");
    leading("⟦các cơ quan có liên quan⟧ soi chiếu hồ sơ");
    leading("⟦tổ chức Đoàn thanh niên⟧ trong việc bàn giao học sinh");
    leading(
        "⟦Ban An toàn giao thông tỉnh, Công an tỉnh, các sở, ban, ngành và UBND cấp huyện⟧ nghiên cứu nội dung",
    );
    leading("⟦các bệnh viện trên địa bàn⟧ triển khai mô hình");
    leading("⟦Sở Xây dựng⟧ xây dựng kế hoạch");
    leading("⟦Sở Xây dựng⟧ kiểm tra công trình");
    leading("⟦Viện Nghiên cứu phát triển Thành phố⟧ khảo sát");
    leading(
        "⟦Giám đốc các Sở: Nội vụ, Tài chính, Giáo dục và Đào tạo; Chánh Thanh tra tỉnh⟧ chịu trách nhiệm thi hành",
    );
    leading("⟦Sở Giáo dục và Đào tạo và địa phương⟧ tổ chức lễ phát động");
    leading("⟦Sở Văn hóa, Thể thao và Du lịch⟧, kịp thời tổng hợp");
    leading("⟦UBND huyện⟧ (qua Phòng Nội vụ) để tổng hợp");
    leading("⟦các cơ quan chuyên môn thuộc các bộ, ngành Trung ương⟧ trong việc hỗ trợ vốn");
    leading("⟦Mặt trận Tổ quốc Việt Nam⟧ tổ chức thực hiện phong trào");
    leading("⟦Phòng Kinh tế⟧. Các đơn vị khác");
    leading("⟦UBND các xã ven biển⟧ tuyên truyền");
    leading("⟦Sở Y tế⟧ - cơ quan thường trực Ban Chỉ đạo tỉnh phối hợp với");
    leading("⟦Phòng Tổ chức và đào tạo⟧ phối hợp với Phòng Y tế");
    leading("⟦các cơ quan tổ chức có liên quan⟧ lập danh sách");
    leading("⟦các cơ quan⟧ tổ chức hội nghị có liên quan");
    leading("⟦Phòng Y tế⟧ và đào tạo cán bộ, phối hợp với Phòng Nội vụ");
}

#[test]
fn not_leading_where_no_body_starts() {
    leading("tuyên truyền trong trường học");
    leading("tổ chức các hoạt động hè");
    leading("phòng, chống tai nạn");
    leading("gia đình và nhà trường");
    leading("các hoạt động");
    leading("báo cáo kết quả");
    leading("số liệu của các ngành");
}

#[test]
fn ok_titles_of_bodies() {
    for source in [
        "Phòng Y tế; Trung tâm Y tế thành phố",
        "Đồng chí Bí thư",
        "Các sở, ngành có liên quan",
        "Tổ trưởng các tổ chuyên môn",
        "Ủy ban nhân dân các huyện, thị xã, thành phố",
        "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH",
        "Trung tâm Văn hóa, Thông tin và Thể thao",
        "Bộ phận Văn phòng, Kế toán",
        "Các thôn trên địa bàn xã",
        "Giáo viên chủ nhiệm các lớp",
        "Phó Hiệu trưởng Nguyễn Văn A",
        "Đài Phát thanh - Truyền hình, Báo Lâm Đồng và các cơ quan truyền thông đại chúng",
        "Cơ sở khám bệnh, chữa bệnh được kiểm tra",
        "Các cơ quan trực thuộc Bộ Văn hóa, Thể thao và Du lịch",
        "Các sở ngành liên quan, Viện Nghiên cứu phát triển Thành phố",
        "Hội Bảo trợ người khuyết tật và trẻ mồ côi huyện",
        "Hội Doanh nghiệp",
        "Thủ trưởng các cơ quan, đơn vị",
        "Cấp ủy, chính quyền các địa phương",
        "Công chức Địa chính - Nông nghiệp - Xây dựng và Môi trường",
        "Cán bộ Văn phòng - Thống kê",
        "Ban Chỉ đạo các Chương trình mục tiêu quốc gia tỉnh",
        "Ban Chỉ đạo giảm nghèo huyện",
        "Đội Quản lý trật tự đô thị",
        "Tổ tự quản các thôn",
        "Tổ chuyển đổi số cộng đồng các thôn",
        "Các hộ kinh doanh trên địa bàn",
        "Các cơ quan thông tin đại chúng",
        "Các ngành, đoàn thể là thành viên Ban Chỉ đạo",
        "Hội Khuyến học xã",
        "Lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở",
        "Hiệp hội Doanh nghiệp",
    ] {
        title(source, Some(source));
    }
    title("Phòng Tư pháp (cơ quan thường trực)", Some("Phòng Tư pháp"));
    title("Hỗ trợ doanh nghiệp", None);
    title("Doanh nghiệp", None);
    title("Đề nghị Tỉnh đoàn", Some("Tỉnh đoàn"));
    title(
        "Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh và các tổ chức chính trị - xã hội.",
        Some("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh và các tổ chức chính trị - xã hội"),
    );
    title("Trách nhiệm của Sở Y tế:", Some("Sở Y tế"));
}

#[test]
fn not_titles_of_bodies() {
    for source in [
        "Mục đích",
        "Công tác tuyên truyền",
        "Tăng cường phối hợp giữa các sở, ngành",
        "Kinh phí",
        "Tổ chức thực hiện",
        "TỔ CHỨC THỰC HIỆN",
        "Phòng, chống bạo lực học đường",
        "Thanh tra, kiểm tra",
        "Báo cáo",
        "Ban hành văn bản",
        "Các hoạt động",
        "Các nhiệm vụ, giải pháp",
        "Hội nghị tổng kết",
        "Đoàn kết nội bộ",
        "Trường hợp khẩn cấp",
        "Giao nhiệm vụ cho các sở",
        "Đối với trẻ em",
        "Sở Y tế chủ trì, phối hợp",
        "Chuyển đổi số",
        "Vụ Đông Xuân",
        "Chính quyền số",
        "Giảm nghèo bền vững",
        "Trật tự đô thị",
        "Chương trình mục tiêu quốc gia",
        "Cán bộ, công chức",
        "Công chức được cử đi học",
    ] {
        title(source, None);
    }
}

#[test]
fn ok_bodies_before_a_cue() {
    before("Sở Nội vụ", Some("Sở Nội vụ"));
    before("Giao Sở Văn hóa, Thể thao và Du lịch", Some("Sở Văn hóa, Thể thao và Du lịch"));
    before(
        "Hằng năm, trên cơ sở dự toán của các phòng, ban và khả năng cân đối, Phòng Tài chính - Kế hoạch",
        Some("Phòng Tài chính - Kế hoạch"),
    );
    before("Khi có vụ việc, công tác này", None);
}
