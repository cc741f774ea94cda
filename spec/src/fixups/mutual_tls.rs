//! Security by the client's certificate (`mutualTLS`), which OpenAPI 3.1 knows: it belongs to the connection, and nothing of
//! it is in a request.

use serde_json::Value;

use crate::diagnostics::{Diagnostic, Pointer};

pub(super) fn fix(tree: &mut Value, found: &mut Vec<Diagnostic>) {
    let schemes = tree.pointer_mut("/components/securitySchemes").and_then(Value::as_object_mut);
    let Some(schemes) = schemes else { return };
    let section = Pointer::root().child("components").child("securitySchemes");
    schemes.retain(|name, scheme| {
        let by_certificate = scheme.get("type").and_then(Value::as_str) == Some("mutualTLS");
        if by_certificate {
            let message =
                format!("`{name}` is the client's certificate, which is a matter of the connection; left out");
            let warning = Diagnostic::warning("client-certificate", message).at(section.child(name).child("type"));
            found.push(warning.help("give it to the HTTP client that requests are sent with"));
        }
        !by_certificate
    });
}
