//! Updates over the network, from a local server that misbehaves in every way.

use std::fs;
use std::net::TcpListener;
use std::time::{Duration, Instant};

use super::archive::{Repository, gzip};
use super::server::{Answer, Server, certificate};
use super::{Home, told};

fn newer() -> Vec<u8> {
    Repository::inside().archive()
}

#[test]
fn the_archive_of_an_address_is_taken_once() {
    let archive = newer();
    let server = Server::start(move |_| Answer::new("200 OK", &[("ETag", "\"v1\"")], &archive));
    let home = Home::new();
    let address = server.http("a.tar.gz");
    let (code, out, err) = home.run(&["update", "--from", &address]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains(&address), "{out}");
    let (code, out, _) = home.run(&["update", "--from", &address]);
    assert_eq!(
        (code, out.starts_with("already up to date")),
        (0, true),
        "{out}"
    );
    let asked = server.asked.lock().unwrap();
    let first = asked[0].to_lowercase();
    assert!(
        first.starts_with("get /a.tar.gz http/1.1") && first.contains("accept-encoding: identity"),
        "{first}"
    );
    assert!(
        first.contains("user-agent: eolens/") && !first.contains("if-none-match"),
        "{first}"
    );
    assert!(
        asked[1].to_lowercase().contains("if-none-match: \"v1\""),
        "{}",
        asked[1]
    );
}

/// Bad answers of a server, each with what the program says about them.
fn bad() -> Vec<(Answer, &'static str)> {
    let archive = newer();
    let page = b"<!DOCTYPE html><title>Sign in to the network</title>";
    let length = (archive.len() + 1).to_string();
    let plain = |status: &str, headers: &[(&str, &str)]| Answer::new(status, headers, page);
    let mut slow = Answer::ok(&archive[..20]);
    slow.dribble = Some((archive[20..40].to_vec(), Duration::from_millis(300)));
    vec![
        (
            Answer::ok(page),
            "returned a web page instead of the archive",
        ),
        (Answer::ok(b""), "returned an empty response"),
        (
            Answer::ok(&archive[..archive.len() / 2]),
            "truncated or damaged",
        ),
        (
            Answer::new("200 OK", &[("Content-Length", &length)], &archive),
            "the download failed after",
        ),
        (
            Answer::new("200 OK", &[("Content-Length", "99999999")], &archive),
            "larger than 16777216 bytes",
        ),
        (
            Answer::ok(&gzip(&vec![0; 65 << 20])),
            "unpacks to more than",
        ),
        (plain("403 Forbidden", &[]), "access denied (status 403)"),
        (plain("404 Not Found", &[]), "not found (status 404)"),
        (
            plain("407 Proxy Authentication Required", &[]),
            "the proxy requires a user name and password",
        ),
        (
            plain("429 Too Many Requests", &[("Retry-After", "120")]),
            "too many requests (status 429); try again after 120 seconds",
        ),
        (
            plain("503 Service Unavailable", &[]),
            "the server reports an internal error (status 503)",
        ),
        (
            plain("302 Found", &[("Location", "/round")]),
            "more than 5 redirects",
        ),
        (slow, "timed out; to wait longer, set update.timeout"),
        (
            Answer {
                bytes: b"nonsense\r\n\r\n".to_vec(),
                dribble: None,
            },
            "protocol",
        ),
        (Answer::default(), "a.tar.gz"),
    ]
}

#[test]
fn every_bad_answer_has_its_sentence_and_changes_nothing() {
    let home = Home::new();
    fs::write(home.path("config.yaml"), "update: {timeout: 2}\n").unwrap();
    for (answer, words) in bad() {
        let server = Server::start(move |_| answer.clone());
        let address = server.http("a.tar.gz");
        let mut update = home.eolens(&["update", "--from", &address, "--config", "config.yaml"]);
        let start = Instant::now();
        let (code, out, err) = told(&update.output().unwrap());
        assert_eq!((code, out.as_str()), (1, ""), "{words}: {err}");
        assert!(
            err.contains(words) && err.contains(&address),
            "{words}: {err}"
        );
        assert_eq!(err.lines().count(), 1, "{err}");
        assert!(start.elapsed() < Duration::from_secs(8), "{words}");
        assert_eq!(home.catalog(), None, "{words}");
    }
    let nobody = "http://127.0.0.1:9/a.tar.gz";
    let (code, _, err) = home.run(&["update", "--from", nobody]);
    assert!(
        code == 1 && err.contains(nobody) && err.contains("refused"),
        "{err}"
    );
    let (code, _, err) = home.run(&["update", "--from", "http://no.such.host.invalid/"]);
    assert!(
        code == 1 && err.contains("the host name cannot be resolved"),
        "{err}"
    );
}

#[test]
fn a_list_of_sources_is_tried_in_order() {
    let archive = newer();
    let server = Server::start(move |head| {
        if head.starts_with("GET /good") {
            Answer::ok(&archive)
        } else {
            Answer::new("500 No", &[], b"")
        }
    });
    let home = Home::new();
    let sources = format!(
        "update:\n  from: [{}, {}]\n",
        server.http("bad"),
        server.http("good")
    );
    fs::write(home.path("config.yaml"), sources).unwrap();
    let (code, out, _) = home.run(&["update", "--config", "config.yaml"]);
    assert_eq!((code, out.contains("/good")), (0, true), "{out}");
}

#[test]
fn a_certificate_is_checked_with_the_roots_of_the_system_and_those_of_the_user() {
    let archive = newer();
    let (tls, root) = certificate("localhost", false);
    let server = Server::start_tls(tls, move |_| Answer::ok(&archive));
    let home = Home::new();
    let address = server.https("a.tar.gz");
    fs::write(home.path("root.pem"), root).unwrap();
    let (code, _, err) = home.run(&["update", "--check", "--from", &address]);
    assert!(
        code == 1 && err.contains("certificate of localhost") && err.contains("update.ca-file"),
        "{err}"
    );
    assert!(
        err.contains(" (issued by rcgen self signed cert) is not trusted"),
        "{err}"
    );

    let mut system = home.eolens(&["update", "--check", "--from", &address]);
    let (code, out, err) = told(&system.env("SSL_CERT_FILE", "root.pem").output().unwrap());
    assert!(code == 3 && out.contains("newer data"), "{out}{err}");
    fs::write(home.path("config.yaml"), "update: {ca-file: root.pem}\n").unwrap();
    let (code, _, err) = home.run(&["update", "--from", &address, "--config", "config.yaml"]);
    assert_eq!((code, err.as_str()), (0, ""));

    for (name, is_expired, words) in [
        ("elsewhere", false, "certificate of localhost:"),
        ("localhost", true, "has expired"),
    ] {
        let (tls, root) = certificate(name, is_expired);
        let server = Server::start_tls(tls, |_| Answer::ok(b""));
        fs::write(home.path("root.pem"), root).unwrap();
        let address = server.https("a.tar.gz");
        let (code, _, err) = home.run(&["update", "--from", &address, "--config", "config.yaml"]);
        assert!(code == 1 && err.contains(words), "{err}");
    }
}

#[test]
fn a_redirect_is_followed_but_never_from_https_to_http() {
    let archive = newer();
    let moved = Server::start(move |head| {
        if head.starts_with("GET /new") {
            Answer::ok(&archive)
        } else {
            Answer::new("301 Moved Permanently", &[("Location", "/new")], b"")
        }
    });
    let (code, _, err) = Home::new().run(&["update", "--check", "--from", &moved.http("old")]);
    assert_eq!((code, err.as_str()), (3, ""));

    let (tls, root) = certificate("localhost", false);
    let server = Server::start_tls(tls, |_| {
        Answer::new("302 Found", &[("Location", "http://127.0.0.1:9/")], b"")
    });
    let home = Home::new();
    fs::write(home.path("root.pem"), root).unwrap();
    let mut update = home.eolens(&["update", "--from", &server.https("a.tar.gz")]);
    let (code, _, err) = told(&update.env("SSL_CERT_FILE", "root.pem").output().unwrap());
    assert!(code == 1 && err.contains("from https to http"), "{err}");
}

#[test]
fn proxies_of_the_environment_are_asked() {
    let archive = newer();
    let (tls, root) = certificate("localhost", false);
    let server = Server::start_tls(tls, move |_| Answer::ok(&archive));
    let home = Home::new();
    fs::write(home.path("root.pem"), root).unwrap();
    for (status, expected, words) in [
        ("200 Connected", 3, "newer data"),
        (
            "407 Proxy Authentication Required",
            1,
            "the proxy requires a user name and password",
        ),
        ("502 Bad Gateway", 1, "the proxy refused the connection"),
    ] {
        let proxy = Server::start_proxy(server.address, status);
        let mut update = home.eolens(&["update", "--check", "--from", &server.https("a.tar.gz")]);
        update.env("SSL_CERT_FILE", "root.pem");
        update.env("HTTPS_PROXY", format!("http://{}", proxy.address));
        let (code, out, err) = told(&update.output().unwrap());
        assert!(
            code == expected && (out + &err).contains(words),
            "{status}: {err}"
        );
        assert!(proxy.asked.lock().unwrap()[0].starts_with("CONNECT localhost:"));
        update.env("NO_PROXY", "localhost");
        assert_eq!(update.output().unwrap().status.code(), Some(3));
        assert_eq!(proxy.asked.lock().unwrap().len(), 1);
    }
}

#[test]
fn whoever_refuses_a_connection_is_named() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let nobody = listener.local_addr().unwrap();
    drop(listener);
    let home = Home::new();
    let ask = |from: &str, proxy: Option<String>| {
        let mut update = home.eolens(&["update", "--check", "--from", from]);
        update.envs(proxy.map(|proxy| ("HTTPS_PROXY", proxy)));
        told(&update.output().unwrap())
    };
    let (code, _, err) = ask("https://far.invalid/a", Some(format!("http://{nobody}")));
    let words =
        format!("cannot connect to the proxy {nobody}: connection refused; check HTTPS_PROXY");
    assert!(code == 1 && err.contains(&words), "{err}");
    let (code, _, err) = ask(&format!("http://{nobody}/a"), None);
    assert!(
        code == 1 && err.contains("cannot connect to 127.0.0.1: connection refused"),
        "{err}"
    );
    let (code, _, err) = ask("ftp://far.invalid/a", None);
    assert!(
        code == 1 && err.contains("ftp://far.invalid/a: unsupported URL"),
        "{err}"
    );
}

#[test]
fn a_plain_address_goes_through_its_own_proxy_and_any_address_through_the_general_one() {
    let archive = newer();
    let server = Server::start(move |_| Answer::ok(&archive));
    let proxy = Server::start_proxy(server.address, "200 Connected");
    let home = Home::new();
    for variable in ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"] {
        let mut update = home.eolens(&["update", "--check", "--from", "http://far.invalid/a"]);
        update.env(variable, format!("http://{}", proxy.address));
        let (code, out, err) = told(&update.output().unwrap());
        assert!(code == 3 && out.contains("newer data"), "{variable}: {err}");
    }
    let asked = proxy.asked.lock().unwrap();
    let is_named = |asked: &String| asked.starts_with("CONNECT far.invalid");
    assert!(asked.len() == 4 && asked.iter().all(is_named), "{asked:?}");
}

#[test]
fn a_sign_in_page_of_another_host_names_that_host() {
    let page = Server::start(|_| Answer::new("200 OK", &[], b"<html>Sign in</html>"));
    let location = format!("http://localhost:{}/login", page.address.port());
    let server = Server::start(move |_| Answer::new("302 Found", &[("Location", &location)], b""));
    let home = Home::new();
    let (code, _, err) = home.run(&["update", "--from", &server.http("a.tar.gz")]);
    assert!(
        code == 1 && err.contains("localhost returned a web page"),
        "{err}"
    );
}

#[test]
fn a_server_that_knows_the_version_sends_nothing() {
    let archive = newer();
    let server = Server::start(move |head| {
        if head.to_lowercase().contains("if-none-match: \"v1\"") {
            Answer::new("304 Not Modified", &[("ETag", "\"v1\"")], b"")
        } else {
            Answer::new("200 OK", &[("ETag", "\"v1\"")], &archive)
        }
    });
    let home = Home::new();
    let address = server.http("a.tar.gz");
    assert_eq!(home.run(&["update", "--from", &address]).0, 0);
    for args in [&["update"][..], &["update", "--check"]] {
        let (code, out, _) = home.run(&[args, &["--from", &address]].concat());
        assert_eq!(
            (code, out.starts_with("already up to date")),
            (0, true),
            "{out}"
        );
    }
}

#[test]
fn offline_nothing_is_asked() {
    let server = Server::start(|_| Answer::ok(b""));
    let home = Home::new();
    let mut update = home.eolens(&["update", "--from", &server.http("a.tar.gz")]);
    let (code, _, err) = told(&update.env("EOLENS_OFFLINE", "1").output().unwrap());
    assert!(code == 1 && err.contains("EOLENS_OFFLINE is set"), "{err}");
    assert_eq!(server.asked.lock().unwrap().len(), 0);
}
