//! Who does what in the DAO next. As with locks, what makes sense is more likely than what does not.

use rand::seq::{IndexedRandom, IteratorRandom};
use rand_chacha::ChaCha8Rng;
use tenure_model::{Allowance, Fate, OwnerId, Rules};

use crate::{
    arguments::Arguments,
    chain::OWNERS,
    governance::{
        agenda::{Action, Agenda, Statute, MOST_ACTIONS},
        measure::{Measure, Place, NONCES},
        register::Register,
    },
    world::World,
};

/// Proposals that are open at one time, at the most: each is read after every deed.
const OPEN: usize = 6;

#[derive(Clone, Copy)]
enum Wish {
    Propose,
    Vote,
    Cancel,
    Veto,
    Execute,
    CloseVote,
    CloseProposal,
    Fund,
}

/// What anyone may come up with, whether it makes sense or not, and how readily.
const WHIMS: &[(Wish, u32)] = &[
    (Wish::Vote, 8),
    (Wish::Cancel, 4),
    (Wish::Veto, 3),
    (Wish::Execute, 6),
    (Wish::CloseVote, 6),
    (Wish::CloseProposal, 4),
    (Wish::Fund, 4),
];

/// What is done by or with the lock of `owner`, or of another who can do more.
pub fn next(random: &mut ChaCha8Rng, world: &World, owner: OwnerId) -> (OwnerId, Measure) {
    let mut args = Arguments { random, model: &world.model, owner };
    let open: Vec<_> = world.register.papers.keys().copied().collect();
    let urgent: Vec<_> = open.iter().copied().filter(|&place| is_urgent(world, place)).collect();
    let among = if args.roll(0..5) > 0 && !urgent.is_empty() { urgent } else { open };
    let place = match args.roll(0..30) {
        0 => args.place(),
        _ => among.choose(args.random).copied().unwrap_or_else(|| args.place()),
    };
    let wishes: Vec<_> = WHIMS.iter().copied().chain(sensible(world, place)).collect();
    let &(wish, _) = wishes.choose_weighted(args.random, |&(_, weight)| weight).expect("a wish");
    let measure = measure(&mut args, world, place, wish);
    (args.owner, measure)
}

/// Whether votes count, or actions can run or soon will.
fn is_urgent(world: &World, place: Place) -> bool {
    let fate = world.register.motion(&world.register.papers[&place]).fate(world.chain.clock());
    [Fate::Active, Fate::Queued, Fate::Succeeded].contains(&fate)
}

/// What makes sense now, of the proposal at `place` and in general.
fn sensible(world: &World, place: Place) -> Vec<(Wish, u32)> {
    let (register, t) = (&world.register, world.chain.clock());
    let mut wishes = vec![];
    if register.papers.len() < OPEN {
        wishes.push((Wish::Propose, 50));
    }
    let Some(paper) = register.papers.get(&place) else { return wishes };
    let motion = register.motion(paper);
    wishes.extend(match motion.fate(t) {
        Fate::Pending => vec![(Wish::Cancel, 2), (Wish::Veto, 1)],
        Fate::Active => vec![(Wish::Vote, 200), (Wish::Cancel, 2), (Wish::Veto, 1)],
        Fate::Queued => vec![(Wish::Execute, 20), (Wish::Veto, 4)],
        Fate::Succeeded => vec![(Wish::Execute, 400), (Wish::Veto, 4)],
        _ if t < motion.expires_at() => vec![(Wish::CloseVote, 10)],
        _ => vec![(Wish::CloseVote, 50), (Wish::CloseProposal, 120)],
    });
    wishes
}

fn measure(args: &mut Arguments, world: &World, place: Place, wish: Wish) -> Measure {
    let register = &world.register;
    let someone = args.roll(0..OWNERS);
    match wish {
        Wish::Propose => {
            if args.roll(0..4) > 0 {
                args.owner = args.strongest(|owner| world.model.snapshot_power(owner, world.model.week()));
            }
            let proposer = args.speaker(world);
            let place = Place { proposer, nonce: args.nonce(register, proposer) };
            Measure::Propose { place, agenda: args.agenda(register) }
        }
        Wish::Vote => {
            match (register.papers.get(&place), args.roll(0..8)) {
                (Some(_), 0) => args.owner = args.bound(world, place),
                (Some(paper), 1..7) => {
                    let motion = register.motion(paper);
                    args.owner = args.strongest(|owner| motion.weight(&world.model, owner));
                }
                _ => {}
            }
            Measure::Vote { place, voter: args.speaker(world), choice: args.choice() }
        }
        Wish::Cancel => Measure::Cancel { place, signer: args.one_of(&[place.proposer, someone, someone]) },
        Wish::Veto => Measure::Veto { place, council: args.roll(0..3) > 0 },
        Wish::Execute => args.execution(register, place),
        Wish::CloseVote => {
            let voters = register.records.keys().filter(|(at, _)| *at == place).map(|&(_, owner)| owner);
            if let (Some(voter), true) = (voters.choose(args.random), args.roll(0..4) > 0) {
                args.owner = voter;
            }
            Measure::CloseVote { place }
        }
        Wish::CloseProposal => Measure::CloseProposal { place, signer: someone },
        Wish::Fund => {
            let least = register.treasury.least;
            let some = args.roll(least..100_000_000_000);
            Measure::Fund { lamports: args.one_of(&[some, some, least - 1, least]) }
        }
    }
}

impl Arguments<'_> {
    fn place(&mut self) -> Place {
        Place { proposer: self.roll(0..OWNERS), nonce: self.roll(0..NONCES) }
    }

    /// One who has voted, and whose delegate cannot any more.
    fn bound(&mut self, world: &World, place: Place) -> OwnerId {
        let records =
            world.register.records.iter().filter(|((at, _), record)| *at == place && record.by_owner);
        let owners = records.map(|((_, owner), _)| *owner).filter(|owner| world.delegate(*owner).is_some());
        owners.choose(self.random).unwrap_or(self.owner)
    }

    /// Mostly one that is free.
    fn nonce(&mut self, register: &Register, proposer: OwnerId) -> u64 {
        let is_free = |nonce: &u64| !register.papers.contains_key(&Place { proposer, nonce: *nonce });
        let free = (0..NONCES).find(is_free).filter(|_| self.roll(0..8) > 0);
        free.unwrap_or_else(|| self.roll(0..NONCES))
    }

    /// One of those of whom there is most.
    fn strongest(&mut self, of: impl Fn(OwnerId) -> u64) -> OwnerId {
        let mut owners: Vec<_> = (0..OWNERS).filter(|&owner| of(owner) > 0).collect();
        owners.sort_by_key(|&owner| std::cmp::Reverse(of(owner)));
        let most = self.one_of(&[1, 2, 8]);
        owners.truncate(most);
        owners.choose(self.random).copied().unwrap_or(self.owner)
    }

    /// Who signs for the owner's lock: mostly someone who may.
    fn speaker(&mut self, world: &World) -> OwnerId {
        let (owner, stranger) = (self.owner, self.roll(0..OWNERS));
        let delegate = world.delegate(owner).unwrap_or(owner);
        match self.roll(0..12) {
            0 => stranger,
            1..7 => delegate,
            _ => owner,
        }
    }

    /// As the program numbers them: against, for, abstain, and one that it does not know.
    fn choice(&mut self) -> u8 {
        match self.roll(0..20) {
            0..3 => 0,
            3..17 => 1,
            17..19 => 2,
            _ => self.one_of(&[3, u8::MAX]),
        }
    }

    fn execution(&mut self, register: &Register, place: Place) -> Measure {
        let next = register.papers.get(&place).map_or(0, |paper| register.motion(paper).actions_run());
        let other = self.roll(0..MOST_ACTIONS);
        let (index, given) = match self.roll(0..12) {
            0 => (other, other),
            1 => (next, other),
            _ => (next, next),
        };
        let index = u8::try_from(index).expect("few actions");
        Measure::Execute { place, index, given }
    }

    fn agenda(&mut self, register: &Register) -> Agenda {
        let count = match self.roll(0..20) {
            0 => 0,
            1..10 => 1,
            10..16 => 2,
            _ => MOST_ACTIONS,
        };
        let mut actions = [None; MOST_ACTIONS];
        for action in actions.iter_mut().take(count) {
            *action = Some(self.action(register));
        }
        Agenda(actions)
    }

    fn action(&mut self, register: &Register) -> Action {
        let limited = register.treasury.allowance.is_limited(self.model.week());
        match self.roll(if limited { 0..10 } else { 4..15 }) {
            0..6 => Action::Pay { to: self.roll(0..2), lamports: self.payment(register) },
            6..8 => Action::Amend(self.statute()),
            _ => Action::Limit(self.limit(register)),
        }
    }

    fn payment(&mut self, register: &Register) -> u64 {
        let (all, week) = (register.treasury.lamports, self.model.week());
        let limit = register.treasury.allowance.limit(week).min(all);
        let some = self.roll(0..=all / 8);
        match self.roll(0..16) {
            0 => self.one_of(&[0, 1]),
            1 if self.roll(0..3) == 0 => {
                self.one_of(&[all, all.saturating_sub(register.treasury.least), all.saturating_sub(1)])
            }
            2 => all + self.roll(1..=all + 1),
            3..7 => self.one_of(&[limit, limit / 2, limit + 1, limit + 1]),
            _ => some,
        }
    }

    fn limit(&mut self, register: &Register) -> u64 {
        let (all, week) = (register.treasury.lamports, self.model.week());
        let current = register.treasury.allowance.limit(week);
        let some = self.roll(0..=all / 20);
        match self.roll(0..8) {
            0 => self.one_of(&[0, current, current.saturating_add(1), Allowance::UNLIMITED]),
            _ => some,
        }
    }

    fn statute(&mut self) -> Statute {
        const DAY: u64 = 24 * 60 * 60;
        let span = |args: &mut Self, most: u64| {
            let some = args.roll(most / 3..=most);
            args.one_of(&[DAY, some, some, some, some, some, most, most])
        };
        let wrong = self.roll(0..6) == 0;
        let delay = self.one_of(&[0, DAY, 2 * DAY, 14 * DAY]);
        let period = if wrong { self.one_of(&[DAY - 1, 28 * DAY + 1]) } else { span(self, 28 * DAY) };
        let spans = [delay, period, span(self, 10 * DAY), span(self, 28 * DAY)];
        let quorum_bps = self.one_of(&[100, 1_000, 1_000, 2_000, 5_000]);
        let threshold = self.one_of(&[1, 1_000, 1_000, 1_000_000]);
        Statute { threshold, rules: Rules { quorum_bps, spans } }
    }
}
