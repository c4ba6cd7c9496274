//! Every way an instruction can refuse. Appended to, never renumbered.

use anchor_lang::prelude::*;
use tenure_math::billing::{BillRefusal, PriceRefusal, TabRefusal};
use tenure_tokens::name_token_errors;

use crate::state::Failure;

#[error_code]
#[derive(Debug, PartialEq, Eq)]
pub enum SubscriptionError {
    #[msg("The signer is not the store's authority")]
    NotAuthority,
    #[msg("The signer is not the proposed authority")]
    NotProposedAuthority,
    #[msg("No authority is proposed")]
    NoProposedAuthority,
    #[msg("The signer may not pause")]
    NotPauser,
    #[msg("The signer is not the store's operator")]
    NotOperator,
    #[msg("The signer is not the subscription's user")]
    NotUser,
    #[msg("It is already in that state")]
    Unchanged,
    #[msg("The address must not be zero")]
    ZeroAddress,
    #[msg("The store is paused")]
    Paused,
    #[msg("Grace, window and notice must be from an hour to two weeks, the grace no longer than the badges', the keeper's fee at most 100 basis points")]
    BadStoreTerms,
    #[msg("A plan needs a name, a price of at most a million dollars, months or years, and a discount of at most 5,000 basis points")]
    BadPlanTerms,
    #[msg("The token's terms are out of range, or name an oracle for a stable token")]
    BadTokenTerms,
    #[msg("A mandate needs a charge within the period's cap within a finite total, and an end to come")]
    BadMandateTerms,
    #[msg("The id is not that of the store's next plan")]
    WrongPlanId,
    #[msg("The collection has no such tier")]
    UnknownTier,
    #[msg("The collection is not the store's")]
    WrongCollection,
    #[msg("The plan is not the store's, or not the one that is to be paid")]
    WrongPlan,
    #[msg("The pay token is not the store's")]
    WrongPayToken,
    #[msg("The subscription is not of this store or user")]
    WrongSubscription,
    #[msg("The mandate is not the one that the user granted for this subscription")]
    WrongMandate,
    #[msg("The credit is not of this store, user or token")]
    WrongCredit,
    #[msg("The token account is not the one that is charged")]
    WrongSource,
    #[msg("The token account is not that of the store's payout owner")]
    WrongPayout,
    #[msg("The keeper's token account cannot take the fee")]
    WrongKeeperAccount,
    #[msg("The receiving token account does not belong to the user")]
    WrongDestination,
    #[msg("The vault is not the credit's")]
    WrongVault,
    #[msg("The token account or mint is not of the token that is paid with")]
    WrongMint,
    #[msg("The token program is not the one that owns the mint")]
    WrongTokenProgram,
    #[msg("The rent goes back to the account that paid it")]
    WrongRentPayer,
    #[msg("The store does not issue the collection's badges: it is not its authority")]
    NotIssuer,
    #[msg("The account is not the badge of the subscription's user")]
    WrongBadge,
    #[msg("The program is not the membership program")]
    WrongMembershipProgram,
    #[msg("The account has a layout version that this program does not know")]
    UnknownVersion,
    #[msg("The mint is not what it was when the store admitted it")]
    MintChanged,
    #[msg("The plan takes no new subscribers")]
    Sunset,
    #[msg("The store does not take this token now")]
    TokenDisabled,
    #[msg("The time in which the user agreed to be charged is over")]
    ConsentExpired,
    #[msg("The subscription has changed since the user signed")]
    ConsentOutdated,
    #[msg("The charge is above the most that the user agreed to")]
    AboveMaxIn,
    #[msg("The subscription has not expired")]
    NotExpired,
    #[msg("The subscription has expired")]
    Expired,
    #[msg("The subscription is in grace: its next period has to be paid first")]
    Unpaid,
    #[msg("The next period cannot be paid yet")]
    TooEarly,
    #[msg("The subscription is cancelled")]
    Cancelled,
    #[msg("The subscription is not cancelled")]
    NotCancelled,
    #[msg("A longer interval is left at its end only: schedule the change")]
    ShorterInterval,
    #[msg("A cheaper plan follows at the next renewal only: schedule the change")]
    NotAnUpgrade,
    #[msg("The subscription is on this plan already")]
    SamePlan,
    #[msg("No change is scheduled")]
    NothingScheduled,
    #[msg("More than the credit")]
    AboveCredit,
    #[msg("More than was paid in this token")]
    AboveReceipt,
    #[msg("The amount is too small for a token")]
    NothingToRefund,
    #[msg("The period would end past the calendar")]
    CalendarEnds,
    #[msg("The store has excluded the user")]
    Revoked,
    #[msg("The user has no paid time")]
    NoAccess,
    #[msg("The user's tier is too low")]
    TierTooLow,
    #[msg("Time used in grace is not paid: the subscription has to stay")]
    OwesGrace,
    #[msg("The credit that is given up is not what is left")]
    CreditLeft,
    #[msg("It can be closed from the next second on")]
    TooSoon,
    #[msg("The user has been reminded of this period")]
    AlreadyReminded,
    #[msg("The expiry has been noted")]
    AlreadyNoted,
    #[msg("It is not yet time for a reminder")]
    NotInWindow,
    #[msg("The token account's delegate must be the mandate, for just its total")]
    DelegateMismatch,
    #[msg("The mandate has expired")]
    MandateExpired,
    #[msg("The charge is above the mandate's cap for one charge")]
    AboveCharge,
    #[msg("The charge is above the mandate's cap for a period")]
    AbovePeriod,
    #[msg("The charge is above what is left of the mandate")]
    AboveTotal,
    #[msg("The user's token account is closed, or no longer the user's")]
    SourceGone,
    #[msg("The user's token account is frozen")]
    SourceFrozen,
    #[msg("The mandate is no longer the delegate of the user's token account")]
    DelegateLost,
    #[msg("The delegate may take less than the charge")]
    DelegationShort,
    #[msg("The user's token account holds less than the charge")]
    TooFewTokens,
    #[msg("The account is not a Pyth price update")]
    WrongOracle,
    #[msg("The price is not fully verified")]
    PriceNotVerified,
    #[msg("The price is of another feed")]
    WrongFeed,
    #[msg("The price is too old, or from the future")]
    StalePrice,
    #[msg("The price is not above zero")]
    PriceNotPositive,
    #[msg("The price is too far from its moving average")]
    PriceOffAverage,
    #[msg("The price is not known well enough")]
    WideConfidence,
    #[msg("The price's exponent is out of range")]
    ExponentOutOfRange,
    #[msg("The token has too many decimals")]
    DecimalsOutOfRange,
    #[msg("The credit is to be closed, or has been")]
    CreditClosing,
    #[msg("The notice still runs, or was never given")]
    CreditOpen,
    #[msg("The amount must not be zero")]
    ZeroAmount,
    #[msg("The voucher's time is over")]
    VoucherExpired,
    #[msg("The voucher settles no more than has been settled")]
    NothingNew,
    #[msg("The voucher is above the deposit")]
    AboveDeposit,
    #[msg("The instruction before must be the check of one signature")]
    NoVoucher,
    #[msg("The signature is not of this voucher, or not by the credit's session key")]
    WrongVoucher,
    #[msg("The account received a different amount than was sent")]
    AmountMismatch,
    #[msg("The sums cannot hold this amount")]
    Overflow,
    #[msg("The clock is out of range")]
    BadClock,
    #[msg("The mint's data is malformed")]
    BadMint,
    #[msg("Refused mint extension: TransferFeeConfig")]
    ExtensionTransferFee,
    #[msg("Refused mint extension: MintCloseAuthority")]
    ExtensionMintCloseAuthority,
    #[msg("Refused mint extension: ConfidentialTransferMint")]
    ExtensionConfidentialTransfer,
    #[msg("Refused mint extension: DefaultAccountState")]
    ExtensionDefaultAccountState,
    #[msg("Refused mint extension: NonTransferable")]
    ExtensionNonTransferable,
    #[msg("Refused mint extension: InterestBearingConfig")]
    ExtensionInterestBearing,
    #[msg("Refused mint extension: PermanentDelegate")]
    ExtensionPermanentDelegate,
    #[msg("Refused mint extension: TransferHook")]
    ExtensionTransferHook,
    #[msg("Refused mint extension: ConfidentialTransferFeeConfig")]
    ExtensionConfidentialTransferFee,
    #[msg("Refused mint extension: ConfidentialMintBurn")]
    ExtensionConfidentialMintBurn,
    #[msg("Refused mint extension: ScaledUiAmount")]
    ExtensionScaledUiAmount,
    #[msg("Refused mint extension: Pausable")]
    ExtensionPausable,
    #[msg("Refused mint extension: PermissionedBurn")]
    ExtensionPermissionedBurn,
    #[msg("Refused mint extension: one this program does not know")]
    ExtensionUnknown,
}

name_token_errors!(SubscriptionError);

impl From<BillRefusal> for SubscriptionError {
    fn from(refusal: BillRefusal) -> Self {
        match refusal {
            BillRefusal::NotExpired => Self::NotExpired,
            BillRefusal::Expired => Self::Expired,
            BillRefusal::Unpaid => Self::Unpaid,
            BillRefusal::TooEarly => Self::TooEarly,
            BillRefusal::Cancelled => Self::Cancelled,
            BillRefusal::NotCancelled => Self::NotCancelled,
            BillRefusal::ShorterInterval => Self::ShorterInterval,
            BillRefusal::AboveCredit => Self::AboveCredit,
            BillRefusal::AboveReceipt => Self::AboveReceipt,
            BillRefusal::CalendarEnds => Self::CalendarEnds,
            BillRefusal::Overflow => Self::Overflow,
        }
    }
}

impl From<PriceRefusal> for SubscriptionError {
    fn from(refusal: PriceRefusal) -> Self {
        match refusal {
            PriceRefusal::DecimalsOutOfRange => Self::DecimalsOutOfRange,
            PriceRefusal::NotPositive => Self::PriceNotPositive,
            PriceRefusal::ExponentOutOfRange => Self::ExponentOutOfRange,
            PriceRefusal::WideConfidence => Self::WideConfidence,
            PriceRefusal::Overflow => Self::Overflow,
        }
    }
}

impl From<TabRefusal> for SubscriptionError {
    fn from(refusal: TabRefusal) -> Self {
        match refusal {
            TabRefusal::Closing => Self::CreditClosing,
            TabRefusal::NotClosed => Self::CreditOpen,
            TabRefusal::VoucherExpired => Self::VoucherExpired,
            TabRefusal::NothingNew => Self::NothingNew,
            TabRefusal::AboveDeposit => Self::AboveDeposit,
            TabRefusal::Overflow => Self::Overflow,
        }
    }
}

impl From<Failure> for SubscriptionError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::MandateExpired => Self::MandateExpired,
            Failure::AboveCharge => Self::AboveCharge,
            Failure::AbovePeriod => Self::AbovePeriod,
            Failure::AboveTotal => Self::AboveTotal,
            Failure::SourceGone => Self::SourceGone,
            Failure::SourceFrozen => Self::SourceFrozen,
            Failure::DelegateLost => Self::DelegateLost,
            Failure::DelegationShort => Self::DelegationShort,
            Failure::TooFewTokens => Self::TooFewTokens,
        }
    }
}
