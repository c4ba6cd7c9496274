//! Subscribing: the first period, and a new one after the last has expired.

mod accounts;
mod again;
mod arrears;
mod badge;
mod charges;
mod consent;
mod credit;
mod payers;
mod refusals;
