//! `tenure localnet`: a chain in this process with an economy on it, for everything that speaks JSON-RPC.

mod deployment;
mod directory;
mod doors;
mod economy;
mod host;
mod price_keeper;
mod stop;

pub use self::{
    deployment::Deployment,
    directory::DEPLOYMENT,
    economy::{Economy, Seed, OPERATOR},
    host::Host,
    price_keeper::PriceKeeper,
    stop::Stop,
};
use self::{directory::Directory, doors::Doors};
