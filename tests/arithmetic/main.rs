//! The bytecode of the arithmetic program against the host: one source, compiled by both.
//!
//! `TENURE_SEED` repeats a run.

mod inputs;
mod machine;

use arithmetic::{digest, Mode, Vector, OPERATIONS};
use machine::Machine;

/// Inputs of one run, each of them to every operation.
const VECTORS: usize = 100_000;

#[test]
fn bytecode_and_host_agree() {
    let vectors: Vec<Vector> = inputs::vectors(tenure_tests::seed("arithmetic")).take(VECTORS).collect();
    let mut machine = Machine::new();
    let mut units = 0;
    for batch in vectors.chunks(machine::VECTORS_PER_CALL) {
        let (digests, consumed) = machine.digests(batch);
        units += consumed;
        assert_eq!(digests.len(), batch.len(), "one digest for each vector");
        for (vector, on_bytecode) in batch.iter().zip(digests) {
            if on_bytecode != digest(vector) {
                compare_results(&mut machine, vector);
                panic!("the digests differ, the results do not, on {vector:x?}");
            }
        }
    }
    println!("arithmetic: {VECTORS} inputs to {} operations, {units} compute units", OPERATIONS.len());
}

/// Compares every result on `vector`, to say which operation differs where the digests do.
fn compare_results(machine: &mut Machine, vector: &Vector) {
    let results = machine.results(vector);
    assert_eq!(results.len(), OPERATIONS.len(), "one result for each operation");
    for (operation, on_bytecode) in OPERATIONS.iter().zip(results) {
        let on_host = (operation.run)(vector);
        let name = operation.name;
        assert_eq!(on_bytecode, on_host, "`{name}` differs (left: bytecode, right: host) on {vector:x?}");
    }
}

#[test]
fn every_result_can_be_read() {
    let mut machine = Machine::new();
    for vector in inputs::vectors(0).step_by(7).take(100) {
        compare_results(&mut machine, &vector);
    }
}

#[test]
fn an_overflow_aborts_the_transaction() {
    let mut machine = Machine::new();
    let max = u64::MAX;
    for (mode, x, y, expected) in [
        (Mode::Add, max - 1, 1, Some(max)),
        (Mode::Add, max, 1, None),
        (Mode::Subtract, 7, 7, Some(0)),
        (Mode::Subtract, 7, 8, None),
        (Mode::Multiply, 1 << 32, (1 << 32) - 1, Some(0xffff_ffff_0000_0000)),
        (Mode::Multiply, 1 << 32, 1 << 32, None),
    ] {
        assert_eq!(machine.unchecked(mode, x, y), expected, "{mode:?} of {x} and {y}");
    }
}
