mod credit;
mod mandate;
mod paid_time;
mod pay_token;
mod plan;
mod store;
mod subscription;

pub use credit::Credit;
pub use mandate::{Mandate, MandateTerms};
pub use paid_time::PaidTime;
pub use pay_token::{PayToken, TokenTerms, ORACLE, STABLE};
pub use plan::{Plan, PlanTerms, MAX_PRICE};
pub use store::{
    Roles, Store, StoreTerms, MAX_KEEPER_FEE_BPS, MAX_NOTICE, MIN_GRACE, MIN_NOTICE, MIN_WINDOW,
};
pub use subscription::{Failure, Subscription};
