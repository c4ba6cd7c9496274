//! What must hold after each deed.

use tenure_model::{OwnerId, Rates, Terms};

use crate::{
    revenue::{book::Account, coffer::Coffer, figures::Figures},
    world::World,
};

/// The splitter, its pools and the claim record of `owner`, who acted last, are what the model says.
pub fn after(world: &World, owner: OwnerId) {
    splitter(world);
    for token in 0..world.book.tokens.len() {
        pool(world, token);
    }
    record(world, owner);
}

fn splitter(world: &World) {
    let (splitter, book) = (world.chain.splitter(), &world.book.splitter);
    assert!(splitter.invariant(), "the splitter's invariant");
    assert_eq!(splitter.paused != 0, book.is_paused());
    assert_eq!(usize::from(splitter.pool_count), world.book.tokens.len());
    let revenue::Terms { staker_bps, burn_bps, min_power } = splitter.terms_in(world.model.week());
    let rates = Rates { stakers_bps: staker_bps, burn_bps };
    assert_eq!(Terms { rates, least_power: min_power }, book.terms(&world.model), "the terms in force");
}

fn pool(world: &World, token: usize) {
    let (pool, holdings) = (world.chain.pool(token), world.chain.holdings(token));
    let Account { revenue, coffer, figures } = &world.book.tokens[token];
    assert_eq!(holdings, coffer.holdings, "token {token} moved otherwise than by the book");
    let shown = Figures::shown(&pool);
    assert_eq!(&shown, figures, "the pool of token {token}");
    assert!(pool.invariant(holdings.vault), "the invariant of the pool of token {token}");
    assert!(shown.add_up(), "a base unit of token {token} came or went");
    let Coffer { endowed, receiver, .. } = coffer;
    assert_eq!(u128::from(holdings.vault), shown.kept() + u128::from(*endowed), "the vault of token {token}");
    assert_eq!(pool.treasury, world.chain.tokens[token].treasuries[*receiver]);
    assert!(2 * shown.credited <= revenue.came_in(), "lockers had more than half of token {token}");
    assert!(token == 0 || revenue.burned() == 0, "token {token} is not locked, and was burned");
}

/// How far the lock of `owner` has claimed.
pub fn record(world: &World, owner: OwnerId) {
    let (record, splitter) = (world.chain.record(owner), &world.book.splitter);
    assert_eq!(record.is_some(), splitter.has_record(owner), "the claim record of owner {owner}");
    let Some(record) = record else { return };
    for (token, Account { revenue, .. }) in world.book.tokens.iter().enumerate() {
        let next = revenue.next_unclaimed(splitter, owner).unwrap_or(0);
        assert_eq!(record.next_week[token], next, "owner {owner} claimed token {token} otherwise");
    }
}
