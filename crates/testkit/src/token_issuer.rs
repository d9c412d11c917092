//! A fake identity provider: says whose access token it is, until the token is withdrawn.

use crate::loopback::Loopback;
use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Write},
    net::TcpStream,
    sync::{Arc, Mutex, PoisonError},
};

/// Valid tokens with their users, served in the way that Dovecot asks ("tokeninfo").
#[derive(Debug)]
pub struct TokenIssuer {
    tokens: Arc<Mutex<BTreeMap<String, String>>>,
    loopback: Loopback,
}

impl TokenIssuer {
    /// Starts without any valid token.
    pub fn start() -> Self {
        let tokens = Arc::new(Mutex::new(BTreeMap::new()));
        let known = Arc::clone(&tokens);
        let loopback = Loopback::serve(move |stream| answer(&stream, &known));
        Self { tokens, loopback }
    }

    /// From now on `token` proves to be `user`.
    pub fn issue(&self, token: &str, user: &str) {
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner).insert(token.into(), user.into());
    }

    /// From now on `token` proves nothing.
    pub fn withdraw(&self, token: &str) {
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner).remove(token);
    }

    /// The address to which a token is appended to ask about it.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/token/", self.loopback.port())
    }
}

fn answer(stream: &TcpStream, tokens: &Mutex<BTreeMap<String, String>>) {
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    while let Some(request) = lines.next() {
        // The rest of the head, up to the empty line.
        while lines.next().is_some_and(|line| !line.is_empty()) {}
        let token =
            request.split_whitespace().nth(1).and_then(|path| path.strip_prefix("/token/")).unwrap_or("");
        let user = tokens.lock().unwrap_or_else(PoisonError::into_inner).get(token).cloned();
        let (status, body) = match user {
            Some(user) => ("200 OK", format!(r#"{{"username":"{user}"}}"#)),
            None => ("401 Unauthorized", r#"{"error":"invalid_token"}"#.to_owned()),
        };
        let length = body.len();
        let head = format!(
            "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
        );
        let mut stream = stream;
        if stream.write_all(format!("{head}{body}").as_bytes()).is_err() {
            return;
        }
    }
}
