//! What an act sends to the chain.

use bytemuck::Zeroable;
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use spl_associated_token_account_interface::instruction::create_associated_token_account_idempotent;
use spl_token_2022_interface::instruction as token_program;
use tenure_client::{
    membership::{Badge, TOKEN_PROGRAM as BADGE_PROGRAM},
    subscriptions::{verification, Credit, Mandate, Subscription, Voucher},
};

use super::{
    act::{Act, Keeper, Purchase},
    assortment::{TokenId, TOKENS},
    shop::{Money, Pocket, Shop},
    wallet::Delegate,
};
use crate::verdict::Verdict;

impl Shop {
    pub fn perform(&mut self, who: usize, act: &Act) -> Verdict {
        let steps = self.steps(who, act);
        self.send(&steps).map(|_| ())
    }

    fn steps(&self, who: usize, act: &Act) -> Vec<Instruction> {
        let (store, user) = (&self.store, &self.people[who].address());
        let (payer, ruler) = (self.payer(), self.ruler.pubkey());
        vec![match *act {
            Act::Subscribe(Purchase { plan, token, consent }) => {
                let keys = &self.monies[token].keys;
                store.subscribe(payer, user, plan, keys, keys.source(user), consent)
            }
            Act::PayNow(Purchase { plan, token, consent }) => {
                let keys = &self.monies[token].keys;
                store.pay_now(user, plan, keys, keys.source(user), consent)
            }
            Act::Switch(Purchase { plan, token, consent }) => {
                let keys = &self.monies[token].keys;
                store.switch_plan(user, plan, keys, keys.source(user), consent)
            }
            Act::Renew { plan, token, keeper } => {
                let account = self.keeper(token, keeper);
                store.renew(user, plan, &self.monies[token].keys, account)
            }
            Act::Open => store.open_subscription(payer, user),
            Act::Close { credit } => {
                let named = Subscription { user: *user, rent_payer: payer, credit, ..Zeroable::zeroed() };
                store.close_subscription(&named)
            }
            Act::Schedule { plan } => store.schedule_change(user, plan),
            Act::Unschedule => store.unschedule_change(user),
            Act::Cancel => store.cancel(user),
            Act::TakeBack => store.take_back_cancellation(user),
            Act::Grant { plan } => store.grant(payer, self.operator.pubkey(), user, plan),
            Act::End => store.end(ruler, user),
            Act::Refund { token, amount } => {
                let Money { keys, purse, .. } = &self.monies[token];
                store.refund(ruler, user, keys, *purse, keys.source(user), amount)
            }
            Act::GrantMandate { token, terms, approved, incarnation } => {
                let keys = &self.monies[token].keys;
                let approve = store.approve(user, keys, approved, TOKENS[token].decimals);
                return vec![approve, store.grant_mandate(payer, user, keys, terms, incarnation)];
            }
            Act::RevokeMandate { token } => {
                let mint = self.monies[token].mint.address;
                let named = Mandate { user: *user, mint, rent_payer: payer, ..Zeroable::zeroed() };
                store.revoke_mandate(&named)
            }
            Act::Exclude => store.exclude(ruler, user, payer),
            Act::Reinstate => store.reinstate(ruler, user),
            Act::SyncBadge => store.sync_badge(payer, user),
            Act::Remind => store.remind(user),
            Act::NoteExpiry => store.note_expiry(user),
            Act::BurnBadge | Act::CloseBadgeToken | Act::ExpireBadge | Act::RebuildBadge => {
                self.badge_step(who, act)
            }
            Act::Pause => store.pause(self.guard.pubkey()),
            Act::Resume => store.resume(ruler),
            Act::Sunset { plan } => store.sunset_plan(ruler, plan),
            Act::UpdateStore(terms) => store.update_store(ruler, terms),
            Act::SetToken { token, enabled } => {
                store.update_pay_token(ruler, &self.monies[token].keys, TOKENS[token].terms(enabled))
            }
            Act::LendBadges => {
                let creator = self.creator.pubkey();
                return vec![store.offer_collection(ruler, creator), store.badges.accept_authority(creator)];
            }
            Act::TakeBadgesBack => {
                let creator = self.creator.pubkey();
                let offer = store.badges.propose_authority(creator, store.store);
                return vec![offer, store.take_collection(ruler)];
            }
            _ => return self.money_steps(who, act),
        }]
    }

    fn keeper(&self, token: TokenId, keeper: Keeper) -> Option<Pubkey> {
        let other = &self.monies[(token + 1) % TOKENS.len()];
        match keeper {
            Keeper::Nobody => None,
            Keeper::Own => Some(self.monies[token].keeper),
            Keeper::OfAnotherToken => Some(other.keeper),
            Keeper::Payout => Some(self.monies[token].keys.payout),
        }
    }

    fn badge_step(&self, who: usize, act: &Act) -> Instruction {
        let (person, badges) = (&self.people[who], &self.store.badges);
        let (user, payer) = (person.address(), self.payer());
        let (token, mint) = (&person.badge_token, &person.badge_mint);
        match act {
            Act::BurnBadge => token_program::burn(&BADGE_PROGRAM, token, mint, &user, &[], 1),
            Act::CloseBadgeToken => token_program::close_account(&BADGE_PROGRAM, token, &user, &user, &[]),
            Act::RebuildBadge => return badges.rebuild(payer, &user),
            _ => {
                let named =
                    Badge { holder: user, rent_payer: payer, mint_payer: payer, ..Zeroable::zeroed() };
                return badges.expire(&named);
            }
        }
        .expect("a token program")
    }

    /// Acts with tokens outside a subscription.
    fn money_steps(&self, who: usize, act: &Act) -> Vec<Instruction> {
        let (store, person) = (&self.store, &self.people[who]);
        let (user, payer) = (&person.address(), self.payer());
        let token = token_of(act);
        let Money { mint, keys, purse, .. } = &self.monies[token];
        let Pocket { wallet, mandate, credit, vault } = &person.pockets[token];
        let (program, issuer) = (&keys.token_program, &mint.authority.pubkey());
        let step = match *act {
            Act::OpenCredit { .. } => store.open_credit(payer, user, keys, person.session.pubkey()),
            Act::Deposit { amount, .. } => store.deposit_credit(*user, user, keys, *wallet, amount),
            Act::Settle { incarnation, used, valid_until, .. } => {
                let voucher = Voucher { credit: *credit, incarnation, cumulative: used, valid_until };
                let signature = person.session.sign_message(&voucher.message()).into();
                let verify = verification(&voucher, &person.session.pubkey(), &signature);
                return vec![verify, store.settle_voucher(user, keys, used, valid_until)];
            }
            Act::RequestClose { .. } => store.request_close_credit(user, &mint.address),
            Act::Withdraw { .. } => {
                let named = Credit {
                    user: *user,
                    mint: mint.address,
                    vault: *vault,
                    token_program: *program,
                    rent_payer: payer,
                    ..Zeroable::zeroed()
                };
                store.withdraw_credit(&named, *wallet)
            }
            Act::Endow { amount, .. } => mint.mint_to(vault, amount),
            Act::Earn { amount, .. } => mint.mint_to(wallet, amount),
            Act::FillPurse { amount, .. } => mint.mint_to(purse, amount),
            Act::OpenWallet { .. } => {
                create_associated_token_account_idempotent(&payer, user, &mint.address, program)
            }
            Act::CloseWallet { spent, .. } => {
                let close = token_program::close_account(program, wallet, user, user, &[]);
                return vec![self.spend(who, token, spent), close.expect("a token program")];
            }
            Act::Spend { amount, .. } => self.spend(who, token, amount),
            Act::Approve { delegate, amount, .. } => {
                let named = match delegate {
                    Delegate::Mandate => mandate,
                    Delegate::Somebody => &payer,
                };
                token_program::approve(program, wallet, named, user, &[], amount).expect("a token program")
            }
            Act::RevokeDelegate { .. } => {
                token_program::revoke(program, wallet, user, &[]).expect("a token program")
            }
            Act::Freeze { .. } => token_program::freeze_account(program, wallet, &mint.address, issuer, &[])
                .expect("a token program"),
            Act::Thaw { .. } => token_program::thaw_account(program, wallet, &mint.address, issuer, &[])
                .expect("a token program"),
            _ => unreachable!("an act without tokens"),
        };
        vec![step]
    }
}

impl Shop {
    /// A plain transfer to somebody.
    fn spend(&self, who: usize, token: TokenId, amount: u64) -> Instruction {
        let (user, wallet) = (self.people[who].address(), self.people[who].pockets[token].wallet);
        let Money { mint, keys, somebody, .. } = &self.monies[token];
        let (program, mint, decimals) = (&keys.token_program, &mint.address, mint.decimals);
        token_program::transfer_checked(program, &wallet, mint, somebody, &user, &[], amount, decimals)
            .expect("a token program")
    }
}

/// The token that an act is about.
fn token_of(act: &Act) -> TokenId {
    match *act {
        Act::OpenCredit { token }
        | Act::Deposit { token, .. }
        | Act::Settle { token, .. }
        | Act::RequestClose { token }
        | Act::Withdraw { token }
        | Act::Endow { token, .. }
        | Act::Earn { token, .. }
        | Act::FillPurse { token, .. }
        | Act::OpenWallet { token }
        | Act::CloseWallet { token, .. }
        | Act::Spend { token, .. }
        | Act::Approve { token, .. }
        | Act::RevokeDelegate { token }
        | Act::Freeze { token }
        | Act::Thaw { token } => token,
        _ => unreachable!("an act without tokens"),
    }
}
