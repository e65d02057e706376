//! One snapshot of each sample document, in the readable form of [`digest`]. A changed snapshot is read line by line
//! against its document before `INSTA_UPDATE=always cargo test corpus` accepts it.

use std::collections::BTreeSet;
use std::fs;

use crate::digest::digest;
use crate::sample::{root, samples};

#[test]
fn documents_are_as_read() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(root().join("snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let _scope = settings.bind_to_scope();
    for sample in samples() {
        insta::assert_snapshot!(stem(&sample.name), digest(sample.text(), &sample.document));
    }
}

#[test]
fn each_snapshot_has_its_document() {
    let documents: BTreeSet<&str> = samples().iter().map(|sample| stem(&sample.name)).collect();
    let files = fs::read_dir(root().join("snapshots")).expect("a folder of snapshots");
    let names: Vec<String> =
        files.map(|file| file.expect("a file").file_name().to_string_lossy().into_owned()).collect();
    let snapshots: BTreeSet<&str> = names.iter().filter_map(|name| name.strip_suffix(".snap")).collect();
    assert_eq!(snapshots, documents, "snapshots on the left, documents on the right");
}

fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
