//! Who rules without a wallet at the command line: a treasury by proposals, and a multisig by what it is told
//! to sign.

use base64::{prelude::BASE64_STANDARD, Engine};
use serde_json::{json, Value};
use solana_keypair::Keypair;
use solana_program::instruction::AccountMeta;
use solana_signer::Signer;
use solana_system_interface::instruction as system;
use solana_transaction::Message;
use spl_associated_token_account_interface::address::get_associated_token_address;
use tenure_client::{
    revenue::{pool_address, pool_vault_address, splitter_address, Pool, Splitter},
    subscriptions::{pay_token_address, PayToken, Plan},
    Instruction, Pubkey,
};

use crate::{
    dao::{address, headlines, Dao},
    market::Market,
    network::Network,
};

const SOL: u64 = 1_000_000_000;

/// A splitter that the wallet rules, with a pool of the locked token whose treasury's share is the wallet's.
fn share_income(dao: &Dao) -> Pubkey {
    let owner = dao.owner.to_string();
    let revenue = include_str!("../../../../migrations/revenue.toml").replace("FILL-IN", &owner);
    dao.done(&["revenue", "create", "--config", &dao.file("revenue.toml", &revenue)]);
    let (mint, treasury) = (dao.network.mint.to_string(), format!("associated:{owner}"));
    dao.done(&["revenue", "pool", "create", &mint, "--treasury", &treasury]);
    splitter_address(&dao.locker)
}

fn pool(network: &Network, splitter: &Pubkey, mint: &Pubkey) -> Pool {
    network.read(&pool_address(splitter, mint))
}

#[test]
fn a_treasury_rules_pools_and_offers_what_it_rules() {
    let dao = Dao::start();
    let (splitter, network) = (share_income(&dao), &dao.network);
    let (treasury, stake, usdc) = (dao.keys.treasury, network.mint, network.token(6, 0));
    let (builder, bob) = (Pubkey::new_from_array([7; 32]), dao.bob.keypair.pubkey());
    dao.done(&["revenue", "authority", "propose", &treasury.to_string()]);
    network.send(&[system::transfer(&dao.owner, &treasury, SOL)], &[network.wallet()]);

    let file = |actions: &[Value]| {
        dao.file("remedies.json", &json!({ "title": "Remedies", "actions": actions }).to_string())
    };
    let accept = json!({ "kind": "accept_authority", "of": "revenue" });
    let on_pool = |kind, mint: Pubkey, to| json!({ "kind": kind, "mint": mint.to_string(), "treasury": to });
    let set = |mint, to: String| on_pool("set_pool_treasury", mint, to);
    let create = |mint, to: String| on_pool("create_pool", mint, to);
    let offer =
        |to: Pubkey| json!({ "kind": "propose_authority", "of": "revenue", "proposed": to.to_string() });
    let to = |owner: Pubkey| format!("associated:{owner}");
    for (action, code, expected) in [
        (set(stake, to(dao.owner)), 2, "it changes nothing: name at least one value that differs"),
        (set(stake, builder.to_string()), 1, "is no token account of"),
        (set(stake, to(splitter)), 2, "belongs to the splitter"),
        (set(stake, to(pool_address(&splitter, &stake))), 2, "belongs to the splitter"),
        (set(usdc, to(builder)), 1, "the splitter has no pool for"),
        (create(stake, to(builder)), 2, "there is a pool of"),
        (create(usdc, to(splitter)), 2, "belongs to the splitter"),
        (offer(treasury), 2, "it changes nothing: name at least one value that differs"),
        (offer(Pubkey::default()), 2, "nobody has the zero address"),
    ] {
        let words = dao.undone(&["propose", &file(&[action])], code);
        assert!(words.starts_with("action 1: ") && words.contains(expected), "'{expected}': {words}");
    }

    let proposed =
        dao.propose(&file(&[accept, set(stake, to(builder)), create(usdc, to(treasury)), offer(bob)]));
    let told = headlines(&proposed);
    for (headline, begins) in told.iter().zip([
        "revenue accept_authority",
        "revenue set_treasury",
        "revenue create_pool",
        "revenue propose_authority",
    ]) {
        assert!(headline.starts_with(begins), "{headline}");
    }
    for (action, words) in [(1, builder.to_string()), (2, format!("{treasury} (the treasury)"))] {
        let details = proposed["actions"][action]["details"].as_array().expect("details");
        assert!(details.contains(&json!({ "name": "which belongs to", "words": words })), "{details:?}");
    }
    dao.pass(&proposed);

    let (builders, ours) =
        (get_associated_token_address(&builder, &stake), get_associated_token_address(&treasury, &usdc));
    assert_eq!([builders, ours].map(|account| network.exists(&account)), [false, false]);
    let before = network.lamports(&treasury);
    dao.governance(&["execute", "1"]).done();
    assert_eq!(pool(network, &splitter, &stake).treasury, builders);
    let made = pool(network, &splitter, &usdc);
    assert_eq!((made.treasury, network.balance(&ours), network.balance(&made.intake)), (ours, 0, 0));
    let (address, rent_of) = (pool_address(&splitter, &usdc), |account: &Pubkey| network.lamports(account));
    let rent = rent_of(&address) + rent_of(&pool_vault_address(&address));
    assert_eq!(network.lamports(&treasury), before - rent);

    let state = || network.read::<Splitter>(&splitter);
    assert_eq!((state().authority, state().proposed_authority), (treasury, bob));
    // What has no kind of its own is told for the treasury as a raw action takes it.
    let mut raw = dao.done(&["revenue", "pause", "--for", &treasury.to_string()])["instructions"][0].take();
    for extra in ["headline", "details"] {
        raw.as_object_mut().expect("an object").remove(extra);
    }
    raw["kind"] = "raw".into();
    let shown = dao.governance(&["propose", &file(&[raw])]).done();
    assert!(headlines(&shown)[0].starts_with("revenue pause: "), "{shown}");
    let back = ["revenue", "pool", "treasury", &stake.to_string(), &to(dao.owner)];
    dao.refused(&back, "NotAuthority");
    dao.run_in(&dao.bob.shell, &["revenue", "authority", "accept"]).done();
    assert_eq!(state().authority, bob);
    dao.stop();
}

/// What a run told to sign, which its message says too.
fn told(run: &Value, by: &Pubkey) -> Vec<Instruction> {
    assert_eq!((address(run, "by"), &run["sent"]), (*by, &json!([])));
    let instruction = |told: &Value| {
        let accounts = told["accounts"].as_array().expect("accounts").iter().map(|meta| AccountMeta {
            pubkey: address(meta, "address"),
            is_signer: meta["signer"].as_bool().expect("whether it signs"),
            is_writable: meta["writable"].as_bool().expect("whether it is written"),
        });
        let data = told["data"].as_str().expect("data").as_bytes();
        let byte = |digits: &[u8]| u8::from_str_radix(&String::from_utf8_lossy(digits), 16).expect("a byte");
        Instruction {
            program_id: address(told, "program"),
            accounts: accounts.collect(),
            data: data.chunks(2).map(byte).collect(),
        }
    };
    let instructions: Vec<_> =
        run["instructions"].as_array().expect("instructions").iter().map(instruction).collect();
    let message = BASE64_STANDARD.decode(run["message"].as_str().expect("a message")).expect("base64");
    assert_eq!(message, Message::new(&instructions, Some(by)).serialize());
    instructions
}

#[test]
fn what_a_multisig_is_told_to_sign_changes_the_splitter() {
    let dao = Dao::bare();
    let (splitter, network) = (share_income(&dao), &dao.network);
    let (multisig, stranger) = (Keypair::new(), dao.bob.keypair.pubkey());
    let by = multisig.pubkey();
    let state = || network.read::<Splitter>(&splitter);
    let sent = network.transactions();
    let tell = |arguments: &[&str]| {
        let run = dao.done(&[arguments, &["--for", &by.to_string()]].concat());
        (told(&run, &by), run)
    };
    let sign = |instructions: &[Instruction]| network.send(instructions, &[network.wallet(), &multisig]);

    // It has no SOL, and need not have: another may pay the fee.
    dao.done(&["revenue", "authority", "propose", &by.to_string()]);
    let (accept, run) = tell(&["revenue", "authority", "accept"]);
    assert_eq!((network.transactions(), state().authority), (sent + 1, dao.owner));
    assert!(run["unrehearsed"].as_str().is_some_and(|words| words.contains("too little SOL")), "{run}");
    let words = "revenue accept_authority: ";
    assert!(run["instructions"][0]["headline"].as_str().is_some_and(|line| line.starts_with(words)), "{run}");
    sign(&accept);
    assert_eq!(state().authority, by);

    network.send(&[system::transfer(&dao.owner, &by, SOL)], &[network.wallet()]);
    let (mint, builder) = (network.mint, Pubkey::new_from_array([7; 32]));
    let (named, to) = (mint.to_string(), format!("associated:{builder}"));
    let set = ["revenue", "pool", "treasury", &named, &to];
    dao.refused(&set, "NotAuthority");
    dao.refused(&[&set[..], &["--for", &stranger.to_string()]].concat(), "NotAuthority");
    let (instructions, run) = tell(&set);
    assert_eq!((instructions.len(), &run["unrehearsed"]), (2, &Value::Null), "{run}");
    sign(&instructions);
    assert_eq!(pool(network, &splitter, &mint).treasury, get_associated_token_address(&builder, &mint));

    let (instructions, _) = tell(&["revenue", "announce", "--staker-bps", "4321"]);
    sign(&instructions);
    assert_eq!(state().next_staker_bps, 4_321);
    dao.stop();
}

#[test]
fn what_a_multisig_is_told_to_sign_changes_the_store() {
    let market = Market::open();
    let network = &market.flow.network;
    let multisig = network.person(0);
    let by = multisig.pubkey();
    let [named, usdc] = [by, market.usdc].map(|address| address.to_string());
    let tell = |arguments: &[&str]| {
        let before = network.transactions();
        let run = market.done(&[arguments, &["--for", &named]].concat());
        assert_eq!(network.transactions(), before, "{arguments:?} sent something");
        told(&run, &by)
    };
    let sign = |instructions: &[Instruction]| network.send(instructions, &[network.wallet(), &multisig]);
    market.done(&["store", "authority", "propose", &named]);
    sign(&tell(&["store", "authority", "accept"]));
    assert_eq!(market.state().authority, by);

    for remedy in [
        &["store", "pay-token", "update", &usdc, "--taken", "no"][..],
        &["store", "operator", "set", &named],
        &["store", "pauser", "set", &named],
        &["store", "pause"],
        &["store", "plan", "sunset", "0"],
    ] {
        let name = if remedy[1] == "pause" { "NotPauser" } else { "NotAuthority" };
        market.refused(remedy, name);
        sign(&tell(remedy));
    }
    let token: PayToken = network.read(&pay_token_address(&market.store, &market.usdc));
    let plan: Plan = network.read(&market.keys().plan(0));
    assert_eq!((token.enabled, plan.sunset), (0, 1));
    let store = market.state();
    assert_eq!((store.operator, store.pauser, store.paused), (by, by, 1));
    sign(&tell(&["store", "resume"]));
    assert_eq!(market.state().paused, 0);

    // The multisig pays what a plan's account costs.
    let (before, plans) = (network.lamports(&by), market.state().next_plan);
    let add =
        ["store", "plan", "add", "--name", "Night", "--price", "5", "--interval", "month", "--tier", "1"];
    sign(&tell(&add));
    assert_eq!(market.state().next_plan, plans + 1);
    assert_eq!(network.lamports(&by), before - network.lamports(&market.keys().plan(plans)));
    market.stop();
}
