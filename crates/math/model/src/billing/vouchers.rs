//! What was deposited for calls, and the vouchers that were settled.

use num_bigint::BigUint;

/// Named as the program's refusals are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Declined {
    Closing,
    NotClosed,
    VoucherExpired,
    NothingNew,
    AboveDeposit,
    Overflow,
}

#[derive(Clone, Debug, Default)]
pub struct Vouchers {
    deposits: Vec<u64>,
    /// What was paid out for each that was settled.
    payouts: Vec<BigUint>,
    notice: Option<(u64, u32)>,
}

impl Vouchers {
    pub fn deposited(&self) -> BigUint {
        self.deposits.iter().map(|&amount| BigUint::from(amount)).sum()
    }

    pub fn paid_out(&self) -> BigUint {
        self.payouts.iter().sum()
    }

    /// When what is left can be withdrawn, once notice was given.
    pub fn closes_at(&self) -> Option<u64> {
        self.notice.map(|(given, seconds)| given + u64::from(seconds))
    }

    pub fn deposit(&mut self, amount: u64) -> Result<(), Declined> {
        if self.notice.is_some() {
            return Err(Declined::Closing);
        }
        if self.deposited() + amount > u64::MAX.into() {
            return Err(Declined::Overflow);
        }
        self.deposits.push(amount);
        Ok(())
    }

    /// Returns what is paid out.
    pub fn settle(&mut self, now: u64, used: u64, valid_until: u64) -> Result<BigUint, Declined> {
        if self.notice_is_over(now) {
            return Err(Declined::Closing);
        }
        if now >= valid_until {
            return Err(Declined::VoucherExpired);
        }
        let used = BigUint::from(used);
        if used <= self.paid_out() {
            return Err(Declined::NothingNew);
        }
        if used > self.deposited() {
            return Err(Declined::AboveDeposit);
        }
        self.payouts.push(used - self.paid_out());
        Ok(self.payouts.last().expect("just paid").clone())
    }

    pub fn request_close(&mut self, now: u64, seconds: u32) -> Result<(), Declined> {
        if self.notice.is_some() {
            return Err(Declined::Closing);
        }
        self.notice = Some((now, seconds));
        Ok(())
    }

    pub fn withdraw(&self, now: u64) -> Result<BigUint, Declined> {
        if self.notice_is_over(now) {
            Ok(self.deposited() - self.paid_out())
        } else {
            Err(Declined::NotClosed)
        }
    }

    fn notice_is_over(&self, now: u64) -> bool {
        self.notice.is_some_and(|(given, seconds)| u128::from(now) >= u128::from(given) + u128::from(seconds))
    }
}
