//! A world with a collection of badges.

use std::ops::{Deref, DerefMut};

use membership::{Badge, Collection, CollectionTerms};
use solana_instruction::Instruction;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use spl_token_2022_interface::{
    extension::StateWithExtensions,
    state::{Account as TokenState, Mint as MintState},
};
use tenure_client::membership::{padded, BadgeMetadata, CollectionKeys};

use crate::{Outcome, World};

/// A world with a collection on [`Club::terms`]. It is a [`World`] in all else.
pub struct Club {
    pub world: World,
    pub keys: CollectionKeys,
    pub creator: Keypair,
    /// Authority of the collection.
    pub issuer: Keypair,
}

/// Someone who has, or may have, a badge.
pub struct Member {
    pub keypair: Keypair,
    pub badge: Pubkey,
    pub mint: Pubkey,
    pub token: Pubkey,
}

impl Member {
    pub fn address(&self) -> Pubkey {
        self.keypair.pubkey()
    }
}

impl Deref for Club {
    type Target = World;

    fn deref(&self) -> &World {
        &self.world
    }
}

impl DerefMut for Club {
    fn deref_mut(&mut self) -> &mut World {
        &mut self.world
    }
}

impl Club {
    pub const ID: [u8; 4] = *b"club";

    /// Three days.
    pub const GRACE: u32 = 3 * 86_400;

    /// For how long a badge holds at first: a year, in seconds.
    pub const TERM: u64 = 365 * 86_400;

    /// Basic, Advanced, Premium and VIP; tiers 5, 6 and 8 do not exist, and 7 does.
    pub fn terms(authority: Pubkey) -> CollectionTerms {
        let mut tiers = [[0; 16]; 8];
        for (place, name) in
            [(0, "Basic"), (1, "Advanced"), (2, "Premium"), (3, "VIP"), (6, "Grandfathered 26")]
        {
            tiers[place] = padded(name).expect("a name that fits");
        }
        CollectionTerms {
            authority,
            grace: Self::GRACE,
            name: padded("Token Metrics").expect("a name that fits"),
            symbol: padded("TMAI").expect("a symbol that fits"),
            uri: padded("https://example.com/badges.json").expect("a link that fits"),
            tiers,
        }
    }

    /// A club in a world without a locker.
    pub async fn new() -> Self {
        let mut club = Self::bare().await;
        club.create_collection(Self::terms(club.issuer.pubkey())).await.expect("the collection is created");
        club
    }

    /// The keys of a collection, but no collection yet.
    pub async fn bare() -> Self {
        let world = World::bare(crate::TokenKind::SplToken, 6, &[]).await;
        let (creator, issuer) = (Keypair::new(), Keypair::new());
        let keys = CollectionKeys::derive(&creator.pubkey(), Self::ID);
        Self { world, keys, creator, issuer }
    }

    pub async fn create_collection(&mut self, terms: CollectionTerms) -> Outcome {
        let creator = self.creator.insecure_clone();
        let payer = self.payer();
        let instruction = self.keys.create_collection(payer, creator.pubkey(), Self::ID, terms);
        self.attempt(instruction, &[&creator]).await
    }

    /// Someone new, without a badge.
    pub fn stranger(&self) -> Member {
        self.known_as(Keypair::new())
    }

    /// Whoever has that key.
    pub fn known_as(&self, keypair: Keypair) -> Member {
        let holder = keypair.pubkey();
        Member {
            badge: self.keys.badge(&holder),
            mint: self.keys.mint(&holder),
            token: self.keys.token(&holder),
            keypair,
        }
    }

    /// Someone new with a badge of tier 1 for [`Self::TERM`].
    pub async fn member(&mut self) -> Member {
        let member = self.stranger();
        self.issue(&member, 1, Self::TERM).await.expect("the badge is issued");
        member
    }

    /// The second so many seconds from now.
    pub async fn after(&mut self, seconds: u64) -> u64 {
        self.now().await + seconds
    }

    /// Issues a badge that holds for so many seconds.
    pub async fn issue(&mut self, member: &Member, tier: u8, seconds: u64) -> Outcome {
        let (issuer, expires_at) = (self.issuer.insecure_clone(), self.after(seconds).await);
        let payer = self.payer();
        let holder = member.address();
        let instruction = self.keys.issue(payer, issuer.pubkey(), &holder, tier, expires_at, false);
        self.attempt(instruction, &[&issuer]).await
    }

    /// As [`Self::issue`], where `payer` pays.
    pub async fn issue_paid_by(&mut self, payer: &Keypair, member: &Member, seconds: u64) -> Outcome {
        let (issuer, expires_at) = (self.issuer.insecure_clone(), self.after(seconds).await);
        let holder = member.address();
        let instruction = self.keys.issue(payer.pubkey(), issuer.pubkey(), &holder, 1, expires_at, false);
        self.attempt(instruction, &[&issuer, payer]).await
    }

    /// The token shows it at once.
    pub async fn set_tier(&mut self, member: &Member, tier: u8) -> Outcome {
        let issuer = self.issuer.insecure_clone();
        let instruction = self.keys.set_tier(issuer.pubkey(), &member.address(), tier, true);
        self.attempt(instruction, &[&issuer]).await
    }

    /// The token does not show it.
    pub async fn set_tier_quietly(&mut self, member: &Member, tier: u8) -> Outcome {
        let issuer = self.issuer.insecure_clone();
        let instruction = self.keys.set_tier(issuer.pubkey(), &member.address(), tier, false);
        self.attempt(instruction, &[&issuer]).await
    }

    /// The token shows it at once.
    pub async fn extend(&mut self, member: &Member, expires_at: u64) -> Outcome {
        let issuer = self.issuer.insecure_clone();
        let holder = member.address();
        let instruction = self.keys.extend(issuer.pubkey(), &holder, expires_at, false, true);
        self.attempt(instruction, &[&issuer]).await
    }

    /// The token does not show it.
    pub async fn extend_quietly(&mut self, member: &Member, expires_at: u64, granted: bool) -> Outcome {
        let issuer = self.issuer.insecure_clone();
        let holder = member.address();
        let instruction = self.keys.extend(issuer.pubkey(), &holder, expires_at, granted, false);
        self.attempt(instruction, &[&issuer]).await
    }

    pub async fn revoke(&mut self, member: &Member) -> Outcome {
        let issuer = self.issuer.insecure_clone();
        let instruction = self.revocation(member, issuer.pubkey()).await;
        self.attempt(instruction, &[&issuer]).await
    }

    /// The revocation of the member's badge by `authority`.
    pub async fn revocation(&mut self, member: &Member, authority: Pubkey) -> Instruction {
        let badge = self.badge(member).await.expect("a badge");
        self.keys.revoke(authority, &badge)
    }

    pub async fn expire(&mut self, member: &Member) -> Outcome {
        let badge = self.badge(member).await.expect("a badge");
        let instruction = self.keys.expire(&badge);
        self.attempt(instruction, &[]).await
    }

    pub async fn rebuild(&mut self, member: &Member) -> Outcome {
        let payer = self.payer();
        let instruction = self.keys.rebuild(payer, &member.address());
        self.attempt(instruction, &[]).await
    }

    pub async fn collection(&mut self) -> Collection {
        let address = self.keys.collection;
        self.read(&address).await.expect("a collection")
    }

    /// The member's badge, whose invariant holds, if there is one.
    pub async fn badge(&mut self, member: &Member) -> Option<Badge> {
        let badge: Badge = self.read(&member.badge).await?;
        assert!(badge.invariant(), "the badge's invariant");
        Some(badge)
    }

    /// What the badge's token says.
    pub async fn metadata(&mut self, member: &Member) -> BadgeMetadata {
        let mint = self.account(&member.mint).await.expect("a mint");
        BadgeMetadata::read(&mint.data).expect("metadata")
    }

    /// How many there are of the badge's token. `None` without a mint.
    pub async fn supply(&mut self, member: &Member) -> Option<u64> {
        let mint = self.account(&member.mint).await?;
        Some(StateWithExtensions::<MintState>::unpack(&mint.data).expect("a mint").base.supply)
    }

    /// Whether the member holds the token, the only one.
    pub async fn shows(&mut self, member: &Member) -> bool {
        if self.supply(member).await != Some(1) {
            return false;
        }
        let data = self.account(&member.token).await.expect("a token account").data;
        let token = StateWithExtensions::<TokenState>::unpack(&data).expect("a token account");
        let right = (token.base.mint, token.base.owner) == (member.mint, member.address());
        right && token.base.amount == 1
    }

    /// Lamports at an address, zero if there is nothing.
    pub async fn lamports(&mut self, address: &Pubkey) -> u64 {
        self.account(address).await.map_or(0, |account| account.lamports)
    }
}
