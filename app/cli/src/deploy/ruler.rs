use std::str::FromStr;

use tenure_client::Pubkey;

use super::addresses::Addresses;
use crate::value::{address, TokenAccount};

/// Who is to rule a part. Whose address follows from the file is named by what they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ruler {
    /// The governor's treasury, which does what votes decide.
    Governor,
    Deployer,
    At(Pubkey),
}

/// Who may replace the programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Upgrader {
    /// They are final.
    Nobody,
    By(Ruler),
}

/// Where a token is paid to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Receiver {
    /// The associated token account of the governor's treasury.
    Governor,
    Account(TokenAccount),
}

/// Who owns what a store is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payee {
    Splitter,
    At(Pubkey),
}

impl FromStr for Ruler {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "governor" => Ok(Self::Governor),
            "deployer" => Ok(Self::Deployer),
            text => {
                address(text).map(Self::At).map_err(|words| format!("{words}, or 'governor' or 'deployer'"))
            }
        }
    }
}

impl FromStr for Upgrader {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "none" => Ok(Self::Nobody),
            text => text.parse().map(Self::By).map_err(|words: String| format!("{words}, or 'none'")),
        }
    }
}

impl FromStr for Receiver {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "governor" => Ok(Self::Governor),
            text => {
                let account = text.parse().map(Self::Account);
                account.map_err(|words: String| format!("{words}, or 'associated:<owner>' or 'governor'"))
            }
        }
    }
}

impl FromStr for Payee {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "splitter" => Ok(Self::Splitter),
            text => address(text).map(Self::At).map_err(|words| format!("{words}, or 'splitter'")),
        }
    }
}

impl Ruler {
    pub fn address(self, addresses: &Addresses) -> Pubkey {
        match self {
            Self::Governor => addresses.governor.treasury,
            Self::Deployer => addresses.deployer,
            Self::At(address) => address,
        }
    }
}

impl Upgrader {
    /// The zero address if there is nobody.
    pub fn address(self, addresses: &Addresses) -> Pubkey {
        match self {
            Self::Nobody => Pubkey::default(),
            Self::By(ruler) => ruler.address(addresses),
        }
    }
}

impl Receiver {
    pub fn account(self, treasury: Pubkey) -> TokenAccount {
        match self {
            Self::Governor => TokenAccount::AssociatedWith(treasury),
            Self::Account(account) => account,
        }
    }
}

impl Payee {
    pub fn address(self, splitter: Pubkey) -> Pubkey {
        match self {
            Self::Splitter => splitter,
            Self::At(address) => address,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rulers_are_named_by_address_or_by_what_they_are() {
        let somebody = Pubkey::new_from_array([7; 32]);
        let text = somebody.to_string();
        assert_eq!("governor".parse(), Ok(Ruler::Governor));
        assert_eq!("deployer".parse(), Ok(Ruler::Deployer));
        assert_eq!(text.parse(), Ok(Ruler::At(somebody)));
        assert!("none".parse::<Ruler>().is_err_and(|words| words.ends_with("or 'governor' or 'deployer'")));
        assert_eq!("none".parse(), Ok(Upgrader::Nobody));
        assert_eq!("governor".parse(), Ok(Upgrader::By(Ruler::Governor)));
        assert!("all".parse::<Upgrader>().is_err_and(|words| words.ends_with("or 'none'")));
        assert_eq!("splitter".parse(), Ok(Payee::Splitter));
        assert!("governor".parse::<Payee>().is_err_and(|words| words.ends_with("or 'splitter'")));
    }

    #[test]
    fn receivers_are_accounts_or_the_treasurys_own() {
        let (somebody, treasury) = (Pubkey::new_from_array([7; 32]), Pubkey::new_from_array([9; 32]));
        let receiver = |text: &str| text.parse::<Receiver>().map(|receiver| receiver.account(treasury));
        assert_eq!(receiver("governor"), Ok(TokenAccount::AssociatedWith(treasury)));
        assert_eq!(receiver(&somebody.to_string()), Ok(TokenAccount::At(somebody)));
        let associated = TokenAccount::AssociatedWith(somebody);
        assert_eq!(receiver(&format!("associated:{somebody}")), Ok(associated));
        assert!(receiver("splitter").is_err_and(|words| words.ends_with("or 'governor'")));
    }
}
