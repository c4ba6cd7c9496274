//! The rules: what each operation asks before it is done, and what it does.

use crate::{
    diary::Kind, penalty, start_of, week_of, Commitment, Effect, End, Model, Operation, OwnerId, Params,
    Refusal, AUTO_WEEKS, CHECKPOINTS, TERM_WEEKS,
};

type Outcome = Result<Effect, Refusal>;

impl Model {
    /// Performs `operation` for `owner` with the clock at `t`. What is refused changes nothing but
    /// the clock.
    pub fn apply(&mut self, t: u64, owner: OwnerId, operation: Operation) -> Outcome {
        self.advance(t);
        match operation {
            Operation::Lock { amount, weeks } => self.lock(owner, amount, weeks),
            Operation::Increase { amount } => self.increase(owner, amount),
            Operation::Extend { weeks } => self.extend(owner, weeks),
            Operation::MakePermanent => self.make_permanent(owner),
            Operation::BeginUnlock => self.begin_unlock(owner),
            Operation::Withdraw => self.withdraw(owner),
            Operation::ExitEarly { most_penalty } => self.exit_early(owner, most_penalty),
            Operation::Prune { give_up_before } => self.prune(owner, give_up_before),
            Operation::CloseLock { give_up_before } => self.close_lock(owner, give_up_before),
            Operation::Crank { max_weeks } => self.crank(max_weeks),
            Operation::Pause => self.set_paused(true),
            Operation::Resume => self.set_paused(false),
            Operation::UpdateParams(params) => self.update_params(params),
        }
    }

    fn lock(&mut self, owner: OwnerId, amount: u64, weeks: u16) -> Outcome {
        require(amount > 0, Refusal::ZeroAmount)?;
        self.require_open()?;
        require(self.held(owner).amount == 0, Refusal::AlreadyLocked)?;
        self.require_cranked()?;
        let end = self.end_after(weeks)?;
        self.require_room(owner)?;
        self.require_countable(amount)?;
        let weeks_begun = self.write(owner, Commitment { amount, end }, Kind::Committed);
        Ok(Effect { paid_in: amount, weeks_begun, ..Effect::default() })
    }

    fn increase(&mut self, owner: OwnerId, amount: u64) -> Outcome {
        self.require_lock(owner)?;
        require(amount > 0, Refusal::ZeroAmount)?;
        self.require_open()?;
        self.require_cranked()?;
        let held = self.require_running(owner)?;
        // New tokens commit for the shortest term at least, counted in weeks from this one's start.
        if let End::At(end) = held.end {
            let shortest = start_of(self.week() + u32::from(self.params.min_weeks));
            require(end >= shortest, Refusal::TooShort)?;
        }
        let grown = held.amount.checked_add(amount).ok_or(Refusal::Overflow)?;
        self.require_room(owner)?;
        self.require_countable(amount)?;
        let weeks_begun = self.write(owner, Commitment { amount: grown, ..held }, Kind::Committed);
        Ok(Effect { paid_in: amount, weeks_begun, ..Effect::default() })
    }

    fn extend(&mut self, owner: OwnerId, weeks: u16) -> Outcome {
        self.require_lock(owner)?;
        self.require_open()?;
        self.require_cranked()?;
        let held = self.require_running(owner)?;
        let End::At(end_before) = held.end else { return Err(Refusal::Permanent) };
        let end = self.end_after(weeks)?;
        require(end > End::At(end_before), Refusal::Shortening)?;
        self.require_room(owner)?;
        let weeks_begun = self.write(owner, Commitment { end, ..held }, Kind::Committed);
        Ok(Effect { weeks_begun, ..Effect::default() })
    }

    fn make_permanent(&mut self, owner: OwnerId) -> Outcome {
        self.require_lock(owner)?;
        self.require_open()?;
        self.require_cranked()?;
        let held = self.require_running(owner)?;
        require(!held.is_permanent(), Refusal::Permanent)?;
        self.require_room(owner)?;
        let weeks_begun = self.write(owner, Commitment { end: End::Never, ..held }, Kind::Committed);
        Ok(Effect { weeks_begun, ..Effect::default() })
    }

    fn begin_unlock(&mut self, owner: OwnerId) -> Outcome {
        self.require_lock(owner)?;
        self.require_cranked()?;
        let held = self.require_running(owner)?;
        require(held.is_permanent(), Refusal::NotPermanent)?;
        self.require_not_voting(owner)?;
        self.require_room(owner)?;
        let end = End::At(start_of(self.week() + TERM_WEEKS));
        let weeks_begun = self.write(owner, Commitment { end, ..held }, Kind::Reduced);
        Ok(Effect { weeks_begun, ..Effect::default() })
    }

    fn withdraw(&mut self, owner: OwnerId) -> Outcome {
        self.require_lock(owner)?;
        self.require_cranked()?;
        let held = self.held(owner);
        require(held.amount > 0, Refusal::NothingLocked)?;
        require(!held.is_running(self.now()), Refusal::NotEnded)?;
        let weeks_begun = self.write(owner, Commitment::NONE, Kind::Withdrawn);
        Ok(Effect { paid_out: held.amount, weeks_begun, ..Effect::default() })
    }

    fn exit_early(&mut self, owner: OwnerId, most_penalty: u64) -> Outcome {
        self.require_lock(owner)?;
        self.require_cranked()?;
        let held = self.require_running(owner)?;
        self.require_not_voting(owner)?;
        let penalty = penalty(held.amount, self.params.penalty_bps, held.seconds_left(self.now()));
        require(penalty <= most_penalty, Refusal::PenaltyAboveMost)?;
        self.require_room(owner)?;
        let weeks_begun = self.write(owner, Commitment::NONE, Kind::Reduced);
        Ok(Effect { paid_out: held.amount - penalty, penalty, weeks_begun, ..Effect::default() })
    }

    fn prune(&mut self, owner: OwnerId, give_up_before: u32) -> Outcome {
        self.require_lock(owner)?;
        require(give_up_before <= self.week(), Refusal::WeekNotBegun)?;
        let keep_from = give_up_before.max(self.oldest_claimable());
        let checkpoints_dropped = self.diaries.entry(owner).or_default().prune(keep_from);
        require(checkpoints_dropped > 0, Refusal::NothingToPrune)?;
        Ok(Effect { checkpoints_dropped, ..Effect::default() })
    }

    fn close_lock(&mut self, owner: OwnerId, give_up_before: u32) -> Outcome {
        self.require_lock(owner)?;
        require(self.held(owner).amount == 0, Refusal::StillLocked)?;
        self.require_not_voting(owner)?;
        // Unlike a prune, this may give up the week that is running.
        require(give_up_before <= self.week() + 1, Refusal::WeekNotBegun)?;
        let given_up = give_up_before.max(self.oldest_claimable());
        let mut kept = given_up..=self.week();
        let needed = kept.any(|week| self.snapshot(owner, week).is_running(start_of(week)));
        require(!needed, Refusal::HistoryNeeded)?;
        self.diaries.entry(owner).or_default().close();
        Ok(Effect::default())
    }

    fn crank(&mut self, max_weeks: u16) -> Outcome {
        require(max_weeks > 0, Refusal::ZeroWeeks)?;
        let weeks_begun = self.weeks_behind().min(u32::from(max_weeks));
        self.begun += weeks_begun;
        Ok(Effect { weeks_begun, ..Effect::default() })
    }

    fn set_paused(&mut self, paused: bool) -> Outcome {
        require(self.paused != paused, Refusal::Unchanged)?;
        self.paused = paused;
        Ok(Effect::default())
    }

    fn update_params(&mut self, params: Params) -> Outcome {
        params.check()?;
        self.params = params;
        Ok(Effect::default())
    }

    /// Writes what the owner's lock holds from now on. Whatever changes a lock brings the locker up
    /// to date first; returns how many weeks that began.
    fn write(&mut self, owner: OwnerId, held: Commitment, kind: Kind) -> u32 {
        let (now, weeks_begun) = (self.now(), self.weeks_behind());
        self.begun += weeks_begun;
        self.diaries.entry(owner).or_default().write(now, held, kind);
        weeks_begun
    }

    fn weeks_behind(&self) -> u32 {
        week_of(self.now()) - self.begun
    }

    /// The start of the week `weeks` after this one, if the locker's terms allow it.
    fn end_after(&self, weeks: u16) -> Result<End, Refusal> {
        require(weeks >= self.params.min_weeks, Refusal::TooShort)?;
        require(weeks <= self.params.max_weeks, Refusal::TooLong)?;
        Ok(End::At(start_of(self.week() + u32::from(weeks))))
    }

    fn require_lock(&self, owner: OwnerId) -> Result<(), Refusal> {
        require(self.has_lock(owner), Refusal::NoLock)
    }

    fn require_open(&self) -> Result<(), Refusal> {
        require(!self.paused, Refusal::Paused)
    }

    fn require_cranked(&self) -> Result<(), Refusal> {
        require(self.weeks_behind() <= AUTO_WEEKS, Refusal::NeedsCrank)
    }

    /// The owner's lock holds tokens, and they are not free.
    fn require_running(&self, owner: OwnerId) -> Result<Commitment, Refusal> {
        let held = self.held(owner);
        require(held.amount > 0, Refusal::NothingLocked)?;
        require(held.is_running(self.now()), Refusal::Ended)?;
        Ok(held)
    }

    fn require_not_voting(&self, owner: OwnerId) -> Result<(), Refusal> {
        require(self.voting_until(owner) <= self.now(), Refusal::Voting)
    }

    /// This week has a checkpoint already, or there is room for one.
    fn require_room(&self, owner: OwnerId) -> Result<(), Refusal> {
        let checkpoints = self.checkpoints(owner);
        let room = checkpoints.len() < CHECKPOINTS || checkpoints.contains_key(&self.week());
        require(room, Refusal::HistoryFull)
    }

    /// All tokens together stay countable. The program checks the running locks first and the vault
    /// next; the vault holds no less, so its check decides.
    fn require_countable(&self, amount: u64) -> Result<(), Refusal> {
        require(self.vault().checked_add(amount).is_some(), Refusal::Overflow)
    }
}

fn require(condition: bool, otherwise: Refusal) -> Result<(), Refusal> {
    if condition {
        Ok(())
    } else {
        Err(otherwise)
    }
}
