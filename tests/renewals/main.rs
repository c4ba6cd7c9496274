//! Renewals: what a mandate allows, what a keeper charges under it, and what a user pays by hand.

mod arrears;
mod badge;
mod caps;
mod consent;
mod credit;
mod elsewhere;
mod events;
mod failures;
mod grant_impostors;
mod grant_mandate;
mod grant_seen;
mod keeper;
mod model;
mod oracle;
mod pay_impostors;
mod pay_now;
mod plans;
mod prices;
mod remind;
mod renew;
mod renew_impostors;
mod revoke_mandate;
mod source;
mod stage;
mod standing;
mod token_2022;
