//! Ten thousand calls in flight at once on one client: all come back, each with its own answer, none sent twice.
//!
//! `cargo bench -p airbyte --bench flight`. The server in the same process answers nothing before it has every request.

use std::error::Error;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use airbyte::config::Client;
use airbyte::config::models::ConnectionId;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use uuid::Uuid;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const CALLS: usize = 10_000;

/// How long all of it may take; what has not come by then does not come.
const LIMIT: Duration = Duration::from_secs(60);

fn main() -> ExitCode {
    match fly() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

#[tokio::main]
async fn fly() -> Result<()> {
    let calls = calls_allowed()?;
    let server = Server::listen(calls)?;
    let client = Client::builder(format!("http://{}", server.address)).bearer_auth("token").build()?;
    let took = tokio::select! {
        took = call_all(&client, calls) => took?,
        Err(error) = server.serve() => return Err(format!("the server cannot accept: {error}").into()),
        () = tokio::time::sleep(LIMIT) => {
            let arrived = server.state.arrived();
            return Err(format!("not done after {LIMIT:?}: {arrived} of {calls} requests arrived").into());
        }
    };
    let arrived = server.state.arrived();
    if arrived != calls {
        return Err(format!("{calls} calls took {arrived} requests").into());
    }
    let memory = peak_memory().map_or(String::new(), |kib| {
        format!("; at most {} MiB of memory, the server's half included", kib.div_ceil(1024))
    });
    println!(
        "{calls} calls in flight at once: {:.2} s from the first sent to the last answered{memory}",
        took.as_secs_f64()
    );
    Ok(())
}

/// As many calls as the system lets this process have open files for; says so if it is fewer than there should be.
fn calls_allowed() -> Result<usize> {
    // A call takes one at either end of its connection. What else is open is a handful, and room for it is cheap.
    const EACH: usize = 2;
    const OTHERS: usize = 64;
    let wanted = EACH * CALLS + OTHERS;
    let allowed = usize::try_from(rlimit::increase_nofile_limit(wanted.try_into()?)?)?;
    let calls = CALLS.min(allowed.saturating_sub(OTHERS) / EACH);
    if calls == 0 {
        return Err(format!("no call fits into {allowed} open files").into());
    }
    if calls < CALLS {
        println!("only {calls} of {CALLS} calls: they take {EACH} open files each, and the hard limit is {allowed}");
    }
    Ok(calls)
}

/// Sends all, then takes the answers as they come; the first that is wrong ends it.
async fn call_all(client: &Client, calls: usize) -> Result<Duration> {
    let mut flights = JoinSet::new();
    let start = Instant::now();
    for number in 0..calls {
        let id = ConnectionId(Uuid::from_u128(number.try_into()?));
        let call = client.state().get(id);
        flights.spawn(async move { (id, call.await) });
    }
    while let Some(flight) = flights.join_next().await {
        let (id, answer) = flight?;
        let answered = answer?.connection_id;
        if answered != id {
            return Err(format!("the call for {id} was given the answer for {answered}").into());
        }
    }
    Ok(start.elapsed())
}

struct Server {
    listener: TcpListener,
    address: SocketAddr,
    state: Arc<State>,
}

/// What the connections of a server share.
struct State {
    expected: usize,
    arrived: AtomicUsize,
    /// Whether all have arrived.
    complete: watch::Sender<bool>,
}

impl Server {
    fn listen(expected: usize) -> Result<Self> {
        let socket = TcpSocket::new_v4()?;
        socket.bind(SocketAddr::from(([127, 0, 0, 1], 0)))?;
        // With the 1024 that `TcpListener::bind` asks for, connecting may have to be tried again after a second.
        let listener = socket.listen(expected.try_into()?)?;
        let address = listener.local_addr()?;
        let state = State { expected, arrived: AtomicUsize::new(0), complete: watch::Sender::new(false) };
        Ok(Self { listener, address, state: Arc::new(state) })
    }

    /// Accepts for ever.
    async fn serve(&self) -> std::io::Result<()> {
        loop {
            let (stream, _) = self.listener.accept().await?;
            let state = Arc::clone(&self.state);
            // What goes wrong here is an error of the call too, which says it.
            tokio::spawn(async move { state.answer(stream).await });
        }
    }
}

impl State {
    fn arrived(&self) -> usize {
        self.arrived.load(Ordering::Relaxed)
    }

    /// Counts the requests of a connection, and answers them once all are there.
    async fn answer(&self, mut stream: TcpStream) -> std::io::Result<()> {
        let mut request = Vec::with_capacity(1024);
        while stream.read_buf(&mut request).await? > 0 {
            let Some(fields) = fields(&request) else { continue };
            if self.arrived.fetch_add(1, Ordering::Relaxed) + 1 == self.expected {
                self.complete.send_replace(true);
            }
            // The sender is here, so that this cannot fail.
            let _ = self.complete.subscribe().wait_for(|complete| *complete).await;
            let body = format!(r#"{{"stateType":"not_set",{fields}}}"#);
            let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length";
            stream.write_all(format!("{head}: {}\r\n\r\n{body}", body.len()).as_bytes()).await?;
            request.clear();
        }
        Ok(())
    }
}

/// What stands in the object that is the body, once that is there; only the body has braces.
fn fields(request: &[u8]) -> Option<&str> {
    let text = str::from_utf8(request).ok()?;
    text.strip_suffix('}')?.rsplit_once('{').map(|(_, fields)| fields)
}

/// The most memory that this process has had so far, in KiB, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    peak.trim().strip_suffix("kB")?.trim_end().parse().ok()
}
