//! A locker and a lock through the binary, on a chain, against what the chain holds.

use serde_json::Value;
use tenure_client::{
    locker::{lock_address, Lock},
    Pubkey,
};
use tenure_math::{start_of, PERMANENT};

use crate::{cable::Cable, flow::Flow};

const PURSE: u64 = 1_000_000_000;

impl Flow {
    fn lock(&self) -> Lock {
        self.network.read(&lock_address(&self.locker, &self.owner))
    }

    /// What was printed is what the chain holds.
    fn agrees(&self, printed: &Value) {
        let (lock, state) = (self.lock(), self.state());
        let t = printed["time"].as_u64().expect("a time");
        assert_eq!(printed["amount"]["amount"], lock.amount.to_string());
        assert_eq!(printed["endWeek"], lock.end_week);
        assert_eq!(printed["power"]["amount"], lock.stake().power_at(t).to_string());
        assert_eq!(printed["total"]["amount"], state.power_at(t).to_string());
        assert_eq!(printed["checkpoints"], lock.checkpoint_count);
        assert_eq!(printed["owner"], self.owner.to_string());
    }
}

#[test]
fn a_lock_from_beginning_to_end() {
    let flow = Flow::start(PURSE);
    a_locker_is_created_once(&flow);
    without_a_lock_every_command_says_so(&flow);
    a_lock_is_made_and_grows(&flow);
    bad_calls_are_refused_before_they_are_sent(&flow);
    the_locker_is_paused_and_changed(&flow);
    time_passes_and_the_tokens_return(&flow);
    flow.network.stop();
}

#[test]
fn what_was_sent_is_looked_for_and_not_sent_again() {
    let flow = Flow::start(PURSE);
    flow.done(&["locker", "create", "--config", &flow.locker_config(208)]);
    flow.done(&["lock", "1", "--weeks", "4"]);
    let (before, sent) = (flow.lock().amount, flow.network.transactions());
    let one_more = |cable: &Cable| flow.run_in(&flow.shell_at(&cable.url), &["increase", "0.000001"]);
    // The node's answer is lost: it has happened.
    one_more(&Cable::losing(flow.network.url(), 1)).done();
    assert_eq!((flow.lock().amount, flow.network.transactions()), (before + 1, sent + 1));
    // Nobody answers any more: it may have happened.
    let cut = one_more(&Cable::new(flow.network.url(), 1));
    let words = cut.json()["error"]["message"].to_string();
    assert!(cut.code == Some(1) && words.contains("look it up before you send it again"), "{words}");
    assert_eq!((flow.lock().amount, flow.network.transactions()), (before + 2, sent + 2));
    flow.network.stop();
}

fn a_locker_is_created_once(flow: &Flow) {
    let config = flow.locker_config(208);
    let created = flow.done(&["locker", "create", "--config", &config]);
    assert_eq!((&created["created"], &created["maxWeeks"]), (&true.into(), &208.into()));
    assert_eq!(created["locker"], flow.locker.to_string());
    assert_eq!(flow.state().authority, flow.owner);

    let again = flow.done(&["locker", "create", "--config", &config]);
    assert_eq!(again["created"], false);

    let other = flow.run(&["locker", "create", "--config", &flow.locker_config(104)]);
    assert_eq!(other.code, Some(1));
    let words = other.json()["error"]["message"].to_string();
    assert!(words.contains("max_weeks is 208, and the file says 104"), "{words}");
}

fn without_a_lock_every_command_says_so(flow: &Flow) {
    flow.network.gift(&[lock_address(&flow.locker, &flow.owner)]);
    let words = format!("{} has no lock in {}: see tenure lock", flow.owner, flow.locker);
    let commands: [&[&str]; 12] = [
        &["increase", "1"],
        &["extend", "--weeks", "4"],
        &["make-permanent"],
        &["begin-unlock"],
        &["withdraw"],
        &["exit"],
        &["delegate", "set", "none"],
        &["prune"],
        &["prune", "--give-up-before", "1"],
        &["close"],
        &["show"],
        &["power"],
    ];
    for command in commands {
        assert_eq!(flow.failed(command, 1), words, "{command:?}");
    }
}

fn a_lock_is_made_and_grows(flow: &Flow) {
    let locked = flow.done(&["lock", "12.5", "--weeks", "4"]);
    flow.agrees(&locked);
    assert_eq!(flow.lock().amount, 12_500_000);
    assert_eq!(flow.network.balance(&flow.network.purse()), PURSE - 12_500_000);

    flow.agrees(&flow.done(&["increase", "0.000001", "--with-compute-unit-price", "1000"]));
    assert_eq!(flow.lock().amount, 12_500_001);
    flow.agrees(&flow.done(&["extend", "--weeks", "52"]));
    assert_eq!(flow.lock().end_week, flow.state().week + 52);
    flow.agrees(&flow.done(&["show"]));

    let delegate = Pubkey::new_from_array([7; 32]).to_string();
    flow.done(&["delegate", "set", &delegate]);
    assert_eq!(flow.lock().delegate.to_string(), delegate);
    assert_eq!(flow.done(&["delegate", "set", "none"])["delegate"], Value::Null);

    let power = flow.done(&["power"]);
    let shown = flow.done(&["show"]);
    let units = |value: &Value| value["power"]["amount"].as_str().and_then(|text| text.parse::<u64>().ok());
    assert!(units(&power) >= units(&shown) && units(&shown) > Some(0), "{power} {shown}");
    let week = flow.state().week.to_string();
    assert_eq!(flow.done(&["power", "--week", &week])["power"]["amount"], "0");
}

fn bad_calls_are_refused_before_they_are_sent(flow: &Flow) {
    flow.refused(&["withdraw"], "NotEnded");
    flow.refused(&["extend", "--weeks", "51"], "Shortening");
    flow.refused(&["lock", "1", "--weeks", "4"], "AlreadyLocked");
    flow.refused(&["increase", "1000"], "InsufficientFunds");
    flow.refused(&["exit", "--most-penalty", "0"], "PenaltyAboveMost");
    flow.refused(&["begin-unlock"], "NotPermanent");
    flow.refused(&["close"], "StillLocked");
    flow.refused(&["prune"], "NothingToPrune");
    flow.refused(&["locker", "authority", "cancel"], "NoProposedAuthority");

    let precise = flow.run(&["increase", "0.0000001"]);
    assert_eq!(precise.code, Some(2));
    assert!(precise.json()["error"]["message"].to_string().contains("at most 6"));
    assert_eq!(flow.run(&["increase", "0.0"]).code, Some(2));
}

fn the_locker_is_paused_and_changed(flow: &Flow) {
    assert_eq!(flow.done(&["locker", "pause"])["paused"], true);
    flow.refused(&["increase", "1"], "Paused");
    assert_eq!(flow.done(&["locker", "resume"])["paused"], false);

    let changed = flow.done(&["locker", "params", "--penalty-bps", "1000"]);
    assert_eq!((&changed["penaltyBps"], &changed["maxWeeks"]), (&1_000.into(), &208.into()));

    let owner = flow.owner.to_string();
    assert_eq!(flow.done(&["locker", "pauser", "set", &owner])["pauser"], owner);
    assert_eq!(flow.done(&["locker", "authority", "propose", &owner])["proposedAuthority"], owner);
    assert_eq!(flow.done(&["locker", "authority", "accept"])["proposedAuthority"], Value::Null);
}

fn time_passes_and_the_tokens_return(flow: &Flow) {
    assert_eq!(flow.done(&["make-permanent"])["endWeek"], PERMANENT);
    flow.agrees(&flow.done(&["begin-unlock"]));

    flow.network.travel_to(start_of(flow.state().week + 20));
    assert_eq!(flow.done(&["locker", "show"])["weeksBehind"], 20);
    let cranked = flow.done(&["locker", "crank"]);
    assert_eq!((&cranked["weeksBegun"], &cranked["weeksBehind"]), (&20.into(), &0.into()));

    // Twenty more weeks: the change itself cranks.
    flow.network.travel_to(start_of(flow.state().week + 20));
    let before = flow.network.balance(&flow.network.purse());
    let transactions = flow.network.transactions();
    let told = flow.done(&["exit"]);
    assert_eq!((&told["left"], flow.network.transactions()), (&false.into(), transactions));
    assert_eq!((&told["amount"]["amount"], flow.lock().amount), (&"12500001".into(), 12_500_001));
    let left = flow.done(&["exit", "--yes"]);
    assert_eq!(left["left"], true);
    let penalties = flow.state().penalty_account;
    let penalty = flow.network.balance(&penalties);
    assert_eq!(flow.network.balance(&flow.network.purse()), before + 12_500_001 - penalty);
    let most: u64 = left["mostPenalty"]["amount"].as_str().and_then(|text| text.parse().ok()).expect("units");
    assert!(penalty > 0 && penalty <= most, "{penalty} {most}");
    let before: u64 =
        told["mostPenalty"]["amount"].as_str().and_then(|text| text.parse().ok()).expect("units");
    assert!(most <= before && before - most < 1_000, "{most} {before}");

    // A second lock runs to its end.
    flow.agrees(&flow.done(&["lock", "3", "--weeks", "1"]));
    flow.network.travel_to(start_of(flow.lock().end_week));
    let before = flow.network.balance(&flow.network.purse());
    assert_eq!(flow.done(&["withdraw"])["received"]["uiAmountString"], "3");
    assert_eq!(flow.network.balance(&flow.network.purse()), before + 3_000_000);

    flow.refused(&["close"], "HistoryNeeded");
    let next = (flow.state().week + 1).to_string();
    flow.done(&["close", "--give-up-before", &next]);
    assert_eq!(flow.run(&["show"]).code, Some(1));
}
