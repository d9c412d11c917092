//! A real Dovecot on loopback ports, with mail in Maildirs that the test writes to.

#![expect(clippy::expect_used, reason = "a test whose server can't start must fail")]

use crate::{
    certificates::Certificates,
    server_process::{ServerProcess, free_port, greets, is_root, program, wait_until},
    token_issuer::TokenIssuer,
};
use std::{
    fs,
    os::unix::fs::{PermissionsExt, chown},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
};
use tempfile::TempDir;

/// Debian's `nobody`: Dovecot keeps mail for no system user.
const MAIL_UID: u32 = 65534;

/// A private Dovecot: IMAP with and without TLS, passwords and OAuth2 tokens, and logins for Postfix.
#[derive(Debug)]
pub struct Dovecot {
    folder: TempDir,
    /// Port for IMAP, plain or with STARTTLS.
    pub port: u16,
    /// Port for IMAP over TLS.
    pub tls_port: u16,
    /// Certificates; whoever connects with TLS must trust `root`.
    pub certificates: Certificates,
    /// Who decides about access tokens.
    pub tokens: TokenIssuer,
    process: Option<ServerProcess>,
    delivered: AtomicU32,
}

impl Dovecot {
    /// Starts with these users and passwords.
    ///
    /// # Panics
    /// When Dovecot isn't installed or doesn't start.
    pub fn start(users: &[(&str, &str)]) -> Self {
        Self::start_offering(users, "plain login xoauth2 oauthbearer")
    }

    /// Starts with these users and passwords, offering only these ways to log in.
    ///
    /// # Panics
    /// When Dovecot isn't installed or doesn't start.
    pub fn start_offering(users: &[(&str, &str)], mechanisms: &str) -> Self {
        let folder = TempDir::with_prefix("dovecot").expect("a temporary folder");
        // Dovecot's processes run as other users.
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("permissions");
        let certificates = Certificates::make(folder.path());
        let lines = users.iter().map(|(user, password)| {
            format!(
                "{user}:{{PLAIN}}{password}::::::
"
            )
        });
        let passwords = lines.collect::<Vec<_>>().concat();
        fs::write(folder.path().join("users"), passwords).expect("the users");
        let mut dovecot = Self {
            folder,
            port: free_port(),
            tls_port: free_port(),
            certificates,
            tokens: TokenIssuer::start(),
            process: None,
            delivered: AtomicU32::new(0),
        };
        for (user, _) in users {
            dovecot.make_folder(user, "INBOX");
        }
        dovecot.configure(mechanisms);
        dovecot.restart();
        dovecot
    }

    /// Starts it again after [`kill`](Self::kill), on the same ports and with the same mail.
    ///
    /// # Panics
    /// When it doesn't start.
    pub fn restart(&mut self) {
        self.kill();
        let config = self.path("dovecot.conf");
        let dovecot = program("dovecot", "dovecot-imapd");
        let arguments = ["-F", "-c", config.to_str().unwrap_or_default()];
        let mut process = ServerProcess::start(&dovecot, &arguments, &self.path("output"));
        let port = self.port;
        wait_until("Dovecot", || {
            assert!(!process.has_ended(), "Dovecot ended: {}", self.log());
            greets(port, "* OK")
        });
        self.process = Some(process);
    }

    /// Kills all its processes; connections break at once.
    pub fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill();
            // A killed master leaves its file behind, which would stop the next one.
            let _ = fs::remove_file(self.path("run/master.pid"));
            // Locks of the killed would hold the next ones up for two minutes.
            remove_locks(&self.path("mail"));
        }
    }

    /// Puts a mail into a folder, as a mail server would, and returns its file's path.
    ///
    /// # Panics
    /// When it can't be written.
    pub fn deliver(&self, user: &str, folder: &str, mail: &[u8]) -> PathBuf {
        let maildir = self.make_folder(user, folder);
        let number = self.delivered.fetch_add(1, Ordering::SeqCst);
        let name = format!("{}.M{number:06}P1.test", 1_700_000_000 + number);
        let written = maildir.join("tmp").join(&name);
        fs::write(&written, mail).expect("the mail");
        self.give(&written);
        let delivered = maildir.join("new").join(&name);
        fs::rename(&written, &delivered).expect("the mail's move");
        delivered
    }

    /// Marks a mail as seen, as another mail program would.
    ///
    /// # Panics
    /// When the mail isn't there.
    pub fn mark_seen(&self, mail: &Path) {
        let name = mail.file_name().and_then(|name| name.to_str()).expect("a file name");
        let folder = mail.parent().and_then(Path::parent).expect("a Maildir");
        fs::rename(mail, folder.join("cur").join(format!("{name}:2,S"))).expect("the mail's move");
    }

    /// Gives the folder a new UIDVALIDITY, as after a restore from a backup. Best done while it is down.
    ///
    /// # Panics
    /// When the folder isn't there.
    pub fn renumber(&self, user: &str, folder: &str) {
        for entry in fs::read_dir(self.maildir(user, folder)).expect("the Maildir").flatten() {
            let name = entry.file_name();
            let name = name.to_str().unwrap_or_default();
            if name == "dovecot-uidlist"
                || name.starts_with("dovecot.index")
                || name.starts_with("dovecot.list")
            {
                fs::remove_file(entry.path()).expect("an index to forget");
            }
        }
    }

    /// The flags of all mails of a folder, as its file names show them; "" is a mail that nobody touched.
    ///
    /// # Panics
    /// When the folder isn't there.
    pub fn flags(&self, user: &str, folder: &str) -> Vec<String> {
        let maildir = self.maildir(user, folder);
        let files =
            ["new", "cur"].iter().flat_map(|part| fs::read_dir(maildir.join(part)).expect("the Maildir"));
        let names = files.flatten().map(|file| file.file_name().to_string_lossy().into_owned());
        names
            .map(|name| name.split_once(":2,").map(|(_, flags)| flags.to_owned()).unwrap_or_default())
            .collect()
    }

    /// The Maildir of a user's folder.
    pub fn maildir(&self, user: &str, folder: &str) -> PathBuf {
        let inbox = self.folder.path().join("mail").join(user);
        if folder == "INBOX" { inbox } else { inbox.join(format!(".{folder}")) }
    }

    /// The socket at which Postfix asks whether a login is right.
    pub fn login_socket(&self) -> PathBuf {
        self.path("run/login-for-postfix")
    }

    /// What it logged, for a failing test's message.
    pub fn log(&self) -> String {
        let read = |name: &str| fs::read_to_string(self.path(name)).unwrap_or_default();
        read("output") + &read("log")
    }

    /// Makes a folder (with its name as Dovecot writes it on disk) if it isn't there, and returns its Maildir.
    ///
    /// # Panics
    /// When it can't be made.
    pub fn make_folder(&self, user: &str, folder: &str) -> PathBuf {
        let maildir = self.maildir(user, folder);
        for part in ["", "cur", "new", "tmp"] {
            let part = maildir.join(part);
            if !part.exists() {
                fs::create_dir_all(&part).expect("a Maildir");
                self.give(&part);
            }
        }
        maildir
    }

    /// Hands a file over to the user under whom Dovecot keeps mail, with the folders made on the way to it.
    fn give(&self, path: &Path) {
        let made = path.ancestors().take_while(|made| *made != self.folder.path());
        for made in made.filter(|_| is_root()) {
            chown(made, Some(MAIL_UID), Some(MAIL_UID)).expect("a new owner");
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn configure(&self, mechanisms: &str) {
        let folder = self.folder.path().display();
        let (port, tls_port, url) = (self.port, self.tls_port, self.tokens.url());
        let Certificates { certificate, key, .. } = &self.certificates;
        let (certificate, key) = (certificate.display(), key.display());
        let identity = if is_root() {
            format!("mail_uid = {MAIL_UID}\nmail_gid = {MAIL_UID}\nfirst_valid_uid = 1\nfirst_valid_gid = 1")
        } else {
            let own = |option| {
                let id = std::process::Command::new("id").arg(option).output().expect("id");
                String::from_utf8_lossy(&id.stdout).trim().to_owned()
            };
            let (user, group, uid, gid) = (own("-un"), own("-gn"), own("-u"), own("-g"));
            format!(
                "default_internal_user = {user}\ndefault_login_user = {user}\ndefault_internal_group = {group}\n\
                 mail_uid = {uid}\nmail_gid = {gid}\nfirst_valid_uid = 1\nfirst_valid_gid = 1"
            )
        };
        let config = format!(
            "\
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/log
{identity}
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{certificate}
ssl_key = <{key}
disable_plaintext_auth = no
auth_mechanisms = {mechanisms}
auth_failure_delay = 0
mail_location = maildir:{folder}/mail/%u
mail_max_userip_connections = 50
passdb {{
  driver = passwd-file
  args = {folder}/users
  mechanisms = plain login
}}
passdb {{
  driver = oauth2
  args = {folder}/oauth2.conf
  mechanisms = xoauth2 oauthbearer
}}
userdb {{
  driver = static
  args = home={folder}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
  # Without this socket, wrong passwords don't make all later logins from 127.0.0.1 wait.
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service auth {{
  unix_listener login-for-postfix {{
    mode = 0666
  }}
}}
"
        );
        fs::write(self.path("dovecot.conf"), config).expect("the configuration");
        let oauth2 =
            format!("tokeninfo_url = {url}\nusername_attribute = username\nforce_introspection = no\n");
        fs::write(self.path("oauth2.conf"), oauth2).expect("the configuration");
    }
}

fn remove_locks(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            remove_locks(&path);
        } else if path.extension().is_some_and(|extension| extension == "lock") {
            let _ = fs::remove_file(path);
        }
    }
}
