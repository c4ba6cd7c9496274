use serde_json::{json, Value};
use solana_keypair::Keypair;
use solana_signer::Signer;
use tenure_client::subscriptions::Voucher;

use super::{reckoning::require_equal, Scene, World};
use crate::{command::credits::SignedVoucher, demo::patrons::Patron, failure::Failure, value::Dollars};

/// Calls of the API beyond any plan: from a deposit, signed for, and settled at once.
pub struct Calls;

/// In base units of USDC.
const DEPOSIT: u64 = 17_000_000;
const PRICE: u64 = 17_000;
/// How many she makes.
const CALLS: u64 = 600;
const DAY: u64 = 86_400;

impl Scene for Calls {
    fn key(&self) -> &'static str {
        "calls"
    }

    fn title(&self) -> &'static str {
        "Erin pays by the call"
    }

    fn steps(&self) -> u64 {
        1
    }

    fn play(&self, world: &World) -> Result<Value, Failure> {
        let (erin, keys, bank) = (world.patron(Patron::Erin), world.store_keys(), world.bank());
        let (currency, _) = Patron::Erin.purse();
        let (token, session) = (world.token_keys(currency), Keypair::new());
        world.send_as_patron(
            Patron::Erin,
            &[
                keys.open_credit(bank, &erin, &token, session.pubkey()),
                keys.deposit_credit(erin, &erin, &token, world.patron_account(Patron::Erin), DEPOSIT),
            ],
        )?;
        let address = keys.credit(&erin, &token.mint);
        let read = || {
            let credit = world.chain().credit_at(&address)?;
            credit.ok_or_else(|| Failure::cluster("there is no credit"))
        };
        let (credit, now) = (read()?, world.chain().now()?);
        let sign = |calls: u64| {
            let voucher = Voucher {
                credit: address,
                incarnation: credit.incarnation,
                cumulative: calls * PRICE,
                valid_until: now.saturating_add(DAY),
            };
            SignedVoucher::sign(voucher, &session)
        };
        let before = world.chain().balance(&token.payout)?;
        // The last says all that the others do.
        let vouchers: Vec<_> = (1..=CALLS).map(sign).collect();
        let last = vouchers.last().ok_or_else(|| Failure::cluster("nothing was signed"))?;
        world.send_as_bank(&last.settlement(&keys, &token, &credit))?;
        let paid = world.chain().balance(&token.payout)? - before;
        require_equal("what the calls cost", CALLS * PRICE, paid)?;
        let left = read()?.tab().left();
        world.stage.say(&format!(
            "She deposits {} USDC, at {} a call. Her server signs each call with a key that holds nothing:\n\
             {CALLS} calls, {CALLS} signatures, none of them a transaction. The platform settles the last: {} USDC.\n\
             {} are left, and hers.",
            currency.units(DEPOSIT),
            Dollars(PRICE),
            currency.units(paid),
            currency.units(left),
        ));
        world.stage.step();
        Ok(json!({ "settled": paid.to_string(), "left": left.to_string() }))
    }
}
