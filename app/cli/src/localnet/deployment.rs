use serde::Serialize;
use serde_json::{json, Value};
use tenure_client::Pubkey;

use super::economy::{Economy, Person, Token};
use crate::{
    deployment::{Record, RecordedAddresses, RecordedFeed, RecordedToken},
    network::price_account,
};

/// A deployment, and the people who live in it.
#[derive(Serialize)]
pub struct Deployment {
    #[serde(flatten)]
    pub record: Record,
    pub people: Vec<PersonFacts>,
}

#[derive(Serialize)]
pub struct PersonFacts {
    pub name: &'static str,
    pub about: &'static str,
    pub address: String,
    /// As a keypair file has it.
    pub secret: Vec<u8>,
}

impl Deployment {
    pub fn of(economy: &Economy, rpc: String, ws: String, is_empty: bool) -> Self {
        let text = |address: Pubkey| address.to_string();
        let addresses = (!is_empty).then(|| RecordedAddresses {
            locker: text(economy.locker.locker),
            splitter: text(economy.revenue.splitter),
            governor: text(economy.governor.governor),
            store: text(economy.store.store),
            collection: text(economy.store.badges.collection),
        });
        let tokens = Token::ALL.map(|token| RecordedToken {
            mint: text(economy.mint(token).mint),
            symbol: token.symbol().to_owned(),
            name: token.name().to_owned(),
            decimals: token.decimals(),
            program: text(token.program()),
        });
        let people = Person::ALL.map(|person| PersonFacts {
            name: person.name(),
            about: if is_empty { person.about_empty() } else { person.about() },
            address: text(economy.address(person)),
            secret: economy.keypair(person).to_bytes().to_vec(),
        });
        let record = Record {
            name: "Token Metrics".to_owned(),
            cluster: "localnet".to_owned(),
            rpc,
            ws,
            addresses,
            tokens: tokens.into(),
            price_feeds: vec![RecordedFeed {
                mint: text(economy.mint(Token::Stake).mint),
                account: text(price_account()),
            }],
        };
        Self { record, people: people.into() }
    }

    pub fn to_json(&self) -> Value {
        json!(self)
    }
}
