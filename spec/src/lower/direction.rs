//! What only servers set, and what only callers do.
//!
//! A property that is required and `readOnly` is required of answers, but a caller who builds a request has no value for
//! it; one that is required and `writeOnly` does not come back. Where a schema goes both ways, such properties are optional.

use crate::ir::{Operation, Schema, Shape, reached};

/// Makes optional what one of the two sides does not set.
pub(super) fn relax(schemas: &mut [Schema], operations: &[Operation]) {
    let sent = reached(schemas, operations.iter().flat_map(Operation::sent_types));
    let received = reached(schemas, operations.iter().flat_map(Operation::received_types));
    for (index, schema) in schemas.iter_mut().enumerate() {
        let Shape::Struct(object) = &mut schema.shape else { continue };
        for property in &mut object.properties {
            let left_out = (property.read_only && sent[index]) || (property.write_only && received[index]);
            property.required &= !left_out;
        }
    }
}
