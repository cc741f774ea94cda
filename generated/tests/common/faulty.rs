//! A server on a real socket that does to each connection what a test tells it to, and keeps what it was sent.

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What the server does about one request.
#[derive(Clone)]
pub(crate) enum Act {
    /// Sends these bytes, and leaves the connection open for the next request.
    Send(Vec<u8>),
    /// Sends these bytes, and resets the connection, so that the client sees no proper end.
    SendAndReset(Vec<u8>),
    /// Sends these bytes, and closes the connection properly.
    SendAndClose(Vec<u8>),
    /// Sends these bytes, then a byte at a time, each after this long, for ever.
    Trickle(Vec<u8>, Duration),
    /// Sends these bytes, then as many times the byte `x`, and closes the connection.
    SendMany(Vec<u8>, usize),
}

impl Act {
    /// A whole answer with this status line, such as `200 OK`, and JSON.
    pub(crate) fn json(status: &str, json: &str) -> Self {
        Self::answer(status, &[("content-type", "application/json")], json.as_bytes())
    }

    /// A whole answer with these headers and this body.
    pub(crate) fn answer(status: &str, headers: &[(&str, &str)], body: &[u8]) -> Self {
        let mut answer = head(status, headers, body.len());
        answer.extend_from_slice(body);
        Self::Send(answer)
    }
}

/// The head of an answer whose body has this length.
pub(crate) fn head(status: &str, headers: &[(&str, &str)], length: usize) -> Vec<u8> {
    let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\n{headers}\r\n").into_bytes()
}

/// A request that arrived.
#[derive(Clone, Debug)]
pub(crate) struct Arrived {
    /// The request line and the headers, in lower case but for the values.
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Arrived {
    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (known, value) = line.split_once(':')?;
            known.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    /// The path that was asked for, with its query.
    pub(crate) fn path(&self) -> &str {
        self.head.split(' ').nth(1).unwrap_or_default()
    }
}

type Script = dyn Fn(usize, &Arrived) -> Act + Send + Sync;

/// The server. It stops listening when it is dropped.
pub(crate) struct Faulty {
    address: SocketAddr,
    state: Arc<State>,
    task: tokio::task::JoinHandle<()>,
}

struct State {
    script: Box<Script>,
    arrived: Mutex<Vec<Arrived>>,
    open: tokio::sync::watch::Sender<usize>,
}

impl Faulty {
    /// A server that does what `script` says of the number of the request, from 0, and of the request.
    pub(crate) async fn start(script: impl Fn(usize, &Arrived) -> Act + Send + Sync + 'static) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let (open, _) = tokio::sync::watch::channel(0);
        let state = Arc::new(State { script: Box::new(script), arrived: Mutex::default(), open });
        let task = tokio::spawn(listen(listener, Arc::clone(&state)));
        Ok(Self { address, state, task })
    }

    /// A server that does these one after the other, and the last one for all requests that follow.
    pub(crate) async fn acting(acts: impl Into<Vec<Act>>) -> io::Result<Self> {
        let acts = acts.into();
        Self::start(move |number, _| acts[number.min(acts.len() - 1)].clone()).await
    }

    /// The server's URL.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The requests that arrived.
    pub(crate) fn arrived(&self) -> Vec<Arrived> {
        self.state.arrived().clone()
    }

    /// Waits until every connection is closed.
    pub(crate) async fn all_closed(&self) {
        let mut open = self.state.open.subscribe();
        open.wait_for(|open| *open == 0).await.expect("the server runs");
    }
}

impl State {
    fn arrived(&self) -> MutexGuard<'_, Vec<Arrived>> {
        self.arrived.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Faulty {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn listen(listener: TcpListener, state: Arc<State>) {
    while let Ok((stream, _)) = listener.accept().await {
        let state = Arc::clone(&state);
        tokio::spawn(async move {
            state.open.send_modify(|open| *open += 1);
            // A connection that ends is what many of the tests are about.
            let _ = converse(stream, &state).await;
            state.open.send_modify(|open| *open -= 1);
        });
    }
}

async fn converse(mut stream: TcpStream, state: &State) -> io::Result<()> {
    while let Some(request) = receive(&mut stream).await? {
        let number = {
            let mut arrived = state.arrived();
            arrived.push(request.clone());
            arrived.len() - 1
        };
        match (state.script)(number, &request) {
            Act::Send(bytes) => stream.write_all(&bytes).await?,
            Act::SendAndClose(bytes) => return stream.write_all(&bytes).await,
            Act::SendAndReset(bytes) => {
                stream.write_all(&bytes).await?;
                stream.set_zero_linger()?;
                return Ok(());
            }
            Act::Trickle(bytes, pause) => {
                stream.write_all(&bytes).await?;
                // The client closes the connection when it gives up.
                let mut rest = [0; 1];
                while tokio::time::timeout(pause, stream.read(&mut rest)).await.is_err() {
                    stream.write_all(b" ").await?;
                }
                return Ok(());
            }
            Act::SendMany(bytes, count) => {
                stream.write_all(&bytes).await?;
                let chunk = vec![b'x'; 1 << 20];
                for start in (0..count).step_by(chunk.len()) {
                    stream.write_all(&chunk[..chunk.len().min(count - start)]).await?;
                }
                return Ok(());
            }
        }
    }
    Ok(())
}

/// The next request; none when the client closed the connection.
async fn receive(stream: &mut TcpStream) -> io::Result<Option<Arrived>> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end;
        }
        if stream.read_buf(&mut bytes).await? == 0 {
            return Ok(None);
        }
    };
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut request = Arrived { head, body: String::new() };
    let length = request.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    let mut body = bytes.split_off(end + 4);
    while body.len() < length {
        if stream.read_buf(&mut body).await? == 0 {
            return Ok(None);
        }
    }
    request.body = String::from_utf8_lossy(&body).into_owned();
    Ok(Some(request))
}
