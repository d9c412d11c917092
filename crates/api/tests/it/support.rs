//! What the tests share: another system with a token, and a real port.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::ApiScope;
use serde_json::Value;
use std::net::SocketAddr;
use testkit::{Answer, TestHouse};

/// A mail from a customer.
pub(crate) const MAIL: &str = "From: Marta Oyelaran <marta@customer.example>\r\nTo: support@cape.example\r\n\
Subject: Boots not here\r\nMessage-ID: <1@customer.example>\r\nDate: Mon, 2 Mar 2026 08:00:00 +0000\r\n\r\n\
Hello, where are my boots?\r\n";

/// Another system.
pub(crate) struct Client<'h> {
    house: &'h TestHouse,
    token: String,
}

/// What came back, as JSON.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) json: Value,
    pub(crate) answer: Answer,
}

impl<'h> Client<'h> {
    /// A system that may do these things.
    pub(crate) fn with(house: &'h TestHouse, scopes: &[ApiScope]) -> Self {
        Self { house, token: house.token(scopes).to_string() }
    }

    /// A system that may do everything.
    pub(crate) fn new(house: &'h TestHouse) -> Self {
        Self::with(house, &ApiScope::ALL)
    }

    /// Sends a request; an empty body is none.
    pub(crate) async fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Reply {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("/api/v1{path}"))
            .header(header::AUTHORIZATION, format!("Bearer {}", self.token));
        if !body.is_empty() && !headers.iter().any(|(name, _)| *name == "content-type") {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = self.house.send(request.body(Body::from(body.to_owned())).expect("a request")).await;
        let json = serde_json::from_str(&answer.text).unwrap_or_default();
        Reply { status: answer.status.as_u16(), json, answer }
    }

    /// Reads something that must be there.
    pub(crate) async fn get(&self, path: &str) -> Value {
        let reply = self.send("GET", path, &[], "").await;
        assert_eq!(reply.answer.status, StatusCode::OK, "GET {path}: {}", reply.answer.text);
        reply.json
    }

    /// Posts JSON.
    pub(crate) async fn post(&self, path: &str, body: &Value) -> Reply {
        self.send("POST", path, &[], &body.to_string()).await
    }

    /// Makes something.
    pub(crate) async fn make(&self, path: &str, body: &Value) -> Value {
        let reply = self.post(path, body).await;
        assert_eq!(reply.answer.status, StatusCode::CREATED, "POST {path}: {}", reply.answer.text);
        reply.json
    }
}

/// Serves the routes on a port of this machine until the runtime ends.
pub(crate) async fn serve(router: Router) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("its address");
    tokio::spawn(async move { axum::serve(listener, router).await.expect("the server runs") });
    address
}
