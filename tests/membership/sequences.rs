//! Whatever issuer, holders and time do, in whatever order: the badge is what a few lines of rules say, and
//! there is one token at the most.

use membership::{Badge, MembershipError};
use rand::{seq::IndexedRandom, Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use tenure_math::billing::{Date, DAY};
use tenure_tests::{seed, Club, Member, Outcome, OutcomeExt};

use crate::deed::{Deed, DEEDS};

/// A badge by the rules, without chain.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Model {
    live: bool,
    tier: u8,
    issued_at: u64,
    expires_at: u64,
}

/// What the rules say of an attempt.
type Rule = Result<Option<Model>, MembershipError>;

fn rule(badge: Option<Model>, t: u64, act: &Act) -> Rule {
    let live = badge.filter(|badge| badge.live);
    let live_or = live.ok_or(MembershipError::NotLive);
    match *act {
        Act::Issue { .. } if live.is_some() => Err(MembershipError::AlreadyIssued),
        Act::Issue { tier, seconds } => {
            Ok(Some(Model { live: true, tier, issued_at: t, expires_at: t + seconds }))
        }
        Act::SetTier { tier, .. } => live_or.map(|badge| Some(Model { tier, ..badge })),
        Act::Extend { seconds, .. } => live_or.map(|badge| Some(Model { expires_at: t + seconds, ..badge })),
        Act::Revoke => live_or.map(|badge| Some(Model { live: false, ..badge })),
        Act::Rebuild => live_or.map(Some),
        Act::Expire if badge.is_some_and(|badge| t < badge.expires_at + u64::from(Club::GRACE)) => {
            Err(MembershipError::NotExpired)
        }
        Act::Expire => Ok(None),
    }
}

#[derive(Debug)]
enum Act {
    Issue { tier: u8, seconds: u64 },
    SetTier { tier: u8, show: bool },
    Extend { seconds: u64, show: bool },
    Revoke,
    Rebuild,
    Expire,
}

impl Act {
    fn any(random: &mut ChaCha8Rng) -> Self {
        let tier = *[1, 2, 3, 4, 7].choose(random).expect("a tier");
        let (seconds, show) = (random.random_range(1..500_000), random.random());
        match random.random_range(0..8) {
            0 | 1 => Self::Issue { tier, seconds },
            2 => Self::SetTier { tier, show },
            3 => Self::Extend { seconds, show },
            4 => Self::Revoke,
            5 => Self::Rebuild,
            _ => Self::Expire,
        }
    }

    async fn happen(&self, club: &mut Club, member: &Member) -> Outcome {
        match *self {
            Self::Issue { tier, seconds } => club.issue(member, tier, seconds).await,
            Self::SetTier { tier, show: true } => club.set_tier(member, tier).await,
            Self::SetTier { tier, show: false } => club.set_tier_quietly(member, tier).await,
            Self::Extend { seconds, show } => {
                let expires_at = club.after(seconds).await;
                match show {
                    true => club.extend(member, expires_at).await,
                    false => club.extend_quietly(member, expires_at, false).await,
                }
            }
            Self::Revoke => club.revoke(member).await,
            Self::Rebuild => club.rebuild(member).await,
            Self::Expire => club.expire(member).await,
        }
    }
}

#[tokio::test]
async fn the_badge_follows_the_rules_whoever_does_what_when() {
    let mut random = ChaCha8Rng::seed_from_u64(seed("membership"));
    let mut club = Club::new().await;
    let members: Vec<_> = (0..3).map(|_| club.stranger()).collect();
    let mut models = [None; 3];
    let (mut done, mut refused) = (0, 0);
    for step in 0..400 {
        let who = random.random_range(0..members.len());
        let (member, model) = (&members[who], &mut models[who]);
        let t = club.after(random.random_range(0..100_000)).await;
        club.set_time(t).await;
        if random.random_ratio(1, 4) && holds(&mut club, member).await {
            // A guard and a wish for memos stay in the account: they are set once.
            let deed = *DEEDS.choose(&mut random).expect("a deed");
            if deed.destroys() || matches!(deed, Deed::Approve) {
                deed.by(&mut club, member).await;
            }
        }
        let act = Act::any(&mut random);
        // There is no badge to name the accounts by.
        if model.is_none() && !matches!(act, Act::Issue { .. }) {
            continue;
        }
        let outcome = act.happen(&mut club, member).await;
        match rule(*model, t, &act) {
            Ok(after) => {
                outcome.unwrap_or_else(|failure| panic!("step {step}, {act:?}: {failure}"));
                *model = after;
                done += 1;
                if matches!(act, Act::Issue { .. } | Act::Rebuild) {
                    shows_all(&mut club, member).await;
                }
            }
            Err(error) => {
                outcome.refused(error);
                refused += 1;
            }
        }
        agrees(&mut club, member, *model).await;
    }
    assert!(done > 20 && refused > 5, "{done} done, {refused} refused");
}

async fn holds(club: &mut Club, member: &Member) -> bool {
    club.supply(member).await == Some(1)
}

/// The badge is as the rules say, and there is one token at the most, none without a live badge.
async fn agrees(club: &mut Club, member: &Member, model: Option<Model>) {
    let badge = club.badge(member).await;
    let found = badge.map(|badge| Model {
        live: badge.status == Badge::LIVE,
        tier: badge.tier,
        issued_at: badge.issued_at,
        expires_at: badge.expires_at,
    });
    assert_eq!(found, model);
    let supply = club.supply(member).await;
    match model {
        Some(Model { live: true, .. }) => assert!(supply.is_some_and(|supply| supply <= 1)),
        _ => assert_eq!(supply, None),
    }
}

/// The token is there, and says what the badge says.
async fn shows_all(club: &mut Club, member: &Member) {
    assert!(club.shows(member).await);
    let (badge, metadata) = (club.badge(member).await.expect("a badge"), club.metadata(member).await);
    assert_eq!(metadata.field("tier"), Some(badge.tier.to_string().as_str()));
    for (field, t) in [("issued", badge.issued_at), ("expires", badge.expires_at)] {
        let date = Date::of(t).expect("a date");
        let expected = format!("{:04}-{:02}-{:02}T{:02}:", date.year, date.month, date.day, t % DAY / 3_600);
        assert!(metadata.field(field).expect("a time").starts_with(&expected), "{field} {expected}");
    }
}
