//! Dockerfiles: the images of `FROM`, `COPY --from` and `RUN --mount=from`, see
//! <https://docs.docker.com/reference/dockerfile/>.

use std::collections::HashMap;

use crate::stack::claim::{Claim, Findings, Role, Source};
use crate::stack::image;
use crate::stack::woven::{Variables, Woven};
use crate::text::lines;
use crate::text::yaml::{Misfit, Place};

/// Reads a Dockerfile.
pub fn read(source: &Source<'_>) -> Result<Findings, Misfit> {
    let mut reader = Reader::default();
    for instruction in instructions(source.text) {
        reader.take(&instruction);
    }
    Ok(reader.finish())
}

/// A stage of a build.
struct Stage {
    /// The stage that it builds on.
    from: Option<usize>,
    /// The images that it names: its own, and those that it copies from.
    own: Vec<Claim>,
    copied: Vec<Claim>,
}

#[derive(Default)]
struct Reader {
    /// Arguments before the first stage, the only ones that `FROM` sees.
    arguments: Variables,
    stages: Vec<Stage>,
    /// The last stage of each name, by its number.
    named: HashMap<String, usize>,
}

impl Reader {
    fn take(&mut self, instruction: &Woven) {
        let words = words(instruction);
        let Some((keyword, rest)) = words.split_first() else {
            return;
        };
        match keyword.text.to_ascii_uppercase().as_str() {
            "ARG" if self.stages.is_empty() => self.define(rest),
            "FROM" => self.from(rest),
            "COPY" | "ADD" => self.copy(rest, "--from="),
            "RUN" => self.copy(rest, "from="),
            _ => {}
        }
    }

    fn define(&mut self, words: &[Woven]) {
        for word in words {
            if let Some(equals) = word.text.find('=') {
                let value = unquoted(&word.slice(equals + 1, word.text.len()));
                let value = value.expanded(&self.arguments);
                let name = word.text.get(..equals).unwrap_or_default();
                self.arguments.insert(name.to_owned(), value);
            }
        }
    }

    fn from(&mut self, words: &[Woven]) {
        let mut words = words.iter().filter(|word| !word.text.starts_with("--"));
        let image = words.next().map(unquoted);
        let is_as = words
            .next()
            .is_some_and(|word| word.text.eq_ignore_ascii_case("as"));
        let name = words.next().filter(|_| is_as);
        let Some(image) = image.map(|image| image.expanded(&self.arguments)) else {
            return;
        };
        let from = self.stage(&image.text);
        let own = match from {
            Some(_) => Vec::new(),
            None => image::claims(&image, Role::Build),
        };
        if let Some(name) = name {
            self.named
                .insert(name.text.to_lowercase(), self.stages.len());
        }
        self.stages.push(Stage {
            from,
            own,
            copied: Vec::new(),
        });
    }

    /// The stage of a name.
    fn stage(&self, name: &str) -> Option<usize> {
        self.named.get(&name.to_lowercase()).copied()
    }

    /// Adds images that files are copied from: `--from=image`, `--mount=type=bind,from=image,source=…`.
    fn copy(&mut self, words: &[Woven], option: &str) {
        let flags = words.iter().take_while(|word| word.text.starts_with("--"));
        let is_mount = option == "from=";
        let mut found = Vec::new();
        for flag in flags.filter(|flag| !is_mount || flag.text.starts_with("--mount=")) {
            let Some(start) = flag.text.find(option) else {
                continue;
            };
            let start = start + option.len();
            let value = flag.text.get(start..).unwrap_or_default();
            let length = if is_mount { value.find(',') } else { None };
            let end = start + length.unwrap_or(value.len());
            let image = unquoted(&flag.slice(start, end)).expanded(&self.arguments);
            let is_stage = self.stage(&image.text).is_some() || image.text.parse::<usize>().is_ok();
            if !is_stage {
                found.extend(image::claims(&image, Role::Build));
            }
        }
        if let Some(stage) = self.stages.last_mut() {
            stage.copied.extend(found);
        }
    }

    /// All claims. The last stage runs in production, as do the stages it builds on.
    fn finish(mut self) -> Findings {
        let mut running = self.stages.len().checked_sub(1);
        while let Some(stage) = running.and_then(|number| self.stages.get_mut(number)) {
            for claim in &mut stage.own {
                claim.role = Role::Run;
            }
            running = stage.from.filter(|from| Some(*from) < running);
        }
        let stages = self.stages.into_iter();
        Findings::of(stages.flat_map(|stage| stage.own.into_iter().chain(stage.copied)))
    }
}

/// The instructions of a file: continued lines joined, comments and here-documents removed.
fn instructions(text: &str) -> Vec<Woven> {
    let escape = escape(text);
    let mut instructions = Vec::new();
    let mut current: Option<Woven> = None;
    let mut here: Vec<String> = Vec::new();
    for (number, line) in lines::numbered(text) {
        let trimmed = line.trim();
        if let Some(end) = here.first() {
            if trimmed == end {
                here.remove(0);
            }
            continue;
        }
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        let body = line.trim_end();
        let (body, goes_on) = match body.strip_suffix(escape) {
            Some(body) => (body, true),
            None => (body, false),
        };
        let woven = current.get_or_insert_default();
        let start = Place::line(number);
        woven.push(body, start);
        if goes_on {
            woven.push(" ", start.after(body));
            continue;
        }
        let done = current.take().unwrap_or_default();
        here = here_documents(&done.text);
        instructions.push(done);
    }
    instructions.extend(current);
    instructions
}

/// The line continuation character, which a directive at the start of the file may change.
fn escape(text: &str) -> char {
    let directives = lines::numbered(text).map(|(_, line)| line);
    for line in directives {
        let Some((name, value)) = line.strip_prefix('#').and_then(|line| line.split_once('='))
        else {
            break;
        };
        if name.trim().eq_ignore_ascii_case("escape") {
            return value.trim().chars().next().unwrap_or('\\');
        }
    }
    '\\'
}

/// The words that end an instruction's here-documents: `RUN <<EOF`.
fn here_documents(text: &str) -> Vec<String> {
    let keyword = text.split_whitespace().next().unwrap_or_default();
    if !["RUN", "COPY", "ADD"]
        .iter()
        .any(|own| keyword.eq_ignore_ascii_case(own))
    {
        return Vec::new();
    }
    let starts = text.match_indices("<<").map(|(at, _)| at + 2);
    let words = starts.filter_map(|start| {
        let rest = text.get(start..)?.trim_start_matches('-');
        let word = rest.trim_start_matches(['"', '\'']);
        let end = word.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        let word = word.get(..end.unwrap_or(word.len()))?;
        word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            .then(|| word.to_owned())
    });
    words.collect()
}

/// The words of an instruction; spaces in braces and quotes do not separate words.
fn words(instruction: &Woven) -> Vec<Woven> {
    let text = &instruction.text;
    let (mut words, mut start, mut depth, mut quote) = (Vec::new(), None, 0_usize, None);
    for (at, c) in text.char_indices() {
        match c {
            '"' | '\'' if quote == Some(c) => quote = None,
            '"' | '\'' if quote.is_none() && depth == 0 => quote = Some(c),
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let is_blank = c.is_whitespace() && depth == 0 && quote.is_none();
        match (start, is_blank) {
            (None, false) => start = Some(at),
            (Some(from), true) => {
                words.push(instruction.slice(from, at));
                start = None;
            }
            _ => {}
        }
    }
    if let Some(from) = start {
        words.push(instruction.slice(from, text.len()));
    }
    words
}

/// A word without quotes.
fn unquoted(word: &Woven) -> Woven {
    let text = &word.text;
    let is_quoted = |quote| text.len() > 1 && text.starts_with(quote) && text.ends_with(quote);
    if is_quoted('"') || is_quoted('\'') {
        return word.slice(1, text.len() - 1);
    }
    word.clone()
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::stack::formats::tests::rows;

    #[test]
    fn an_item_points_to_what_supplies_its_version() {
        for (text, expected) in [
            (
                "ARG REG=docker.io\nARG BASE=python\nFROM ${REG}/library/python:3.8",
                "3:6 docker.io/library/python pin 3.8 run",
            ),
            (
                "ARG BASE=python\nFROM ${BASE}:3.5",
                "2:6 python pin 3.5 run",
            ),
            (
                "ARG REG=x.io\nFROM ${REG}/debian:${DEB:-stretch}-slim",
                "2:6 x.io/debian floating stretch run",
            ),
            (
                "ARG REG=x.io\nARG V=3.8\nFROM \"${REG}/python:${V}\"",
                "2:7 x.io/python pin 3.8 run",
            ),
            (
                "ARG REG=x.io\nARG IMAGE=${REG}/python:3.8\nFROM ${IMAGE}",
                "2:11 x.io/python pin 3.8 run",
            ),
            (
                "ARG REG=x.io\nFROM ${REG}/python:${V}",
                "2:6 x.io/python floating  run",
            ),
            ("ARG REG=x.io\nFROM ${REG}/a", "2:6 x.io/a floating  run"),
            ("ARG V=3.2\nFROM traefik:v$V", "1:7 traefik pin v3.2 run"),
            (
                "ARG RUBY=3.2.1\nARG ALPINE=3.17\nFROM ruby:$RUBY-alpine${ALPINE}",
                "1:10 ruby pin 3.2.1 run | 2:12 alpine-linux base 3.17 run",
            ),
            (
                "ARG V=1-alpine3.17\nFROM ruby:$V",
                "1:7 ruby pin 1 run | 1:9 alpine-linux base 3.17 run",
            ),
            (
                "ARG VARIANT=20-bullseye\nFROM mcr.microsoft.com/vscode/devcontainers/typescript-node:0-${VARIANT}",
                "1:13 mcr.microsoft.com/vscode/devcontainers/typescript-node pin 0 run | 1:16 debian base bullseye run",
            ),
        ] {
            assert_eq!(rows(read, text), expected, "{text}");
        }
    }

    #[test]
    fn images_of_stages_are_found() {
        for (text, expected) in [
            ("FROM node:16", "1:6 node pin 16 run"),
            ("from node:16 as x", "1:6 node pin 16 run"),
            (
                "FROM --platform=$BUILDPLATFORM node:16 AS x",
                "1:32 node pin 16 run",
            ),
            ("# FROM node:16\nFROM scratch", ""),
            ("FROM \\\n  node:16", "2:3 node pin 16 run"),
            ("FROM \\\n# why\n\n  node:16", "4:3 node pin 16 run"),
            ("# escape=`\nFROM `\n  node:16", "3:3 node pin 16 run"),
            (
                "FROM node:16 AS a\nFROM a AS b\nFROM alpine:3.18\nCOPY --from=a /x /x",
                "1:6 node pin 16 build | 3:6 alpine pin 3.18 run",
            ),
            (
                "FROM node:16 AS Base\nRUN x\nFROM base",
                "1:6 node pin 16 run",
            ),
            (
                "FROM alpine:3.18\nCOPY --from=composer:2 /x /x\nCOPY --from=0 /y /y",
                "1:6 alpine pin 3.18 run | 2:13 composer pin 2 build",
            ),
            (
                "FROM alpine:3.18\nRUN --mount=type=bind,from=maven:3.8,source=/x make",
                "1:6 alpine pin 3.18 run | 2:28 maven pin 3.8 build",
            ),
            ("ARG V=16\nFROM node:${V}-slim", "1:7 node pin 16 run"),
            ("ARG V=16\nFROM node:$V", "1:7 node pin 16 run"),
            ("ARG V\nFROM node:${V:-18}", "2:6 node pin 18 run"),
            ("ARG V\nFROM node:${V}", "2:6 node floating  run"),
            (
                "ARG A=16\nARG V=${A}.20\nFROM node:$V",
                "1:7 node pin 16.20 run",
            ),
            ("ARG IMAGE=node:16\nFROM ${IMAGE}", "1:11 node pin 16 run"),
            ("ARG \"V=16\"", ""),
            (
                "FROM node:16\nARG V=18\nFROM alpine:${V}",
                "1:6 node pin 16 build | 3:6 alpine floating  run",
            ),
            ("FROM ${BASE}", "1:6 ${BASE} floating  run"),
            ("FROM node@sha256:ab", "1:6 node floating  run"),
            ("FROM node:16@sha256:ab", "1:6 node pin 16 run"),
            (
                "FROM node:16-bookworm",
                "1:6 node pin 16 run | 1:14 debian base bookworm run",
            ),
            (
                "FROM reg.io:5000/acme/node:16",
                "1:6 reg.io:5000/acme/node pin 16 run",
            ),
            (
                "FROM alpine:3.18\nRUN <<EOF\nFROM node:16\nEOF\nRUN x",
                "1:6 alpine pin 3.18 run",
            ),
            (
                "FROM alpine:3.18\nCOPY <<-'A' <<B /x\nFROM node:1\nA\nFROM node:2\nB\n",
                "1:6 alpine pin 3.18 run",
            ),
            ("FROM {{ image }}", ""),
            ("FROM %%BASE%%:1", ""),
            ("FROM \"node:16\"", "1:7 node pin 16 run"),
            ("\u{feff}FROM node:16\r\n", "1:6 node pin 16 run"),
            ("FROM\nCOPY\nARG\nRUN", ""),
            (
                "# syntax=docker/dockerfile:1\nFROM node:16",
                "2:6 node pin 16 run",
            ),
        ] {
            assert_eq!(rows(read, text), expected, "{text}");
        }
    }
}
