use anchor_lang::{InstructionData, ToAccountMetas};
use solana_program::{instruction::Instruction, pubkey::Pubkey};
use spl_associated_token_account_interface::address::get_associated_token_address_with_program_id;
use subscriptions::{
    __client_accounts_issuedbadge::IssuedBadge, __client_accounts_payment::Payment,
    __client_accounts_revokedbadge::RevokedBadge, __client_accounts_shownbadge::ShownBadge, accounts,
    instruction, Consent, Credit, Mandate, MandateTerms, PayToken, PlanTerms, Roles, Store, StoreTerms,
    Subscription, TokenTerms, ID,
};

use super::{
    credit_address, credit_vault_address, mandate_address, pay_token_address, plan_address, store_address,
    subscription_address,
};
use crate::{
    membership::{CollectionKeys, TOKEN_PROGRAM as BADGE_TOKEN_PROGRAM},
    program::{self, SYSTEM_PROGRAM},
};

const INSTRUCTIONS_SYSVAR: Pubkey = Pubkey::from_str_const("Sysvar1nstructions1111111111111111111111111");

/// The addresses that a store's instructions share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoreKeys {
    pub store: Pubkey,
    pub badges: CollectionKeys,
}

/// The addresses that a charge in one token needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenKeys {
    pub pay_token: Pubkey,
    pub mint: Pubkey,
    pub token_program: Pubkey,
    pub payout: Pubkey,
    /// The oracle's account; for a stable token, any.
    pub price: Pubkey,
}

impl TokenKeys {
    /// Of a token that a store takes, or will take.
    pub fn derive(store: &Pubkey, mint: Pubkey, token_program: Pubkey, payout: Pubkey) -> Self {
        Self { pay_token: pay_token_address(store, &mint), mint, token_program, payout, price: ID }
    }

    /// Of a pay token that was read from a chain.
    pub fn of(address: Pubkey, pay_token: &PayToken) -> Self {
        let PayToken { mint, token_program, payout, .. } = *pay_token;
        Self { pay_token: address, mint, token_program, payout, price: ID }
    }

    /// With the oracle's account.
    #[must_use]
    pub fn priced_by(self, price: Pubkey) -> Self {
        Self { price, ..self }
    }

    /// A user's associated token account.
    pub fn source(&self, user: &Pubkey) -> Pubkey {
        get_associated_token_address_with_program_id(user, &self.mint, &self.token_program)
    }

    fn payment(&self, source: Pubkey) -> Payment {
        let Self { pay_token, mint, token_program, payout, price } = *self;
        Payment { pay_token, source, payout, mint, token_program, price }
    }
}

impl StoreKeys {
    /// Of the store that a creator has, or will have, by that number.
    pub fn derive(creator: &Pubkey, id: u32, collection: Pubkey) -> Self {
        Self { store: store_address(creator, id), badges: CollectionKeys::of(collection) }
    }

    /// Of a store that was read from a chain.
    pub fn of(address: Pubkey, store: &Store) -> Self {
        Self { store: address, badges: CollectionKeys::of(store.collection) }
    }

    pub fn plan(&self, id: u32) -> Pubkey {
        plan_address(&self.store, id)
    }

    pub fn subscription(&self, user: &Pubkey) -> Pubkey {
        subscription_address(&self.store, user)
    }

    pub fn mandate(&self, user: &Pubkey, mint: &Pubkey) -> Pubkey {
        mandate_address(&self.store, user, mint)
    }

    pub fn credit(&self, user: &Pubkey, mint: &Pubkey) -> Pubkey {
        credit_address(&self.store, user, mint)
    }

    /// Of a token that the store takes, or will take.
    pub fn token(&self, mint: Pubkey, token_program: Pubkey, payout: Pubkey) -> TokenKeys {
        TokenKeys::derive(&self.store, mint, token_program, payout)
    }

    /// `creator` and `id` must be those that the keys were derived from.
    pub fn create_store(
        &self,
        payer: Pubkey,
        creator: Pubkey,
        id: u32,
        terms: StoreTerms,
        roles: Roles,
    ) -> Instruction {
        build(
            accounts::CreateStore {
                payer,
                creator,
                collection: self.badges.collection,
                store: self.store,
                system_program: SYSTEM_PROGRAM,
            },
            instruction::CreateStore { id: id.to_le_bytes(), terms, roles },
        )
    }

    pub fn update_store(&self, authority: Pubkey, terms: StoreTerms) -> Instruction {
        let collection = self.badges.collection;
        build(
            accounts::UpdateStore { store: self.store, authority, collection },
            instruction::UpdateStore { terms },
        )
    }

    pub fn set_pauser(&self, authority: Pubkey, pauser: Pubkey) -> Instruction {
        build(accounts::SetPauser { store: self.store, authority }, instruction::SetPauser { pauser })
    }

    pub fn set_operator(&self, authority: Pubkey, operator: Pubkey) -> Instruction {
        build(accounts::SetOperator { store: self.store, authority }, instruction::SetOperator { operator })
    }

    pub fn pause(&self, pauser: Pubkey) -> Instruction {
        build(accounts::Pause { store: self.store, pauser }, instruction::Pause {})
    }

    pub fn resume(&self, authority: Pubkey) -> Instruction {
        build(accounts::Resume { store: self.store, authority }, instruction::Resume {})
    }

    pub fn propose_authority(&self, authority: Pubkey, proposed: Pubkey) -> Instruction {
        build(
            accounts::ProposeAuthority { store: self.store, authority },
            instruction::ProposeAuthority { proposed },
        )
    }

    pub fn accept_authority(&self, proposed_authority: Pubkey) -> Instruction {
        build(
            accounts::AcceptAuthority { store: self.store, proposed_authority },
            instruction::AcceptAuthority {},
        )
    }

    pub fn cancel_authority(&self, authority: Pubkey) -> Instruction {
        build(accounts::CancelAuthority { store: self.store, authority }, instruction::CancelAuthority {})
    }

    pub fn take_collection(&self, authority: Pubkey) -> Instruction {
        build(
            accounts::TakeCollection {
                store: self.store,
                authority,
                collection: self.badges.collection,
                membership_program: crate::membership::ID,
            },
            instruction::TakeCollection {},
        )
    }

    pub fn offer_collection(&self, authority: Pubkey, proposed: Pubkey) -> Instruction {
        build(
            accounts::OfferCollection {
                store: self.store,
                authority,
                collection: self.badges.collection,
                membership_program: crate::membership::ID,
            },
            instruction::OfferCollection { proposed },
        )
    }

    /// `id` must be the store's next.
    pub fn create_plan(&self, payer: Pubkey, authority: Pubkey, id: u32, terms: PlanTerms) -> Instruction {
        build(
            accounts::CreatePlan {
                payer,
                store: self.store,
                authority,
                collection: self.badges.collection,
                plan: self.plan(id),
                system_program: SYSTEM_PROGRAM,
            },
            instruction::CreatePlan { id: id.to_le_bytes(), terms },
        )
    }

    pub fn sunset_plan(&self, authority: Pubkey, id: u32) -> Instruction {
        build(
            accounts::SunsetPlan { store: self.store, authority, plan: self.plan(id) },
            instruction::SunsetPlan {},
        )
    }

    pub fn create_pay_token(
        &self,
        payer: Pubkey,
        authority: Pubkey,
        token: &TokenKeys,
        terms: TokenTerms,
    ) -> Instruction {
        build(
            accounts::CreatePayToken {
                payer,
                store: self.store,
                authority,
                mint: token.mint,
                pay_token: token.pay_token,
                payout: token.payout,
                token_program: token.token_program,
                system_program: SYSTEM_PROGRAM,
            },
            instruction::CreatePayToken { terms },
        )
    }

    pub fn update_pay_token(&self, authority: Pubkey, token: &TokenKeys, terms: TokenTerms) -> Instruction {
        build(
            accounts::UpdatePayToken { store: self.store, authority, pay_token: token.pay_token },
            instruction::UpdatePayToken { terms },
        )
    }

    pub fn open_subscription(&self, payer: Pubkey, user: &Pubkey) -> Instruction {
        build(
            accounts::OpenSubscription {
                payer,
                store: self.store,
                user: *user,
                subscription: self.subscription(user),
                system_program: SYSTEM_PROGRAM,
            },
            instruction::OpenSubscription {},
        )
    }

    /// Charges `source`, a token account of the user. The subscription's account must be open.
    pub fn subscribe(
        &self,
        payer: Pubkey,
        user: &Pubkey,
        plan: u32,
        token: &TokenKeys,
        source: Pubkey,
        consent: Consent,
    ) -> Instruction {
        build(
            accounts::Subscribe {
                payer,
                user: *user,
                store: self.store,
                plan: self.plan(plan),
                subscription: self.subscription(user),
                payment: token.payment(source),
                badge: self.issued_badge(user),
            },
            instruction::Subscribe { consent },
        )
    }

    /// Makes the mandate the delegate of the user's associated token account: it stands before
    /// [`Self::grant_mandate`].
    pub fn approve(&self, user: &Pubkey, token: &TokenKeys, total: u64, decimals: u8) -> Instruction {
        spl_token_2022_interface::instruction::approve_checked(
            &token.token_program,
            &token.source(user),
            &token.mint,
            &self.mandate(user, &token.mint),
            user,
            &[],
            total,
            decimals,
        )
        .expect("a token program")
    }

    pub fn grant_mandate(
        &self,
        payer: Pubkey,
        user: &Pubkey,
        token: &TokenKeys,
        terms: MandateTerms,
        incarnation: u64,
    ) -> Instruction {
        build(
            accounts::GrantMandate {
                payer,
                user: *user,
                store: self.store,
                subscription: self.subscription(user),
                pay_token: token.pay_token,
                mint: token.mint,
                source: token.source(user),
                mandate: self.mandate(user, &token.mint),
                system_program: SYSTEM_PROGRAM,
            },
            instruction::GrantMandate { terms, incarnation },
        )
    }

    /// Of a mandate that was read from a chain.
    pub fn revoke_mandate(&self, mandate: &Mandate) -> Instruction {
        let Mandate { user, mint, rent_payer, .. } = mandate;
        build(
            accounts::RevokeMandate {
                user: *user,
                mandate: self.mandate(user, mint),
                subscription: self.subscription(user),
                rent_payer: *rent_payer,
            },
            instruction::RevokeMandate {},
        )
    }

    /// Renews for `plan`, the one that is to follow; the fee goes to `keeper`, a token account.
    pub fn renew(&self, user: &Pubkey, plan: u32, token: &TokenKeys, keeper: Option<Pubkey>) -> Instruction {
        let mut instruction = build(
            accounts::Renew {
                store: self.store,
                plan: self.plan(plan),
                subscription: self.subscription(user),
                mandate: self.mandate(user, &token.mint),
                payment: token.payment(token.source(user)),
                keeper: keeper.unwrap_or(ID),
                badge: self.shown_badge(user),
            },
            instruction::Renew {},
        );
        if let Some(keeper) = keeper {
            instruction
                .accounts
                .iter_mut()
                .filter(|meta| meta.pubkey == keeper)
                .for_each(|meta| meta.is_writable = true);
        }
        instruction
    }

    pub fn pay_now(
        &self,
        user: &Pubkey,
        plan: u32,
        token: &TokenKeys,
        source: Pubkey,
        consent: Consent,
    ) -> Instruction {
        build(
            accounts::PayNow {
                user: *user,
                store: self.store,
                plan: self.plan(plan),
                subscription: self.subscription(user),
                payment: token.payment(source),
                badge: self.shown_badge(user),
            },
            instruction::PayNow { consent },
        )
    }

    pub fn switch_plan(
        &self,
        user: &Pubkey,
        plan: u32,
        token: &TokenKeys,
        source: Pubkey,
        consent: Consent,
    ) -> Instruction {
        build(
            accounts::SwitchPlan {
                user: *user,
                store: self.store,
                plan: self.plan(plan),
                subscription: self.subscription(user),
                payment: token.payment(source),
                badge: self.shown_badge(user),
            },
            instruction::SwitchPlan { consent },
        )
    }

    pub fn schedule_change(&self, user: &Pubkey, plan: u32) -> Instruction {
        build(
            accounts::ScheduleChange {
                user: *user,
                store: self.store,
                plan: self.plan(plan),
                subscription: self.subscription(user),
            },
            instruction::ScheduleChange {},
        )
    }

    pub fn unschedule_change(&self, user: &Pubkey) -> Instruction {
        build(
            accounts::UnscheduleChange { user: *user, subscription: self.subscription(user) },
            instruction::UnscheduleChange {},
        )
    }

    pub fn cancel(&self, user: &Pubkey) -> Instruction {
        build(accounts::Cancel { user: *user, subscription: self.subscription(user) }, instruction::Cancel {})
    }

    pub fn take_back_cancellation(&self, user: &Pubkey) -> Instruction {
        build(
            accounts::TakeBackCancellation {
                user: *user,
                store: self.store,
                subscription: self.subscription(user),
            },
            instruction::TakeBackCancellation {},
        )
    }

    pub fn end(&self, authority: Pubkey, user: &Pubkey) -> Instruction {
        build(
            accounts::End {
                store: self.store,
                authority,
                user: *user,
                subscription: self.subscription(user),
                badge: self.shown_badge(user),
            },
            instruction::End {},
        )
    }

    /// From `source`, a token account of the authority, to `destination`, one of the user.
    pub fn refund(
        &self,
        authority: Pubkey,
        user: &Pubkey,
        token: &TokenKeys,
        source: Pubkey,
        destination: Pubkey,
        amount: u64,
    ) -> Instruction {
        build(
            accounts::Refund {
                store: self.store,
                authority,
                subscription: self.subscription(user),
                source,
                destination,
                mint: token.mint,
                token_program: token.token_program,
            },
            instruction::Refund { amount },
        )
    }

    /// The subscription's account must be open.
    pub fn grant(&self, payer: Pubkey, operator: Pubkey, user: &Pubkey, plan: u32) -> Instruction {
        build(
            accounts::Grant {
                payer,
                operator,
                store: self.store,
                plan: self.plan(plan),
                subscription: self.subscription(user),
                badge: self.issued_badge(user),
            },
            instruction::Grant {},
        )
    }

    /// `mint_payer` paid for the mint of the user's badge, if there is a live one; else any writable
    /// account.
    pub fn exclude(&self, authority: Pubkey, user: &Pubkey, mint_payer: Pubkey) -> Instruction {
        build(
            accounts::Exclude {
                store: self.store,
                authority,
                subscription: self.subscription(user),
                badge: RevokedBadge {
                    collection: self.badges.collection,
                    badge: self.badges.badge(user),
                    badge_mint: self.badges.mint(user),
                    badge_token: self.badges.token(user),
                    mint_payer,
                    badge_token_program: BADGE_TOKEN_PROGRAM,
                    membership_program: crate::membership::ID,
                },
            },
            instruction::Exclude {},
        )
    }

    pub fn reinstate(&self, authority: Pubkey, user: &Pubkey) -> Instruction {
        build(
            accounts::Reinstate { store: self.store, authority, subscription: self.subscription(user) },
            instruction::Reinstate {},
        )
    }

    pub fn sync_badge(&self, payer: Pubkey, user: &Pubkey) -> Instruction {
        build(
            accounts::SyncBadge {
                payer,
                store: self.store,
                subscription: self.subscription(user),
                badge: self.issued_badge(user),
            },
            instruction::SyncBadge {},
        )
    }

    pub fn remind(&self, user: &Pubkey) -> Instruction {
        build(
            accounts::Remind { store: self.store, subscription: self.subscription(user) },
            instruction::Remind {},
        )
    }

    pub fn note_expiry(&self, user: &Pubkey) -> Instruction {
        build(accounts::NoteExpiry { subscription: self.subscription(user) }, instruction::NoteExpiry {})
    }

    /// Gives up the credit of a subscription that was read from a chain.
    pub fn close_subscription(&self, subscription: &Subscription) -> Instruction {
        let Subscription { user, rent_payer, credit, .. } = *subscription;
        build(
            accounts::CloseSubscription { user, subscription: self.subscription(&user), rent_payer },
            instruction::CloseSubscription { credit },
        )
    }

    pub fn assert_access(&self, user: &Pubkey, min_tier: u8) -> Instruction {
        build(
            accounts::AssertAccess { store: self.store, user: *user, subscription: self.subscription(user) },
            instruction::AssertAccess { min_tier },
        )
    }

    pub fn open_credit(
        &self,
        payer: Pubkey,
        user: &Pubkey,
        token: &TokenKeys,
        session_key: Pubkey,
    ) -> Instruction {
        let credit = self.credit(user, &token.mint);
        build(
            accounts::OpenCredit {
                payer,
                user: *user,
                store: self.store,
                pay_token: token.pay_token,
                mint: token.mint,
                credit,
                vault: credit_vault_address(&credit),
                token_program: token.token_program,
                system_program: SYSTEM_PROGRAM,
            },
            instruction::OpenCredit { session_key },
        )
    }

    /// From `source`, a token account of the depositor.
    pub fn deposit_credit(
        &self,
        depositor: Pubkey,
        user: &Pubkey,
        token: &TokenKeys,
        source: Pubkey,
        amount: u64,
    ) -> Instruction {
        let credit = self.credit(user, &token.mint);
        build(
            accounts::DepositCredit {
                depositor,
                store: self.store,
                pay_token: token.pay_token,
                credit,
                source,
                vault: credit_vault_address(&credit),
                mint: token.mint,
                token_program: token.token_program,
            },
            instruction::DepositCredit { amount },
        )
    }

    /// The check of the voucher's signature stands right before it: [`super::verification`].
    pub fn settle_voucher(
        &self,
        user: &Pubkey,
        token: &TokenKeys,
        cumulative: u64,
        valid_until: u64,
    ) -> Instruction {
        let credit = self.credit(user, &token.mint);
        build(
            accounts::SettleVoucher {
                store: self.store,
                pay_token: token.pay_token,
                credit,
                vault: credit_vault_address(&credit),
                payout: token.payout,
                mint: token.mint,
                token_program: token.token_program,
                instructions: INSTRUCTIONS_SYSVAR,
            },
            instruction::SettleVoucher { cumulative, valid_until },
        )
    }

    pub fn request_close_credit(&self, user: &Pubkey, mint: &Pubkey) -> Instruction {
        build(
            accounts::RequestCloseCredit { user: *user, credit: self.credit(user, mint) },
            instruction::RequestCloseCredit {},
        )
    }

    /// To `destination`, any token account. Of a credit that was read from a chain.
    pub fn withdraw_credit(&self, credit: &Credit, destination: Pubkey) -> Instruction {
        let Credit { user, mint, vault, token_program, rent_payer, .. } = *credit;
        build(
            accounts::WithdrawCredit {
                user,
                credit: self.credit(&user, &mint),
                vault,
                destination,
                mint,
                token_program,
                rent_payer,
            },
            instruction::WithdrawCredit {},
        )
    }

    fn shown_badge(&self, user: &Pubkey) -> ShownBadge {
        ShownBadge {
            collection: self.badges.collection,
            badge: self.badges.badge(user),
            badge_token_program: BADGE_TOKEN_PROGRAM,
            membership_program: crate::membership::ID,
        }
    }

    fn issued_badge(&self, user: &Pubkey) -> IssuedBadge {
        IssuedBadge {
            holder: *user,
            collection: self.badges.collection,
            group: self.badges.group,
            badge: self.badges.badge(user),
            badge_mint: self.badges.mint(user),
            badge_token: self.badges.token(user),
            badge_token_program: BADGE_TOKEN_PROGRAM,
            membership_program: crate::membership::ID,
            system_program: SYSTEM_PROGRAM,
        }
    }
}

fn build(accounts: impl ToAccountMetas, data: impl InstructionData) -> Instruction {
    program::build(ID, accounts, data)
}
