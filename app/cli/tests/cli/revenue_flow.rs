//! Income and its sharing through the binary, on a chain, against what the chain holds.

use serde_json::{json, Value};
use solana_keypair::Keypair;
use solana_signer::Signer;
use spl_associated_token_account_interface::address::get_associated_token_address;
use tenure_client::{
    locker::{lock_address, Lock},
    revenue::{claim_record_address, pool_address, splitter_address, ClaimRecord, Pool, Splitter},
    Pubkey,
};
use tenure_math::start_of;

use crate::{
    flow::Flow,
    shell::{Run, Shell},
};

/// What the wallet has of the locked token: 10,000.
const PURSE: u64 = 10_000_000_000;

struct Platform {
    flow: Flow,
    splitter: Pubkey,
    weth: Pubkey,
    usdc: Pubkey,
    treasury: Pubkey,
    bob: Keypair,
    bobs_shell: Shell,
    /// The week in which all of it begins.
    week: u32,
}

impl Platform {
    /// At a week's start. The wallet locks 2,080 for 104 weeks, at a power of 10 for each week left, and
    /// Bob 1,040 for 52, at 5.
    fn start() -> Self {
        let flow = Flow::start(PURSE);
        let config = flow.locker_config(208);
        flow.done(&["locker", "create", "--config", &config]);
        let week = flow.state().week + 1;
        flow.network.travel_to(start_of(week));

        let bob = flow.network.person(1_040_000_000);
        let bobs_shell = flow.shell_of(&bob);
        flow.done(&["lock", "2080", "--weeks", "104"]);
        flow.run_in(&bobs_shell, &["lock", "1040", "--weeks", "52"]).done();
        Self {
            splitter: splitter_address(&flow.locker),
            weth: flow.network.token(8, 1_000_000_000),
            usdc: flow.network.token(6, 10_000_000_000),
            treasury: Pubkey::new_from_array([9; 32]),
            flow,
            bob,
            bobs_shell,
            week,
        }
    }

    fn config(&self, staker_bps: u16) -> String {
        let text = format!(
            "staker_bps = {staker_bps}\nburn_bps = 1000\nmin_power = \"100.5\"\nauthority = \"{}\"\n\
             pauser = \"none\"\n",
            self.flow.owner
        );
        self.flow.shell.file("revenue.toml", &text).to_string_lossy().into_owned()
    }

    fn done(&self, arguments: &[&str]) -> Value {
        self.flow.done(&[&["revenue"], arguments].concat())
    }

    fn refused(&self, arguments: &[&str], name: &str) -> String {
        self.flow.refused(&[&["revenue"], arguments].concat(), name)
    }

    fn failed(&self, arguments: &[&str], code: i32) -> String {
        self.flow.failed(&[&["revenue"], arguments].concat(), code)
    }

    fn as_bob(&self, arguments: &[&str]) -> Run {
        self.flow.run_in(&self.bobs_shell, &[&["revenue"], arguments].concat())
    }

    fn refused_to_bob(&self, arguments: &[&str], name: &str) -> String {
        self.flow.refused_in(&self.bobs_shell, &[&["revenue"], arguments].concat(), name)
    }

    fn travel(&self, weeks: u32) {
        self.flow.network.travel_to(start_of(self.week + weeks));
    }

    fn state(&self) -> Splitter {
        self.flow.network.read(&self.splitter)
    }

    fn pool(&self, mint: &Pubkey) -> Pool {
        self.flow.network.read(&pool_address(&self.splitter, mint))
    }

    fn stake(&self) -> Pubkey {
        self.flow.network.mint
    }

    fn balance(&self, owner: &Pubkey, mint: &Pubkey) -> u64 {
        self.flow.network.balance(&get_associated_token_address(owner, mint))
    }

    fn record(&self, owner: &Pubkey) -> Pubkey {
        claim_record_address(&self.splitter, &lock_address(&self.flow.locker, owner))
    }
}

/// What a report says of each token: its mint and what it has by `key`, in base units.
fn by_mint(report: &Value, parts: &str, key: &str) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    let part = |part: &Value| (text(&part["mint"]), text(&part[key]["amount"]));
    report[parts].as_array().expect("parts").iter().map(part).collect()
}

/// As [`by_mint`] gives it.
fn amounts(of: &[(Pubkey, u64)]) -> Vec<(String, String)> {
    of.iter().map(|(mint, units)| (mint.to_string(), units.to_string())).collect()
}

#[test]
fn income_from_customers_to_lockers() {
    let platform = Platform::start();
    a_splitter_is_created_once(&platform);
    pools_are_made_once(&platform);
    income_arrives_and_is_distributed(&platform);
    distribution_is_paused(&platform);
    what_is_earned_is_claimed(&platform);
    what_is_earned_is_locked(&platform);
    terms_are_announced(&platform);
    a_year_is_claimed_at_once(&platform);
    the_authority_is_handed_over(&platform);
    a_record_is_closed_after_its_lock(&platform);
    people_can_read_it(&platform);
    platform.flow.network.stop();
}

/// Too much for one transaction: a new record, and ten new token accounts.
#[test]
fn a_first_claim_of_many_tokens() {
    let platform = Platform::start();
    platform.done(&["create", "--config", &platform.config(5_000)]);
    let treasury = format!("associated:{}", platform.treasury);
    let tokens: Vec<_> =
        (0..10).map(|decimals| platform.flow.network.token(decimals, 1_285_000_000)).collect();
    for token in &tokens {
        platform.done(&["pool", "create", &token.to_string(), "--treasury", &treasury]);
    }
    platform.travel(1);
    // In base units 1,285,000,000 of each.
    let amounts_paid = [
        "1285000000",
        "128500000",
        "12850000",
        "1285000",
        "128500",
        "12850",
        "1285",
        "128.5",
        "12.85",
        "1.285",
    ];
    for (token, amount) in tokens.iter().zip(amounts_paid) {
        platform.done(&["pay", &token.to_string(), amount]);
    }
    platform.done(&["distribute"]);
    platform.travel(2);

    // Of the half that is lockers', Bob had 255 of 1,285.
    let due: Vec<_> = tokens.iter().map(|token| (*token, 127_500_000)).collect();
    let claimed = platform.as_bob(&["claim", "--with-compute-unit-price", "1"]).done();
    assert_eq!(by_mint(&claimed, "claimed", "amount"), amounts(&due));
    for token in &tokens {
        assert_eq!(platform.balance(&platform.bob.pubkey(), token), 127_500_000);
    }
    assert_eq!(claimed["signatures"].as_array().map(Vec::len), Some(3));
    platform.flow.network.stop();
}

fn a_splitter_is_created_once(platform: &Platform) {
    assert!(platform.failed(&["show"], 1).contains("has no splitter: see tenure revenue create"));
    assert!(platform.failed(&["claim"], 1).contains("see tenure revenue create"));

    let config = platform.config(5_000);
    let bobs = ["create", "--config", &config];
    let words = platform.refused_to_bob(&bobs, "NotLockerAuthority");
    assert_eq!(words, "The signer is not the locker's authority");

    let created = platform.done(&["create", "--config", &config]);
    assert_eq!((&created["created"], &created["paused"]), (&true.into(), &false.into()));
    assert_eq!(created["splitter"], platform.splitter.to_string());
    let state = platform.state();
    assert_eq!((state.staker_bps, state.burn_bps, state.min_power), (5_000, 1_000, 100_500_000));
    assert_eq!((state.authority, state.pauser), (platform.flow.owner, Pubkey::default()));
    assert_eq!(created["terms"]["stakerBps"], 5_000);
    assert_eq!(created["terms"]["minPower"]["uiAmountString"], "100.5");
    assert_eq!((&created["terms"]["fromWeek"], &created["announced"]), (&Value::Null, &Value::Null));

    assert_eq!(platform.done(&["create", "--config", &config])["created"], false);
    let words = platform.failed(&["create", "--config", &platform.config(4_000)], 1);
    assert!(words.contains("staker_bps is 5000, and the file says 4000"), "{words}");
    let words = platform.failed(&["create", "--config", &platform.config(5_001)], 2);
    assert!(words.contains("staker_bps <= 5000"), "{words}");
}

fn pools_are_made_once(platform: &Platform) {
    let treasury = format!("associated:{}", platform.treasury);
    for (index, mint) in [platform.weth, platform.stake(), platform.usdc].iter().enumerate() {
        let create = ["pool", "create", &mint.to_string(), "--treasury", &treasury];
        let created = platform.done(&create);
        assert_eq!((&created["created"], &created["index"]), (&true.into(), &index.into()));
        let pool = platform.pool(mint);
        assert_eq!(created["intake"], pool.intake.to_string());
        assert_eq!(pool.intake, get_associated_token_address(&platform.splitter, mint));
        assert_eq!(pool.treasury, get_associated_token_address(&platform.treasury, mint));
        assert_eq!(platform.done(&create)["created"], false);
    }

    let (usdc, owner) = (platform.usdc.to_string(), platform.flow.owner.to_string());
    let another = format!("associated:{owner}");
    let words = platform.failed(&["pool", "create", &usdc, "--treasury", &another], 1);
    assert!(words.contains("use tenure revenue pool treasury"), "{words}");
    let set = platform.done(&["pool", "treasury", &usdc, &another]);
    let purse = get_associated_token_address(&platform.flow.owner, &platform.usdc);
    assert_eq!(set["treasury"], purse.to_string());
    platform.done(&["pool", "treasury", &usdc, &treasury]);

    let back = format!("associated:{}", platform.splitter);
    let words = platform.refused(&["pool", "treasury", &usdc, &back], "TreasuryToPool");
    assert!(words.contains("must not belong to the splitter"), "{words}");
    platform.refused_to_bob(&["pool", "treasury", &usdc, &another], "NotAuthority");
    let words = platform.failed(&["pool", "create", &owner, "--treasury", &treasury], 1);
    assert!(words.contains("there is no mint"), "{words}");
}

/// Week 1 begins with a power of 1,030 and 255.
fn income_arrives_and_is_distributed(platform: &Platform) {
    platform.travel(1);
    let (weth, stake, usdc) = (platform.weth, platform.stake(), platform.usdc);
    platform.done(&["pay", &weth.to_string(), "0.50000001"]);
    platform.done(&["pay", &stake.to_string(), "100"]);
    let paid = platform.done(&["pay", &usdc.to_string(), "999.999999"]);
    assert_eq!(
        (&paid["amount"]["amount"], &paid["waiting"]["amount"]),
        (&json!("999999999"), &json!("999999999"))
    );
    assert_eq!(platform.balance(&platform.flow.owner, &usdc), 10_000_000_000 - 999_999_999);

    let words = platform.refused(&["pay", &usdc.to_string(), "9000.000002"], "InsufficientFunds");
    assert!(words.contains("fewer tokens"), "{words}");
    assert!(platform.failed(&["pay", &usdc.to_string(), "0.0000001"], 2).contains("at most 6"));
    assert!(platform.failed(&["pay", &usdc.to_string(), "0"], 2).contains("more than nothing"));
    let words = platform.failed(&["pay", &platform.splitter.to_string(), "1"], 1);
    assert!(words.contains("no pool for") && words.contains("tenure revenue pool create"), "{words}");

    let shown = platform.done(&["show"]);
    let waiting = amounts(&[(weth, 50_000_001), (stake, 100_000_000), (usdc, 999_999_999)]);
    assert_eq!(by_mint(&shown, "pools", "waiting"), waiting);

    // Half to lockers, rounded down; of the locked token 10 are burned; the rest is the treasury's.
    let distributed = platform.done(&["distribute"]);
    let to_lockers = amounts(&[(weth, 25_000_000), (stake, 50_000_000), (usdc, 499_999_999)]);
    assert_eq!(by_mint(&distributed, "distributed", "toLockers"), to_lockers);
    assert_eq!(by_mint(&distributed, "distributed", "amount"), waiting);
    assert_eq!(by_mint(&platform.done(&["show"]), "pools", "remaining"), to_lockers);
    assert_eq!(platform.balance(&platform.treasury, &weth), 25_000_001);
    assert_eq!(platform.balance(&platform.treasury, &stake), 40_000_000);
    assert_eq!(platform.balance(&platform.treasury, &usdc), 500_000_000);

    let nothing = platform.done(&["distribute", "all"]);
    assert_eq!(nothing["distributed"], json!([]));
    let words = platform.refused(&["distribute", &usdc.to_string()], "NothingToDistribute");
    assert_eq!(words, "There is nothing to distribute");
}

fn distribution_is_paused(platform: &Platform) {
    let (usdc, bob) = (platform.usdc.to_string(), platform.bob.pubkey().to_string());
    assert_eq!(platform.refused_to_bob(&["pause"], "NotPauser"), "The signer may not pause");
    assert_eq!(platform.done(&["pauser", "set", &bob])["pauser"], bob);
    assert_eq!(platform.as_bob(&["pause"]).done()["paused"], true);

    // In week 1 still: 10 more of which 5 are for lockers.
    platform.done(&["pay", &usdc, "10"]);
    assert_eq!(platform.refused(&["distribute", &usdc], "Paused"), "Distribution is paused");
    let words = platform.failed(&["distribute"], 1);
    assert!(words.contains("0 tokens were distributed") && words.contains(&usdc), "{words}");
    assert!(words.contains("Distribution is paused"), "{words}");

    platform.refused_to_bob(&["resume"], "NotAuthority");
    assert_eq!(platform.done(&["resume"])["paused"], false);
    platform.refused(&["resume"], "Unchanged");
    assert_eq!(platform.done(&["pauser", "set", "none"])["pauser"], Value::Null);
    platform.done(&["distribute", &usdc]);
    assert_eq!(platform.pool(&platform.usdc).credited.get(), 499_999_999 + 5_000_000);
}

/// Of 1,285 in week 1, the wallet had 1,030 and Bob 255.
fn what_is_earned_is_claimed(platform: &Platform) {
    let (weth, stake, usdc) = (platform.weth, platform.stake(), platform.usdc);
    let (owner, bob) = (platform.flow.owner, platform.bob.pubkey());
    // The week has not closed yet.
    let early = platform.done(&["claimable"]);
    assert_eq!(by_mint(&early, "claimable", "amount"), amounts(&[(weth, 0), (stake, 0), (usdc, 0)]));
    assert_eq!(platform.done(&["claim"])["claimed"], json!([]));
    assert!(!platform.flow.network.exists(&platform.record(&owner)), "nothing was opened for nothing");
    // Whoever sends lamports ahead opens no record.
    platform.flow.network.gift(&[platform.record(&owner), platform.record(&bob)]);

    platform.travel(2);
    // 25,000,000 * 1,030 / 1,285; 50,000,000 * 1,030 / 1,285; 504,999,999 * 1,030 / 1,285.
    let due = amounts(&[(weth, 20_038_910), (stake, 40_077_821), (usdc, 404_785_991)]);
    assert_eq!(by_mint(&platform.done(&["claimable"]), "claimable", "amount"), due);
    // The same times 255 / 1,285.
    let due = amounts(&[(weth, 4_961_089), (stake, 9_922_178), (usdc, 100_214_007)]);
    let bobs = platform.done(&["claimable", &bob.to_string()]);
    assert_eq!(by_mint(&bobs, "claimable", "amount"), due);

    // The wallet claims for Bob, pays for what he misses, and he receives.
    let claimed = platform.done(&["claim", &bob.to_string(), "--mint", &usdc.to_string()]);
    assert_eq!(by_mint(&claimed, "claimed", "amount"), amounts(&[(usdc, 100_214_007)]));
    assert_eq!(platform.balance(&bob, &usdc), 100_214_007);
    let record: ClaimRecord = platform.flow.network.read(&platform.record(&bob));
    assert_eq!(record.rent_payer, owner);

    // He takes what is left himself, in one transaction.
    let claimed = platform.as_bob(&["claim"]).done();
    assert_eq!(claimed["signatures"].as_array().map(Vec::len), Some(1));
    assert_eq!(by_mint(&claimed, "claimed", "amount"), amounts(&[(weth, 4_961_089), (stake, 9_922_178)]));
    assert_eq!(platform.balance(&bob, &weth), 4_961_089);
    assert_eq!(platform.balance(&bob, &stake), 9_922_178);
    let again = platform.as_bob(&["claim", "--mint", "all"]).done();
    assert_eq!((&again["claimed"], &again["signatures"]), (&json!([]), &json!([])));

    platform.done(&["claim", "--mint", &weth.to_string()]);
    assert_eq!(platform.balance(&owner, &weth), 1_000_000_000 - 50_000_001 + 20_038_910);
    let stranger = Pubkey::new_from_array([3; 32]).to_string();
    assert!(platform.failed(&["claim", &stranger], 1).contains("has no lock"));
}

fn what_is_earned_is_locked(platform: &Platform) {
    // The locker refuses here, from within the revenue program: in its own words.
    platform.flow.done(&["locker", "pause"]);
    assert_eq!(platform.refused(&["claim-and-lock"], "Paused"), "The locker is paused for new commitments");
    platform.flow.done(&["locker", "resume"]);

    let before = platform.balance(&platform.flow.owner, &platform.stake());
    let locked = platform.done(&["claim-and-lock"]);
    assert_eq!(locked["amount"]["amount"], (2_080_000_000u64 + 40_077_821).to_string());
    let lock: Lock = platform.flow.network.read(&lock_address(&platform.flow.locker, &platform.flow.owner));
    assert_eq!(lock.amount, 2_080_000_000 + 40_077_821);
    assert_eq!(platform.balance(&platform.flow.owner, &platform.stake()), before);
    assert_eq!(platform.done(&["claim-and-lock"])["claimed"], json!([]));
}

fn terms_are_announced(platform: &Platform) {
    // In week 2, for week 4.
    let announced = platform.done(&["announce", "--staker-bps", "4000"]);
    assert_eq!(
        (&announced["terms"]["stakerBps"], &announced["terms"]["fromWeek"]),
        (&5_000.into(), &Value::Null)
    );
    assert_eq!(announced["announced"]["stakerBps"], 4_000);
    assert_eq!(announced["announced"]["burnBps"], 1_000);
    assert_eq!(announced["announced"]["fromWeek"], platform.week + 4);
    // The next one keeps what it does not name, of what is announced.
    let announced = platform.done(&["announce", "--min-power", "0.000001"]);
    assert_eq!(announced["announced"]["stakerBps"], 4_000);
    assert_eq!(announced["announced"]["minPower"]["amount"], "1");

    let words = platform.refused(&["announce", "--burn-bps", "6001"], "BadShares");
    assert!(words.contains("5,000 basis points"), "{words}");
    platform.refused_to_bob(&["announce", "--burn-bps", "0"], "NotAuthority");
}

/// Week 2 began with a power of 1,020 and 250; after it nobody touched the locker for 60 weeks.
fn a_year_is_claimed_at_once(platform: &Platform) {
    let (weth, stake, usdc) = (platform.weth, platform.stake(), platform.usdc);
    let owner = platform.flow.owner;
    platform.done(&["claim"]);
    platform.done(&["pay", &weth.to_string(), "0.02"]);
    platform.done(&["pay", &stake.to_string(), "2"]);
    platform.done(&["pay", &usdc.to_string(), "10"]);
    platform.done(&["distribute"]);
    platform.travel(62);

    let before = [weth, stake, usdc].map(|mint| platform.balance(&owner, &mint));
    let claimed = platform.done(&["claim"]);
    // 1,000,000 * 1,020 / 1,270 twice, and 5,000,000 * 1,020 / 1,270.
    let due = [(weth, 803_149), (stake, 803_149), (usdc, 4_015_748)];
    assert_eq!(by_mint(&claimed, "claimed", "amount"), amounts(&due));
    for ((mint, amount), before) in due.iter().zip(before) {
        assert_eq!(platform.balance(&owner, mint), before + amount);
    }
    // Sixty weeks of each, in three calls of each: nine, of which one transaction takes eight.
    let first = &claimed["claimed"][0];
    assert_eq!(
        (&first["fromWeek"], &first["toWeek"]),
        (&(platform.week + 2).into(), &(platform.week + 62).into())
    );
    assert_eq!(claimed["signatures"].as_array().map(Vec::len), Some(2));
    assert_eq!(platform.flow.state().week, platform.week + 62);

    // The terms that were announced are in force now: 4,000 of 10,000.
    let shown = platform.done(&["show"]);
    assert_eq!((&shown["terms"]["stakerBps"], &shown["announced"]), (&4_000.into(), &Value::Null));
    assert_eq!(shown["terms"]["fromWeek"], platform.week + 4);
    platform.travel(80);
    platform.done(&["pay", &usdc.to_string(), "1.000001"]);
    let distributed = platform.done(&["distribute", &usdc.to_string()]);
    assert_eq!(by_mint(&distributed, "distributed", "toLockers"), amounts(&[(usdc, 400_000)]));
}

fn the_authority_is_handed_over(platform: &Platform) {
    let (owner, bob) = (platform.flow.owner.to_string(), platform.bob.pubkey().to_string());
    platform.refused(&["authority", "cancel"], "NoProposedAuthority");
    platform.done(&["authority", "propose", &bob]);
    assert_eq!(platform.done(&["authority", "cancel"])["proposedAuthority"], Value::Null);
    assert_eq!(platform.done(&["authority", "propose", &bob])["proposedAuthority"], bob);
    let words = platform.refused(&["authority", "accept"], "NotProposedAuthority");
    assert_eq!(words, "The signer is not the proposed authority");
    assert_eq!(platform.as_bob(&["authority", "accept"]).done()["authority"], bob);
    platform.refused(&["pause"], "NotPauser");
    platform.as_bob(&["authority", "propose", &owner]).done();
    assert_eq!(platform.done(&["authority", "accept"])["authority"], owner);
}

fn a_record_is_closed_after_its_lock(platform: &Platform) {
    let bob = platform.bob.pubkey();
    let record = platform.record(&bob);
    let words = platform.refused(&["close-record", &bob.to_string()], "LockExists");
    assert_eq!(words, "The lock still exists: its claim record is needed");

    let next = (platform.week + 81).to_string();
    platform.flow.run_in(&platform.bobs_shell, &["withdraw"]).done();
    platform.flow.run_in(&platform.bobs_shell, &["close", "--give-up-before", &next]).done();
    let (rent, before) =
        (platform.flow.network.lamports(&record), platform.flow.network.lamports(&platform.flow.owner));
    // Bob sends and pays the fee; the wallet paid the rent, and has it back.
    let closed = platform.as_bob(&["close-record"]).done();
    assert_eq!(closed["rentPayer"], platform.flow.owner.to_string());
    assert_eq!(platform.flow.network.lamports(&platform.flow.owner), before + rent);
    assert!(!platform.flow.network.exists(&record));
    assert!(platform.failed(&["close-record", &bob.to_string()], 1).contains("has no claim record"));
}

/// The same without `--output json`.
fn people_can_read_it(platform: &Platform) {
    platform.done(&["announce", "--burn-bps", "0"]);
    let shell = Shell::new().with(&["--url", platform.flow.network.url()]);
    let owner = platform.flow.owner.to_string();
    let shown = platform.flow.run_in(&shell, &["revenue", "show"]);
    assert_eq!((shown.code, shown.stderr.as_str()), (Some(0), ""));
    // In week 80, for week 82.
    let week = platform.week + 82;
    for words in [
        "Terms in force      40 % to lockers, 10 % of the locked token burned, least power 0.000001\n"
            .to_owned(),
        format!("Announced           from week {week}, 2"),
        format!("Pool of {}", platform.weth),
        "Waiting at the intake".to_owned(),
        "Credited to lockers        510.399999".to_owned(),
    ] {
        assert!(shown.stdout.contains(&words), "'{words}' is not in:\n{}", shown.stdout);
    }
    let claimable = platform.flow.run_in(&shell, &["revenue", "claimable", &owner]).stdout;
    assert!(claimable.contains(&format!("Of {}", platform.usdc)), "{claimable}");
}
