//! Turns LLVM's messages into ones that name Rust functions and say what to do.

/// What LLVM says, and what it means for a program.
const MEANINGS: &[(&str, &str)] = &[
    (
        "stack limit",
        "its stack frame is above 4,096 bytes: box large values, or split the function and mark the parts \
         #[inline(never)]",
    ),
    ("Cannot select", "it uses an operation that BPF lacks and the linker does not lower"),
    (
        "call to built-in function",
        "it uses an operation that takes a function of C's runtime, which a program lacks",
    ),
    ("dynamic stack allocation", "it takes an amount of stack that is known only at run time"),
];

/// A Rust symbol as it is written in source.
pub fn demangle(symbol: &str) -> String {
    format!("{:#}", rustc_demangle::demangle(symbol))
}

/// LLVM's message with readable names, led by what it means if that is known.
pub fn explain(message: &str) -> String {
    let readable = demangle_words(message.trim());
    let function =
        function_of(message).map(|symbol| format!("in `{}`: ", demangle(symbol))).unwrap_or_default();
    match MEANINGS.iter().find(|(pattern, _)| message.contains(pattern)) {
        Some((_, meaning)) => format!("{function}{meaning}\n  LLVM: {readable}"),
        None => format!("{function}{readable}"),
    }
}

/// The symbol that follows `in function` in a message.
fn function_of(message: &str) -> Option<&str> {
    let (_, rest) = message.split_once("in function ").or_else(|| message.split_once("In function: "))?;
    rest.split(|character: char| character.is_whitespace() || character == ':').find(|word| !word.is_empty())
}

fn demangle_words(message: &str) -> String {
    let is_part = |character: char| character.is_alphanumeric() || "_.$".contains(character);
    let mut readable = String::with_capacity(message.len());
    let mut rest = message;
    while let Some(start) = rest.find(is_part) {
        let (before, from) = rest.split_at(start);
        let (word, after) = from.split_at(from.find(|character| !is_part(character)).unwrap_or(from.len()));
        readable += before;
        readable += &demangle(word);
        rest = after;
    }
    readable + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    const SYMBOL: &str = "_ZN6locker3foo17h0123456789abcdefE";

    #[test]
    fn names_the_function_and_the_meaning() {
        let message = format!(
            "<unknown>:0:0: in function {SYMBOL} i32 (): Looks like the BPF stack limit is exceeded."
        );
        let text = explain(&message);
        assert!(text.starts_with("in `locker::foo`: its stack frame is above 4,096 bytes"), "{text}");
        assert!(!text.contains(SYMBOL), "{text}");
    }

    #[test]
    fn finds_the_function_of_a_fatal_error() {
        let text = explain(&format!("Cannot select: t1: i64 = thing t0\nIn function: {SYMBOL}"));
        assert!(text.starts_with("in `locker::foo`: it uses an operation that BPF lacks"), "{text}");
    }

    #[test]
    fn keeps_a_message_it_does_not_know() {
        assert_eq!(explain("something else"), "something else");
    }
}
