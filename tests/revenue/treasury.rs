//! A treasury whose account takes nothing in: the lockers' share arrives, its own waits in the vault.

use revenue::RevenueError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use spl_token_2022_interface::{
    extension::{cpi_guard, memo_transfer, ExtensionType},
    instruction::{close_account, freeze_account, reallocate, set_authority, thaw_account, AuthorityType},
    ID as TOKEN_2022,
};
use tenure_tests::{Currency, OutcomeExt, Platform, TokenKind};

/// A platform, and a currency whose treasury is the associated token account of the keeper.
struct Kept {
    platform: Platform,
    currency: Currency,
    keeper: Keypair,
}

impl Kept {
    async fn new(kind: TokenKind) -> Self {
        let mut platform = Platform::new().await;
        let (keeper, ruler) = (Keypair::new(), platform.ruler.insecure_clone());
        let mint = platform.another_mint(kind).await;
        let keys = platform.revenue.pool(mint.address, mint.kind.program(), Pubkey::default());
        let treasury = keys.destination(&keeper.pubkey());
        let open = keys.open_destination(&platform.payer(), &keeper.pubkey());
        platform.send(&[open], &[]).await.unwrap();
        let currency = platform.unpooled(mint, treasury).await;
        platform.create_pool(&ruler, &currency).await.unwrap();
        Self { platform, currency, keeper }
    }

    async fn freeze(&mut self) {
        let (program, by) = (self.currency.pool.token_program, self.currency.mint.authority.insecure_clone());
        let (mint, treasury) = (self.currency.pool.mint, self.currency.pool.treasury);
        let freeze = freeze_account(&program, &treasury, &mint, &by.pubkey(), &[]).unwrap();
        self.platform.send(&[freeze], &[&by]).await.unwrap();
    }

    async fn thaw(&mut self) {
        let (program, by) = (self.currency.pool.token_program, self.currency.mint.authority.insecure_clone());
        let (mint, treasury) = (self.currency.pool.mint, self.currency.pool.treasury);
        let thaw = thaw_account(&program, &treasury, &mint, &by.pubkey(), &[]).unwrap();
        self.platform.send(&[thaw], &[&by]).await.unwrap();
    }

    async fn close(&mut self) {
        let (program, by) = (self.currency.pool.token_program, self.keeper.pubkey());
        let close = close_account(&program, &self.currency.pool.treasury, &by, &by, &[]).unwrap();
        self.platform.send(&[close], &[&self.keeper]).await.unwrap();
        let treasury = self.currency.pool.treasury;
        assert_eq!(self.platform.account(&treasury).await, None);
    }

    async fn open_again(&mut self) {
        let payer = self.platform.payer();
        let open = self.currency.pool.open_destination(&payer, &self.keeper.pubkey());
        self.platform.send(&[open], &[]).await.unwrap();
    }

    /// Makes room in the treasury's account for `extension`, of Token-2022.
    async fn make_room(&mut self, extension: ExtensionType) {
        let (treasury, payer, by) =
            (self.currency.pool.treasury, self.platform.payer(), self.keeper.pubkey());
        let room = reallocate(&TOKEN_2022, &treasury, &payer, &by, &[], &[extension]).unwrap();
        self.platform.send(&[room], &[&self.keeper]).await.unwrap();
    }

    async fn want_memos(&mut self) {
        self.make_room(ExtensionType::MemoTransfer).await;
        let (treasury, by) = (self.currency.pool.treasury, self.keeper.pubkey());
        use memo_transfer::instruction::enable_required_transfer_memos as enable;
        let enable = enable(&TOKEN_2022, &treasury, &by, &[]).unwrap();
        self.platform.send(&[enable], &[&self.keeper]).await.unwrap();
    }

    async fn want_no_memos(&mut self) {
        let (treasury, by) = (self.currency.pool.treasury, self.keeper.pubkey());
        use memo_transfer::instruction::disable_required_transfer_memos as disable;
        let disable = disable(&TOKEN_2022, &treasury, &by, &[]).unwrap();
        self.platform.send(&[disable], &[&self.keeper]).await.unwrap();
    }

    /// Two distributions while the treasury's account takes nothing in.
    async fn earns_without_a_treasury(&mut self) {
        for (amount, stakers, due) in [(1_001, 500, 501), (200, 600, 601)] {
            self.platform.earn(&self.currency, amount).await;
            assert_eq!(self.books().await, (stakers, due));
            // Both wait in the vault, and the intake is empty.
            let keys = self.currency.pool;
            assert_eq!(self.platform.balance(&keys.vault).await, stakers + due);
            assert_eq!(self.platform.balance(&keys.intake).await, 0);
        }
        // Of that alone nothing can be distributed.
        let outcome = self.platform.distribute(&self.currency).await;
        outcome.refused(RevenueError::NothingToDistribute);
    }

    /// The account takes tokens in again: nothing new came in, and what was due is paid once.
    async fn is_paid_what_was_due(&mut self) {
        self.platform.distribute(&self.currency).await.unwrap();
        self.holds(600, 601).await;
        let outcome = self.platform.distribute(&self.currency).await;
        outcome.refused(RevenueError::NothingToDistribute);
    }

    /// The account takes tokens in again: what was due is paid with the half of what came in since.
    async fn is_paid_with_what_comes_in(&mut self) {
        self.platform.earn(&self.currency, 301).await;
        // 600 + 150 to lockers, 601 + 151 to the treasury.
        self.holds(750, 752).await;
    }

    /// Everything is paid: the lockers' share in the vault, the treasury's with it.
    async fn holds(&mut self, vault: u64, treasury: u64) {
        assert_eq!(self.books().await, (vault, 0));
        let keys = self.currency.pool;
        assert_eq!(self.platform.balance(&keys.vault).await, vault);
        assert_eq!(self.platform.balance(&keys.treasury).await, treasury);
    }

    /// What came in for lockers, and what is due to the treasury.
    async fn books(&mut self) -> (u64, u64) {
        let pool = self.platform.pool(&self.currency).await;
        (pool.credited.get().try_into().expect("less than all tokens"), pool.treasury_due)
    }
}

const KINDS: [TokenKind; 2] = [TokenKind::SplToken, TokenKind::Token2022(vec![])];

#[tokio::test]
async fn frozen_it_is_paid_once_thawed() {
    for kind in KINDS {
        let mut kept = Kept::new(kind.clone()).await;
        kept.freeze().await;
        kept.earns_without_a_treasury().await;
        kept.thaw().await;
        kept.is_paid_what_was_due().await;

        let mut kept = Kept::new(kind).await;
        kept.freeze().await;
        kept.earns_without_a_treasury().await;
        kept.thaw().await;
        kept.is_paid_with_what_comes_in().await;
    }
}

#[tokio::test]
async fn closed_it_is_paid_once_open_again() {
    for kind in KINDS {
        let mut kept = Kept::new(kind.clone()).await;
        kept.close().await;
        kept.earns_without_a_treasury().await;
        kept.open_again().await;
        kept.is_paid_what_was_due().await;

        let mut kept = Kept::new(kind).await;
        kept.close().await;
        kept.earns_without_a_treasury().await;
        kept.open_again().await;
        kept.is_paid_with_what_comes_in().await;
    }
}

#[tokio::test]
async fn wanting_memos_it_waits() {
    let mut kept = Kept::new(TokenKind::Token2022(vec![])).await;
    kept.want_memos().await;
    kept.earns_without_a_treasury().await;
}

#[tokio::test]
async fn wanting_no_memos_any_more_it_is_paid() {
    let mut kept = Kept::new(TokenKind::Token2022(vec![])).await;
    kept.want_memos().await;
    kept.earns_without_a_treasury().await;
    kept.want_no_memos().await;
    kept.is_paid_what_was_due().await;

    let mut kept = Kept::new(TokenKind::Token2022(vec![])).await;
    kept.want_memos().await;
    kept.earns_without_a_treasury().await;
    kept.want_no_memos().await;
    kept.is_paid_with_what_comes_in().await;
}

#[tokio::test]
async fn with_room_for_memos_it_never_wanted_it_is_paid() {
    let mut kept = Kept::new(TokenKind::Token2022(vec![])).await;
    kept.make_room(ExtensionType::MemoTransfer).await;
    kept.platform.earn(&kept.currency, 1_001).await;
    kept.holds(500, 501).await;
}

#[tokio::test]
async fn wanting_memos_it_is_paid_at_another_account() {
    let mut kept = Kept::new(TokenKind::Token2022(vec![])).await;
    kept.want_memos().await;
    kept.earns_without_a_treasury().await;
    let ruler = kept.platform.ruler.insecure_clone();
    let mint = kept.currency.mint.clone();
    kept.currency.pool.treasury = kept.platform.tokens_of(&mint, &Pubkey::new_unique(), 0).await;
    kept.platform.set_treasury(&ruler, &kept.currency).await.unwrap();
    kept.is_paid_what_was_due().await;
}

#[tokio::test]
async fn a_guard_against_calls_stops_nothing_that_comes_in() {
    let mut kept = Kept::new(TokenKind::Token2022(vec![])).await;
    kept.make_room(ExtensionType::CpiGuard).await;
    let (treasury, by) = (kept.currency.pool.treasury, kept.keeper.pubkey());
    let enable = cpi_guard::instruction::enable_cpi_guard(&TOKEN_2022, &treasury, &by, &[]).unwrap();
    kept.platform.send(&[enable], &[&kept.keeper]).await.unwrap();
    kept.platform.earn(&kept.currency, 1_001).await;
    kept.holds(500, 501).await;
}

#[tokio::test]
async fn emptied_it_is_paid_as_ever() {
    let mut kept = Kept::new(TokenKind::SplToken).await;
    kept.platform.earn(&kept.currency, 1_000).await;
    kept.holds(500, 500).await;
    let (mint, treasury, by) =
        (kept.currency.mint.clone(), kept.currency.pool.treasury, kept.keeper.pubkey());
    let burn =
        spl_token_2022_interface::instruction::burn(&spl_token::ID, &treasury, &mint.address, &by, &[], 500);
    kept.platform.send(&[burn.unwrap()], &[&kept.keeper]).await.unwrap();
    kept.platform.earn(&kept.currency, 1_000).await;
    kept.holds(1_000, 500).await;
}

#[tokio::test]
async fn given_away_it_is_paid_as_named() {
    // The authority names an account, whoever owns it later.
    let mut kept = Kept::new(TokenKind::SplToken).await;
    let (treasury, by, heir) = (kept.currency.pool.treasury, kept.keeper.pubkey(), Pubkey::new_unique());
    let kind = AuthorityType::AccountOwner;
    let give = set_authority(&spl_token::ID, &treasury, Some(&heir), kind, &by, &[]).unwrap();
    kept.platform.send(&[give], &[&kept.keeper]).await.unwrap();
    kept.platform.earn(&kept.currency, 1_001).await;
    kept.holds(500, 501).await;
}

#[tokio::test]
async fn what_is_due_to_it_is_no_ones_to_claim() {
    let mut kept = Kept::new(TokenKind::SplToken).await;
    let alice = kept.platform.owner(1_000).await;
    kept.platform.lock(&alice, 1_000, 208).await.unwrap();
    kept.platform.advance_weeks(1).await;
    kept.freeze().await;
    kept.earns_without_a_treasury().await;
    kept.platform.advance_weeks(1).await;
    kept.platform.open_record(&alice).await.unwrap();
    kept.platform.open_destination(&alice, &kept.currency).await;
    kept.platform.claim(&alice, &kept.currency, 26).await.unwrap();
    // The lockers' share is hers alone; the treasury's is left.
    assert_eq!(kept.platform.received(&alice, &kept.currency).await, 600);
    let vault = kept.currency.pool.vault;
    assert_eq!((kept.platform.balance(&vault).await, kept.books().await.1), (601, 601));
    kept.thaw().await;
    kept.platform.distribute(&kept.currency).await.unwrap();
    let treasury = kept.currency.pool.treasury;
    let balances = (kept.platform.balance(&vault).await, kept.platform.balance(&treasury).await);
    assert_eq!(balances, (0, 601));
}

#[tokio::test]
async fn what_is_due_to_it_outlasts_weeks_and_a_change_of_terms() {
    let mut kept = Kept::new(TokenKind::SplToken).await;
    let ruler = kept.platform.ruler.insecure_clone();
    kept.freeze().await;
    kept.earns_without_a_treasury().await;
    let none = revenue::Terms { staker_bps: 0, burn_bps: 10_000, min_power: u64::MAX };
    kept.platform.announce_terms(&ruler, none).await.unwrap();
    kept.platform.advance_weeks(8).await;
    kept.thaw().await;
    kept.is_paid_what_was_due().await;
}
