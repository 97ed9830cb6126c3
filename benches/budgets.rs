//! Times from key to frame against their budgets: `cargo bench`, or `EOLENS_PRODUCTS=DIR cargo bench` for
//! another catalog.
//!
//! A time is the median of many runs of a message: the model's update, the drawing of a 120×40 frame and
//! the encoding of its bytes, which are discarded. Exits with 1 if a budget is exceeded.

#![allow(clippy::unwrap_used, reason = "a bench fails by panicking")]

use std::cell::Cell;
use std::env;
use std::hint::black_box;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;
use std::rc::Rc;
use std::time::{Duration, Instant};

use eolens::app::browse::Msg as Browse;
use eolens::app::cursor::{Step, Way};
use eolens::app::line_edit::Edit;
use eolens::app::release_list::Msg as ReleaseList;
use eolens::app::screen::Screen;
use eolens::app::timeline::Msg as Timeline;
use eolens::app::travel::Travel;
use eolens::app::{Model, Msg};
use eolens::facts::catalog::{Catalog, Packed};
use eolens::mine::watchlist::Watchlist;
use eolens::screen::{run, view};
use eolens::settings::keys::Keys;
use eolens::settings::theme::Theme;
use eolens::sources::source;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};

const KEY: Duration = Duration::from_micros(1_500);
const START: Duration = Duration::from_millis(3);
/// The budget for a letter typed over the multiplied catalog.
const LETTER_OF_MANY: Duration = Duration::from_millis(10);
const TIMES: usize = 100;
/// How often it is opened for what happens once.
const STARTS: usize = 3;
const RUNS: usize = 200;

fn main() -> ExitCode {
    let folder = env::var_os("EOLENS_PRODUCTS");
    let load = || {
        folder
            .as_deref()
            .map_or_else(source::embedded, |dir| source::folder(Path::new(dir)))
    };
    let mut bench = Bench::new(load().unwrap());
    let products = bench.model.catalog.cards().len();
    println!("{products} products, 120×40, median of {RUNS}\n");
    println!("{:<44} {:>9} {:>9} {:>9}", "", "median", "worst", "budget");
    if folder.is_none() {
        bench.start();
    }
    let longest_page =
        bench.place_of(|bench| bench.model.browse.shown.as_ref().unwrap().page.blocks.len());
    let longest_table =
        bench.place_of(|bench| bench.model.browse.shown.as_ref().unwrap().table.rows.len());
    let back = [Msg::Edit(Edit::Backspace)];
    bench.measure(
        "a letter in the search line",
        &Msg::Edit(Edit::Insert('e')),
        &back,
    );
    bench.key(Msg::Edit(Edit::Insert('e')));
    bench.measure("a second letter", &Msg::Edit(Edit::Insert('r')), &back);
    bench.key(Msg::Edit(Edit::Backspace));
    bench.key(Msg::Back);
    for query in [
        "python 3.9.",
        "red hat ",
        "python:3.9-alpin",
        "pkg:npm/expres",
        "kuberentes 1.2",
        "psql (PostgreSQL) 14.10 (Ubuntu 14.10-1.pgdg22.04+",
    ] {
        bench.key(Msg::Edit(Edit::Paste(query.to_owned())));
        let what = format!("a letter after {query:?}");
        bench.measure(&what, &Msg::Edit(Edit::Insert('8')), &back);
        bench.key(Msg::Back);
    }
    bench.key(Msg::Back);
    bench.filters();
    let (down, up) = (Msg::Move(Step::Down), [Msg::Move(Step::Up)]);
    bench.measure("a step in the list", &down, &up);
    bench.go(longest_page);
    bench.key(Msg::Browse(Browse::Pane(Way::Previous)));
    bench.measure("a scroll of the longest page", &down, &up);
    bench.in_the_page();
    bench.go(longest_table);
    bench.key(Msg::Browse(Browse::Pane(Way::Next)));
    bench.measure("a step in the longest table", &down, &up);
    bench.measure(
        "the longest table, unfolded",
        &Msg::Browse(Browse::Fold),
        &[Msg::Browse(Browse::Fold)],
    );
    bench.timeline();
    bench.radar();
    bench.release_list();
    bench.watchlist();
    let mut many = Bench::new(times(&bench.model.catalog));
    println!("\n{} products", many.model.catalog.cards().len());
    many.large();
    let are_kept = first_letters(&bench.model.catalog);
    ExitCode::from(u8::from(!(bench.is_kept && many.is_kept && are_kept)))
}

/// The first letter after a start, which finds nothing prepared, over the catalogue many times.
fn first_letters(catalog: &Catalog) -> bool {
    let mut are_kept = true;
    for text in ["n", "pyhton", "python 3.9", "is:ended n"] {
        let mut taken = Vec::new();
        let mut fresh = Bench::new(times(catalog));
        for start in 0..STARTS {
            if start > 0 {
                fresh = Bench::new(times(catalog));
            }
            fresh.key(Msg::Search);
            let start = Instant::now();
            fresh.key(Msg::Edit(Edit::Paste(text.to_owned())));
            taken.push(start.elapsed());
        }
        let what = format!("{text:?} first of all");
        fresh.report(&what, taken, LETTER_OF_MANY, 0);
        are_kept &= fresh.is_kept;
    }
    are_kept
}

/// A catalogue many times over, the copies under other names and without their texts.
fn times(catalog: &Catalog) -> Catalog {
    let all =
        (0..TIMES).flat_map(|copy| (0..catalog.cards().len()).map(move |index| (copy, index)));
    let packed = all.map(|(copy, index)| {
        let mut product = catalog.product(index).unwrap().clone();
        if copy > 0 {
            product.id = format!("{}-{copy}", product.id);
            product.title = format!("{} {copy}", product.title);
            product.body.clear();
        }
        Packed::new(&product).unwrap()
    });
    Catalog::of(packed.collect(), Vec::new())
}

struct Bench {
    model: Model,
    theme: Theme,
    keys: Keys,
    terminal: Terminal<CrosstermBackend<Sink>>,
    written: Rc<Cell<usize>>,
    is_kept: bool,
}

/// Counts the bytes for the terminal.
struct Sink(Rc<Cell<usize>>);

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.set(self.0.get() + bytes.len());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Bench {
    fn new(catalog: Catalog) -> Self {
        let viewport = Viewport::Fixed(Rect::new(0, 0, 120, 40));
        let written = Rc::default();
        let backend = CrosstermBackend::new(Sink(Rc::clone(&written)));
        let mut bench = Self {
            model: Model::new(catalog, run::today()),
            theme: Theme::terminal(),
            keys: Keys::default(),
            terminal: Terminal::with_options(backend, TerminalOptions { viewport }).unwrap(),
            written,
            is_kept: true,
        };
        bench.draw();
        bench
    }

    fn draw(&mut self) {
        self.model.settle();
        let mut drawn = None;
        let (model, theme, keys) = (&self.model, &self.theme, &self.keys);
        self.terminal
            .draw(|frame| drawn = Some(view::draw(model, theme, keys, frame)))
            .unwrap();
        self.model.drawn(drawn.unwrap());
    }

    fn key(&mut self, msg: Msg) {
        black_box(self.model.update(msg));
        self.draw();
    }

    /// Finding, links and actions while the page has the focus.
    fn in_the_page(&mut self) {
        let back = [Msg::Edit(Edit::Backspace)];
        self.key(Msg::Browse(Browse::Find));
        self.measure(
            "a letter to find in it",
            &Msg::Edit(Edit::Insert('e')),
            &back,
        );
        self.key(Msg::Edit(Edit::Insert('e')));
        let previous = [Msg::Browse(Browse::Match(Way::Previous))];
        self.measure(
            "a step to the next match",
            &Msg::Browse(Browse::Match(Way::Next)),
            &previous,
        );
        self.key(Msg::Back);
        self.measure("its links", &Msg::Links, &[Msg::Links]);
        self.model.actions = Keys::default().actions();
        self.measure("the actions", &Msg::Palette, &[Msg::Back]);
        self.key(Msg::Palette);
        self.measure(
            "a letter to find an action",
            &Msg::Edit(Edit::Insert('e')),
            &back,
        );
        self.key(Msg::Back);
    }

    /// Selects the product on a line of the full list.
    fn go(&mut self, line: usize) {
        while self.model.browse.focus != eolens::app::browse::Pane::List {
            self.key(Msg::Back);
        }
        self.key(Msg::Move(Step::First));
        for _ in 0..line {
            self.key(Msg::Move(Step::Down));
        }
    }

    /// The line of the product that maximizes a number.
    fn place_of(&mut self, most: impl Fn(&Self) -> usize) -> usize {
        self.key(Msg::Move(Step::First));
        let mut best = (0, 0);
        for line in 0..self.model.catalog.cards().len().min(1_000) {
            best = best.max((most(self), line));
            self.key(Msg::Move(Step::Down));
        }
        best.1
    }

    /// The timeline of the longest table, unfolded.
    fn timeline(&mut self) {
        self.measure(
            "its timeline",
            &Msg::Browse(Browse::Form),
            &[Msg::Browse(Browse::Form)],
        );
        self.key(Msg::Browse(Browse::Fold));
        self.key(Msg::Browse(Browse::Form));
        let (down, up) = (Msg::Move(Step::Down), [Msg::Move(Step::Up)]);
        self.measure("a step in its timeline, unfolded", &down, &up);
        let wider = [Msg::Timeline(Timeline::Wider)];
        self.measure(
            "half as much time",
            &Msg::Timeline(Timeline::Closer),
            &wider,
        );
        self.key(Msg::Browse(Browse::Form));
        self.key(Msg::Browse(Browse::Fold));
    }

    /// Keystrokes with filters and sort orders.
    fn filters(&mut self) {
        let back = [Msg::Edit(Edit::Backspace)];
        for (what, filters) in [
            (
                "a letter beside five filters",
                "-is:ended -cat:os is:lts ends<1y released>2020 ",
            ),
            ("a letter beside own fields", "java>=17 has:cpe,purl "),
            ("a letter of a filter", "tag:linux,java-runtime,c"),
        ] {
            self.key(Msg::Edit(Edit::Paste(filters.to_owned())));
            self.measure(what, &Msg::Edit(Edit::Insert('e')), &back);
            self.key(Msg::Edit(Edit::DeleteToStart));
        }
        self.key(Msg::Back);
        self.measure("the filter menu", &Msg::Filters, &[Msg::Back]);
        self.key(Msg::Filters);
        self.measure("a filter of the menu", &Msg::Deeper, &[Msg::Deeper]);
        self.key(Msg::Back);
        let around = [Msg::Browse(Browse::Sort), Msg::Browse(Browse::Sort)];
        self.measure(
            "the list in another order",
            &Msg::Browse(Browse::Sort),
            &around,
        );
    }

    /// Actions whose time should depend on the screen, not on the size of the catalog.
    fn large(&mut self) {
        let back = [Msg::Edit(Edit::Backspace)];
        let (down, up) = (Msg::Move(Step::Down), [Msg::Move(Step::Up)]);
        self.measure("a step in the list", &down, &up);
        self.key(Msg::Search);
        for text in ["", "p", "pyth", "red ha", "pyhto", "python 3."] {
            self.key(Msg::Edit(Edit::Paste(text.to_owned())));
            let what = format!("a letter after {text:?}");
            self.measure_within(&what, &Msg::Edit(Edit::Insert('n')), &back, LETTER_OF_MANY);
            self.key(Msg::Edit(Edit::DeleteToStart));
        }
        self.key(Msg::Edit(Edit::Paste("py".to_owned())));
        self.measure("a step among what is found", &down, &up);
    }

    /// The radar over all products.
    fn radar(&mut self) {
        self.key(Msg::Screen(Screen::Radar));
        let (down, up) = (Msg::Move(Step::Down), [Msg::Move(Step::Up)]);
        self.measure("a step in the radar", &down, &up);
        let (on, back) = (Msg::Day(Travel::MonthOn), [Msg::Day(Travel::MonthBack)]);
        self.measure("a month on, in the radar", &on, &back);
        let back = [Msg::Edit(Edit::Backspace)];
        self.measure(
            "a letter searched for in the radar",
            &Msg::Edit(Edit::Insert('e')),
            &back,
        );
    }

    /// The list of the releases of all products.
    fn release_list(&mut self) {
        self.key(Msg::Edit(Edit::DeleteToStart));
        self.key(Msg::Screen(Screen::Releases));
        let (down, up) = (Msg::Move(Step::Down), [Msg::Move(Step::Up)]);
        self.measure("a step in the list of releases", &down, &up);
        let (on, back) = (Msg::Day(Travel::MonthOn), [Msg::Day(Travel::MonthBack)]);
        self.measure("a month on, in the list of releases", &on, &back);
        let (reverse, back) = (
            Msg::ReleaseList(ReleaseList::Reverse),
            [Msg::ReleaseList(ReleaseList::Reverse)],
        );
        self.measure("the releases in another order", &reverse, &back);
        let back = [Msg::Edit(Edit::Backspace)];
        for (what, filters) in [
            ("a letter in the list of releases", ""),
            ("a letter beside filters of releases", "is:lts released<3y "),
        ] {
            self.key(Msg::Edit(Edit::Paste(filters.to_owned())));
            self.measure(what, &Msg::Edit(Edit::Insert('e')), &back);
            self.key(Msg::Edit(Edit::DeleteToStart));
        }
        self.key(Msg::Screen(Screen::Browse));
    }

    /// The watchlist with every third product.
    fn watchlist(&mut self) {
        let cards = self.model.catalog.cards().iter().step_by(3);
        let ids: Vec<&str> = cards.map(|card| card.id.as_str()).collect();
        let (list, _) = Watchlist::parse("watchlist", ids.join("\n").as_bytes());
        self.model.watch(list);
        self.key(Msg::Screen(Screen::Watchlist));
        let (down, up) = (Msg::Move(Step::Down), [Msg::Move(Step::Up)]);
        self.measure("a step in the watchlist", &down, &up);
        let (on, back) = (Msg::Day(Travel::MonthOn), [Msg::Day(Travel::MonthBack)]);
        self.measure("a month on, in the watchlist", &on, &back);
        self.key(Msg::Screen(Screen::Browse));
        self.measure("a product watched", &Msg::Watch, &[Msg::Watch]);
    }

    /// The time from the embedded bytes to the first frame, and from there to the radar.
    fn start(&mut self) {
        let times = (0..RUNS).map(|_| {
            let start = Instant::now();
            black_box(Self::new(source::embedded().unwrap()));
            start.elapsed()
        });
        let times = times.collect();
        self.report("the catalogue opened and drawn", times, START, 0);
        let times = (0..RUNS).map(|_| {
            let mut fresh = Self::new(source::embedded().unwrap());
            let start = Instant::now();
            fresh.key(Msg::Screen(Screen::Radar));
            start.elapsed()
        });
        let times = times.collect();
        self.report("the radar opened for the first time", times, KEY, 0);
        let times = (0..RUNS).map(|_| {
            let mut fresh = Self::new(source::embedded().unwrap());
            let start = Instant::now();
            fresh.key(Msg::Edit(Edit::Paste("is:ended".to_owned())));
            start.elapsed()
        });
        let times = times.collect();
        self.report("the first filter", times, KEY, 0);
    }

    /// Times a message and its frame, then undoes it with other messages.
    fn measure(&mut self, what: &str, msg: &Msg, undo: &[Msg]) {
        self.measure_within(what, msg, undo, KEY);
    }

    fn measure_within(&mut self, what: &str, msg: &Msg, undo: &[Msg], budget: Duration) {
        let mut times = Vec::with_capacity(RUNS);
        let mut bytes = 0;
        for _ in 0..RUNS {
            let (before, start) = (self.written.get(), Instant::now());
            self.key(msg.clone());
            times.push(start.elapsed());
            bytes += self.written.get() - before;
            for undo in undo {
                self.key(undo.clone());
            }
        }
        self.report(what, times, budget, bytes / RUNS);
    }

    fn report(&mut self, what: &str, mut times: Vec<Duration>, budget: Duration, bytes: usize) {
        times.sort_unstable();
        let (median, worst) = (times.get(times.len() / 2).copied(), times.last().copied());
        let (median, worst) = (median.unwrap_or_default(), worst.unwrap_or_default());
        let is_kept = median <= budget;
        self.is_kept &= is_kept;
        let verdict = if is_kept { "" } else { "  NOT KEPT" };
        let bytes = if bytes == 0 {
            String::new()
        } else {
            format!("  {bytes} bytes a frame")
        };
        println!("{what:<44} {median:>9.1?} {worst:>9.1?} {budget:>9.1?}{bytes}{verdict}");
    }
}
