//! Casing: wire names of any form to identifiers in the case that Rust has for them.

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

/// Spellings whose words are not where their capitals are, and how they have to be written to be one word.
const LEXICON: [(&str, &str); 2] = [("OAuth", "Oauth"), ("GraphQL", "Graphql")];

/// A type or variant: `sync-mode` gives `SyncMode`, `+1` gives `Plus1`, `2fa` gives `N2fa`.
pub(crate) fn type_name(wire: &str) -> String {
    start_with_letter(spell_out(wire).to_upper_camel_case(), "N", "Empty")
}

/// A field, argument or method: `timeUnit` gives `time_unit`.
pub(crate) fn field_name(wire: &str) -> String {
    start_with_letter(snake_case(&spell_out(wire)), "n", "empty")
}

/// A module, which is a file too: its name is ASCII, whatever the wire name is.
pub(crate) fn module_name(wire: &str) -> String {
    let ascii: String = wire.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    start_with_letter(snake_case(&ascii), "n", "other")
}

/// A constant or static: `timeUnit` gives `TIME_UNIT`.
pub(crate) fn constant_name(name: &str) -> String {
    name.to_shouty_snake_case()
}

/// What the names of environment variables start with, for the API of this title: its first word that says something.
pub(crate) fn variable_prefix(title: &str) -> String {
    let ascii: String = title.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    let mut words = ascii.split_whitespace().filter(|word| !["the", "a", "an"].contains(&&*word.to_lowercase()));
    let word = words.find(|word| word.starts_with(|c: char| c.is_ascii_alphabetic())).unwrap_or("API");
    word.to_ascii_uppercase()
}

/// The words of a name, in lower case: `webBackendGetConnection` gives `web backend get connection`.
pub(crate) fn words(wire: &str) -> Vec<String> {
    snake_case(wire).split('_').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn snake_case(text: &str) -> String {
    LEXICON.iter().fold(text.to_owned(), |text, (spelling, word)| text.replace(spelling, word)).to_snake_case()
}

/// The name with words in place of the signs that tell it from others: `+1` and `-1`, `<` and `<=`.
fn spell_out(wire: &str) -> String {
    let signed = wire.starts_with(['+', '-']) && wire[1..].starts_with(|c: char| c.is_ascii_digit());
    if !signed && wire.chars().any(char::is_alphanumeric) {
        return wire.to_owned();
    }
    let mut spelled = String::new();
    for c in wire.chars() {
        let word = match c {
            '+' => "plus",
            '-' => "minus",
            '<' => "less",
            '>' => "greater",
            '=' => "equal",
            '*' => "star",
            '/' => "slash",
            '!' => "not",
            '&' => "and",
            '|' => "or",
            '%' => "percent",
            '.' => "dot",
            '~' => "tilde",
            '_' => "underscore",
            ' ' => "space",
            '$' => "dollar",
            '@' => "at",
            '#' => "hash",
            other => {
                spelled.push(other);
                continue;
            }
        };
        spelled.push(' ');
        spelled.push_str(word);
        spelled.push(' ');
    }
    spelled
}

fn start_with_letter(mut name: String, prefix: &str, empty: &str) -> String {
    // What is alphanumeric is not always part of an identifier: `²` is a number, `Ⓐ` a sign.
    name.retain(unicode_ident::is_xid_continue);
    match name.chars().next() {
        None => empty.to_owned(),
        Some('_') => name,
        Some(first) if !unicode_ident::is_xid_start(first) => format!("{prefix}{name}"),
        Some(_) => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_every_form_become_identifiers() {
        let names = [
            "oauth2.0",
            "+1",
            "-1",
            "",
            "2fa",
            "generally_available",
            "OAuth2Specification",
            "größe",
            "²",
            "<=",
            "Ⓐ",
            "🦀",
            "٣",
        ];
        let types = [
            "Oauth20",
            "Plus1",
            "Minus1",
            "Empty",
            "N2fa",
            "GenerallyAvailable",
            "OAuth2Specification",
            "Größe",
            "Empty",
            "LessEqual",
            "Empty",
            "Empty",
            "N٣",
        ];
        assert_eq!(names.map(type_name), types);
        assert_eq!(field_name("dockerImageTag"), "docker_image_tag");
        assert_eq!(field_name("sourceOAuthParameter"), "source_oauth_parameter");
        assert_eq!(module_name("größe/../x"), "gr_e_x");
        let titles = ["Airbyte Configuration API", "the 3D-Printer API", "GitHub v3", "", "日本"];
        assert_eq!(titles.map(variable_prefix), ["AIRBYTE", "PRINTER", "GITHUB", "API", "API"]);
    }
}
