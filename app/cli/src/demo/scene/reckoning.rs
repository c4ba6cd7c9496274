//! Where all income went, to the last base unit.

use std::fmt::{Debug, Display};

use comfy_table::{presets::UTF8_FULL_CONDENSED, CellAlignment, Table};
use serde_json::{json, Map, Value};

use super::{Actor, World};
use crate::{demo::currency::Currency, failure::Failure};

/// What each received of each token.
#[derive(Default)]
pub struct Reckoning {
    pub received: [[u64; Currency::ALL.len()]; Actor::ALL.len()],
}

/// One token's.
struct Account {
    currency: Currency,
    came_in: u64,
    received: [u64; Actor::ALL.len()],
    treasury: u64,
    burned: u64,
    /// In the pool's vault.
    left: u64,
}

impl Reckoning {
    /// Fails unless it is even. Says it, and returns it.
    pub fn check(&self, world: &World) -> Result<Value, Failure> {
        let mut accounts = Vec::new();
        for currency in Currency::ALL {
            let account = self.account(world, currency)?;
            account.check(world)?;
            accounts.push(account);
        }
        world.stage.say("\nWhat customers paid, and where it is now:\n");
        world.stage.say(&table(&accounts));
        world.stage.say(
            "\nWhat customers paid is the sum of all the rest, to the last base unit: it was checked just now.\n\
             What rounding leaves stays in the pools until it is given out again.",
        );
        Ok(accounts.iter().map(Account::to_json).collect::<Map<_, _>>().into())
    }

    fn account(&self, world: &World, currency: Currency) -> Result<Account, Failure> {
        let pool = world.pool(currency);
        Ok(Account {
            currency,
            came_in: world.spent(currency)?,
            received: self.received.map(|received| received[currency as usize]),
            treasury: world.chain().balance(&pool.treasury)?,
            burned: world.burned(currency)?,
            left: world.chain().balance(&pool.vault)?,
        })
    }
}

impl Account {
    fn check(&self, world: &World) -> Result<(), Failure> {
        let name = self.currency.name();
        let received = self.received.iter().sum::<u64>();
        let went = received + self.treasury + self.burned + self.left;
        require_equal(&format!("all {name} that went somewhere"), self.came_in, went)?;

        let pool = world.read_pool(self.currency)?;
        let kept = pool.remaining() + u128::from(pool.recycling);
        require_equal(&format!("{name} paid by the pool"), u128::from(received), pool.paid.get())?;
        require_equal(&format!("{name} left in the pool"), u128::from(self.left), kept)?;
        require_equal(&format!("{name} credited"), pool.paid.get() + kept, pool.credited.get())
    }

    fn rows(&self) -> Vec<(String, u64)> {
        let mut rows = vec![("customers paid".to_owned(), self.came_in)];
        rows.extend(Actor::ALL.map(|actor| (actor.name().to_owned(), self.received[actor as usize])));
        rows.push(("treasury".to_owned(), self.treasury));
        rows.push(("burned".to_owned(), self.burned));
        rows.push(("left by rounding".to_owned(), self.left));
        rows
    }

    fn to_json(&self) -> (String, Value) {
        let received = Actor::ALL
            .map(|actor| (actor.name().to_owned(), self.received[actor as usize].to_string().into()));
        let facts = json!({
            "cameIn": self.came_in.to_string(),
            "received": received.into_iter().collect::<Map<_, _>>(),
            "treasury": self.treasury.to_string(),
            "burned": self.burned.to_string(),
            "left": self.left.to_string(),
        });
        (self.currency.name().to_owned(), facts)
    }
}

fn table(accounts: &[Account]) -> String {
    let mut table = Table::new();
    table.load_style(UTF8_FULL_CONDENSED);
    let names = accounts.iter().map(|account| account.currency.name());
    table.set_header([""].into_iter().chain(names));
    let columns: Vec<_> = accounts.iter().map(Account::rows).collect();
    for (row, (label, _)) in columns.first().into_iter().flatten().enumerate() {
        let amounts = columns.iter().zip(accounts);
        let amounts = amounts.map(|(column, account)| account.currency.units(column[row].1).padded());
        table.add_row([label.clone()].into_iter().chain(amounts));
    }
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table.trim_fmt()
}

/// The demo fails where the chain does not answer what was worked out.
pub fn require_equal<T: PartialEq + Debug + Display>(
    what: &str,
    expected: T,
    actual: T,
) -> Result<(), Failure> {
    if expected == actual {
        return Ok(());
    }
    Err(Failure::cluster(format!("the reckoning is not even: {what} should be {expected}, and is {actual}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_unit_more_or_less_is_not_even() {
        assert!(require_equal("it", 5, 5).is_ok());
        for wrong in [4, 6] {
            let words = require_equal("it", 5, wrong).err().map(|failure| failure.to_string());
            assert_eq!(words, Some(format!("the reckoning is not even: it should be 5, and is {wrong}")));
        }
    }
}
