//! What every request needs: the database, the clock, the live stream.

use crate::client_address::Network;
use crate::live::Live;
use crate::metrics::Metrics;
use crate::presence::Presence;
use crate::throttle::Throttle;
use app::Database;
use domain::Moment;
use std::sync::Arc;

/// How the house is reached.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The address people use, such as `https://help.example.com`, without a slash at the end.
    pub public_url: String,
    /// The secret with which other systems may hand in raw mail; none closes that door.
    pub intake_secret: Option<String>,
    /// The token with which `/metrics` may be read; without one, only from this machine.
    pub metrics_token: Option<String>,
    /// The name of the company, shown where people sign in.
    pub company: String,
    /// The proxies before us, whose word on where a request comes from is believed.
    pub trusted_proxies: Vec<Network>,
    /// Whether a mailbox is set up to send; without one, links for colleagues are shown instead of mailed.
    pub sends_mail: bool,
}

impl Settings {
    /// Whether browsers reach us through TLS, so that cookies must travel no other way.
    pub fn is_secure(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

/// Shared by all requests; clones are cheap.
#[derive(Clone)]
pub struct House {
    /// The database.
    pub db: Database,
    /// How it is reached.
    pub settings: Arc<Settings>,
    pub(crate) live: Live,
    pub(crate) metrics: Metrics,
    pub(crate) presence: Presence,
    /// Failed tries to prove who one is, by account.
    pub(crate) sign_ins: Throttle,
    /// Failed tries to sign in, by client.
    pub(crate) sign_ins_of_clients: Throttle,
    /// Failed tries to open a customer's page, by client.
    pub(crate) portal_tries: Throttle,
    /// Letters through the public form, by client and by the address they name.
    pub(crate) forms: Throttle,
    /// The same of clients that can't be told apart, all together.
    pub(crate) forms_of_unknown: Throttle,
    clock: Arc<dyn Fn() -> Moment + Send + Sync>,
}

impl House {
    /// A house whose time and randomness come from `clock`.
    pub fn new(db: Database, settings: Settings, clock: impl Fn() -> Moment + Send + Sync + 'static) -> Self {
        Self {
            db,
            settings: Arc::new(settings),
            live: Live::new(),
            metrics: Metrics::default(),
            presence: Presence::default(),
            sign_ins: Throttle::of_accounts(),
            sign_ins_of_clients: Throttle::of_clients(),
            portal_tries: Throttle::of_clients(),
            forms: Throttle::of_forms(),
            forms_of_unknown: Throttle::of_clients(),
            clock: Arc::new(clock),
        }
    }

    /// Ends the live streams, which would otherwise stay open for hours: the house is about to stop.
    pub fn close(&self) {
        self.live.close();
    }

    /// The time and randomness of one request.
    pub fn moment(&self) -> Moment {
        (self.clock)()
    }
}
