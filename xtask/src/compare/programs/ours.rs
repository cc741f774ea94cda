//! Gets a workspace by its id, and prints its name.

use sdk::Client;
use sdk::models::WorkspaceId;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let id: uuid::Uuid = std::env::args().nth(1).ok_or("which workspace?")?.parse()?;
    let client = Client::builder("http://localhost:8000").build()?;
    let workspace = client.workspace().get(WorkspaceId(id)).await?;
    println!("{}", workspace.name);
    Ok(())
}
