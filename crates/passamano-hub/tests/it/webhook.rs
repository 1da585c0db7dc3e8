//! The example receiver of the webhook, run with Python as its readers would run it.

use std::fs;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::world::*;

struct Receiver(Child, SocketAddr);

impl Receiver {
    fn start(file: &Path) -> Self {
        let addr = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("webhook_receiver.py");
        let mut command = Command::new("python3");
        command.arg(script).arg(addr.port().to_string()).arg(file).arg("X-Casa-Rossa");
        let child = command.env("PASSAMANO_SECRET", "parola").spawn().unwrap();
        for _ in 0..200 {
            if TcpStream::connect(addr).is_ok() {
                break;
            }
            thread::sleep(Duration::from_millis(50));
        }
        Self(child, addr)
    }

    fn post(&self, secret: &str, body: &str) -> (u16, Value) {
        let request = agent().post(url(self.1, "/")).header("X-Casa-Rossa", secret);
        let mut response = request.send(body).unwrap();
        (response.status().as_u16(), response.body_mut().read_json().unwrap())
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn the_example_receiver_keeps_each_entry_once_and_names_what_it_received() {
    let folder = Folder::new();
    let file = folder.0.join("records.jsonl");
    let plain =
        json!({"id": "AAA", "device": "DDD", "seq": 1, "record": {"fact": {"kind": "undone"}}});
    let other = json!({"id": "AAA", "device": "DDD", "seq": 1, "record": {"fact": {"kind": "returned", "data": []}}});
    let sealed = json!({"id": "BBB", "envelope": "UE0B"});
    let body = json!({"passamano": 1, "space": "SSS", "records": [plain, sealed]}).to_string();
    let lines = || -> Vec<Value> {
        fs::read_to_string(&file)
            .unwrap()
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok())
            .collect()
    };

    let receiver = Receiver::start(&file);
    assert_eq!(receiver.post("wrong", &body).0, 403);
    assert_eq!(receiver.post("parola", "<html>").0, 400);
    assert_eq!(receiver.post("parola", "[1]").0, 400);
    for _ in 0..2 {
        assert_eq!(receiver.post("parola", &body), (200, json!({"received": ["AAA", "BBB"]})));
    }
    assert_eq!(lines().len(), 2);
    assert_eq!(lines()[1], json!({"id": "BBB", "envelope": "UE0B", "space": "SSS"}));
    let preflight = agent().options(url(receiver.1, "/")).call().unwrap();
    let allowed = preflight.headers()["access-control-allow-headers"].to_str().unwrap();
    assert_eq!((preflight.status().as_u16(), allowed), (204, "content-type, X-Casa-Rossa"));
    drop(receiver);

    // A crash cut the last line: it is ended, and what comes next is whole.
    let mut text = fs::read_to_string(&file).unwrap();
    text.push_str("{\"id\": \"CC");
    fs::write(&file, text).unwrap();
    let receiver = Receiver::start(&file);
    receiver.post("parola", &body);
    let clash = json!({"passamano": 1, "space": "SSS", "records": [other]}).to_string();
    assert_eq!(receiver.post("parola", &clash), (200, json!({"received": ["AAA"]})));
    assert_eq!(lines().len(), 3);
}
