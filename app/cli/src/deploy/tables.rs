//! The tables of a deployment's file that are not those of another file, or lack what follows from the rest.

use serde::Deserialize;
use tenure_client::Pubkey;

use super::ruler::{Payee, Receiver, Ruler, Upgrader};
use crate::{
    command::store::{CollectionConfig, PayTokenConfig, PlanConfig},
    value::{address_or_nobody, one_address, written, Bytes, Decimal, Duration},
};

/// The programs themselves, which are deployed before.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProgramsTable {
    #[serde(deserialize_with = "written")]
    pub upgrade_authority: Upgrader,
    #[serde(default)]
    pub hashes: HashesTable,
}

/// SHA-256 of the bytecode that was reviewed, of each program that it is given for.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct HashesTable {
    pub locker: Option<BytecodeHash>,
    pub revenue: Option<BytecodeHash>,
    pub governor: Option<BytecodeHash>,
    pub membership: Option<BytecodeHash>,
    pub subscriptions: Option<BytecodeHash>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct BytecodeHash(pub [u8; 32]);

impl TryFrom<String> for BytecodeHash {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let bytes = text.parse::<Bytes>().ok().and_then(|bytes| bytes.0.try_into().ok());
        bytes.map(Self).ok_or_else(|| "not a SHA-256: give its 64 hexadecimal digits".to_owned())
    }
}

/// A token that exists already. The first is the one to lock.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TokenTable {
    #[serde(deserialize_with = "one_address")]
    pub mint: Pubkey,
    pub symbol: String,
    pub name: String,
    pub decimals: u8,
    program: TokenProgram,
    /// Where its price is published, if not where Pyth sponsors its feed.
    #[serde(default, deserialize_with = "some_address")]
    pub price_account: Option<Pubkey>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum TokenProgram {
    SplToken,
    #[serde(rename = "token-2022")]
    Token2022,
}

impl TokenTable {
    pub fn program(&self) -> Pubkey {
        match self.program {
            TokenProgram::SplToken => spl_token::ID,
            TokenProgram::Token2022 => spl_token_2022_interface::ID,
        }
    }
}

fn some_address<'de, D: serde::Deserializer<'de>>(input: D) -> Result<Option<Pubkey>, D::Error> {
    one_address(input).map(Some)
}

/// As migrations/locker.toml, without the token, the authority and the governor.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LockerTable {
    pub min_weeks: u16,
    pub max_weeks: u16,
    pub penalty_bps: u16,
    #[serde(deserialize_with = "written")]
    pub penalty_account: Receiver,
    #[serde(deserialize_with = "address_or_nobody")]
    pub pauser: Pubkey,
}

/// As migrations/revenue.toml, without the authority.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RevenueTable {
    pub staker_bps: u16,
    pub burn_bps: u16,
    #[serde(deserialize_with = "written")]
    pub min_power: Decimal,
    #[serde(deserialize_with = "address_or_nobody")]
    pub pauser: Pubkey,
}

/// A token in which income is shared.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PoolTable {
    #[serde(deserialize_with = "one_address")]
    pub mint: Pubkey,
    #[serde(deserialize_with = "written")]
    pub treasury: Receiver,
}

/// What may leave the governor's treasury in a week.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitTable {
    /// The zero address is SOL's.
    #[serde(deserialize_with = "sol_or_mint")]
    pub mint: Pubkey,
    #[serde(deserialize_with = "written")]
    pub limit: Decimal,
}

fn sol_or_mint<'de, D: serde::Deserializer<'de>>(input: D) -> Result<Pubkey, D::Error> {
    let text = String::deserialize(input)?;
    if text == "SOL" {
        return Ok(Pubkey::default());
    }
    let mint = crate::value::address(&text).map_err(|words| format!("{words}, or 'SOL'"));
    mint.map_err(serde::de::Error::custom)
}

/// As migrations/store.toml, without the authority.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoreTable {
    pub id: u32,
    #[serde(deserialize_with = "address_or_nobody")]
    pub pauser: Pubkey,
    #[serde(deserialize_with = "address_or_nobody")]
    pub operator: Pubkey,
    #[serde(deserialize_with = "written")]
    pub payout_owner: Payee,
    #[serde(deserialize_with = "written")]
    pub grace: Duration,
    #[serde(deserialize_with = "written")]
    pub window: Duration,
    #[serde(deserialize_with = "written")]
    pub notice: Duration,
    pub keeper_fee_bps: u16,
    pub collection: CollectionConfig,
    pub plans: Vec<PlanConfig>,
    pub pay_tokens: Vec<PayTokenConfig>,
}

/// Who is to rule in the end. The badges are the store's.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandoverTable {
    #[serde(deserialize_with = "written")]
    pub locker: Ruler,
    #[serde(deserialize_with = "written")]
    pub revenue: Ruler,
    #[serde(deserialize_with = "written")]
    pub store: Ruler,
}
