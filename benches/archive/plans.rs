//! Made plans, as many as wanted: each carries out a plan or directive above it, as real ones do.
//!
//! A hundred documents make a family: a directive of the Prime Minister's (in every third family only cited, not held),
//! the provincial plans that carry it out, and plans of districts and communes that carry out their province's. The same
//! index gives the same text on any machine. Sentences are made from the word lists below; words are as unevenly frequent
//! as in any language, with a long tail of rare ones.

use std::fs;
use std::path::{Path, PathBuf};

use cancu::Grammar;

/// How many documents hang on one directive.
pub(crate) const FAMILY: usize = 100;
/// How many provinces carry out a directive.
const PROVINCES: usize = 20;
/// The first commune of a family; districts stand between provinces and communes.
const COMMUNES: usize = 30;
/// How many bytes a plan has at least.
const LENGTH: usize = 31_500;

const VERBS: &str = "tổ chức, triển khai, rà soát, hướng dẫn, kiểm tra, đôn đốc, tuyên truyền, phổ biến, vận động, huy động, \
    bố trí, cân đối, thẩm định, lồng ghép, nhân rộng, đánh giá, giám sát, tập huấn, bồi dưỡng, hỗ trợ, cung cấp, cập nhật, \
    củng cố, kiện toàn, nâng cấp, sửa chữa, trang bị, phát hiện, xử lý, ngăn chặn, phối hợp, tham mưu, lập dự toán, khảo sát, \
    thống kê, tổng hợp, công khai, niêm yết, duy trì, mở rộng, thí điểm, số hóa, kết nối, chia sẻ, biên soạn, in ấn, cấp phát, \
    tiếp nhận, phân loại, quản lý, theo dõi, tư vấn, giới thiệu, khuyến khích, biểu dương, đẩy nhanh, hoàn thiện, ưu tiên, \
    cải tạo, vận hành";
const THINGS: &str = "mạng lưới cộng tác viên, hồ sơ hộ gia đình, lớp học xóa mù chữ, nhà văn hóa thôn, trạm cấp nước, vùng trồng \
    dược liệu, bến đò ngang, kênh mương nội đồng, phòng học bộ môn, sân chơi cộng đồng, bể bơi di động, quỹ khuyến học, chợ đầu \
    mối, bãi chôn lấp, lò đốt rác, hệ thống loa truyền thanh, tủ sách pháp luật, tổ hòa giải, đường dây nóng, bản đồ ngập lụt, \
    kho dự trữ giống, đàn bò lai, rừng phòng hộ ven biển, ao nuôi tôm, hợp tác xã dệt thổ cẩm, làng nghề gốm, tuyến xe buýt, \
    cầu treo dân sinh, điểm đen giao thông, biển báo hiệu, nghĩa trang liệt sĩ, di tích cấp tỉnh, lễ hội mùa xuân, đội chiếu \
    phim lưu động, thư viện huyện, phần mềm một cửa, chữ ký số, cơ sở dữ liệu dân cư, trang thông tin điện tử, mã vùng trồng, \
    sổ khám bệnh điện tử, tủ thuốc y tế, vắc xin sởi, bữa ăn bán trú, nhà tiêu hợp vệ sinh, nước uống học đường, người khuyết \
    tật, người cao tuổi neo đơn, trẻ em mồ côi, hộ nghèo đa chiều, lao động hồi hương, thợ cơ khí, thanh niên lập nghiệp, phụ \
    nữ khởi sự kinh doanh, đồng bào tái định cư, ngư dân bám biển, cựu chiến binh, học sinh vùng cao, giáo viên mầm non, bác sĩ \
    gia đình, điều dưỡng viên, cán bộ thú y, khuyến nông viên, trưởng bản, tổ tự quản đường biên, đội dân phòng, xe chữa cháy, \
    vòi nước công cộng, công trình thủy lợi nhỏ, hồ chứa, đập tràn, trạm bơm điện, lưới điện nông thôn, pin mặt trời, bếp tiết \
    kiệm, than tổ ong, túi ni lông, phân bón hữu cơ, thuốc bảo vệ thực vật, giống lúa chịu mặn, cây ăn quả có múi, chè hữu cơ, \
    cà phê tái canh, hồ tiêu, cao su tiểu điền, mía đường, lạc xuân, ngô sinh khối, bệnh dịch tả lợn, cúm gia cầm, sốt xuất \
    huyết, lao kháng thuốc, suy dinh dưỡng thấp còi, sức khỏe tâm thần, ma túy tổng hợp, mua bán người, tảo hôn, bạo lực học \
    đường, tai nạn đuối nước, tín dụng đen, hàng giả, cháy rừng, sạt lở bờ sông, hạn mặn, rét hại, lũ ống";
const QUALITIES: &str = "kịp thời, đồng bộ, tiết kiệm, minh bạch, đúng đối tượng, sát thực tế, có trọng điểm, thường xuyên, liên \
    tục, an toàn, bền vững, thiết thực, rộng khắp, chặt chẽ, linh hoạt, đúng quy trình, không hình thức, theo lộ trình, từ cơ \
    sở, bằng nhiều hình thức, phù hợp phong tục, có địa chỉ, đến từng hộ, trên môi trường mạng, theo chuẩn mới";
const WHERE: &str = "ở các thôn xa, tại vùng ven biển, trên địa bàn, trong trường học, tại khu công nghiệp, ở vùng biên giới, \
    trong cộng đồng dân cư, tại các xã đặc biệt khó khăn, dọc tuyến quốc lộ, ở nơi tái định cư, trong các chợ, tại cơ sở y tế, \
    trong doanh nghiệp nhỏ, ở vùng bãi ngang, trên các hồ đập";
const AIMS: &str = "nhằm giảm số vụ phát sinh, để người dân dễ tiếp cận, bảo đảm không bỏ sót, góp phần ổn định đời sống, tạo \
    chuyển biến rõ nét, phục vụ công tác điều hành, giữ gìn bản sắc, gắn với xây dựng nông thôn mới, làm cơ sở xét khen thưởng, \
    tránh chồng chéo, khắc phục tồn tại của giai đoạn trước, đáp ứng nhu cầu tại chỗ";
const TOPICS: &str = "phòng, chống đuối nước; chuyển đổi số trong cơ sở giáo dục; bảo vệ rừng ven biển; cấp nước sạch nông thôn; \
    phòng, chống tảo hôn; phát triển dược liệu; chăm sóc người cao tuổi; an toàn thực phẩm chợ truyền thống; phòng, chống cháy \
    rừng; xóa mù chữ; phát triển làng nghề; giảm nghèo đa chiều; phòng, chống bạo lực học đường; tiêm chủng mở rộng; quản lý \
    chất thải nhựa; trợ giúp người khuyết tật; bảo tồn lễ hội dân gian; phòng, chống sạt lở; tái canh cà phê; an toàn giao thông \
    đường thủy; đào tạo nghề cho lao động nông thôn; phòng, chống bệnh lao; dinh dưỡng học đường; văn hóa đọc trong cộng đồng";
const BASES: [&str; 6] = [
    "Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015",
    "Luật Ngân sách nhà nước ngày 25 tháng 6 năm 2015",
    "Luật Trẻ em ngày 05 tháng 4 năm 2016",
    "Luật Ban hành văn bản quy phạm pháp luật ngày 22 tháng 6 năm 2015",
    "Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư",
    "Thông tư số 40/2017/TT-BTC ngày 28 tháng 4 năm 2017 của Bộ Tài chính về chế độ công tác phí",
];
const PROVINCE_BODIES: &str = "Sở Y tế, Sở Tài chính, Sở Nội vụ, Sở Tư pháp, Sở Xây dựng, Sở Công Thương, Sở Giáo dục và Đào tạo, Sở \
    Khoa học và Công nghệ, Công an tỉnh, Bộ Chỉ huy Quân sự tỉnh, Hội Nông dân tỉnh, Tỉnh đoàn, Hội Liên hiệp Phụ nữ tỉnh, Văn \
    phòng Ủy ban nhân dân tỉnh";
const DISTRICT_BODIES: &str = "Phòng Y tế, Phòng Tài chính - Kế hoạch, Phòng Nội vụ, Phòng Tư pháp, Phòng Giáo dục và Đào tạo, Công \
    an huyện, Huyện đoàn, Hội Nông dân huyện, Trung tâm Y tế huyện";
const COMMUNE_BODIES: &str = "Công an xã, Trạm Y tế xã, Đoàn Thanh niên xã, Hội Phụ nữ xã, Hội Nông dân xã, Ban Chỉ huy Quân sự xã, \
    Phòng Kinh tế, Phòng Văn hóa - Xã hội";
const FAMILY_NAMES: &str =
    "Nguyễn, Trần, Lê, Phạm, Hoàng, Vũ, Đặng, Bùi, Đỗ, Hồ, Ngô, Dương, Lý, Đinh, Mai, Trương";
const GIVEN_NAMES: &str = "An, Bình, Châu, Dũng, Giang, Hà, Hải, Hạnh, Khánh, Lan, Long, Minh, Nam, Ngọc, Phúc, Quang, Sơn, Thảo, Tuấn, Vinh";
const ONSETS: &str = "b, c, ch, d, đ, g, gh, h, kh, l, m, n, nh, ng, ph, r, s, t, th, tr, v, x, k, kr, pl";
/// Rimes in the six tones.
const RIMES: &str = "a à á ả ã ạ, an àn án ản ãn ạn, ang àng áng ảng ãng ạng, ăm ằm ắm ẳm ẵm ặm, ăng ằng ắng ẳng ẵng ặng, ân ần ấn \
    ẩn ẫn ận, ao ào áo ảo ão ạo, âu ầu ấu ẩu ẫu ậu, e è é ẻ ẽ ẹ, en èn én ẻn ẽn ẹn, ênh ềnh ếnh ểnh ễnh ệnh, i ì í ỉ ĩ ị, iên iền \
    iến iển iễn iện, iêu iều iếu iểu iễu iệu, inh ình ính ỉnh ĩnh ịnh, o ò ó ỏ õ ọ, oan oàn oán oản oãn oạn, ôi ồi ối ổi ỗi ội, ong \
    òng óng ỏng õng ọng, ôn ồn ốn ổn ỗn ộn, ơi ời ới ởi ỡi ợi, ơn ờn ớn ởn ỡn ợn, u ù ú ủ ũ ụ, ung ùng úng ủng ũng ụng, uôi uồi uối \
    uổi uỗi uội, ương ường ướng ưởng ưỡng ượng, ưu ừu ứu ửu ữu ựu, uyên uyền uyến uyển uyễn uyện";

/// The plans of a corpus.
pub(crate) struct Plans {
    provinces: Vec<(String, &'static str)>,
    verbs: Vec<&'static str>,
    things: Vec<&'static str>,
    qualities: Vec<&'static str>,
    places: Vec<&'static str>,
    aims: Vec<&'static str>,
    topics: Vec<&'static str>,
    /// Syllables that no list has: names of hamlets, of breeds, of streams.
    rare: Vec<String>,
}

impl Plans {
    pub(crate) fn new() -> Plans {
        let grammar = Grammar::builtin();
        let old = grammar.places.entries().iter().map(|entry| &entry.value);
        let old =
            old.filter(|place| place.since.is_none() && place.until.is_none() || place.merged_into.is_some());
        let old = old.filter(|place| place.until.as_ref().is_none_or(|until| until.as_str() > "2025"));
        let unit = |unit: &str| if unit == "tỉnh" { "tỉnh" } else { "thành phố" };
        let mut rare: Vec<String> = Vec::new();
        for rime in list(RIMES) {
            for tone in rime.split(' ') {
                rare.extend(list(ONSETS).iter().map(|onset| format!("{onset}{tone}")));
            }
        }
        let mut dice = Dice(20);
        for place in (1..rare.len()).rev() {
            rare.swap(place, dice.below(place + 1));
        }
        Plans {
            provinces: old.map(|place| (place.name.clone(), unit(&place.unit))).collect(),
            verbs: list(VERBS),
            things: list(THINGS),
            qualities: list(QUALITIES),
            places: list(WHERE),
            aims: list(AIMS),
            topics: TOPICS.split(';').map(str::trim).collect(),
            rare,
        }
    }

    /// Writes the first `count` plans into `folder`; gives how many bytes they have.
    pub(crate) fn write(&self, folder: &Path, count: usize) -> u64 {
        let mut bytes = 0;
        for index in 0..count {
            let path = folder.join(path(index));
            if index % FAMILY == 0 {
                fs::create_dir_all(path.parent().expect("a file stands in a folder"))
                    .expect("a folder can be made");
            }
            let text = self.text(index);
            bytes += text.len() as u64;
            fs::write(path, text).expect("there is room");
        }
        bytes
    }

    /// The number under which the document was issued.
    pub(crate) fn number(&self, index: usize) -> String {
        match Role::of(index) {
            Role::Directive => format!("{}/QĐ-TTg", directive_number(index / FAMILY)),
            Role::Province(_) => format!("{}/KH-UBND", 11 + index / FAMILY),
            Role::District(_) => format!("{}/KH-UBND", 11 + index / FAMILY + index % FAMILY),
            Role::Commune(_) => format!("{}/KH-UBND", 5 + index / FAMILY % 37 * FAMILY + index % FAMILY),
        }
    }

    /// Words that stand in few documents, the more so the greater `rank`.
    pub(crate) fn rare_word(&self, rank: usize) -> &str {
        &self.rare[rank.min(self.rare.len() - 1)]
    }

    /// Things that plans speak of, as phrases.
    pub(crate) fn things(&self) -> &[&'static str] {
        &self.things
    }

    /// The text of a document.
    pub(crate) fn text(&self, index: usize) -> String {
        let mut sheet =
            Sheet { plans: self, dice: Dice(index as u64 + 1), text: String::new(), role: Role::of(index) };
        sheet.write(index);
        sheet.text
    }

    fn topic(&self, family: usize) -> String {
        let topic = self.topics[family % self.topics.len()];
        let year = year(family);
        format!("{topic} giai đoạn {} - {}", year + 1, year + 5)
    }

    /// «tỉnh Đồng Nai»: where a provincial plan, and what hangs on it, belongs.
    fn province(&self, family: usize, place: usize) -> String {
        let (name, unit) = &self.provinces[(family * 7 + place * 3) % self.provinces.len()];
        format!("{unit} {name}")
    }

    fn province_day(&self, family: usize, place: usize) -> String {
        day(year(family), 4 + place % 6, 1 + (family + place) % 28)
    }

    /// «xã Tân Phú», as a syllable pair that the province and the place choose.
    fn local(&self, family: usize, place: usize) -> String {
        let mut dice = Dice((family * 7919 % 4001 + place * 10007) as u64);
        let first = ["Tân", "Phú", "Bình", "An", "Vĩnh", "Long", "Hòa", "Mỹ", "Đông", "Xuân", "Thanh", "Sơn"];
        let (first, second) = (first[dice.below(first.len())], &self.rare[dice.below(600)]);
        format!("{first} {}", capital(second))
    }
}

/// Where a document stands.
#[derive(Clone, Copy)]
enum Role {
    Directive,
    Province(usize),
    /// A district and the province above.
    District(usize),
    /// A commune and the province above.
    Commune(usize),
}

impl Role {
    fn of(index: usize) -> Role {
        let (family, place) = (index / FAMILY, index % FAMILY);
        match place {
            0 if family % 3 != 2 => Role::Directive,
            0..PROVINCES => Role::Province(place),
            PROVINCES..COMMUNES => Role::District(1 + (place - PROVINCES)),
            _ => Role::Commune(1 + (place - COMMUNES) % (PROVINCES - 1)),
        }
    }
}

/// A text in the making.
struct Sheet<'p> {
    plans: &'p Plans,
    dice: Dice,
    text: String,
    role: Role,
}

impl Sheet<'_> {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn write(&mut self, index: usize) {
        let plans = self.plans;
        let (family, place) = (index / FAMILY, index % FAMILY);
        let topic = plans.topic(family);
        let number = plans.number(index);
        let year = year(family);
        let directive = format!(
            "Quyết định số {}/QĐ-TTg ngày {} của Thủ tướng Chính phủ phê duyệt Chương trình {topic}",
            directive_number(family),
            day(year, 2, 1 + family % 28)
        );
        let local = plans.local(family, place);
        let (issuer, seat, date, above) = match self.role {
            Role::Directive => (
                "THỦ TƯỚNG CHÍNH PHỦ".to_owned(),
                "Hà Nội".to_owned(),
                day(year, 2, 1 + family % 28),
                String::new(),
            ),
            Role::Province(province) => {
                let name = plans.province(family, province);
                let seat = name.trim_start_matches("tỉnh ").trim_start_matches("thành phố ").to_owned();
                let issuer = format!("ỦY BAN NHÂN DÂN\n{}", name.to_uppercase());
                (issuer, seat, plans.province_day(family, province), directive.clone())
            }
            Role::District(province) | Role::Commune(province) => {
                let name = plans.province(family, province);
                let above = format!("{}/KH-UBND", 11 + family);
                let day_above = plans.province_day(family, province);
                // A fourth of them forget the day, as happens.
                let dated = if index % 4 == 1 { String::new() } else { format!(" ngày {day_above}") };
                let above = format!(
                    "Kế hoạch số {above}{dated} của Ủy ban nhân dân {name} triển khai Chương trình {topic}"
                );
                let (above_issuer, unit) = match self.role {
                    Role::District(_) => (format!("ỦY BAN NHÂN DÂN\nHUYỆN {}", local.to_uppercase()), 0),
                    _ => (format!("ỦY BAN NHÂN DÂN\nXÃ {}", local.to_uppercase()), 1),
                };
                (above_issuer, local.clone(), day(year, 10 + unit, 1 + (index / 7) % 28), above)
            }
        };
        self.line(&format!("{issuer}\nSố: {number}\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"));
        self.line(&format!("Độc lập - Tự do - Hạnh phúc\n{seat}, ngày {date}\n"));
        if let Role::Directive = self.role {
            self.directive(&topic);
            return;
        }
        self.line(&format!("KẾ HOẠCH\nTriển khai Chương trình {topic}\n"));
        for _ in 0..2 {
            let basis = BASES[self.dice.below(BASES.len())];
            self.line(&format!("Căn cứ {basis};"));
        }
        if self.dice.below(3) == 0 {
            // Something else of the Prime Minister's that many cite.
            let other = self.dice.zipf(40);
            let day = day(2013 + other % 9, 3, 1 + other % 28);
            let thing = plans.things[other];
            self.line(&format!(
                "Căn cứ Quyết định số {}/QĐ-TTg ngày {day} của Thủ tướng Chính phủ về {thing};",
                1900 + other
            ));
        }
        let own = match self.role {
            Role::Province(province) => plans.province(family, province),
            Role::District(_) => format!("huyện {local}"),
            _ => format!("xã {local}"),
        };
        self.line(&format!(
            "Thực hiện {above}, Ủy ban nhân dân {own} ban hành Kế hoạch triển khai như sau:\n"
        ));
        self.body(year, &topic, &own);
        self.foot();
    }

    fn directive(&mut self, topic: &str) {
        self.line(&format!("QUYẾT ĐỊNH\nPhê duyệt Chương trình {topic}\n"));
        self.line(&format!("Căn cứ {};\nCăn cứ {};\n", BASES[0], BASES[1]));
        self.line(&format!("Điều 1. Phê duyệt Chương trình {topic} với các nội dung sau:"));
        let mut number = 1;
        while self.text.len() < LENGTH {
            let (head, body) = (self.clause(), self.sentence());
            self.line(&format!("{number}. {head}\n{body}"));
            for letter in ["a", "b", "c", "d"] {
                let sentence = self.sentence();
                self.line(&format!("{letter}) {sentence}"));
            }
            number += 1;
        }
        self.line("Điều 2. Quyết định này có hiệu lực kể từ ngày ký ban hành.");
        self.line("\nNơi nhận:\n- Ban Bí thư Trung ương Đảng;\n- Lưu: VT.\n\nKT. THỦ TƯỚNG\nPHÓ THỦ TƯỚNG\n");
        let name = self.name();
        self.line(&name);
    }

    fn body(&mut self, year: usize, topic: &str, own: &str) {
        self.line("I. MỤC ĐÍCH, YÊU CẦU\n1. Mục đích");
        for letter in ["a", "b"] {
            let sentence = self.sentence();
            self.line(&format!("{letter}) {sentence}"));
        }
        self.line("2. Yêu cầu");
        for letter in ["a", "b", "c"] {
            let sentence = self.sentence();
            self.line(&format!("{letter}) {sentence}"));
        }
        self.line("\nII. CHỈ TIÊU");
        for number in 1..=5 {
            let (thing, part) = (self.thing(), 40 + self.dice.below(60));
            let end = year + 1 + self.dice.below(5);
            self.line(&format!("{number}. Tỷ lệ {thing} được quản lý đạt {part}% vào năm {end}."));
        }
        self.line("\nIII. NHIỆM VỤ VÀ GIẢI PHÁP");
        let mut number = 1;
        while self.text.len() < LENGTH - 6000 {
            self.task(number, year);
            number += 1;
        }
        self.line("\nIV. KINH PHÍ THỰC HIỆN");
        let sentence = self.sentence();
        self.line(&format!("Kinh phí do ngân sách {own} bảo đảm. {sentence}"));
        self.line("\nV. TỔ CHỨC THỰC HIỆN");
        let bodies = self.bodies();
        for (number, body) in bodies.iter().take(7).enumerate() {
            let (first, second) = (self.clause(), self.sentence());
            self.line(&format!(
                "{}. {body}\na) Chủ trì, phối hợp với {} {first}.\nb) {second}",
                number + 1,
                bodies[7]
            ));
            let due = self.due(year);
            self.line(&format!("c) Báo cáo kết quả về {} {due}.", bodies[0]));
        }
        self.line(&format!("\nTrên đây là Kế hoạch triển khai Chương trình {topic} của {own}./.\n"));
    }

    fn task(&mut self, number: usize, year: usize) {
        let head = self.clause();
        self.line(&format!("{number}. {}", capital(&head)));
        for letter in ["a", "b", "c"] {
            let (one, two) = (self.sentence(), self.sentence());
            self.line(&format!("{letter}) {one} {two}"));
            if letter == "b" {
                for _ in 0..2 {
                    let sentence = self.sentence();
                    self.line(&format!("- {sentence}"));
                }
            }
        }
        let bodies = self.bodies();
        let time = match self.dice.below(4) {
            0 => "Thường xuyên".to_owned(),
            1 => format!("Quý {} năm {}", ["I", "II", "III", "IV"][self.dice.below(4)], year + 1),
            2 => format!("Trước ngày {}/{}/{}", 1 + self.dice.below(28), 1 + self.dice.below(12), year + 1),
            _ => format!("Năm {}", year + 1 + self.dice.below(4)),
        };
        self.line(&format!(
            "- Cơ quan chủ trì: {}.\n- Cơ quan phối hợp: {}, {}.",
            bodies[0], bodies[1], bodies[2]
        ));
        self.line(&format!("- Thời gian thực hiện: {time}."));
    }

    /// When something is due: on a day, again and again, or after an event.
    fn due(&mut self, year: usize) -> String {
        match self.dice.below(4) {
            0 => format!(
                "trước ngày {:02}/{:02}/{}",
                1 + self.dice.below(28),
                1 + self.dice.below(12),
                year + 1
            ),
            1 => format!("trước ngày {} hằng tháng", 10 + self.dice.below(18)),
            2 => "trước ngày 15/11 hằng năm".to_owned(),
            _ => format!(
                "trong thời hạn {} ngày kể từ ngày Kế hoạch này được ban hành",
                10 + self.dice.below(20)
            ),
        }
    }

    fn foot(&mut self) {
        let (head, chief) = match self.role {
            Role::Province(_) => ("Văn phòng Chính phủ", "CHỦ TỊCH"),
            _ => ("Ủy ban nhân dân tỉnh", "PHÓ CHỦ TỊCH"),
        };
        let bodies = self.bodies();
        self.line(&format!("Nơi nhận:\n- {head};\n- {};\n- {};\n- Lưu: VT.\n", bodies[0], bodies[1]));
        self.line(&format!("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\n{chief}\n"));
        let name = self.name();
        self.line(&name);
    }

    fn name(&mut self) -> String {
        let (family, given) = (list(FAMILY_NAMES), list(GIVEN_NAMES));
        let mut pick = |names: &[&'static str]| names[self.dice.below(names.len())];
        format!("{} {} {}", pick(&family), pick(&given), pick(&given))
    }

    /// The bodies of the level, the first being chosen.
    fn bodies(&mut self) -> Vec<&'static str> {
        let mut bodies = list(match self.role {
            Role::Directive | Role::Province(_) => PROVINCE_BODIES,
            Role::District(_) => DISTRICT_BODIES,
            Role::Commune(_) => COMMUNE_BODIES,
        });
        let turn = self.dice.below(bodies.len());
        bodies.rotate_left(turn);
        bodies
    }

    fn thing(&mut self) -> String {
        let things = &self.plans.things;
        let thing = things[self.dice.zipf(things.len())];
        if self.dice.below(4) > 0 {
            return thing.to_owned();
        }
        let rare = &self.plans.rare;
        let (one, two) = (&rare[self.dice.zipf(rare.len())], &rare[self.dice.zipf(rare.len())]);
        format!("{thing} {} {}", capital(one), capital(two))
    }

    fn clause(&mut self) -> String {
        let plans = self.plans;
        let verb = plans.verbs[self.dice.zipf(plans.verbs.len())];
        let quality = plans.qualities[self.dice.zipf(plans.qualities.len())];
        format!("{verb} {} {quality}", self.thing())
    }

    fn sentence(&mut self) -> String {
        let plans = self.plans;
        let (first, second) = (self.clause(), self.clause());
        let place = plans.places[self.dice.zipf(plans.places.len())];
        let aim = plans.aims[self.dice.zipf(plans.aims.len())];
        match self.dice.below(3) {
            0 => format!("{} {place}; {second}, {aim}.", capital(&first)),
            1 => format!("{}, {second} {place}, {aim}.", capital(&first)),
            _ => format!("{} {place} và {second}.", capital(&first)),
        }
    }
}

/// Pseudo-random numbers (SplitMix64).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// A place in a list whose first entries are far more frequent than its last: each rank about as often as its inverse.
    fn zipf(&mut self, end: usize) -> usize {
        let part = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        (((end as f64 + 1.0).powf(part) - 1.0) as usize).min(end - 1)
    }
}

/// Where the document stands below the corpus.
pub(crate) fn path(index: usize) -> PathBuf {
    format!("{:04}/{index:06}.txt", index / FAMILY).into()
}

fn year(family: usize) -> usize {
    2015 + family % 9
}

fn directive_number(family: usize) -> usize {
    100 + family
}

fn day(year: usize, month: usize, day: usize) -> String {
    format!("{day:02} tháng {month} năm {year}")
}

fn list(words: &'static str) -> Vec<&'static str> {
    words.split(',').map(str::trim).collect()
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
