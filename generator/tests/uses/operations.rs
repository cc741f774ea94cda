//! The operations of the cases over real sockets: what goes over the wire, and what comes back.

use std::error::Error;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread::JoinHandle;

use cases::{Download, Part, json, uuid};

type TestResult = Result<(), Box<dyn Error>>;

/// A server that answers one request, and what it got.
struct Server {
    url: String,
    request: JoinHandle<std::io::Result<String>>,
}

impl Server {
    fn answering(status: &str, content_type: &str, body: &str) -> std::io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let url = format!("http://{}", listener.local_addr()?);
        let content_type =
            if content_type.is_empty() { String::new() } else { format!("content-type: {content_type}\r\n") };
        let length = body.len();
        let answer = format!(
            "HTTP/1.1 {status}\r\n{content_type}content-length: {length}\r\nlocation: /there\r\nconnection: close\r\n\r\n{body}"
        );
        let request = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept()?;
            let (mut request, mut buffer) = (Vec::new(), [0; 4096]);
            while !is_whole(&request) {
                let read = stream.read(&mut buffer)?;
                request.extend_from_slice(&buffer[..read]);
                if read == 0 {
                    break;
                }
            }
            stream.write_all(answer.as_bytes())?;
            Ok(String::from_utf8_lossy(&request).into_owned())
        });
        Ok(Self { url, request })
    }

    fn done() -> std::io::Result<Self> {
        Self::answering("204 No Content", "", "")
    }

    fn request(self) -> Result<String, Box<dyn Error>> {
        Ok(self.request.join().map_err(|_| "the server panicked")??)
    }
}

/// Whether all of a request was read: its length, or its last chunk, says so.
fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request).to_lowercase();
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse::<usize>().ok());
    match length {
        Some(length) => body.len() >= length,
        None => !head.contains("transfer-encoding: chunked") || body.ends_with("0\r\n\r\n"),
    }
}

fn first_line(request: &str) -> &str {
    request.lines().next().unwrap_or_default()
}

fn body(request: &str) -> &str {
    request.split_once("\r\n\r\n").map_or("", |(_, body)| body)
}

#[expect(deprecated, reason = "what is deprecated goes over the wire all the same")]
#[tokio::test]
async fn parameters_go_where_they_belong() -> TestResult {
    use cases::parameters::{Client, models::*};
    let id = uuid!("3f1b6f4e-8c2a-4f0d-9a57-1d2c7e5b9a10");
    let server = Server::done()?;
    let client = Client::builder(&server.url).build()?;
    let parameters = ListPartsParameters::new(vec!["a".into(), "b".into()])
        .limit(5)
        .sort(Sort::Up)
        .ids(vec![1, 2])
        .names(vec!["x,y".into(), "z".into()])
        .pipes(vec!["p".into(), "q".into()])
        .filter(Filter::new().name("n n").size(3))
        .path("/a/b?c")
        .where_(Filter::new().name("w"))
        .session("s;1");
    client.thing().list_parts(id, ListPartsKind::A, "../x?", parameters).await?;
    let request = server.request()?;
    assert_eq!(
        first_line(&request),
        "GET /things/3f1b6f4e-8c2a-4f0d-9a57-1d2c7e5b9a10/parts/a...%2Fx%3F\
         ?limit=5&sort=up&filter%5Bname%5D=n%20n&filter%5Bsize%5D=3&where=%7B%22name%22%3A%22w%22%7D\
         &ids=1%202&names=x%2Cy,z&pipes=p|q&path=/a/b?c HTTP/1.1"
    );
    assert!(request.contains("\r\nx-trace: a,b\r\n"), "{request}");
    assert!(request.contains("\r\ncookie: session=s%3B1\r\n"), "{request}");

    let server = Server::done()?;
    let client = Client::builder(&server.url).build()?;
    client.thing().get_matrix(vec!["m".into(), "n".into()], "b", json!({"c": 1})).await?;
    assert_eq!(first_line(&server.request()?), "GET /matrix;a=m,n/b:b/%7B%22c%22%3A1%7D HTTP/1.1");

    let server = Server::done()?;
    let client = Client::builder(&server.url).build()?;
    client.thing().add_part(id, ListPartsKind::B, "zip", None).await?;
    assert!(first_line(&server.request()?).ends_with("/parts/b..zip HTTP/1.1"));
    let client = Client::builder("http://localhost:1").build()?;
    let error = client.thing().get_matrix(Vec::new(), "", json!({})).await.expect_err("`b` is empty");
    assert!(error.to_string().contains("`b`"), "{error}");
    Ok(())
}

#[tokio::test]
async fn bodies_of_every_kind_are_sent() -> TestResult {
    use cases::bodies::{Client, models::*};
    // A schema of the case has the same short name.
    use cases::Upload;
    let server = Server::done()?;
    let client = Client::builder(&server.url).build()?;
    let form = SendFormRequest::new().name("a b").expand(vec!["x".into(), "y".into()]).extra(json!({"z": 1}));
    client.body().send_form(form).await?;
    let request = server.request()?;
    assert!(request.contains("\r\ncontent-type: application/x-www-form-urlencoded\r\n"), "{request}");
    let mut pairs: Vec<&str> = body(&request).split('&').collect();
    pairs.sort_unstable();
    assert_eq!(pairs, ["expand%5B0%5D=x", "expand%5B1%5D=y", "extra=%7B%22z%22%3A1%7D", "name=a%20b"]);

    let server = Server::done()?;
    let client = Client::builder(&server.url).build()?;
    let form = SendPartsForm::new(Part::reader(&b"streamed"[..]).file_name("i.png"), Owner::new().name("o"))
        .others(vec!["one".into(), "two".into()])
        .note("n")
        .tags(vec!["t".into()])
        .part("more", "m");
    client.body().send_parts(form).await?;
    let request = server.request()?;
    assert!(request.contains("\r\ncontent-type: multipart/form-data; boundary="), "{request}");
    assert!(request.contains("\r\ntransfer-encoding: chunked\r\n"), "{request}");
    for part in [
        "name=\"image\"; filename=\"i.png\"\r\ncontent-type: image/png\r\n\r\n",
        "streamed",
        "name=\"others\"\r\n\r\none\r\n",
        "name=\"others\"\r\n\r\ntwo\r\n",
        "name=\"owner\"\r\ncontent-type: application/json\r\n\r\n{\"name\":\"o\"}\r\n",
        "name=\"note\"\r\n\r\nn\r\n",
        "name=\"tags\"\r\n\r\nt\r\n",
        "name=\"more\"\r\n\r\nm\r\n",
    ] {
        assert!(request.contains(part), "{part}: {request}");
    }

    let server = Server::done()?;
    let client = Client::builder(&server.url).build()?;
    let form = SendFilesForm::new("PNG").name("n").pages(vec!["PDF".into()]).icon(b"icon".to_vec()).table("a,b");
    client.body().send_files(form).await?;
    let request = server.request()?;
    for part in [
        "name=\"name\"\r\n\r\nn\r\n",
        "name=\"photo\"\r\ncontent-type: image/png\r\n\r\nPNG\r\n",
        "name=\"pages\"\r\ncontent-type: application/pdf\r\n\r\nPDF\r\n",
        "name=\"icon\"\r\ncontent-type: image/png\r\n\r\naWNvbg==\r\n",
        "name=\"table\"\r\ncontent-type: text/csv\r\n\r\na,b\r\n",
    ] {
        assert!(request.contains(part), "{part}: {request}");
    }

    let sent = async |call: fn(Client) -> cases::Call<()>| -> Result<String, Box<dyn Error>> {
        let server = Server::done()?;
        call(Client::builder(&server.url).build()?).await?;
        server.request()
    };
    let request = sent(|client| client.body().send_text("words")).await?;
    assert!(request.contains("\r\ncontent-type: text/plain\r\n") && body(&request) == "words", "{request}");
    let request = sent(|client| client.body().send_bytes(Upload::from(&b"\x01\x02"[..]))).await?;
    assert!(request.contains("\r\ncontent-type: application/x-gzip\r\n") && body(&request) == "\u{1}\u{2}", "{request}");
    let request = sent(|client| client.body().send_bytes(None)).await?;
    assert!(!request.contains("content-type") && body(&request).is_empty(), "{request}");
    let request = sent(|client| client.body().send_any(Owner::new().name("o"))).await?;
    assert!(request.contains("\r\ncontent-type: application/json\r\n") && body(&request) == r#"{"name":"o"}"#);
    let request = sent(|client| client.body().patch(PatchRequest::new().name("p"))).await?;
    assert!(request.contains("\r\ncontent-type: application/merge-patch+json\r\n"), "{request}");
    Ok(())
}

#[tokio::test]
async fn what_is_read_while_it_is_sent_is_sent_once() -> TestResult {
    use cases::Upload;
    use cases::bodies::Client;
    let server = Server::answering("503 Service Unavailable\r\nretry-after: 0", "text/plain", "later")?;
    let client = Client::builder(&server.url).build()?;
    let error = client.body().send_bytes(Upload::reader(&b"once"[..])).await.expect_err("the server is busy");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(503));
    assert!(server.request()?.contains("once"));
    Ok(())
}

#[tokio::test]
async fn answers_are_told_by_their_status() -> TestResult {
    use cases::responses::{Client, models::*};
    let answered = async |status: &str, content_type: &str, body: &str| -> Result<SeveralAnswer, Box<dyn Error>> {
        let server = Server::answering(status, content_type, body)?;
        Ok(Client::builder(&server.url).build()?.answer().several().await?)
    };
    let json = "application/json";
    let thing = answered("200 OK", json, r#"{"name":"n"}"#).await?;
    assert_eq!(thing, SeveralAnswer::Ok(Thing::new().name("n")));
    let created = answered("201 Created", json, r#"{"id":1}"#).await?;
    assert_eq!(created, SeveralAnswer::Created(SeveralResponse::new().id(1)));
    assert_eq!(answered("204 No Content", "", "").await?, SeveralAnswer::Success);
    let error = answered("409 Conflict", json, r#"{"by":"b"}"#).await.expect_err("it is taken");
    let error = error.downcast::<cases::Error>()?;
    assert_eq!(error.body::<SeveralError>().and_then(|body| body.by.as_deref()), Some("b"));

    let server = Server::answering("200 OK", "text/plain; charset=utf-8", "words")?;
    assert_eq!(Client::builder(&server.url).build()?.answer().text().await?, "words");
    let request = server.request()?;
    assert!(request.contains("\r\naccept: text/plain\r\n"), "{request}");

    let server = Server::answering("201 Created\r\nx-count: 3", json, r#"{"id":1}"#)?;
    let created = Client::builder(&server.url).build()?.answer().several().send().await?;
    assert_eq!(created.headers().get("x-count").and_then(|count| count.to_str().ok()), Some("3"));
    assert!(matches!(created.body(), SeveralAnswer::Created(_)));

    // What an operation redirects to is a stream.
    let there = Server::answering("200 OK", "", "elsewhere")?;
    let server = Server::answering(&format!("302 Found\r\nlocation: {}/there", there.url), "", "")?;
    let elsewhere: Download = Client::builder(&server.url).build()?.answer().redirect().await?;
    assert_eq!(elsewhere.bytes().await?, "elsewhere");
    assert_eq!(first_line(&there.request()?), "GET /there HTTP/1.1");

    let server = Server::answering("200 OK", json, r#"{"name":"d"}"#)?;
    assert_eq!(Client::builder(&server.url).build()?.answer().only_default().await?, Thing::new().name("d"));

    for (status, body, answer) in
        [("200 OK", r#"{"name":"m"}"#, Some(Thing::new().name("m"))), ("200 OK", "", None), ("204 No Content", "", None)]
    {
        let server = Server::answering(status, json, body)?;
        assert_eq!(Client::builder(&server.url).build()?.answer().maybe().await?, answer);
    }

    let server = Server::answering("200 OK", "text/event-stream", "data: 1\n\n")?;
    let events: Download = Client::builder(&server.url).build()?.answer().events().await?;
    assert_eq!(events.bytes().await?, "data: 1\n\n");

    let server = Server::answering("200 OK", json, "{\"name\":\"1\"}\n{\"name\":\"2\"}\n")?;
    let watched = Client::builder(&server.url).build()?.answer().any().download().await?;
    assert_eq!(watched.bytes().await?.len(), 26);
    Ok(())
}

#[tokio::test]
async fn one_status_answers_a_value_and_another_a_stream() -> TestResult {
    use cases::responses::{Client, models::*};
    let answered = async |status: &str, content_type: &str, body: &str| -> Result<_, Box<dyn Error>> {
        let server = Server::answering(status, content_type, body)?;
        let answer = Client::builder(&server.url).build()?.answer().mixed().await?;
        assert!(server.request()?.contains("\r\naccept: application/json, application/octet-stream, text/plain\r\n"));
        Ok(answer)
    };
    let thing = answered("200 OK", "application/json", r#"{"name":"n"}"#).await?;
    assert!(matches!(thing, MixedAnswer::Ok(thing) if thing.name.as_deref() == Some("n")));
    let MixedAnswer::PartialContent(mut piece) = answered("206 Partial Content", "", "bytes").await? else {
        return Err("206 is a stream".into());
    };
    assert_eq!(piece.chunk().await?.as_deref(), Some(&b"bytes"[..]));
    assert!(matches!(answered("204 No Content", "", "").await?, MixedAnswer::NoContent));
    let words = answered("203 Non-Authoritative Information", "text/plain", "words").await?;
    assert!(matches!(words, MixedAnswer::Success(words) if words == "words"));

    let server = Server::answering("204 No Content", "", "")?;
    let nothing = Client::builder(&server.url).build()?.answer().piece().await?;
    assert!(nothing.bytes().await?.is_empty());

    // The other media type of a status is asked for.
    let server = Server::answering("200 OK", "text/csv", "name\nn\n")?;
    let call = Client::builder(&server.url).build()?.answer().mixed().header("accept", "text/csv");
    assert_eq!(call.download().await?.bytes().await?, "name\nn\n");
    assert!(server.request()?.contains("\r\naccept: text/csv\r\n"));
    Ok(())
}

#[tokio::test]
async fn keys_go_with_every_call_that_takes_them() -> TestResult {
    use cases::untagged::Client;
    let server = Server::done()?;
    let client = Client::builder(&server.url).key("k&1").session("s 1").query("q").bearer_auth("t").build()?;
    client.pets().get_by_id(7).await?;
    let request = server.request()?;
    assert_eq!(first_line(&request), "GET /v2/api/v1/pets/7?key=q HTTP/1.1");
    for header in ["x-key: k&1", "cookie: sid=s%201", "authorization: Bearer t"] {
        assert!(request.contains(&format!("\r\n{header}\r\n")), "{header}: {request}");
    }

    let server = Server::done()?;
    let client = Client::builder(&server.url).key("k").query("q").bearer_auth("t").build()?;
    client.pets().post().await?;
    let request = server.request()?;
    assert_eq!(first_line(&request), "POST /v2/api/v1/pets HTTP/1.1");
    assert!(!request.contains("x-key") && !request.contains("authorization"), "{request}");

    let server = Server::done()?;
    let client = Client::builder(&server.url).query("q").build()?;
    client.owners().options_search_all_true().await?;
    assert_eq!(first_line(&server.request()?), "OPTIONS /v2/api/v1/owners/search?all=true&key=q HTTP/1.1");
    assert!(!format!("{:?}", Client::builder("http://h").key("hidden")).contains("hidden"));
    Ok(())
}
