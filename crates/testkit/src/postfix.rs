//! A real Postfix on loopback ports: takes any mail and hands it over, to a program or a Maildir.

#![expect(clippy::expect_used, reason = "a test whose server can't start must fail")]

use crate::{
    certificates::Certificates,
    dovecot::Dovecot,
    server_process::{ServerProcess, free_port, greets, is_root, program, wait_until},
};
use std::{
    fs,
    os::unix::fs::{PermissionsExt, chown},
    path::{Path, PathBuf},
    process::Command,
};
use tempfile::TempDir;

/// Debian's `nobody`.
const MAIL_UID: u32 = 65534;

/// What becomes of the mails.
#[derive(Clone, Debug)]
pub enum HandOver {
    /// Each mail is piped to this program with its arguments; Postfix's own words such as `${recipient}` are filled
    /// in. Exit code 75 makes Postfix try again after about a second.
    PipeTo(Vec<String>),
    /// All mails go into [`Postfix::maildir`].
    Maildir,
    /// All mails go into this Maildir, for instance one of Dovecot's.
    MaildirAt(PathBuf),
}

/// A private Postfix. `port` takes mail for everybody without a login; the submission ports want one when there is a Dovecot.
#[derive(Debug)]
pub struct Postfix {
    folder: TempDir,
    /// SMTP without login, with STARTTLS offered.
    pub port: u16,
    /// Submission: STARTTLS and a login required.
    pub submission_port: u16,
    /// Submission over TLS, login required.
    pub submission_tls_port: u16,
    /// Certificates; whoever connects with TLS must trust `root`.
    pub certificates: Certificates,
    hand_over: HandOver,
    process: Option<ServerProcess>,
}

impl Postfix {
    /// Starts it. Logins on the submission ports are those of `logins`; without one, they take no mail.
    ///
    /// # Panics
    /// When Postfix isn't installed, the tests don't run as root (Postfix needs that), or it doesn't start.
    pub fn start(hand_over: HandOver, logins: Option<&Dovecot>) -> Self {
        assert!(is_root(), "Postfix changes users and so starts only as root: run this test as root");
        let folder = TempDir::with_prefix("postfix").expect("a temporary folder");
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("permissions");
        let certificates = Certificates::make(folder.path());
        for part in ["etc", "queue", "data", "log", "box", "box/new", "box/cur", "box/tmp"] {
            fs::create_dir(folder.path().join(part)).expect("a folder");
        }
        give_to_postfix(&folder.path().join("data"));
        for part in ["box", "box/new", "box/cur", "box/tmp"] {
            chown(folder.path().join(part), Some(MAIL_UID), Some(MAIL_UID)).expect("a new owner");
        }
        let mut postfix = Self {
            folder,
            port: free_port(),
            submission_port: free_port(),
            submission_tls_port: free_port(),
            certificates,
            hand_over,
            process: None,
        };
        postfix.configure(logins);
        postfix.restart();
        postfix
    }

    /// Starts it again after [`kill`](Self::kill), with what is in its queue.
    ///
    /// # Panics
    /// When it doesn't start.
    pub fn restart(&mut self) {
        self.kill();
        let config = self.folder.path().join("etc");
        let config = config.to_str().unwrap_or_default();
        // Makes what is missing in the queue's folders.
        let check = Command::new(program("postfix", "postfix")).args(["-c", config, "check"]).output();
        let check = check.expect("postfix check");
        assert!(check.status.success(), "Postfix: {}", String::from_utf8_lossy(&check.stderr));
        // The master itself rather than "postfix start-fg": that script doesn't pass our signals on.
        let master = program("master", "postfix");
        let mut process =
            ServerProcess::start(&master, &["-c", config, "-d"], &self.folder.path().join("output"));
        let port = self.port;
        wait_until("Postfix", || {
            assert!(!process.has_ended(), "Postfix ended: {}", self.log());
            greets(port, "220 ")
        });
        self.process = Some(process);
    }

    /// Kills all its processes at once.
    pub fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill();
        }
    }

    /// The Maildir for [`HandOver::Maildir`].
    pub fn maildir(&self) -> PathBuf {
        self.folder.path().join("box")
    }

    /// The mails handed over to [`maildir`](Self::maildir), in no certain order.
    ///
    /// # Panics
    /// When one can't be read.
    pub fn mails(&self) -> Vec<String> {
        let files = fs::read_dir(self.maildir().join("new")).expect("the Maildir").flatten();
        files
            .map(|file| String::from_utf8_lossy(&fs::read(file.path()).expect("a mail")).into_owned())
            .collect()
    }

    /// What it logged.
    pub fn log(&self) -> String {
        let read = |name: &str| fs::read_to_string(self.folder.path().join(name)).unwrap_or_default();
        read("output") + &read("log/mail.log")
    }

    fn configure(&self, logins: Option<&Dovecot>) {
        let folder = self.folder.path().display();
        let Certificates { certificate, key, .. } = &self.certificates;
        let (certificate, key) = (certificate.display(), key.display());
        let (base, name) = match &self.hand_over {
            HandOver::MaildirAt(path) => {
                let base = path.parent().unwrap_or(Path::new("/")).display().to_string();
                (base, path.file_name().unwrap_or_default().to_string_lossy().into_owned())
            }
            _ => (folder.to_string(), "box".to_owned()),
        };
        let transport = if matches!(self.hand_over, HandOver::PipeTo(_)) { "handover" } else { "virtual" };
        let login = match logins {
            Some(dovecot) => format!(
                "smtpd_sasl_type = dovecot\nsmtpd_sasl_path = {}\nsmtpd_sasl_security_options = noanonymous\n",
                dovecot.login_socket().display()
            ),
            None => String::new(),
        };
        // A failed hand-over is tried again after a second instead of minutes.
        let main = format!(
            "\
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
mail_owner = postfix
setgid_group = postdrop
myhostname = mx.example.com
mydestination =
inet_interfaces = loopback-only
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
maillog_file = {folder}/log/mail.log
maillog_file_prefixes = {folder}
alias_maps =
local_recipient_maps =
virtual_mailbox_domains = static:all
virtual_mailbox_maps = static:{name}/
virtual_mailbox_base = {base}
virtual_minimum_uid = 1
virtual_uid_maps = static:{MAIL_UID}
virtual_gid_maps = static:{MAIL_UID}
virtual_transport = {transport}
queue_run_delay = 1s
minimal_backoff_time = 1s
maximal_backoff_time = 1s
message_size_limit = 1000000
virtual_mailbox_limit = 0
smtpd_tls_cert_file = {certificate}
smtpd_tls_key_file = {key}
smtpd_tls_security_level = may
smtpd_recipient_restrictions = check_recipient_access inline:{{nobody@example.com=REJECT}}, permit_mynetworks, reject
smtpd_peername_lookup = no
smtpd_error_sleep_time = 0
{login}"
        );
        fs::write(self.folder.path().join("etc/main.cf"), main).expect("the configuration");
        fs::write(self.folder.path().join("etc/master.cf"), self.services(logins.is_some()))
            .expect("the services");
    }

    fn services(&self, with_logins: bool) -> String {
        let Self { port, submission_port, submission_tls_port, .. } = self;
        let sasl = if with_logins { "yes" } else { "no" };
        let login = format!(
            "-o smtpd_sasl_auth_enable={sasl} -o smtpd_relay_restrictions=permit_sasl_authenticated,reject -o smtpd_recipient_restrictions=permit_sasl_authenticated,reject"
        );
        let entrances = format!(
            "\
127.0.0.1:{port} inet n - n - - smtpd
127.0.0.1:{submission_port} inet n - n - - smtpd -o smtpd_tls_security_level=encrypt {login}
127.0.0.1:{submission_tls_port} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes {login}
"
        );
        let hand_over = match &self.hand_over {
            HandOver::PipeTo(command) => {
                let command = command.join(" ");
                format!("handover unix - n n - - pipe flags=R user=nobody null_sender= argv={command}\n")
            }
            HandOver::Maildir | HandOver::MaildirAt(_) => String::new(),
        };
        entrances + INNER_SERVICES + &hand_over
    }
}

/// Postfix's own processes, as in Debian's master.cf but not locked into a chroot.
const INNER_SERVICES: &str = "\
cleanup unix n - n - 0 cleanup
qmgr unix n - n 1 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
";

/// Gives `path` to the user `postfix`.
fn give_to_postfix(path: &Path) {
    let id = Command::new("id").args(["-u", "postfix"]).output().expect("id");
    let uid = String::from_utf8_lossy(&id.stdout).trim().parse().ok();
    assert!(
        uid.is_some(),
        "this test needs the user postfix: apt-get install --no-install-recommends postfix"
    );
    chown(path, uid, None).expect("a new owner");
}
