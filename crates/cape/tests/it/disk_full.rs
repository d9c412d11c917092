//! The disk is full: intake says so, keeps what it has acknowledged, and goes on when there is room again.

use crate::support::{CAPE, expect_exactly, hand_in, mail, wait_until_read};
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use tempfile::TempDir;
use testkit::cape_process::{CapeFolder, post_mail};
use testkit::server_process::{is_root, wait_until};

/// Megabytes of the small disk: room for the database's files and a few dozen mails.
const DISK_MB: usize = 6;
/// Bytes of the file that somebody else put there.
const BALLAST_BYTES: usize = 3 * 1024 * 1024;
/// More mails than fit.
const MAILS_MAX: usize = 3000;

/// A small disk of its own.
struct SmallDisk(TempDir);

impl SmallDisk {
    fn new() -> Self {
        let folder = TempDir::new().expect("a folder");
        let size = format!("size={DISK_MB}m");
        let mounted =
            Command::new("mount").args(["-t", "tmpfs", "-o", &size, "none"]).arg(folder.path()).status();
        assert!(
            mounted.is_ok_and(|status| status.success()),
            "this test mounts a small file system: run it as root, where mounting is allowed"
        );
        Self(folder)
    }

    fn ballast(&self) -> PathBuf {
        self.0.path().join("ballast")
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(self.0.path()).status();
    }
}

#[test]
fn a_full_disk_refuses_mail_and_loses_none() {
    assert!(is_root(), "this test mounts a small file system: run it as root");
    let disk = SmallDisk::new();
    fs::write(disk.ballast(), vec![1; BALLAST_BYTES]).expect("the ballast");
    let house = CapeFolder::new(CAPE, disk.0.path(), "");
    let server = house.serve();
    let mut connection = server.connect().expect("a connection");
    let mut taken = BTreeSet::new();
    let refused = (1..MAILS_MAX).find_map(|number| {
        let status = post_mail(&mut connection, &mail(number)).expect("an answer, whatever the disk says");
        if status == 202 {
            taken.insert(number);
            return None;
        }
        Some((number, status))
    });
    let (number, status) = refused.expect("the disk is full at some time");
    assert_eq!(status, 507, "mail {number}: {}", house.log());
    assert!(taken.len() > 10, "too little fitted in to tell anything: {}", taken.len());
    assert_eq!(house.pipe(&mail(number)).code(), Some(75), "the pipe asks to try again");
    assert_eq!(
        server.connect().expect("it still runs").send("GET", "/sign-in", &[], &[]).expect("a page").status,
        303
    );

    fs::remove_file(disk.ballast()).expect("room");
    wait_until("the mail to be taken", || {
        post_mail(&mut connection, &mail(number)).is_ok_and(|status| status == 202)
    });
    taken.insert(number);
    assert_eq!(house.pipe(&mail(number + 1)).code(), Some(0));
    taken.insert(number + 1);
    hand_in(&server, [mail(number + 2)]);
    taken.insert(number + 2);
    wait_until_read(&server);
    drop(server);
    expect_exactly(&house, &taken);
    println!("{} mails acknowledged, none lost", taken.len());
}
