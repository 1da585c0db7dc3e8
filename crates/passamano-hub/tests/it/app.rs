//! Serving the app: types, headers, tags, compression, and real 404s.

use std::fs;
use std::io::Read;

use passamano_hub::{Hub, Settings};
use ureq::http::Response;

use crate::world::*;

const WASM: &str = "passamano-0123456789abcdef_bg.wasm";

fn app() -> (Folder, Folder, Hub) {
    let (data, dist) = (Folder::new(), Folder::new());
    fs::create_dir(dist.0.join("icons")).unwrap();
    for (name, content) in [
        ("index.html", "<!doctype html><title>Passamano</title>".repeat(20)),
        ("sw.js", "self.x = 1;".repeat(50)),
        (WASM, "\0asm".repeat(500)),
        ("manifest.webmanifest", "{}".into()),
        ("icons/app.svg", "<svg/>".into()),
        ("icons/app.png", "png".into()),
    ] {
        fs::write(dist.0.join(name), content).unwrap();
    }
    // Left by an older build: it must not be served.
    fs::write(dist.0.join("sw.js.br"), [0x0b, 0x02, 0x80, b'o', b'l', b'd', b'!', b'!', 0x03])
        .unwrap();
    let hub = Hub::start(Settings { dist: Some(dist.0.clone()), ..settings(&data.0) }).unwrap();
    (data, dist, hub)
}

fn ask(hub: &Hub, path: &str, headers: &[(&str, &str)]) -> Response<Vec<u8>> {
    let request = headers
        .iter()
        .fold(agent().get(url(hub.addr(), path)), |r, (name, value)| r.header(*name, *value));
    let (parts, mut body) = request.call().unwrap().into_parts();
    Response::from_parts(parts, body.read_to_vec().unwrap())
}

fn header<'a>(response: &'a Response<Vec<u8>>, name: &str) -> &'a str {
    response.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

const PAGE: (&str, &str) = ("accept", "text/html,application/xhtml+xml;q=0.9");

#[test]
fn every_file_has_its_type_and_what_has_a_hash_is_kept_for_ever() {
    let (_data, _dist, hub) = app();
    for (path, mime, cache) in [
        ("/", "text/html; charset=utf-8", "no-cache"),
        ("/sw.js", "text/javascript; charset=utf-8", "no-cache"),
        (&format!("/{WASM}"), "application/wasm", "public, max-age=31536000, immutable"),
        ("/manifest.webmanifest", "application/manifest+json", "no-cache"),
        ("/icons/app.svg", "image/svg+xml", "no-cache"),
        ("/icons/app.png", "image/png", "no-cache"),
    ] {
        let response = ask(&hub, path, &[]);
        assert_eq!((response.status().as_u16(), header(&response, "content-type")), (200, mime));
        assert_eq!(header(&response, "cache-control"), cache);
        assert_eq!(header(&response, "x-content-type-options"), "nosniff");
    }
}

#[test]
fn a_page_of_the_app_is_the_index_and_a_missing_file_is_a_real_404() {
    let (_data, _dist, hub) = app();
    for (path, accept, status) in [
        ("/activity/AAAA", PAGE, 200),
        ("/activity/AAAA", ("accept", "*/*"), 404),
        ("/guide/g1-04.verify", PAGE, 200),
        ("/register/rumours.heard", PAGE, 200),
        ("/desk/household/A.12", PAGE, 200),
        ("/guide/g1-04.verify", ("accept", "*/*"), 404),
        ("/passamano-ffffffffffffffff_bg.wasm", PAGE, 404),
        ("/old.js", PAGE, 404),
        ("/v1/nothing", PAGE, 404),
        ("/../hub.key", PAGE, 404),
        ("/sw.js.br", PAGE, 404),
    ] {
        let response = ask(&hub, path, &[accept]);
        assert_eq!(response.status().as_u16(), status, "{path}");
        assert_eq!(response.body().starts_with(b"<!doctype"), status == 200, "{path}");
    }
    let posted = agent().post(url(hub.addr(), "/sw.js")).send("x").unwrap();
    assert_eq!(posted.status().as_u16(), 405);
}

#[test]
fn a_file_is_sent_small_and_only_when_it_changed() {
    let (_data, dist, hub) = app();
    let small = ask(&hub, "/sw.js", &[("accept-encoding", "gzip, deflate, br")]);
    assert_eq!(
        (header(&small, "content-encoding"), header(&small, "vary")),
        ("br", "accept-encoding")
    );
    let mut text = Vec::new();
    brotli::Decompressor::new(small.body().as_slice(), 4096).read_to_end(&mut text).unwrap();
    assert_eq!(text, fs::read(dist.0.join("sw.js")).unwrap());

    let plain = ask(&hub, "/sw.js", &[]);
    assert_eq!((header(&plain, "content-encoding"), plain.body()), ("", &text));
    assert_ne!(header(&plain, "etag"), header(&small, "etag"));
    let again = ask(&hub, "/sw.js", &[("if-none-match", header(&plain, "etag"))]);
    assert_eq!((again.status().as_u16(), again.body().len()), (304, 0));
}

#[test]
fn every_answer_limits_what_a_browser_may_do_with_it() {
    let (_data, _dist, hub) = app();
    for path in ["/", "/sw.js", "/missing.js", "/v1/about"] {
        let response = ask(&hub, path, &[]);
        assert_eq!(
            header(&response, "content-security-policy"),
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; \
             media-src 'self' blob:; connect-src 'self' https: http://localhost:* http://127.0.0.1:*; worker-src 'self'; \
             manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        );
        for (name, value) in [
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("referrer-policy", "no-referrer"),
            ("permissions-policy", "camera=(self), geolocation=(), microphone=()"),
        ] {
            assert_eq!(header(&response, name), value);
        }
    }
}

#[test]
fn an_app_served_elsewhere_may_call_the_interface_and_nothing_else() {
    let (_data, _dist, hub) = app();
    let preflight = agent()
        .options(url(hub.addr(), "/v1/push"))
        .header("origin", "https://app.example")
        .call()
        .unwrap();
    let value = |name: &str| preflight.headers().get(name).unwrap().to_str().unwrap();
    assert_eq!(preflight.status().as_u16(), 204);
    assert_eq!(value("access-control-allow-origin"), "*");
    assert_eq!(value("access-control-allow-headers"), "authorization, content-type");
    assert_eq!(value("access-control-allow-methods"), "GET, POST, OPTIONS");
    assert!(!preflight.headers().contains_key("access-control-allow-credentials"));
    for (path, origin) in
        [("/v1/about", "*"), ("/v1/pull", "*"), ("/v1/docs", "*"), ("/", ""), ("/sw.js", "")]
    {
        assert_eq!(header(&ask(&hub, path, &[]), "access-control-allow-origin"), origin, "{path}");
    }
    let docs = ask(&hub, "/v1/docs", &[]);
    assert_eq!(header(&docs, "content-type"), "text/markdown; charset=utf-8");
    assert!(docs.body().starts_with(b"# "));
}
