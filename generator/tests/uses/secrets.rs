//! Models that must not be shown: in `Debug`, and in errors about answers that hold them.

use std::error::Error;
use std::io::{Read, Write};
use std::net::TcpListener;

use cases::json;
use cases::secrets::{Client, models::*};

type TestResult = Result<(), Box<dyn Error>>;

#[test]
fn what_must_not_be_shown_is_not() -> TestResult {
    let sent = json!({
        "credentials": {"user": "hidden", "pin": 4711, "more": "hidden"},
        "level": "double agent", "code": 7, "either": "hidden", "token": "hidden", "inline": {"word": "hidden"},
    });
    let holder: Holder = serde_json::from_value(sent.clone())?;
    let shown =
        format!("{holder:?} {:?} {:?}", holder.credentials.as_slice(), UploadCredentialsForm::new("hidden").pin(4711));
    for hidden in ["hidden", "4711", "ouble", "7"] {
        assert!(!shown.contains(hidden), "{hidden}: {shown}");
    }
    assert!(
        shown.contains("Credentials(***)") && shown.contains("Level(***)") && shown.contains("Either(***)"),
        "{shown}"
    );
    assert_eq!(serde_json::to_value(&holder)?, sent);
    assert_eq!(holder.credentials.map(|credentials| credentials.user).as_deref(), Some("hidden"));
    Ok(())
}

#[tokio::test]
async fn errors_about_answers_that_hold_them_show_their_form() -> TestResult {
    let answer = r#"[{"user": "hidden", "pin": "hidden too"}]"#;
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}", listener.local_addr()?);
    let server = std::thread::spawn(move || -> std::io::Result<()> {
        let (mut stream, _) = listener.accept()?;
        let _ = stream.read(&mut [0; 4096])?;
        let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close";
        write!(stream, "{head}\r\ncontent-length: {}\r\n\r\n{answer}", answer.len())
    });
    let error = Client::builder(url).build()?.secret().get_credentials().await.expect_err("the pin is no number");
    server.join().map_err(|_| "the server panicked")??;
    assert!(error.to_string().contains("$[0].pin"), "{error}");
    assert!(!format!("{error} {error:?}").contains("hidden"), "{error:?}");
    Ok(())
}
