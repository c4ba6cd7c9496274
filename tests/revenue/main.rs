//! The splitter, its pools and distribution, instruction by instruction, on the bytecode.
