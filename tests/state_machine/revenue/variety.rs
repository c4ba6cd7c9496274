//! What a run of full length must have met to be worth it.

use crate::{
    revenue::{book::Account, token::TOKENS},
    world::World,
};

pub fn expect(world: &World) {
    let tokens = &world.book.tokens;
    assert_eq!(tokens.len(), TOKENS);
    assert!(tokens.iter().all(|Account { figures, .. }| figures.paid > 0), "nobody earned some token");
    let sheets: Vec<_> = tokens.iter().map(|Account { revenue, .. }| revenue.sheet()).collect();
    let ever = |met: bool, what: &str| assert!(met, "it never happened that {what}");
    ever(sheets.iter().any(|sheet| sheet.expired() > 0u8.into()), "a week expired with something left");
    ever(sheets.iter().any(|sheet| sheet.given_out() > 0u8.into()), "what waited was given out");
    ever(tokens.iter().any(|token| token.coffer.withheld), "the treasury had to wait");
    ever(tokens[0].revenue.burned() > 0, "something was burned");
    ever(tokens[0].coffer.relocked > 0, "what was claimed was locked");
}
