//! Gets a workspace by its id, and prints its name.

use sdk::Client;
use sdk::types::WorkspaceIdRequestBody;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let id: uuid::Uuid = std::env::args().nth(1).ok_or("which workspace?")?.parse()?;
    let client = Client::new("http://localhost:8000/api");
    let request = WorkspaceIdRequestBody::builder().workspace_id(id);
    let workspace = client.get_workspace().body(request).send().await?;
    println!("{}", workspace.name.as_str());
    Ok(())
}
