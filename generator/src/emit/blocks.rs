//! Which lines of Markdown belong to a list item or a quote: each gets the indentation or the mark that says so.

/// Where the lines of text behind one go, until something else starts.
#[derive(Default)]
pub(crate) struct Blocks {
    /// What a line of the same paragraph starts with: spaces in an item, `>` in a quote.
    hang: String,
    /// Whether the item is one of a numbered list.
    is_numbered: bool,
    /// Whether a paragraph is open, which nothing but certain marks ends.
    in_text: bool,
}

impl Blocks {
    /// The line as it has to be written behind those before it.
    pub(crate) fn next(&mut self, line: &str) -> String {
        let (quote, rest) = quoted(line);
        let body = rest.trim_start();
        if body.is_empty() {
            *self = Self::default();
            return line.trim_end().to_owned();
        }
        if is_whole(body) {
            *self = Self::default();
            return line.to_owned();
        }
        if let Some((width, number)) = item(body)
            && (!self.in_text || number.is_none_or(|number| number == 1 || self.is_numbered))
        {
            let start = rest.len() - body.len();
            self.hang = format!("{quote}{}", " ".repeat(start + width));
            self.is_numbered = number.is_some();
            self.in_text = true;
            return line.to_owned();
        }
        if !self.in_text || (self.hang.is_empty() && quote.is_empty()) {
            self.in_text = true;
            self.hang = quote.to_owned();
            return line.to_owned();
        }
        if !quote.is_empty() && !self.hang.starts_with(quote.trim_end()) {
            *self = Self { hang: quote.to_owned(), in_text: true, ..Self::default() };
            return line.to_owned();
        }
        format!("{}{body}", self.hang)
    }
}

/// What following lines of the same paragraph start with.
pub(crate) fn hanging(line: &str) -> String {
    let (quote, rest) = quoted(line);
    let body = rest.trim_start();
    let start = rest.len() - body.len();
    let width = item(body).map_or(0, |(width, _)| width);
    format!("{quote}{}", " ".repeat(start + width))
}

/// The marks of a quote that a line starts with, and what is behind them.
fn quoted(line: &str) -> (&str, &str) {
    let marks = line.len() - line.trim_start_matches(['>', ' ']).len();
    match line[..marks].rfind('>') {
        Some(last) => line.split_at(if line[last + 1..].starts_with(' ') { last + 2 } else { last + 1 }),
        None => ("", line),
    }
}

/// The columns that the mark of a list item takes, and its number.
fn item(body: &str) -> Option<(usize, Option<u32>)> {
    let (mark, _) = body.split_once(' ')?;
    if ["-", "*", "+"].contains(&mark) {
        return Some((2, None));
    }
    let number = mark.strip_suffix(['.', ')']).filter(|number| number.len() <= 9)?;
    Some((mark.len() + 1, Some(number.parse().ok()?)))
}

/// Whether a line is something by itself, whatever is before and behind it: a heading, a line across, a row of a table.
fn is_whole(body: &str) -> bool {
    let marks = body.replace(' ', "");
    let is_across = ["-", "*", "_"].iter().any(|mark| marks.len() > 2 && marks.replace(mark, "").is_empty());
    is_across || body.starts_with('#') || body.starts_with('|')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laid_out(text: &str) -> String {
        let mut blocks = Blocks::default();
        text.lines().map(|line| blocks.next(line)).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn lines_of_an_item_are_indented_like_its_text() {
        assert_eq!(laid_out("- one\ntwo\n      three\n- four\n\nfive"), "- one\n  two\n  three\n- four\n\nfive");
        assert_eq!(laid_out("1. one\ntwo\n2. three\nfour"), "1. one\n   two\n2. three\n   four");
        assert_eq!(laid_out("text\n2024. more"), "text\n2024. more");
        assert_eq!(laid_out("* one\n2024. two"), "* one\n  2024. two");
        assert_eq!(laid_out("- one\n# Two\nthree"), "- one\n# Two\nthree");
    }

    #[test]
    fn lines_of_a_quote_have_its_mark() {
        assert_eq!(laid_out("> one\ntwo\n\nthree"), "> one\n> two\n\nthree");
        assert_eq!(laid_out("> - one\n> two\nthree"), "> - one\n>   two\n>   three");
        assert_eq!(hanging("> 1. one"), ">    ");
    }
}
