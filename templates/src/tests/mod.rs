//! Tests of the runtime over real sockets, with operations and models that stand in for generated ones.

mod flows;
mod uploads;
