//! What comes in every week, what is distributed of it, and who has claimed.

use std::ops::RangeInclusive;

use tenure_client::Instruction;

use super::{diary::Diary, Economy, Person, Token, DAY, HOUR};
use crate::failure::Failure;

/// Between what a week's income is, in base units.
const INCOME: [(Token, RangeInclusive<u64>); 3] = [
    (Token::Stake, 4_000_000_000..=16_000_000_000),
    (Token::Usdc, 2_000_000_000..=6_000_000_000),
    (Token::Weth, 20_000_000..=100_000_000),
];
/// The week before the present's with the first income.
const FIRST_WEEK: u32 = 8;
/// Paid in after the last distribution: whoever wants to can distribute it.
const WAITING: (Token, u64) = (Token::Usdc, 750_000_000);
const MOST_WEEKS: u8 = 26;

/// Who claimed what, in which week before the present's.
const CLAIMS: [(Person, u32, &[Token]); 4] = [
    (Person::Ben, 4, &Token::ALL),
    (Person::Ada, 3, &[Token::Usdc]),
    (Person::Ben, 2, &Token::ALL),
    (Person::Fay, 1, &[Token::Usdc, Token::Weth]),
];

pub fn write(diary: &mut Diary, economy: &Economy) {
    for week in 0..=FIRST_WEEK {
        let second = economy.week_start(week) + DAY;
        for (token, range) in INCOME {
            let amount = economy.seed.number(&format!("{} in week {week}", token.symbol()), range);
            diary.at(second, move |economy| pay_in(economy, token, amount));
        }
        diary.at(second + HOUR, distribute);
    }
    for (person, week, tokens) in CLAIMS {
        diary.at(economy.week_start(week) + 3 * DAY + HOUR, move |economy| claim(economy, person, tokens));
    }
    diary.at(economy.week_start(2) + 4 * DAY, eva_claims_and_locks);
    let (token, amount) = WAITING;
    diary.at(economy.ago(DAY), move |economy| pay_in(economy, token, amount));
}

/// From nothing: whoever the customers are, they have a wallet elsewhere.
fn pay_in(economy: &Economy, token: Token, amount: u64) -> Result<(), Failure> {
    let payment = economy.mint(token).give(&economy.revenue.splitter, amount)?;
    economy.send_as_operator(&payment)?;
    Ok(())
}

fn distribute(economy: &Economy) -> Result<(), Failure> {
    let distributions = Token::ALL.map(|token| economy.revenue.distribute(&economy.pool(token)));
    economy.send_as_operator(&distributions)?;
    Ok(())
}

/// Opens the record and the accounts that receive, and claims.
fn claim(economy: &Economy, person: Person, tokens: &[Token]) -> Result<(), Failure> {
    let (owner, revenue) = (economy.address(person), economy.revenue);
    let mut steps = open_record(economy, person)?;
    for token in tokens {
        let pool = economy.pool(*token);
        steps.push(pool.open_destination(&owner, &owner));
        steps.push(revenue.claim(&owner, &pool, MOST_WEEKS));
    }
    economy.send(person, &steps)?;
    Ok(())
}

fn eva_claims_and_locks(economy: &Economy) -> Result<(), Failure> {
    let mut steps = open_record(economy, Person::Eva)?;
    let (eva, pool) = (economy.address(Person::Eva), economy.pool(Token::Stake));
    steps.push(economy.revenue.claim_and_lock(&eva, &pool, MOST_WEEKS));
    economy.send(Person::Eva, &steps)?;
    Ok(())
}

/// What opens a person's claim record, if there is none.
fn open_record(economy: &Economy, person: Person) -> Result<Vec<Instruction>, Failure> {
    let (owner, revenue) = (economy.address(person), economy.revenue);
    let is_open = economy.chain().account(&revenue.record(&owner))?.is_some();
    let open = (!is_open).then(|| revenue.open_claim_record(owner, &owner));
    Ok(Vec::from_iter(open))
}
