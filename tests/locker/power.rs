use locker::LockerError;
use solana_instruction_error::InstructionError;
use tenure_client::locker::PowerView;
use tenure_math::{start_of, WEEK};
use tenure_tests::{OutcomeExt, Owner, Substitute, World, START};

/// The week in which a world begins.
const FIRST: u32 = (START / WEEK) as u32;

#[tokio::test]
async fn follows_a_history_week_by_week() {
    let mut world = World::new().await;
    let (alice, bob) = (world.owner(10_000_000).await, world.owner(1_000_003).await);
    world.lock(&bob, 1_000_003, 208).await.unwrap();
    world.lock(&alice, 1_000_000, 20).await.unwrap();
    let mut seen = vec![];
    for week in 0..=16 {
        // What happens in a week changes its snapshot no more.
        seen.push(world.power_at_week(&alice, FIRST + week).await.unwrap());
        match week {
            2 => world.increase(&alice, 500_000).await.unwrap(),
            4 => world.extend(&alice, 30).await.unwrap(),
            6 => world.exit_early(&alice, u64::MAX).await.unwrap(),
            7 => world.lock(&alice, 800_000, 3).await.unwrap(),
            10 => world.withdraw(&alice).await.unwrap(),
            12 => world.lock(&alice, 600_000, 52).await.unwrap(),
            13 => world.make_permanent(&alice).await.unwrap(),
            15 => world.begin_unlock(&alice).await.unwrap(),
            _ => world.crank(1).await.unwrap(),
        };
        world.advance_weeks(1).await;
    }

    // Tokens and weeks left at each week's start; `None` if permanent.
    let expected: [(u64, Option<u64>); 17] = [
        (0, Some(0)),
        (1_000_000, Some(19)),
        (1_000_000, Some(18)),
        (1_500_000, Some(17)),
        (1_500_000, Some(16)),
        (1_500_000, Some(29)),
        (1_500_000, Some(28)),
        (0, Some(0)),
        (800_000, Some(2)),
        (800_000, Some(1)),
        (800_000, Some(0)),
        (0, Some(0)),
        (0, Some(0)),
        (600_000, Some(51)),
        (600_000, None),
        (600_000, None),
        (600_000, Some(207)),
    ];
    for (week, (amount, left)) in (0_u64..).zip(expected) {
        let bobs = if week == 0 { 0 } else { 1_000_003 * (208 - week) };
        let (lock, total) = match left {
            Some(left) => (amount * left / 208, (amount * left + bobs) / 208),
            None => (amount, amount + bobs / 208),
        };
        let power = PowerView { lock, total };
        assert_eq!(seen[week as usize], power, "in week {week}");
        let later = world.power_at_week(&alice, FIRST + week as u32).await.unwrap();
        assert_eq!(later, power, "of week {week}, later");
    }
}

#[tokio::test]
async fn falls_second_by_second() {
    let (mut world, alice) = alice_locked(1_000_000, 52).await;
    let end = start_of(FIRST + 52);
    // 1,000,000 of 125,798,400 a second: one every 125.8 seconds.
    for (t, power) in [
        (START, 247_596),
        (start_of(FIRST + 1), 245_192),
        (end - 252, 2),
        (end - 251, 1),
        (end - 126, 1),
        (end - 125, 0),
        (end, 0),
        (end + WEEK, 0),
    ] {
        world.set_time(t).await;
        assert_eq!(world.power(&alice).await.unwrap(), PowerView { lock: power, total: power }, "at {t}");
    }
}

#[tokio::test]
async fn a_permanent_lock_keeps_its_power() {
    let (mut world, alice) = alice_locked(1_000, 1).await;
    world.make_permanent(&alice).await.unwrap();
    for _ in 0..3 {
        world.advance_weeks(200).await;
        assert_eq!(world.power(&alice).await.unwrap(), PowerView { lock: 1_000, total: 1_000 });
        let week = world.week().await;
        let snapshot = world.power_at_week(&alice, week).await.unwrap();
        assert_eq!(snapshot, PowerView { lock: 1_000, total: 1_000 });
    }
}

#[tokio::test]
async fn counts_what_happens_within_a_week_from_the_next_one() {
    let mut world = World::new().await;
    let alice = world.owner(1_000_000).await;
    // In the first second of a week, which is when its snapshot is taken.
    world.set_time(start_of(FIRST + 1)).await;
    world.lock(&alice, 1_000_000, 208).await.unwrap();
    assert_eq!(world.power(&alice).await.unwrap(), PowerView { lock: 1_000_000, total: 1_000_000 });
    assert_eq!(world.power_at_week(&alice, FIRST + 1).await.unwrap(), PowerView { lock: 0, total: 0 });
    world.advance_weeks(1).await;
    // floor(1,000,000 * 207 / 208).
    let snapshot = world.power_at_week(&alice, FIRST + 2).await.unwrap();
    assert_eq!(snapshot, PowerView { lock: 995_192, total: 995_192 });
}

#[tokio::test]
async fn refuses_a_week_that_has_not_begun() {
    let (mut world, alice) = alice_locked(1_000, 52).await;
    for week in [FIRST + 1, FIRST + 2, u32::MAX] {
        world.power_at_week(&alice, week).await.refused(LockerError::WeekNotBegun);
    }
    world.set_time(start_of(FIRST + 1) - 1).await;
    world.power_at_week(&alice, FIRST + 1).await.refused(LockerError::WeekNotBegun);
    world.set_time(start_of(FIRST + 1)).await;
    world.power_at_week(&alice, FIRST + 1).await.unwrap();
}

#[tokio::test]
async fn forgets_a_week_after_255() {
    let (mut world, alice) = alice_locked(1_000_000, 208).await;
    world.advance_weeks(255).await;
    world.crank(255).await.unwrap();
    world.power_at_week(&alice, FIRST - 1).await.refused(LockerError::WeekForgotten);
    assert_eq!(world.power_at_week(&alice, FIRST).await.unwrap(), PowerView { lock: 0, total: 0 });
    // floor(1,000,000 * 207 / 208), 254 and then 255 weeks ago.
    let snapshot = PowerView { lock: 995_192, total: 995_192 };
    assert_eq!(world.power_at_week(&alice, FIRST + 1).await.unwrap(), snapshot);
    world.advance_weeks(1).await;
    world.crank(1).await.unwrap();
    assert_eq!(world.power_at_week(&alice, FIRST + 1).await.unwrap(), snapshot);
    world.power_at_week(&alice, FIRST).await.refused(LockerError::WeekForgotten);
    world.advance_weeks(1).await;
    world.crank(1).await.unwrap();
    world.power_at_week(&alice, FIRST + 1).await.refused(LockerError::WeekForgotten);
}

#[tokio::test]
async fn a_week_before_the_locker_had_no_power() {
    let (mut world, alice) = alice_locked(1_000, 52).await;
    let snapshot = world.power_at_week(&alice, FIRST - 255).await.unwrap();
    assert_eq!(snapshot, PowerView { lock: 0, total: 0 });
    world.power_at_week(&alice, FIRST - 256).await.refused(LockerError::WeekForgotten);
    world.power_at_week(&alice, 0).await.refused(LockerError::WeekForgotten);
}

#[tokio::test]
async fn a_locker_that_lags_shows_what_it_will_be() {
    for lag in [1, 9, 60, 207, 208, 255] {
        let (mut world, alice) = alice_locked(1_000_001, 30).await;
        let (bob, carol) = (world.owner(77_777).await, world.owner(13).await);
        world.lock(&bob, 77_777, 208).await.unwrap();
        world.lock(&carol, 13, 1).await.unwrap();
        world.make_permanent(&carol).await.unwrap();
        world.advance_weeks(lag).await;
        let lagging = views(&mut world, &alice, lag).await;
        assert_eq!(world.locker().await.week, FIRST);
        world.crank(300).await.unwrap();
        assert_eq!(views(&mut world, &alice, lag).await, lagging, "after {lag} weeks");
    }
}

#[tokio::test]
async fn the_parts_never_exceed_the_whole() {
    let mut world = World::new().await;
    let mut owners = vec![];
    for index in 1_u64..=12 {
        let owner = world.owner(u64::MAX / 100).await;
        let amount = if index % 4 == 0 { index } else { index.pow(7) * 1_000_003 + 1 };
        world.lock(&owner, amount, index as u16 * 17).await.unwrap();
        owners.push(owner);
    }
    for second in [0, 1, 302_399, 302_400, 302_401] {
        world.set_time(START + start_of(7) + second).await;
        let (mut parts, mut snapshots, mut whole, mut snapshot) = (0, 0, 0, 0);
        for owner in &owners {
            let (now, then) =
                (world.power(owner).await.unwrap(), world.power_at_week(owner, FIRST + 7).await.unwrap());
            (parts, snapshots) = (parts + now.lock, snapshots + then.lock);
            (whole, snapshot) = (now.total, then.total);
        }
        // Each part loses less than one by rounding.
        assert!(parts <= whole && whole < parts + owners.len() as u64, "{parts} of {whole}");
        assert!(snapshots <= snapshot && snapshot < snapshots + owners.len() as u64);
    }
}

#[tokio::test]
async fn refuses_impostors() {
    let (mut world, alice) = alice_locked(1_000, 52).await;
    let mut impostors = world.lock_impostors(&alice).await;
    // Anyone may ask about anyone's lock in the locker.
    impostors.retain(|(_, _, what, _)| *what != "another owner's lock");
    let (locker, lock) = (world.keys.locker, world.keys.lock(&alice.address()));
    impostors.push((lock, locker, "the locker as lock", InstructionError::InvalidAccountData));
    for instruction in [world.keys.power(&alice.address()), world.keys.power_at_week(&alice.address(), FIRST)]
    {
        world.refuses_impostors(&instruction, &[], &impostors).await;
        world.attempt(instruction, &[]).await.unwrap();
    }
}

#[tokio::test]
async fn anyone_asks_about_anyone() {
    let (mut world, alice) = alice_locked(1_000_000, 52).await;
    let bob = world.owner(1).await;
    world.lock(&bob, 1, 1).await.unwrap();
    let (alices, bobs) = (world.keys.lock(&alice.address()), world.keys.lock(&bob.address()));
    let instruction = world.keys.power(&bob.address()).with(bobs, alices);
    let receipt = world.attempt(instruction, &[]).await.unwrap();
    assert_eq!(PowerView::read(&receipt.return_data).unwrap().lock, 247_596);
}

/// A world where Alice has locked `amount` for `weeks`.
async fn alice_locked(amount: u64, weeks: u16) -> (World, Owner) {
    let mut world = World::new().await;
    let alice = world.owner(amount).await;
    world.lock(&alice, amount, weeks).await.unwrap();
    (world, alice)
}

/// Power now, and in each snapshot from the first week to `last` weeks later.
async fn views(world: &mut World, owner: &Owner, last: u32) -> Vec<PowerView> {
    let mut views = vec![world.power(owner).await.unwrap()];
    for week in FIRST..=FIRST + last {
        views.push(world.power_at_week(owner, week).await.unwrap());
    }
    views
}
