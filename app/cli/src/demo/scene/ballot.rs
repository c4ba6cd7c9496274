use comfy_table::{presets::UTF8_FULL_CONDENSED, CellAlignment, Table};
use serde_json::{json, Map, Value};
use tenure_client::governor::Proposal;
use tenure_math::{Choice, ProposalState};

use super::{reckoning::require_equal, Actor, Scene, World};
use crate::{
    failure::Failure,
    value::{moment, share},
};

/// For, against and neither, each with the power that it has left as voting ends; one comes too late.
pub struct Ballot;

const VOTES: [(Actor, Choice, &str, &str); 3] = [
    (Actor::Alice, Choice::For, "for", "whose lock is long"),
    (Actor::Carol, Choice::Against, "against", "who would see the treasury grow"),
    (Actor::Bob, Choice::Abstain, "abstain", "who wants it decided, either way"),
];
/// What a customer locks while the vote runs, in whole tokens, and for how many weeks.
const LATE_LOCK: (u64, u16) = (1_000, 208);

impl Scene for Ballot {
    fn key(&self) -> &'static str {
        "ballot"
    }

    fn title(&self) -> &'static str {
        "The vote"
    }

    fn steps(&self) -> u64 {
        VOTES.len() as u64 + 2
    }

    fn play(&self, world: &World) -> Result<Value, Failure> {
        let (governor, address) = (world.governor()?, world.proposal()?);
        let proposal = || Ok::<_, Failure>(world.chain().proposal(&governor, address)?.read.proposal);
        let ends_at = proposal()?.voting_ends_at;
        world.travel_to(proposal()?.voting_starts_at)?;

        let (mut table, mut votes) = (Table::new(), Map::new());
        table.load_style(UTF8_FULL_CONDENSED);
        table.set_header(["", "says", "power", "of all", ""]);
        for (actor, choice, word, who) in VOTES {
            let voter = world.address(actor);
            world.send(actor, governor.keys.vote(voter, voter, &voter, address, choice))?;
            let lock = world.chain().lock(&world.locker()?, &voter)?;
            let weight = world.chain().vote(&governor, &address, &voter)?.weight;
            require_equal(&format!("{}'s voice", actor.name()), lock.stake().power_at(ends_at), weight)?;
            let (power, of_all) = (world.units(weight).padded(), share(weight, proposal()?.total_power));
            table.add_row([actor.name(), word, &power, &of_all, who]);
            let facts = json!({ "choice": word, "weight": weight.to_string(), "endWeek": lock.end_week });
            votes.insert(actor.name().to_owned(), facts);
            world.stage.step();
        }
        world.stage.say(&format!(
            "Each voice is the power that a lock has left as voting ends, {}:\n",
            moment(ends_at)
        ));
        for column in table.column_iter_mut().skip(2).take(2) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        world.stage.say(&table.trim_fmt());
        let late = a_customer_comes_late(world, address)?;
        world.stage.step();

        world.travel_to(ends_at)?;
        let decided = proposal()?;
        let counted = decided.votes_for + decided.votes_abstain;
        let won = decided.votes_for > decided.votes_against && counted >= decided.quorum;
        require_equal(
            "whether it is won",
            true,
            won && decided.state(ends_at) == Some(ProposalState::Queued),
        )?;
        world.stage.say(&format!(
            "\nWon: more for it than against, and {} took part without being against it, of {} needed.",
            world.units(counted),
            world.units(decided.quorum)
        ));
        let early = too_early(world, address, &decided)?;
        world.stage.step();
        Ok(json!({
            "votes": votes,
            "votingEndsAt": ends_at,
            "total": decided.total_power.to_string(),
            "quorum": decided.quorum.to_string(),
            "counted": counted.to_string(),
            "late": late,
            "early": early,
        }))
    }
}

/// Locks only to vote, and learns that what counts was fixed before.
fn a_customer_comes_late(world: &World, proposal: tenure_client::Pubkey) -> Result<Value, Failure> {
    let (customer, (whole, weeks)) = (world.customer(), LATE_LOCK);
    let amount = world.tokens(whole);
    let purse = world.customer_purse();
    world.send_as_customer(world.keys.create_lock(world.bank(), customer, purse, amount.units, weeks))?;
    let vote = world.governance.vote(world.bank(), customer, &customer, proposal, Choice::Against);
    let refused =
        expect_refusal(world.send_as_customer(vote).map(|_| ()), "let a lock vote that came too late")?;
    world.stage.say(&format!(
        "\nA customer locks {amount} for {weeks} weeks while the vote runs, to stop it:\n  {refused}"
    ));
    Ok(refused.to_json())
}

/// Nobody executes it before the timelock is over.
fn too_early(world: &World, address: tenure_client::Pubkey, proposal: &Proposal) -> Result<Value, Failure> {
    let governor = world.governor()?;
    let actions = world.chain().proposal(&governor, address)?.read.instructions().unwrap_or_default();
    let first = actions.first().ok_or_else(|| Failure::cluster("the proposal has no actions"))?;
    let execute = governor.keys.execute(address, 0, first);
    let refused = expect_refusal(world.send_as_bank(&[execute]).map(|_| ()), "executed within the timelock")?;
    world.stage.say(&format!(
        "It waits until {}, for those who disagree to see it coming. Executed at once:\n  {refused}",
        moment(proposal.executable_at)
    ));
    Ok(refused.to_json())
}

fn expect_refusal(sent: Result<(), Failure>, otherwise: &str) -> Result<Failure, Failure> {
    match sent {
        Err(refused @ Failure::Refused(_)) => Ok(refused),
        Err(failure) => Err(failure),
        Ok(()) => Err(Failure::cluster(format!("the program {otherwise}"))),
    }
}
