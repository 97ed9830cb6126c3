//! Answers `check`: reads and judges the files of folders, and reports the result in one of the formats.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};

use super::{Context, Outcome};
use crate::cli::arguments::check::{Check, Conditions};
use crate::cli::report::check::Report;
use crate::sources::walk::{self, Walk, Walked};
use crate::stack::claim::Source;
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
/// Fails where the policy cannot be read or the output fails.
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
    let policy = policy(asked, root)?;
    let names = Names::new(context.catalog, &policy.names);
    let on = context.on();
    let judge = Judge {
        catalog: context.catalog,
        names: &names,
        on,
        soon: policy.soon(),
    };
    let mut survey = Survey::default();
    let mut missing = Vec::new();
    let goes_on = outside.goes_on;
    for path in paths {
        if !path.exists() {
            missing.push(clean::path(path));
        } else if path.is_dir() {
            let skip: Vec<String> = policy.skip.iter().chain(&asked.skip).cloned().collect();
            let mut how = Walk {
                skip: &skip,
                is_complete: asked.no_ignore,
                goes_on,
            };
            let prefix = if paths.len() > 1 {
                Some(path.as_path())
            } else {
                None
            };
            folder(
                &mut survey,
                &judge,
                walk::walk(path, &mut how)?,
                (path, prefix),
            );
        } else {
            file(&mut survey, &judge, &walk::slashed(path), path);
        }
    }
    let _ = outside.input;
    survey.sort();
    if !asked.only.is_empty() {
        survey
            .items
            .retain(|item| asked.only.contains(&item.claim.role));
    }
    let rulings = survey
        .items
        .iter()
        .map(|item| policy.rule(item, on.day, &walk::is_within));
    let report = Report {
        catalog: context.catalog,
        rulings: rulings.collect(),
        survey: &survey,
        policy: &policy,
        days: context.days(),
        is_whole: asked.all,
        notes: Vec::new(),
    };
    if asked.watch_list {
        watch_list(out, &report)?;
    } else {
        report.write(out, asked.format, context.look)?;
    }
    Ok(outcome(&report, asked, &missing))
}

/// The policy that is named, else the nearest one; the options of the command line over it.
fn policy(asked: &Check, root: &Path) -> Result<Policy> {
    let file = match &asked.policy {
        Some(file) => Some(file.clone()),
        None if asked.no_policy => None,
        None => nearest(root),
    };
    let mut policy = match file {
        Some(file) => read_policy(&file)?,
        None => Policy::default(),
    };
    if let Some(Conditions(conditions)) = &asked.fail_on {
        policy.fail_on.clone_from(conditions);
    }
    Ok(policy)
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

/// Reads the files of a folder.
fn folder(
    survey: &mut Survey,
    judge: &Judge<'_>,
    walked: Walked,
    (root, prefix): (&Path, Option<&Path>),
) {
    survey.left_out += walked.left_out;
    for (path, reason) in walked.faults {
        survey.unread.push(Unread {
            path,
            at: None,
            reason,
        });
    }
    let _ = root;
    for (below, path) in walked.files {
        let shown = match prefix {
            Some(prefix) => format!("{}/{below}", walk::slashed(prefix)),
            None => below,
        };
        file(survey, judge, &shown, &path);
    }
}

/// Reads a file.
fn file(survey: &mut Survey, judge: &Judge<'_>, shown: &str, path: &Path) {
    let text = match walk::text(path, walk::MOST_WRITTEN) {
        Ok(text) => text,
        Err(reason) => {
            survey.unread.push(Unread {
                path: shown.to_owned(),
                at: None,
                reason,
            });
            return;
        }
    };
    let folder = path.parent().unwrap_or(Path::new(""));
    let beside = |name: &str| walk::text(&folder.join(name), walk::MOST).ok();
    survey.add(
        judge,
        &Source {
            path: shown,
            text: &text,
            beside: &beside,
        },
    );
}

/// `product release` lines, each once.
fn watch_list(out: &mut dyn Write, report: &Report<'_>) -> Result<()> {
    let items = report.survey.items.iter();
    let known = items.filter(|item| !item.labels.0.is_empty());
    let lines: BTreeSet<String> = known
        .map(|item| format!("{} {}", item.names.0, item.labels.0))
        .collect();
    for line in lines {
        writeln!(out, "{line}")?;
    }
    Ok(())
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
    if report.rulings.iter().any(Ruling::fails) || (is_unread && fails(Condition::Unread)) || is_old
    {
        return Outcome::Ended;
    }
    if !missing.is_empty() {
        let lines = missing
            .iter()
            .map(|path| format!("no such file or folder: {path}"));
        return Outcome::Refused(lines.collect::<Vec<_>>().join("\n"));
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
