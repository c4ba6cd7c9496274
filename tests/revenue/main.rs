//! Revenue, instruction by instruction, on its bytecode.

mod claim;
