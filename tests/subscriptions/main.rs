//! Subscriptions on the bytecode: how they begin, what the store grants and takes, what others see, and
//! how they end.

mod assert_access;
mod close_subscription;
mod exclude;
mod excluded_in_grace;
mod grant;
mod handed_over;
mod impostors;
mod note_expiry;
mod open_subscription;
mod prefunded;
mod program_owner;
mod reinstate;
mod stage;
mod subscribe;
mod sync_badge;
