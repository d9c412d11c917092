//! PostgreSQL is backed up by its own tools, which know its versions better than we do.

use super::Result;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where Debian keeps the tools of each version, the newest last.
const DEBIAN: &str = "/usr/lib/postgresql";

/// Writes a dump of the database into the new file `to`.
pub(super) fn dump(url: &str, to: &Path) -> Result<()> {
    let mut command = tool("pg_dump", url)?;
    run(command.args(["--format=custom", "--no-owner", "--no-privileges"]).arg("--file").arg(to))
}

/// Reads a dump into the database; with `replace`, what is there goes first. All or nothing.
pub(crate) fn restore_dump(url: &str, from: &Path, replace: bool) -> Result<()> {
    let mut command = tool("pg_restore", url)?;
    command.args(["--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error"]);
    if replace {
        command.args(["--clean", "--if-exists"]);
    }
    run(command.arg(from))
}

/// The tool, connected. The password travels in the environment: arguments are seen by everybody on the machine.
fn tool(name: &str, url: &str) -> Result<Command> {
    let mut command = Command::new(find(name)?);
    let (url, password) = without_password(url);
    command.arg("--dbname").arg(url);
    if let Some(password) = password {
        command.env("PGPASSWORD", password);
    }
    Ok(command)
}

fn run(command: &mut Command) -> Result<()> {
    let output = command.output()?;
    if output.status.success() {
        return Ok(());
    }
    let name =
        Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy().into_owned();
    Err(format!("{name} failed: {}", String::from_utf8_lossy(&output.stderr).trim()).into())
}

fn find(name: &str) -> Result<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut places: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let mut versions: Vec<(u32, PathBuf)> = std::fs::read_dir(DEBIAN)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .collect();
    versions.sort();
    // The newest first: it reads older servers, never the other way round.
    places.splice(0..0, versions.into_iter().rev().map(|(_, place)| place));
    let found = places.into_iter().map(|place| place.join(name)).find(|path| path.is_file());
    found.ok_or_else(|| {
        format!("{name} isn't there: install postgresql-client in the version of your server or a newer one")
            .into()
    })
}

/// The connection string without its password, and the password.
fn without_password(url: &str) -> (String, Option<String>) {
    if let Some((scheme, rest)) = url.split_once("://") {
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(end);
        if let Some((user, host)) = authority.rsplit_once('@')
            && let Some((user, password)) = user.split_once(':')
        {
            return (format!("{scheme}://{user}@{host}{path}"), Some(percent_decoded(password)));
        }
        return (url.to_owned(), None);
    }
    let (secret, others): (Vec<&str>, Vec<&str>) =
        url.split_whitespace().partition(|pair| pair.starts_with("password="));
    let password = secret.first().and_then(|pair| pair.strip_prefix("password="));
    (others.join(" "), password.map(|password| password.trim_matches('\'').to_owned()))
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|code| std::str::from_utf8(code).ok());
        if let Some(byte) = code.and_then(|code| u8::from_str_radix(code, 16).ok()).filter(|_| first == b'%')
        {
            bytes.push(byte);
            rest = after.get(2..).unwrap_or_default();
        } else {
            bytes.push(first);
            rest = after;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::without_password;

    #[test]
    fn the_password_leaves_the_connection_string() {
        for (url, rest, password) in [
            (
                "host=db user=cape password=s3cret dbname=cape",
                "host=db user=cape dbname=cape",
                Some("s3cret"),
            ),
            ("host=/run/postgresql dbname=cape", "host=/run/postgresql dbname=cape", None),
            ("postgresql://cape:a%40b@db:5432/cape?x=1", "postgresql://cape@db:5432/cape?x=1", Some("a@b")),
            ("postgresql://cape@db/cape", "postgresql://cape@db/cape", None),
        ] {
            assert_eq!(without_password(url), (rest.to_owned(), password.map(ToOwned::to_owned)));
        }
    }
}
