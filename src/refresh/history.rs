//! How end dates have moved, from the history of product files in a clone of endoflife.date: follows the
//! first parents, and follows releases through renames of files, products and releases.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::{Context, Result, ensure};
use chrono::NaiveDate;
use eolens::facts::lifecycle::Phase;
use eolens::facts::moves::{HEADER, Row, SETTLED, Said};
use eolens::facts::product::text;
use eolens::text::dates;
use eolens::text::yaml::{self, Node, Value};

/// The commit that a folder's product files come from: id and time, a line of `assets/source.tsv`.
pub fn source(clone: &Path) -> Result<String> {
    let format = "--format=%H%x09%cd";
    let date = "--date=format-local:%Y-%m-%dT%H:%M:%SZ";
    let git = git(clone)
        .env("TZ", "UTC")
        .args(["log", "-1", format, date])
        .output()?;
    ensure!(git.status.success(), "{} is not a clone", clone.display());
    Ok(String::from_utf8(git.stdout)?)
}

/// The table of all moves.
pub fn moves(clone: &Path) -> Result<String> {
    let mut history = History::default();
    let mut blobs = Blobs::open(clone)?;
    for commit in commits(clone)? {
        history.follow(&commit, &mut blobs)?;
    }
    let mut lines: Vec<String> = history.files.into_values().flat_map(File::lines).collect();
    // The tab sorts before all letters, so that this sorts by column.
    lines.sort();
    Ok(format!("{HEADER}\n{}", lines.concat()))
}

fn git(clone: &Path) -> Command {
    let mut git = Command::new("git");
    git.arg("-C").arg(clone);
    git
}

/// A commit of the main branch.
struct Commit {
    day: NaiveDate,
    files: Vec<Touched>,
}

/// What a commit did to one file.
struct Touched {
    /// The former name, if the file was renamed.
    before: Option<String>,
    name: String,
    /// The id of its content; `None` if the file was deleted.
    blob: Option<String>,
}

/// The commits that touch product files, the oldest first.
fn commits(clone: &Path) -> Result<Vec<Commit>> {
    let log = git(clone)
        .args([
            "log",
            "--first-parent",
            "--reverse",
            "--raw",
            "--no-abbrev",
            "-M",
        ])
        .args(["--format=@%cd", "--date=short", "--", "products"])
        .output()?;
    ensure!(log.status.success(), "{} is not a clone", clone.display());
    let log = String::from_utf8(log.stdout)?;
    let mut commits = Vec::new();
    for line in log.lines() {
        if let Some(day) = line.strip_prefix('@') {
            let day = dates::parse(day).context("a commit without a day")?;
            commits.push(Commit {
                day,
                files: Vec::new(),
            });
        } else if let Some((touched, commit)) = touched(line).zip(commits.last_mut()) {
            commit.files.push(touched);
        }
    }
    Ok(commits)
}

/// Parses `:100644 100644 OLD NEW R086<tab>products/a.md<tab>products/b.md`.
fn touched(line: &str) -> Option<Touched> {
    let mut fields = line.strip_prefix(':')?.split('\t');
    let mut about = fields.next()?.split(' ').skip(3);
    let (blob, status) = (about.next()?, about.next()?);
    let names: Vec<&str> = fields.collect();
    let name = *names
        .last()
        .filter(|name| Path::new(name).extension() == Some("md".as_ref()))?;
    Some(Touched {
        before: names
            .first()
            .filter(|_| status.starts_with('R'))
            .map(|name| (*name).to_owned()),
        name: name.to_owned(),
        blob: (status != "D").then(|| blob.to_owned()),
    })
}

/// Reads contents from a clone, one by one.
struct Blobs {
    git: Child,
    asked: ChildStdin,
    answer: BufReader<ChildStdout>,
}

impl Blobs {
    fn open(clone: &Path) -> Result<Self> {
        let mut git = git(clone)
            .args(["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let asked = git.stdin.take().context("no input")?;
        let answer = BufReader::new(git.stdout.take().context("no output")?);
        Ok(Self { git, asked, answer })
    }

    fn read(&mut self, blob: &str) -> Result<String> {
        writeln!(self.asked, "{blob}")?;
        let mut about = String::new();
        self.answer.read_line(&mut about)?;
        let size = about.split_whitespace().nth(2).context("no such content")?;
        let mut content = vec![0; size.parse::<usize>()? + 1];
        self.answer.read_exact(&mut content)?;
        Ok(String::from_utf8_lossy(&content).into_owned())
    }
}

impl Drop for Blobs {
    fn drop(&mut self) {
        let _ = self.git.kill();
        let _ = self.git.wait();
    }
}

/// The product files at the current commit.
#[derive(Default)]
struct History {
    files: BTreeMap<String, File>,
}

/// A product file.
#[derive(Default)]
struct File {
    /// The product's id.
    id: String,
    releases: BTreeMap<String, Ends>,
    /// The changes of each release, by its current name.
    past: BTreeMap<String, Vec<Change>>,
}

/// The dates that a file states for a release.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Ends {
    released: Said,
    /// In the order of [`Phase::ALL`].
    ends: [Said; 4],
}

#[derive(Clone, Copy)]
struct Change {
    /// The index in [`Phase::ALL`].
    phase: usize,
    day: NaiveDate,
    from: Said,
    to: Said,
}

impl History {
    fn follow(&mut self, commit: &Commit, blobs: &mut Blobs) -> Result<()> {
        let mut gone: BTreeMap<&str, File> = BTreeMap::new();
        for Touched { before, name, blob } in &commit.files {
            let before = before.as_ref().filter(|_| blob.is_some());
            if let Some(file) = before.and_then(|before| self.files.remove(before)) {
                self.files.insert(name.clone(), file);
            } else if blob.is_none() {
                gone.extend(self.files.remove(name).map(|file| (name.as_str(), file)));
            }
        }
        for Touched { name, blob, .. } in &commit.files {
            let Some(blob) = blob else { continue };
            let Some((id, now)) = read(&blobs.read(blob)?) else {
                continue;
            };
            let file = match self.files.remove(name) {
                Some(file) => file,
                None => continued(&mut gone, &now).unwrap_or_else(|| File::new(now.clone())),
            };
            self.files
                .insert(name.clone(), file.became(id, now, commit.day));
        }
        Ok(())
    }
}

/// A product that continues one whose file was deleted, because they share a release. The first such
/// product inherits its past.
fn continued(gone: &mut BTreeMap<&str, File>, now: &BTreeMap<String, Ends>) -> Option<File> {
    let shares = |file: &&mut File| {
        now.iter().any(|(name, ends)| {
            let before = file.releases.get(name);
            before.is_some_and(|before| before.released == ends.released)
        })
    };
    let file = gone.values_mut().find(shares)?;
    Some(File {
        id: String::new(),
        releases: file.releases.clone(),
        past: std::mem::take(&mut file.past),
    })
}

impl File {
    fn new(releases: BTreeMap<String, Ends>) -> Self {
        Self {
            releases,
            ..Self::default()
        }
    }

    fn became(mut self, id: String, now: BTreeMap<String, Ends>, day: NaiveDate) -> Self {
        for (name, ends) in &now {
            let Some(before) = self.name_before(name, &now) else {
                continue;
            };
            if before != *name {
                // Changes of the same day cannot be told apart.
                let mut past = self.past.remove(&before).unwrap_or_default();
                past.retain(|change| change.day < day);
                self.past.insert(name.clone(), past);
            }
            let Some(was) = self.releases.get(&before) else {
                continue;
            };
            let pairs = was.ends.into_iter().zip(ends.ends).enumerate();
            let changes = pairs.filter(|(_, (from, to))| from != to);
            let changes = changes.map(|(phase, (from, to))| Change {
                phase,
                day,
                from,
                to,
            });
            self.past.entry(name.clone()).or_default().extend(changes);
        }
        let releases = now;
        Self {
            id,
            releases,
            ..self
        }
    }

    /// The former name of a release: its own if it existed before; otherwise that of the one removed
    /// release with the same release date, if no other new release has that date.
    fn name_before(&self, name: &String, now: &BTreeMap<String, Ends>) -> Option<String> {
        if self.releases.contains_key(name) {
            return Some(name.clone());
        }
        let released = now.get(name)?.released;
        let only = |these: &BTreeMap<String, Ends>, others: &BTreeMap<String, Ends>| {
            let changed = these.iter().filter(|(name, _)| !others.contains_key(*name));
            let mut same = changed.filter(|(_, ends)| ends.released == released);
            let first = same.next().map(|(name, _)| name.clone());
            first.filter(|_| same.next().is_none())
        };
        only(now, &self.releases)?;
        only(&self.releases, now).filter(|_| released != Said::Nothing)
    }

    /// The settled changes of all current releases, one a line.
    fn lines(self) -> Vec<String> {
        let Self {
            id: product,
            releases,
            past,
        } = &self;
        let mut lines = Vec::new();
        for (release, changes) in past.iter().filter(|(name, _)| releases.contains_key(*name)) {
            for (number, phase) in Phase::ALL.into_iter().enumerate() {
                let own = changes.iter().filter(|change| change.phase == number);
                let rows = settled(own).into_iter().map(|change| Row {
                    product,
                    release,
                    phase,
                    changed: change.day,
                    from: change.from,
                    to: change.to,
                });
                lines.extend(rows.map(|row| format!("{row}\n")));
            }
        }
        lines
    }
}

fn settled<'a>(changes: impl Iterator<Item = &'a Change>) -> Vec<Change> {
    let mut settled: Vec<Change> = Vec::new();
    for change in changes {
        let is_near = |last: &mut Change| (change.day - last.day).num_days() <= SETTLED;
        match settled.pop_if(is_near) {
            None => settled.push(*change),
            Some(last) if last.from == change.to => {}
            Some(last) => settled.push(Change {
                to: change.to,
                ..last
            }),
        }
    }
    settled
}

/// The product's id and releases; `None` if the file cannot be parsed.
fn read(content: &str) -> Option<(String, BTreeMap<String, Ends>)> {
    let content = content.replace("\r\n", "\n");
    let (front, _) = text::split(&content).ok()?;
    let tree = yaml::read(front).ok()?;
    let id = last(&tree.root, "permalink")?.text()?;
    let releases = last(&tree.root, "releases").map_or(&[][..], Node::items);
    let releases = releases.iter().filter_map(|release| {
        let name = last(release, "releaseCycle")?.text()?;
        Some((name.to_owned(), ends(release)))
    });
    Some((id.trim_matches('/').to_owned(), releases.collect()))
}

/// The value of a key; if it occurs twice, the last one.
fn last<'a>(map: &'a Node, key: &str) -> Option<&'a Node> {
    let mut pairs = map.pairs().iter().rev();
    pairs.find_map(|(own, value)| (own.text() == Some(key)).then_some(value))
}

fn ends(release: &Node) -> Ends {
    let day = |key| last(release, key).and_then(Node::text).and_then(Said::day);
    let released = day("releaseDate").or_else(|| day("release"));
    let ends = Phase::ALL.map(|phase| {
        // In the older schema these values say that support continues, not that it has ended.
        let older = match phase {
            Phase::ActiveSupport => "support",
            Phase::ExtendedSupport => "extendedSupport",
            Phase::Security | Phase::Production => "",
        };
        let today = last(release, phase.key()).map(|value| said(value, true));
        let older = || last(release, older).map(|value| said(value, false));
        today.or_else(older).unwrap_or(Said::Nothing)
    });
    Ends {
        released: released.unwrap_or(Said::Nothing),
        ends,
    }
}

fn said(value: &Node, over: bool) -> Said {
    let day = value.text().and_then(Said::day);
    day.unwrap_or(match value.value() {
        Value::Bool(is) if is == over => Said::Over,
        Value::Bool(_) => Said::Open,
        _ => Said::Nothing,
    })
}
