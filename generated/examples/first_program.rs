//! Pauses a connection: the first program of the project's README.

use airbyte::config::Client;
use airbyte::config::models::{ConnectionId, ConnectionStatus, InvalidInputExceptionInfo, WebBackendConnectionUpdate};
use airbyte::uuid;

#[tokio::main]
async fn main() -> Result<(), airbyte::Error> {
    let client = Client::builder("http://localhost:8000").basic_auth("airbyte", "password").build()?;

    let connection_id = ConnectionId(uuid!("9d3e7f10-52b8-4c6d-b1a4-8e5f6a7b8c03"));
    let pause = WebBackendConnectionUpdate::new(connection_id).status(ConnectionStatus::Inactive);
    match client.web_backend().update_connection(pause).await {
        Ok(connection) => println!("{} is {}", connection.name, connection.status),
        Err(error) => match error.body::<InvalidInputExceptionInfo>() {
            Some(invalid) => println!("the server refused it: {}", invalid.message),
            None => return Err(error),
        },
    }
    Ok(())
}
