//! Case 25, its end: a program is the customer, and calls from as deep as calls go.

use solana_instruction::{AccountMeta, Instruction};
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use spl_associated_token_account_interface::instruction::create_associated_token_account_idempotent;
use tenure_client::subscriptions::{
    consent_to, credit_vault_address, verification, Credit, MandateTerms, Subscription, SubscriptionError,
    Voucher,
};
use tenure_tests::{Money, Outcome, OutcomeExt, Shop, ADVANCED, BASIC, PREMIUM};

use crate::stage::{DAY, HOUR};

const PRICE: u64 = 30_000_000;

/// A store and a program that is its customer. Each call reaches it through so many programs.
struct Program {
    shop: Shop,
    usdc: Money,
    user: Pubkey,
    depth: u32,
}

impl Program {
    async fn new(depth: u32) -> Self {
        let mut shop = Shop::new().await;
        let (usdc, user) = (shop.usdc.clone(), proxy::owner());
        let (mint, token_program) = (usdc.mint.address, usdc.keys.token_program);
        let open = create_associated_token_account_idempotent(&shop.payer(), &user, &mint, &token_program);
        let give = usdc.mint.mint_to(&usdc.keys.source(&user), 1_000_000_000);
        shop.send(&[open, give], &[&usdc.mint.authority]).await.unwrap();
        Self { shop, usdc, user, depth }
    }

    fn through(&self, instruction: &Instruction) -> Instruction {
        (0..self.depth).fold(instruction.clone(), |inner, _| passed_on(&inner))
    }

    async fn calls(&mut self, instruction: Instruction, signers: &[&Keypair]) -> Outcome {
        let instruction = self.through(&instruction);
        self.shop.attempt(instruction, signers).await
    }

    async fn subscription(&mut self) -> Subscription {
        let user = self.user;
        self.shop.find_subscription(&user).await.expect("a subscription")
    }

    async fn consent(&mut self) -> tenure_client::subscriptions::Consent {
        let (seen, now) = (self.subscription().await, self.shop.now().await);
        consent_to(Some(&seen), u64::MAX, now + HOUR)
    }

    async fn go_to_end(&mut self, seconds: i64) {
        let end = self.subscription().await.paid_through();
        self.shop.set_time(end.checked_add_signed(seconds).expect("a time after 1970")).await;
    }

    async fn till(&mut self) -> u64 {
        let usdc = self.usdc.clone();
        self.shop.till(&usdc).await
    }

    async fn subscribes(&mut self, plan: u32) {
        let (store, user, keys, payer) = (self.shop.store, self.user, self.usdc.keys, self.shop.payer());
        let consent = self.consent().await;
        let subscribe = store.subscribe(payer, &user, plan, &keys, keys.source(&user), consent);
        self.calls(subscribe, &[]).await.unwrap();
    }
}

/// As the proxy program makes it.
fn passed_on(instruction: &Instruction) -> Instruction {
    let mut accounts = vec![AccountMeta::new_readonly(instruction.program_id, false)];
    accounts.extend(instruction.accounts.iter().cloned());
    for meta in accounts.iter_mut().filter(|meta| meta.pubkey == proxy::owner()) {
        meta.is_signer = false;
    }
    Instruction { program_id: proxy::ID, accounts, data: instruction.data.clone() }
}

#[tokio::test]
async fn case_25_a_program_subscribes_and_lives_through_all_of_it() {
    for depth in [1, 2] {
        let mut program = Program::new(depth).await;
        lives_through_a_subscription(&mut program).await;
    }
}

async fn lives_through_a_subscription(program: &mut Program) {
    let (store, user, keys) = (program.shop.store, program.user, program.usdc.keys);
    let (payer, source) = (program.shop.payer(), keys.source(&user));
    let ruler = program.shop.ruler.insecure_clone();
    program.calls(store.open_subscription(payer, &user), &[]).await.unwrap();
    program.subscribes(ADVANCED).await;
    let badge: tenure_client::membership::Badge =
        program.shop.read(&store.badges.badge(&user)).await.expect("a badge");
    assert_eq!((badge.tier, badge.holder), (2, user));

    let incarnation = program.subscription().await.incarnation;
    let expires_at = program.shop.now().await + 3_650 * DAY;
    let terms = MandateTerms { per_charge: PRICE, per_period: PRICE, total: 12 * PRICE, expires_at };
    program.calls(store.approve(&user, &keys, terms.total, 6), &[]).await.unwrap();
    program.calls(store.grant_mandate(payer, &user, &keys, terms, incarnation), &[]).await.unwrap();
    program.go_to_end(-5).await;
    program.calls(store.remind(&user), &[]).await.unwrap();
    program.calls(store.renew(&user, ADVANCED, &keys, None), &[]).await.unwrap();
    assert_eq!(program.till().await, 2 * PRICE);

    program.go_to_end(0).await;
    let consent = program.consent().await;
    program.calls(store.pay_now(&user, ADVANCED, &keys, source, consent), &[]).await.unwrap();
    let consent = program.consent().await;
    // At the first second: 100 dollars less 30.
    program.calls(store.switch_plan(&user, PREMIUM, &keys, source, consent), &[]).await.unwrap();
    assert_eq!(program.till().await, 3 * PRICE + 70_000_000);
    program.calls(store.assert_access(&user, 3), &[]).await.unwrap();
    program.calls(store.sync_badge(payer, &user), &[]).await.unwrap();
    program.calls(store.schedule_change(&user, BASIC), &[]).await.unwrap();
    program.calls(store.unschedule_change(&user), &[]).await.unwrap();
    program.calls(store.cancel(&user), &[]).await.unwrap();
    program.calls(store.take_back_cancellation(&user), &[]).await.unwrap();
    let mandate = program.shop.read(&store.mandate(&user, &keys.mint)).await.expect("a mandate");
    program.calls(store.revoke_mandate(&mandate), &[]).await.unwrap();
    program.calls(store.exclude(ruler.pubkey(), &user, payer), &[&ruler]).await.unwrap();
    program.calls(store.reinstate(ruler.pubkey(), &user), &[&ruler]).await.unwrap();
    program.calls(store.end(ruler.pubkey(), &user), &[&ruler]).await.unwrap();

    let purse = program.usdc.mint.clone();
    let purse = program.shop.tokens_of(&purse, &ruler.pubkey(), 100_000_000).await;
    let refund = store.refund(ruler.pubkey(), &user, &keys, purse, source, 70_000_000);
    program.calls(refund, &[&ruler]).await.unwrap();
    assert_eq!(program.shop.balance(&source).await, 1_000_000_000 - 3 * PRICE);
    let now = program.shop.now().await;
    program.shop.set_time(now + 1).await;
    let ended = program.subscription().await;
    program.calls(store.close_subscription(&ended), &[]).await.unwrap();
    assert!(program.shop.find_subscription(&user).await.is_none());
}

#[tokio::test]
async fn case_25_a_program_pays_for_calls() {
    for depth in [1, 2] {
        let mut program = Program::new(depth).await;
        let (store, user, keys) = (program.shop.store, program.user, program.usdc.keys);
        let (payer, source, session) = (program.shop.payer(), keys.source(&user), Keypair::new());
        program.calls(store.open_credit(payer, &user, &keys, session.pubkey()), &[]).await.unwrap();
        program.calls(store.deposit_credit(user, &user, &keys, source, 1_000), &[]).await.unwrap();
        let address = store.credit(&user, &keys.mint);
        let credit: Credit = program.shop.read(&address).await.expect("a credit");
        let valid_until = program.shop.now().await + 90 * DAY;
        let voucher =
            Voucher { credit: address, incarnation: credit.incarnation, cumulative: 400, valid_until };
        let signature = session.sign_message(&voucher.message()).into();
        let check = verification(&voucher, &session.pubkey(), &signature);
        // The check stands before the outermost call.
        let settle = program.through(&store.settle_voucher(&user, &keys, 400, valid_until));
        let outcome = program.shop.attempt_all(&[settle.clone(), check.clone()], &[]).await;
        outcome.refused(SubscriptionError::NoVoucher);
        program.shop.attempt_all(&[check, settle], &[]).await.unwrap();
        program.calls(store.request_close_credit(&user, &keys.mint), &[]).await.unwrap();
        let now = program.shop.now().await;
        program.shop.set_time(now + DAY).await;
        program.calls(store.withdraw_credit(&credit, source), &[]).await.unwrap();
        assert_eq!(program.shop.balance(&source).await, 1_000_000_000 - 400);
        assert!(program.shop.account(&credit_vault_address(&address)).await.is_none());
    }
}
