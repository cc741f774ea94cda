//! Starts a sync, waits for its end, and lists the syncs there were: the program of the page on pages and jobs.

use std::time::Duration;

use airbyte::config::Client;
use airbyte::config::models::{ConnectionId, JobConfigType, JobListRequestBody, Pagination};
use airbyte::{Error, JobError, uuid};

#[tokio::main]
async fn main() -> Result<(), Error> {
    let client = Client::builder("http://localhost:8000").basic_auth("airbyte", "password").build()?;
    let connection_id = ConnectionId(uuid!("9d3e7f10-52b8-4c6d-b1a4-8e5f6a7b8c03"));

    let wait = client
        .connection()
        .sync(connection_id)
        .wait()
        .join_running()
        .deadline(Duration::from_secs(2 * 3600))
        .cancel_on_timeout()
        .on_progress(|progress| println!("{progress}"));
    match wait.await {
        Ok(ended) => println!("the sync {}", ended.status()),
        Err(Error::Job(error)) => match *error {
            JobError::TimedOut { is_cancelled, .. } => println!("too slow; cancelled: {is_cancelled}"),
            other => println!("{other}"),
        },
        Err(error) => return Err(error),
    }

    let request = JobListRequestBody::new(vec![JobConfigType::Sync], connection_id.to_string())
        .pagination(Pagination::new().page_size(50));
    let mut jobs = client.jobs().list(request).items();
    while let Some(job) = jobs.next().await {
        println!("{:?}", job?.job);
    }
    Ok(())
}
