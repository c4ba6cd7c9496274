//! A way to a chain's JSON-RPC that can be cut.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{
        atomic::{AtomicUsize, Ordering},
        Arc,
    },
    thread,
};

/// What happens once a transaction was passed on.
#[derive(Clone)]
enum Then {
    /// Nobody is told of it any more, and nothing passes after it.
    Cut,
    /// Nobody is told of it.
    Lose,
    Act(Arc<dyn Fn() + Send + Sync>),
}

/// Passes everything on, and something happens at the transaction with a number.
pub struct Cable {
    pub url: String,
    sent: Arc<AtomicUsize>,
}

impl Cable {
    /// Is cut after it.
    pub fn new(url: &str, number: usize) -> Self {
        Self::open(url, number, Then::Cut)
    }

    /// Loses the answer to it.
    pub fn losing(url: &str, number: usize) -> Self {
        Self::open(url, number, Then::Lose)
    }

    /// Does something else after it.
    pub fn with(url: &str, number: usize, act: impl Fn() + Send + Sync + 'static) -> Self {
        Self::open(url, number, Then::Act(Arc::new(act)))
    }

    fn open(url: &str, number: usize, then: Then) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let here = listener.local_addr().expect("an address");
        let there = url.trim_start_matches("http://").trim_end_matches('/').to_owned();
        let sent = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&sent);
        thread::spawn(move || {
            for near in listener.incoming().flatten() {
                let (there, sent, then) = (there.clone(), Arc::clone(&counted), then.clone());
                // A connection that breaks is what this is for.
                thread::spawn(move || pass(near, &there, &sent, number, then).unwrap_or_default());
            }
        });
        Self { url: format!("http://{here}"), sent }
    }

    /// The transactions that were passed on.
    pub fn sent(&self) -> usize {
        self.sent.load(Ordering::SeqCst)
    }
}

/// One request and its answer.
fn pass(near: TcpStream, there: &str, sent: &AtomicUsize, number: usize, then: Then) -> std::io::Result<()> {
    if matches!(then, Then::Cut) && sent.load(Ordering::SeqCst) >= number {
        return Ok(());
    }
    let mut reader = BufReader::new(&near);
    let (mut head, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let line = line.to_ascii_lowercase();
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
        if line.trim().is_empty() {
            break;
        }
        if !line.starts_with("connection:") {
            head += &line.replacen("post ", "POST ", 1).replacen(" http/1.1", " HTTP/1.1", 1);
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;

    let is_transaction = String::from_utf8_lossy(&body).contains("\"sendTransaction\"");
    let mut far = TcpStream::connect(there)?;
    far.write_all(format!("{head}connection: close\r\n\r\n").as_bytes())?;
    far.write_all(&body)?;
    let mut answer = Vec::new();
    far.read_to_end(&mut answer)?;
    if is_transaction && sent.fetch_add(1, Ordering::SeqCst) + 1 == number {
        match then {
            Then::Cut | Then::Lose => return Ok(()),
            Then::Act(act) => act(),
        }
    }
    (&near).write_all(&answer)
}
