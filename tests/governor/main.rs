//! The governor, instruction by instruction, on its bytecode.

mod execute;
