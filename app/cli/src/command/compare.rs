//! A deployment's file against the chain.

/// What is not as a file says, a line each: of things by name, as they are on the chain and in the file.
pub fn differences(compared: &[(&str, String, String)]) -> String {
    compared
        .iter()
        .filter(|(_, on_chain, in_file)| on_chain != in_file)
        .map(|(name, on_chain, in_file)| format!("\n  {name} is {on_chain}, and the file says {in_file}"))
        .collect()
}
