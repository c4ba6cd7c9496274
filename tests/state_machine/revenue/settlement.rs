//! At the end everyone claims everything.

use tenure_math::{start_of, week_of};
use tenure_model::{Operation, MOST_WEEKS};

use crate::{
    chain::OWNERS,
    deed::Deed,
    history,
    revenue::{affair::Affair, book::Account, check},
    verdict::{Reason, Verdict},
    world::World,
};

/// When the week has closed, all weeks that anybody can claim are claimed. What came in for lockers is
/// then with them, but for what weeks had no power to give it to, and what was rounded off.
pub fn of(world: &mut World) {
    let next = start_of(1 + week_of(world.model.now()));
    world.advance(next);
    let crank = Deed::Ask(Operation::Crank { max_weeks: u16::MAX });
    world.perform(0, crank).expect("the locker is brought up to date");
    for owner in 0..OWNERS {
        if world.model.has_lock(owner) {
            claim_all(world, owner);
        }
        check::after(world, owner);
    }
    history::read(world);
    for Account { coffer, figures, .. } in &world.book.tokens {
        assert_eq!(figures.credited, figures.paid + figures.remaining + u128::from(figures.recycling));
        let received: u128 =
            coffer.holdings.received.iter().flatten().map(|&tokens| u128::from(tokens)).sum();
        assert_eq!(figures.paid, received + coffer.relocked, "what was paid is with the owners");
    }
}

fn claim_all(world: &mut World, owner: u32) {
    if !world.book.splitter.has_record(owner) {
        world.perform(owner, Deed::Settle(Affair::OpenRecord)).expect("the lock exists");
    }
    for token in 0..world.book.tokens.len() {
        let open = Deed::Settle(Affair::OpenDestination { token });
        world.perform(owner, open).expect("anyone can");
        let claim = Deed::Settle(Affair::Claim { token, weeks: MOST_WEEKS as u8 });
        let end = loop {
            if let Verdict::Err(reason) = world.perform(owner, claim) {
                break reason;
            }
        };
        assert_eq!(end, Reason::Revenue("NothingToClaim".to_owned()));
        let (locker, splitter) = (&world.model, &world.book.splitter);
        let left = world.book.tokens[token].revenue.claimable(locker, splitter, owner);
        assert_eq!(left.map(|left| left.amount), Ok(0));
    }
}
