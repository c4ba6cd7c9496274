//! Twenty-five attacks on payments, and what must hold through each: of subscriptions, their badges, credits
//! for calls, and the splitter that the money goes to.

mod badges;
mod calendar;
mod charges;
mod flip_flop;
mod gifts;
mod keepers;
mod listed_mints;
mod old_signatures;
mod oracle;
mod plans;
mod powers;
mod proxy_calls;
mod replaced_mints;
mod revenue;
mod sources;
mod stage;
mod switches;
mod token_switch;
mod vouchers;
mod windows;
mod wrapped_sol;
