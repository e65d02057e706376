//! The views of the archive as tables.

use std::io;
use std::path::Path;

use rusqlite::types::ValueRef;

use super::chosen::Chosen;
use super::{ExportError, Headings, place, sheet};

/// A view: its columns, each with its Vietnamese heading, and what orders the rows of a document.
struct View {
    name: &'static str,
    order: &'static str,
    columns: &'static [(&'static str, &'static str)],
}

const DOCUMENT: (&str, &str) = ("document", "Mã văn bản");
const KEY: (&str, &str) = ("key", "Khóa");
const ORDINAL: (&str, &str) = ("ordinal", "Thứ tự");
const SECTION: (&str, &str) = ("section", "Mục");
const CERTAINTY: (&str, &str) = ("certainty", "Mức chắc chắn");
const FIRST: (&str, &str) = ("first_day", "Từ ngày");
const LAST: (&str, &str) = ("last_day", "Đến ngày");
const START: (&str, &str) = ("span_start", "Vị trí đầu (byte)");
const END: (&str, &str) = ("span_end", "Vị trí cuối (byte)");

const VIEWS: [View; 8] = [
    View {
        name: "documents",
        order: "key",
        columns: &[
            DOCUMENT,
            KEY,
            ("sha256", "SHA-256"),
            ("kind", "Loại văn bản"),
            ("number", "Số, ký hiệu"),
            ("date", "Ngày ban hành"),
            ("title", "Trích yếu"),
            ("issuer", "Cơ quan ban hành"),
            ("issuer_id", "Mã cơ quan ban hành"),
            ("level", "Cấp"),
            ("province", "Tỉnh, thành phố"),
            ("verdict", "Chất lượng chữ"),
            ("paths", "Tệp"),
        ],
    },
    View {
        name: "citations",
        order: "ordinal",
        columns: &[
            DOCUMENT,
            KEY,
            ORDINAL,
            SECTION,
            ("text", "Nguyên văn"),
            ("kind", "Loại văn bản được viện dẫn"),
            ("number", "Số, ký hiệu"),
            ("date", "Ngày"),
            ("issuer", "Cơ quan ban hành"),
            ("subject", "Trích yếu"),
            ("provision", "Điều khoản"),
            ("form", "Cách viện dẫn"),
            ("target", "Mã văn bản được viện dẫn"),
            ("resolved", "Mã xác định"),
            ("reason", "Lý do xác định"),
            CERTAINTY,
            START,
            END,
        ],
    },
    View {
        name: "links",
        order: "ordinal",
        columns: &[
            DOCUMENT,
            KEY,
            ORDINAL,
            ("from", "Từ văn bản"),
            ("to", "Đến văn bản"),
            ("relation", "Quan hệ"),
            ("parent", "Văn bản cấp trên trực tiếp"),
            ("partial", "Chỉ một phần"),
            SECTION,
            CERTAINTY,
            START,
            END,
        ],
    },
    View {
        name: "assignments",
        order: "ordinal",
        columns: &[
            DOCUMENT,
            KEY,
            ORDINAL,
            SECTION,
            ("form", "Cách giao"),
            ("task", "Nhiệm vụ"),
            ("lead", "Chủ trì"),
            ("coordinating", "Phối hợp"),
            ("timing", "Thời gian (nguyên văn)"),
            ("when", "Thời gian"),
            FIRST,
            LAST,
            CERTAINTY,
            START,
            END,
        ],
    },
    View {
        name: "deadlines",
        order: "ordinal",
        columns: &[
            DOCUMENT,
            KEY,
            ORDINAL,
            SECTION,
            ("text", "Nguyên văn"),
            ("task", "Nội dung"),
            ("action", "Việc"),
            ("by", "Đơn vị thực hiện"),
            ("to", "Nơi nhận"),
            ("when", "Thời hạn"),
            FIRST,
            LAST,
            CERTAINTY,
            START,
            END,
        ],
    },
    View {
        name: "targets",
        order: "ordinal",
        columns: &[
            DOCUMENT,
            KEY,
            ORDINAL,
            SECTION,
            ("label", "Nhãn"),
            ("indicator", "Chỉ tiêu"),
            ("values", "Giá trị"),
            CERTAINTY,
            START,
            END,
        ],
    },
    View {
        name: "parties",
        order: "fact, ordinal, role, name",
        columns: &[
            DOCUMENT,
            KEY,
            ("fact", "Loại thông tin"),
            ORDINAL,
            ("role", "Vai trò"),
            ("name", "Tên trong văn bản"),
            ("body", "Mã cơ quan"),
        ],
    },
    View {
        name: "bodies",
        order: "ordinal",
        columns: &[
            DOCUMENT,
            KEY,
            ORDINAL,
            ("body", "Mã cơ quan"),
            ("name", "Tên cơ quan"),
            ("level", "Cấp"),
            ("generic", "Gọi chung"),
            ("roles", "Vai trò"),
            ("successors", "Cơ quan kế thừa"),
        ],
    },
];

pub(super) fn write(chosen: &Chosen<'_>, headings: Headings, folder: &Path) -> Result<(), ExportError> {
    for View { name, order, columns } in VIEWS {
        let mut sheet = sheet::for_people(place::create(folder, &format!("{name}.csv"))?)?;
        let heading = |(english, vietnamese): &(&'static str, &'static str)| match headings {
            Headings::Vietnamese => *vietnamese,
            Headings::English => *english,
        };
        sheet.write_record(columns.iter().map(heading)).map_err(io::Error::from)?;
        let names: Vec<String> = columns.iter().map(|(name, _)| format!("view.\"{name}\"")).collect();
        let sql = format!(
            "SELECT {} FROM export_document AS chosen JOIN {name} AS view ON view.key = chosen.key
            ORDER BY chosen.place, view.{order}",
            names.join(", ")
        );
        chosen.rows(&sql, [], |row| {
            for column in 0..columns.len() {
                let cell = row.get_ref(column).map_or(String::new(), cell);
                sheet.write_field(cell).map_err(io::Error::from)?;
            }
            sheet.write_record(None::<&[u8]>).map_err(io::Error::from)?;
            Ok(())
        })?;
        sheet.flush()?;
    }
    Ok(())
}

fn cell(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Null | ValueRef::Blob(_) => String::new(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(text) => sheet::harmless(&String::from_utf8_lossy(text)),
    }
}
