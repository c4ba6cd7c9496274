//! What a run of full length must have met to be worth it.

use crate::{revenue::token::TOKENS, world::World};

/// What never happened.
pub fn lacks(world: &World) -> Option<String> {
    let tokens = &world.book.tokens;
    let sheets: Vec<_> = tokens.iter().map(|account| account.revenue.sheet()).collect();
    // Of one token so much may have come in at once that no more can be issued.
    let earned = tokens.iter().filter(|account| account.figures.paid > 0).count();
    let met = [
        (tokens.len() == TOKENS, "every token had a pool"),
        (earned + 1 >= TOKENS, "somebody earned of two tokens at least"),
        (sheets.iter().any(|sheet| sheet.expired() > 0u8.into()), "a week expired with something left"),
        (sheets.iter().any(|sheet| sheet.given_out() > 0u8.into()), "what waited was given out"),
        (tokens.iter().any(|account| account.coffer.withheld), "the treasury had to wait"),
        (tokens[0].revenue.burned() > 0, "something was burned"),
        (tokens[0].coffer.relocked > 0, "what was claimed was locked"),
    ];
    met.into_iter().find(|(met, _)| !met).map(|(_, what)| format!("it never happened that {what}"))
}
