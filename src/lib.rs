//! eolens browses the end-of-life dates of software and devices in a terminal.
//!
//! ```text
//!  header: the day looked at, how many products, the day of their data
//! ╭ list ──────────────────────╮╭ releases ─────────────────────────────────────────╮
//! │ / search line              ││ Release   Released       Support        Latest    │
//! │▸● product        category  ││ 2.1       3 years ago    ✓ Yes          2.1.1 ↗   │
//! │ ✗ product        category  ││   ▾ 7 more unmaintained releases        (fold)    │
//! │                            │├ page ─────────────────────────────────────────────┤
//! │                            ││ description, policy, cadence, facts               │
//! ╰────────────────────────────╯╰───────────────────────────────────────────────────╯
//!  footer: the keys that matter here, or the last message
//! ```
//!
//! # The floors
//!
//! A module uses only modules above it in this list; a test holds it. Down to [`app`] there is no
//! terminal, no file, no clock and no environment: the day is a value that is passed.
//!
//! | floor | what it knows |
//! | --- | --- |
//! | [`product`] | what one file says; with its children the only code that reads YAML, but for [`yaml`] |
//! | [`identifier`] | where a product's names in other systems lead |
//! | [`viewpoint`] | from which day, and with which habits, a reader looks at the facts |
//! | [`lifecycle`] | what a release means on a day |
//! | [`version`] | which of two versions is the later |
//! | [`wording`] | dates and spans as people read them |
//! | [`table`] | a release table: columns, cells, tones, and which of them fit a width |
//! | [`why`] | why a release has its sign |
//! | [`cadence`] | how often releases come and how long they last, measured from their dates |
//! | [`markdown`] | text to blocks, blocks to lines |
//! | [`page`] | a product's page |
//! | [`catalog`] | all products, packed; every file that could not be read |
//! | [`agenda`] | what ends when, over many products |
//! | [`yaml`] | YAML as it is written: places and styles |
//! | [`sheet`] | a file of settings: names, values, and what is wrong at which place |
//! | [`lint`] | what endoflife.date's validator insists on, each finding at its place |
//! | [`query`] | what people type, taken apart: words and filters |
//! | [`search`] | words to ranked products |
//! | [`locate`] | a version in a query to the release it is of |
//! | [`verdict`] | whether that version is still supported, in words |
//! | [`listing`] | a query to the products it lists: searched, filtered, sorted |
//! | [`watchlist`] | what is watched: as a text, beside a catalogue, on a day |
//! | [`timeline`] | phases as spans on one time axis, and what of them a cell shows |
//! | [`app`] | what is true, what can happen, what to do outside |
//! | [`keys`] | the key table |
//! | [`theme`] | the look of every thing |
//! | [`config`] | the user's settings over the defaults |
//! | [`view`] | the layout; a region each below it |
//! | [`report`] | the same answers without a screen |
//! | [`source`] | where products come from |
//! | [`user`] | the user's own files: configuration and themes |
//! | [`store`] | what is kept between runs: the watchlist, what the screen was |
//! | [`run`] | the loop; the only code that touches terminal, clock and processes |
//! | [`cli`] | the command line |
//! | [`shell`] | completion scripts and the manual page |
//! | [`answer`] | a command, answered on a writer |
//!
//! # The flow of a key
//!
//! ```text
//!  event ──Keys::message(place, key)──▶ Msg ──Model::update──▶ Option<Effect> ──▶ run
//!    ▲                                   ▲                                         │
//!    │                                   └──── Msg::Done(..) / Msg::Failed(..) ◀───┘
//!    └── view::draw(&Model, &Theme, &Keys) ──▶ Drawn { what only drawing knows } ──▶ Model::drawn
//! ```
//!
//! A product file becomes a [`product::Product`] by [`product::parse`], at build time for the
//! embedded catalogue. Labels and links are rendered then; whatever depends on the day is decided in
//! [`lifecycle`] and worded in [`table`], when a product is looked at.
//!
//! # To add …, touch …
//!
//! | to add | files |
//! | --- | --- |
//! | a key of the product file | `product/front_matter.rs`, [`product`], one test |
//! | a column | one variant of [`table::Column`]; the compiler lists the arms |
//! | a key of the keyboard | one row in [`keys`] with the name of its action, one line in `assets/config.yaml`, one arm where the verb is new; help, footer, palette and manual follow |
//! | a picture of the README | one row in `tests/all/pictures.rs` |
//! | a setting | one field of [`config::Settings`], its arm in [`config`] and its line in the listing, a line with its explanation in `assets/config.yaml` |
//! | a screen | its state below [`app`], a variant of [`app::screen::Screen`], its drawing below [`view`], a row in `tests/all/views.rs` |
//! | a pop-up | one variant of [`app::About`], one file below [`view`] |
//! | a thing to click | one variant of [`app::pointer::Spot`], which drawing returns with its place |
//! | a thing done outside | one variant of [`app::Effect`], one arm in [`run`] |
//! | a Markdown construct | one variant in [`markdown`], one arm in its `reader` and its `layout` |
//! | an output format | one file below [`report`], one variant of [`report::Format`] |
//! | a thing kept between runs | one name in [`store`]; what the screen was is a field of [`app::session::Session`] |
//! | a form in which versions are written | [`locate`]'s `reference`, one row in `tests/all/versions.tsv` |
//! | a source of products | one function in [`source`] |
//! | a filter | a state or a thing: one row in `query/property.rs`; a key: `query/term.rs`, [`query::Test`], [`query::GUIDE`] |
//! | an order of the list | one variant of [`listing::Order`], one of [`cli::SortBy`] |
//! | a rule of the lint | one variant of [`lint::Rule`], its check, one row in its test |
//! | a thing with a look | one field of [`theme::Theme`], its name in `things`, one line in each file of `assets/themes` |
//! | a theme | one file in `assets/themes`, one row of [`theme::FILES`] |
//! | a sign beyond ASCII | its stand-in in [`theme::Glyphs`] |
//!
//! The library exists for the tests and the benches; the program is `main.rs`, and the build script
//! includes [`product`] and [`catalog`] by their paths.

pub mod agenda;
pub mod answer;
pub mod app;
pub mod cadence;
pub mod catalog;
pub mod cli;
pub mod config;
pub mod identifier;
pub mod keys;
pub mod lifecycle;
pub mod lint;
pub mod listing;
pub mod locate;
pub mod markdown;
pub mod page;
pub mod product;
pub mod query;
pub mod report;
pub mod run;
pub mod search;
pub mod sheet;
pub mod shell;
pub mod source;
pub mod store;
pub mod table;
pub mod theme;
pub mod timeline;
pub mod user;
pub mod verdict;
pub mod version;
pub mod view;
pub mod viewpoint;
pub mod watchlist;
pub mod why;
pub mod wording;
pub mod yaml;
