//! Lists the connections of a workspace, pauses the first active one, and lists them again.
//!
//! With `AIRBYTE_URL` it talks to that server, as `AIRBYTE_USERNAME` with `AIRBYTE_PASSWORD`, about the workspace
//! `AIRBYTE_WORKSPACE_ID`. Without, it starts a small server of its own:
//!
//! ```text
//! cargo run -p airbyte --example quickstart
//! ```

mod server;

use std::env;
use std::error::Error;
use std::process::ExitCode;

use airbyte::config::Client;
use airbyte::config::models::{
    ConnectionStatus, WebBackendConnectionListItem, WebBackendConnectionListRequestBody, WebBackendConnectionUpdate,
    WorkspaceId,
};

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            let mut cause = error.source();
            while let Some(error) = cause {
                eprintln!("  because: {error}");
                cause = error.source();
            }
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn Error>> {
    let Ok(url) = env::var("AIRBYTE_URL") else {
        println!("AIRBYTE_URL is not set: talking to a small server of our own.\n");
        let server = server::start().await;
        return pause_one(&Client::builder(server.uri()).build()?, server::WORKSPACE).await;
    };
    let username = env::var("AIRBYTE_USERNAME").unwrap_or_else(|_| "airbyte".to_owned());
    let password = env::var("AIRBYTE_PASSWORD").unwrap_or_else(|_| "password".to_owned());
    let client = Client::builder(url).basic_auth(username, password).build()?;
    let workspace = env::var("AIRBYTE_WORKSPACE_ID").map_err(|_| "set AIRBYTE_WORKSPACE_ID to a workspace's id")?;
    pause_one(&client, workspace.parse()?).await
}

async fn pause_one(client: &Client, workspace: WorkspaceId) -> Result<(), Box<dyn Error>> {
    let request = WebBackendConnectionListRequestBody::new(workspace);
    let list = client.web_backend().list_connections_for_workspace(request.clone()).await?;
    print_table(&list.connections);

    let Some(active) = list.connections.iter().find(|connection| connection.status == ConnectionStatus::Active) else {
        println!("\nNo connection is active, so there is none to pause.");
        return Ok(());
    };
    println!("\nPausing {}.\n", active.name);
    // Only the id and the status are sent; all else about the connection stays as it is.
    let pause = WebBackendConnectionUpdate::new(active.connection_id).status(ConnectionStatus::Inactive);
    client.web_backend().update_connection(pause).await?;

    let list = client.web_backend().list_connections_for_workspace(request).await?;
    print_table(&list.connections);
    Ok(())
}

fn print_table(connections: &[WebBackendConnectionListItem]) {
    println!("{:<24} {:<18} {:<12} {:<10} SCHEDULE", "CONNECTION", "SOURCE", "DESTINATION", "STATUS");
    for connection in connections {
        let schedule = connection.schedule_type.as_ref().map_or("-", |schedule| schedule.as_str());
        println!(
            "{:<24} {:<18} {:<12} {:<10} {schedule}",
            connection.name, connection.source.name, connection.destination.name, connection.status
        );
    }
}
