//! Values as a deployment's files write them.

use std::{fmt::Display, str::FromStr};

use serde::{de::Error, Deserialize, Deserializer};
use tenure_client::Pubkey;

use super::{address, address_or_none};

pub fn one_address<'de, D: Deserializer<'de>>(input: D) -> Result<Pubkey, D::Error> {
    address(&String::deserialize(input)?).map_err(Error::custom)
}

pub fn address_or_nobody<'de, D: Deserializer<'de>>(input: D) -> Result<Pubkey, D::Error> {
    address_or_none(&String::deserialize(input)?).map_err(Error::custom)
}

/// Any value that is written as on the command line.
pub fn written<'de, D: Deserializer<'de>, T: FromStr<Err: Display>>(input: D) -> Result<T, D::Error> {
    String::deserialize(input)?.parse().map_err(Error::custom)
}
