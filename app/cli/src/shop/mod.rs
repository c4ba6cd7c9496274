//! What the commands about subscriptions share: which plan, which token, what it costs, and how a
//! membership is told.

mod allowance;
mod membership_facts;
mod paying;
mod plan_facts;
mod quote;
mod renewal;
mod subscriber_facts;
mod which_plan;
mod which_token;
mod words;

pub use allowance::Allowance;
pub use membership_facts::{badge_facts, changed, membership_facts};
pub use paying::{Oracle, Paying, Purse};
pub use plan_facts::{plan_facts, plan_words, terms_of, terms_of_plan, token_facts, token_words};
pub use quote::Quote;
pub use renewal::{Ledger, Renewal};
pub use subscriber_facts::subscriber_facts;
pub use which_plan::WhichPlan;
pub use which_token::WhichToken;
pub use words::{every, status_name, status_words};
