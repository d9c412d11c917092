//! The mails: those of a common workload where it lies beside the project, else our own.

use std::io::{BufReader, Read};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};

/// Customers of our own mails per mail: every fourth mail is somebody new, as in the common workload.
const MAILS_PER_CUSTOMER: usize = 8;
/// The seed of our own mails.
const SEED: u64 = 20_260_302;

/// The file that makes the common workload.
fn common() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/bench");
    folder.join("workload.py").exists().then_some(folder)
}

/// Which mails these are.
pub(crate) fn origin() -> &'static str {
    if common().is_some() {
        "the common workload (../shared/bench/workload.py), made by python3"
    } else {
        "our own (demo::mails), because ../shared/bench/workload.py isn't there"
    }
}

/// The first `count` mails; the same ones each time.
pub(crate) fn mails(count: usize) -> Box<dyn Iterator<Item = Vec<u8>>> {
    match common() {
        Some(folder) => Box::new(Common::start(&folder, count)),
        None => Box::new(demo::mails(SEED, count / MAILS_PER_CUSTOMER + 1).take(count)),
    }
}

/// Writes each mail behind its length.
const SCRIPT: &str = "import sys, workload
out = sys.stdout.buffer
for mail in workload.messages(int(sys.argv[1])):
    out.write(len(mail['data']).to_bytes(4, 'big') + mail['data'])
";

struct Common {
    child: Child,
    output: BufReader<ChildStdout>,
}

impl Common {
    fn start(folder: &PathBuf, count: usize) -> Self {
        let mut child = Command::new("python3")
            .args(["-B", "-c", SCRIPT, &count.to_string()])
            .env("PYTHONPATH", folder)
            .stdout(Stdio::piped())
            .spawn()
            .expect("python3 makes the mails");
        let output = BufReader::with_capacity(1 << 20, child.stdout.take().unwrap());
        Self { child, output }
    }
}

impl Iterator for Common {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        let mut length = [0; 4];
        self.output.read_exact(&mut length).ok()?;
        let mut mail = vec![0; u32::from_be_bytes(length) as usize];
        self.output.read_exact(&mut mail).expect("a whole mail");
        Some(mail)
    }
}

impl Drop for Common {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
