//! The shapes of files in public repositories, and what a perfect tool reports for each.

use super::{report, rows, tree};

/// A file: its path, its text, and the expected items as `LINE:COLUMN PRODUCT RELEASE KIND STATUS`.
type Shape = (&'static str, &'static str, &'static [&'static str]);

const SHAPES: &[Shape] = &[
    // As in docker/awesome-compose.
    (
        "stages/Dockerfile",
        "# syntax=docker/dockerfile:1.4\n\nFROM --platform=$BUILDPLATFORM node:17.0.1-bullseye-slim as builder\nCMD [\"x\"]\n\
         FROM builder as dev-envs\nFROM scratch\nCOPY --from=builder /a /a\n",
        &["3:32 nodejs 17 pin ended", "3:44 debian 11 base extended"],
    ),
    (
        "floating/Dockerfile",
        "FROM node:lts-buster-slim AS development\nFROM node:lts\nFROM python:alpine\n",
        &[
            "1:6 nodejs - floating -",
            "1:15 debian 10 base ended",
            "2:6 nodejs - floating -",
            "3:6 python - floating -",
        ],
    ),
    (
        "compose/compose.yaml",
        "services:\n  db:\n    # image: postgres:9\n    image: 'postgres:12-alpine'\n    #image: postgres:10\n  own:\n    build: .\n    image: node:14\n  \
         proxy:\n    image: \"postgres\"\n",
        &[
            "4:13 postgresql 12 pin ended",
            "10:13 postgresql - floating -",
        ],
    ),
    (
        "names/Dockerfile",
        "FROM acme/uvicorn:python3.9-slim\nFROM acme/python-tools:3.9\n",
        &[],
    ),
    // As in open-telemetry/opentelemetry-demo.
    (
        "digest/Dockerfile",
        "ARG TARGETARCH\nFROM docker.io/library/node:22.9.0-alpine@sha256:bdf2cca6fe3dabd014ea60163eca3f0f7015fbd5c7ee1b0e9ccb4ced6eb02ef4 AS b\n\
         FROM gcr.io/distroless/nodejs22-debian12:nonroot@sha256:13593b7570658e8477de39e2f4a1dd25db2f836d68a0ba771251572d23bb4f8e\n\
         FROM gcr.io/distroless/static-debian12:nonroot\n",
        &[
            "2:6 nodejs 22 pin supported",
            "3:6 nodejs 22 pin supported",
            "3:33 debian 12 base extended",
            "4:31 debian 12 base extended",
        ],
    ),
    (
        "env/compose.yaml",
        "services:\n  a:\n    image: ${DB_IMAGE}\n  b:\n    image: ${NAME}:${VERSION}-b\n",
        &[],
    ),
    // What the variables of the file above are, is where it would be changed.
    (
        "env/.env",
        "# versions\nDB_IMAGE=postgres:13.4\nNAME=ghcr.io/acme/demo\nVERSION=2\n",
        &["2:10 postgresql 13 pin ended"],
    ),
    (
        ".github/workflows/checks.yml",
        "jobs:\n  a:\n    runs-on: x\n    steps:\n    - uses: actions/setup-python@v5\n      with:\n        python-version: '3.x'\n    \
         - uses: actions/setup-node@820762786026740c76f36085b0efc47a31fe5020  # v7.0.0\n      with:\n        node-version: 24\n    \
         - run: setup-python 3.1\n",
        &[
            "7:26 python 3.14 pin supported",
            "10:23 nodejs 24 pin supported",
        ],
    ),
    // As in kubernetes/examples.
    (
        "pods/pods.yaml",
        "apiVersion: v1\nkind: ReplicationController\nspec:\n  template:\n    spec:\n      containers:\n      - image: registry.k8s.io/node:e2e  # or just image: node\n      \
         - image: <YOUR-CONTAINER>\n      - image: \"node:0.10.40\"\n      - image: mcr.acme.example/python:v1\n",
        &["9:17 nodejs - pin older"],
    ),
    (
        "pods/pod.json",
        "{\n  \"kind\": \"Pod\",\n  \"apiVersion\": \"v1\",\n  \"spec\": {\"containers\": [{\"image\": \"postgres:latest\"}]}\n}\n",
        &["4:38 postgresql - floating -"],
    ),
    (
        "old/Dockerfile",
        "# a license\n#\n\nFROM python:2.7-slim\nFROM ubuntu:trusty\nFROM debian\n",
        &[
            "4:6 python 2.7 pin ended",
            "5:6 ubuntu 14.04 pin ended",
            "6:6 debian - floating -",
        ],
    ),
    // As in spdx/spdx-examples.
    (
        "hello/pyproject.toml",
        "[build-system]\nrequires = [\"hatchling\"]\n\n[project]\nrequires-python = \">=3.6\"\nclassifiers = [\n  \"Programming Language :: Python :: 3\",\n]\n",
        &["5:20 python 3.14 set supported"],
    ),
    (
        "bom/example.spdx.json",
        "{\n  \"spdxVersion\": \"SPDX-2.3\",\n  \"SPDXID\": \"SPDXRef-DOCUMENT\",\n  \"packages\": [\n    {\"name\": \"python\", \"versionInfo\": \"3.6\"},\n    \
         {\"name\": \"Django\", \"externalRefs\": [\n      {\"referenceType\": \"purl\", \"referenceLocator\": \"pkg:pypi/django@3.2.1\"}]},\n    \
         {\"name\": \"openssl\", \"externalRefs\": [\n      {\"referenceType\": \"purl\", \"referenceLocator\": \"pkg:deb/debian/libssl@3.1?arch=s390x\"}]}\n  ]\n}\n",
        &["7:54 django 3.2 pin ended"],
    ),
    // As in laravel/laravel: what is no product, and settings that look like versions.
    (
        "app/package.json",
        "{\n  \"devDependencies\": {\n    \"axios\": \"^1.11.0\",\n    \"angular\": \"~1.8.0\",\n    \"concurrently\": \"^9.0.1\"\n  },\n  \"version\": \"16.0.0\"\n}\n",
        &["4:17 angularjs 1.8 set extended"],
    ),
    ("app/.editorconfig", "node = 16\n", &[]),
    ("app/README.md", "Needs node:16 and python 3.8.\n", &[]),
];

#[test]
fn the_shapes_of_public_repositories_are_read_without_a_miss_or_an_alarm_too_many() {
    let files: Vec<(&str, &str)> = SHAPES
        .iter()
        .map(|(path, text, _)| (*path, *text))
        .collect();
    let folder = tree(&files);
    let found = rows(&report(folder.path(), &[]));
    let mut expected: Vec<String> = SHAPES
        .iter()
        .flat_map(|(path, _, items)| items.iter().map(move |item| format!("{path}:{item}")))
        .collect();
    let mut sorted = found.clone();
    sorted.sort();
    expected.sort();
    assert_eq!(sorted, expected);
}
