//! Real servers as child processes: found or asked for, on free ports, waited for, and gone when the test is.

#![expect(clippy::expect_used, clippy::panic, reason = "a test whose server can't start must fail")]

use std::{
    fs,
    io::Read,
    net::{TcpListener, TcpStream},
    os::unix::{fs::MetadataExt, process::CommandExt},
    path::{Path, PathBuf},
    process::{self, Child, Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    time::{Duration, Instant},
};

/// Generous: a busy machine takes its time, and a test that fails tells so soon enough.
pub const DEADLINE: Duration = Duration::from_mins(1);

/// A server started by a test. It ends with this value, and with the test's process should that be killed.
#[derive(Debug)]
pub struct ServerProcess {
    child: Child,
    guard: Child,
}

impl ServerProcess {
    /// Starts `program` with `arguments`; what it prints goes to the file `output`.
    ///
    /// # Panics
    /// When it can't be started.
    pub fn start(program: &Path, arguments: &[&str], output: &Path) -> Self {
        let out = fs::File::create(output).expect("a file for the server's output");
        let error = out.try_clone().expect("a second handle");
        let child = Command::new(program)
            .args(arguments)
            // Postfix's master ends its children by their common process group, so it needs one of its own.
            .process_group(0)
            .stdin(Stdio::null())
            .stdout(out)
            .stderr(error)
            .spawn()
            .expect("the server starts");
        let guard = guard(child.id());
        Self { child, guard }
    }

    /// Whether it ended by itself.
    pub fn has_ended(&mut self) -> bool {
        !matches!(self.child.try_wait(), Ok(None))
    }

    /// Kills it and all its children at once, as a power cut would.
    pub fn kill(&mut self) {
        let mut family = vec![self.child.id()];
        // Stopped first, the parents can't start new children while we collect the old ones.
        signal("STOP", &family);
        loop {
            let children: Vec<u32> =
                children_of(&family).into_iter().filter(|pid| !family.contains(pid)).collect();
            if children.is_empty() {
                break;
            }
            signal("STOP", &children);
            family.extend(children);
        }
        signal("KILL", &family);
        let _ = self.child.wait();
    }

    /// Asks it to end, and kills it if it doesn't.
    pub fn stop(&mut self) {
        signal("TERM", &[self.child.id()]);
        let end = Instant::now() + Duration::from_secs(5);
        while !self.has_ended() && Instant::now() < end {
            pause();
        }
        self.kill();
    }
}

impl Drop for ServerProcess {
    fn drop(&mut self) {
        // First, so that it doesn't signal a number that by then belongs to somebody else.
        let _ = self.guard.kill();
        let _ = self.guard.wait();
        if !self.has_ended() {
            self.stop();
        }
    }
}

/// Ends the process `pid` when this process is gone, whatever the reason: then the guard's input ends. (The kernel's
/// own signal for that, `PR_SET_PDEATHSIG`, is forgotten by programs that change users.)
fn guard(pid: u32) -> Child {
    Command::new("sh")
        .args(["-c", &format!("cat > /dev/null; kill -s TERM {pid}")])
        .process_group(0)
        .stdin(Stdio::piped())
        .spawn()
        .expect("sh")
}

/// The program's path.
///
/// # Panics
/// When it isn't there, with the command that installs it.
pub fn program(name: &str, package: &str) -> PathBuf {
    let places = ["/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin", "/usr/lib/postfix/sbin"];
    let found = places.iter().map(|place| Path::new(place).join(name)).find(|path| path.exists());
    found.unwrap_or_else(|| {
        panic!("this test needs {name}: apt-get install --no-install-recommends {package}")
    })
}

/// A port of the loopback interface that nobody uses at the moment. Below the range from which the kernel takes ports
/// for outgoing connections: while a server is down for a moment, no client may get its port by chance.
///
/// # Panics
/// When there is none.
pub fn free_port() -> u16 {
    static TRIED: AtomicU32 = AtomicU32::new(0);
    let places = u32::from(LAST_PORT - FIRST_PORT);
    // Tests in other processes start elsewhere.
    let start = process::id().wrapping_mul(37);
    (0..places)
        .map(|_| start.wrapping_add(TRIED.fetch_add(1, Ordering::Relaxed)) % places)
        .filter_map(|place| u16::try_from(place).ok().map(|place| FIRST_PORT + place))
        .find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok())
        .expect("a free port")
}

/// Above the ports of well-known services.
const FIRST_PORT: u16 = 12_000;

/// Linux takes ports for outgoing connections from 32768 on.
const LAST_PORT: u16 = 32_000;

/// Waits until `done`, asking often.
///
/// # Panics
/// After [`DEADLINE`], naming `what` was waited for.
pub fn wait_until(what: &str, mut done: impl FnMut() -> bool) {
    let end = Instant::now() + DEADLINE;
    while !done() {
        assert!(Instant::now() < end, "waited {} s for {what}", DEADLINE.as_secs());
        pause();
    }
}

/// Whether the server at `port` greets with `greeting`.
pub fn greets(port: u16, greeting: &str) -> bool {
    let Ok(mut stream) = TcpStream::connect(("127.0.0.1", port)) else { return false };
    let _ = stream.set_read_timeout(Some(Duration::from_secs(5)));
    let mut start = vec![0; greeting.len()];
    stream.read_exact(&mut start).is_ok() && start == greeting.as_bytes()
}

/// Whether the tests run as root, so that servers may change users.
pub fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}

#[expect(clippy::disallowed_methods, reason = "the one place that waits between two looks at a real process")]
fn pause() {
    std::thread::sleep(Duration::from_millis(20));
}

pub(crate) fn signal(name: &str, pids: &[u32]) {
    let pids = pids.iter().map(ToString::to_string);
    let _ = Command::new("kill").arg("-s").arg(name).arg("--").args(pids).stderr(Stdio::null()).status();
}

fn children_of(parents: &[u32]) -> Vec<u32> {
    let mut children = Vec::new();
    for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let Some(pid) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else {
            continue;
        };
        let stat = fs::read_to_string(entry.path().join("stat")).unwrap_or_default();
        // "pid (name) state parent …"; the name may hold anything, so look behind its end.
        let parent = stat.rsplit_once(')').and_then(|(_, rest)| rest.split_whitespace().nth(1)?.parse().ok());
        if parent.is_some_and(|parent: u32| parents.contains(&parent)) {
            children.push(pid);
        }
    }
    children
}
