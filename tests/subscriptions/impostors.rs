//! What an attacker passes instead of the right accounts.

use anchor_lang::ErrorCode;
use membership::MembershipError;
use solana_instruction::Instruction;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use spl_token_2022_interface::ID as TOKEN_2022;
use subscriptions::SubscriptionError as Error;
use tenure_client::subscriptions::StoreKeys;
use tenure_tests::{Customer, Impostor, IntoCode, Money, OutcomeExt, Shop, ADVANCED};

/// How an account that is not there is refused where it is to be written.
pub const NOTHING_TO_WRITE: InstructionError = InstructionError::AccountDataTooSmall;

/// How an account that is not there is refused where it is read only.
pub const NOTHING_TO_READ: InstructionError = InstructionError::UninitializedAccount;

/// A shop on whose chain there is a store of somebody else's, with the same plans and payout owner.
pub struct Scene {
    pub shop: Shop,
    /// Has subscribed there, and has an open subscription here.
    pub alice: Customer,
    /// Has subscribed here.
    pub bob: Customer,
    pub there: Elsewhere,
}

/// A store of somebody else's.
pub struct Elsewhere {
    pub keys: StoreKeys,
    pub ruler: Keypair,
    pub operator: Keypair,
    /// Its own stablecoin.
    pub usdc: Money,
    /// How it takes the stablecoin of here.
    pub pay_token: Pubkey,
}

impl Scene {
    pub async fn new() -> Self {
        let Shop { world, store, creator, ruler, guard, operator, payout_owner, usdc, own } =
            Shop::new().await;
        let mut elsewhere = Shop::paid_to(world, Shop::TERMS, payout_owner).await;
        let alice = elsewhere.customer().await;
        let stable = elsewhere.usdc.clone();
        elsewhere.subscribe(&alice, ADVANCED, &stable).await.unwrap();
        let keys = elsewhere.store.token(usdc.mint.address, usdc.keys.token_program, usdc.keys.payout);
        let ours = Money { mint: usdc.mint.clone(), keys };
        elsewhere.create_pay_token(&ours, Shop::STABLE).await.unwrap();
        let there = Elsewhere {
            keys: elsewhere.store,
            ruler: elsewhere.ruler,
            operator: elsewhere.operator,
            usdc: stable,
            pay_token: keys.pay_token,
        };
        let world = elsewhere.world;
        let mut shop = Shop { world, store, creator, ruler, guard, operator, payout_owner, usdc, own };
        for money in [shop.usdc.clone(), shop.own.clone()] {
            shop.fund(&alice, &money, 1_000_000_000_000).await;
        }
        shop.open_subscription(&alice).await.unwrap();
        let usdc = shop.usdc.clone();
        let bob = shop.subscriber(ADVANCED, &usdc).await;
        Self { shop, alice, bob, there }
    }

    /// In place of the store, where another is refused as `not_there`.
    pub async fn stores(&mut self, not_there: impl IntoCode) -> Vec<Impostor> {
        let store = self.shop.store.store;
        let forged = self.shop.copy(&store, proxy::ID).await;
        let plan = self.shop.store.plan(ADVANCED);
        let subscription = self.shop.store.subscription(&self.bob.address());
        vec![
            (store, self.there.keys.store, "another store", not_there.code()),
            (store, plan, "a plan as store", InstructionError::AccountDataTooSmall),
            (store, subscription, "a subscription as store", InstructionError::InvalidAccountData),
            (store, forged, "the store's bytes", ErrorCode::ConstraintOwner.code()),
        ]
    }

    /// In place of Alice's subscription, where Bob's is refused as `not_hers` and one that is not there as
    /// `nothing`.
    pub async fn subscriptions(
        &mut self,
        not_hers: impl IntoCode,
        nothing: InstructionError,
    ) -> Vec<Impostor> {
        let (alice, bob) = (self.alice.address(), self.bob.address());
        let subscription = self.shop.store.subscription(&alice);
        let there = self.there.keys.subscription(&alice);
        let mut impostors = self.forged_subscriptions(nothing).await;
        impostors.extend([
            (subscription, self.shop.store.subscription(&bob), "another user's", not_hers.code()),
            (subscription, there, "the user's in another store", Error::WrongSubscription.code()),
        ]);
        impostors
    }

    /// In place of Alice's subscription: what is none, where one that is not there is refused as `nothing`.
    pub async fn forged_subscriptions(&mut self, nothing: InstructionError) -> Vec<Impostor> {
        let subscription = self.shop.store.subscription(&self.alice.address());
        let unopened = self.shop.store.subscription(&Pubkey::new_unique());
        let forged = self.shop.copy(&subscription, proxy::ID).await;
        let store = self.there.keys.store;
        vec![
            (subscription, store, "a store as subscription", InstructionError::AccountDataTooSmall),
            (subscription, unopened, "one that was never opened", nothing),
            (subscription, forged, "the subscription's bytes", ErrorCode::ConstraintOwner.code()),
        ]
    }

    /// In place of the plan.
    pub async fn plans(&mut self, plan: u32) -> Vec<Impostor> {
        let address = self.shop.store.plan(plan);
        let forged = self.shop.copy(&address, proxy::ID).await;
        let pay_token = self.shop.usdc.keys.pay_token;
        let uncreated = self.shop.store.plan(99);
        vec![
            (address, self.there.keys.plan(plan), "another store's plan", Error::WrongPlan.code()),
            (address, pay_token, "a pay token as plan", InstructionError::InvalidAccountData),
            (address, uncreated, "a plan that was never created", NOTHING_TO_READ),
            (address, forged, "the plan's bytes", ErrorCode::ConstraintOwner.code()),
        ]
    }

    /// In place of the accounts by which Alice's badge is issued: she has none here.
    pub fn issued_badges(&self) -> Vec<Impostor> {
        let (here, there) = (self.shop.store.badges, self.there.keys.badges);
        let (alice, bob) = (self.alice.address(), self.bob.address());
        let (badge, mint, account) = (here.badge(&alice), here.mint(&alice), here.token(&alice));
        let seeds = ErrorCode::ConstraintSeeds.code();
        let foreign = InstructionError::IncorrectProgramId;
        vec![
            (here.collection, there.collection, "another collection", Error::WrongCollection.code()),
            (here.collection, there.group, "a group as collection", ErrorCode::ConstraintOwner.code()),
            (
                here.collection,
                here.badge(&bob),
                "a badge as collection",
                InstructionError::AccountDataTooSmall,
            ),
            (here.group, there.group, "another group", MembershipError::WrongGroup.code()),
            (badge, here.badge(&bob), "another's badge", seeds.clone()),
            (badge, there.badge(&alice), "the user's badge in another collection", seeds.clone()),
            (badge, Pubkey::new_unique(), "an address of nobody as badge", seeds.clone()),
            (mint, here.mint(&bob), "another's mint", seeds.clone()),
            (mint, there.mint(&alice), "the mint in another collection", seeds.clone()),
            (account, here.token(&bob), "another's token", seeds.clone()),
            (account, there.token(&alice), "the token in another collection", seeds),
            (TOKEN_2022, spl_token::ID, "the other token program for the badge", foreign.clone()),
            (membership::ID, proxy::ID, "another program", Error::WrongMembershipProgram.code()),
            (Pubkey::default(), proxy::ID, "a program as system program", foreign),
        ]
    }

    /// In place of the accounts by which Alice's badge, which is live, is changed along with its token.
    pub async fn changed_badges(&mut self) -> Vec<Impostor> {
        let (here, there) = (self.shop.store.badges, self.there.keys.badges);
        let (alice, bob) = (self.alice.address(), self.bob.address());
        let (badge, mint, account) = (here.badge(&alice), here.mint(&alice), here.token(&alice));
        let forged = self.shop.copy(&badge, proxy::ID).await;
        let seeds = ErrorCode::ConstraintSeeds.code();
        let (wrong_mint, wrong_token) =
            (MembershipError::WrongMint.code(), MembershipError::WrongToken.code());
        vec![
            (here.collection, there.collection, "another collection", Error::WrongCollection.code()),
            (badge, here.badge(&bob), "another's badge", seeds.clone()),
            (badge, there.badge(&alice), "the user's badge in another collection", seeds),
            (badge, forged, "the badge's bytes", InstructionError::IllegalOwner),
            (here.group, there.group, "another group", MembershipError::WrongGroup.code()),
            (account, here.token(&bob), "another's token", wrong_token.clone()),
            (account, there.token(&alice), "the token in another collection", wrong_token),
            (mint, here.mint(&bob), "another's mint", wrong_mint.clone()),
            (mint, there.mint(&alice), "the mint in another collection", wrong_mint),
            (TOKEN_2022, spl_token::ID, "the other token program", InstructionError::IncorrectProgramId),
            (membership::ID, proxy::ID, "another program", Error::WrongMembershipProgram.code()),
        ]
    }

    /// With Bob in the place of the badge's holder, the account behind so many, it is refused.
    pub async fn refuses_another_holder(
        &mut self,
        instruction: &Instruction,
        signers: &[&Keypair],
        at: usize,
    ) {
        let mut instruction = instruction.clone();
        assert_eq!(instruction.accounts[at].pubkey, self.alice.address());
        instruction.accounts[at].pubkey = self.bob.address();
        self.shop.attempt(instruction, signers).await.refused(Error::WrongBadge);
    }
}
