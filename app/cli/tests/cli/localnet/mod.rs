//! `tenure localnet` and `tenure travel`.

mod economy;
mod facts;
mod lifecycle;
mod process;
mod travel;
