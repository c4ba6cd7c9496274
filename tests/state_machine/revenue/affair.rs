use tenure_model::Terms;

/// What someone does with income. Tokens are counted in the order in which their pools were made.
#[derive(Clone, Copy, Debug)]
pub enum Affair {
    /// Anyone pays in.
    Income {
        token: usize,
        amount: u64,
    },
    /// Anyone sends tokens straight to a pool's vault.
    Endow {
        token: usize,
        amount: u64,
    },
    Distribute {
        token: usize,
    },
    OpenRecord,
    CloseRecord,
    /// The owner's account that receives the token is made, if there is none.
    OpenDestination {
        token: usize,
    },
    Claim {
        token: usize,
        weeks: u8,
    },
    ClaimAndLock {
        token: usize,
        weeks: u8,
    },
    Announce(Terms),
    StopSharing,
    ResumeSharing,
    SetTreasury {
        token: usize,
        receiver: Receiver,
    },
    /// The token's issuer stops one of the treasury's accounts.
    Freeze {
        token: usize,
        treasury: usize,
    },
    Thaw {
        token: usize,
        treasury: usize,
    },
}

/// Which account is named to receive the treasury's share.
#[derive(Clone, Copy, Debug)]
pub enum Receiver {
    /// One of the two that can.
    Treasury(usize),
    Intake,
    Vault,
    /// No token account.
    Mint,
}
