//! What a treasury can be told to do, and how proposals are written, stopped and taken up again.

use serde_json::json;
use solana_keypair::Keypair;
use solana_signer::Signer;
use solana_system_interface::instruction as system;
use spl_associated_token_account_interface::{
    address::get_associated_token_address, instruction::create_associated_token_account,
};
use spl_token_2022_interface::instruction as token;
use tenure_client::{
    governor::{actions_hash, encode_actions, Draft, PIECE},
    revenue::{splitter_address, Splitter},
    subscriptions::{store_address, Store},
    Instruction, Pubkey,
};

use tenure_math::week_of;

use crate::dao::{address, headlines, second, Dao, DAY};

const SOL: u64 = 1_000_000_000;

/// Ten tokens arrive in the treasury, and two SOL.
fn fund(dao: &Dao) {
    let (wallet, treasury, program) = (dao.owner, dao.keys.treasury, spl_token::ID);
    let account = get_associated_token_address(&treasury, &dao.network.mint);
    let mint_to = token::mint_to(&program, &dao.network.mint, &account, &wallet, &[], 10_000_000);
    let instructions = [
        system::transfer(&wallet, &treasury, 2 * SOL),
        create_associated_token_account(&wallet, &treasury, &dao.network.mint, &program),
        mint_to.expect("instruction"),
    ];
    dao.network.send(&instructions, &[dao.network.wallet()]);
}

#[test]
fn a_treasury_pays_and_keeps_to_its_limits() {
    let dao = Dao::start();
    fund(&dao);
    let shown = dao.governance(&["show"]).done();
    assert_eq!(shown["sol"]["uiAmountString"], "2");
    assert_eq!(shown["tokens"][0]["amount"]["uiAmountString"], "10");

    let (mint, builder) = (dao.network.mint, Pubkey::new_from_array([7; 32]));
    let account = get_associated_token_address(&builder, &mint);
    let wrong = json!({ "title": "Pay", "actions": [
        { "kind": "transfer_token", "mint": mint.to_string(), "to": builder.to_string(), "amount": "1" },
    ] });
    let words = dao.undone(&["propose", &dao.file("wrong.json", &wrong.to_string())], 1);
    assert!(words.contains(&format!("for a wallet, write associated:{builder}")), "{words}");

    let file = json!({ "title": "Pay", "actions": [
        { "kind": "transfer_sol", "to": builder.to_string(), "amount": "0.5" },
        { "kind": "transfer_token", "mint": mint.to_string(), "to": format!("associated:{builder}"), "amount": "2.5" },
        { "kind": "set_outflow_limit", "mint": mint.to_string(), "limit": "3" },
        { "kind": "set_outflow_limit", "mint": "SOL", "limit": "1" },
        { "kind": "transfer_token", "mint": mint.to_string(), "to": account.to_string(), "amount": "3.000001" },
    ] });
    // The account that the last action names is not there yet.
    let words = dao.undone(&["propose", &dao.file("pay.json", &file.to_string())], 1);
    assert!(words.starts_with("action 5: ") && words.contains("is no token account of"), "{words}");
    let file = file.to_string().replace(&format!("\"{account}\""), &format!("\"associated:{builder}\""));
    let proposed = dao.propose(&dao.file("pay.json", &file));
    assert_eq!(
        headlines(&proposed),
        [
            "Transfers 0.5 SOL",
            "Transfers 2.5 tokens",
            "governor set_outflow_limit: Limits what the treasury pays out of a mint in a week; `u64::MAX` for no \
             limit. The treasury.",
            "governor set_outflow_limit: Limits what the treasury pays out of a mint in a week; `u64::MAX` for no \
             limit. The treasury.",
            "Transfers 3.000001 tokens",
        ]
    );
    let details = proposed["actions"][1]["details"].as_array().expect("details").clone();
    assert!(
        details.contains(&json!({ "name": "which belongs to", "words": builder.to_string() })),
        "{details:?}"
    );
    dao.pass(&proposed);

    // The wallet pays for the builder's account; the last action is above the limit that the third has set.
    assert!(!dao.network.exists(&account));
    let run = dao.governance(&["execute", "1"]);
    let failure = run.json()["error"].clone();
    assert_eq!((run.code, &failure["name"]), (Some(1), &json!("OutflowLimit")));
    assert_eq!(
        failure["message"],
        "actions 1 to 4 have run; action 5: The treasury would pay out more of the mint this week than its limit \
         allows"
    );
    assert_eq!(dao.network.balance(&account), 2_500_000);
    assert_eq!(dao.network.lamports(&builder), SOL / 2);
    assert_eq!(dao.network.lamports(&dao.keys.treasury), 3 * SOL / 2);
    let shown = dao.governance(&["show"]).done();
    assert_eq!(
        (&shown["limits"][0]["limit"]["uiAmountString"], &shown["limits"][0]["spent"]["amount"]),
        (&json!("3"), &json!("0"))
    );
    assert_eq!(
        (&shown["limits"][1]["mint"], &shown["limits"][1]["limit"]["uiAmountString"]),
        (&json!(null), &json!("1"))
    );
    dao.stop();
}

#[test]
fn a_dao_changes_its_own_terms() {
    let dao = Dao::start();
    let file = |actions: &str| dao.file("terms.toml", &format!("title = \"Terms\"\n{actions}"));
    let same = "[[actions]]\nkind = \"update_governor\"\ntimelock = \"2 days\"\n";
    let words = dao.undone(&["propose", &file(same)], 2);
    assert_eq!(words, "action 1: it changes nothing: name at least one value that differs");
    let short = "[[actions]]\nkind = \"update_governor\"\ntimelock = \"23 hours\"\n";
    let words = dao.undone(&["propose", &file(short)], 2);
    assert!(words.contains("timelock 1 to 28 days"), "{words}");
    let foreign = format!(
        "[[actions]]\nkind = \"raw\"\nprogram = \"{0}\"\naccounts = [{{ address = \"{0}\", signer = true }}]\ndata = \"\"\n",
        dao.owner
    );
    let words = dao.undone(&["propose", &file(&foreign)], 2);
    assert_eq!(words, format!("action 1: {} cannot sign: only the treasury signs actions", dao.owner));
    let too_many = format!(
        "[[actions]]\nkind = \"raw\"\nprogram = \"{}\"\ndata = \"\"\naccounts = [{}]\n",
        dao.owner,
        (1..=34)
            .map(|byte| format!("{{ address = \"{}\" }}", Pubkey::new_from_array([byte; 32])))
            .collect::<Vec<_>>()
            .join(", ")
    );
    let words = dao.undone(&["propose", &file(&too_many)], 2);
    assert!(words.contains("too many accounts to be executed"), "{words}");

    let bob = dao.bob.keypair.pubkey();
    let proposed = dao.propose(&file(&format!(
        "[[actions]]\nkind = \"update_governor\"\ntimelock = \"3 days\"\nproposal_threshold = \"500\"\n\
         [[actions]]\nkind = \"set_council\"\ncouncil = \"{bob}\"\n\
         [[actions]]\nkind = \"update_locker\"\npenalty_bps = 2500\nmax_weeks = 104\n"
    )));
    dao.pass(&proposed);
    dao.done(&["locker", "authority", "propose", &dao.keys.treasury.to_string()]);
    let run = dao.governance(&["execute", "1"]);
    assert_eq!(run.json()["error"]["name"], "NotAuthority");
    let governor = dao.governor();
    let params = governor.params();
    assert_eq!((params.timelock, params.proposal_threshold), (259_200, 500_000_000));
    assert_eq!((params.voting_period, params.quorum_bps, governor.council), (432_000, 1_000, bob));
    assert_eq!((dao.state().penalty_bps, dao.state().max_weeks), (5_000, 208));

    // What was voted on before goes by its own times; what comes after, by the new ones.
    assert_eq!(second(&proposed, "executableAt"), second(&proposed, "votingEndsAt") + 2 * DAY);
    let accept = file("[[actions]]\nkind = \"accept_authority\"\nof = \"locker\"\n");
    let again = dao.propose(&accept);
    assert_eq!(second(&again, "executableAt"), second(&again, "votingEndsAt") + 3 * DAY);
    dao.pass(&again);
    dao.governance(&["execute", "2"]).done();
    // By then the first one's time is over: what it did not do is proposed anew.
    let words = dao.denied(&["execute", "1"], "Expired");
    assert_eq!(words, "actions 1 to 2 have run; action 3: The time to execute has passed");
    assert_eq!(dao.governance(&["proposal", "1"]).done()["state"], "expired");
    let update = "[[actions]]\nkind = \"update_locker\"\npenalty_bps = 2500\nmax_weeks = 104\n";
    // Twelve weeks later, in which nobody cranked the locker.
    let later = second(&again, "executableAt") + 12 * 7 * DAY;
    dao.network.travel_to(later);
    assert!(dao.state().week + 12 <= week_of(later));
    let anew = dao.propose(&file(update));
    assert_eq!(dao.state().week, week_of(later));
    dao.pass(&anew);
    dao.governance(&["execute", "3"]).done();
    assert_eq!((dao.state().penalty_bps, dao.state().max_weeks), (2_500, 104));
    assert_eq!(dao.state().governor, dao.keys.governor);
    dao.stop();
}

/// A splitter and a store beside the locker, all ruled by the wallet, and proposed to the treasury. Returns the store.
fn offer_everything(dao: &Dao) -> Pubkey {
    let (owner, store) = (dao.owner.to_string(), store_address(&dao.owner, 1));
    let revenue = include_str!("../../../../migrations/revenue.toml").replace("FILL-IN", &owner);
    dao.done(&["revenue", "create", "--config", &dao.file("revenue.toml", &revenue)]);
    let shop = include_str!("../../../../migrations/store.toml");
    let shop = shop.split("[[plans]]").next().expect("what comes before the plans");
    let shop =
        shop.replace("splitter:FILL-IN", &format!("splitter:{}", dao.locker)).replace("FILL-IN", &owner);
    dao.done(&["store", "create", "--config", &dao.file("store.toml", &shop)]);
    let treasury = dao.keys.treasury.to_string();
    for part in PARTS {
        dao.done(&[part, "authority", "propose", &treasury, "--store", &store.to_string()]);
    }
    store
}

const PARTS: [&str; 3] = ["locker", "revenue", "store"];

/// An action on each part that has an authority.
fn on_each(store: &Pubkey, kind: &str, more: &str) -> String {
    let store = format!("store:{store}");
    let of = ["locker", "revenue", &store];
    of.map(|of| format!("[[actions]]\nkind = \"{kind}\"\nof = \"{of}\"\n{more}")).concat()
}

#[test]
fn a_treasury_names_pausers_and_ends_pauses() {
    let dao = Dao::start();
    let store = offer_everything(&dao);
    let bob = dao.bob.keypair.pubkey();
    let file = |actions: &str| dao.file("pauses.toml", &format!("title = \"Pauses\"\n{actions}"));
    let resume = on_each(&store, "resume", "");
    let pauser = |pauser: &str| on_each(&store, "set_pauser", &format!("pauser = \"{pauser}\"\n"));
    let words = dao.undone(&["propose", &file(&resume)], 2);
    assert_eq!(words, "action 1: it changes nothing: there is no pause to end");
    let words = dao.undone(&["propose", &file(&pauser("none"))], 2);
    assert_eq!(words, "action 1: it changes nothing: name at least one value that differs");
    let nowhere = on_each(&dao.owner, "resume", "").replace("store:", "");
    let words = dao.undone(&["propose", &file(&nowhere)], 2);
    assert!(words.contains("write locker, revenue, or store:<address>"), "{words}");
    let nowhere = format!("[[actions]]\nkind = \"resume\"\nof = \"store:{}\"\n", dao.keys.treasury);
    let words = dao.undone(&["propose", &file(&nowhere)], 1);
    assert_eq!(words, format!("action 1: there is no store {}", dao.keys.treasury));

    let takeover = on_each(&store, "accept_authority", "") + &pauser(&bob.to_string());
    dao.pass(&dao.propose(&file(&takeover)));
    dao.governance(&["execute", "1"]).done();
    assert_eq!(states(&dao, &store), [(dao.keys.treasury, bob, 0); 3]);

    for part in PARTS {
        dao.run_in(&dao.bob.shell, &[part, "pause", "--store", &store.to_string()]).done();
    }
    assert_eq!(states(&dao, &store), [(dao.keys.treasury, bob, 1); 3]);
    let proposed = dao.propose(&file(&(pauser("none") + &resume)));
    let details = proposed["actions"][0]["details"].to_string();
    assert!(details.contains(&format!("\"now\":\"{bob}\"")), "{details}");
    assert_eq!(headlines(&proposed)[3], "locker resume: Allows new commitments again. Authority.");
    dao.pass(&proposed);
    dao.governance(&["execute", "2"]).done();
    assert_eq!(states(&dao, &store), [(dao.keys.treasury, Pubkey::default(), 0); 3]);
    dao.stop();
}

/// Of locker, splitter and store: who rules it, who may pause it, and whether it is paused.
fn states(dao: &Dao, store: &Pubkey) -> [(Pubkey, Pubkey, u8); 3] {
    let locker = dao.state();
    let splitter: Splitter = dao.network.read(&splitter_address(&dao.locker));
    let store: Store = dao.network.read(store);
    [
        (locker.authority, locker.pauser, locker.paused),
        (splitter.authority, splitter.pauser, splitter.paused),
        (store.authority, store.pauser, store.paused),
    ]
}

/// Two and a half pieces of data.
const LONG: usize = 2 * PIECE + PIECE / 2;

fn long_file(dao: &Dao) -> (String, Instruction) {
    let data: Vec<_> = (0..LONG).map(|place| u8::try_from(place % 251).expect("a byte")).collect();
    let action = Instruction { program_id: Pubkey::new_from_array([5; 32]), accounts: vec![], data };
    let file = json!({ "title": "Long", "link": "https://example.com", "actions": [{
        "kind": "raw", "program": action.program_id.to_string(), "accounts": [],
        "data": tenure_client::decode::hex(&action.data),
    }] });
    (dao.file("long.json", &file.to_string()), action)
}

#[test]
fn a_long_proposal_is_written_in_pieces_and_taken_up_again() {
    let dao = Dao::start();
    let (file, action) = long_file(&dao);
    let wallet = dao.network.wallet();
    // The program, no accounts, the length, and the data: 2,285 bytes in three pieces.
    let actions = encode_actions(&[action]).expect("actions");
    assert_eq!(actions.len(), 32 + 1 + 2 + 2_250);

    let whole = dao.propose(&file);
    let read = dao.network.proposal(&address(&whole, "proposal"));
    assert_eq!((&read.actions, read.proposal.number), (&actions, 1));
    // The draft; a piece each, the last of which is half, and goes with the submission.
    assert_eq!(whole["signatures"].as_array().map(Vec::len), Some(4));

    // Another is cut after its first piece, and somebody else cannot write on.
    let draft = Draft { nonce: 7, title: "Long".into(), link: "https://example.com".into(), actions };
    let steps = dao.keys.propose(dao.owner, dao.owner, &dao.owner, &draft);
    dao.network.send(&steps[..1], &[wallet]);
    dao.network.send(&steps[1..2], &[wallet]);
    let cut = dao.keys.proposal(&dao.owner, 7);
    assert_eq!(dao.governance(&["proposal", &cut.to_string()]).done()["state"], "draft");
    let words = dao.undone(&["propose", &dao.file("other.toml", OTHER), "--nonce", "7", "--yes"], 1);
    assert!(words.contains("there is a draft of something else"), "{words}");
    let taken_up = dao.governance(&["propose", &file, "--nonce", "7", "--yes"]).done();
    assert_eq!(taken_up["signatures"].as_array().map(Vec::len), Some(2));
    let read = dao.network.proposal(&cut);
    assert_eq!((&read.actions, read.proposal.number), (&draft.actions, 2));
    assert_eq!(read.proposal.actions_hash, actions_hash(&draft.actions));

    // Who lacks the power is told before anything is written.
    let weak = dao.as_holder(&dao.carol, &["propose", &carols(&dao, &file), "--yes"]);
    let words = weak.json()["error"]["message"].as_str().map(str::to_owned).unwrap_or_default();
    assert!(words.contains("has a power of 520 in this week's snapshot, and it takes 1000"), "{words}");
    assert_eq!(dao.governor().proposal_count, 2);
    assert_eq!(dao.governance(&["proposals"]).done()["proposals"].as_array().map(Vec::len), Some(2));
    dao.stop();
}

const OTHER: &str = "title = \"Other\"\n[[actions]]\nkind = \"set_council\"\ncouncil = \"none\"\n";

fn carols(dao: &Dao, file: &str) -> String {
    let text = std::fs::read_to_string(file).expect("the file");
    dao.carol.shell.file("long.json", &text).to_string_lossy().into_owned()
}

#[test]
fn proposals_are_cancelled_and_vetoed() {
    let dao = Dao::start();
    let file = dao.file("other.toml", OTHER);
    dao.propose(&file);
    let words = dao.denied_to(&dao.bob, &["cancel", "1"], "StillAboveThreshold");
    assert_eq!(words, "The proposer still has the power to propose");
    assert_eq!(dao.governance(&["cancel", "1"]).done()["state"], "cancelled");
    dao.denied(&["cancel", "1"], "Final");

    let second_one = dao.governance(&["propose", &file, "--nonce", "8", "--yes"]).done();
    assert_eq!(second_one["number"], 2);
    assert_eq!(dao.denied_to(&dao.bob, &["veto", "2"], "NotCouncil"), "The signer is not the council");
    assert_eq!(dao.as_holder(&dao.carol, &["veto", "2"]).done()["state"], "vetoed");

    // A delegate proposes with another's lock, and a proposal of which nobody spoke is defeated.
    let delegate = Keypair::new();
    let owner = dao.owner.to_string();
    dao.network.send(&[system::transfer(&dao.owner, &delegate.pubkey(), SOL)], &[dao.network.wallet()]);
    dao.done(&["delegate", "set", &delegate.pubkey().to_string()]);
    let delegate = crate::dao::Holder { shell: dao.shell_of(&delegate), keypair: delegate };
    let own = delegate.shell.file("other.toml", OTHER).to_string_lossy().into_owned();
    let third = dao.as_holder(&delegate, &["propose", &own, "--lock-owner", &owner, "--yes"]).done();
    assert_eq!(
        (&third["number"], &third["proposer"]),
        (&json!(3), &json!(delegate.keypair.pubkey().to_string()))
    );
    dao.network.travel_to(second(&third, "votingEndsAt"));
    assert_eq!(dao.governance(&["proposal", "3"]).done()["state"], "defeated");
    let states: Vec<_> = dao.governance(&["proposals"]).done()["proposals"]
        .as_array()
        .expect("proposals")
        .iter()
        .map(|proposal| proposal["state"].clone())
        .collect();
    assert_eq!(states, ["cancelled", "vetoed", "defeated"]);
    dao.stop();
}
