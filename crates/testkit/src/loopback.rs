//! A server of our own on a loopback port, for the fakes: a thread per connection, all ended with this value.

#![expect(clippy::expect_used, reason = "a test whose server can't start must fail")]

use std::{
    fmt,
    net::{Shutdown, TcpListener, TcpStream},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
};

/// A listening port and the connections made to it.
pub struct Loopback {
    port: u16,
    ended: Arc<AtomicBool>,
    open: Arc<Mutex<Vec<TcpStream>>>,
    listening: Option<JoinHandle<()>>,
}

impl Loopback {
    /// Listens on a free port and runs `serve` for each connection.
    ///
    /// # Panics
    /// When no port is free.
    pub fn serve(serve: impl Fn(TcpStream) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("its number").port();
        let ended = Arc::new(AtomicBool::new(false));
        let open = Arc::new(Mutex::new(Vec::new()));
        let (serve, is_ended, connections) = (Arc::new(serve), Arc::clone(&ended), Arc::clone(&open));
        let listening = thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if is_ended.load(Ordering::SeqCst) {
                    return;
                }
                if let Ok(copy) = stream.try_clone() {
                    connections.lock().unwrap_or_else(PoisonError::into_inner).push(copy);
                }
                let serve = Arc::clone(&serve);
                thread::spawn(move || serve(stream));
            }
        });
        Self { port, ended, open, listening: Some(listening) }
    }

    /// The port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Cuts all connections made so far.
    pub fn cut(&self) {
        for stream in self.open.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }
}

impl Drop for Loopback {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::SeqCst);
        // Wakes the listener, so that it sees the end.
        let _ = TcpStream::connect(("127.0.0.1", self.port));
        if let Some(listening) = self.listening.take() {
            let _ = listening.join();
        }
        self.cut();
    }
}

impl fmt::Debug for Loopback {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Loopback(port {})", self.port)
    }
}
