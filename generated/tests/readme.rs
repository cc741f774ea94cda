//! The first program of the project's README is an example of this crate, so that it compiles.

#[test]
fn the_first_program_is_the_example() {
    let readme = include_str!("../../README.md");
    let example = include_str!("../examples/first_program.rs");
    let (_, program) = readme.split_once("```rust,no_run\n").expect("the README has a program");
    let (program, _) = program.split_once("```").expect("the program ends");
    let (docs, code) = example.split_once("\n\n").expect("the example starts with a line of documentation");
    assert!(docs.starts_with("//! "));
    assert_eq!(program, code);
}
