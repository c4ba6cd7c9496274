//! How it begins and ends, and what it has of the machine in between.

use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    process::Command,
    thread::sleep,
    time::Duration,
};

use serde_json::{json, Value};

use super::process::{rest, spawn, Localnet};
use crate::shell::Shell;

fn is_free(port: u16) -> bool {
    TcpListener::bind(("127.0.0.1", port)).is_ok()
}

fn entries(of: &Path) -> usize {
    std::fs::read_dir(of).expect("a directory").count()
}

#[test]
fn ctrl_c_leaves_nothing_behind() {
    for signal in ["-INT", "-TERM"] {
        let mut localnet = Localnet::start(&["--empty"]);
        assert!(localnet.directory().join("keypairs/nora.json").is_file());
        let ports = [localnet.port("rpc"), localnet.port("ws")];
        assert_eq!(ports.map(is_free), [false, false]);
        // Somebody is connected when it ends.
        let _visitor = TcpStream::connect(("127.0.0.1", ports[1])).expect("a connection");
        localnet.signal(signal);
        let (code, said, errors) = localnet.end();
        assert_eq!((code, errors.as_str()), (Some(0), ""), "{signal}: {said}");
        assert_eq!(ports.map(is_free), [true, true], "{signal}");
        assert_eq!(entries(localnet.home()), 0, "{signal}");
    }
}

#[test]
fn it_can_be_stopped_while_it_is_being_made() {
    let shell = Shell::new();
    let mut child = spawn(&shell, &["--port", "0"]);
    while !shell.path().join("target/localnet").exists() {
        sleep(Duration::from_millis(20));
    }
    sleep(Duration::from_secs(2));
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(sent.expect("kill runs").success());
    let said = rest(child.stdout.take().expect("stdout"));
    assert_eq!((child.wait().expect("an end").code(), said.as_str()), (Some(0), "{\"stopped\":true}\n"));
    assert_eq!(entries(shell.path()), 0);
}

#[test]
fn a_port_that_is_taken_is_refused() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port();
    for (options, option) in [
        (["--port", &port.to_string(), "--ws-port", "0"], "--port"),
        (["--port", "0", "--ws-port", &port.to_string()], "--ws-port"),
    ] {
        let shell = Shell::new();
        let mut child = spawn(&shell, &options);
        let said: Value = serde_json::from_str(&rest(child.stdout.take().expect("stdout"))).expect("JSON");
        assert_eq!(child.wait().expect("an end").code(), Some(2));
        let words = said["error"]["message"].as_str().expect("words");
        assert!(
            words.starts_with(&format!("port {port} cannot be had"))
                && words.contains(&format!("another with {option};")),
            "{words}"
        );
        assert_eq!(entries(shell.path()), 0);
    }
}

#[test]
fn it_listens_on_the_ports_that_it_is_told() {
    let free = || {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        listener.local_addr().expect("an address").port()
    };
    let (port, ws_port) = (free(), free());
    let options = ["--empty", "--port", &port.to_string(), "--ws-port", &ws_port.to_string()];
    let localnet = Localnet::start_in(Shell::new(), &options);
    assert_eq!([localnet.port("rpc"), localnet.port("ws")], [port, ws_port]);
    localnet.stop();
}

#[test]
fn a_directory_of_another_that_runs_is_refused() {
    let localnet = Localnet::start(&["--empty"]);
    let directory = localnet.directory().to_string_lossy().into_owned();
    let shell = Shell::new();
    let mut child = spawn(&shell, &["--port", "0", "--write", &directory]);
    let said: Value = serde_json::from_str(&rest(child.stdout.take().expect("stdout"))).expect("JSON");
    assert_eq!(child.wait().expect("an end").code(), Some(2));
    let words = said["error"]["message"].as_str().expect("words");
    assert!(words.contains(&format!("is of a localnet that runs at {}", localnet.url())), "{words}");
    assert!(localnet.directory().join("deployment.json").is_file());
    localnet.stop();
}

/// As people copy them into a shell.
#[test]
fn what_it_proposes_to_try_works() {
    for options in [&[][..], &["--empty"]] {
        let localnet = Localnet::start(options);
        let lines = localnet.ready["try"].as_array().expect("lines").iter();
        let lines: Vec<_> = lines.map(|line| line.as_str().expect("a line")).collect();
        assert!(!lines.is_empty());
        let binary = Path::new(env!("CARGO_BIN_EXE_tenure")).parent().expect("a directory");
        let path = format!("{}:{}", binary.display(), std::env::var("PATH").expect("a path"));
        let mut shell = Command::new("sh");
        shell.args(["-e", "-c", &lines.join("\n")]).current_dir(localnet.home());
        let output = shell.env("PATH", path).env("HOME", localnet.home()).output().expect("a shell");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        localnet.stop();
    }
}

#[test]
fn an_empty_one_has_wallets_and_tokens_only() {
    let localnet = Localnet::start(&["--empty"]);
    let keys: Vec<_> = localnet.deployment.as_object().expect("an object").keys().cloned().collect();
    assert_eq!(keys, ["cluster", "name", "people", "priceFeeds", "rpc", "tokens", "ws"]);
    let nora = localnet.person("Nora")["address"].as_str().expect("an address").to_owned();
    let keypair = localnet.directory().join("keypairs/nora.json");
    let mint = localnet.deployment["tokens"][0]["mint"].as_str().expect("a mint").to_owned();
    let config = localnet.home().join("locker.toml");
    let text = format!(
        "mint = \"{mint}\"\nmin_weeks = 1\nmax_weeks = 208\npenalty_bps = 5000\npenalty_account = \"associated:{nora}\"\n\
         authority = \"{nora}\"\npauser = \"none\"\ngovernor = \"none\"\n"
    );
    std::fs::write(&config, text).expect("a file");
    let (config, keypair) = (config.to_string_lossy(), keypair.to_string_lossy());
    localnet.run(&["locker", "create", "--config", &config, "--keypair", &keypair]).done();
    localnet.stop();
}

/// A page comes from another origin than the network's.
#[test]
fn browsers_may_ask_it() {
    let localnet = Localnet::start(&["--empty"]);
    let origin = "http://127.0.0.1:4173";
    let mut stream = TcpStream::connect(("127.0.0.1", localnet.port("rpc"))).expect("a connection");
    let request = format!(
        "OPTIONS / HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: {origin}\r\nAccess-Control-Request-Method: POST\r\n\
         Access-Control-Request-Headers: content-type,solana-client\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).expect("sent");
    let answer = rest(stream).to_lowercase();
    assert!(answer.starts_with("http/1.1 200"), "{answer}");
    assert!(answer.contains(&format!("access-control-allow-origin: {origin}")), "{answer}");
    assert!(answer.contains("access-control-allow-headers: content-type, solana-client"), "{answer}");
    localnet.stop();
}

#[test]
fn slots_are_told_on_the_web_socket() {
    let localnet = Localnet::start(&["--empty"]);
    let mut stream = TcpStream::connect(("127.0.0.1", localnet.port("ws"))).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a timeout");
    let request = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
                   Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
    stream.write_all(request.as_bytes()).expect("sent");
    assert!(until(&mut stream, "\r\n\r\n").starts_with("HTTP/1.1 101"));
    let subscribe = json!({ "jsonrpc": "2.0", "id": 1, "method": "slotSubscribe" }).to_string();
    stream.write_all(&frame(&subscribe)).expect("sent");
    // Time passes without anybody sending anything.
    until(&mut stream, "slotNotification");
    until(&mut stream, "slotNotification");
    localnet.stop();
}

/// A text frame as clients send it, masked with nothing.
fn frame(text: &str) -> Vec<u8> {
    let len = u8::try_from(text.len()).expect("a short text");
    assert!(len < 126);
    [&[0x81, 0x80 | len, 0, 0, 0, 0], text.as_bytes()].concat()
}

/// Reads until `words` have come.
fn until(stream: &mut TcpStream, words: &str) -> String {
    let mut read = String::new();
    let mut bytes = [0; 1];
    while !read.ends_with(words) {
        stream.read_exact(&mut bytes).expect("more");
        read.push(char::from(bytes[0]));
    }
    read
}
