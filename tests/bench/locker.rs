//! The locker's instructions, each as a user first meets it.

use solana_keypair::Keypair;
use solana_signer::Signer;
use tenure_math::week_of;
use tenure_tests::{TokenKind, World};

use crate::{
    floor_cost::Part::{self, Call, CreateAccount, InitializeTokenAccount, Transfer, Transfer2022},
    measure::{floor, Stage, OWNERS},
    table::Row,
};

const JUPITER: &str = "Jupiter locked_voter";

pub fn rows() -> Vec<Row> {
    let spl = || Stage::new(TokenKind::SplToken);
    let mut rows = vec![
        row(
            "create_locker",
            create_locker(spl()),
            &[Call, CreateAccount, Call, CreateAccount, Call, InitializeTokenAccount],
            Some(20_000),
            None,
        ),
        row(
            "lock (new account)",
            lock(spl()),
            &[Call, CreateAccount, Call, Transfer],
            Some(7_000),
            Some((JUPITER, 53_766)),
        ),
        row("lock (again after a withdrawal)", lock_again(spl()), &[Call, Transfer], None, None),
        row("increase", increase(spl()), &[Call, Transfer], Some(4_000), Some((JUPITER, 16_702))),
        row("extend", extend(spl()), &[], Some(2_500), Some((JUPITER, 6_001))),
        row("make_permanent", make_permanent(spl()), &[], Some(2_500), Some((JUPITER, 5_344))),
        row("begin_unlock", begin_unlock(spl()), &[], None, Some((JUPITER, 5_344))),
        row("withdraw", withdraw(spl()), &[Call, Transfer], Some(4_500), Some((JUPITER, 17_376))),
        row("exit_early", exit_early(spl()), &[Call, Transfer, Call, Transfer], Some(6_000), None),
        row("set_delegate", set_delegate(spl()), &[], None, None),
        row("prune", prune(spl()), &[], None, None),
        row("close_lock", close_lock(spl()), &[], None, None),
        row("power (view)", power(spl()), &[], None, None),
        row("power_at_week (view)", power_at_week(spl()), &[], None, None),
    ];
    for (name, weeks) in [("crank, 1 week", 1), ("crank, 8 weeks", 8), ("crank, 60 weeks", 60)] {
        rows.push(row(name, crank(spl(), weeks), &[], Some(1_500 + 300 * u64::from(weeks)), None));
    }
    rows.extend(authority_rows(spl()));
    let token_2022 = || Stage::new(TokenKind::Token2022(vec![]));
    rows.push(row(
        "lock (Token-2022)",
        lock(token_2022()),
        &[Call, CreateAccount, Call, Transfer2022],
        None,
        None,
    ));
    rows.push(row("withdraw (Token-2022)", withdraw(token_2022()), &[Call, Transfer2022], None, None));
    rows
}

fn row(
    instruction: &'static str,
    units: u64,
    parts: &'static [Part],
    budget: Option<u64>,
    peer: Option<(&'static str, u64)>,
) -> Row {
    Row { program: "locker", instruction, units, parts, budget, peer }
}

fn create_locker(mut stage: Stage) -> u64 {
    floor(|| stage.renew_locker())
}

fn lock(mut stage: Stage) -> u64 {
    floor(|| {
        let owner = stage.owner();
        stage.lock(&owner, 52)
    })
}

fn lock_again(mut stage: Stage) -> u64 {
    floor(|| {
        let owner = stage.owner();
        stage.lock(&owner, 4);
        stage.advance_weeks(4);
        let withdraw = stage.keys.withdraw(owner.address(), owner.tokens);
        stage.run(withdraw, &[&owner.keypair]);
        stage.lock(&owner, 52)
    })
}

fn increase(mut stage: Stage) -> u64 {
    floor(|| {
        let owner = stage.owner();
        stage.lock(&owner, 52);
        let increase = stage.keys.increase(owner.address(), owner.tokens, 1_000);
        stage.run(increase, &[&owner.keypair])
    })
}

fn extend(mut stage: Stage) -> u64 {
    floor(|| {
        let owner = stage.owner();
        stage.lock(&owner, 52);
        let extend = stage.keys.extend(owner.address(), 104);
        stage.run(extend, &[&owner.keypair])
    })
}

fn make_permanent(mut stage: Stage) -> u64 {
    floor(|| {
        let owner = stage.owner();
        stage.lock(&owner, 52);
        let make_permanent = stage.keys.make_permanent(owner.address());
        stage.run(make_permanent, &[&owner.keypair])
    })
}

fn begin_unlock(mut stage: Stage) -> u64 {
    floor(|| {
        let owner = stage.owner();
        stage.lock(&owner, 52);
        let make_permanent = stage.keys.make_permanent(owner.address());
        stage.run(make_permanent, &[&owner.keypair]);
        let begin_unlock = stage.keys.begin_unlock(owner.address());
        stage.run(begin_unlock, &[&owner.keypair])
    })
}

fn withdraw(mut stage: Stage) -> u64 {
    let owners: Vec<_> = (0..OWNERS).map(|_| stage.owner()).collect();
    for owner in &owners {
        stage.lock(owner, 4);
    }
    stage.advance_weeks(4);
    let crank = stage.keys.crank(4);
    stage.run(crank, &[]);
    let mut owners = owners.into_iter();
    floor(|| {
        let owner = owners.next().expect("one owner for each figure");
        let withdraw = stage.keys.withdraw(owner.address(), owner.tokens);
        stage.run(withdraw, &[&owner.keypair])
    })
}

fn exit_early(mut stage: Stage) -> u64 {
    floor(|| {
        let owner = stage.owner();
        stage.lock(&owner, 52);
        let exit = stage.keys.exit_early(owner.address(), owner.tokens, u64::MAX);
        stage.run(exit, &[&owner.keypair])
    })
}

fn set_delegate(mut stage: Stage) -> u64 {
    floor(|| {
        let owner = stage.owner();
        stage.lock(&owner, 52);
        let delegate = stage.key().pubkey();
        let set_delegate = stage.keys.set_delegate(owner.address(), delegate);
        stage.run(set_delegate, &[&owner.keypair])
    })
}

fn prune(mut stage: Stage) -> u64 {
    floor(|| {
        let owner = stage.owner();
        stage.lock(&owner, 52);
        stage.advance_weeks(1);
        let extend = stage.keys.extend(owner.address(), 104);
        stage.run(extend, &[&owner.keypair]);
        stage.advance_weeks(1);
        let week = week_of(stage.lite.now());
        let prune = stage.keys.prune(owner.address(), week);
        stage.run(prune, &[&owner.keypair])
    })
}

fn close_lock(mut stage: Stage) -> u64 {
    floor(|| {
        let owner = stage.owner();
        stage.lock(&owner, 52);
        let exit = stage.keys.exit_early(owner.address(), owner.tokens, u64::MAX);
        stage.run(exit, &[&owner.keypair]);
        let close = stage.keys.close_lock(owner.address(), stage.payer(), 0);
        stage.run(close, &[&owner.keypair])
    })
}

fn power(mut stage: Stage) -> u64 {
    floor(|| {
        let owner = stage.owner();
        stage.lock(&owner, 52);
        let power = stage.keys.power(&owner.address());
        stage.run(power, &[])
    })
}

fn power_at_week(mut stage: Stage) -> u64 {
    floor(|| {
        let owner = stage.owner();
        stage.lock(&owner, 52);
        let week = week_of(stage.lite.now());
        let power = stage.keys.power_at_week(&owner.address(), week);
        stage.run(power, &[])
    })
}

/// Weeks in which locks expire, as they do in a locker that is used.
fn crank(mut stage: Stage, weeks: u16) -> u64 {
    for term in 1..=weeks {
        let owner = stage.owner();
        stage.lock(&owner, term);
    }
    stage.advance_weeks(u32::from(weeks));
    let crank = stage.keys.crank(weeks);
    stage.run(crank, &[])
}

/// What the authority does; no other address than the locker's is involved.
fn authority_rows(mut stage: Stage) -> Vec<Row> {
    let (authority, next) = (stage.authority.insecure_clone(), stage.key());
    let (old, new) = (authority.pubkey(), next.pubkey());
    let keys = stage.keys;
    let mut measure =
        |name, instruction, signer: &Keypair| row(name, stage.run(instruction, &[signer]), &[], None, None);
    let rows = vec![
        measure("update_params", keys.update_params(old, World::PARAMS), &authority),
        measure("set_pauser", keys.set_pauser(old, new), &authority),
        measure("pause", keys.pause(new), &next),
        measure("resume", keys.resume(old), &authority),
        measure("propose_authority", keys.propose_authority(old, new), &authority),
        measure("accept_authority", keys.accept_authority(new), &next),
    ];
    let propose = keys.propose_authority(new, old);
    stage.run(propose, &[&next]);
    let cancel = stage.run(keys.cancel_authority(new), &[&next]);
    rows.into_iter().chain([row("cancel_authority", cancel, &[], None, None)]).collect()
}
