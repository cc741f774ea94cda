//! The programs of the project's README and of its pages are examples of this crate, so that they compile.

#[test]
fn the_first_program_is_the_example() {
    is_the_program(include_str!("../../README.md"), include_str!("../examples/first_program.rs"));
}

#[test]
fn the_program_on_pages_and_jobs_is_the_example() {
    is_the_program(include_str!("../../docs/pages-and-jobs.md"), include_str!("../examples/start_a_sync.rs"));
}

fn is_the_program(page: &str, example: &str) {
    let (_, program) = page.split_once("```rust,no_run\n").expect("the page has a program");
    let (program, _) = program.split_once("```").expect("the program ends");
    let (docs, code) = example.split_once("\n\n").expect("the example starts with a line of documentation");
    assert!(docs.starts_with("//! "));
    assert_eq!(program, code);
}
