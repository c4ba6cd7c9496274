//! What must hold after each deed.

use governor::OutflowLimit;
use solana_pubkey::Pubkey;
use tenure_math::week_of;
use tenure_model::OwnerId;

use crate::{
    chain::OWNERS,
    governance::{
        agenda::Statute,
        figures::{Ballot, Figures},
        measure::Place,
        register::Paper,
        seat::params,
    },
    world::World,
};

/// The governor, its treasury, every proposal and the votes of `owner`, who acted last, are what the
/// model says.
pub fn after(world: &mut World, owner: OwnerId) {
    world.register.note_ends(world.model.now());
    governor(world);
    treasury(world);
    for place in world.register.papers.keys() {
        proposal(world, *place);
        vote(world, *place, owner);
        stays(world, *place, owner);
    }
}

/// Every vote at every place where a proposal ever was, and whether one is there.
pub fn everything(world: &World) {
    for place in world.chain.filings.keys() {
        let there = world.register.papers.contains_key(place);
        assert_eq!(world.chain.proposal(*place).is_some(), there, "a proposal at {place:?}");
        (0..OWNERS).for_each(|owner| vote(world, *place, owner));
    }
}

fn governor(world: &World) {
    let (governor, register, t) = (world.chain.governor(), &world.register, world.chain.clock());
    assert!(governor.invariant(), "the governor's invariant");
    let statute = Statute { threshold: register.threshold, rules: register.dao.rules() };
    assert_eq!(governor.params(), params(statute), "how the DAO decides");
    let submitted = usize::try_from(governor.proposal_count).expect("a count");
    assert_eq!(submitted, register.dao.motions().len(), "proposals submitted");

    let (week, sol, allowance) = (week_of(t), Pubkey::default(), &register.treasury.allowance);
    for week in week..week + 4 {
        let limit = governor.outflow_limit(week, &sol);
        assert_eq!(limit, allowance.limit(week), "the SOL that may leave in week {week}");
    }
    let limits = |row: &&OutflowLimit| row.mint == sol && !row.is_free(week);
    let row = governor.outflow_limits.iter().find(limits);
    assert_eq!(row.is_some(), allowance.is_limited(week), "a limit of SOL");
    if let Some(row) = row {
        let spent = if week > row.week { 0 } else { row.spent };
        assert_eq!(allowance.spent(week), spent.into(), "the SOL that left in week {week}");
    }
}

fn treasury(world: &World) {
    let (chain, treasury) = (&world.chain, &world.register.treasury);
    assert_eq!(chain.lamports(&chain.governance.treasury), treasury.lamports, "the treasury's SOL");
    let beneficiaries = chain.beneficiaries.map(|address| chain.lamports(&address));
    assert_eq!(beneficiaries, treasury.beneficiaries, "what was paid");
}

fn proposal(world: &World, place: Place) {
    let (chain, register, t) = (&world.chain, &world.register, world.chain.clock());
    let proposal = chain.proposal(place).expect("a proposal that is not closed");
    assert!(proposal.invariant(), "the invariant of the proposal at {place:?}");
    let paper = &register.papers[&place];
    let motion = register.motion(paper);
    assert_eq!(
        Figures::shown(&proposal, t),
        Figures::by_the_book(paper, motion, t),
        "the proposal at {place:?}"
    );
    assert!(motion.cast_by_all() <= motion.total().into(), "more votes than there is power");
    assert_eq!(proposal.voting_over == 1, motion.is_sealed(), "whether votes count at {place:?}");
    let took_part = u128::from(proposal.votes_for) + u128::from(proposal.votes_abstain);
    assert_eq!(took_part >= u128::from(proposal.quorum), motion.reaches_quorum());
    let filing = &chain.filings[&place];
    assert_eq!(proposal.actions_hash, filing.actions_hash);
    assert_eq!(proposal.proposer, chain.owners[place.proposer as usize].address());
    assert_eq!(proposal.lock, chain.locks[paper.owner as usize]);
}

fn vote(world: &World, place: Place, owner: OwnerId) {
    let shown = world.chain.vote(place, owner).map(|vote| Ballot::shown(&vote));
    let record = world.register.records.get(&(place, owner));
    let kept = record.map(|record| Ballot::by_the_book(&world.register, *record, owner));
    assert_eq!(shown, kept, "the vote of owner {owner} at {place:?}");
}

/// Until a vote is over, the locks that it counts have what they were counted with.
fn stays(world: &World, place: Place, owner: OwnerId) {
    let paper = &world.register.papers[&place];
    let Paper { ended: false, .. } = paper else { return };
    let motion = world.register.motion(paper);
    let Some(&(weight, _)) = motion.votes().get(&owner) else { return };
    let lock = world.chain.lock(owner).expect("a lock that votes stays");
    assert!(lock.reduced_week < motion.week(), "owner {owner} voted and left");
    let left = lock.stake().power_at(motion.voting_ends_at());
    assert!(left >= weight, "owner {owner} voted with {weight} and keeps {left}");
    let until = u64::try_from(lock.voting_until).expect("a time after 1970");
    assert!(until >= motion.voting_ends_at(), "owner {owner} can leave before the vote ends");
}
