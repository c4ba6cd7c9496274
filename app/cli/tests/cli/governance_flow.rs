//! A DAO's first decision through the binary, on a chain, against what the chain holds.

use serde_json::{json, Value};
use solana_signer::Signer;
use tenure_client::{
    governor::actions_hash,
    locker::Locker,
    revenue::{splitter_address, Splitter},
    Pubkey,
};

use crate::dao::{address, headlines, second, Dao, DAY};

const EXAMPLE: &str = include_str!("../../../../migrations/proposals/raise-share.toml");

#[test]
fn holders_take_over_and_raise_their_share() {
    let dao = Dao::bare();
    a_governor_is_created_once(&dao);
    a_splitter_shares_two_fifths(&dao);
    let file = dao.file("raise-share.toml", EXAMPLE);
    a_proposal_is_told_before_it_is_sent(&dao, &file);
    let proposed = a_proposal_is_made_once(&dao, &file);
    votes_are_cast_and_changed(&dao, &proposed);
    it_is_executed_in_time(&dao, &proposed);
    what_it_left_is_closed(&dao, &proposed);
    dao.stop();
}

fn a_governor_is_created_once(dao: &Dao) {
    assert!(dao.undone(&["show"], 1).contains("has no governor: see tenure governance create"));
    let config = dao.config("1000", "none");
    let words = dao.denied_to(&dao.bob, &["create", "--config", &bobs(dao)], "NotLockerAuthority");
    assert_eq!(words, "The signer is not the locker's authority");

    let created = dao.governance(&["create", "--config", &config]).done();
    assert_eq!((&created["created"], &created["named"]), (&true.into(), &true.into()));
    assert_eq!(created["governor"], dao.keys.governor.to_string());
    assert_eq!(created["treasury"], dao.keys.treasury.to_string());
    assert_eq!(created["proposalThreshold"]["uiAmountString"], "1000");
    assert_eq!((&created["votingDelay"], &created["votingPeriod"]), (&json!(DAY), &json!(5 * DAY)));
    assert_eq!((&created["timelock"], &created["grace"]), (&json!(2 * DAY), &json!(7 * DAY)));
    assert_eq!((&created["quorumBps"], &created["council"]), (&json!(1_000), &Value::Null));
    assert_eq!((&created["tokens"], &created["limits"]), (&json!([]), &json!([])));
    assert_eq!(dao.state().governor, dao.keys.governor);
    let params = dao.governor().params();
    assert_eq!((params.proposal_threshold, params.voting_period), (1_000_000_000, 432_000));

    assert_eq!(dao.governance(&["create", "--config", &config]).done()["created"], false);
    let words = dao.undone(&["create", "--config", &dao.config("999.5", "none")], 1);
    assert!(words.contains("proposal_threshold is 1000, and the file says 999.5"), "{words}");
    assert!(words.contains("Only a proposal can change it"), "{words}");

    // Another governor's name is left alone.
    let bob = dao.bob.keypair.pubkey();
    dao.done(&["locker", "params", "--governor", &bob.to_string()]);
    assert_eq!(dao.governance(&["create", "--config", &dao.config("1000", "none")]).done()["named"], false);
    assert_eq!(dao.state().governor, bob);

    // Its authority takes the name back, and the command gives it once more.
    dao.done(&["locker", "params", "--governor", "none"]);
    assert_eq!(dao.governance(&["show"]).done()["named"], false);
    let words = dao.undone(&["propose", &dao.file("raise-share.toml", EXAMPLE), "--yes"], 1);
    let todo = format!(
        "Its authority, {}, must run: tenure locker params --governor {}",
        dao.owner, dao.keys.governor
    );
    assert!(words.contains("does not name its governor") && words.ends_with(&todo), "{words}");
    assert_eq!(dao.as_holder(&dao.bob, &["create", "--config", &bobs(dao)]).done()["named"], false);
    assert_eq!(dao.governance(&["create", "--config", &dao.config("1000", "none")]).done()["named"], true);
    assert_eq!(dao.state().governor, dao.keys.governor);
}

fn bobs(dao: &Dao) -> String {
    let example = include_str!("../../../../migrations/governor.toml");
    dao.bob.shell.file("governor.toml", example).to_string_lossy().into_owned()
}

fn a_splitter_shares_two_fifths(dao: &Dao) {
    let text = format!(
        "staker_bps = 4000\nburn_bps = 1000\nmin_power = \"0\"\nauthority = \"{}\"\npauser = \"none\"\n",
        dao.owner
    );
    dao.done(&["revenue", "create", "--config", &dao.file("revenue.toml", &text)]);
}

fn splitter(dao: &Dao) -> Splitter {
    dao.network.read(&splitter_address(&dao.locker))
}

const HEADLINES: [&str; 3] = [
    "locker accept_authority: Second step. The proposed authority.",
    "revenue accept_authority: Second step. The proposed authority.",
    "revenue announce_terms: Announces terms for the start of the second week from now. Authority.",
];

fn a_proposal_is_told_before_it_is_sent(dao: &Dao, file: &str) {
    let before = dao.network.transactions();
    let told = dao.governance(&["propose", file]).done();
    assert_eq!(told["proposed"], false);
    assert_eq!(headlines(&told), HEADLINES);
    let detail = |index: usize| &told["actions"][2]["details"][index];
    assert_eq!(
        detail(0),
        &json!({ "name": "terms.staker_bps", "words": "5000 (50 %)", "now": "4000 (40 %)" })
    );
    assert_eq!(detail(1), &json!({ "name": "terms.burn_bps", "words": "1000 (10 %)" }));
    let treasury = format!("{} (the treasury), signs", dao.keys.treasury);
    assert_eq!(detail(5), &json!({ "name": "authority", "words": treasury }));

    assert_eq!(dao.network.transactions(), before);
    assert!(!dao.network.exists(&address(&told, "proposal")));
}

fn a_proposal_is_made_once(dao: &Dao, file: &str) -> Value {
    let words = dao.denied_to(&dao.carol, &["propose", &carols(dao), "--yes"], "BelowThreshold");
    assert_eq!(words, "The lock has too little power in the snapshot to propose");

    let told = dao.governance(&["propose", file]).done();
    dao.network.gift(&[address(&told, "proposal")]);
    let proposed = dao.propose(file);
    assert_eq!((&proposed["proposed"], &proposed["number"]), (&true.into(), &json!(1)));
    assert_eq!(proposed["state"], "pending");
    let proposal = dao.network.proposal(&address(&proposed, "proposal"));
    assert_eq!((proposal.title.as_str(), proposal.proposal.actions), ("Half of all income to lockers", 3));
    assert_eq!(proposal.proposal.actions_hash, actions_hash(&proposal.actions));
    let submitted = second(&proposed, "submittedAt");
    assert_eq!(second(&proposed, "votingStartsAt"), submitted + DAY);
    assert_eq!(second(&proposed, "votingEndsAt"), submitted + 6 * DAY);
    assert_eq!(second(&proposed, "executableAt"), submitted + 8 * DAY);
    assert_eq!(second(&proposed, "expiresAt"), submitted + 15 * DAY);
    // All power is 2,080 + 1,040 + 520, and a tenth of it the quorum.
    assert_eq!(proposed["totalPower"]["uiAmountString"], "3640");
    assert_eq!(proposed["quorum"]["uiAmountString"], "364");

    let words = dao.undone(&["propose", file, "--yes"], 1);
    assert!(words.contains("proposed already, as number 1"), "{words}");
    let listed = dao.governance(&["proposals"]).done();
    assert_eq!(listed["proposals"].as_array().map(Vec::len), Some(1));
    assert_eq!(listed["proposals"][0]["proposal"], proposed["proposal"]);
    assert_eq!(
        (&listed["proposals"][0]["number"], &listed["proposals"][0]["state"]),
        (&json!(1), &json!("pending"))
    );
    assert!(listed["proposals"][0]["secondsLeft"].as_u64().is_some_and(|left| left <= DAY));
    proposed
}

fn carols(dao: &Dao) -> String {
    dao.carol.shell.file("raise-share.toml", EXAMPLE).to_string_lossy().into_owned()
}

fn votes_are_cast_and_changed(dao: &Dao, proposed: &Value) {
    assert_eq!(dao.denied(&["vote", "1", "for"], "NotBegun"), "Voting has not begun");
    dao.network.travel_to(second(proposed, "votingStartsAt"));
    let late = dao.network.person(100_000_000);
    let late = crate::dao::Holder { shell: dao.shell_of(&late), keypair: late };
    let words = dao.as_holder(&late, &["vote", "1", "against"]);
    assert!(words.stdout.contains("has no lock"), "{}", words.stdout);
    dao.run_in(&late.shell, &["lock", "100", "--weeks", "208"]).done();
    let words = dao.denied_to(&late, &["vote", "1", "against"], "NoPower");
    assert_eq!(words, "The lock has no power in this proposal's snapshot");

    // The vote is the governor's, and the mark on the lock is the locker's to allow.
    dao.done(&["locker", "params", "--governor", "none"]);
    assert_eq!(dao.denied(&["vote", "1", "for"], "NotGovernor"), "The signer is not the locker's governor");
    dao.done(&["locker", "params", "--governor", &dao.keys.governor.to_string()]);

    let voted = dao.governance(&["vote", "1", "against"]).done();
    assert_eq!((&voted["choice"], &voted["weight"]["uiAmountString"]), (&json!("against"), &json!("2080")));
    assert_eq!(voted["heldUntil"], proposed["votingEndsAt"]);
    let voted = dao.governance(&["vote", &address(proposed, "proposal").to_string(), "for"]).done();
    assert_eq!(
        (&voted["votesFor"]["uiAmountString"], &voted["votesAgainst"]["uiAmountString"]),
        (&json!("2080"), &json!("0"))
    );
    dao.as_holder(&dao.bob, &["vote", "1", "against"]).done();

    // Bob speaks for Carol, until she speaks herself.
    let carol = dao.carol.keypair.pubkey().to_string();
    let for_carol = ["vote", "1", "against", "--lock-owner", &carol];
    let words = dao.denied_to(&dao.bob, &for_carol, "NotVoter");
    assert_eq!(words, "The signer is neither the lock's owner nor its delegate");
    dao.run_in(&dao.carol.shell, &["delegate", "set", &dao.bob.keypair.pubkey().to_string()]).done();
    let voted = dao.as_holder(&dao.bob, &for_carol).done();
    assert_eq!(voted["votesAgainst"]["uiAmountString"], "1560");
    let voted = dao.as_holder(&dao.carol, &["vote", "1", "abstain"]).done();
    assert_eq!(
        (&voted["votesAgainst"]["uiAmountString"], &voted["votesAbstain"]["uiAmountString"]),
        (&json!("1040"), &json!("520"))
    );
    let words = dao.denied_to(&dao.bob, &for_carol, "OwnerVoted");
    assert_eq!(words, "The lock's owner has voted: the delegate's vote no longer counts");

    // The mark is the locker's: who has voted cannot leave.
    dao.refused(&["begin-unlock"], "Voting");
    let shown = dao.governance(&["proposal", "1"]).done();
    assert_eq!((&shown["state"], &shown["quorumReached"]), (&json!("active"), &true.into()));
    assert_eq!(headlines(&shown), HEADLINES);
}

fn it_is_executed_in_time(dao: &Dao, proposed: &Value) {
    let ends_at = second(proposed, "votingEndsAt");
    assert_eq!(dao.denied(&["execute", "1"], "NotSucceeded"), "action 1: The proposal did not succeed");
    dao.network.travel_to(ends_at);
    assert_eq!(dao.denied(&["vote", "1", "against"], "VotingOver"), "Voting is over");
    assert_eq!(dao.denied(&["cancel", "1"], "Final"), "The proposal cannot be cancelled or vetoed any more");
    assert_eq!(dao.denied(&["execute", "1"], "Timelocked"), "action 1: The timelock has not passed");
    assert_eq!(dao.governance(&["proposal", "1"]).done()["state"], "queued");

    dao.network.travel_to(second(proposed, "executableAt"));
    // Nobody has proposed the treasury yet, and it is the locker that says so.
    let words = dao.denied(&["execute", "1"], "NotProposedAuthority");
    assert!(words.starts_with("action 1: "), "{words}");
    let treasury = dao.keys.treasury.to_string();
    dao.done(&["locker", "authority", "propose", &treasury]);
    let run = dao.governance(&["execute", "1"]);
    assert_eq!((run.code, &run.json()["error"]["name"]), (Some(1), &json!("NotProposedAuthority")));
    let words = run.json()["error"]["message"].as_str().map(str::to_owned).unwrap_or_default();
    assert!(words.starts_with("action 1 has run; action 2: "), "{words}");
    assert_eq!(dao.network.read::<Locker>(&dao.locker).authority, dao.keys.treasury);

    dao.done(&["revenue", "authority", "propose", &treasury]);
    let week = tenure_math::week_of(second(proposed, "executableAt"));
    let done = dao.as_holder(&dao.bob, &["execute", "1"]).done();
    assert_eq!((&done["ran"], &done["state"]), (&json!(2), &json!("executed")));
    let state = splitter(dao);
    assert_eq!(state.authority, dao.keys.treasury);
    assert_eq!(state.next_from_week, week + 2);
    let (before, after) = (state.terms_in(week + 1), state.terms_in(week + 2));
    assert_eq!((before.staker_bps, before.burn_bps), (4_000, 1_000));
    assert_eq!((after.staker_bps, after.burn_bps, after.min_power), (5_000, 1_000, 0));
    assert_eq!(dao.undone(&["execute", "1"], 1), "all actions of the proposal have run already");

    let shown = dao.governance(&["show"]).done();
    assert_eq!((&shown["lockerAuthority"], &shown["revenueAuthority"]), (&json!(treasury), &json!(treasury)));
    dao.refused(&["locker", "params", "--penalty-bps", "1"], "NotAuthority");
}

fn what_it_left_is_closed(dao: &Dao, proposed: &Value) {
    let proposal = address(proposed, "proposal");
    let (bob, carol) = (dao.bob.keypair.pubkey(), dao.carol.keypair.pubkey());
    let rent = [bob, carol].map(|owner| dao.network.lamports(&dao.keys.vote_account(&proposal, &owner)));
    let before = dao.network.lamports(&bob);
    let closed = dao.governance(&["close-votes", "1"]).done();
    assert_eq!(closed["closed"].as_array().map(Vec::len), Some(3));
    // Bob paid for his own vote and, as her delegate, for Carol's first.
    assert!(rent[0] > 0 && rent[1] > 0);
    assert_eq!(dao.network.lamports(&bob), before + rent[0] + rent[1]);
    assert_eq!(dao.governance(&["close-votes", &proposal.to_string()]).done()["closed"], json!([]));

    let words = dao.denied(&["close", "1"], "StillOpen");
    assert_eq!(words, "The proposal is still open: its account is needed");
    dao.network.travel_to(second(proposed, "expiresAt"));
    dao.as_holder(&dao.bob, &["close", "1"]).done();
    assert!(!dao.network.exists(&proposal));
    assert!(dao.undone(&["proposal", "1"], 1).contains("there is no proposal number 1"));
    assert!(dao.undone(&["proposal", &proposal.to_string()], 1).contains("there is no proposal"));
    assert_eq!(dao.governance(&["proposals"]).done()["proposals"], json!([]));
}

/// A reader of text sees each action in words, and when what happens.
#[test]
fn people_can_read_a_proposal() {
    let dao = Dao::start();
    let to = Pubkey::new_from_array([7; 32]);
    let file = format!(
        "title = \"Pay\\u001b[2J the builder\"\n[[actions]]\nkind = \"transfer_sol\"\nto = \"{to}\"\namount = \"1.5\"\n\
         [[actions]]\nkind = \"raw\"\nprogram = \"{to}\"\naccounts = []\ndata = \"00ff\"\n"
    );
    dao.propose(&dao.file("pay.toml", &file));
    let reader = crate::shell::Shell::new().with(&["--url", dao.network.url()]);
    let shown = dao.run_in(&reader, &["governance", "proposal", "1"]);
    assert_eq!((shown.code, shown.stderr.as_str()), (Some(0), ""));
    for words in [
        "Pay\\u{1b}[2J the builder",
        "pending: voting begins in ",
        "not reached: 0 for or abstaining, and it takes 364",
        "Action 1: Transfers 1.5 SOL",
        &format!("{} (the treasury), signs, written", dao.keys.treasury),
        "Action 2: UNKNOWN: a program that this client does not know",
        "2 bytes: 00ff",
    ] {
        assert!(shown.stdout.contains(words), "'{words}' is not in:\n{}", shown.stdout);
    }
    // Its mint can be gone: that is no reason to show nothing.
    let gone = dao.network.closed_token(&dao.keys.treasury);
    let shown = dao.run_in(&reader, &["governance", "show"]);
    let nothing_of = format!("It holds tokens of {gone}\n");
    assert!(shown.stdout.contains(&nothing_of) && shown.stdout.contains("Amount   0\n"), "{}", shown.stdout);
    assert!(shown.stdout.contains("Voting lasts") && shown.stdout.contains("5 days"), "{}", shown.stdout);
    dao.stop();
}
