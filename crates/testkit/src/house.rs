//! A whole house for one test: a database in a folder of its own, a clock that stands still until told,
//! requests without a network.

#![expect(
    clippy::expect_used,
    clippy::missing_panics_doc,
    clippy::format_collect,
    reason = "a test fails by panicking and says what it tried"
)]

use app::intake::Source;
use app::people::{NewOwner, Password};
use app::token::NewToken;
use app::{Database, Location};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use domain::{AgentId, ApiScope, Moment, Token};
use http_body_util::BodyExt;
use jiff::{SignedDuration, Timestamp};
use std::sync::{Arc, Mutex};
use tempfile::TempDir;
use tower::ServiceExt;
use web::{House, Settings};

/// The time at which tests begin.
pub const BEGIN: &str = "2026-03-02T09:00:00Z";
/// The password of everybody in tests.
pub const PASSWORD: &str = "correct horse battery";
/// Requests of a token in a minute; the clock stands still, so it is a long one.
pub const REQUESTS_PER_MINUTE: u32 = 1_000_000;

/// A house for one test. Dropping it removes its folder.
pub struct TestHouse {
    /// The database.
    pub db: Database,
    /// What requests need.
    pub house: House,
    router: Router,
    clock: TestClock,
    _folder: TempDir,
}

/// A clock that stands still until told.
#[derive(Clone)]
pub struct TestClock(Arc<Mutex<(Timestamp, u64)>>);

impl TestClock {
    fn new() -> Self {
        Self(Arc::new(Mutex::new((BEGIN.parse().expect("a time"), 0))))
    }

    /// The time and fresh randomness; the same sequence in every run.
    pub fn moment(&self) -> Moment {
        let mut state = self.0.lock().expect("no test panicked here");
        state.1 += 1;
        let mut seed = [0; 32];
        seed[..8].copy_from_slice(&state.1.to_be_bytes());
        Moment::new(state.0, seed)
    }

    /// Lets time pass.
    pub fn pass(&self, time: SignedDuration) {
        let mut state = self.0.lock().expect("no test panicked here");
        state.0 = state.0.checked_add(time).expect("a time");
    }
}

impl TestHouse {
    /// An empty house.
    pub fn new() -> Self {
        Self::open(true)
    }

    fn open(sends_mail: bool) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let db = Database::open(&Location::Directory(folder.path().to_owned())).expect("a database");
        let clock = TestClock::new();
        let settings = Settings {
            public_url: "http://cape.example".into(),
            metrics_token: Some("metrics-token".into()),
            intake_secret: Some("intake-secret".into()),
            company: "Test House".into(),
            trusted_proxies: Vec::new(),
            sends_mail,
        };
        let (ticking, ticking_too) = (clock.clone(), clock.clone());
        let house = House::new(db.clone(), settings, move || ticking.moment());
        let api = api::House::new(db.clone(), "http://cape.example", move || ticking_too.moment())
            .requests_per_minute(REQUESTS_PER_MINUTE);
        let router = web::router(&house).merge(api::router(&api));
        db.write(app::notification::begin).wait().expect("a cursor");
        Self { db, house, router, clock, _folder: folder }
    }

    /// A house with an owner (`owner@cape.example`) and a mailbox (`support@cape.example`).
    pub fn founded() -> Self {
        Self::new().found()
    }

    /// The same, but no mailbox can send.
    pub fn founded_without_sending() -> Self {
        Self::open(false).found()
    }

    fn found(self) -> Self {
        let moment = self.moment();
        let password = Password::new(PASSWORD, &moment).expect("a password");
        let owner = NewOwner { name: "Olive Owner".into(), email: "owner@cape.example".into(), password };
        self.write(move |tx| app::people::found(tx, &owner, &moment));
        let moment = self.moment();
        self.write(move |tx| app::mailbox::ensure(tx, "Support", "support@cape.example", &moment));
        self
    }

    /// The time and fresh randomness.
    pub fn moment(&self) -> Moment {
        self.clock.moment()
    }

    /// The clock of this house, for another one over the same database.
    pub fn clock(&self) -> TestClock {
        self.clock.clone()
    }

    /// Lets time pass.
    pub fn pass(&self, time: SignedDuration) {
        self.clock.pass(time);
    }

    /// Runs an action that must succeed.
    pub fn write<T: Send + 'static>(
        &self,
        run: impl Fn(&app::WriteTx<'_>) -> app::Result<T> + Send + 'static,
    ) -> T {
        self.db.write(run).wait().expect("the action succeeds")
    }

    /// Reads something that must be there.
    pub fn read<T: Send + 'static>(
        &self,
        run: impl Fn(&app::Tx<'_>) -> app::Result<T> + Send + 'static,
    ) -> T {
        self.db.read(run).wait().expect("the read succeeds")
    }

    /// Hands in a raw mail and works it off.
    pub fn mail(&self, raw: impl AsRef<[u8]>) {
        let (blob, moment) = (app::blob(raw.as_ref()), self.moment());
        self.write(move |tx| app::intake::receive(tx, &blob, Source::Pipe, None, &moment));
        self.work();
    }

    /// Lets the workers do what there is to do now.
    pub fn work(&self) {
        while app::intake::work(&self.db, &self.moment()).expect("the intake works") > 0 {}
        while app::customer::import::work(&self.db, &self.moment()).expect("the import works") {}
        let moment = self.moment();
        self.write(move |tx| app::conversation::wake_due(tx, &moment));
        while self.raise_signals() > 0 {}
        while self.follow_complaints() > 0 {}
        while self.offer_advice() > 0 {}
        while self.notify() > 0 {}
    }

    /// Raises the signals of new messages; how many events were looked at.
    fn raise_signals(&self) -> usize {
        let moment = self.moment();
        self.write(move |tx| app::signal::follow(tx, &moment))
    }

    /// Follows complaints; how many events were looked at.
    fn follow_complaints(&self) -> usize {
        let moment = self.moment();
        self.write(move |tx| app::complaint::follow(tx, &moment))
    }

    /// Offers advice where tags were put on; how many events were looked at.
    fn offer_advice(&self) -> usize {
        let moment = self.moment();
        self.write(move |tx| app::advice::follow(tx, &moment))
    }

    /// Tells people what happened; how many events that were.
    fn notify(&self) -> usize {
        let (moment, url) = (self.moment(), self.house.settings.public_url.clone());
        self.write(move |tx| app::notification::follow(tx, &url, &moment))
    }

    /// Sends the mails that wait for colleagues, as `support@cape.example` would: to whom, and the mail.
    pub fn post(&self) -> Vec<(String, String)> {
        let mut sent = Vec::new();
        loop {
            let moment = self.moment();
            let next = self.write(move |tx| {
                let Some(job) = app::post::next(tx, &moment)? else { return Ok(None) };
                let letter = app::post::letter(tx, &job, "support@cape.example")?;
                app::post::sent(tx, &job)?;
                Ok(letter)
            });
            let Some((to, raw)) = next else { return sent };
            sent.push((to, String::from_utf8_lossy(&raw).into_owned()));
        }
    }

    /// Makes a token with these scopes, as the owner does.
    pub fn token(&self, scopes: &[ApiScope]) -> Token {
        let (owner, moment) = (self.agent("owner@cape.example"), self.moment());
        let new = NewToken { name: "Another system".into(), scopes: scopes.to_vec() };
        self.write(move |tx| {
            let owner = app::people::actor_of(tx, owner)?;
            Ok(app::token::make(tx, &owner, &new, &moment)?.1)
        })
    }

    /// All routes, to be served on a real port.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// Sends a request as nobody.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.expect("routers don't fail");
        Answer::read(response).await
    }

    /// A browser in which nobody is signed in.
    pub fn nobody(&self) -> Browser<'_> {
        Browser { house: self, cookie: String::new() }
    }

    /// Signs somebody in.
    pub async fn sign_in(&self, email: &str) -> Browser<'_> {
        let mut browser = self.nobody();
        let answer = browser.post("/session", &[("email", email), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "signing in: {}", answer.text);
        answer.header("set-cookie").split(';').next().unwrap_or_default().clone_into(&mut browser.cookie);
        browser
    }

    /// The id of the agent with that address.
    pub fn agent(&self, email: &str) -> AgentId {
        let email = email.to_owned();
        let directory = self.read(app::people::Directory::read);
        directory.agents.iter().find(|agent| agent.email == email).expect("an agent").id
    }
}

impl Default for TestHouse {
    fn default() -> Self {
        Self::new()
    }
}

/// Somebody's browser: it keeps the session and says where requests come from.
pub struct Browser<'h> {
    house: &'h TestHouse,
    cookie: String,
}

impl Browser<'_> {
    /// `GET`.
    pub async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, String::new()).await
    }

    /// `POST` of a form.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.send("POST", path, form(fields)).await
    }

    /// Any method with a form.
    pub async fn send(&self, method: &str, path: &str, body: String) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "cape.example")
            .header(header::ORIGIN, "http://cape.example")
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .expect("a request");
        self.house.send(request).await
    }
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: axum::http::HeaderMap,
    /// The body as text.
    pub text: String,
}

impl Answer {
    async fn read(response: Response<Body>) -> Self {
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("a body").to_bytes();
        Self {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    /// A header's value, empty when it isn't there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Where a redirect leads.
    pub fn location(&self) -> &str {
        self.header("location")
    }
}

/// Fields as a browser posts them.
pub fn form(fields: &[(&str, &str)]) -> String {
    let escape = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    fields.iter().map(|(name, value)| format!("{name}={}", escape(value))).collect::<Vec<_>>().join("&")
}
