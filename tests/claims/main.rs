//! What lockers earn and claim, on the bytecode.

mod claim;
