//! `tenure localnet` and `tenure travel`.

mod customers;
mod economy;
mod facts;
mod lifecycle;
mod process;
mod travel;
