//! What a lock has to expect: as the program's own view tells it, and the client from the accounts.

use rand::Rng;
use rand_chacha::ChaCha8Rng;
use tenure_client::revenue::{claimable_at, ClaimableView};
use tenure_model::{Claimable, OwnerId};

use crate::{
    chain::{Chain, OWNERS},
    verdict::{Reason, Verdict},
    world::World,
};

/// Asks the view what one owner can claim of one token.
pub fn ask(world: &mut World, random: &mut ChaCha8Rng) {
    let (owner, token) = (random.random_range(0..OWNERS), random.random_range(0..world.book.tokens.len()));
    let expected = by_the_book(world, owner, token);
    let shown = world.chain.view_claimable(owner, token);
    assert_eq!(shown, expected, "what owner {owner} can claim of token {token}");
    read(world, owner, token);
}

/// Asks the client the same, of accounts that it reads.
pub fn read(world: &World, owner: OwnerId, token: usize) {
    let Some(lock) = world.chain.lock(owner) else { return };
    let (locker, record, pool) = (world.chain.locker(), world.chain.record(owner), world.chain.pool(token));
    let told = claimable_at(&locker, &lock, record.as_ref(), &pool, world.chain.clock());
    let expected = by_the_book(world, owner, token).ok();
    assert_eq!(told, expected, "what the client says that owner {owner} can claim of token {token}");
}

fn by_the_book(world: &World, owner: OwnerId, token: usize) -> Verdict<ClaimableView> {
    let (locker, splitter) = (&world.model, &world.book.splitter);
    let expected = world.book.tokens[token].revenue.claimable(locker, splitter, owner);
    let Claimable { amount, weeks: (from_week, to_week) } = expected.map_err(Reason::of_revenue)?;
    Ok(ClaimableView { amount, from_week, to_week })
}

impl Chain {
    fn view_claimable(&mut self, owner: OwnerId, token: usize) -> Verdict<ClaimableView> {
        let view = self.revenue.claimable(&self.owners[owner as usize].address(), &self.tokens[token].pool);
        let data = self.answer(view)?;
        Ok(ClaimableView::read(&data).expect("a claimable view"))
    }
}
