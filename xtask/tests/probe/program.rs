//! Answers of a server that come from files, as a generated crate decodes them: prints what becomes of each.
//!
//! The module `table` is written beside this file: the crate's `Client` and its models by the names of their schemas.

mod table;

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{self, Sender};

use serde::Serialize;
use serde_json::{Value, json};

use table::{Client, Error, FromResponse, MODELS, Method};

/// What decodes the next answer of the server, and encodes it back.
type Probe = fn(&Client) -> Result<String, Error>;

/// Takes pairs of arguments: a schema, and the file with an answer. Prints a line of JSON for each pair.
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (answers, url) = serve()?;
    let client = Client::builder(url).build()?;
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    for pair in arguments.chunks_exact(2) {
        let (_, probe) = MODELS.iter().find(|(schema, _)| *schema == pair[0]).ok_or("no such schema")?;
        let sent = std::fs::read_to_string(&pair[1])?;
        answers.send(sent.clone())?;
        let outcome = match probe(&client) {
            Ok(back) => json!({ "sent": serde_json::from_str::<Value>(&sent)?, "back": serde_json::from_str::<Value>(&back)? }),
            Err(Error::Decode(error)) => json!({ "path": error.path(), "message": error.to_string() }),
            Err(error) => json!({ "message": error.to_string() }),
        };
        println!("{outcome}");
    }
    Ok(())
}

fn probe<T: FromResponse + Serialize>(client: &Client) -> Result<String, Error> {
    let answer: T = client.raw(Method::GET, "/").answering().blocking()?;
    Ok(serde_json::to_string(&answer).unwrap_or_default())
}

/// A server that answers each request with the next text.
fn serve() -> std::io::Result<(Sender<String>, String)> {
    let (answers, texts) = mpsc::channel::<String>();
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}", listener.local_addr()?);
    std::thread::spawn(move || {
        for text in texts {
            let answered = listener.accept().and_then(|(stream, _)| answer(stream, &text));
            if answered.is_err() {
                return;
            }
        }
    });
    Ok((answers, url))
}

fn answer(mut stream: TcpStream, text: &str) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    while lines.next().transpose()?.is_some_and(|line| !line.is_empty()) {}
    let length = text.len();
    write!(
        stream,
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{text}"
    )
}
