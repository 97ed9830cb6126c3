use super::read;
use crate::stack::formats::tests::{findings, rows, rows_beside};

/// A workflow with one job.
fn job(lines: &str) -> String {
    let lines: Vec<String> = lines.lines().map(|line| format!("    {line}\n")).collect();
    format!("jobs:\n  a:\n{}", lines.concat())
}

#[test]
fn jobs_have_runners_and_containers() {
    for (lines, expected) in [
        (
            "runs-on: ubuntu-20.04",
            "3:14 github-actions-runner-images pin ubuntu-20.04 ci",
        ),
        ("runs-on: ubuntu-latest", ""),
        ("runs-on: [self-hosted, linux]", ""),
        (
            "runs-on: macos-13-large",
            "3:14 github-actions-runner-images pin macos-13 ci",
        ),
        (
            "runs-on: macos-14-arm64",
            "3:14 github-actions-runner-images pin macos-14-arm64 ci",
        ),
        (
            "runs-on: ubuntu-22.04-16core",
            "3:14 github-actions-runner-images pin ubuntu-22.04 ci",
        ),
        (
            "runs-on: ${{ matrix.os }}\nstrategy:\n  matrix:\n    os: [ubuntu-20.04, ubuntu-22.04, windows-2022, ubuntu-latest]",
            "6:14 github-actions-runner-images set ubuntu-20.04, ubuntu-22.04 ci | 6:42 github-actions-runner-images pin windows-2022 ci",
        ),
        ("container: node:16", "3:16 node pin 16 ci"),
        ("container:\n  image: node:16", "4:14 node pin 16 ci"),
        (
            "container: python:${{ matrix.v }}\nstrategy:\n  matrix:\n    v: [3.9, 3.10, '3.10']",
            "6:13 python set 3.9, 3.1, 3.10 ci",
        ),
        (
            "container: node:${{ matrix.v }}\nstrategy:\n  matrix:\n    v: [16, 18]",
            "6:13 node set 16, 18 ci",
        ),
        (
            "container: node:${{ matrix.v }}\nstrategy:\n  matrix:\n    v: [14, 16]\n    exclude: [{v: 14}]",
            "6:17 node pin 16 ci",
        ),
        (
            "container: node:${{ matrix.v }}\nstrategy:\n  matrix:\n    os: [x]\n    v: [14, 16]\n    exclude: [{v: 14, os: x}]",
            "7:13 node set 14, 16 ci",
        ),
        (
            "container: python:${{ matrix.v }}\nstrategy:\n  matrix:\n    v: [3.8, 3.10]\n    include: [{v: 3.9}]\n    exclude: [{v: 3.8}]",
            "6:18 python set 3.1, 3.9 ci",
        ),
        (
            "container: ${{ inputs.image }}",
            "3:16 ${{ inputs.image }} floating  ci",
        ),
        (
            "container: ${{ inputs.registry }}/node:16",
            "3:16 ${{ inputs.registry }}/node pin 16 ci",
        ),
        (
            "container: a/${{ inputs.b }}/node:16-bookworm",
            "3:16 a/${{ inputs.b }}/node pin 16 ci | 3:42 debian base bookworm ci",
        ),
        (
            "env: {REG: x.io}\ncontainer: ${{ env.REG }}/node:16",
            "4:16 x.io/node pin 16 ci",
        ),
        (
            "services:\n  db:\n    image: postgres:12",
            "5:16 postgres pin 12 ci",
        ),
        ("# runs-on: ubuntu-20.04\nsteps: []", ""),
    ] {
        assert_eq!(rows(read, &job(lines)), expected, "{lines}");
    }
}

#[test]
fn setup_actions_install_versions() {
    for (uses, with, expected) in [
        (
            "actions/setup-node@v3",
            "node-version: 16",
            "6:25 nodejs pin 16 ci",
        ),
        (
            "actions/setup-node@v3",
            "node-version: '16.x'",
            "6:26 nodejs pin 16 ci",
        ),
        (
            "actions/setup-node@v3",
            "node-version: lts/*",
            "6:25 nodejs floating  ci",
        ),
        (
            "actions/setup-node@v3",
            "node-version: '>=16'",
            "6:26 nodejs set >=16 ci",
        ),
        ("actions/setup-node@v3", "node-version-file: .nvmrc", ""),
        (
            "actions/setup-node@v3",
            "node-version: ${{ matrix.node }}",
            "9:16 nodejs set 16, 18.x ci",
        ),
        (
            "actions/setup-node@v3",
            "node-version: ${{ matrix.none }}",
            "6:25 nodejs floating  ci",
        ),
        (
            "actions/setup-node@v3",
            "node-version: ${{ inputs.node || env.NODE || matrix.node }}",
            "11:14 nodejs pin 14 ci",
        ),
        (
            "actions/setup-node@v3",
            "node-version: ${{ matrix.node.version || matrix.node }}",
            "9:16 nodejs set 16, 18.x ci",
        ),
        (
            "shivammathur/setup-php@v2",
            "php-version: ['7.4', latest]",
            "6:26 php set 7.4, latest ci",
        ),
        (
            "actions/setup-node@v3",
            "node-version: ${{ env.NODE }}",
            "11:14 nodejs pin 14 ci",
        ),
        (
            "actions/setup-python@v4",
            "python-version: '3.10'",
            "6:28 python pin 3.10 ci",
        ),
        (
            "actions/setup-python@v4",
            "python-version: 3.10",
            "6:27 python pin 3.1 ci",
        ),
        (
            "ruby/setup-ruby@v1",
            "ruby-version: 3.0",
            "6:25 ruby pin 3 ci",
        ),
        (
            "shivammathur/setup-php@v2",
            "php-version: 8.0",
            "6:24 php pin 8.0 ci",
        ),
        (
            "actions/setup-python@v4",
            "python-version: 3.9",
            "6:27 python pin 3.9 ci",
        ),
        (
            "actions/setup-python@v4",
            "python-version: pypy3.9",
            "6:27 python pin pypy3.9 ci",
        ),
        (
            "actions/setup-python@v4",
            "python-version: ['3.9', pypy-3.11, 3.13t, 3.14-dev, 3.x]",
            "6:29 python set 3.9, 3.13, 3.14-dev, 3.x ci | 6:35 python pin pypy-3.11 ci",
        ),
        (
            "ruby/setup-ruby@v1",
            "ruby-version: ['3.2', jruby-9.4, truffleruby, .ruby-version]",
            "6:27 ruby pin 3.2 ci | 6:33 jruby pin 9.4 ci | 6:44 ruby pin truffleruby ci",
        ),
        (
            "actions/setup-python@v4",
            "python-version: 3.x",
            "6:27 python pin 3 ci",
        ),
        (
            "actions/setup-python@v4",
            "python-version: |\n            3.8\n            3.9",
            "7:13 python set 3.8, 3.9 ci",
        ),
        (
            "actions/setup-go@v4",
            "go-version: '^1.19'",
            "6:24 go set ^1.19 ci",
        ),
        (
            "actions/setup-java@v3",
            "java-version: '11'\n          distribution: zulu",
            "6:26 azul-zulu pin 11 ci",
        ),
        (
            "actions/setup-java@v3",
            "java-version: 8\n          distribution: temurin",
            "6:25 eclipse-temurin pin 8 ci",
        ),
        (
            "actions/setup-java@v1",
            "java-version: 1.8",
            "6:25 java pin 8 ci",
        ),
        (
            "actions/setup-java@v3",
            "java-version: 17\n          distribution: jetbrains",
            "6:25 jetbrains pin 17 ci",
        ),
        (
            "actions/setup-dotnet@v3",
            "dotnet-version: 6.0.x",
            "6:27 dotnet pin 6.0 ci",
        ),
        (
            "ruby/setup-ruby@v1",
            "ruby-version: jruby-9.4",
            "6:25 jruby pin 9.4 ci",
        ),
        (
            "ruby/setup-ruby@v1",
            "ruby-version: ['2.7', '3.4', jruby-9.4, truffleruby]",
            "6:27 ruby set 2.7, 3.4 ci | 6:40 jruby pin 9.4 ci | 6:51 ruby pin truffleruby ci",
        ),
        (
            "ruby/setup-ruby@v1",
            "ruby-version: '2.7'",
            "6:26 ruby pin 2.7 ci",
        ),
        (
            "shivammathur/setup-php@v2",
            "php-version: '8.0'",
            "6:25 php pin 8.0 ci",
        ),
        (
            "erlef/setup-beam@v1",
            "otp-version: '25'\n          elixir-version: '1.14'",
            "6:25 erlang pin 25 ci | 7:28 elixir pin 1.14 ci",
        ),
        (
            "dtolnay/rust-toolchain@1.70.0",
            "components: clippy",
            "4:38 rust pin 1.70.0 ci",
        ),
        (
            "dtolnay/rust-toolchain@stable",
            "components: clippy",
            "4:38 rust floating  ci",
        ),
        ("dtolnay/rust-toolchain@master", "components: clippy", ""),
        (
            "hashicorp/setup-terraform@v2",
            "terraform_version: 1.3.9",
            "6:30 terraform pin 1.3.9 ci",
        ),
        ("pnpm/action-setup@v2", "version: 8", "6:20 pnpm pin 8 ci"),
        ("docker://alpine:3.16", "args: x", "4:24 alpine pin 3.16 ci"),
        (
            "actions/setup-node@v3",
            "node-version: lts/hydrogen",
            "6:25 nodejs pin 18 ci",
        ),
        (
            "actions/setup-node@v3",
            "node-version: lts/-1",
            "6:25 nodejs floating  ci",
        ),
        (
            "actions/setup-node@v3",
            "node-version: v18.17",
            "6:25 nodejs pin 18.17 ci",
        ),
        (
            "actions/setup-node@v3",
            "node-version: 20-nightly",
            "6:25 nodejs pin 20-nightly ci",
        ),
        (
            "actions/setup-node@v3",
            "node-version: 16 || 18",
            "6:25 nodejs set 16 || 18 ci",
        ),
        (
            "actions/setup-python@v4",
            "python-version: 3.12-dev",
            "6:27 python pin 3.12-dev ci",
        ),
        (
            "actions/setup-python@v4",
            "python-version: '>=3.9 <3.13'",
            "6:28 python set >=3.9 <3.13 ci",
        ),
        (
            "actions/setup-python@v4",
            "python-version: 3.9 - 3.12",
            "6:27 python set 3.9 - 3.12 ci",
        ),
        (
            "actions/setup-python@v4",
            "python-version: ~3.12.0-0",
            "6:27 python set ~3.12.0-0 ci",
        ),
        (
            "actions/setup-python@v4",
            "python-version: graalpy-24.0",
            "6:27 python pin graalpy-24.0 ci",
        ),
        (
            "actions/setup-go@v4",
            "go-version: stable",
            "6:23 go floating  ci",
        ),
        (
            "actions/setup-go@v4",
            "go-version: oldstable",
            "6:23 go floating  ci",
        ),
        (
            "actions/setup-go@v4",
            "go-version: 1.21.x",
            "6:23 go pin 1.21 ci",
        ),
        (
            "actions/setup-go@v4",
            "go-version: 1.20",
            "6:23 go pin 1.2 ci",
        ),
        (
            "actions/setup-java@v3",
            "java-version: 17-ea",
            "6:25 java pin 17-ea ci",
        ),
        (
            "actions/setup-java@v3",
            "java-version: 11.0.x",
            "6:25 java pin 11.0 ci",
        ),
        (
            "actions/setup-java@v3",
            "java-version: 8.0.345+1",
            "6:25 java pin 8.0.345+1 ci",
        ),
        (
            "actions/setup-dotnet@v3",
            "dotnet-version: 8.0.1xx",
            "6:27 dotnet pin 8.0.1xx ci",
        ),
        (
            "actions/setup-dotnet@v3",
            "dotnet-version: 8.x",
            "6:27 dotnet pin 8 ci",
        ),
        (
            "actions/setup-dotnet@v3",
            "dotnet-version: 9.0.100-preview.7",
            "6:27 dotnet pin 9.0.100-preview.7 ci",
        ),
        (
            "shivammathur/setup-php@v2",
            "php-version: latest",
            "6:24 php floating  ci",
        ),
        (
            "shivammathur/setup-php@v2",
            "php-version: lowest",
            "6:24 php floating  ci",
        ),
        (
            "shivammathur/setup-php@v2",
            "php-version: 8",
            "6:24 php pin 8.0 ci",
        ),
        (
            "erlef/setup-beam@v1",
            "otp-version: 25.x",
            "6:24 erlang pin 25 ci",
        ),
        (
            "erlef/setup-beam@v1",
            "elixir-version: main",
            "6:27 elixir floating  ci",
        ),
        (
            "pnpm/action-setup@v2",
            "version: latest-8",
            "6:20 pnpm pin 8 ci",
        ),
        (
            "pnpm/action-setup@v2",
            "version: 8.x.x",
            "6:20 pnpm pin 8 ci",
        ),
        (
            "ruby/setup-ruby@v1",
            "ruby-version: head",
            "6:25 ruby floating  ci",
        ),
        (
            "ruby/setup-ruby@v1",
            "ruby-version: ruby-3.2.1",
            "6:25 ruby pin 3.2.1 ci",
        ),
        (
            "hashicorp/setup-terraform@v2",
            "terraform_version: '~1.3.0'",
            "6:31 terraform set ~1.3.0 ci",
        ),
        (
            "dtolnay/rust-toolchain@v1",
            "toolchain: 1.70",
            "6:22 rust pin 1.7 ci",
        ),
        ("dtolnay/rust-toolchain@v1", "components: clippy", ""),
        ("acme/setup-node@v1", "node-version: 16", ""),
    ] {
        let text = format!(
            "jobs:\n  a:\n    steps:\n      - uses: {uses}\n        with:\n          {with}\n    strategy:\n      matrix:\n        node: [16, 18.x]\n    env:\n      NODE: '14'\n"
        );
        assert_eq!(rows(read, &text), expected, "{uses} {with}");
    }
}

#[test]
fn a_number_in_an_image_loses_its_zero() {
    for (version, is_noted) in [("3.10", true), ("'3.10'", false), ("3.9", false)] {
        let text = job(&format!(
            "container: python:${{{{ matrix.v }}}}\nstrategy:\n  matrix:\n    v: [{version}]"
        ));
        let claims = findings(read, "x.yml", &text).claims;
        let note = claims[0].note.as_deref().unwrap_or_default();
        assert_eq!(note.contains("trailing 0"), is_noted, "{version}");
    }
}

#[test]
fn actions_have_steps_and_images() {
    let text = "runs:\n  using: docker\n  image: docker://alpine:3.16";
    assert_eq!(rows(read, text), "3:19 alpine pin 3.16 ci");
    let text = "runs:\n  using: composite\n  steps:\n  - uses: actions/setup-node@v3\n    with: {node-version: 16}";
    assert_eq!(rows(read, text), "5:26 nodejs pin 16 ci");
    assert_eq!(rows(read, "runs:\n  using: node16\n  main: x.js"), "");
}

#[test]
fn a_called_workflow_installs_what_its_caller_says() {
    let called = "on:\n  workflow_call:\n    inputs:\n      python:\n        type: string\n      node:\n        default: '18'\njobs:\n  a:\n    runs-on: ${{ inputs.os }}\n    steps:\n    \
        - uses: actions/setup-python@v5\n      with: {python-version: \"${{ inputs.python }}\"}\n    \
        - uses: actions/setup-node@v5\n      with: {node-version: \"${{ inputs.node }}\"}\n    \
        - uses: astral-sh/setup-uv@v6\n      with: {python-version: \"${{ inputs.python }}\"}\n";
    assert_eq!(
        rows(read, called),
        "13:31 python floating  ci | 7:19 nodejs pin 18 ci | 17:31 python floating  ci"
    );
    for (with, expected) in [
        ("python: '3.9'", "6:16 python pin 3.9 ci"),
        ("python: 3.10", "6:15 python pin 3.1 ci"),
        ("python: ${{ matrix.v }}", "9:14 python set 3.9, 3.12 ci"),
        ("python: ${{ inputs.python }}", ""),
        ("node: 16", "6:13 nodejs pin 16 ci"),
        (
            "os: ubuntu-20.04",
            "6:11 github-actions-runner-images pin ubuntu-20.04 ci",
        ),
        ("other: '3.9'", ""),
    ] {
        let text = format!(
            "jobs:\n  a:\n    # a call\n    uses: ./.github/workflows/x.yml\n    with:\n      {with}\n    strategy:\n      matrix:\n        v: ['3.9', '3.12']\n"
        );
        let found = rows_beside(read, &text, &[("x.yml", called)]);
        assert_eq!(found, expected, "{with}");
    }
    assert_eq!(
        rows(read, "jobs:\n  a:\n    uses: ./.github/workflows/x.yml\n"),
        ""
    );
}

#[test]
fn an_action_has_defaults_for_its_inputs() {
    let text = "inputs:\n  node:\n    default: '16'\nruns:\n  steps:\n  - uses: actions/setup-node@v3\n    with:\n      node-version: ${{ inputs.node }}";
    assert_eq!(rows(read, text), "3:15 nodejs pin 16 ci");
}
