//! The subscriptions program.

mod address;
mod consent;
mod error;
mod event;
mod instruction;
mod read;
mod text;
mod voucher;

pub use address::{
    credit_address, credit_vault_address, mandate_address, pay_token_address, plan_address, store_address,
    subscription_address,
};
pub use consent::consent_to;
pub use error::explain;
pub use event::{events, Event};
pub use instruction::{StoreKeys, TokenKeys};
pub use subscriptions::{
    Consent, Credit, Failure, Mandate, MandateTerms, PayToken, Plan, PlanTerms, PriceUpdate, Roles, Store,
    StoreTerms, Subscription, SubscriptionError, TokenTerms, Voucher, ID, MAX_PRICE, ORACLE, PYTH_RECEIVER,
    STABLE,
};
pub use text::failure_in_words;
pub use voucher::verification;
