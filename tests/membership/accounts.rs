//! Each account, replaced by another that an attacker could pass, is refused by name.

use anchor_lang::ErrorCode;
use membership::MembershipError as Error;
use solana_instruction::Instruction;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use spl_token_2022_interface::ID as TOKEN_2022;
use tenure_client::membership::CollectionKeys;
use tenure_tests::{Club, Impostor, IntoCode, Member, OutcomeExt, Substitute};

/// A club with a member, another collection whose authority is another's, and a member there.
struct Scene {
    club: Club,
    member: Member,
    other: Member,
    there: CollectionKeys,
    foreign: Member,
    issuer: Keypair,
}

impl Scene {
    async fn new() -> Self {
        let mut club = Club::new().await;
        let (member, other) = (club.member().await, club.member().await);
        let (here, issuer, stranger) = (club.keys, club.issuer.insecure_clone(), Keypair::new());
        let there = CollectionKeys::derive(&stranger.pubkey(), *b"club");
        let terms = Club::terms(stranger.pubkey());
        let create = there.create_collection(club.payer(), stranger.pubkey(), *b"club", terms);
        club.send(&[create], &[&stranger]).await.unwrap();
        (club.keys, club.issuer) = (there, stranger);
        let foreign = club.known_as(member.keypair.insecure_clone());
        club.issue(&foreign, 1, Club::TERM).await.unwrap();
        (club.keys, club.issuer) = (here, issuer.insecure_clone());
        Self { club, member, other, there, foreign, issuer }
    }

    /// What may be passed in place of the collection, where another's is refused as `not_there`.
    async fn collections(&mut self, not_there: impl IntoCode) -> Vec<Impostor> {
        let collection = self.club.keys.collection;
        let copied = self.club.copy(&collection, proxy::ID).await;
        vec![
            (collection, self.there.collection, "another collection", not_there.code()),
            (collection, self.other.badge, "a badge as collection", InstructionError::AccountDataTooSmall),
            (collection, copied, "the collection's bytes", ErrorCode::ConstraintOwner.code()),
        ]
    }

    /// What may be passed in place of the badge where its token is not given.
    async fn badges(&mut self) -> Vec<Impostor> {
        let badge = self.member.badge;
        let copied = self.club.copy(&badge, proxy::ID).await;
        vec![
            (badge, self.foreign.badge, "a badge of another collection", Error::WrongCollection.code()),
            (badge, copied, "the badge's bytes", ErrorCode::ConstraintOwner.code()),
            (badge, self.club.stranger().badge, "no badge", InstructionError::AccountDataTooSmall),
        ]
    }

    /// What may be passed in place of the mint and the token account of an existing badge.
    fn tokens(&self) -> Vec<Impostor> {
        let Self { member, other, foreign, .. } = self;
        let (mint, token) = (Error::WrongMint, Error::WrongToken);
        vec![
            (member.mint, other.mint, "another's mint", mint.code()),
            (member.mint, foreign.mint, "the holder's mint in another collection", Error::WrongMint.code()),
            (member.token, other.token, "another's token", token.code()),
            (member.token, foreign.token, "the holder's token elsewhere", Error::WrongToken.code()),
        ]
    }

    fn programs(&self) -> Vec<Impostor> {
        let wrong = InstructionError::IncorrectProgramId;
        vec![
            (TOKEN_2022, spl_token::ID, "the other token program", wrong.clone()),
            (TOKEN_2022, proxy::ID, "a program as token program", wrong),
        ]
    }

    /// All of them are refused, and so is the authority without signature; then it goes through.
    async fn refuses(&mut self, instruction: Instruction, signed: bool, impostors: Vec<Impostor>) {
        let issuer = self.issuer.insecure_clone();
        let signers: &[&Keypair] = if signed { &[&issuer] } else { &[] };
        self.club.refuses_impostors(&instruction, signers, &impostors).await;
        if signed {
            let by = issuer.pubkey();
            let unsigned = instruction.clone().unsigned(by);
            let missing = InstructionError::MissingRequiredSignature;
            self.club.attempt(unsigned, &[]).await.refused(missing);
        }
        self.club.attempt(instruction, signers).await.unwrap();
    }
}

#[tokio::test]
async fn issue() {
    let mut scene = Scene::new().await;
    let (keys, payer, issuer) = (scene.club.keys, scene.club.payer(), scene.issuer.pubkey());
    let (stranger, later) = (scene.club.stranger(), scene.club.after(9).await);
    let seeds = ErrorCode::ConstraintSeeds.code();
    // The badge's address tells of which collection it is.
    let mut impostors = scene.collections(ErrorCode::ConstraintSeeds).await;
    impostors.extend(scene.programs());
    impostors.extend([
        (keys.group, scene.there.group, "another group", Error::WrongGroup.code()),
        (stranger.address(), scene.other.address(), "another holder", seeds.clone()),
        (stranger.badge, scene.member.badge, "another's badge", seeds.clone()),
        (stranger.mint, scene.member.mint, "another's mint", seeds.clone()),
        (stranger.token, scene.member.token, "another's token", seeds.clone()),
        (stranger.token, Pubkey::new_unique(), "another address as token", seeds),
        (Pubkey::default(), proxy::ID, "a system program", InstructionError::IncorrectProgramId),
    ]);
    let there = scene.there.issue(payer, issuer, &stranger.address(), 1, later, false);
    let by = scene.issuer.insecure_clone();
    scene.club.attempt(there, &[&by]).await.refused(Error::NotAuthority);
    let issue = keys.issue(payer, issuer, &stranger.address(), 1, later, false);
    scene.refuses(issue, true, impostors).await;
}

#[tokio::test]
async fn set_tier() {
    let mut scene = Scene::new().await;
    let (keys, issuer, holder) = (scene.club.keys, scene.issuer.pubkey(), scene.member.address());
    let mut impostors = scene.collections(Error::NotAuthority).await;
    impostors.extend(scene.programs());
    impostors.extend(scene.badges().await);
    scene.refuses(keys.set_tier(issuer, &holder, 2, false), true, impostors).await;
    let mints = scene.tokens().into_iter().filter(|(original, ..)| *original == scene.member.mint);
    let mints = mints.collect();
    scene.refuses(keys.set_tier(issuer, &holder, 2, true), true, mints).await;
}

#[tokio::test]
async fn extend() {
    let mut scene = Scene::new().await;
    let (keys, issuer, holder) = (scene.club.keys, scene.issuer.pubkey(), scene.member.address());
    let later = scene.club.after(9).await;
    let mut impostors = scene.collections(Error::NotAuthority).await;
    impostors.extend(scene.programs());
    impostors.extend(scene.badges().await);
    scene.refuses(keys.extend(issuer, &holder, later, false, false), true, impostors).await;
    let mints = scene.tokens().into_iter().filter(|(original, ..)| *original == scene.member.mint);
    let mints = mints.collect();
    scene.refuses(keys.extend(issuer, &holder, later, false, true), true, mints).await;
}

#[tokio::test]
async fn revoke() {
    let mut scene = Scene::new().await;
    let issuer = scene.issuer.pubkey();
    let mut impostors = scene.collections(Error::NotAuthority).await;
    impostors.extend(scene.programs());
    impostors.extend(scene.badges().await);
    impostors.extend(scene.tokens());
    let payer = scene.club.payer();
    let thief = Pubkey::new_unique();
    impostors.push((payer, thief, "another who takes the rent", Error::WrongRentPayer.code()));
    impostors.push((scene.member.badge, scene.other.badge, "another's badge", Error::WrongMint.code()));
    let revoke = scene.club.revocation(&scene.member, issuer).await;
    scene.refuses(revoke, true, impostors).await;
}

#[tokio::test]
async fn expire() {
    let mut scene = Scene::new().await;
    let badge = scene.club.badge(&scene.member).await.unwrap();
    let mut impostors = scene.collections(Error::WrongCollection).await;
    impostors.extend(scene.programs());
    impostors.extend(scene.badges().await);
    impostors.extend(scene.tokens());
    let payer = scene.club.payer();
    let thief = Pubkey::new_unique();
    impostors.push((payer, thief, "another who takes the rent", Error::WrongRentPayer.code()));
    impostors.push((scene.member.badge, scene.other.badge, "another's badge", Error::WrongMint.code()));
    scene.club.set_time(badge.expires_at + u64::from(Club::GRACE)).await;
    let expire = scene.club.keys.expire(&badge);
    for at in [4, 5] {
        let mut stolen = expire.clone();
        stolen.accounts[at].pubkey = thief;
        scene.club.attempt(stolen, &[]).await.refused(Error::WrongRentPayer);
    }
    scene.refuses(expire, false, impostors).await;
}

#[tokio::test]
async fn rebuild() {
    let mut scene = Scene::new().await;
    let (keys, payer) = (scene.club.keys, scene.club.payer());
    let mut impostors = scene.collections(Error::WrongGroup).await;
    impostors.extend(scene.programs());
    impostors.extend(scene.badges().await);
    impostors.extend(scene.tokens());
    impostors.extend([
        (keys.group, scene.there.group, "another group", Error::WrongGroup.code()),
        (scene.member.badge, scene.other.badge, "another's badge", Error::WrongMint.code()),
        (Pubkey::default(), proxy::ID, "a system program", InstructionError::IncorrectProgramId),
    ]);
    let rebuild = keys.rebuild(payer, &scene.member.address());
    scene.refuses(rebuild, false, impostors).await;
}

#[tokio::test]
async fn read_only() {
    let mut scene = Scene::new().await;
    let (badge, later) = (scene.club.badge(&scene.member).await.unwrap(), scene.club.after(9).await);
    let Scene { club, member, issuer, .. } = &mut scene;
    let (keys, payer, by, holder) = (club.keys, club.payer(), issuer.pubkey(), member.address());
    for instruction in [
        keys.propose_authority(by, holder),
        keys.cancel_authority(by),
        keys.set_tier(by, &holder, 2, true),
        keys.extend(by, &holder, later, false, true),
        keys.revoke(by, &badge),
    ] {
        club.refuses_read_only(&instruction, &[issuer]).await;
    }
    for instruction in [keys.expire(&badge), keys.rebuild(payer, &holder)] {
        club.refuses_read_only(&instruction, &[]).await;
    }
}

#[tokio::test]
async fn versions_that_it_does_not_know() {
    let mut scene = Scene::new().await;
    let later = scene.club.after(9).await;
    for address in [scene.club.keys.collection, scene.member.badge] {
        let right = scene.club.account(&address).await.unwrap();
        for version in [0, 2, 255] {
            let mut account = right.clone();
            account.data[8] = version;
            scene.club.set_account(&address, account);
            let Scene { club, member, issuer, .. } = &mut scene;
            let (keys, by, holder) = (club.keys, issuer.pubkey(), member.address());
            for instruction in
                [keys.set_tier(by, &holder, 2, false), keys.extend(by, &holder, later, false, true)]
            {
                club.attempt(instruction, &[issuer]).await.refused(Error::UnknownVersion);
            }
            let payer = club.payer();
            club.attempt(keys.rebuild(payer, &holder), &[]).await.refused(Error::UnknownVersion);
        }
        scene.club.set_account(&address, right);
    }
    scene.club.set_tier(&scene.member, 2).await.unwrap();
}
