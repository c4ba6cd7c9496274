//! Why tokens are refused. Each program gives these its own codes, with [`crate::name_token_errors`].

/// Why a mint or a token account is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenError {
    /// It belongs to another program than the token program given.
    WrongProgram,
    /// It is not a token account of the mint.
    WrongMint,
    /// It is no mint that has been set up, or its extensions cannot be read.
    BadMint,
    /// The mint has an extension that is not admitted.
    Refused(Extension),
}

/// Token-2022's mint extensions that are not admitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extension {
    TransferFee,
    MintCloseAuthority,
    ConfidentialTransfer,
    DefaultAccountState,
    NonTransferable,
    InterestBearing,
    PermanentDelegate,
    TransferHook,
    ConfidentialTransferFee,
    ConfidentialMintBurn,
    ScaledUiAmount,
    Pausable,
    PermissionedBurn,
    /// One that did not exist when this was written.
    Unknown,
}

/// Gives a program's error type, which has a variant for each of these, the conversion from
/// [`TokenError`].
#[macro_export]
macro_rules! name_token_errors {
    ($error:ident) => {
        impl From<$crate::TokenError> for $error {
            fn from(error: $crate::TokenError) -> Self {
                use $crate::{Extension, TokenError};
                match error {
                    TokenError::WrongProgram => Self::WrongTokenProgram,
                    TokenError::WrongMint => Self::WrongMint,
                    TokenError::BadMint => Self::BadMint,
                    TokenError::Refused(extension) => match extension {
                        Extension::TransferFee => Self::ExtensionTransferFee,
                        Extension::MintCloseAuthority => Self::ExtensionMintCloseAuthority,
                        Extension::ConfidentialTransfer => Self::ExtensionConfidentialTransfer,
                        Extension::DefaultAccountState => Self::ExtensionDefaultAccountState,
                        Extension::NonTransferable => Self::ExtensionNonTransferable,
                        Extension::InterestBearing => Self::ExtensionInterestBearing,
                        Extension::PermanentDelegate => Self::ExtensionPermanentDelegate,
                        Extension::TransferHook => Self::ExtensionTransferHook,
                        Extension::ConfidentialTransferFee => Self::ExtensionConfidentialTransferFee,
                        Extension::ConfidentialMintBurn => Self::ExtensionConfidentialMintBurn,
                        Extension::ScaledUiAmount => Self::ExtensionScaledUiAmount,
                        Extension::Pausable => Self::ExtensionPausable,
                        Extension::PermissionedBurn => Self::ExtensionPermissionedBurn,
                        Extension::Unknown => Self::ExtensionUnknown,
                    },
                }
            }
        }
    };
}
