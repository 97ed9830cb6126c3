//! Files that no tool should be given: each is read within a second of processor time, fails nothing else, and the
//! good file beside it is reported.

use std::fmt::Write;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Output};

use super::{PRODUCTS, PROGRAM};
use crate::program;

/// A file: its path, and its content.
type File = (&'static str, fn() -> Vec<u8>);

/// Something other than a file with a name, made in a folder.
type Other = (&'static str, fn(&Path));

fn many(text: &str, count: usize) -> Vec<u8> {
    text.repeat(count).into_bytes()
}

/// A start, something repeated, and an end.
fn around(start: &str, text: &str, count: usize, end: &str) -> Vec<u8> {
    [start, &text.repeat(count), end].concat().into_bytes()
}

fn bytes(text: &str) -> Vec<u8> {
    text.as_bytes().to_vec()
}

/// `a` holds ten of `b`, which holds ten of `c`, and so on.
fn laughs() -> Vec<u8> {
    let mut text = "a0: &a0 [x]\n".to_owned();
    for level in 1..30 {
        let aliases = vec![format!("*a{}", level - 1); 10].join(", ");
        let _ = writeln!(text, "a{level}: &a{level} [{aliases}]");
    }
    (text + "services: {x: {image: *a29}}\n").into_bytes()
}

fn entities() -> Vec<u8> {
    let mut text = "<!DOCTYPE project [<!ENTITY a0 \"x\">".to_owned();
    for level in 1..30 {
        let inner = format!("&a{};", level - 1).repeat(10);
        let _ = write!(text, "<!ENTITY a{level} \"{inner}\">");
    }
    (text + "]><project><version>&a29;</version></project>").into_bytes()
}

/// A matrix of 10 axes with 10 values each.
fn matrix() -> Vec<u8> {
    let mut text = "jobs:\n  a:\n    strategy:\n      matrix:\n".to_owned();
    let mut uses = String::new();
    for axis in 0..10 {
        let _ = writeln!(text, "        v{axis}: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]");
        let _ = write!(uses, "${{{{ matrix.v{axis} }}}}.");
    }
    (text + &format!("    runs-on: x\n    container: node:{uses}\n")).into_bytes()
}

fn utf16(text: &str) -> Vec<u8> {
    let units = text.encode_utf16().flat_map(u16::to_le_bytes);
    [0xff, 0xfe].into_iter().chain(units).collect()
}

const FILES: [File; 55] = [
    // Nested without end.
    ("package.json", || many("[", 100_000)),
    ("package.json", || many("{\"engines\":", 90_000)),
    ("sbom.json", || {
        around(
            "{\"bomFormat\":\"CycloneDX\",\"components\":",
            "[",
            200_000,
            "",
        )
    }),
    ("composer.json", || {
        around("{\"require\":", "{\"a\":", 90_000, "1")
    }),
    ("global.json", || around("", "[[[[", 50_000, "]")),
    ("compose.yaml", || around("services: ", "[", 100_000, "")),
    ("compose.yaml", || around("services: ", "{a: ", 100_000, "")),
    ("compose.yaml", || many("- ", 100_000)),
    ("compose.yaml", || {
        (0..1_300)
            .map(|depth| " ".repeat(depth) + "a:\n")
            .collect::<String>()
            .into_bytes()
    }),
    ("values.yaml", || many("? ", 100_000)),
    ("pyproject.toml", || around("a = ", "[", 100_000, "")),
    ("pyproject.toml", || around("a = ", "{a = ", 100_000, "1")),
    ("Cargo.toml", || around("a", ".a", 100_000, " = 1")),
    ("mise.toml", || around("[a", ".a", 100_000, "]")),
    ("pom.xml", || many("<a>", 100_000)),
    ("bom.xml", || {
        around(
            "<bom xmlns='http://cyclonedx.org/schema/bom/1.4'>",
            "<components><component>",
            30_000,
            "",
        )
    }),
    ("main.tf", || many("a {", 100_000)),
    ("main.tf", || around("a = ", "[", 100_000, "")),
    ("main.tf", || around("a = \"", "${\"", 50_000, "")),
    ("Dockerfile", || around("FROM ", "${A:-", 100_000, "")),
    (".github/workflows/a.yml", || {
        around("jobs: {a: {container: \"", "${{ ", 100_000, "\"}}")
    }),
    // Aliases, entities and variables that grow, or that lead back to themselves.
    ("compose.yaml", laughs),
    ("compose.yaml", || bytes("services: &a {x: *a}\n")),
    ("compose.yaml", || {
        bytes("services: &a\n  <<: *a\n  x: {image: 'node:16'}\n")
    }),
    ("pom.xml", entities),
    ("pom.xml", || {
        bytes(
            "<!DOCTYPE p [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><project><version>&x;</version></project>",
        )
    }),
    ("pom.xml", || {
        bytes(
            "<project><properties><a>${b}</a><b>${a}</b></properties><parent><groupId>g</groupId><artifactId>a</artifactId><version>${a}</version></parent></project>",
        )
    }),
    ("Dockerfile", || {
        bytes("ARG A=${A}\nARG B=${C}\nARG C=${B}\nFROM node:${A}${B}\n")
    }),
    ("Dockerfile", || {
        around(
            "ARG A0=xxxxxxxxxx\n",
            "ARG A0=$A0$A0$A0$A0$A0$A0$A0$A0$A0$A0\n",
            100,
            "FROM node:$A0\n",
        )
    }),
    ("gradle.properties", || bytes("a=${b}\nb=${a}\n")),
    ("requirements.txt", || {
        bytes("-r requirements.txt\n-c requirements.txt\n")
    }),
    ("main.tf", || {
        bytes(
            "locals {\n  a = local.b\n  b = local.a\n}\nresource \"aws_eks_cluster\" \"x\" {\n  version = local.a\n}\n",
        )
    }),
    (".github/workflows/a.yml", matrix),
    // A single line, or very many.
    ("package.json", || {
        around(
            "{\"dependencies\": {",
            "\"a\": \"^1\", ",
            90_000,
            "\"b\": \"1\"}}",
        )
    }),
    ("Dockerfile", || around("FROM ", "a", 1 << 20, "")),
    ("Dockerfile", || many("FROM node\n", 100_000)),
    ("Dockerfile", || {
        around("FROM node:16 ", "\\\n", 500_000, "")
    }),
    ("Dockerfile", || {
        around("FROM a\nRUN <<EOF\n", "FROM node:16\n", 70_000, "")
    }),
    ("compose.yaml", || many("---\n", 250_000)),
    ("compose.yaml", || {
        around("services: {x: {image: \"", "a", 1_000_000, "\"}}")
    }),
    ("go.mod", || {
        around("module x\nrequire (\n", "k8s.io/api v0.1.0\n", 55_000, ")")
    }),
    ("go.mod", || {
        many("require a/b v1\nreplace a/c v1 => a/d v1\n", 25_000)
    }),
    ("Gemfile", || {
        around("gem 'a', ", "'>= 1', ", 120_000, "'< 2'")
    }),
    ("build.gradle", || {
        around("dependencies { implementation ", "\"a:b:1\" ", 120_000, "}")
    }),
    (".nvmrc", || many("1", 1 << 20)),
    (".tool-versions", || around("nodejs ", "16 ", 340_000, "")),
    // No text, or of an encoding that nobody expects.
    ("Dockerfile", || bytes("FROM node:16\0\nFROM node:14\n")),
    ("package.json", || {
        utf16("{\"engines\": {\"node\": \"16\"}}")
    }),
    ("pom.xml", || {
        utf16("<?xml version='1.0' encoding='UTF-16'?><project/>")
    }),
    ("pyproject.toml", || {
        b"[project]\nname = \"\xe9\xff\xfe\"\n".to_vec()
    }),
    (".python-version", || {
        b"\x1b]0;title\x07\x1b[31m3.9\xe2\x80\xae\n".to_vec()
    }),
    ("package.json", || {
        bytes("{\"engines\": {\"node\": \"\\ud800\\u0000\\u001b[2J\"}}")
    }),
    ("compose.yaml", || b"\x80\x81\x82: {\xff\n".to_vec()),
    // Larger than anything that is read.
    ("package-lock.json", || {
        around("{\"packages\": {\"", "a", 17 << 20, "\"")
    }),
    ("sbom.json", || {
        around(
            "{\"bomFormat\": \"CycloneDX\", \"components\": [",
            "{\"purl\": \"pkg:npm/a@1\"},\n",
            200_000,
            "]}",
        )
    }),
];

const OTHERS: [Other; 8] = [
    ("a folder", |folder| {
        fs::create_dir(folder.join("Dockerfile")).unwrap();
    }),
    ("a pipe", |folder| {
        let made = Command::new("mkfifo")
            .arg(folder.join("Dockerfile"))
            .status();
        assert!(made.unwrap().success());
    }),
    ("a link to itself", |folder| {
        symlink("Dockerfile", folder.join("Dockerfile")).unwrap();
    }),
    ("a link to a device", |folder| {
        symlink("/dev/zero", folder.join("Dockerfile")).unwrap();
    }),
    ("a link to nothing", |folder| {
        symlink("/nowhere/at/all", folder.join("compose.yaml")).unwrap();
    }),
    ("a link to the folder above", |folder| {
        symlink("..", folder.join("deeper")).unwrap();
    }),
    ("a name that is no text", |folder| {
        let name = std::ffi::OsStr::from_bytes(b"\xff\x1b[2J.Dockerfile");
        fs::write(folder.join(name), "FROM node:16\n").unwrap();
    }),
    ("folders without end", |folder| {
        let mut deep = folder.to_owned();
        while deep.as_os_str().len() < 3_000 {
            deep.push("deeper");
        }
        fs::create_dir_all(&deep).unwrap();
        fs::write(deep.join("Dockerfile"), "FROM node:16\n").unwrap();
    }),
];

/// Seconds of processor time; programs without optimization take several times as long.
const SECONDS: u32 = if cfg!(debug_assertions) { 10 } else { 1 };

/// Checks a folder. The system ends the program when it has used its time.
fn check(folder: &Path) -> Output {
    let limited = format!("ulimit -t {SECONDS} && exec \"$0\" check --all --as-of 2026-08-22");
    let mut command = Command::new("sh");
    command.args(["-c", &limited, PROGRAM]).current_dir(folder);
    command
        .env("EOLENS_PRODUCTS", PRODUCTS)
        .env("EOLENS_CONFIG", program::CONFIG);
    command.output().unwrap()
}

/// Makes something in a folder, beside a good file, and checks that the good file is reported; else says what happened.
fn survives(make: impl FnOnce(&Path)) -> Result<(), String> {
    let folder = tempfile::tempdir().unwrap();
    let bad = folder.path().join("bad");
    fs::create_dir(&bad).unwrap();
    make(&bad);
    fs::create_dir(folder.path().join("good")).unwrap();
    fs::write(folder.path().join("good/Dockerfile"), "FROM python:3.9\n").unwrap();
    let output = check(folder.path());
    let told = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    let is_control = |c: char| c.is_control() && c != '\n';
    match output.status.code() {
        Some(3) if !told.contains("Python 3.9") => Err(format!("hides the good file: {told}")),
        Some(3) if told.contains(is_control) => Err("reaches the terminal".to_owned()),
        Some(3) if errors.is_empty() => Ok(()),
        _ => Err(format!("{} {errors}", output.status)),
    }
}

#[test]
fn no_file_hides_the_others() {
    let mut failed = Vec::new();
    for (number, (path, content)) in FILES.into_iter().enumerate() {
        let survived = survives(|folder| {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content()).unwrap();
        });
        failed.extend(
            survived
                .err()
                .map(|why| format!("{path}, row {number}: {why}")),
        );
    }
    for (what, make) in OTHERS {
        failed.extend(survives(make).err().map(|why| format!("{what}: {why}")));
    }
    assert_eq!(failed, [""; 0]);
}
