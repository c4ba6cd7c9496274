/// The seed of a random run: `TENURE_SEED` if it is set, else a new one. Printed, so that a failed
/// run can be repeated.
pub fn seed(suite: &str) -> u64 {
    let seed = std::env::var("TENURE_SEED")
        .map(|text| text.parse().expect("TENURE_SEED must be a number"))
        .unwrap_or_else(|_| rand::random());
    println!("{suite}: repeat this run with TENURE_SEED={seed}");
    seed
}
