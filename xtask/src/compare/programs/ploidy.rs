//! Gets a workspace by its id, and prints its name.

use sdk::client::Client;
use sdk::types::WorkspaceIdRequestBody;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let workspace_id = std::env::args().nth(1).ok_or("which workspace?")?.parse()?;
    let client = Client::new("http://localhost:8000/api")?;
    let workspace = client.get_workspace(WorkspaceIdRequestBody { workspace_id, ..Default::default() }).await?;
    println!("{}", workspace.name);
    Ok(())
}
