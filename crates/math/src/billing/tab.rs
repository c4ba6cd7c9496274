//! A deposit for calls, drawn on with vouchers.

/// A voucher says how much has been used of all that was ever deposited: of any two the higher counts, so
/// that none can be settled twice. Amounts are in base units of the token, and only ever grow; a tab that
/// was withdrawn is over, and vouchers name the one they are for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tab {
    /// Ever.
    pub deposited: u64,
    /// Ever; at most what was deposited.
    pub settled: u64,
    /// From this second on nothing is settled, and what is left can be withdrawn. Set by the request to
    /// close.
    pub closes_at: Option<u64>,
}

/// Why nothing changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TabRefusal {
    /// It is to be closed, or has been.
    Closing,
    /// The notice still runs, or was never given.
    NotClosed,
    /// The voucher's own time is over.
    VoucherExpired,
    /// No more than has been settled already.
    NothingNew,
    AboveDeposit,
    /// All deposits together would pass `u64::MAX`.
    Overflow,
}

impl Tab {
    /// What is left of the deposit.
    #[must_use]
    pub fn left(&self) -> u64 {
        self.deposited.saturating_sub(self.settled)
    }

    /// Adds to the deposit. Refused: `Closing`, `Overflow`.
    pub fn deposit(&mut self, amount: u64) -> Result<(), TabRefusal> {
        if self.closes_at.is_some() {
            return Err(TabRefusal::Closing);
        }
        self.deposited = self.deposited.checked_add(amount).ok_or(TabRefusal::Overflow)?;
        Ok(())
    }

    /// Settles a voucher over `cumulative`, all that was ever used, valid before the second `valid_until`.
    /// Returns the difference to what was settled before: what the operator is paid now. A request to close
    /// leaves room for it until its notice is over. Refused: `Closing`, `VoucherExpired`, `NothingNew`,
    /// `AboveDeposit`.
    pub fn settle(&mut self, now: u64, cumulative: u64, valid_until: u64) -> Result<u64, TabRefusal> {
        if self.closes_at.is_some_and(|closes_at| now >= closes_at) {
            return Err(TabRefusal::Closing);
        }
        if now >= valid_until {
            return Err(TabRefusal::VoucherExpired);
        }
        if cumulative <= self.settled {
            return Err(TabRefusal::NothingNew);
        }
        if cumulative > self.deposited {
            return Err(TabRefusal::AboveDeposit);
        }
        let difference = cumulative - self.settled;
        self.settled = cumulative;
        Ok(difference)
    }

    /// Gives notice, in seconds. It is given once: asking again does not move it. Refused: `Closing`.
    pub fn request_close(&mut self, now: u64, notice: u32) -> Result<(), TabRefusal> {
        if self.closes_at.is_some() {
            return Err(TabRefusal::Closing);
        }
        self.closes_at = Some(now.saturating_add(notice.into()));
        Ok(())
    }

    /// What its owner takes out when the notice is over. The tab is over with it. Refused: `NotClosed`.
    pub fn withdraw(self, now: u64) -> Result<u64, TabRefusal> {
        match self.closes_at {
            Some(closes_at) if now >= closes_at => Ok(self.left()),
            _ => Err(TabRefusal::NotClosed),
        }
    }
}
