//! Maildir: a mail a file, in `cur` and `new`, and in those of its subfolders.

use super::Content;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

/// One mail of a Maildir.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MailFile {
    path: PathBuf,
}

impl MailFile {
    /// Reads it.
    pub(crate) fn read(&self) -> io::Result<Content> {
        Content::read(File::open(&self.path)?)
    }

    /// Where it lies below `root`, without the flags, which change when people read their mail.
    pub(crate) fn name(&self, root: &Path) -> String {
        let path = self.path.strip_prefix(root).unwrap_or(&self.path).to_string_lossy().into_owned();
        match path.rsplit_once(":2,") {
            Some((name, _)) => name.to_owned(),
            None => path,
        }
    }
}

/// Folders inside folders that are followed: real ones are a few deep, links could go in circles.
const DEPTH_MAX: usize = 16;

/// All mails below `root`, in an order that stays the same. An error when nothing there is a Maildir.
pub(crate) fn mails(root: &Path) -> io::Result<Vec<MailFile>> {
    let mut mails = Vec::new();
    let mut folders = 0;
    collect(root, 0, &mut mails, &mut folders)?;
    if folders == 0 {
        return Err(io::Error::other("this is no Maildir: it has no folder named cur or new"));
    }
    // By name without flags, which begins with the time of delivery: about the order in which they came.
    mails.sort_by_cached_key(|mail| {
        let name = mail.name(root);
        (name.rsplit('/').next().map(ToOwned::to_owned), name)
    });
    Ok(mails)
}

fn collect(folder: &Path, depth: usize, mails: &mut Vec<MailFile>, folders: &mut usize) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if !path.is_dir() {
            continue;
        }
        let name = path.file_name().unwrap_or_default();
        if name == "cur" || name == "new" {
            *folders += 1;
            for file in std::fs::read_dir(&path)? {
                let path = file?.path();
                if path.is_file() {
                    mails.push(MailFile { path });
                }
            }
        } else if name != "tmp" && depth < DEPTH_MAX {
            collect(&path, depth + 1, mails, folders)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn mails_of_all_folders_in_the_order_they_came() {
        let root = tempfile::tempdir().expect("a folder");
        for (name, content) in [
            ("new/1700000003.b.host", "third"),
            ("cur/1700000001.a.host:2,S", "first"),
            (".Sent/cur/1700000002.c.host:2,RS", "second"),
            ("tmp/1700000000.d.host", "unfinished"),
        ] {
            let path = root.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, content).expect("a mail");
        }
        let mails = mails(root.path()).expect("a Maildir");
        let contents: Vec<Content> = mails.iter().map(|mail| mail.read().expect("a mail")).collect();
        assert_eq!(contents, ["first", "second", "third"].map(|text| Content::Whole(text.into())));
        assert_eq!(mails.first().expect("a mail").name(root.path()), "cur/1700000001.a.host");
        let none = tempfile::tempdir().expect("a folder");
        assert!(super::mails(none.path()).is_err());
    }
}
