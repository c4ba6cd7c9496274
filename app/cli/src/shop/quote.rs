use tenure_math::billing::{Bill, BillRefusal};

use crate::{
    chain::{OpenPayToken, Rate},
    value::Tokens,
};

/// What a step costs, worked out as the program does.
pub struct Quote {
    pub bill: Bill,
    pub tokens: Tokens,
    /// The base units that it can come to until what is signed is worth nothing any more.
    pub most: u64,
}

impl Quote {
    /// `None` where the program will refuse: in its own words, when it is asked.
    pub fn of(bill: Result<Bill, BillRefusal>, rate: Option<Rate>, token: &OpenPayToken) -> Option<Self> {
        let bill = bill.ok()?;
        let units = if bill.charge == 0 { 0 } else { rate?.tokens(bill.charge, &token.state)? };
        Some(Self { bill, tokens: token.tokens(units), most: units })
    }
}
