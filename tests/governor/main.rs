//! The governor and its proposals, instruction by instruction, on the bytecode.
