//! The collection and its badges, instruction by instruction, on the bytecode and against the real
//! Token-2022 program.

mod accounts;
mod authority;
mod create_collection;
mod deed;
mod events;
mod expire;
mod extend;
mod issue;
mod metadata;
mod prefunded;
mod program_authority;
mod rebuild;
mod revoke;
mod sequences;
mod set_tier;
mod soulbound;
