//! eolens browses the end-of-life dates of software and devices in a terminal.
//!
//! ```text
//!  header: the as-of date, the number of products, the date of the data
//! ╭ list ──────────────────────╮╭ releases ─────────────────────────────────────────╮
//! │ / search line              ││ Release   Released       Support        Latest    │
//! │▸● product        category  ││ 2.1       3 years ago    ✓ Yes          2.1.1 ↗   │
//! │ ✗ product        category  ││   ▾ 7 more ended releases                         │
//! │                            │├ page ─────────────────────────────────────────────┤
//! │                            ││ description, policy, cadence, facts               │
//! ╰────────────────────────────╯╰───────────────────────────────────────────────────╯
//!  footer: the keys of the focused pane, or the last message
//! ```
//!
//! # The floors
//!
//! A floor is a folder. Code uses its own floor and the floors above it in this list, never one below, and
//! the files of a floor do not depend on each other in a circle; a test checks both. From the top down to
//! [`app`], with the exception of [`sources`], no code touches a terminal, file, clock or environment
//! variable: the day is passed as a value.
//!
//! | floor | content |
//! | --- | --- |
//! | [`text`] | text processing without knowledge of lifecycles: YAML with positions, Liquid, Markdown layout, cutting and wrapping to a width, control characters, the order of versions; and long work shared among threads |
//! | [`facts`] | the data, and what they mean on a day |
//! | [`find`] | resolves what people type or paste to products and releases, and judges them |
//! | [`mine`] | the user's own data: the watchlist |
//! | [`stack`] | finds the versions that a project's files name, and judges them on a day |
//! | [`sources`] | where catalogs come from, and the files kept between runs |
//! | [`app`] | the state of the browser, its messages, and the effects it requests |
//! | [`settings`] | everything that users can configure: keys, theme, configuration |
//! | [`screen`] | drawing and the event loop: the only code that touches the terminal |
//! | [`cli`] | the command line: arguments, answers, reports, completion, manual page |
//!
//! # The flow of a key
//!
//! ```text
//!  event ──Keys::message(place, key)──▶ Msg ──Model::update──▶ Option<Effect> ──▶ run
//!    ▲                                   ▲                                         │
//!    │                                   └──── Msg::Done(..) / Msg::Failed(..) ◀───┘
//!    └── view::draw(&Model, &Theme, &Keys) ──▶ Drawn { sizes and areas } ──▶ Model::drawn
//! ```
//!
//! In files: the loop is in `screen/run.rs`. `screen/run/events.rs` reads bytes, `screen/run/decoder.rs` turns them into a
//! key, and `settings/keys.rs` the key into a message, by the bindings of `settings/keys/table.rs` for the place that has
//! the focus (`app/focus.rs`). `app.rs` passes the message to the screen that it belongs to; those that all screens have
//! are in `app/focus.rs`. `screen/run/effects.rs` carries out the effect, `screen/view.rs` draws, and
//! `screen/run/output.rs` writes what changed.
//!
//! [`facts::product::parse`] turns a product file into a [`facts::product::Product`]; for the embedded catalog
//! this happens at build time. Labels and links are rendered then. Whatever depends on the day is decided in
//! [`facts::lifecycle`] and worded in [`facts::table`], when a product is looked at.
//!
//! # Where things are decided
//!
//! | question | place |
//! | --- | --- |
//! | Has a phase ended, is it ending soon, open or unknown on a day? | `facts/lifecycle.rs`: [`facts::phase::Phase::standing`], which [`facts::phase::Phase::stands`] asks where a release may not be out yet; ending soon is [`facts::lifecycle::is_almost_over`]. `stack/item/judge.rs` and `stack/policy.rs` take the days of `eolens check --fail-on within:…` instead |
//! | Which status does a release or a product have? | [`facts::lifecycle::release_health`], [`facts::lifecycle::product_health`] |
//! | Which product and release does a text name, such as `python 3.9.5`? | `cli/command.rs` loads the catalog and passes the question to `cli/answer.rs`; [`find::choice`] joins arguments and reports unknown names; [`find::resolve`] finds the meaning, in `find/resolve/`: `line.rs` and `form.rs` by the form of the text, `words.rs` the name and the version in words, `release.rs` the release. [`find::verdict`] then says whether it is supported, and [`cli::report`] prints it |
//! | Which product and release does a file name, and does it fail a check? | [`sources::project`] reads the files, [`stack::formats`] extracts claims, [`stack::names`] and [`stack::item`] judge them, [`stack::policy`] decides; the Stack screen and `check` use the same [`stack::survey::Survey`] |
//! | Which version is newer? | [`text::version`] |
//! | What does a key do? | [`settings::keys`] gives the message, [`app::Model::update`] changes the state, [`screen::run`] draws it and carries out effects |
//! | Which columns does a narrow table omit? | [`facts::table::fit`] |
//! | Where do the products come from? | [`sources::source`]; `cli/chosen.rs` chooses |
//! | Which data is used? | [`sources::update::InForce`]: updated data unless the built-in data is newer |
//! | How is a file opened, and how much of it is read? | [`sources::open`] |
//! | May newer data replace it? | [`sources::update`]; its `plausible` has the limits |
//! | What did an update change, and how bad is it? | [`facts::changes`] |
//! | How often did an end date move in the data? | [`facts::moves`]; what counts is [`facts::moves::Move::is_telling`] |
//!
//! # How to add things
//!
//! | to add | change |
//! | --- | --- |
//! | a key of the product file | `facts/product/front_matter.rs`, [`facts::product`], one test |
//! | a Liquid filter or tag | an arm in `text/liquid/filters.rs` or in [`text::liquid`], a row in its test |
//! | a column of the release table | one variant of [`facts::table::Column`] and its heading in `headings` there; the compiler lists most other arms, but `facts/table/fit/cell.rs`, `Theme::cell` in `settings/theme.rs` and `beside_style` in `screen/view/releases/lines.rs` have defaults. One that narrow terminals may omit is a variant of [`facts::viewpoint::Droppable`]. One that a product may name also takes a field of [`facts::product::Columns`] |
//! | a subcommand | one variant of [`cli::arguments::Command`], one arm in `cli/command.rs`, one file in `cli/answer/` (`show` and `list` are in `cli/answer.rs`), and one below [`cli::report`] for what it prints |
//! | a keyboard shortcut | one row in `settings/keys/table.rs` with the name of its action, one line in `assets/config.yaml`, and for a new action one arm; help, footer, action list and manual page follow |
//! | a picture in the README | one row in `tests/all/pictures.rs` |
//! | a setting | one field of [`settings::config::Settings`], its arm in [`settings::config`] and its line in the listing, a commented line in `assets/config.yaml` |
//! | a screen | one file below [`app`] with its state, and a message type if it has actions of its own; a variant of [`app::screen::Screen`], whose arms the compiler lists (most are in `app/focus.rs`); its drawing below [`screen::view`], a row in `tests/all/views.rs` |
//! | a pop-up | one variant of [`app::About`], a file below [`app::popup`] if it is a list, one file below [`screen::view`] |
//! | a clickable area | one variant of [`app::pointer::Spot`], which drawing marks on the canvas |
//! | a side effect | one variant of [`app::Effect`], one arm in `screen/run/effects.rs` |
//! | a Markdown construct | one variant in [`text::markdown`], one arm in its `reader` and its `layout` |
//! | an output format | one file below [`cli::report`], one variant of the command's own enum of formats in [`cli::arguments`] or [`cli::report`] |
//! | a file kept between runs | one name in [`sources::store`]; the state of the screen is in [`app::session::Session`] |
//! | a notation for versions | [`find::resolve`]'s `form`, one row in `tests/all/versions.tsv` |
//! | a file format that names versions | one file below [`stack::formats`], one row of its table, one table of cases |
//! | a notation for requirements | one file below [`stack::requirement`] with its table |
//! | an image or package that shares a product's version | one line of `assets/images.tsv` or `assets/packages.tsv` |
//! | a condition for failing a check | one variant of [`stack::policy::Condition`] |
//! | a source of products, to browse instead of the built-in data | one function in [`sources::source`], which gives a [`facts::catalog::Catalog`]; an option in [`cli::arguments::Options`]; `cli/chosen.rs` chooses, and its `is_folder` says for which sources there are no updates |
//! | a source of updates, to replace the data with | `one` in `sources/update/bundle.rs`, which gives a [`sources::update::Bundle`]; an address: `sources/net.rs`; a format of archives: `sources/archive.rs` |
//! | a kind of change | one variant of [`facts::changes::Kind`], in the order of how bad it is; the compiler lists the arms |
//! | a query filter | for `is:` or `has:`: one row in `find/query/property.rs`; for a new key: `find/query/term.rs`, [`find::query::Test`], [`find::query::GUIDE`] |
//! | a sort order | one variant of [`find::listing::Order`] or [`find::releases::Order`], which the command line accepts too |
//! | a lint rule | one variant of [`cli::lint::Rule`], its check, one row in its test |
//! | a style | one field of [`settings::theme::Theme`], its name in `things`, one line in each file of `assets/themes` |
//! | a theme | one file in `assets/themes`, one row of [`settings::theme::FILES`] |
//! | a character beyond ASCII | its substitute in [`settings::theme::Glyphs`] |
//!
//! The library exists for the tests and benches; the program is `main.rs`. The build script includes
//! [`facts::product`], [`facts::catalog`] and what they use of [`text`] by path.

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
