//! What requests look like before they are sent: to which server they go, and how their parameters are written.

use cases::{Attempt, Call, Middleware};

type TestResult = Result<(), Box<dyn std::error::Error>>;

/// Sends nothing, and tells what would have been sent.
struct Nowhere;

impl Middleware for Nowhere {
    fn before(&self, attempt: &mut Attempt) -> Result<(), String> {
        let headers = ["x-list", "x-object", "x-exploded", "cookie"]
            .into_iter()
            .filter_map(|name| Some(format!(" {name}={}", attempt.headers().get(name)?.to_str().ok()?)));
        let headers: String = headers.collect();
        Err(format!("{} {}{headers}", attempt.method(), attempt.url()))
    }
}

async fn request(call: Call<()>) -> String {
    let error = call.await.expect_err("nothing is sent").to_string();
    error.rsplit(": ").next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn operations_go_to_the_server_that_the_document_gives_them() -> TestResult {
    use cases::servers::Client;
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
            assert_eq!(request(call).await, url);
        }
    }
    Ok(())
}

#[tokio::test]
async fn parameters_are_written_in_every_style() -> TestResult {
    use cases::styles::{Client, models::*};
    let client = Client::builder("http://h").middleware(Nowhere).build()?;
    let style = client.style();
    let (list, colour) = (|| vec!["a".to_owned(), "b c".to_owned()], || Colour::new().r(1).g(2));
    let simple = request(style.in_path(list(), colour(), colour())).await;
    assert_eq!(simple, "GET http://h/simple/a,b%20c/G=2,R=1/G,2,R,1");
    let label = request(style.as_label(list(), colour(), colour())).await;
    assert_eq!(label, "GET http://h/label/.a.b%20c/.G=2.R=1/.G.2.R.1");
    let matrix = request(style.as_matrix(list(), colour(), colour())).await;
    assert_eq!(matrix, "GET http://h/matrix/;list=a;list=b%20c/;G=2;R=1/;object=G,2,R,1");
    let parameters = InQueryParameters::new()
        .list(list())
        .joined(list())
        .object(colour())
        .flat(colour())
        .spaced(list())
        .each(list())
        .piped(colour())
        .deep(colour())
        .größe(2.5)
        .empty("e");
    let query = request(style.in_query(parameters)).await;
    let pairs: Vec<&str> = query.split(['?', '&']).collect();
    assert_eq!(
        pairs,
        [
            "GET http://h/query",
            "list=a",
            "list=b%20c",
            "G=2",
            "R=1",
            "each=a",
            "each=b%20c",
            "deep%5BG%5D=2",
            "deep%5BR%5D=1",
            "gr%C3%B6%C3%9Fe=2.5",
            "=e",
            "joined=a,b%20c",
            "flat=G,2,R,1",
            "spaced=a%20b%20c",
            "piped=G|2|R|1",
        ]
    );
    let parameters = GrößeParameters::new()
        .x_list(list())
        .x_object(colour())
        .x_exploded(colour())
        .c_list(list())
        .c_exploded(list())
        .c_object(colour())
        .c_flat(colour());
    assert_eq!(
        request(client.default().größe(parameters)).await,
        "GET http://h/headers x-list=a,b c x-object=G,2,R,1 x-exploded=G=2,R=1 \
         cookie=c-list=a,b%20c; c-exploded=a; c-exploded=b%20c; G=2; R=1; c-flat=G,2,R,1"
    );
    Ok(())
}
