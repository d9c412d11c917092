//! The configuration: one TOML file, and the environment over it. Secrets come from either, or from a file.

use channels::{hook, imap, smtp};
use serde::Deserialize;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// Everything the machine must know before it starts; what people change on pages is in the database.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Config {
    /// Where to listen.
    pub(crate) listen: SocketAddr,
    /// The address people use.
    pub(crate) public_url: String,
    /// The company's name.
    pub(crate) company: String,
    /// The directory of the data.
    pub(crate) data: PathBuf,
    /// A PostgreSQL connection string; without it, SQLite in the data directory.
    pub(crate) postgres: Option<String>,
    /// The secret for `POST /intake`.
    pub(crate) intake_secret: Option<String>,
    /// The token for `GET /metrics`; without it, only programs on this machine may look.
    pub(crate) metrics_token: Option<String>,
    /// The proxies before us: what they say of where a request comes from is believed.
    pub(crate) trusted_proxies: Vec<web::Network>,
    /// Log lines as JSON rather than for people.
    pub(crate) log_json: bool,
    /// Our addresses that customers write to.
    pub(crate) mailbox: Vec<Mailbox>,
    /// Who is told what remedies to carry out; without it, people do.
    pub(crate) remedy_hook: Option<hook::Settings>,
}

/// One of our addresses.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Mailbox {
    /// The name customers see.
    pub(crate) name: String,
    /// The address.
    pub(crate) address: String,
    /// Where its mail is fetched; without it, mail comes by pipe or HTTP.
    pub(crate) imap: Option<imap::Settings>,
    /// Where its answers go out; without it, they wait.
    pub(crate) smtp: Option<smtp::Settings>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            public_url: String::new(),
            company: "Cape".into(),
            data: PathBuf::from("cape-data"),
            postgres: None,
            intake_secret: None,
            metrics_token: None,
            trusted_proxies: Vec::new(),
            log_json: false,
            mailbox: Vec::new(),
            remedy_hook: None,
        }
    }
}

/// What is wrong with the configuration, for the person who wrote it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ConfigError {
    #[error("can't read {0}: {1}")]
    Read(PathBuf, std::io::Error),
    #[error("{0}: {1}")]
    Parse(PathBuf, Box<toml::de::Error>),
    #[error("{name}: {what}")]
    Environment { name: &'static str, what: String },
}

impl Config {
    /// Reads the file (if one is named or `cape.toml` is there), then the environment.
    pub(crate) fn load(named: Option<&Path>) -> Result<Self, ConfigError> {
        let usual = Path::new("cape.toml");
        let path = named.or_else(|| usual.exists().then_some(usual));
        let mut config = match path {
            Some(path) => {
                let text =
                    std::fs::read_to_string(path).map_err(|error| ConfigError::Read(path.into(), error))?;
                toml::from_str(&text).map_err(|error| ConfigError::Parse(path.into(), Box::new(error)))?
            }
            None => Self::default(),
        };
        config.apply_environment()?;
        if config.public_url.is_empty() {
            config.public_url = format!("http://{}", config.listen);
        }
        config.public_url = config.public_url.trim_end_matches('/').to_owned();
        config.name_wires();
        Ok(config)
    }

    /// In the log a wire is called as its mailbox is, unless it has a name of its own; addresses stay out of logs.
    fn name_wires(&mut self) {
        for mailbox in &mut self.mailbox {
            let names = [
                mailbox.imap.as_mut().map(|imap| &mut imap.name),
                mailbox.smtp.as_mut().map(|smtp| &mut smtp.name),
            ];
            for name in names.into_iter().flatten().filter(|name| name.is_empty()) {
                name.clone_from(&mailbox.name);
            }
        }
    }

    fn apply_environment(&mut self) -> Result<(), ConfigError> {
        let value = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        if let Some(listen) = value("CAPE_LISTEN") {
            self.listen = listen.parse().map_err(|_| ConfigError::Environment {
                name: "CAPE_LISTEN",
                what: "wants an address such as 127.0.0.1:8080".into(),
            })?;
        }
        self.public_url = value("CAPE_PUBLIC_URL").unwrap_or_else(|| self.public_url.clone());
        self.data = value("CAPE_DATA").map_or_else(|| self.data.clone(), PathBuf::from);
        self.postgres = value("CAPE_POSTGRES").or_else(|| self.postgres.clone());
        self.intake_secret = value("CAPE_INTAKE_SECRET").or_else(|| self.intake_secret.clone());
        self.metrics_token = value("CAPE_METRICS_TOKEN").or_else(|| self.metrics_token.clone());
        Ok(())
    }

    /// Where the data is.
    pub(crate) fn location(&self) -> app::Location {
        match &self.postgres {
            Some(url) => app::Location::Postgres { url: url.clone(), blobs: self.data.join("blobs") },
            None => app::Location::Directory(self.data.clone()),
        }
    }

    /// What the pages need to know.
    pub(crate) fn web(&self) -> web::Settings {
        web::Settings {
            public_url: self.public_url.clone(),
            intake_secret: self.intake_secret.clone(),
            metrics_token: self.metrics_token.clone(),
            company: self.company.clone(),
            trusted_proxies: self.trusted_proxies.clone(),
            sends_mail: self.mailbox.iter().any(|mailbox| mailbox.smtp.is_some()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Config;

    /// The example people copy must work.
    #[test]
    fn the_readme_configuration_is_understood() {
        let readme = include_str!("../../../README.md");
        let block =
            readme.split("```toml").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
        let config: Config = toml::from_str(block).expect("the example is understood");
        assert_eq!(config.public_url, "https://help.example.com");
        let mailbox = config.mailbox.first().expect("a mailbox");
        assert!(mailbox.imap.is_some() && mailbox.smtp.is_some());
    }

    #[test]
    fn a_misspelt_key_is_said() {
        let error = toml::from_str::<Config>("pubic_url = \"x\"").expect_err("no such key").to_string();
        assert!(error.contains("pubic_url") && error.contains("public_url"), "{error}");
    }
}
