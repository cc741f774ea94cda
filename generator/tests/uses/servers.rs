//! Operations that the document has on a server of their own: where their calls go.

use cases::servers::Client;
use cases::{Attempt, Call, Middleware};

type TestResult = Result<(), Box<dyn std::error::Error>>;

/// Sends nothing, and tells where it would have gone.
struct Nowhere;

impl Middleware for Nowhere {
    fn before(&self, attempt: &mut Attempt) -> Result<(), String> {
        Err(format!("{} {}", attempt.method(), attempt.url()))
    }
}

async fn goes_to(call: Call<()>) -> String {
    let error = call.await.expect_err("nothing is sent").to_string();
    error.rsplit(": ").next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn operations_go_to_the_server_that_the_document_gives_them() -> TestResult {
    // The document's own server, one that it lists second, and one that it does not know.
    let expected = [
        (
            "https://eu.example.com:8443",
            [
                "GET https://eu.example.com:8443/api/things",
                "GET https://files.example.com/v2/files/a",
                "PUT https://eu.example.com:8443/uploads/files/a",
                "DELETE https://eu.example.com:8443/files/a",
            ],
        ),
        (
            "https://sandbox.example.com/api",
            [
                "GET https://sandbox.example.com/api/things",
                "GET https://sandbox.example.com/v2/files/a",
                "PUT https://sandbox.example.com/uploads/files/a",
                "DELETE https://sandbox.example.com/files/a",
            ],
        ),
        (
            "http://localhost:8000/proxy",
            [
                "GET http://localhost:8000/proxy/things",
                "GET http://localhost:8000/proxy/files/a",
                "PUT http://localhost:8000/proxy/files/a",
                "DELETE http://localhost:8000/proxy/files/a",
            ],
        ),
    ];
    for (base, urls) in expected {
        let client = Client::builder(base).middleware(Nowhere).build()?;
        let thing = client.thing();
        let calls = [thing.get(), thing.get_file("a"), thing.put_file("a"), thing.delete_file("a")];
        for (call, url) in calls.into_iter().zip(urls) {
            assert_eq!(goes_to(call).await, url);
        }
    }
    Ok(())
}
