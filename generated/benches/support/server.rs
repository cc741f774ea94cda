//! A server on loopback that costs next to nothing, and a call of it as a person would write it.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};

use airbyte::config::models::HealthCheckRead;
use airbyte::reqwest::Client;

/// A server that answers every request on a connection with the same few bytes, as fast as it can.
pub(crate) fn start() -> std::io::Result<SocketAddr> {
    const ANSWER: &[u8] =
        b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 18\r\n\r\n{\"available\":true}";
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            std::thread::spawn(move || {
                let mut request = [0; 4096];
                // The requests are small enough to arrive in one piece; the connection ends with the bench.
                while stream.read(&mut request).is_ok_and(|length| length > 0) && stream.write_all(ANSWER).is_ok() {}
            });
        }
    });
    Ok(address)
}

/// Asks for the server's health with nothing between `reqwest` and the model.
pub(crate) async fn by_hand(client: &Client, url: &str) -> Option<bool> {
    let response = client.get(url).bearer_auth("token").header("accept", "application/json").send().await.ok()?;
    let body = response.error_for_status().ok()?.bytes().await.ok()?;
    serde_json::from_slice::<HealthCheckRead>(&body).ok().map(|health| health.available)
}
