//! What an attacker passes instead of the accounts of a payment by hand.

use solana_pubkey::Pubkey;
use tenure_client::subscriptions::SubscriptionError;
use tenure_tests::{IntoCode, ADVANCED};

use crate::{
    renew_impostors::{due, of_any_charge},
    stage::Stage,
};

#[tokio::test]
async fn each_account_is_the_right_one() {
    let (mut stage, there, bob) = due().await;
    let mut impostors = of_any_charge(&mut stage, &there, &bob, SubscriptionError::NotUser).await;
    let Stage { shop, money, alice } = &mut stage;
    let (user, own) = (alice.address(), shop.own.clone());
    let source = money.keys.source(&user);
    let copied = shop.copy(&source, proxy::ID).await;
    use SubscriptionError::{WrongMint, WrongSource, WrongTokenProgram};
    impostors.extend([
        (source, money.keys.source(&bob.address()), "another's tokens", WrongSource.code()),
        (source, own.keys.source(&user), "hers of another mint", WrongMint.code()),
        (source, own.mint.address, "a mint as hers", WrongMint.code()),
        (source, copied, "her tokens' bytes", WrongTokenProgram.code()),
        (source, Pubkey::new_unique(), "nothing as hers", WrongTokenProgram.code()),
    ]);
    let consent = shop.consent(alice).await;
    let pay = shop.store.pay_now(&user, ADVANCED, &money.keys, source, consent);
    // The user is an impostor's badge above, and an account of this instruction too.
    impostors.retain(|(_, other, _, _)| *other != user);
    shop.refuses_impostors(&pay, &[&alice.keypair], &impostors).await;
    shop.refuses_read_only(&pay, &[&alice.keypair]).await;
    shop.attempt(pay, &[&alice.keypair]).await.unwrap();
}
