//! The harness of every suite: a world with people, tokens and a clock, on real bytecode.
//!
//! ```ignore
//! let mut world = World::new().await;
//! let alice = world.owner(1_000).await;
//! world.lock(&alice, 1_000, 52).await?;
//! world.advance_weeks(3).await;
//! world.withdraw(&alice).await.refused(LockerError::NotEnded);
//! ```
//!
//! `World` runs on `solana-program-test`, `Lite` on LiteSVM for suites of many thousand
//! transactions. Both load the same files from `target/deploy`.

mod club;
mod credits;
mod dao;
mod extension;
mod impostor;
mod lite;
mod locker_flow;
mod mint;
mod outcome;
mod owner;
mod platform;
mod pyth;
mod seed;
mod shop;
mod substitute;
mod time;
mod voucher;
mod world;

pub use club::{Club, Member};
pub use credits::Tab;
pub use dao::Dao;
pub use extension::{behind_base, SOMEONE};
pub use impostor::Impostor;
pub use lite::Lite;
pub use mint::{balance_of, Mint, TokenKind};
pub use outcome::{Failure, IntoCode, Outcome, OutcomeExt, Receipt};
pub use owner::Owner;
pub use platform::{Currency, Platform};
pub use pyth::{PriceAccount, Verification, PYTH_RECEIVER};
pub use seed::seed;
pub use shop::{Customer, Money, Shop, ADVANCED, BASIC, BASIC_YEAR, PREMIUM, PREMIUM_YEAR, VIP};
pub use substitute::Substitute;
pub use time::START;
pub use voucher::{
    voucher, Ed25519Instruction, Offsets, Signed, ED25519, INVALID_DATA_OFFSETS, INVALID_DATA_SIZE,
    INVALID_SIGNATURE, THIS_INSTRUCTION,
};
pub use world::World;
