//! What a finding can be: the table of codes.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::document::Severity;

/// What is known about a code.
struct Row {
    name: &'static str,
    severity: Severity,
    on: bool,
    vi: &'static str,
    en: &'static str,
}

macro_rules! codes {
    ($($code:ident $name:literal $severity:ident $on:literal $vi:literal $en:literal;)*) => {
        /// What a finding is about: a stable word such as `number-missing`. docs/checks.md lists them all.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $en] $code,)*
        }

        impl Code {
            /// All codes, in the order of the documentation.
            pub const ALL: &[Code] = &[$(Code::$code,)*];

            fn row(self) -> Row {
                match self {
                    $(Code::$code => Row {
                        name: $name, severity: Severity::$severity, on: $on, vi: $vi, en: $en,
                    },)*
                }
            }
        }
    };
}

codes! {
    KindMissing "kind-missing" Warning true
        "Không có tên loại văn bản" "No type of document";
    NumberMissing "number-missing" Warning true
        "Không có số và ký hiệu" "No number and symbol";
    NumberBlank "number-blank" Warning true
        "Số để trống" "The number is left blank";
    NumberPadding "number-padding" Warning true
        "Số nhỏ hơn 10 không ghi thêm số 0 phía trước" "A number below 10 without its leading zero";
    DateMissing "date-missing" Warning true
        "Không có thời gian ban hành" "No date of issue";
    DateBlank "date-blank" Warning true
        "Ngày hoặc tháng ban hành để trống" "Day or month of issue is left blank";
    DatePadding "date-padding" Warning true
        "Ngày nhỏ hơn 10 hoặc tháng 1, 2 không ghi thêm số 0 phía trước"
        "A day below 10, or month 1 or 2, without its leading zero";
    PlaceMissing "place-missing" Warning true
        "Có thời gian ban hành nhưng không có địa danh" "A date of issue without a place";
    TitleMissing "title-missing" Warning true
        "Không có trích yếu nội dung" "No subject line";
    MottoMissing "motto-missing" Info true
        "Không có Quốc hiệu và Tiêu ngữ, hoặc tiêu đề văn bản của Đảng" "No national or Party heading";
    IssuerMissing "issuer-missing" Info true
        "Tên cơ quan ban hành không in ở phần đầu văn bản" "The issuing body is not printed at the head";
    ClosingMarkMissing "closing-mark-missing" Warning true
        "Nội dung không kết thúc bằng dấu «./.»" "The text does not end with «./.»";
    RecipientsMissing "recipients-missing" Warning true
        "Không có Nơi nhận" "No recipients";
    FilingMissing "filing-missing" Warning true
        "Nơi nhận không có dòng «Lưu:»" "The recipients lack the line «Lưu:»";
    FilingClerk "filing-clerk" Warning true
        "Dòng «Lưu:» không ghi «VT»" "The line «Lưu:» does not name «VT»";
    SignatureMissing "signature-missing" Warning true
        "Không có chức vụ, họ tên người ký" "No signature block";
    SignerMissing "signer-missing" Warning true
        "Không có họ tên người ký" "The signature block has no name";
    NumberingGap "numbering-gap" Warning true
        "Thiếu một số hoặc một chữ trong dãy đánh số" "A number or letter is skipped";
    NumberingRepeat "numbering-repeat" Warning true
        "Một số hoặc một chữ dùng hai lần" "A number or letter is used twice, or goes back";
    NumberingDamaged "numbering-damaged" Info true
        "Số thứ tự bị hỏng khi quét hoặc gõ" "A number is damaged by scanning or typing";
    CitationNumber "citation-number" Warning true
        "Số, ký hiệu văn bản viện dẫn viết sai" "The number of a cited instrument is malformed";
    CitationUndated "citation-undated" Warning true
        "Viện dẫn lần đầu không ghi thời gian ban hành" "A first citation without date";
    CitationYear "citation-year" Warning true
        "Năm trong số và năm ban hành khác nhau" "The year in the number is not that of the date";
    CitationTwoDates "citation-two-dates" Warning true
        "Một văn bản viện dẫn với hai ngày khác nhau" "One instrument cited with two dates";
    CitationFuture "citation-future" Warning true
        "Văn bản viện dẫn ban hành sau văn bản này" "A cited instrument is younger than the document";
    CitationIssuer "citation-issuer" Warning true
        "Cơ quan ban hành chưa có hoặc không còn vào ngày đó" "The cited issuer did not exist at that date";
    TaskLead "task-lead" Warning true
        "Nhiệm vụ có nhãn không ghi đơn vị chủ trì" "A labelled task without lead";
    TaskTwoLeads "task-two-leads" Warning true
        "Nhiệm vụ có hai đơn vị chủ trì trở lên" "A labelled task with two leads or more";
    TaskTime "task-time" Warning true
        "Nhiệm vụ có nhãn không ghi thời gian, trong khi nhiệm vụ khác có ghi"
        "A labelled task without time, where others have one";
    LeadNotRecipient "lead-not-recipient" Warning true
        "Đơn vị chủ trì không có trong Nơi nhận" "A lead is not among the recipients";
    DeadlinePast "deadline-past" Warning true
        "Thời hạn sớm hơn ngày ban hành" "A deadline before the date of issue";
    DeadlineCollector "deadline-collector" Warning true
        "Đơn vị tổng hợp phải báo cáo trước các đơn vị báo cáo cho mình"
        "Who collects reports is due before those who report";
    TargetYear "target-year" Info true
        "Chỉ tiêu không ghi năm phải đạt" "A target without a year";
    TargetUnassigned "target-unassigned" Warning true
        "Chỉ tiêu không giao cho ai thực hiện, trong khi chỉ tiêu khác có giao"
        "A target nobody is told to carry out, where others are assigned";
    HeadingTaskLead "heading-task-lead" Warning false
        "Nhiệm vụ dưới tên đơn vị không rõ ai chủ trì" "A task under a body's heading without lead";
    HeadingTaskTime "heading-task-time" Warning false
        "Nhiệm vụ dưới tên đơn vị không có thời hạn" "A task under a body's heading without time";
    TargetOwner "target-owner" Warning false
        "Chỉ tiêu không có nhãn và không có đơn vị chịu trách nhiệm" "An unlabelled target without owner";
}

impl Code {
    /// The word itself: `number-missing`.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// How much it matters, where nobody says otherwise.
    pub fn severity(self) -> Severity {
        self.row().severity
    }

    /// Whether it is looked for without being asked.
    pub fn on_by_default(self) -> bool {
        self.row().on
    }

    /// What it means, in Vietnamese.
    pub fn vi(self) -> &'static str {
        self.row().vi
    }

    /// What it means, in English.
    pub fn en(self) -> &'static str {
        self.row().en
    }

    /// The code of a word.
    pub fn named(name: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.name() == name)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}
