//! Answers `check`: reads and judges the files of folders, and reports the result in one of the formats.

mod baseline;

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, ensure};

use super::{Context, Outcome};
use crate::cli::arguments::check::{Check, Conditions};
use crate::cli::report::check::Report;
use crate::mine::watchlist::Watchlist;
use crate::sources::walk::{self, Walk, Walked};
use crate::stack::claim::{Claim, Findings, Role, Source, Subject};
use crate::stack::formats;
use crate::stack::item::Judge;
use crate::stack::names::Names;
use crate::stack::policy::{self, Condition, Policy, Ruling};
use crate::stack::survey::{Survey, Unread};
use crate::text::clean;

/// The inputs of a check from outside.
pub struct Outside<'a> {
    /// Reads stdin.
    pub input: &'a mut dyn FnMut() -> std::io::Result<String>,
    /// Called during a walk with the number of files and the current path; returns false to cancel.
    pub goes_on: &'a mut dyn FnMut(usize, &Path) -> bool,
}

/// Checks folders and files.
///
/// # Errors
///
/// Fails where the policy or a baseline cannot be read or written, or the output fails.
pub fn check(
    out: &mut dyn Write,
    context: Context<'_>,
    asked: &Check,
    outside: Outside<'_>,
) -> Result<Outcome> {
    let here = [PathBuf::from(".")];
    let paths = match (asked.paths.as_slice(), asked.host) {
        ([], false) => here.as_slice(),
        (paths, _) => paths,
    };
    let root = paths.first().map_or(Path::new("."), PathBuf::as_path);
    let (policy, policy_file) = policy(asked, root)?;
    let names = Names::new(context.catalog, &policy.names);
    let on = context.on();
    let judge = Judge {
        catalog: context.catalog,
        names: &names,
        on,
        soon: policy.soon(),
    };
    let mut reader = Reader {
        judge: &judge,
        survey: Survey::default(),
        missing: Vec::new(),
    };
    reader.read(paths, (asked, &policy), outside)?;
    reader.add(&policy, &policy_file);
    let Reader {
        mut survey,
        missing,
        ..
    } = reader;
    survey.sort();
    if !asked.only.is_empty() {
        survey
            .items
            .retain(|item| asked.only.contains(&item.claim.role));
    }
    let known = match &asked.baseline {
        Some(file) => baseline::read(file)?,
        None => baseline::Known::default(),
    };
    let rulings = survey.items.iter().map(|item| {
        let ruling = policy.rule(item, on.day, &walk::is_within);
        if ruling.fails() && known.has(item) {
            Ruling::Known
        } else {
            ruling
        }
    });
    let idle = policy.idle(&survey.items, &walk::is_within);
    let idle = idle.into_iter().map(|accept| {
        let line = accept.line;
        format!(
            "{policy_file}:{line}: this exception for {} matches nothing",
            accept.product
        )
    });
    let report = Report {
        catalog: context.catalog,
        rulings: rulings.collect(),
        notes: idle.collect(),
        survey: &survey,
        policy: &policy,
        days: context.days(),
        is_whole: asked.all,
    };
    if let Some(file) = &asked.write_baseline {
        baseline::write(file, &report)?;
    }
    if asked.watch_list {
        watch_list(out, &report)?;
    } else {
        report.write(out, asked.format, context.look)?;
    }
    Ok(outcome(&report, asked, &missing))
}

/// Reads files and judges what they say.
struct Reader<'a> {
    judge: &'a Judge<'a>,
    survey: Survey,
    /// Paths that are not there.
    missing: Vec<String>,
}

impl Reader<'_> {
    /// Reads everything that is asked for.
    fn read(
        &mut self,
        paths: &[PathBuf],
        (asked, policy): (&Check, &Policy),
        outside: Outside<'_>,
    ) -> Result<()> {
        let Outside { input, goes_on } = outside;
        let skip: Vec<String> = policy.skip.iter().chain(&asked.skip).cloned().collect();
        for path in paths {
            if path.as_os_str() == "-" {
                let text = input()?;
                let source = Source {
                    path: "-",
                    text: &text,
                    beside: &|_| None,
                };
                self.survey
                    .take(self.judge, &source, formats::piped(&source));
            } else if path.is_dir() {
                let mut how = Walk {
                    skip: &skip,
                    is_complete: asked.no_ignore,
                    goes_on: &mut *goes_on,
                };
                let prefix = if paths.len() > 1 {
                    Some(path.as_path())
                } else {
                    None
                };
                self.folder(walk::walk(path, &mut how)?, prefix);
            } else if path.exists() {
                self.file(&walk::slashed(path), path, true);
            } else {
                self.missing.push(clean::path(path));
            }
        }
        if asked.host {
            let files = ["/etc/os-release", "/usr/lib/os-release"].map(Path::new);
            match files.into_iter().find(|file| file.is_file()) {
                Some(file) => self.file(&walk::slashed(file).replacen("//", "/", 1), file, true),
                None => self.missing.push("/etc/os-release".to_owned()),
            }
        }
        Ok(())
    }

    /// Reads the files of a folder.
    fn folder(&mut self, walked: Walked, prefix: Option<&Path>) {
        self.survey.left_out += walked.left_out;
        for (path, reason) in walked.faults {
            self.survey.unread.push(Unread {
                path,
                at: None,
                reason,
            });
        }
        for (below, path) in walked.files {
            let shown = match prefix {
                Some(prefix) => format!("{}/{below}", walk::slashed(prefix)),
                None => below,
            };
            self.file(&shown, &path, false);
        }
    }

    /// Reads a file. One that was named and is of no format is told of.
    fn file(&mut self, shown: &str, path: &Path, is_named: bool) {
        // What is in a file of no known name decides whether it says anything; so many are large.
        let is_known = formats::of(shown).is_some();
        let most = if is_known {
            walk::MOST_WRITTEN
        } else {
            walk::MOST
        };
        let text = match walk::text(path, most) {
            Ok(text) => text,
            Err(_) if !is_known && !is_named => return,
            Err(reason) => {
                self.survey.unread.push(Unread {
                    path: shown.to_owned(),
                    at: None,
                    reason,
                });
                return;
            }
        };
        let folder = path.parent().unwrap_or(Path::new(""));
        let beside = |name: &str| walk::text(&folder.join(name), walk::MOST).ok();
        let source = Source {
            path: shown,
            text: &text,
            beside: &beside,
        };
        match formats::read(&source) {
            Some(findings) => self.survey.take(self.judge, &source, findings),
            None if is_named => self.survey.unread.push(Unread {
                path: shown.to_owned(),
                at: None,
                reason: "its format is not one that eolens reads".to_owned(),
            }),
            None => {}
        }
    }

    /// Adds what the policy says to run.
    fn add(&mut self, policy: &Policy, file: &str) {
        let claims = policy.add.iter().map(|add| {
            let subject = Subject::Named(add.product.clone());
            let claim = Claim::pin(add.at, subject, add.version.as_str(), Role::Run);
            match &add.note {
                Some(note) => claim.noted(note.as_str()),
                None => claim,
            }
        });
        let findings = Findings::of(claims.collect());
        if !findings.claims.is_empty() {
            let source = Source {
                path: file,
                text: "",
                beside: &|_| None,
            };
            self.survey.take(self.judge, &source, findings);
        }
    }
}

/// The policy that is named, else the nearest one; the options of the command line over it.
///
/// Returns the policy and the name of its file.
fn policy(asked: &Check, root: &Path) -> Result<(Policy, String)> {
    let file = match &asked.policy {
        Some(file) => Some(file.clone()),
        None if asked.no_policy => None,
        None => nearest(root),
    };
    let name = file.as_ref().and_then(|file| file.file_name());
    let name = name
        .map(|name| clean::path(Path::new(name)))
        .unwrap_or_default();
    let mut policy = match file {
        Some(file) => read_policy(&file)?,
        None => Policy::default(),
    };
    if let Some(Conditions(conditions)) = &asked.fail_on {
        policy.fail_on.clone_from(conditions);
    }
    Ok((policy, name))
}

/// The policy in a folder or the nearest one above it.
fn nearest(root: &Path) -> Option<PathBuf> {
    let root = root.canonicalize().ok()?;
    let files = root.ancestors().map(|folder| folder.join(".eolens.yaml"));
    files.into_iter().find(|file| file.is_file())
}

fn read_policy(file: &Path) -> Result<Policy> {
    let name = clean::path(file);
    let text =
        walk::text(file, walk::MOST_WRITTEN).map_err(|reason| anyhow!("{name}: {reason}"))?;
    policy::file::read(&text).map_err(|faults| {
        let faults = faults
            .iter()
            .map(|(at, reason)| format!("{name}:{}:{}: {reason}", at.line, at.column));
        anyhow!(faults.collect::<Vec<_>>().join("\n"))
    })
}

/// Prints `product release` lines.
fn watch_list(out: &mut dyn Write, report: &Report<'_>) -> Result<()> {
    for line in lines(report.survey) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// The products and releases of a survey as `product release` lines, each once.
fn lines(survey: &Survey) -> BTreeSet<String> {
    let known = survey.items.iter().filter(|item| !item.labels.0.is_empty());
    known
        .map(|item| format!("{} {}", item.names.0, item.labels.0))
        .collect()
}

/// The products and releases that the files of a folder name, as a watchlist.
///
/// # Errors
///
/// Fails where it is no folder, or its policy cannot be read.
pub fn named_in(context: Context<'_>, folder: &Path) -> Result<Watchlist> {
    ensure!(folder.is_dir(), "{} is not a folder", clean::path(folder));
    let policy = nearest(folder).map(|file| read_policy(&file));
    let policy = policy.transpose()?.unwrap_or_default();
    let names = Names::new(context.catalog, &policy.names);
    let judge = Judge {
        catalog: context.catalog,
        names: &names,
        on: context.on(),
        soon: policy.soon(),
    };
    let mut reader = Reader {
        judge: &judge,
        survey: Survey::default(),
        missing: Vec::new(),
    };
    let mut how = Walk {
        skip: &policy.skip,
        is_complete: false,
        goes_on: &mut |_, _| true,
    };
    reader.folder(walk::walk(folder, &mut how)?, None);
    reader.add(&policy, ".eolens.yaml");
    let lines: Vec<String> = lines(&reader.survey).into_iter().collect();
    Ok(Watchlist::parse("stack", lines.join("\n").as_bytes()).0)
}

fn outcome(report: &Report<'_>, asked: &Check, missing: &[String]) -> Outcome {
    let fails = |condition| report.policy.fail_on.contains(&condition);
    let is_unread = !report.survey.unread.is_empty();
    let is_old =
        report
            .policy
            .fail_on
            .iter()
            .any(|condition| match (condition, report.days.of_data) {
                (Condition::Data(days), Some(data)) => {
                    (report.days.looked_at - data).num_days() > i64::from(*days)
                }
                _ => false,
            });
    // As in `show`: what was not found comes before what has ended, or nobody would notice a typing mistake.
    if !missing.is_empty() {
        let lines = missing
            .iter()
            .map(|path| format!("no such file or folder: {path}"));
        return Outcome::Refused(lines.collect::<Vec<_>>().join("\n"));
    }
    if report.rulings.iter().any(Ruling::fails) || (is_unread && fails(Condition::Unread)) || is_old
    {
        return Outcome::Ended;
    }
    if is_unread && asked.strict {
        return Outcome::Refused("some files could not be read; --all lists them".to_owned());
    }
    let survey = report.survey;
    if survey.items.is_empty() && survey.unmatched.is_empty() && survey.files == 0 {
        return Outcome::Refused("found nothing to check".to_owned());
    }
    Outcome::Answered
}
