use serde::Serialize;
use serde_json::{json, Value};
use tenure_client::Pubkey;

use super::economy::{Economy, Person, Token};
use crate::network::price_account;

/// What a page or a program needs to know of the network, as `deployment.json` has it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Deployment {
    name: &'static str,
    cluster: &'static str,
    pub rpc: String,
    pub ws: String,
    #[serde(flatten)]
    pub addresses: Option<Addresses>,
    tokens: Vec<TokenFacts>,
    price_feeds: Vec<PriceFeed>,
    pub people: Vec<PersonFacts>,
}

/// What an empty network has none of.
#[derive(Serialize)]
pub struct Addresses {
    pub locker: String,
    splitter: String,
    governor: String,
    pub store: String,
    collection: String,
}

#[derive(Serialize)]
struct TokenFacts {
    mint: String,
    symbol: &'static str,
    name: &'static str,
    decimals: u8,
    program: String,
}

/// Where the price of a token is.
#[derive(Serialize)]
struct PriceFeed {
    mint: String,
    account: String,
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
        let addresses = (!is_empty).then(|| Addresses {
            locker: text(economy.locker.locker),
            splitter: text(economy.revenue.splitter),
            governor: text(economy.governor.governor),
            store: text(economy.store.store),
            collection: text(economy.store.badges.collection),
        });
        let tokens = Token::ALL.map(|token| TokenFacts {
            mint: text(economy.mint(token).mint),
            symbol: token.symbol(),
            name: token.name(),
            decimals: token.decimals(),
            program: text(token.program()),
        });
        let people = Person::ALL.map(|person| PersonFacts {
            name: person.name(),
            about: if is_empty { person.about_empty() } else { person.about() },
            address: text(economy.address(person)),
            secret: economy.keypair(person).to_bytes().to_vec(),
        });
        Self {
            name: "Localnet",
            cluster: "localnet",
            rpc,
            ws,
            addresses,
            tokens: tokens.into(),
            price_feeds: vec![PriceFeed {
                mint: text(economy.mint(Token::Stake).mint),
                account: text(price_account()),
            }],
            people: people.into(),
        }
    }

    pub fn to_json(&self) -> Value {
        json!(self)
    }
}
