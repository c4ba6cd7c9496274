use anchor_lang::prelude::*;
use tenure_math::{ledger, start_of, week_of, Curve, Ledger, Stake, MAX_PENALTY_BPS, MAX_WEEKS, RING_WEEKS};

use crate::{constants::AUTO_ROLL_WEEKS, error::LockerError};

/// One token's locker: its rules, its roles, and the power of all its locks week by week.
///
/// PDA `["locker", mint, creator]`. Its tokens are in the vault, PDA `["vault", locker]`.
#[account]
pub struct Locker {
    pub version: u8,
    pub bump: u8,
    pub vault_bump: u8,
    /// Decimals of the mint.
    pub decimals: u8,
    /// 1 while new commitments are stopped.
    pub paused: u8,
    pub reserved_flag: u8,
    /// Penalty for leaving with the full term left, in basis points of the amount.
    pub penalty_bps: u16,
    /// The shortest and the longest lock, in weeks.
    pub min_weeks: u16,
    pub max_weeks: u16,
    /// The newest week that has begun in the sums below.
    pub week: u32,
    /// Tokens held for locks, ended ones included. The vault never holds less.
    pub deposits: u64,
    /// Sum of the amounts of decaying locks that have not ended.
    pub decaying: u64,
    /// Sum of the amounts of permanent locks.
    pub permanent: u64,
    /// Sum of `amount * end_week` over the decaying locks that have not ended.
    pub decaying_end: PodU128,
    pub mint: Address,
    pub token_program: Address,
    pub vault: Address,
    pub creator: Address,
    pub authority: Address,
    /// Zero if none is proposed.
    pub proposed_authority: Address,
    /// May pause; only the authority resumes. Zero if none.
    pub pauser: Address,
    /// The governor whose votes mark locks. Zero if none.
    pub governor: Address,
    /// The token account that receives the penalties of early exits.
    pub penalty_account: Address,
    /// Amounts of decaying locks by `end_week % 256`.
    pub expiring: [u64; RING_WEEKS],
    /// Power of the whole at each week's start, by `week % 256`.
    pub power_at: [u64; RING_WEEKS],
    pub reserved: [u8; 128],
}

const _: () = assert!(core::mem::size_of::<Locker>() == 4_568);

/// What the authority sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, AnchorSerialize, AnchorDeserialize, IdlType)]
pub struct LockerParams {
    /// The shortest and the longest lock: `1 <= min_weeks <= max_weeks <= 208`.
    pub min_weeks: u16,
    pub max_weeks: u16,
    /// Penalty for leaving with the full term left, at most 5,000 basis points of the amount.
    pub penalty_bps: u16,
    /// The governor whose votes mark locks. Zero if none.
    pub governor: Address,
}

/// Who may do what from the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, AnchorSerialize, AnchorDeserialize, IdlType)]
pub struct Roles {
    pub authority: Address,
    /// Zero if none.
    pub pauser: Address,
}

impl Locker {
    pub const VERSION: u8 = 1;
    pub const SEED: &'static [u8] = b"locker";
    pub const VAULT_SEED: &'static [u8] = b"vault";

    /// The week and the second that count now: the clock's, but never before the newest week that
    /// has begun here, so a clock that runs back moves nothing.
    pub fn now(&self) -> Result<(u32, u64)> {
        let t = unix_time()?;
        Ok((week_of(t).max(self.week), t.max(start_of(self.week))))
    }

    /// Begins every week up to now, eight at most, as each change must before it counts. Returns
    /// the second that counts now.
    pub fn roll(&mut self) -> Result<u64> {
        let (week, t) = self.now()?;
        if week > self.week {
            require!(week - self.week <= AUTO_ROLL_WEEKS, LockerError::NeedsCrank);
            self.begin_weeks(week, AUTO_ROLL_WEEKS);
        }
        Ok(t)
    }

    /// Begins weeks up to `week`, `most` at the most; returns how many it began.
    pub fn begin_weeks(&mut self, week: u32, most: u32) -> u32 {
        self.with_ledger(|ledger| ledger.roll(week, most))
    }

    /// Counts a lock's stake.
    pub fn count(&mut self, stake: Stake) -> Result<()> {
        self.with_ledger(|ledger| ledger.add(stake)).ok_or(LockerError::Overflow)?;
        Ok(())
    }

    /// No longer counts a lock's stake.
    pub fn discount(&mut self, stake: Stake) -> Result<()> {
        self.with_ledger(|ledger| ledger.remove(stake)).ok_or(LockerError::Overflow)?;
        Ok(())
    }

    /// Tokens come in for a lock.
    pub fn deposit(&mut self, amount: u64) -> Result<()> {
        self.deposits = self.deposits.checked_add(amount).ok_or(LockerError::Overflow)?;
        Ok(())
    }

    /// Tokens of a lock go out.
    pub fn release(&mut self, amount: u64) -> Result<()> {
        self.deposits = self.deposits.checked_sub(amount).ok_or(LockerError::Overflow)?;
        Ok(())
    }

    /// Power of the whole at second `t`, now or later, if nothing but time changes it.
    pub fn power_at(&self, t: u64) -> u64 {
        ledger::power_at(&self.curve(), self.week, &self.expiring, t)
    }

    /// Power of the whole at the start of `week`, which has begun by the clock.
    pub fn power_at_week(&self, week: u32) -> Result<u64> {
        if week > self.week {
            return Ok(self.power_at(start_of(week)));
        }
        Ok(ledger::power_at_week(self.week, &self.power_at, week).ok_or(LockerError::WeekForgotten)?)
    }

    /// Power of the whole at the start of each week that has not begun here, in order.
    pub fn weeks_ahead(&self) -> ledger::WeeksAhead<'_> {
        ledger::WeeksAhead::of(self.curve(), self.week, &self.expiring)
    }

    /// The week at whose start a lock of `weeks` from now ends, if the locker's term allows it.
    pub fn end_after(&self, weeks: u16) -> Result<u32> {
        require!(weeks >= self.min_weeks, LockerError::TooShort);
        require!(weeks <= self.max_weeks, LockerError::TooLong);
        Ok(self.week + u32::from(weeks))
    }

    pub fn require_open(&self) -> Result<()> {
        require!(self.paused == 0, LockerError::Paused);
        Ok(())
    }

    /// Takes over what the authority sets, if it keeps to the compiled bounds.
    pub fn set_params(&mut self, params: &LockerParams) -> Result<()> {
        let term = 1..=u16::try_from(MAX_WEEKS).unwrap_or(u16::MAX);
        require!(
            term.contains(&params.min_weeks)
                && term.contains(&params.max_weeks)
                && params.min_weeks <= params.max_weeks,
            LockerError::BadTerm
        );
        require!(params.penalty_bps <= MAX_PENALTY_BPS, LockerError::PenaltyTooHigh);
        self.min_weeks = params.min_weeks;
        self.max_weeks = params.max_weeks;
        self.penalty_bps = params.penalty_bps;
        self.governor = params.governor;
        Ok(())
    }

    pub fn params(&self) -> LockerParams {
        LockerParams {
            min_weeks: self.min_weeks,
            max_weeks: self.max_weeks,
            penalty_bps: self.penalty_bps,
            governor: self.governor,
        }
    }

    /// What holds between any two instructions, of the locker alone and of its vault's balance:
    /// the running locks are part of the deposits, and the vault covers those.
    pub fn invariant(&self, vault_balance: u64) -> bool {
        let running = self.decaying.checked_add(self.permanent);
        running.is_some_and(|running| running <= self.deposits) && self.deposits <= vault_balance
    }

    fn curve(&self) -> Curve {
        Curve { amount: self.decaying, amount_end: self.decaying_end.get(), permanent: self.permanent }
    }

    fn with_ledger<T>(&mut self, change: impl FnOnce(&mut Ledger<'_>) -> T) -> T {
        let mut curve = self.curve();
        let result = change(&mut Ledger {
            curve: &mut curve,
            week: &mut self.week,
            expiring: &mut self.expiring,
            power_at: &mut self.power_at,
        });
        self.decaying = curve.amount;
        self.decaying_end = curve.amount_end.into();
        self.permanent = curve.permanent;
        result
    }
}

/// The clock's second. Before the Unix epoch there are no weeks.
pub(crate) fn unix_time() -> Result<u64> {
    Ok(u64::try_from(Clock::get()?.unix_timestamp).map_err(|_| LockerError::BadClock)?)
}
