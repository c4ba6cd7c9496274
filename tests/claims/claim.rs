use tenure_tests::{Platform, TokenKind};

#[tokio::test]
async fn pays_the_owner_what_the_lock_earned() {
    let mut platform = Platform::new().await;
    let usdc = platform.currency(TokenKind::SplToken, 6).await;
    let (alice, bob) = (platform.owner(3_000).await, platform.owner(1_000).await);
    platform.lock(&alice, 3_000, 208).await.unwrap();
    platform.lock(&bob, 1_000, 208).await.unwrap();
    platform.open_record(&alice).await.unwrap();
    platform.open_destination(&alice, &usdc).await;
    platform.advance_weeks(1).await;
    platform.earn(&usdc, 1_001).await;
    platform.advance_weeks(1).await;

    platform.claim(&alice, &usdc, 26).await.unwrap();

    // Lockers get half of the income, 500, and Alice three quarters of that.
    assert_eq!(platform.received(&alice, &usdc).await, 375);
}
