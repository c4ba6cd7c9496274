//! Who locked what, for how long, and left.

use super::{diary::Diary, Economy, Person, Token, DAY, HOUR};
use crate::failure::Failure;

/// Who, in which week before the present's, whole tokens, and for how many weeks.
const LOCKS: [(Person, u32, u64, u16); 7] = [
    (Person::Ada, 9, 50_000, 208),
    (Person::Ben, 9, 20_800, 104),
    (Person::Max, 9, 41_600, 208),
    (Person::Eva, 9, 10_400, 12),
    (Person::Carl, 9, 10_400, 5),
    (Person::Dora, 9, 15_600, 52),
    (Person::Fay, 5, 26_000, 156),
];
/// What Eva adds to her lock, in whole tokens.
const EVA_ADDS: u64 = 2_600;

pub fn write(diary: &mut Diary, economy: &Economy) {
    for (minute, (person, week, whole, weeks)) in (0..).zip(LOCKS) {
        let second = economy.week_start(week) + 6 * HOUR + minute * 60;
        diary.at(second, move |economy| lock(economy, person, whole, weeks));
    }
    let second = economy.week_start(9) + DAY;
    diary.at(second, |economy| {
        let ada = economy.address(Person::Ada);
        let delegate = economy.locker.set_delegate(ada, economy.address(Person::Ben));
        economy.send(Person::Ada, &[economy.locker.make_permanent(ada), delegate]).map(|_| ())
    });
    diary.at(economy.week_start(2) + 3 * DAY, |economy| {
        let (eva, purse) = (economy.address(Person::Eva), economy.purse(Person::Eva, Token::Stake));
        let increase = economy.locker.increase(eva, purse, EVA_ADDS * Token::Stake.one());
        economy.send(Person::Eva, &[increase]).map(|_| ())
    });
    diary.at(economy.week_start(3) + 2 * DAY, |economy| {
        let (dora, purse) = (economy.address(Person::Dora), economy.purse(Person::Dora, Token::Stake));
        economy.send(Person::Dora, &[economy.locker.exit_early(dora, purse, u64::MAX)]).map(|_| ())
    });
}

fn lock(economy: &Economy, person: Person, whole: u64, weeks: u16) -> Result<(), Failure> {
    let (owner, purse) = (economy.address(person), economy.purse(person, Token::Stake));
    let amount = whole * Token::Stake.one();
    economy.send(person, &[economy.locker.create_lock(owner, owner, purse, amount, weeks)])?;
    Ok(())
}
