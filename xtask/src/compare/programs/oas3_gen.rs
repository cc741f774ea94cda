//! Gets a workspace by its id, and prints its name.

use sdk::{AirbyteConfigurationApiClient, ApiResponse, GetWorkspaceRequest, WorkspaceIdRequestBody};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let workspace_id = std::env::args().nth(1).ok_or("which workspace?")?.parse()?;
    let client = AirbyteConfigurationApiClient::with_base_url("http://localhost:8000/api")?;
    let request = GetWorkspaceRequest { body: WorkspaceIdRequestBody { workspace_id, ..Default::default() } };
    let ApiResponse::Ok(workspace) = client.get_workspace(request).await? else { return Err("not what was asked for".into()) };
    println!("{}", workspace.name);
    Ok(())
}
