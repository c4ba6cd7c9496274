//! A whole deployment through the binary, on a chain, from its file to its last acceptance.

mod interruption;
mod refusal;
mod site;

use serde_json::{json, Value};
use solana_signer::Signer;
use spl_associated_token_account_interface::address::get_associated_token_address;
use tenure_client::{
    governor::{governor_address, treasury_address, Governor},
    locker::Locker,
    membership::Collection,
    revenue::{pool_address, splitter_address, Pool, Splitter},
    subscriptions::{store_address, Store},
    Pubkey,
};
use tenure_math::start_of;

use self::site::{count, words, Deployer, Site};
use crate::shell::Shell;

const SOL: u64 = 1_000_000_000;

/// A yearly plan of the example, to add at another price.
const YEARLY: &str =
    "[[store.plans]]\nname = \"VIP, a year\"\nprice = \"1999\"\ninterval = \"year\"\ntier = \"VIP\"\n\
                      discount_bps = 2000\ncalls = 12000000\nsockets = 20\n\n";

/// What stands behind the plans of the example.
const AFTER_PLANS: &str = "[[store.pay";

/// The same behind one plan more.
fn more() -> String {
    format!("{}# More.\n{AFTER_PLANS}", YEARLY.replace("1999", "2999"))
}

#[test]
fn a_deployment_from_its_file_to_its_last_acceptance() {
    let site = Site::new();
    let deployer = site.deployer(SOL);
    site.give_programs_to(&deployer.address);
    it_is_told_first_and_nothing_is_sent(&site, &deployer);
    it_is_made_and_read_back(&site, &deployer);
    again_it_only_compares(&site, &deployer);
    the_multisig_accepts(&site, &deployer);
    the_rest_is_handed_over(&site, &deployer);
    the_governor_accepts(&site, &deployer);
    what_is_missing_then_is_not_the_deployers_to_make(&site, &deployer);
    what_others_change_then_is_named(&site, &deployer);
    site.stop();
}

/// What is sent, in the order in which it is.
const TOLD: [&str; 26] = [
    "Opens a token account",
    "locker create_locker",
    "revenue create_splitter",
    "Opens a token account",
    "Opens a token account",
    "revenue create_pool",
    "Opens a token account",
    "Opens a token account",
    "revenue create_pool",
    "Opens a token account",
    "Opens a token account",
    "revenue create_pool",
    "governor create_governor",
    "membership create_collection",
    "subscriptions create_store",
    "subscriptions create_plan",
    "subscriptions create_plan",
    "subscriptions create_plan",
    "subscriptions create_plan",
    "subscriptions create_plan",
    "subscriptions create_plan",
    "Opens a token account",
    "subscriptions create_pay_token",
    "Opens a token account",
    "subscriptions create_pay_token",
    "subscriptions propose_authority",
];

fn it_is_told_first_and_nothing_is_sent(site: &Site, deployer: &Deployer) {
    // No wallet: only the addresses are needed.
    let shell = Shell::new().with(&["--url", site.url(), "--output", "json"]);
    let before = (site.transactions(), site.lamports(&deployer.address));
    let text = site.first_text(&deployer.address, &[]);
    let told = site.deploy_text(&shell, &text, &["--dry-run"]).done();
    assert_eq!((site.transactions(), site.lamports(&deployer.address)), before);
    for key in ["locker", "splitter", "governor", "treasury", "store", "collection"] {
        let address: Pubkey = told[key].as_str().and_then(|text| text.parse().ok()).expect("an address");
        assert!(!site.exists(&address), "{key}");
    }
    assert!(!shell.path().join("deploy.takeover.toml").exists());

    let transactions = told["transactions"].as_array().expect("transactions");
    let instructions = transactions.iter().filter_map(|transaction| transaction["instructions"].as_array());
    let headlines: Vec<_> =
        instructions.flatten().map(|told| told["headline"].as_str().unwrap_or("")).collect();
    assert_eq!(headlines.len(), TOLD.len(), "{headlines:?}");
    for (headline, expected) in headlines.iter().zip(TOLD) {
        assert!(headline.starts_with(expected), "{headline} is not {expected}");
    }
    assert_eq!(told["needed"], json!([]));
    // The programs, the tokens, and the authorities that stay with the deployer.
    assert_eq!(count(&told, "same"), 10);
    // The limits are the treasury's to set.
    assert_eq!(count(&told, "waiting"), 2);

    let people = Shell::new().with(&["--url", site.url()]);
    let shown = site.deploy_text(&people, &text, &["--dry-run"]);
    assert_eq!((shown.code, shown.stderr.as_str()), (Some(0), ""));
    for words in [
        "Nothing was sent. This would be, in this order:",
        "the locker program, ",
        "Transaction 1\n",
        &format!("{} (the token wETH)", site.weth),
        "params.penalty_bps  5000 (50 %)",
    ] {
        assert!(shown.stdout.contains(words), "'{words}' is not in:\n{}", shown.stdout);
    }
}

fn it_is_made_and_read_back(site: &Site, deployer: &Deployer) {
    let out = deployer.shell.path().join("deployment.json");
    let made = site.begin(deployer, &[], &["--out", &out.to_string_lossy()]).done();
    assert_eq!((&made["complete"], count(&made, "waiting")), (&json!(false), 3));
    // 5 programs, 3 tokens, the locker, the splitter, 3 pools, the governor, the store, its badges, 6 plans, 2 tokens,
    // and 2 authorities.
    assert_eq!(count(&made, "same"), 26);

    let locker: Locker = site.read(&deployer.locker);
    let governor = governor_address(&deployer.locker);
    let treasury = treasury_address(&governor);
    assert_eq!((locker.authority, locker.proposed_authority), (deployer.address, Pubkey::default()));
    assert_eq!((locker.governor, locker.pauser, locker.penalty_bps), (governor, site.guardian, 5_000));
    assert_eq!(locker.penalty_account, get_associated_token_address(&treasury, &site.mint));
    let address = splitter_address(&deployer.locker);
    let splitter: Splitter = site.read(&address);
    assert_eq!((splitter.authority, splitter.proposed_authority), (deployer.address, Pubkey::default()));
    assert_eq!((splitter.staker_bps, splitter.min_power, splitter.pool_count), (5_000, 1_000_000_000, 3));
    for (index, mint, owner) in
        [(0, site.mint, treasury), (1, site.usdc, site.company), (2, site.weth, site.company)]
    {
        let pool: Pool = site.read(&pool_address(&address, &mint));
        let receiver = get_associated_token_address(&owner, &mint);
        assert_eq!((pool.index, pool.treasury), (index, receiver));
    }
    let state: Governor = site.read(&governor);
    assert_eq!((state.proposal_threshold, state.timelock), (1_000_000_000, 172_800));
    assert_eq!(state.council, site.guardian);
    let store: Store = site.read(&store_address(&deployer.address, 1));
    let multisig = site.multisig.pubkey();
    assert_eq!((store.authority, store.proposed_authority), (deployer.address, multisig));
    assert_eq!((store.payout_owner, store.operator, store.next_plan), (address, site.operator, 6));
    let collection: Collection = site.read(&store.collection);
    assert_eq!(collection.authority, store_address(&deployer.address, 1));

    let record = std::fs::read_to_string(out).expect("a file");
    let record: Value = serde_json::from_str(&record).expect("JSON");
    assert_eq!(record, expected_record(site, deployer, &store));
}

fn expected_record(site: &Site, deployer: &Deployer, store: &Store) -> Value {
    let (host, port) = site.url().rsplit_once(':').expect("a port");
    let port: u16 = port.parse().expect("a number");
    let token = |mint: Pubkey, symbol, name, decimals| {
        json!({
            "mint": mint.to_string(),
            "symbol": symbol,
            "name": name,
            "decimals": decimals,
            "program": spl_token::ID.to_string(),
        })
    };
    json!({
        "name": "Token Metrics",
        "cluster": "localnet",
        "rpc": site.url(),
        "ws": format!("{}:{}", host.replace("http", "ws"), port + 1),
        "locker": deployer.locker.to_string(),
        "splitter": splitter_address(&deployer.locker).to_string(),
        "governor": governor_address(&deployer.locker).to_string(),
        "store": store_address(&deployer.address, 1).to_string(),
        "collection": store.collection.to_string(),
        "tokens": [
            token(site.mint, "TMAI", "Token Metrics AI", 6),
            token(site.usdc, "USDC", "USD Coin", 6),
            token(site.weth, "wETH", "Wrapped Ether", 8),
        ],
        // Where Pyth sponsors the feed.
        "priceFeeds": [
            { "mint": site.mint.to_string(), "account": "7UVimffxr9ow1uXYxsr4LHAcV58mLzhmwaeKvJ1pjLiE" },
        ],
    })
}

fn again_it_only_compares(site: &Site, deployer: &Deployer) {
    let before = (site.transactions(), site.lamports(&deployer.address));
    let again = site.begin(deployer, &[], &[]).done();
    assert_eq!((site.transactions(), site.lamports(&deployer.address)), before);
    assert_eq!((count(&again, "sent"), count(&again, "same"), count(&again, "waiting")), (0, 26, 3));
}

/// A plan that was added to the file is made, and what is there is left alone.
fn the_multisig_accepts(site: &Site, deployer: &Deployer) {
    let more = more();
    let more = [(AFTER_PLANS, more.as_str())];
    let added = site.begin(deployer, &more, &[]).done();
    assert_eq!((count(&added, "sent"), count(&added, "same")), (1, 27));
    let before = site.transactions();
    let words = words(&site.begin(deployer, &[], &[]));
    assert!(
        words.contains("plan 6 is VIP, a year: $2999.00 a year") && words.contains("says nothing"),
        "{words}"
    );
    assert_eq!(site.transactions(), before);

    let accept = &added["waiting"][2];
    assert_eq!(accept["by"], site.multisig.pubkey().to_string());
    assert!(accept["headline"].as_str().is_some_and(|words| words.contains("accept_authority")), "{accept}");
    assert_eq!(
        accept["accounts"][1],
        json!({ "address": site.multisig.pubkey().to_string(), "signer": true, "writable": false })
    );
    let store = store_address(&deployer.address, 1).to_string();
    let shell = site.shell_of(&site.multisig);
    shell.run(&["store", "authority", "accept", "--store", &store]).done();
    let left = site.begin(deployer, &more, &[]).done();
    assert_eq!((count(&left, "sent"), count(&left, "same"), count(&left, "waiting")), (0, 28, 2));
}

/// The programs, once the multisig has proven that it signs; the rest, once holders are to decide.
fn the_rest_is_handed_over(site: &Site, deployer: &Deployer) {
    site.give_programs_to(&site.multisig.pubkey());
    let over = site.deploy(deployer, &[(AFTER_PLANS, &more())], &[]).done();
    assert_eq!((count(&over, "sent"), count(&over, "same"), count(&over, "waiting")), (1, 26, 4));
    let treasury = treasury_address(&governor_address(&deployer.locker));
    assert_eq!(site.read::<Locker>(&deployer.locker).proposed_authority, treasury);
    let splitter: Splitter = site.read(&splitter_address(&deployer.locker));
    assert_eq!(splitter.proposed_authority, treasury);
}

/// By a real proposal, from the file that the command wrote.
fn the_governor_accepts(site: &Site, deployer: &Deployer) {
    let told = the_proposal_passes(site, deployer);
    assert_eq!(told["title"], "Take over Token Metrics");
    let governor = governor_address(&deployer.locker);
    let treasury = treasury_address(&governor);
    assert_eq!(site.read::<Locker>(&deployer.locker).authority, treasury);
    assert_eq!(site.read::<Splitter>(&splitter_address(&deployer.locker)).authority, treasury);
    let state: Governor = site.read(&governor);
    let week = tenure_math::week_of(site.now());
    assert_eq!(state.outflow_limit(week, &Pubkey::default()), 100 * SOL);
    assert_eq!(state.outflow_limit(week, &site.usdc), 50_000_000_000);
}

/// Somebody locks, a week passes, and the file that the command wrote is proposed, voted and executed. Returns what
/// was told of it before.
fn the_proposal_passes(site: &Site, deployer: &Deployer) -> Value {
    let holder = site.shell_of(site.wallet());
    let locker = deployer.locker.to_string();
    let run = |arguments: &[&str]| holder.run(&[arguments, &["--locker", &locker]].concat()).done();
    run(&["lock", "5000", "--weeks", "208"]);
    run(&["make-permanent"]);
    site.travel_to(start_of(site.read::<Locker>(&deployer.locker).week + 1));

    let file = deployer.shell.path().join("deploy.takeover.toml");
    let told = run(&["governance", "propose", &file.to_string_lossy()]);
    let proposed = run(&["governance", "propose", &file.to_string_lossy(), "--yes"]);
    let second = |key: &str| proposed[key].as_u64().expect("a second");
    site.travel_to(second("votingStartsAt"));
    run(&["governance", "vote", "1", "for"]);
    site.travel_to(second("executableAt"));
    assert_eq!(run(&["governance", "execute", "1"])["state"], "executed");

    told
}

fn what_is_missing_then_is_not_the_deployers_to_make(site: &Site, deployer: &Deployer) {
    let more = more();
    let done = site.deploy(deployer, &[(AFTER_PLANS, &more)], &[]).done();
    assert_eq!((&done["complete"], count(&done, "sent"), count(&done, "waiting")), (&json!(true), 0, 0));
    assert_eq!(count(&done, "same"), 30);

    let yet_more = format!("{more}{}", wrapped_ether(site));
    let words = site.refused(deployer, &[(AFTER_PLANS, &yet_more)], 1);
    let only = format!("it is missing, and only {}, the authority, can make it", site.multisig.pubkey());
    assert!(words.contains(&format!("the token {}:\n  {only}", site.weth)), "{words}");
}

/// A token, behind what begins the tokens.
fn wrapped_ether(site: &Site) -> String {
    format!("_tokens]]\nmint = \"{}\"\nstable = true\nkeeper_fee_cap = \"0\"\n\n{AFTER_PLANS}", site.weth)
}

/// Also where the file says nothing of it, and what it can say of it.
fn what_others_change_then_is_named(site: &Site, deployer: &Deployer) {
    let (store, weth) = (store_address(&deployer.address, 1).to_string(), site.weth.to_string());
    let shell = site.shell_of(&site.multisig);
    let by_multisig = |arguments: &[&str]| shell.run(&[arguments, &["--store", &store]].concat()).done();
    by_multisig(&["store", "pay-token", "add", &weth, "--stable"]);
    by_multisig(&["store", "plan", "sunset", "6"]);
    let more = more();
    let words = site.refused(deployer, &[(AFTER_PLANS, &more)], 1);
    for difference in [
        format!("the token {weth} is a dollar each; at most 0 for a keeper, and the file says nothing"),
        "20 sockets; takes no new subscribers, and the file says VIP, a year: $2999.00 a year".to_owned(),
    ] {
        assert!(words.contains(&difference), "'{difference}' is not in: {words}");
    }
    let sunset = more.replace("# More.", "sold = false\n");
    let known = format!("{sunset}{}", wrapped_ether(site));
    let as_it_is = (AFTER_PLANS, known.as_str());
    assert_eq!(count(&site.deploy(deployer, &[as_it_is], &[]).done(), "same"), 31);
    by_multisig(&["store", "pay-token", "update", &weth, "--taken", "no"]);
    assert!(site
        .refused(deployer, &[as_it_is], 1)
        .contains("; not taken now, and the file says a dollar each"));
    let untaken = known.replace("keeper_fee_cap = \"0\"", "keeper_fee_cap = \"0\"\ntaken = false");
    let as_it_is = (AFTER_PLANS, untaken.as_str());
    assert_eq!(site.deploy(deployer, &[as_it_is], &[]).done()["complete"], true);

    let usdc = format!("[[outflow_limits]]\nmint = \"{}\"\nlimit = \"50000\"", site.usdc);
    let ether = format!("{usdc}\n[[outflow_limits]]\nmint = \"{weth}\"\nlimit = \"1\"");
    for (from, to, difference) in [
        ("\"50000\"", "\"50001\"", "limit of 50001 USDC a week:\n  it is 50000, and the file says 50001"),
        (usdc.as_str(), "", "a week:\n  it is 50000, and the file says nothing"),
        (&usdc, &ether, "limit of 1 wETH a week:\n  it is none, and the file says 1"),
    ] {
        let words = site.refused(deployer, &[as_it_is, (from, to)], 1);
        assert!(words.contains(difference), "'{difference}' is not in: {words}");
    }
}

/// A store does not follow from its governor: the proposal names it.
#[test]
fn a_governor_takes_over_everything() {
    let site = Site::new();
    let deployer = site.deployer(SOL);
    let to_store = format!("store = \"{}\"", site.multisig.pubkey());
    let all = [(to_store.as_str(), "store = \"governor\"")];
    let made = site.deploy(&deployer, &all, &[]).done();
    assert_eq!(count(&made, "waiting"), 5);
    let told = the_proposal_passes(&site, &deployer);
    let of_store = told["actions"][4]["headline"].as_str().unwrap_or_default();
    assert_eq!(of_store, "subscriptions accept_authority: Second step. The proposed authority.");
    let done = site.deploy(&deployer, &all, &[]).done();
    assert_eq!((&done["complete"], count(&done, "same")), (&json!(true), 29));
    let store: Store = site.read(&store_address(&deployer.address, 1));
    assert_eq!(store.authority, treasury_address(&governor_address(&deployer.locker)));
    site.stop();
}
