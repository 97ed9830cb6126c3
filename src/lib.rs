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
//! A floor is a folder. Code uses its own floor and the floors above it in this list, never one
//! below, and no two files of a floor use each other in a circle; a test holds both. Down to
//! [`app`], [`sources`] apart, there is no terminal, no file, no clock and no environment: the day is
//! a value that is passed.
//!
//! | floor | what it knows |
//! | --- | --- |
//! | [`text`] | words that know nothing of lifecycles: YAML with places, Liquid, Markdown to lines, cutting and wrapping to a width, control characters, the order of versions |
//! | [`facts`] | what the data say and what that means on a day |
//! | [`find`] | from what people type or paste to products and releases, and the verdict on them |
//! | [`mine`] | what belongs to the user: the watchlist |
//! | [`stack`] | what files say about the versions that a project runs, and how those stand on a day |
//! | [`sources`] | where catalogs come from, and what is kept on disk between runs |
//! | [`app`] | the state of the browser, what can happen to it, and what to do outside |
//! | [`settings`] | keys, theme, configuration: what a person may set |
//! | [`screen`] | drawing, and the loop: the only code that touches the terminal |
//! | [`cli`] | the command line: arguments, answers, reports, completion, manual page |
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
//! A product file becomes a [`facts::product::Product`] by [`facts::product::parse`], at build time for the
//! embedded catalogue. Labels and links are rendered then; whatever depends on the day is decided in
//! [`facts::lifecycle`] and worded in [`facts::table`], when a product is looked at.
//!
//! # Where it is decided
//!
//! | question | place |
//! | --- | --- |
//! | Is a phase over, ending soon, open or unknown on a day? | [`facts::phase::Phase::stands`], which stands in `facts/lifecycle.rs`; how many days before the end, [`facts::lifecycle::warning_days`] |
//! | Which sign does a release have, or a product? | [`facts::lifecycle::release_health`], [`facts::lifecycle::product_health`] |
//! | Which product and release does a text name, such as `python 3.9.5`? | [`find::resolve`], one list of rules in their order; [`find::verdict`] then says whether it is supported |
//! | Which product and release does a file name, and does it fail? | [`stack::formats`] reads claims, [`stack::names`] and [`stack::item`] judge them, [`stack::policy`] rules |
//! | Which version is newer? | [`text::version`] |
//! | What does a key do? | [`settings::keys`] gives the message, [`app::Model::update`] changes the state, [`screen::run`] draws it and does what is outside |
//! | Which columns does a narrow table leave out? | [`facts::table::fit`] |
//! | Where do the products come from? | [`sources::source`]; `main.rs` chooses |
//!
//! # To add …, touch …
//!
//! | to add | files |
//! | --- | --- |
//! | a key of the product file | `facts/product/front_matter.rs`, [`facts::product`], one test |
//! | a filter or a tag of Liquid | an arm in `text/liquid/filters.rs` or in [`text::liquid`], a row in its test |
//! | a column | one variant of [`facts::table::Column`]; the compiler lists the arms |
//! | a key of the keyboard | one row in `settings/keys/table.rs` with the name of its action, one line in `assets/config.yaml`, one arm where the verb is new; help, footer, palette and manual follow |
//! | a picture of the README | one row in `tests/all/pictures.rs` |
//! | a setting | one field of [`settings::config::Settings`], its arm in [`settings::config`] and its line in the listing, a line with its explanation in `assets/config.yaml` |
//! | a screen | one file below [`app`] with its state, and its own `Msg` where it has verbs of its own; a variant of [`app::screen::Screen`], whose arms the compiler lists (most stand in `app/focus.rs`); its drawing below [`screen::view`], a row in `tests/all/views.rs` |
//! | a pop-up | one variant of [`app::About`], a file below [`app::popup`] where it is a list, one file below [`screen::view`] |
//! | a thing to click | one variant of [`app::pointer::Spot`], which drawing marks on the canvas |
//! | a thing done outside | one variant of [`app::Effect`], one arm in [`screen::run`] |
//! | a Markdown construct | one variant in [`text::markdown`], one arm in its `reader` and its `layout` |
//! | an output format | one file below [`cli::report`], one variant of [`cli::report::Format`] |
//! | a thing kept between runs | one name in [`sources::store`]; what the screen was is a field of [`app::session::Session`] |
//! | a form in which versions are written | [`find::resolve`]'s `form`, one row in `tests/all/versions.tsv` |
//! | a format in which versions are written down | one file below [`stack::formats`], one row of its table, one table of cases |
//! | a notation of requirements | one file below [`stack::requirement`] with its table |
//! | an image or a package that bears a product's version | one line of `assets/images.tsv` or `assets/packages.tsv` |
//! | a condition of a check | one variant of [`stack::policy::Condition`] |
//! | a source of products | one function in [`sources::source`] |
//! | a filter | a state or a thing: one row in `find/query/property.rs`; a key: `find/query/term.rs`, [`find::query::Test`], [`find::query::GUIDE`] |
//! | an order of the list | one variant of [`find::listing::Order`], one of [`cli::arguments::SortBy`] |
//! | a rule of the lint | one variant of [`cli::lint::Rule`], its check, one row in its test |
//! | a thing with a look | one field of [`settings::theme::Theme`], its name in `things`, one line in each file of `assets/themes` |
//! | a theme | one file in `assets/themes`, one row of [`settings::theme::FILES`] |
//! | a sign beyond ASCII | its stand-in in [`settings::theme::Glyphs`] |
//!
//! The library exists for the tests and the benches; the program is `main.rs`, and the build script
//! includes [`facts::product`], [`facts::catalog`] and what they use of [`text`] by their paths.

pub mod app;
pub mod cli;
pub mod facts;
pub mod find;
pub mod mine;
pub mod screen;
pub mod settings;
pub mod sources;
pub mod stack;
pub mod text;
