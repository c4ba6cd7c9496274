//! A store whose payments go where all income goes, with plans by the month and by the year.

use tenure_client::subscriptions::{Roles, StoreTerms};

use super::{diary::Diary, Economy, Token, DAY, STORE_ID};
use crate::{
    failure::Failure,
    network::reference_store::{
        collection_terms, monthly_plans, store_terms, yearly_plans, OWN_TERMS, STABLE_TERMS,
    },
};

/// A week of grace: so somebody can be in it whatever month it is.
const TERMS: StoreTerms = store_terms(7);
/// Plans made in one transaction.
const AT_ONCE: usize = 4;

pub fn write(diary: &mut Diary, economy: &Economy) {
    diary.at(economy.week_start(8) + 2 * DAY, open_store);
}

fn open_store(economy: &Economy) -> Result<(), Failure> {
    let (operator, store) = (economy.operator(), economy.store);
    let payout_owner = economy.revenue.splitter;
    let roles = Roles { authority: operator, pauser: operator, operator, payout_owner };
    let badges = collection_terms(store.store, TERMS)?;
    economy.send_as_operator(&[
        store.badges.create_collection(operator, operator, STORE_ID.to_le_bytes(), badges),
        store.create_store(operator, operator, STORE_ID, TERMS, roles),
    ])?;
    let plans = [monthly_plans()?, yearly_plans()?].concat();
    let plans: Vec<_> =
        (0..).zip(plans).map(|(id, plan)| store.create_plan(operator, operator, id, plan)).collect();
    for some in plans.chunks(AT_ONCE) {
        economy.send_as_operator(some)?;
    }
    for (token, terms) in [(Token::Usdc, STABLE_TERMS), (Token::Stake, OWN_TERMS)] {
        let keys = economy.pay_token(token);
        economy.send_as_operator(&[store.create_pay_token(operator, operator, &keys, terms)])?;
    }
    Ok(())
}
