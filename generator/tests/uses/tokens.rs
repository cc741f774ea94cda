//! Tokens for a client's id and secret, over real sockets: what is asked of which URL, and what goes with the call.

use std::error::Error;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::thread::JoinHandle;

type TestResult = Result<(), Box<dyn Error>>;

/// A server that gives a token to the first request and nothing to the second, and what it got.
fn server() -> std::io::Result<(String, JoinHandle<std::io::Result<Vec<String>>>)> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}", listener.local_addr()?);
    let token = r#"{"access_token":"t-1","token_type":"Bearer","expires_in":3600}"#;
    let answers = [
        format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n", token.len()),
        "HTTP/1.1 204 No Content\r\n".to_owned(),
    ];
    let requests = std::thread::spawn(move || {
        let mut requests = Vec::new();
        for (answer, body) in answers.iter().zip([token, ""]) {
            let (mut stream, _) = listener.accept()?;
            requests.push(request(&mut BufReader::new(&stream))?);
            stream.write_all(format!("{answer}connection: close\r\n\r\n{body}").as_bytes())?;
        }
        Ok(requests)
    });
    Ok((url, requests))
}

/// A whole request: as many bytes behind its head as that says.
fn request(stream: &mut impl BufRead) -> std::io::Result<String> {
    let (mut text, mut length) = (String::new(), 0);
    loop {
        let start = text.len();
        stream.read_line(&mut text)?;
        let line = text[start..].trim_end().to_lowercase();
        if let Some(given) = line.strip_prefix("content-length: ") {
            length = given.parse().unwrap_or_default();
        }
        if line.is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body)?;
    Ok(text + &String::from_utf8_lossy(&body))
}

#[tokio::test]
async fn the_flow_of_the_document_is_followed() -> TestResult {
    use cases::tokens::Client;
    let (url, requests) = server()?;
    let client = Client::builder(url).client_credentials("an id&", "a secret").build()?;
    client.thing().list().await?;
    let requests = requests.join().map_err(|_| "the server panicked")??;
    // The URL of the document is relative to the server, and not to the API's root.
    assert!(requests[0].starts_with("POST /oauth/token HTTP/1.1\r\n"), "{}", requests[0]);
    assert!(requests[0].contains("\r\ncontent-type: application/x-www-form-urlencoded\r\n"), "{}", requests[0]);
    let body = "\r\n\r\ngrant_type=client_credentials&client_id=an%20id%26&client_secret=a%20secret";
    assert!(requests[0].ends_with(body), "{}", requests[0]);
    assert!(requests[1].starts_with("GET /api/things HTTP/1.1\r\n"), "{}", requests[1]);
    assert!(requests[1].contains("\r\nauthorization: Bearer t-1\r\n"), "{}", requests[1]);
    Ok(())
}
