//! Where a proposal stands, as the program's own view tells it.

use rand::{seq::IteratorRandom, Rng};
use rand_chacha::ChaCha8Rng;
use tenure_client::governor::state_of;
use tenure_model::Fate;

use crate::{
    chain::{Chain, OWNERS},
    governance::{
        figures::fate,
        measure::{Place, NONCES},
    },
    verdict::Verdict,
    world::World,
};

/// Asks of one proposal, and now and then of one that may not be there.
pub fn ask(world: &mut World, random: &mut ChaCha8Rng) {
    let register = &world.register;
    let open = register.papers.keys().copied().choose(random);
    let any = Place { proposer: random.random_range(0..OWNERS), nonce: random.random_range(0..NONCES) };
    let place = open.filter(|_| random.random_ratio(9, 10)).unwrap_or(any);
    let t = world.chain.clock();
    let expected = register.paper(place).map(|paper| register.motion(paper).fate(t));
    assert_eq!(world.chain.view_state(place), expected, "where the proposal at {place:?} stands");
}

impl Chain {
    fn view_state(&mut self, place: Place) -> Verdict<Fate> {
        let view = self.governance.proposal_state(self.proposal_address(place));
        let data = self.answer(view)?;
        Ok(fate(state_of(&data).expect("a state").expect("no draft")))
    }
}
