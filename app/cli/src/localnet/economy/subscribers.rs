//! Who subscribed to what, and what became of it: every state that a subscription can be in.

use solana_keypair::Keypair;
use solana_signer::Signer;
use spl_token_2022_interface::instruction as token;
use tenure_client::subscriptions::{consent_to, MandateTerms, Voucher};

use super::{diary::Diary, Economy, Person, Token, DAY, HOUR};
use crate::{command::credits::SignedVoucher, failure::Failure};

/// By their numbers: the monthly plans, and then the same by the year.
const BASIC: u32 = 0;
const ADVANCED: u32 = 1;
const PREMIUM: u32 = 2;
const VIP: u32 = 3;
const VIP_YEARLY: u32 = 7;

/// Who subscribed to what in which token, in days before the present, and for how many renewals there is a
/// mandate. A month has 28 to 31 days: Gus's grace of a week has begun and not ended, Hal's has ended.
const SUBSCRIPTIONS: [(Person, u32, Token, u64, u64); 6] = [
    (Person::Hal, PREMIUM, Token::Usdc, 50, 0),
    (Person::Lea, VIP_YEARLY, Token::Usdc, 40, 0),
    (Person::Gus, BASIC, Token::Usdc, 33, 12),
    (Person::Kim, PREMIUM, Token::Usdc, 15, 6),
    (Person::Sam, ADVANCED, Token::Usdc, 12, 12),
    (Person::Ida, PREMIUM, Token::Stake, 10, 0),
];
const YEAR: u64 = 366 * DAY;
/// For how long a signature is worth anything, in seconds.
const CONSENT_SECONDS: u64 = 600;

/// What Lea deposits for calls, what one costs, in base units of USDC, and how many she has made.
const DEPOSIT: u64 = 50_000_000;
const CALL: u64 = 17_000;
const CALLS: u64 = 730;
/// What Gus keeps of his USDC, in base units.
const GUS_KEEPS: u64 = 3_000_000;

pub fn write(diary: &mut Diary, economy: &Economy) {
    for (person, plan, token, days, renewals) in SUBSCRIPTIONS {
        let second = economy.ago(days * DAY);
        diary.at(second, move |economy| subscribe(economy, person, plan, token));
        if renewals > 0 {
            diary.at(second + HOUR, move |economy| allow_renewals(economy, person, token, renewals));
        }
    }
    diary.at(economy.ago(39 * DAY), lea_deposits);
    diary.at(economy.ago(20 * DAY), lea_is_charged);
    diary.at(economy.ago(20 * DAY) + HOUR, gus_spends);
    diary.at(economy.ago(9 * DAY), |economy| {
        let hal = economy.address(Person::Hal);
        economy.send_as_operator(&[economy.store.note_expiry(&hal)]).map(|_| ())
    });
    diary.at(economy.ago(5 * DAY), grant_jon);
    diary.at(economy.ago(3 * DAY), |economy| {
        let ida = economy.address(Person::Ida);
        economy.send(Person::Ida, &[economy.store.cancel(&ida)]).map(|_| ())
    });
    diary.at(economy.ago(2 * DAY) + HOUR, |economy| {
        let kim = economy.address(Person::Kim);
        economy.send(Person::Kim, &[economy.store.schedule_change(&kim, BASIC)]).map(|_| ())
    });
    diary.at(economy.ago(DAY) + HOUR, try_to_renew_gus);
}

/// The first period is charged in the same transaction.
fn subscribe(economy: &Economy, person: Person, plan: u32, token: Token) -> Result<(), Failure> {
    let (keys, user, source) = (economy.store, economy.address(person), economy.purse(person, token));
    economy.network.publish_price()?;
    let (most, now) = (economy.chain().balance(&source)?, economy.chain().now()?);
    let consent = consent_to(None, most, now.saturating_add(CONSENT_SECONDS));
    economy.send(
        person,
        &[
            keys.open_subscription(user, &user),
            keys.subscribe(user, &user, plan, &economy.pay_token(token), source, consent),
        ],
    )?;
    Ok(())
}

fn allow_renewals(economy: &Economy, person: Person, token: Token, renewals: u64) -> Result<(), Failure> {
    let (keys, user, pay_token) = (economy.store, economy.address(person), economy.pay_token(token));
    let state = economy.chain().subscription(&economy.read_store()?, &user)?.state;
    // A stable token of as many decimals as the price has: its base units are the price's.
    let (each, total) = (state.price, state.price * renewals);
    let expires_at = economy.chain().now()?.saturating_add(YEAR);
    let terms = MandateTerms { per_charge: each, per_period: each, total, expires_at };
    economy.send(
        person,
        &[
            keys.approve(&user, &pay_token, total, token.decimals()),
            keys.grant_mandate(user, &user, &pay_token, terms, state.incarnation),
        ],
    )?;
    Ok(())
}

/// A key of her server's, which holds nothing.
fn session_key(economy: &Economy) -> Keypair {
    economy.seed.keypair("Lea's session")
}

fn lea_deposits(economy: &Economy) -> Result<(), Failure> {
    let (keys, lea, pay_token) =
        (economy.store, economy.address(Person::Lea), economy.pay_token(Token::Usdc));
    let source = economy.purse(Person::Lea, Token::Usdc);
    economy.send(
        Person::Lea,
        &[
            keys.open_credit(lea, &lea, &pay_token, session_key(economy).pubkey()),
            keys.deposit_credit(lea, &lea, &pay_token, source, DEPOSIT),
        ],
    )?;
    Ok(())
}

fn lea_is_charged(economy: &Economy) -> Result<(), Failure> {
    let (keys, lea, pay_token) =
        (economy.store, economy.address(Person::Lea), economy.pay_token(Token::Usdc));
    let address = keys.credit(&lea, &pay_token.mint);
    let credit = economy.chain().credit_at(&address)?;
    let credit = credit.ok_or_else(|| Failure::cluster("there is no credit"))?;
    let voucher = Voucher {
        credit: address,
        incarnation: credit.incarnation,
        cumulative: CALLS * CALL,
        valid_until: economy.chain().now()?.saturating_add(DAY),
    };
    let signed = SignedVoucher::sign(voucher, &session_key(economy));
    economy.send_as_operator(&signed.settlement(&keys, &pay_token, &credit))?;
    Ok(())
}

/// On something else: when his month ends there is not enough.
fn gus_spends(economy: &Economy) -> Result<(), Failure> {
    let (mint, gus) = (economy.mint(Token::Usdc), economy.address(Person::Gus));
    let (from, to) = (mint.account_of(&gus), mint.account_of(&economy.operator()));
    let amount = economy.chain().balance(&from)?.saturating_sub(GUS_KEEPS);
    let pay =
        token::transfer_checked(&mint.program, &from, &mint.mint, &to, &gus, &[], amount, mint.decimals);
    economy.send(Person::Gus, &[pay.map_err(Failure::cluster)?])?;
    Ok(())
}

/// It is noted why he cannot be charged.
fn try_to_renew_gus(economy: &Economy) -> Result<(), Failure> {
    let gus = economy.address(Person::Gus);
    let renew = economy.store.renew(&gus, BASIC, &economy.pay_token(Token::Usdc), None);
    economy.send_as_operator(&[renew])?;
    Ok(())
}

fn grant_jon(economy: &Economy) -> Result<(), Failure> {
    let (keys, operator, jon) = (economy.store, economy.operator(), economy.address(Person::Jon));
    economy.send_as_operator(&[
        keys.open_subscription(operator, &jon),
        keys.grant(operator, operator, &jon, VIP),
    ])?;
    Ok(())
}
