//! Who does what with income next. As with locks, what makes sense is more likely than what does not.

use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;
use tenure_math::{BPS, MAX_STAKER_BPS};
use tenure_model::{OwnerId, Rates, Terms, MOST_WEEKS};

use crate::{
    arguments::Arguments,
    revenue::{
        affair::{Affair, Receiver},
        book::Account,
    },
    world::World,
};

#[derive(Clone, Copy)]
enum Wish {
    Income,
    Endow,
    Distribute,
    OpenRecord,
    CloseRecord,
    OpenDestination,
    Claim,
    ClaimAndLock,
    Announce,
    StopSharing,
    ResumeSharing,
    SetTreasury,
    Freeze,
    Thaw,
}

/// What anyone may come up with, whether it makes sense or not, and how readily.
const WHIMS: &[(Wish, u32)] = &[
    (Wish::Income, 24),
    (Wish::Endow, 2),
    (Wish::Distribute, 8),
    (Wish::OpenRecord, 2),
    (Wish::CloseRecord, 3),
    (Wish::OpenDestination, 1),
    (Wish::Claim, 10),
    (Wish::ClaimAndLock, 6),
    (Wish::Announce, 4),
    (Wish::StopSharing, 1),
    (Wish::ResumeSharing, 1),
    (Wish::SetTreasury, 3),
    (Wish::Freeze, 2),
    (Wish::Thaw, 2),
];

/// What is done by or to `owner`.
pub fn next(random: &mut ChaCha8Rng, world: &World, owner: OwnerId) -> Affair {
    let mut args = Arguments { random, model: &world.model, owner };
    let token = args.roll(0..world.book.tokens.len());
    let wishes: Vec<_> = WHIMS.iter().copied().chain(sensible(world, owner, token)).collect();
    let &(wish, _) = wishes.choose_weighted(args.random, |&(_, weight)| weight).expect("a wish");
    affair(&mut args, world, token, wish)
}

fn affair(args: &mut Arguments, world: &World, token: usize, wish: Wish) -> Affair {
    let supply = world.book.tokens[token].coffer.holdings.supply;
    let treasury = args.roll(0..2);
    match wish {
        Wish::Income => Affair::Income { token, amount: args.income(supply) },
        Wish::Endow => Affair::Endow { token, amount: args.income(supply) },
        Wish::Distribute => Affair::Distribute { token },
        Wish::OpenRecord => Affair::OpenRecord,
        Wish::CloseRecord => Affair::CloseRecord,
        Wish::OpenDestination => Affair::OpenDestination { token },
        Wish::Claim => Affair::Claim { token, weeks: args.weeks_to_claim() },
        Wish::ClaimAndLock => {
            // Mostly of the token that is locked.
            let token = args.one_of(&[0, 0, 0, 0, token]);
            Affair::ClaimAndLock { token, weeks: args.weeks_to_claim() }
        }
        Wish::Announce => Affair::Announce(args.terms()),
        Wish::StopSharing => Affair::StopSharing,
        Wish::ResumeSharing => Affair::ResumeSharing,
        Wish::SetTreasury => {
            let other = args.one_of(&[Receiver::Intake, Receiver::Vault, Receiver::Mint]);
            let receiver = Receiver::Treasury(treasury);
            Affair::SetTreasury { token, receiver: args.one_of(&[receiver, receiver, receiver, other]) }
        }
        Wish::Freeze => Affair::Freeze { token, treasury },
        Wish::Thaw => Affair::Thaw { token, treasury },
    }
}

/// What makes sense now.
fn sensible(world: &World, owner: OwnerId, token: usize) -> Vec<(Wish, u32)> {
    let (book, Account { coffer, .. }) = (&world.book, &world.book.tokens[token]);
    let mut wishes = vec![];
    if coffer.holdings.intake > 0 {
        wishes.push((Wish::Distribute, 30));
    }
    if !coffer.receives(owner) {
        wishes.push((Wish::OpenDestination, 25));
    }
    match (world.model.has_lock(owner), book.splitter.has_record(owner)) {
        (true, false) => wishes.push((Wish::OpenRecord, 30)),
        (true, true) => wishes.extend([(Wish::Claim, 30), (Wish::ClaimAndLock, 10)]),
        (false, true) => wishes.push((Wish::CloseRecord, 30)),
        (false, false) => {}
    }
    if book.splitter.is_paused() {
        wishes.push((Wish::ResumeSharing, 20));
    }
    if coffer.frozen.contains(&true) {
        wishes.push((Wish::Thaw, 6));
    }
    wishes
}

impl Arguments<'_> {
    /// What comes in of a token of which there is `supply`.
    fn income(&mut self, supply: u64) -> u64 {
        let room = u64::MAX - supply;
        match self.roll(0..40) {
            0 => 0,
            1..4 => self.roll(1..10),
            4 => room / 16,
            5 => room.saturating_add(1),
            6..10 => self.roll(0..1 << 40),
            _ => self.roll(1..1 << 30),
        }
    }

    /// How many weeks to claim at the most.
    fn weeks_to_claim(&mut self) -> u8 {
        let (some, most) = (self.roll(1..=8), MOST_WEEKS as u8);
        match self.roll(0..20) {
            0 => self.one_of(&[0, most + 1, u8::MAX]),
            1..9 => some,
            9 => 1,
            _ => most,
        }
    }

    fn terms(&mut self) -> Terms {
        let stakers_bps = match self.roll(0..12) {
            0 => self.one_of(&[MAX_STAKER_BPS + 1, BPS, u16::MAX]),
            1 => 0,
            2..5 => MAX_STAKER_BPS,
            _ => self.roll(1..MAX_STAKER_BPS),
        };
        let rest = BPS.saturating_sub(stakers_bps);
        let burn_bps = match self.roll(0..12) {
            0 => self.one_of(&[rest + 1, BPS + 1, u16::MAX]),
            1..3 => 0,
            3 => rest,
            _ => self.roll(0..=rest),
        };
        let power = self.model.total_power(self.model.now());
        let some = self.roll(0..=power);
        let least_power = self.one_of(&[0, 0, 0, 0, 1, some, some, power.saturating_add(1), u64::MAX]);
        Terms { rates: Rates { stakers_bps, burn_bps }, least_power }
    }
}
