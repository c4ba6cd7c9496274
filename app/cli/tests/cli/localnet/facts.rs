//! What a localnet of seed 1 holds, read once for all tests through the binary and from its accounts.

use std::{collections::BTreeMap, sync::LazyLock};

use serde_json::{json, Value};
use solana_program::program_pack::Pack;
use solana_rpc_client::rpc_client::RpcClient;
use spl_associated_token_account_interface::address::get_associated_token_address_with_program_id;
use spl_token_2022_interface::state::Account as TokenAccount;
use tenure_client::{
    governor::Governor,
    membership::Collection,
    revenue::{pool_address, Pool, Splitter},
    subscriptions::{PriceUpdate, Store},
    Account, Pubkey,
};

use super::process::Localnet;

pub const LOCKERS: [&str; 7] = ["Max", "Ada", "Ben", "Fay", "Eva", "Carl", "Dora"];
pub const SUBSCRIBERS: [&str; 7] = ["Sam", "Gus", "Hal", "Ida", "Jon", "Kim", "Lea"];

pub struct Facts {
    pub deployment: Value,
    pub ready: Value,
    pub proposals: Vec<Value>,
    pub shows: BTreeMap<&'static str, Value>,
    pub claimable: BTreeMap<&'static str, Value>,
    pub memberships: BTreeMap<&'static str, Value>,
    pub revenue: Value,
    pub credit: Value,
    /// In the order of the tokens.
    pub pools: Vec<Pool>,
    pub governor: Governor,
    /// SOL, and each token: of everybody, by their names.
    pub balances: BTreeMap<String, Vec<u64>>,
    /// When the price was published.
    pub published: i64,
}

/// Of two runs with the same seed.
pub static FACTS: LazyLock<[Facts; 2]> = LazyLock::new(|| [1, 2].map(|_| Facts::gather()));

impl Facts {
    fn gather() -> Self {
        let localnet = Localnet::start(&["--seed", "1"]);
        let deployment = localnet.deployment.clone();
        let rpc = RpcClient::new(localnet.url().to_owned());
        let each = |names: &[&'static str], arguments: &[&str]| {
            names.iter().map(|name| (*name, localnet.done_as(name, arguments))).collect()
        };
        let usdc = deployment["tokens"][1]["mint"].as_str().expect("a mint");
        let proposals = localnet.done_as("Nora", &["governance", "proposals"]);
        let splitter = address(&deployment["splitter"]);
        let pools =
            tokens(&deployment).into_iter().map(|(mint, _)| read(&rpc, &pool_address(&splitter, &mint)));
        let price = rpc.get_account(&address(&deployment["priceFeeds"][0]["account"])).expect("a price");
        let facts = Self {
            ready: localnet.ready.clone(),
            proposals: proposals["proposals"].as_array().expect("proposals").clone(),
            shows: each(&LOCKERS, &["show"]),
            claimable: each(&LOCKERS, &["revenue", "claimable"]),
            memberships: each(&SUBSCRIBERS, &["membership", "show"]),
            revenue: localnet.done_as("Nora", &["revenue", "show"]),
            credit: localnet.done_as("Lea", &["credits", "show", "--token", usdc]),
            pools: pools.collect(),
            governor: read(&rpc, &address(&deployment["governor"])),
            balances: balances(&rpc, &deployment),
            published: PriceUpdate::parse(&price.data).expect("a price").published,
            deployment,
        };
        read::<Splitter>(&rpc, &splitter);
        read::<Store>(&rpc, &address(&facts.deployment["store"]));
        read::<Collection>(&rpc, &address(&facts.deployment["collection"]));
        localnet.stop();
        facts
    }

    /// All that does not say what time it is.
    pub fn timeless(&self) -> Value {
        let without = |facts: &Value, keys: &[&str]| {
            let mut facts = facts.clone();
            for key in keys {
                facts.as_object_mut().expect("facts").remove(*key);
            }
            facts
        };
        let of = |facts: &BTreeMap<&str, Value>, keys: &[&str]| {
            facts.iter().map(|(name, facts)| ((*name).to_owned(), without(facts, keys))).collect::<Value>()
        };
        let claimable = self.claimable.iter().map(|(name, facts)| {
            let amounts = facts["claimable"].as_array().expect("tokens").iter().map(|token| &token["amount"]);
            ((*name).to_owned(), json!(amounts.collect::<Vec<_>>()))
        });
        let statuses = self.memberships.iter().map(|(name, facts)| {
            (
                (*name).to_owned(),
                json!([facts["status"], facts["plan"], facts["subscription"], facts["mandate"]]),
            )
        });
        let proposals: Vec<_> =
            self.proposals.iter().map(|proposal| without(proposal, &["secondsLeft"])).collect();
        json!({
            "deployment": without(&self.deployment, &["rpc", "ws"]),
            "proposals": proposals,
            "locks": of(&self.shows, &["time", "power", "share", "total", "endWeek", "ends"]),
            "claimable": claimable.collect::<Value>(),
            "statuses": statuses.collect::<Value>(),
            "balances": self.balances,
        })
    }
}

/// Mints and their programs.
pub fn tokens(deployment: &Value) -> Vec<(Pubkey, Pubkey)> {
    let tokens = deployment["tokens"].as_array().expect("tokens");
    tokens.iter().map(|token| (address(&token["mint"]), address(&token["program"]))).collect()
}

pub fn address(text: &Value) -> Pubkey {
    text.as_str().and_then(|text| text.parse().ok()).expect("an address")
}

fn read<T: Account>(rpc: &RpcClient, address: &Pubkey) -> T {
    let account = rpc.get_account(address).expect("an account");
    T::read(&account.owner, &account.data).expect("the type")
}

fn balances(rpc: &RpcClient, deployment: &Value) -> BTreeMap<String, Vec<u64>> {
    let of = |person: &Value| {
        let owner = address(&person["address"]);
        let mut balances = vec![rpc.get_balance(&owner).expect("a balance")];
        for (mint, program) in tokens(deployment) {
            let account = get_associated_token_address_with_program_id(&owner, &mint, &program);
            let found = rpc.get_account_with_commitment(&account, rpc.commitment()).expect("an answer").value;
            balances.push(found.map_or(0, |account| {
                TokenAccount::unpack_from_slice(&account.data[..TokenAccount::LEN]).expect("tokens").amount
            }));
        }
        (person["name"].as_str().expect("a name").to_owned(), balances)
    };
    deployment["people"].as_array().expect("people").iter().map(of).collect()
}
