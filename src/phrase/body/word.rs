//! The words that names of bodies are made of, and those that end them.
//!
//! In: a place in folded text. Out: the class of the word or phrase there. What the classes mean for a list is decided in
//! [`super`].

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, Anchored, Input, MatchKind, StartKind};

use crate::text::{self, Run, Text, is_word};

/// What a word does in a list of bodies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// «các», «những»: one group follows.
    Quantifier,
    /// Opens a body of its own: «Ủy ban nhân dân», «Công an», «Trung tâm».
    Head,
    /// As [`Class::Head`], but may stand bare under one «các»: «các sở, ban, ngành».
    Bare,
    /// Names nobody in particular: «cơ quan», «đơn vị», «địa phương».
    Generic,
    /// «huyện», «xã», «cấp tỉnh».
    Unit,
    /// Who stands for a body: «Giám đốc», «Thủ trưởng», «đồng chí».
    Position,
    /// «cán bộ», «công chức»: persons of no body in particular.
    Person,
    /// «có liên quan»: closes a generic body.
    Closer,
    /// «thuộc», «trên địa bàn»: a place or a higher body follows.
    Link,
    /// «và», «cùng».
    Joiner,
    /// Ends the list: a verb that may also be part of a name right after its first word («tổ tư vấn»).
    End,
    /// Ends the list wherever it stands: verbs of duty, prepositions, adverbs.
    Cut,
    /// A verb or a noun: «tổ chức».
    Organise,
    /// Has a word of another class inside, but is none: «xã hội», «trường hợp».
    Plain,
    /// Names a body only when a place or a level follows: «Thanh tra tỉnh», not «thanh tra, kiểm tra».
    Placed,
}

/// A word or phrase of the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub(super) class: Class,
    pub(super) run: Run,
    /// Whether the table knows it.
    pub(super) known: bool,
    /// Whether it starts with a capital letter.
    pub(super) upper: bool,
}

/// The word or phrase that starts at `place`, which must start a word.
pub(super) fn word_at(text: &Text, place: usize, end: usize) -> Word {
    let upper = text.is_upper(place);
    if let Some((class, end)) = known(text, place, end) {
        return Word { class, run: Run::new(place, end), known: true, upper };
    }
    let mut stop = place;
    while stop < end && is_word(text.low()[stop]) {
        stop += 1;
    }
    Word { class: Class::Plain, run: Run::new(place, stop.max(place + 1)), known: false, upper }
}

fn known(text: &Text, place: usize, end: usize) -> Option<(Class, usize)> {
    let table = &*TABLE;
    let mut end = end;
    loop {
        let input = Input::new(text.low()).range(place..end).anchored(Anchored::Yes);
        let hit = table.automaton.find(input)?;
        let phrase = &table.phrases[hit.pattern().as_usize()];
        let marked = phrase.marks.as_deref().is_none_or(|marks| text.has_marks(place, marks));
        // «Truyền hình Thành phố» holds no «hình thành».
        let run = Run::new(place, hit.end());
        let whole = !text.is_lower(place) || !has_inner_capital(text, run);
        if text.ends_word(hit.end()) && marked && whole {
            return Some((phrase.class, hit.end()));
        }
        if hit.end() <= place + 1 {
            return None;
        }
        end = hit.end() - 1;
    }
}

/// Whether a later word of a phrase starts with a capital letter.
pub(super) fn has_inner_capital(text: &Text, run: Run) -> bool {
    (run.start + 1..run.end).any(|place| text.low()[place - 1] == b' ' && text.is_upper(place))
}

struct Phrase {
    class: Class,
    marks: Option<Vec<u8>>,
}

struct Table {
    phrases: Vec<Phrase>,
    automaton: AhoCorasick,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let (mut phrases, mut patterns) = (Vec::new(), Vec::new());
    for (class, words) in WORDS {
        for word in words.split('|').map(str::trim) {
            let folded = text::fold(word);
            // A single syllable is another word without its marks (sở, số); abbreviations and phrases are not.
            let exact = !folded.contains(' ') && folded.bytes().any(|b| b"aeiouy".contains(&b));
            phrases.push(Phrase { class: *class, marks: exact.then(|| text::marks_of(word)) });
            patterns.push(folded);
        }
    }
    let automaton = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .start_kind(StartKind::Both)
        .build(patterns)
        .expect("a fixed table compiles");
    Table { phrases, automaton }
});

const WORDS: &[(Class, &str)] = &[
    (Class::Quantifier, "các|những|toàn thể|toàn bộ|từng|mỗi|mọi|một số|tất cả các|tất cả"),
    (Class::Joiner, "và|cùng|cùng với|hoặc"),
    (
        Class::Head,
        "ủy ban nhân dân|ủy ban nhân|ủy ban|ubnd|hội đồng nhân dân|hđnd|hội đồng|mặt trận tổ quốc|ubmttq|mttq|ubmttqvn|mttqvn|\
         công an|bộ đội biên phòng|bộ chỉ huy|bộ tư lệnh|ban chỉ huy|ban quản lý|ban chỉ đạo|ban tổ chức|ban giám hiệu|ban giám đốc|\
         ban chấp hành|ban thường vụ|ban thường trực|ban bí thư|ban điều hành|\
         bộ chính trị|quốc hội|chính phủ|thủ tướng|tổng cục|chi cục|trung tâm|văn phòng|liên đoàn|liên minh|\
         liên hiệp|hiệp hội|tổng công ty|công ty|tập đoàn|chi nhánh|ngân hàng|kho bạc|bưu điện|điện lực|bệnh viện|trạm y tế|\
         tòa án|viện kiểm sát|thi hành án|cục thi hành án|tỉnh ủy|thành ủy|huyện ủy|quận ủy|thị ủy|đảng ủy|chi bộ|\
         đảng bộ|tỉnh đoàn|thành đoàn|huyện đoàn|quận đoàn|thị đoàn|xã đoàn|đoàn thanh niên|đoàn trường|đoàn xã|công đoàn|\
         hội phụ nữ|hội nông dân|hội cựu chiến binh|hội liên hiệp|đoàn đại biểu|\
         bộ phận|tiểu ban|đài phát thanh|đài truyền thanh|đài truyền hình|cổng thông tin|báo và phát thanh|\
         thường trực|kiểm toán|quân sự|vnpt|viettel|bch|bcđ|bgh|lđlđ|lhpn|thông tấn xã|tạp chí|nhà xuất bản|học viện|phân hiệu|\
         trạm khuyến nông|cảng vụ|quản lý thị trường|tổng liên đoàn|nhà văn hóa|thư viện|bảo tàng|nhà hát",
    ),
    (
        Class::Bare,
        "sở|phòng|ban|bộ|cục|vụ|viện|hội|đoàn|trường|khoa|tổ|đội|đài|báo|quỹ|trạm|chi hội|chi đoàn|câu lạc bộ|đồn|hạt|liên đội",
    ),
    (Class::Placed, "thanh tra|bảo hiểm xã hội|dân quân|thuế|hải quan|kiểm lâm"),
    (
        Class::Generic,
        "trường học|nhà trường|viện nghiên cứu|trường đại học|trường cao đẳng|trường mầm non|trường tiểu học|trường trung học|cơ quan|đơn vị|ngành|ban ngành|ban, ngành|sở ngành|bộ ngành|phòng ban|ban ngành đoàn thể|địa phương|đoàn thể|hội đoàn thể|cấp ủy|chính quyền|lực lượng|\
         doanh nghiệp|cá nhân|cơ sở giáo dục|cơ sở đào tạo|cơ sở y tế|cơ sở khám bệnh|cơ sở khám, chữa bệnh|cơ sở khám bệnh, chữa bệnh|nhà thầu|chủ đầu tư|nhà đầu tư|\
         hợp tác xã|tổ dân phố|tổ nhân dân|cấp|hộ gia đình|tổ hợp tác|phường đội|xã đội",
    ),
    (
        Class::Unit,
        "tỉnh|thành phố|tp|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu|thôn|ấp|khu phố|bản|buôn|khóm|làng|khu dân cư|cấp tỉnh|cấp huyện|cấp xã|cấp thành phố|\
         cấp cơ sở|cấp trung ương|trung ương|thành phố trực thuộc trung ương",
    ),
    (
        Class::Position,
        "chủ tịch|phó chủ tịch|giám đốc|phó giám đốc|tổng giám đốc|bí thư|phó bí thư|chánh văn phòng|phó chánh văn phòng|chánh thanh tra|vụ trưởng|\
         phó vụ trưởng|cục trưởng|chi cục trưởng|tổng cục trưởng|trưởng phòng|phó trưởng phòng|trưởng ban|phó trưởng ban|thủ trưởng|người đứng đầu|\
         lãnh đạo|hiệu trưởng|phó hiệu trưởng|đồng chí|đ/c|các đồng chí|tổ trưởng|đội trưởng|trưởng thôn|trưởng ấp|trưởng khu phố|trưởng đoàn|trưởng trạm|\
         trưởng bộ môn|trưởng khoa|giáo viên|gvcn|gv|đại diện|đại diện lãnh đạo|bộ trưởng|thứ trưởng|thống đốc|chánh án|viện trưởng|\
         kế toán trưởng|tổng biên tập|chỉ huy trưởng|tư lệnh|thành viên|thư ký|trưởng công an|tổng phụ trách|tổ phó|phó trưởng đoàn|trưởng|phó",
    ),
    (Class::Person, "cán bộ|công chức|viên chức|người lao động|cán bộ, công chức|nhân viên"),
    (
        Class::Closer,
        "trên địa bàn|đóng trên địa bàn|liên quan|có liên quan|liên quan khác|có liên quan khác|hữu quan|chức năng|chức năng liên quan|chức năng có liên quan|có thẩm quyền|khác|khác có liên quan|khác liên quan|\
         chuyên môn|quản lý nhà nước|cùng cấp|tương đương|và tương đương|nêu trên|ở địa phương|tại địa phương|nói trên|trong và ngoài nước|trong và ngoài tỉnh|\
         trong tỉnh|trong huyện|trong xã|trong ngành|trong toàn tỉnh|trong cả nước|trong nước|nước ngoài|quốc tế",
    ),
    (Class::Link, "thuộc|trực thuộc|của|tại|ở|trong"),
    (Class::Organise, "tổ chức"),
    (
        Class::Plain,
        "giáo dục thường xuyên|khu công nghiệp|khu kinh tế|khu công nghệ cao|khu chế xuất|cụm công nghiệp|khu du lịch|bộ nhận diện|bộ tài liệu|bộ quy tắc|bộ công cụ|bộ ảnh|bộ mã|bộ môn|dịch vụ|dịch vụ công|công lập|ngoài công lập|dân lập|tư thục|việc làm|nhóm|giao thông|giao thông vận tải|giao dịch|giao lưu|xã hội|xã hội hóa|chính trị - xã hội|trường hợp|hội nghị|hội thảo|hội thi|hội viên|hội chợ|hội họp|đoàn kết|đoàn viên|bộ máy|bộ tiêu chí|bộ chỉ số|bộ thủ tục|đội ngũ|\
         vụ việc|vụ án|khoa học|phòng chống|phòng, chống|phòng, ngừa|phòng bệnh|phòng cháy|phòng dịch|cơ sở vật chất|cơ sở dữ liệu|cơ sở hạ tầng|cơ sở pháp lý|ngành nghề|bản đồ|\
         bản quyền|bản thân|bản sao|viện trợ|viện phí|quỹ đất|văn phòng phẩm|báo chí|báo giá|trường phái|trường lớp|làng nghề|xã viên|xã đảo|đầu tư xây dựng|\
         đài tưởng niệm|tổ quốc|ban đầu|ban đêm|phòng học|phòng khám|phòng vệ|bộ luật|bộ đội|hội nhập|hội tụ|hội chứng|hội đàm|nhóm tuổi|nhóm trẻ|nhóm ngành|nhóm nhiệm vụ|\
         cấp bách|cấp thiết|cấp số|bộ câu hỏi|đội hình|đoàn công tác liên ngành|phó mặc|trường chính trị|quỹ tiền lương|khoa giáo|hội khuyến học|phòng thủ|đội thiếu niên",
    ),
    (
        Class::Cut,
        "có thể|chủ trì|phối hợp|tham mưu|có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|trong việc|trong công tác|\
         trong quá trình|trong thời gian|trong phạm vi|trong lĩnh vực|trong đó|trong năm|\
         trong trường hợp|để|nhằm|theo|về|khi|nếu|thông qua|qua|bằng|từ|đến|cho|phải|sẽ|đã|cần|được|\
         không|chưa|còn|vào|trước|sau|với|do|vì|mà|thì|nên|như|gồm|bao gồm|cụ thể|đồng thời|ngoài ra|\
         tại chỗ|là|căn cứ|trên cơ sở|dựa|tiếp tục|chủ động|kịp thời|thường xuyên|định kỳ|hằng năm|\
         hàng năm|hằng quý|hàng quý|hằng tháng|hàng tháng|nghiêm túc|tích cực|khẩn trương|trực tiếp|\
         quyết liệt|làm đầu mối|trình|đề xuất|báo cáo|ban hành|tổ chức thực hiện|tổ chức triển khai|\
         tổ chức các|triển khai|đôn đốc|theo dõi|tổng hợp|phổ biến|quán triệt|rà soát|cập nhật|cung cấp|\
         tăng cường|đẩy mạnh|nâng cao|bảo đảm|đảm bảo|huy động|bố trí|cân đối|lồng ghép|giải quyết|\
         tháo gỡ|khắc phục|tiến hành|sơ kết|tổng kết|thống kê|lập|lựa chọn|tham gia|đóng góp|góp ý|\
         cho ý kiến|lấy ý kiến|xem xét|quyết định|phê duyệt|tập huấn|bổ sung|sửa đổi|hoàn thiện|\
         hoàn thành|kiện toàn|củng cố|duy trì|mở rộng|nhân rộng|phát động|phát huy|phát hiện|ngăn chặn|\
         đấu tranh|tiếp nhận|khai thác|ứng dụng|chuẩn bị|ký kết|ký|mở|đưa|gửi|nộp|nắm bắt|nắm|cử|\
         phân công|giao|giao cho|đề nghị|yêu cầu|thông báo|thông tin|công bố|công khai|niêm yết|đăng tải|\
         đăng|phát sóng|đưa tin|viết|thu thập|thu hút|tạo điều kiện|tạo|giới thiệu|kết nối|thúc đẩy|\
         khuyến khích|chăm lo|thăm hỏi|tặng|khen thưởng|biểu dương|đề cao|tôn vinh|xác định|xác minh|làm|\
         làm rõ|tổ chức tuyên truyền|tổ chức hội nghị|tổ chức hội thảo|tổ chức hội thi|tổ chức lớp|\
         tổ chức tập huấn|tổ chức tháng|tranh thủ|vận dụng|áp dụng|thành lập|quan tâm|chú trọng|\
         tập trung|ưu tiên|đầu tư|xuất bản|in|cấp phát|cấp giấy|cấp phép|phân bổ|thanh toán|quyết toán|\
         thanh tra, kiểm tra|thanh tra và kiểm tra|tuần tra|trao đổi|liên hệ|đối chiếu|so sánh|phân tích|\
         phản ánh|kiến nghị|tiếp thu|giải trình|tham vấn|quy định|quy hoạch|bảo quản|số hóa|chuyển đổi|\
         chuyển giao|bàn giao|điều chỉnh|đăng ký|thẩm mỹ|ra quân|rút kinh nghiệm|tự kiểm tra|mời|\
         trưng tập|triệu tập|tuyển|tuyển chọn|đón|dự|chuyển|nhận|đề ra|thống nhất|tuân thủ|chấp hành|\
         nghiêm cấm|khai báo|kê khai|niêm phong|hạn chế|giảm|giảm thiểu|tăng|gắn|gắn với|lắp đặt|\
         sửa chữa|nâng cấp|cải tạo|trồng|cải thiện|cải cách|đổi mới|tái cơ cấu|hình thành|giữ vững|\
         bám sát|chịu|chia sẻ|cùng nhau|dành|đăng cai|in ấn|họp",
    ),
    (
        Class::End,
        "thẩm định|thẩm tra|kiểm tra|giám sát|quản lý|tư vấn|chỉ đạo|điều hành|hướng dẫn|tuyên truyền|\
         đào tạo|bảo vệ|khảo sát|đánh giá|nghiên cứu|phát triển|điều tra|xây dựng|thi hành|chăm sóc|\
         hỗ trợ|trợ giúp|vận động|giúp|xử lý|điều phối|kiểm soát|tuyển dụng|thực hiện|bồi dưỡng|\
         hỗ trợ kỹ thuật|phòng ngừa|vận hành|biên tập|soạn thảo|giải phóng mặt bằng",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, class: Class) {
        let text = Text::new(words);
        assert_eq!(word_at(&text, 0, text.low().len()).class, class, "{words}");
    }

    #[test]
    fn ok_marks_tell_single_syllables_apart() {
        check("Sở Y tế", Class::Bare);
        check("số 12", Class::Plain);
        check("Ban Dân tộc", Class::Bare);
        check("bàn giao", Class::Cut);
        check("thẩm định", Class::End);
        check("báo cáo", Class::Cut);
        check("phòng, chống", Class::Plain);
        check("phòng, ban", Class::Bare);
        check("HĐND xã", Class::Head);
        check("Toà án", Class::Head);
    }

    #[test]
    fn ok_no_phrase_stands_in_two_classes() {
        let mut seen = std::collections::HashMap::new();
        for (class, words) in WORDS {
            for word in words.split('|').map(str::trim) {
                if let Some(other) = seen.insert(word, class) {
                    assert_eq!(other, class, "{word}");
                }
            }
        }
    }
}
