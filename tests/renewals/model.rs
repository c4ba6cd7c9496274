//! Two years of renewals, beside the independent model.

use tenure_client::subscriptions::SubscriptionError;
use tenure_model::billing::{Customer as Model, Standing, Terms};
use tenure_tests::{Customer, OutcomeExt, Shop, ADVANCED, BASIC, BASIC_YEAR, PREMIUM, START, VIP};

use crate::stage::DAY;

/// Price in dollars and months of each plan.
const PLANS: [(u64, u32); 6] = [(10, 1), (30, 1), (100, 1), (300, 1), (100, 12), (1_000, 12)];

fn terms(plan: u32) -> Terms {
    let (dollars, months) = PLANS[usize::try_from(plan).unwrap()];
    Terms { price: dollars * 1_000_000, months, discount_bps: 0, grace: 3 * DAY }
}

async fn assert_alike(shop: &mut Shop, alice: &Customer, model: &Model, now: u64) {
    let subscription = shop.subscription(alice).await;
    assert_eq!(subscription.paid_through(), model.paid_through(), "at {now}");
    assert_eq!(subscription.lapses_at, model.lapses_at(), "at {now}");
    assert_eq!(model.credit(), subscription.credit.into(), "at {now}");
    assert_eq!(model.unused(now), subscription.prepaid().unused(now).unwrap().into(), "at {now}");
}

#[tokio::test]
async fn plans_come_and_go_as_the_model_says() {
    let (mut shop, mut model) = (Shop::new().await, Model::default());
    // 31 January 2026.
    shop.set_time(START + 27 * DAY).await;
    let usdc = shop.usdc.clone();
    let alice = shop.subscriber(ADVANCED, &usdc).await;
    model.subscribe(START + 27 * DAY, terms(ADVANCED)).unwrap();
    let caps = shop.mandate_terms(1_000_000_000, 100).await;
    shop.grant_mandate(&alice, &usdc, caps).await.unwrap();
    // How long after the end of the paid time, by whom, and which plan is to follow.
    for (after, by_hand, plan) in [
        (-86_400, false, None),
        (1, true, Some(PREMIUM)),
        (0, false, None),
        (86_399, false, Some(BASIC)),
        (3 * 86_400 - 1, true, None),
        (7_777, false, Some(BASIC_YEAR)),
        (12_345, true, Some(VIP)),
        (54_321, true, None),
        (-1, false, None),
        (1, false, Some(ADVANCED)),
        (-86_400, false, None),
        (172_801, false, Some(BASIC)),
        (0, true, Some(PREMIUM)),
        (3 * 86_400 - 1, false, Some(BASIC_YEAR)),
        (86_400, true, Some(ADVANCED)),
    ] {
        shop.go_to_end(&alice, -86_400).await;
        if let Some(plan) = plan {
            shop.schedule_change(&alice, plan).await.unwrap();
            shop.go_to_end(&alice, -1).await;
            shop.renew(&alice, &usdc).await.refused(SubscriptionError::TooEarly);
            assert_eq!(model.renew(shop.now().await, terms(plan), 0), Err(Standing::TooEarly));
        }
        shop.go_to_end(&alice, after).await;
        let (now, till) = (shop.now().await, shop.till(&usdc).await);
        let follows = shop.subscription(&alice).await.renewal_plan();
        let window = if plan.is_some() { 0 } else { DAY };
        if by_hand {
            shop.pay_now(&alice, &usdc).await.unwrap();
        } else {
            shop.renew(&alice, &usdc).await.unwrap();
        }
        let charged = model.renew(now, terms(follows), window).unwrap();
        assert_eq!(shop.till(&usdc).await, till + charged, "at {now}");
        assert_alike(&mut shop, &alice, &model, now).await;
        assert_alike(&mut shop, &alice, &model, now + 1_234_567).await;
    }
}

#[tokio::test]
async fn credit_of_a_switch_pays_for_renewals_as_the_model_says() {
    let (mut shop, mut model) = (Shop::new().await, Model::default());
    let usdc = shop.usdc.clone();
    let alice = shop.subscriber(VIP, &usdc).await;
    model.subscribe(START, terms(VIP)).unwrap();
    let caps = shop.mandate_terms(1_000_000_000, 100).await;
    shop.grant_mandate(&alice, &usdc, caps).await.unwrap();
    // An odd part of 300 dollars is left; a year at 100 dollars, and the rest is credit.
    let now = START + 777_777;
    shop.set_time(now).await;
    shop.switch_plan(&alice, BASIC_YEAR, &usdc).await.unwrap();
    assert_eq!(model.switch(now, terms(BASIC_YEAR)).unwrap(), 0);
    assert_alike(&mut shop, &alice, &model, now).await;
    shop.schedule_change(&alice, ADVANCED).await.unwrap();
    for after in [1, 1_000, -86_400, 0, -1, 2 * 86_400] {
        shop.go_to_end(&alice, after).await;
        let (now, till) = (shop.now().await, shop.till(&usdc).await);
        shop.renew(&alice, &usdc).await.unwrap();
        let charged = model.renew(now, terms(ADVANCED), DAY).unwrap();
        assert_eq!(shop.till(&usdc).await, till + charged, "at {now}");
        assert_alike(&mut shop, &alice, &model, now).await;
    }
    // Some of it was charged: no credit is left.
    assert_eq!(shop.subscription(&alice).await.credit, 0);
    assert!(shop.till(&usdc).await > 300_000_000);
}
