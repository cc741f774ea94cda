//! How much rustc hands to LLVM, which is most of what compiling takes.

use super::{Builder, Counts};
use crate::Failure;

/// The builds, and what Cargo is told for them.
const BUILDS: [(&str, &[&str]); 2] = [("debug", &[]), ("release", &["--release"])];

/// Counts the functions and the lines of the crate alone, with its default features.
///
/// Cargo keeps builds with arguments of their own beside the others, so that none is compiled anew for another.
pub(super) fn count(builder: &Builder, counts: &mut Counts) -> Result<(), Failure> {
    for (build, arguments) in BUILDS {
        println!("LLVM IR of a {build} build");
        let name = format!("{build}.ll");
        let emit = format!("--emit=llvm-ir={}/{name}", Builder::FOLDER);
        let rest = ["--", &emit, "-Cno-prepopulate-passes", "-Ccodegen-units=1"];
        builder.build(&[&["rustc", "--locked", "--package", "airbyte", "--lib"], arguments, &rest].concat())?;
        let path = builder.path(&name);
        if !path.exists() {
            let help = "`cargo clean --package airbyte` makes Cargo write it again";
            return Err(Failure(format!("error: {}/{name} was removed\n  help: {help}", Builder::FOLDER)));
        }
        let (functions, lines) = in_bodies(&super::read(&path)?);
        counts.insert(format!("functions of LLVM IR in a {build} build"), Some(functions));
        counts.insert(format!("lines of LLVM IR in a {build} build"), Some(lines));
    }
    Ok(())
}

/// The functions that LLVM's text defines, and the instructions in them, as `cargo llvm-lines` counts them: labels, records
/// for debuggers and the further lines of a long instruction are none.
fn in_bodies(text: &str) -> (u64, u64) {
    let (mut functions, mut lines, mut inside) = (0, 0, false);
    for line in text.lines() {
        match line {
            "}" => inside = false,
            line if line.starts_with("define ") => {
                functions += 1;
                inside = true;
            }
            line if inside && line.starts_with("  ") && !line.starts_with("   ") => lines += 1,
            _ => {}
        }
    }
    (functions, lines)
}

#[cfg(test)]
mod tests {
    use super::in_bodies;

    #[test]
    fn counts_instructions_in_bodies() {
        let text = r#"; ModuleID = 'airbyte'
%"Type" = type { i64 }
@vtable.0 = private constant <{ ptr }> <{
  ptr @drop
}>
}

; <u8>::first
define internal i8 @first(ptr %0) unnamed_addr #0 !dbg !9 {
start:
  %x.dbg.spill = alloca [1 x i8], align 1
    #dbg_declare(ptr %x.dbg.spill, !9, !DIExpression(), !10)
  switch i8 %1, label %bb1 [
    i8 0, label %bb2
  ]

bb1:                                              ; preds = %start
  ret i8 0
}

declare void @drop(ptr)

define void @second() {
  ret void
}
  !1 = !{}
"#;
        // The end of a `switch` is a line like an instruction to `cargo llvm-lines` too.
        assert_eq!(in_bodies(text), (2, 5));
        assert_eq!(in_bodies(""), (0, 0));
    }
}
