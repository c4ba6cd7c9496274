//! The bytecode of the locker, of revenue and of the governor beside the model: random people do random things for years,
//! and after each of them chain and model agree on all there is to know.
//!
//! - `deed`: what people can do
//! - `people`: who does what next; `arguments`: with which numbers; `calendar`: when
//! - `world`: a deed done in the chain and in the model, side by side
//! - `chain`: the locker on LiteSVM; `performance`: what a deed sends there
//! - `purses`: who holds how many tokens, which the model does not know
//! - `verdict`: how a deed ended, in names that both sides share
//! - `check`: what must hold after each deed; `views`: as the program itself tells it; `history`: of
//!   all that was
//! - `revenue`: the same of the platform's income; `governance`: and of its votes
//! - `subscriptions`: a store of its own, on a chain of its own
//! - `journal`: the last deeds of a run that failed, a tally of one that did not
//!
//! `TENURE_SEED` repeats a run, `TENURE_OPERATIONS` makes it longer.

mod arguments;
mod calendar;
mod chain;
mod check;
mod deed;
mod governance;
mod history;
mod journal;
mod people;
mod performance;
mod purses;
mod revenue;
mod subscriptions;
mod verdict;
mod views;
mod world;

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use tenure_tests::TokenKind;

use chain::Wealth;
use journal::Journal;
use people::People;
use revenue::{settlement, token::TOKENS};
use world::World;

/// Deeds of one run, unless `TENURE_OPERATIONS` says otherwise.
const OPERATIONS: usize = 3_600;

/// A run that lacks something goes on, at most to this many times its length: chance must not fail it.
const PATIENCE: usize = 4;

/// Deeds between two readings of the whole history.
const CHAPTER: usize = 200;

/// Different ends, success and refusals, that a run of full length reaches at the very least. There
/// are some 65; a rare one may be missing.
const ENDS: usize = 55;

/// Deeds between two questions of what somebody can claim: the model takes its time to answer.
const VIEWS: usize = 4;

#[test]
fn twenty_owners_for_five_years() {
    let operations = std::env::var("TENURE_OPERATIONS")
        .map(|text| text.parse().expect("TENURE_OPERATIONS must be a number"))
        .unwrap_or(OPERATIONS);
    run("state machine", TokenKind::SplToken, Wealth::Ordinary, operations);
}

/// The sums meet the end of their range. On Token-2022, which checks its own sums also when there
/// are more tokens than a mint can issue.
#[test]
fn more_tokens_than_there_can_be() {
    run("state machine, boundless", TokenKind::Token2022(vec![]), Wealth::Boundless, OPERATIONS / 8);
}

fn run(name: &str, kind: TokenKind, wealth: Wealth, operations: usize) {
    let seed = tenure_tests::seed(name);
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut world = World::new(&mut random, kind, wealth);
    let mut people = People::new(random);
    let mut journal = Journal::new(seed, ENDS);
    let mut done = 0;
    while done < operations || is_worth_more(done, operations, &world, &journal) {
        done += 1;
        let t = people.next_time(&world, done);
        world.advance(t);
        let (owner, deed) = people.next_deed(&world);
        journal.begin(t, owner as usize, deed.name(), &deed);
        let verdict = world.perform(owner, deed);
        journal.end(&verdict);
        check::after(&world, owner);
        revenue::check::after(&world, owner);
        governance::check::after(&mut world, owner);
        views::ask(&mut world, people.random());
        governance::views::ask(&mut world, people.random());
        if done % VIEWS == 0 {
            revenue::views::ask(&mut world, people.random());
        }
        if done % CHAPTER == 0 {
            history::read(&world);
            if world.book.tokens.len() < TOKENS {
                world.open_token(people.random());
            }
        }
    }
    history::read(&world);
    settlement::of(&mut world);
    println!("{name}:\n{journal}");
    if operations >= OPERATIONS {
        assert_eq!(lacking(&world, &journal), None, "after {done} deeds");
    }
}

/// A run of full length goes on, chapter by chapter, while it lacks something.
fn is_worth_more(done: usize, operations: usize, world: &World, journal: &Journal) -> bool {
    let chapter_ends = done.is_multiple_of(CHAPTER);
    operations >= OPERATIONS
        && (!chapter_ends || done < PATIENCE * operations && lacking(world, journal).is_some())
}

/// What a run of full length must have met to be worth it, and has not.
fn lacking(world: &World, journal: &Journal) -> Option<String> {
    let lacks = journal.lacks().or_else(|| revenue::variety::lacks(world));
    lacks.or_else(|| governance::variety::lacks(world, journal))
}
