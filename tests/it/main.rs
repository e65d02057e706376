//! The program as its users meet it: the real binary in a folder of its own.
#![allow(clippy::unwrap_used)]

mod archive;
mod archive_trouble;
mod cascade;
mod check;
mod check_command;
mod cites;
mod cli;
mod corpus;
mod diff;
mod digest;
mod eval;
mod export;
mod gold;
mod heads;
mod invariants;
mod linear;
mod questions;
mod rooms;
mod sample;
mod source;

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// A plan with a bit of everything.
pub(crate) const PLAN: &str = "\
ỦY BAN NHÂN DÂN
TỈNH ĐỒNG NAI
Số: 57/KH-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Đồng Nai, ngày 12 tháng 3 năm 2024

KẾ HOẠCH
Triển khai thực hiện công tác phòng, chống đuối nước trẻ em năm 2024

Thực hiện Quyết định số 1248/QĐ-TTg ngày 19 tháng 7 năm 2021 của Thủ tướng Chính phủ phê duyệt Chương trình phòng, \
chống tai nạn, thương tích trẻ em giai đoạn 2021 - 2030, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:

I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
Nâng cao nhận thức của gia đình, nhà trường và cộng đồng.
2. Mục tiêu
a) Mọi gia đình có trẻ em biết cách phòng, chống đuối nước.
b) Tỷ lệ trẻ em từ 6 đến dưới 16 tuổi biết bơi an toàn đạt 60% vào năm 2025.

II. TỔ CHỨC THỰC HIỆN
1. Sở Y tế
Chủ trì, phối hợp với Sở Giáo dục và Đào tạo tổ chức tập huấn sơ cứu, cấp cứu.
2. Ủy ban nhân dân các huyện, thành phố
Xây dựng kế hoạch và báo cáo kết quả về Sở Y tế trước ngày 30/11/2024.

Trên đây là Kế hoạch phòng, chống đuối nước trẻ em năm 2024./.

Nơi nhận:
- Bộ Y tế;
- Các sở, ban, ngành;
- Lưu: VT, KGVX.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Nguyễn Văn An
";

/// A folder with files, and the program run in it.
pub(crate) struct Room {
    dir: tempfile::TempDir,
}

/// What the program did.
#[derive(Debug)]
pub(crate) struct Done {
    pub(crate) code: Option<i32>,
    pub(crate) bytes: Vec<u8>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Room {
    pub(crate) fn new() -> Room {
        Room { dir: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn with(files: &[(&str, &str)]) -> Room {
        let room = Room::new();
        for (name, text) in files {
            room.write(name, text);
        }
        room
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// The names in a folder, sorted.
    pub(crate) fn names(&self, dir: &str) -> Vec<String> {
        let entries = std::fs::read_dir(self.path(dir)).unwrap();
        let mut names: Vec<String> =
            entries.map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    pub(crate) fn command<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cancu"));
        command.current_dir(self.dir.path()).args(args).env_remove("COLUMNS").env_remove("CLICOLOR_FORCE");
        command
    }

    pub(crate) fn run<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Done {
        done(&mut self.command(args))
    }

    pub(crate) fn run_with_input<S: AsRef<OsStr>>(
        &self,
        args: impl IntoIterator<Item = S>,
        input: &[u8],
    ) -> Done {
        let mut command = self.command(args);
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        child.wait_with_output().map(Done::from).unwrap()
    }
}

pub(crate) fn done(command: &mut Command) -> Done {
    command.output().map(Done::from).unwrap()
}

impl From<std::process::Output> for Done {
    fn from(output: std::process::Output) -> Done {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        let (out, err) = (text(&output.stdout), text(&output.stderr));
        Done { code: output.status.code(), bytes: output.stdout, out, err }
    }
}

impl Done {
    #[track_caller]
    pub(crate) fn ok(self) -> Done {
        assert_eq!(self.code, Some(0), "{}", self.err);
        self
    }

    #[track_caller]
    pub(crate) fn code(self, code: i32) -> Done {
        assert_eq!(self.code, Some(code), "{}\n{}", self.out, self.err);
        self
    }

    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap()
    }

    /// The documents of NDJSON.
    #[track_caller]
    pub(crate) fn lines(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    #[track_caller]
    pub(crate) fn says(self, words: &[&str]) -> Done {
        for word in words {
            assert!(self.err.contains(word), "expected {word:?} in {}", self.err);
        }
        self
    }
}

pub(crate) fn paths(documents: &[Value]) -> Vec<&str> {
    documents.iter().map(|document| document["source"]["path"].as_str().unwrap()).collect()
}

/// The folder of the package.
pub(crate) fn package(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}
