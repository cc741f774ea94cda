//! Which schemas go to the server, and which come from it.

use crate::ir::{Api, Operation, SchemaId, reached};

use super::Direction;

/// For each schema of an API which way its values go.
pub(super) struct Reach {
    sent: Vec<bool>,
    received: Vec<bool>,
}

impl Reach {
    pub(super) fn of(api: &Api) -> Self {
        let sent = reached(&api.schemas, api.operations.iter().flat_map(Operation::sent_types));
        let received = reached(&api.schemas, api.operations.iter().flat_map(Operation::received_types));
        Self { sent, received }
    }

    pub(super) fn direction(&self, id: SchemaId) -> Option<Direction> {
        match (self.sent[id.0], self.received[id.0]) {
            (true, true) => Some(Direction::Both),
            (true, false) => Some(Direction::Request),
            (false, true) => Some(Direction::Response),
            (false, false) => None,
        }
    }
}
