//! Gets a workspace by its id, and prints its name.

use sdk::apis::{configuration::Configuration, workspace_api};
use sdk::models::WorkspaceIdRequestBody;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let id = std::env::args().nth(1).ok_or("which workspace?")?.parse()?;
    let configuration = Configuration { base_path: "http://localhost:8000/api".to_owned(), ..Configuration::default() };
    let workspace = workspace_api::get_workspace(&configuration, WorkspaceIdRequestBody::new(id)).await?;
    println!("{}", workspace.name);
    Ok(())
}
