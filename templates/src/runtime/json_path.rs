//! Where in a JSON text something is. Looked for only when decoding failed, so that decoding itself need not track it.

use std::fmt::Write;

/// The byte at a line and a column, both from 1, as `serde_json` reports them.
pub(crate) fn offset(text: &[u8], line: usize, column: usize) -> usize {
    let lines = text.split_inclusive(|byte| *byte == b'\n');
    let start: usize = lines.take(line.saturating_sub(1)).map(<[u8]>::len).sum();
    (start + column.saturating_sub(1)).min(text.len())
}

/// A collection that is open at the place.
enum Open {
    Object { name: Option<String> },
    Array { index: usize },
}

/// The path of the value that holds the byte at `offset`, such as `$.connections[3].status`.
pub(crate) fn at(text: &[u8], offset: usize) -> String {
    let mut open: Vec<Open> = Vec::new();
    let mut names_come = false;
    let mut place = 0;
    while place < offset.min(text.len()) {
        match text[place] {
            b'"' => {
                let end = string_end(text, place);
                if names_come
                    && end <= offset
                    && let Some(Open::Object { name }) = open.last_mut()
                {
                    *name = serde_json::from_slice(&text[place..end]).ok();
                    names_come = false;
                }
                place = end;
                continue;
            }
            b'{' => {
                open.push(Open::Object { name: None });
                names_come = true;
            }
            b'[' => open.push(Open::Array { index: 0 }),
            b'}' | b']' => {
                open.pop();
                names_come = false;
            }
            b',' => match open.last_mut() {
                Some(Open::Array { index }) => *index += 1,
                Some(Open::Object { name }) => {
                    *name = None;
                    names_come = true;
                }
                None => {}
            },
            _ => {}
        }
        place += 1;
    }
    // At the end of an object it is the object that is meant: something is missing in it.
    if let (Some(b'}'), Some(Open::Object { name })) = (text.get(offset), open.last_mut()) {
        *name = None;
    }
    render(&open)
}

/// The place behind the string that starts at `start`.
fn string_end(text: &[u8], start: usize) -> usize {
    let mut place = start + 1;
    while place < text.len() {
        match text[place] {
            b'\\' => place += 2,
            b'"' => return place + 1,
            _ => place += 1,
        }
    }
    text.len()
}

fn render(open: &[Open]) -> String {
    let mut path = String::from("$");
    for step in open {
        // Writing to a `String` does not fail.
        let _ = match step {
            Open::Object { name: Some(name) } => write!(path, ".{name}"),
            Open::Array { index } => write!(path, "[{index}]"),
            Open::Object { name: None } => Ok(()),
        };
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path_to(text: &str, marker: &str) -> String {
        at(text.as_bytes(), text.find(marker).unwrap_or_default())
    }

    #[test]
    fn the_path_names_objects_and_arrays() {
        let text = "{\"a\": 1,\n \"list\": [{\"x,y\": \"}]\"}, {\"b\\\"c\": [7, 8, 9]}], \"z\": true}";
        assert_eq!(path_to(text, "1"), "$.a");
        assert_eq!(path_to(text, "8"), "$.list[1].b\"c[1]");
        assert_eq!(path_to(text, "true"), "$.z");
        assert_eq!(at(text.as_bytes(), offset(text.as_bytes(), 2, 1)), "$");
        assert_eq!(path_to("{\"a\": {\"b\": 1}}", "}"), "$.a");
        assert_eq!(at(b"", 0), "$");
        assert_eq!(at(b"[\"open", 6), "$[0]");
    }
}
