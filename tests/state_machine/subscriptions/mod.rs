//! The bytecode of subscriptions and of membership beside the model: customers of one store, for years.
//!
//! - `act`: what people can do; `wishes`: who does what next; `arguments`: with which numbers; `calendar`:
//!   when
//! - `assortment`: what the store sells, and for which tokens; `rate`: what the oracle says
//! - `shop`: the store on LiteSVM; `performance`: what an act sends there; `sight`: what is read there
//! - `book`: an act done in the model; `charging`: those that are charged; `customer`: what one customer
//!   has; `wallet`, `badge`, `tab`: its parts
//! - `check`: what must hold after each act; `variety`: what a run must have met

mod act;
mod arguments;
mod assortment;
mod badge;
mod book;
mod calendar;
mod charging;
mod check;
mod customer;
mod performance;
mod rate;
mod shop;
mod sight;
mod tab;
mod variety;
mod wallet;
mod wishes;

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::journal::Journal;
use book::Book;
use shop::Shop;

/// Acts of one run, unless `TENURE_OPERATIONS` says otherwise.
const ACTS: usize = 6_000;

/// A run that lacks something goes on, at most to this many times its length: chance must not fail it.
const PATIENCE: usize = 4;

/// Acts between two readings of everybody's accounts.
const CHAPTER: usize = 100;

/// Different ends, success and refusals, that a run of full length reaches at the very least.
const ENDS: usize = 50;

/// The chain and the model side by side.
struct World {
    shop: Shop,
    book: Book,
}

#[test]
fn eight_customers_for_years() {
    let acts = std::env::var("TENURE_OPERATIONS")
        .map(|text| text.parse().expect("TENURE_OPERATIONS must be a number"))
        .unwrap_or(ACTS);
    let seed = tenure_tests::seed("state machine, subscriptions");
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let shop = Shop::new(&mut random);
    let book = Book::new(&shop);
    let (mut world, mut journal) = (World { shop, book }, Journal::new(seed, ENDS));
    let mut done = 0;
    while done < acts || is_worth_more(done, acts, &world, &journal) {
        done += 1;
        step(&mut world, &mut random, &mut journal);
        if done % CHAPTER == 0 {
            check::everybody(&world);
        }
    }
    check::everybody(&world);
    println!("state machine, subscriptions:\n{journal}");
    if acts >= ACTS {
        assert_eq!(lacking(&world, &journal), None, "after {done} acts");
    }
}

fn step(world: &mut World, random: &mut ChaCha8Rng, journal: &mut Journal) {
    let now = calendar::after(random, world);
    world.shop.lite.set_time(now);
    let quote = world.book.quote.moved(random, now);
    world.shop.publish(&quote);
    world.book.quote = quote;

    let (who, act) = wishes::next(random, world, now);
    let before = check::Holding::of(world, who);
    journal.begin(now, who, act.name(), &act);
    let on_chain = world.shop.perform(who, &act);
    let by_the_book = world.book.perform(now, who, &act);
    journal.end(&on_chain);
    assert_eq!(on_chain, by_the_book, "left: the chain, right: the model");
    check::after(world, who, &act, &before);
    let (somebody, tier) = (random.random_range(0..shop::CUSTOMERS), random.random_range(0..=5));
    check::access(world, somebody, tier);
}

/// A run of full length goes on, chapter by chapter, while it lacks something.
fn is_worth_more(done: usize, acts: usize, world: &World, journal: &Journal) -> bool {
    let chapter_ends = done.is_multiple_of(CHAPTER);
    acts >= ACTS && (!chapter_ends || done < PATIENCE * acts && lacking(world, journal).is_some())
}

fn lacking(world: &World, journal: &Journal) -> Option<String> {
    journal.lacks().or_else(|| variety::lacks(world, journal))
}
