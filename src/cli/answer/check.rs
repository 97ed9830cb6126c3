//! Answers `check`: reads and judges the files of folders, and reports the result in one of the formats.

mod baseline;

use std::io::Write;
use std::path::Path;

use anyhow::{Result, ensure};

use super::{Context, Outcome};
use crate::cli::arguments::check::{Check, Conditions};
use crate::cli::report::check::Report;
use crate::facts::catalog::Catalog;
use crate::mine::watchlist::{Entry, Watchlist};
use crate::sources::project::{Outside, Plan, PolicyFile, Project};
use crate::sources::walk;
use crate::stack::item::{Item, Judge};
use crate::stack::names::Names;
use crate::stack::policy::{Policy, Ruling};
use crate::stack::survey::{self, Survey};
use crate::text::{clean, suggest};

/// Checks folders and files.
///
/// # Errors
///
/// Fails where the policy or a baseline cannot be read or written, or the output fails.
pub fn check(
    out: &mut dyn Write,
    context: Context<'_>,
    asked: &Check,
    outside: &mut Outside<'_>,
) -> Result<Outcome> {
    let plan = asked.plan();
    let mut file = plan.policy()?;
    if let Some(Conditions(conditions)) = &asked.fail_on {
        file.policy.fail_on.clone_from(conditions);
    }
    let project = plan.read(&file, outside)?;
    let mut survey = survey(&project, &file.policy, context);
    if !asked.only.is_empty() {
        survey
            .items
            .retain(|item| asked.only.contains(&item.claim.role));
    }
    let known = match &asked.baseline {
        Some(file) => baseline::read(file)?,
        None => baseline::Known::default(),
    };
    let report = Report {
        catalog: context.catalog,
        rulings: rulings(&survey, &file.policy, &known, context),
        notes: unneeded(&survey, &file, asked, context.catalog),
        survey: &survey,
        gathered: &project.gathered,
        policy: &file.policy,
        days: context.days(),
        is_whole: asked.all,
        base: plan.base(),
    };
    if let Some(file) = &asked.write_baseline {
        baseline::write(file, &report)?;
    }
    if asked.as_watchlist {
        for entry in entries(&survey) {
            writeln!(out, "{entry}")?;
        }
    } else {
        report.write(out, asked.format, context.look)?;
    }
    Ok(outcome(&report, asked, &project.missing))
}

/// What was read, judged.
fn survey(project: &Project, policy: &Policy, context: Context<'_>) -> Survey {
    let names = Names::new(context.catalog, &policy.names);
    let products = survey::products(&project.gathered, &names);
    let judge = Judge {
        catalog: context.catalog,
        on: context.on(),
        soon: policy.soon(context.day),
    };
    Survey::new(&project.gathered, &products, judge)
}

/// The ruling on each item, in order.
fn rulings(
    survey: &Survey,
    policy: &Policy,
    known: &baseline::Known,
    context: Context<'_>,
) -> Vec<Ruling> {
    let rulings = survey.items.iter().map(|item| {
        let ruling = policy.rule(item, context.on().day, &walk::is_within);
        if known.has(item) {
            ruling.known()
        } else {
            ruling
        }
    });
    rulings.collect()
}

/// A note on each exception that matches nothing, unless only some roles are checked, and on each whose product
/// is unknown.
fn unneeded(survey: &Survey, file: &PolicyFile, asked: &Check, catalog: &Catalog) -> Vec<String> {
    let idle = file.policy.idle(&survey.items, &walk::is_within);
    let notes = idle.into_iter().filter_map(|accept| {
        let (name, line, product) = (&file.name, accept.line, &accept.product);
        let card = catalog
            .find(product)
            .and_then(|index| catalog.cards().get(index));
        let words = match card.map(|card| &card.id) {
            None => format!("unknown product {product:?}"),
            Some(id) if id != product => {
                format!("unknown product {product:?}; {}", suggest::question(&[id]))
            }
            Some(_) if !asked.only.is_empty() => return None,
            Some(_) => {
                format!("this exception for {product} matches nothing; remove it if it is no longer needed")
            }
        };
        Some(format!("{name}:{line}: {words}"))
    });
    notes.collect()
}

/// The products and releases of a survey, each once, without those that only an open-ended range leads to.
fn entries(survey: &Survey) -> Vec<Entry> {
    let items = survey.items.iter().filter(|item| !item.is_open_ended());
    let named = items.filter_map(|item| {
        let release = item.release.as_ref()?;
        Entry::new(&item.product.id, Some(&release.name))
    });
    let mut entries: Vec<Entry> = named.collect();
    entries.sort_by_key(ToString::to_string);
    entries.dedup();
    entries
}

/// The products and releases that the files of a folder name, as a watchlist.
///
/// # Errors
///
/// Fails where it is no folder, or its policy cannot be read.
pub fn named_in(context: Context<'_>, folder: &Path) -> Result<Watchlist> {
    ensure!(folder.is_dir(), "{} is not a folder", clean::path(folder));
    let plan = Plan {
        paths: vec![folder.to_owned()],
        ..Plan::default()
    };
    let file = plan.policy()?;
    let mut outside = Outside {
        input: &mut || Ok(String::new()),
        goes_on: &mut |_, _| true,
    };
    let project = plan.read(&file, &mut outside)?;
    let survey = survey(&project, &file.policy, context);
    Ok(entries(&survey).into_iter().collect())
}

/// What is said of a text from stdin in which nothing is known.
const UNLISTED: &str = "no line of stdin contains a known version; a distribution maintains its packages: check its release, \
                        such as `debian 12`, or this machine with --host";

fn outcome(report: &Report<'_>, asked: &Check, missing: &[String]) -> Outcome {
    let is_unread = !report.gathered.unread.is_empty();
    // As in `show`: what was not found comes before what has ended, or nobody would notice a typing mistake.
    if !missing.is_empty() {
        let lines = missing
            .iter()
            .map(|path| format!("no such file or folder: {path}"));
        return Outcome::Refused(lines.collect::<Vec<_>>().join("\n"));
    }
    if report.fails() {
        return Outcome::Ended;
    }
    if is_unread && asked.strict {
        return Outcome::Refused("some files could not be read; --all lists them".to_owned());
    }
    let (survey, gathered) = (report.survey, report.gathered);
    let is_from_stdin = |item: &Item| item.path == "-";
    if gathered.has_list && asked.only.is_empty() && !survey.items.iter().any(is_from_stdin) {
        return Outcome::Refused(UNLISTED.to_owned());
    }
    if survey.items.is_empty() && survey.unmatched.is_empty() && is_unread {
        let reason = "nothing was found, and some files could not be read; --all lists them";
        return Outcome::Refused(reason.to_owned());
    }
    if survey.items.is_empty() && survey.unmatched.is_empty() && gathered.files == 0 {
        return Outcome::Refused("no file that eolens can read was found".to_owned());
    }
    Outcome::Answered
}
