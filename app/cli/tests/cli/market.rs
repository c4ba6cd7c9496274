//! A store, worked on through the binary: its founder and two customers at shells of their own.

use base64::{prelude::BASE64_STANDARD, Engine};
use serde_json::Value;
use solana_keypair::Keypair;
use solana_signer::Signer;
use spl_associated_token_account_interface::address::get_associated_token_address;
use tenure_client::{
    revenue::splitter_address,
    subscriptions::{store_address, Store, StoreKeys, Subscription},
    Pubkey,
};

use crate::{
    flow::Flow,
    shell::{Run, Shell},
};

pub const DAY: u64 = 86_400;
/// What each has of the store's own token: 10,000; and of USDC.
pub const PURSE: u64 = 10_000_000_000;

/// A price account of Solana's mainnet, as Pyth writes them, and where its fields are.
const PRICE_ACCOUNT: &str = include_str!("../../../../tests/fixtures/pyth/sol_usd.json");
const FEED: std::ops::Range<usize> = 41..73;
const PRICE: usize = 73;
const CONFIDENCE: usize = 81;
const PUBLISHED: usize = 93;
const AVERAGE: usize = 109;

/// Somebody at a shell.
pub struct Person {
    pub keypair: Keypair,
    pub address: Pubkey,
    pub shell: Shell,
}

/// The wallet of the flow is the founder's: the store's creator, authority and operator.
pub struct Market {
    pub flow: Flow,
    pub store: Pubkey,
    /// The same, as it is named on the command line.
    option: String,
    pub usdc: Pubkey,
    pub alice: Person,
    pub bob: Person,
    /// Where the own token's price is.
    pub oracle: Pubkey,
}

impl Market {
    /// No store yet.
    pub fn bare() -> Self {
        let flow = Flow::start(PURSE);
        let usdc = flow.network.token(6, PURSE);
        let person = || {
            let keypair = flow.network.person(PURSE);
            let address = keypair.pubkey();
            flow.network.give(&usdc, &address, PURSE);
            Person { shell: flow.shell_of(&keypair), keypair, address }
        };
        let (alice, bob) = (person(), person());
        let store = store_address(&flow.owner, 1);
        Self { flow, store, option: store.to_string(), usdc, alice, bob, oracle: sponsored() }
    }

    /// As migrations/store.toml describes it, and with a price of 2 dollars.
    pub fn open() -> Self {
        let market = Self::bare();
        market.done(&["store", "create", "--config", &market.config(&[])]);
        market.publish(2_00000000);
        market
    }

    /// migrations/store.toml filled in, and with these changes.
    pub fn config(&self, changes: &[(&str, &str)]) -> String {
        let mut text = include_str!("../../../../migrations/store.toml").to_owned();
        let (owner, usdc, own) = (self.flow.owner.to_string(), self.usdc.to_string(), self.own().to_string());
        let feed = hex(&price_account()[FEED]);
        for (from, to) in [
            ("authority = \"FILL-IN\"", format!("authority = \"{owner}\"")),
            ("operator = \"none\"", format!("operator = \"{owner}\"")),
            ("splitter:FILL-IN", format!("splitter:{}", self.flow.locker)),
            ("mint = \"FILL-IN\"\n# A dollar", format!("mint = \"{usdc}\"\n# A dollar")),
            ("mint = \"FILL-IN\"\nown", format!("mint = \"{own}\"\nown")),
            ("feed = \"FILL-IN\"", format!("feed = \"{feed}\"")),
        ] {
            assert!(text.contains(from), "{from}");
            text = text.replace(from, &to);
        }
        for (from, to) in changes {
            assert!(text.contains(from), "{from}");
            text = text.replacen(from, to, 1);
        }
        self.flow.shell.file("store.toml", &text).to_string_lossy().into_owned()
    }

    /// The store's own token.
    pub fn own(&self) -> Pubkey {
        self.flow.network.mint
    }

    /// Publishes the own token's price now, in hundred-millionths of a dollar: exactly known, and on its
    /// average.
    pub fn publish(&self, price: i64) {
        let mut data = price_account();
        let published = i64::try_from(self.flow.network.now()).expect("a time that fits");
        for (at, number) in [(PRICE, price), (CONFIDENCE, 0), (PUBLISHED, published), (AVERAGE, price)] {
            data[at..at + 8].copy_from_slice(&number.to_le_bytes());
        }
        let receiver = tenure_client::subscriptions::PYTH_RECEIVER;
        self.flow.network.set_account(&self.oracle, &receiver, 1_825_031, data);
    }

    pub fn travel_to(&self, t: u64) {
        self.flow.network.travel_to(t);
        self.publish(2_00000000);
    }

    pub fn run_in(&self, shell: &Shell, arguments: &[&str]) -> Run {
        self.flow.run_in(shell, &self.in_store(arguments))
    }

    /// As the founder.
    pub fn done(&self, arguments: &[&str]) -> Value {
        self.run_in(&self.flow.shell, arguments).done()
    }

    pub fn done_by(&self, person: &Person, arguments: &[&str]) -> Value {
        self.run_in(&person.shell, arguments).done()
    }

    /// Refused to the founder by a program, by this name, with nothing sent. Returns its words.
    pub fn refused(&self, arguments: &[&str], name: &str) -> String {
        self.flow.refused(&self.in_store(arguments), name)
    }

    pub fn refused_to(&self, person: &Person, arguments: &[&str], name: &str) -> String {
        self.flow.refused_in(&person.shell, &self.in_store(arguments), name)
    }

    /// Not done, with nothing sent. Returns its words.
    pub fn failed(&self, arguments: &[&str], code: i32) -> String {
        self.flow.failed(&self.in_store(arguments), code)
    }

    pub fn failed_to(&self, person: &Person, arguments: &[&str], code: i32) -> String {
        let before = self.flow.network.transactions();
        let run = self.run_in(&person.shell, arguments);
        assert_eq!(run.code, Some(code), "{arguments:?}: {}", run.stdout);
        assert_eq!(self.flow.network.transactions(), before, "{arguments:?} sent something");
        run.json()["error"]["message"].as_str().unwrap_or_default().to_owned()
    }

    fn in_store<'a>(&'a self, arguments: &[&'a str]) -> Vec<&'a str> {
        [arguments, &["--store", &self.option]].concat()
    }

    pub fn state(&self) -> Store {
        self.flow.network.read(&self.store)
    }

    pub fn keys(&self) -> StoreKeys {
        StoreKeys::of(self.store, &self.state())
    }

    pub fn subscription(&self, person: &Person) -> Subscription {
        self.flow.network.read(&self.keys().subscription(&person.address))
    }

    pub fn balance(&self, owner: &Pubkey, mint: &Pubkey) -> u64 {
        self.flow.network.balance(&get_associated_token_address(owner, mint))
    }

    /// What the store was paid.
    pub fn till(&self, mint: &Pubkey) -> u64 {
        self.balance(&splitter_address(&self.flow.locker), mint)
    }

    pub fn stop(self) {
        self.flow.network.stop();
    }
}

/// An amount in a report, in base units.
pub fn units(report: &Value, key: &str) -> u64 {
    report[key]["amount"].as_str().and_then(|text| text.parse().ok()).expect("an amount")
}

/// Where Pyth keeps the price of that feed.
fn sponsored() -> Pubkey {
    "7UVimffxr9ow1uXYxsr4LHAcV58mLzhmwaeKvJ1pjLiE".parse().expect("an address")
}

fn price_account() -> Vec<u8> {
    let dump: Value = serde_json::from_str(PRICE_ACCOUNT).expect("JSON");
    BASE64_STANDARD.decode(dump["account"]["data"][0].as_str().expect("text")).expect("base64")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
