//! What a charge is in tokens, to the unit.

use solana_pubkey::Pubkey;
use tenure_client::subscriptions::{PlanTerms, TokenTerms};
use tenure_model::billing::{dollar_tokens, priced_tokens, OracleQuote};
use tenure_tests::{Money, PriceAccount, Shop, TokenKind};

use crate::stage::{Stage, OWN_PRICE, PRICE};

/// So much of a token that anything can be paid with it.
const PLENTY: u64 = 1_000_000_000_000_000_000;

fn quoted(quote: OracleQuote) -> PriceAccount {
    let mut price = PriceAccount::sol_usd();
    price.set_price(quote.price).set_ema_price(quote.price);
    price.set_confidence(quote.confidence).set_exponent(quote.exponent);
    price
}

/// What Alice's next renewal under a mandate without narrow caps is charged.
async fn charged(shop: &mut Shop, alice: &tenure_tests::Customer, money: &Money, quote: OracleQuote) -> u64 {
    shop.go_to_end(alice, -1).await;
    shop.publish(&quoted(quote)).await;
    let (wallet, till) = (shop.wallet(alice, money).await, shop.till(money).await);
    shop.renew(alice, money).await.unwrap();
    let tokens = shop.till(money).await - till;
    assert_eq!(shop.wallet(alice, money).await, wallet - tokens);
    tokens
}

#[tokio::test]
async fn the_own_token_is_charged_at_the_lower_end_of_its_price() {
    let mut stage = Stage::due_in_own().await;
    let Stage { shop, money, alice } = &mut stage;
    shop.fund(alice, money, PLENTY).await;
    let terms = shop.mandate_terms(PLENTY / 20, 20).await;
    shop.grant_mandate(alice, money, terms).await.unwrap();
    let quote = |price, confidence, exponent| OracleQuote { price, confidence, exponent };
    // 24 dollars, as a fifth is off 30.
    for (quote, tokens) in [
        (quote(2_00000000, 0, -8), OWN_PRICE),
        // At 1.98: 12.1212...
        (quote(2_00000000, 2_000_000, -8), 12_121_212_122),
        (quote(1_00000000, 0, -8), 24_000_000_000),
        (quote(3_00000000, 0, -8), 8_000_000_000),
        (quote(7_00000000, 0, -8), 3_428_571_429),
        // As it was on mainnet: 93.85943752, less 0.04672083.
        (quote(9385943752, 4672083, -8), 255_828_857),
        // 24 dollars of 2 * 10^8 each.
        (quote(2_00000000, 0, 0), 120),
        (quote(2_00000000, 0, -12), 120_000_000_000_000),
        // More than a trillion dollars each: one unit.
        (quote(1_000_000_000_000, 0, 0), 1),
    ] {
        let model = priced_tokens(24_000_000, 9, quote, 100).unwrap();
        let charged = charged(shop, alice, money, quote).await;
        println!("{quote:?}: {charged}");
        assert_eq!((charged, charged), (tokens, model), "{quote:?}");
    }
}

#[tokio::test]
async fn an_odd_price_is_charged_as_the_model_says() {
    let mut shop = Shop::new().await;
    let own = shop.own.clone();
    // 19.999999 dollars, with 12.34% off.
    let plan = PlanTerms { price: 19_999_999, discount_bps: 1_234, ..Shop::plan_terms("Odd", 1, 1, 0) };
    shop.create_plan(6, plan).await.unwrap();
    let alice = shop.subscriber(6, &own).await;
    shop.fund(&alice, &own, PLENTY).await;
    let terms = shop.mandate_terms(PLENTY / 20, 20).await;
    shop.grant_mandate(&alice, &own, terms).await.unwrap();
    // ceil(19,999,999 * 8,766 / 10,000)
    let dollars = 17_532_000;
    for (price, confidence, exponent) in [
        (314159265, 3141592, -8),
        (271828, 2718, -5),
        (999999937, 1, -10),
        (6, 0, -1),
        (123456789012, 0, -12),
    ] {
        let quote = OracleQuote { price, confidence, exponent };
        let model = priced_tokens(dollars, 9, quote, 100).unwrap();
        assert_eq!(charged(&mut shop, &alice, &own, quote).await, model, "{quote:?}");
    }
}

#[tokio::test]
async fn a_dollar_is_a_dollar_in_any_decimals() {
    let mut shop = Shop::new().await;
    // 10.000001 dollars: rounded up where the token has fewer decimals.
    let plan = PlanTerms { price: 10_000_001, ..Shop::plan_terms("Odd", 1, 1, 0) };
    shop.create_plan(6, plan).await.unwrap();
    for (decimals, tokens) in
        [(0, 11), (2, 1_001), (5, 1_000_001), (6, 10_000_001), (9, 10_000_001_000), (12, 10_000_001_000_000)]
    {
        let money = shop.money(TokenKind::SplToken, decimals).await;
        shop.create_pay_token(&money, Shop::STABLE).await.unwrap();
        let alice = shop.customer().await;
        shop.fund(&alice, &money, 2 * tokens).await;
        shop.subscribe(&alice, 6, &money).await.unwrap();
        let terms = shop.mandate_terms(tokens, 1).await;
        shop.grant_mandate(&alice, &money, terms).await.unwrap();
        shop.go_to_end(&alice, -1).await;
        shop.renew(&alice, &money).await.unwrap();
        assert_eq!(shop.till(&money).await, 2 * tokens, "{decimals}");
        assert_eq!(dollar_tokens(10_000_001, decimals), Ok(tokens));
        assert_eq!(shop.wallet(&alice, &money).await, 0);
    }
}

#[tokio::test]
async fn another_token_than_the_own_has_no_discount() {
    let mut stage = Stage::due_in_own().await;
    let Stage { shop, money, alice } = &mut stage;
    let terms = TokenTerms { own: false, ..Shop::oracle_terms() };
    shop.update_pay_token(money, terms).await.unwrap();
    // 30 dollars at 2 dollars each, which the mandate does not allow.
    shop.renew(alice, money).await.unwrap();
    assert_eq!(shop.subscription(alice).await.failure, 2);
    let terms = shop.mandate_terms(15_000_000_000, 1).await;
    shop.grant_mandate(alice, money, terms).await.unwrap();
    shop.renew(alice, money).await.unwrap();
    assert_eq!(shop.till(money).await, OWN_PRICE + 15_000_000_000);
}

#[tokio::test]
async fn no_price_is_read_of_a_stablecoin() {
    let mut stage = Stage::due().await;
    for other in [Pubkey::new_unique(), stage.shop.own.keys.price, stage.money.mint.address] {
        let renewal = stage.shop.store.renew(
            &stage.alice.address(),
            tenure_tests::ADVANCED,
            &stage.money.keys.priced_by(other),
            None,
        );
        stage.shop.attempt(renewal, &[]).await.unwrap();
        stage.shop.go_to_end(&stage.alice, -1).await;
    }
    assert_eq!(stage.purses().await.1, 4 * PRICE);
}
