//! Keys typed at the program without a terminal.

use chrono::NaiveDate;
use eolens::app::browse::Pane;
use eolens::app::browse::Right;
use eolens::app::line_edit::Edit;
use eolens::app::screen::Screen;
use eolens::app::{Effect, Model, Msg, Notice, Place, Saved};
use eolens::facts::catalog::Catalog;
use eolens::facts::changes::Changed;
use eolens::facts::product;
use eolens::mine::watchlist::Watchlist;
use eolens::settings::{config, keys};

use crate::typed::type_keys;

const PLACES: [(Place, &str); 18] = [
    (Place::List, ""),
    (Place::Search, "/"),
    (Place::Releases, "l"),
    (Place::Timeline, "t"),
    (Place::Page, "ll"),
    (Place::Radar, "2"),
    (Place::ReleaseList, "r"),
    (Place::Comparison, "xjxc"),
    (Place::Watchlist, "3"),
    (Place::Bars, "3t"),
    (Place::Changes, "5"),
    (Place::Help, "?"),
    (Place::HelpLine, "?/"),
    (Place::Problems, "!"),
    (Place::Find, "ll/"),
    (Place::Links, "u"),
    (Place::Palette, ":"),
    (Place::Filters, "f"),
];

/// Every key, and some without a meaning.
const ALL: &str = "jkgGhlrxcoOpzt+=-<lt>>fFsSuyYmnNw01259:.!?qQx[]{}\\é龙/<Up><Down><Left><Right><Home><End><PgUp><PgDn><Enter><Esc><Tab>\
    <S-Tab><Backspace><Del><F1><C-a><C-c><C-d><C-e><C-l><C-n><C-p><C-u><C-w><C-x><C-z>";

fn model() -> Model {
    let ended = ["7", "6", "5", "4", "3", "2", "1"];
    let ended =
        ended.map(|cycle| format!("- {{releaseCycle: '{cycle}', eol: true, link: null}}\n"));
    let ended = ended.concat();
    let files = [
        "title: PyPy\npermalink: /pypy\nreleases: []".to_owned(),
        format!(
            "title: Python\npermalink: /python\nreleasePolicyLink: https://py.org/eol\n\
             changelogTemplate: https://py.org/__LATEST__\n\
             releases:\n- {{releaseCycle: '8', eol: false, latest: '8.1'}}\n{ended}"
        ),
        "title: Ruby\npermalink: /ruby\nreleases:\n- {releaseCycle: '3', eol: false}".to_owned(),
    ];
    let files = files.map(|front| {
        let file = format!("---\ncategory: lang\n{front}\n---\n\n> Text.\n");
        product::parse("x.md", file.as_bytes())
    });
    let day = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    let mut model = Model::new(Catalog::new(files).unwrap(), day);
    model.show_changes(Some(Changed::default()));
    model
}

/// The model after some keys, which must not request effects.
fn after(keys: &str) -> Model {
    let mut model = model();
    assert_eq!(type_keys(&mut model, keys), [], "{keys}");
    model
}

fn shown(model: &Model) -> Option<&str> {
    let index = model.browse.shown.as_ref()?.index;
    Some(&model.catalog.cards()[index].id)
}

/// The index of the selected line of the release table.
fn line(model: &Model) -> usize {
    model.browse.shown.as_ref().unwrap().rows.selected()
}

#[test]
fn keys_move_the_pane_that_has_them() {
    for (keys, id, expected) in [
        ("", "pypy", 0),
        ("j", "python", 0),
        ("<Down><Down><Down>", "ruby", 0),
        ("Gk", "python", 0),
        ("G<Home>", "pypy", 0),
        ("<C-d><C-u>", "pypy", 0),
        ("jljj", "python", 2),
        ("jlG", "python", 2),
        ("jlGg", "python", 0),
        ("jljhj", "ruby", 0),
        ("jllj", "python", 0),
        ("/<Down>", "python", 0),
        ("/<C-n><C-n><C-p>", "python", 0),
        ("/ru<Enter>jk", "ruby", 0),
    ] {
        let model = after(keys);
        assert_eq!(
            (shown(&model), line(&model)),
            (Some(id), expected),
            "{keys}"
        );
    }
}

#[test]
fn the_search_line_takes_text_and_lets_go_of_it() {
    for (keys, place, query, id) in [
        ("/pyp", Place::Search, "pyp", "pypy"),
        ("/pyt", Place::Search, "pyt", "python"),
        ("/zq?.jx", Place::Search, "zq?.jx", ""),
        ("/ruby<Enter>", Place::Releases, "ruby", "ruby"),
        ("/py<Enter>", Place::List, "py", "python"),
        ("/python 8<Enter>", Place::Releases, "python 8", "python"),
        ("/ruby<Enter>/<Backspace>", Place::Search, "rub", "ruby"),
        ("/ruby<Esc>", Place::Search, "", "ruby"),
        ("/ruby<Esc><Esc>", Place::List, "", "ruby"),
        ("/ruby<Enter><Esc>", Place::List, "ruby", "ruby"),
        ("/ruby<Enter><Esc><Esc>", Place::List, "", "ruby"),
        (
            "/xx ruby<C-a><Del><Del><Del>",
            Place::Search,
            "ruby",
            "ruby",
        ),
        ("/x ruby<C-w>", Place::Search, "x ", ""),
        ("/x<C-u>ru", Place::Search, "ru", "ruby"),
        ("/rby<Left><Left>u<End>", Place::Search, "ruby", "ruby"),
        ("/ruby<Tab>", Place::Releases, "ruby", "ruby"),
        ("l/ru", Place::Search, "ru", "ruby"),
        ("/<lt>", Place::Search, "<", "pypy"),
    ] {
        let model = after(keys);
        assert_eq!(
            (model.place(), model.browse.query.text()),
            (place, query),
            "{keys}"
        );
        assert_eq!(shown(&model).unwrap_or_default(), id, "{keys}");
    }
}

#[test]
fn keys_lead_through_the_panes_and_back() {
    for (keys, place) in [
        ("<Tab>", Place::Releases),
        ("<Tab><Tab>", Place::Page),
        ("<Tab><Tab><Tab>", Place::List),
        ("<S-Tab>", Place::Page),
        ("<S-Tab><S-Tab><S-Tab>", Place::List),
        ("<Enter>", Place::Releases),
        ("l<Right>", Place::Page),
        ("lll", Place::Page),
        ("llh", Place::Releases),
        ("ll<Left><Esc>", Place::List),
        ("hhh", Place::List),
    ] {
        assert_eq!(after(keys).place(), place, "{keys}");
    }
    assert_eq!(
        after("ll<Tab>").browse.right,
        Right::Page,
        "the pane beside the list is kept"
    );
}

#[test]
fn esc_never_quits() {
    for (_, keys) in PLACES {
        for more in ["", "z", "/x"] {
            let model = after(&format!("{keys}{more}{}", "<Esc>".repeat(9)));
            assert_eq!(model.place(), Place::List, "{keys}{more}");
        }
    }
}

#[test]
fn q_closes_what_is_open_and_then_quits() {
    for (place, keys) in PLACES {
        let mut model = after(keys);
        let effects = type_keys(&mut model, "q");
        match place {
            Place::Search => assert_eq!(model.browse.query.text(), "q"),
            Place::Help | Place::Problems | Place::Links => assert_eq!(model.place(), Place::List),
            Place::Find | Place::Palette | Place::Filters | Place::HelpLine => {
                assert_eq!(model.place(), place);
            }
            _ => assert_eq!(effects, [Effect::Quit], "{place:?}"),
        }
    }
}

#[test]
fn control_keys_work_everywhere() {
    for (place, keys) in PLACES {
        for (key, effect) in [
            ("<C-c>", Effect::Quit),
            ("<C-z>", Effect::Suspend),
            ("<C-l>", Effect::Redraw),
        ] {
            let mut model = after(keys);
            assert_eq!(model.place(), place);
            assert_eq!(type_keys(&mut model, key), [effect], "{key} in {place:?}");
            assert_eq!(model.place(), place, "{key}");
        }
    }
}

#[test]
fn links_open_in_the_browser_or_a_sentence_says_why_not() {
    let open = |address: &str| vec![Effect::Open(address.to_owned())];
    for (keys, effects) in [
        ("jo", open("https://py.org/8.1")),
        ("jlo", open("https://py.org/8.1")),
        ("jO", open("https://endoflife.date/python")),
        ("jllO", open("https://endoflife.date/python")),
        ("jp", open("https://py.org/eol")),
        ("jljo", vec![]),
        ("jlGo", vec![]),
        ("o", vec![]),
        ("Gp", vec![]),
    ] {
        let mut model = model();
        assert_eq!(type_keys(&mut model, keys), effects, "{keys}");
        let is_refused = matches!(model.notice, Some(Notice::Failed(_)));
        assert_eq!(is_refused, effects.is_empty(), "{keys}");
        type_keys(&mut model, "k");
        assert_eq!(model.notice, None, "{keys}");
    }
}

#[test]
fn old_releases_unfold_where_they_are_folded() {
    for (keys, lines) in [
        ("j", 3),
        ("j.", 8),
        ("j..", 3),
        ("jlG<Enter>", 8),
        ("jlGl", 8),
        ("jll.", 8),
        ("j.jk", 3),
    ] {
        let model = after(keys);
        assert_eq!(model.browse.shown.unwrap().lines(), lines, "{keys}");
    }
    assert_eq!(after("jlG<Enter>").place(), Place::Releases);
    assert_eq!(
        line(&after("jl.G.")),
        2,
        "the selection folds with the rows"
    );
}

#[test]
fn t_shows_the_same_releases_as_a_timeline() {
    for (keys, place, selected) in [
        ("jt", Place::Timeline, 0),
        ("jtj", Place::Timeline, 1),
        ("jljt", Place::Timeline, 1),
        ("jljtjt", Place::Releases, 2),
        ("jllt", Place::Timeline, 0),
        ("jtl", Place::Page, 0),
        ("jtjh", Place::List, 1),
        ("jtjhl", Place::Timeline, 1),
        ("jtht", Place::Releases, 0),
        ("jt.G", Place::Timeline, 7),
        ("jtG<Enter>", Place::Timeline, 2),
    ] {
        let model = after(keys);
        assert_eq!((model.place(), line(&model)), (place, selected), "{keys}");
    }
    let rows = |keys| {
        after(keys)
            .browse
            .shown
            .unwrap()
            .timeline
            .unfolded
            .unwrap()
            .rows
    };
    assert_eq!((rows("jt"), rows("jt."), rows("jt..")), (2, 8, 2));
}

#[test]
fn the_time_that_is_seen_changes_and_comes_back() {
    let zoomed = |keys: &str| {
        let unfolded = after(keys).browse.shown.unwrap().timeline;
        unfolded
            .zoomed
            .map(|window| (window, unfolded.seen().unwrap().1))
    };
    for keys in ["t", "t-", "t<lt>>", "t+-", "t+++0", "t+hjk", "+"] {
        assert_eq!(zoomed(keys), None, "{keys}");
    }
    let closer = zoomed("t+").unwrap();
    assert_eq!(closer.0, closer.1);
    for keys in ["t=", "t+tt", "t+ll", "t++", "t+<lt>>"] {
        assert!(zoomed(keys).is_some(), "{keys}");
    }
    assert_ne!(zoomed("t+<lt>"), zoomed("t+>"));
}

#[test]
fn z_gives_a_pane_the_screen_and_takes_it_back() {
    for (keys, is_zoomed, place) in [
        ("z", true, Place::List),
        ("zz", false, Place::List),
        ("lz", true, Place::Releases),
        ("lz<Esc>", false, Place::Releases),
        ("lzl", true, Place::Page),
        ("lz<Esc><Esc>", false, Place::List),
        ("z?<Esc>", true, Place::List),
    ] {
        let model = after(keys);
        assert_eq!(
            (model.browse.is_zoomed, model.place()),
            (is_zoomed, place),
            "{keys}"
        );
    }
}

#[test]
fn help_and_problems_open_and_close() {
    for (keys, place) in [
        ("?", Place::Help),
        ("??", Place::List),
        ("<F1><F1>", Place::List),
        ("/<F1>", Place::Help),
        ("/<F1><Esc>", Place::Search),
        ("ll?q", Place::Page),
        ("?h", Place::List),
        ("!", Place::Problems),
        ("!<Esc>", Place::List),
        ("!?", Place::Help),
        ("!??", Place::Problems),
        ("!?<Esc>", Place::Problems),
        ("f?", Place::Filters),
        ("f<F1>", Place::Help),
        ("f<F1><Esc>", Place::Filters),
        ("?/x<Esc>", Place::Help),
        ("?/x<Enter>", Place::Help),
        ("?/x<Enter><Esc>", Place::Help),
        ("?/x<Enter><Esc><Esc>", Place::List),
    ] {
        assert_eq!(after(keys).place(), place, "{keys}");
    }
}

#[test]
fn no_key_in_any_place_breaks_an_empty_list() {
    for (_, keys) in PLACES {
        let mut model = model();
        model.update(Msg::Edit(Edit::Paste("nothing is called this".to_owned())));
        model.settle();
        assert_eq!(shown(&model), None);
        type_keys(&mut model, &format!("<Enter>{keys}{ALL}{ALL}"));
        assert_eq!(shown(&model).is_none(), model.browse.hits.is_empty());
    }
}

#[test]
fn no_message_of_the_key_table_breaks_an_empty_list() {
    for (_, keys) in PLACES {
        for (_, msg) in keys::BINDINGS.iter().flat_map(|binding| binding.meanings) {
            let mut model = model();
            model.update(Msg::Edit(Edit::Paste("nothing is called this".to_owned())));
            type_keys(&mut model, &format!("<Enter>{keys}"));
            model.update(msg.clone());
            model.settle();
            assert_eq!(shown(&model).is_none(), model.browse.hits.is_empty());
            assert!(matches!(model.browse.focus, Pane::List | Pane::Search));
        }
    }
}

#[test]
fn an_empty_catalogue_takes_every_key() {
    let day = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    let mut model = Model::new(Catalog::new([]).unwrap(), day);
    type_keys(&mut model, &ALL.repeat(3));
    assert_eq!(shown(&model), None);
}

/// The changes of the watchlist that these keys request, with signs.
fn changes(model: &mut Model, keys: &str) -> Vec<String> {
    let effects = type_keys(model, keys).into_iter();
    let changes = effects.flat_map(|effect| match effect {
        Effect::Watch(changes) => changes,
        other => panic!("{other:?}"),
    });
    let words = changes.map(|change| {
        let sign = if change.is_watched { '+' } else { '-' };
        format!("{sign}{}", change.entry)
    });
    words.collect()
}

#[test]
fn space_watches_what_is_selected_and_watches_it_no_more() {
    let mut model = model();
    for (keys, expected, words) in [
        (" ", "+pypy", "PyPy is now watched."),
        (" ", "-pypy", "PyPy is no longer watched."),
        ("jl ", "+python 8", "Python 8 is now watched."),
        ("h ", "+python", "Python is now watched."),
        (
            "l ",
            "-python 8",
            "Python 8 is no longer watched; Python as a whole still is.",
        ),
        (
            " h ",
            "+python 8 -python",
            "Python is no longer watched; single releases of it still are.",
        ),
    ] {
        assert_eq!(changes(&mut model, keys).join(" "), expected, "{keys:?}");
        assert_eq!(model.notice, Some(Notice::Done(words.to_owned())));
    }
    assert_eq!(model.watching.count(), 1);
    for (keys, reason) in [
        ("lG ", "No release is selected."),
        ("h/zzz<Enter> ", "No product is selected."),
        ("2 ", "No release is selected."),
        ("3 ", "No release is selected."),
    ] {
        assert_eq!(changes(&mut model, keys), [""; 0]);
        assert_eq!(model.notice, Some(Notice::Failed(reason.to_owned())));
    }
    assert_eq!(
        changes(&mut model, "/ a b? "),
        [""; 0],
        "a space in the search line is text"
    );
}

#[test]
fn the_watchlist_shows_what_is_marked_and_leads_there() {
    let mut model = model();
    changes(&mut model, " jl ");
    type_keys(&mut model, "3");
    assert_eq!(
        (model.screen, model.place()),
        (Screen::Watchlist, Place::Watchlist)
    );
    let release = |model: &Model| model.watchlist.selected();
    assert_eq!(
        (model.watchlist.states.len(), release(&model)),
        (1, Some((1, 0)))
    );
    type_keys(&mut model, "<Enter>");
    assert_eq!(
        (shown(&model), model.place()),
        (Some("python"), Place::Releases)
    );
    type_keys(&mut model, "<Esc>");
    assert_eq!(
        model.screen,
        Screen::Watchlist,
        "one step back leads here again"
    );
    type_keys(&mut model, "/ruby");
    assert_eq!((model.place(), release(&model)), (Place::Search, None));
    type_keys(&mut model, "<Enter>");
    assert_eq!(model.place(), Place::Watchlist);
    type_keys(&mut model, "<Esc>");
    assert_eq!(
        release(&model),
        Some((1, 0)),
        "without a query all is there again"
    );
    assert_eq!(changes(&mut model, " "), ["-python 8"]);
    assert_eq!(release(&model), None);
    assert_eq!(changes(&mut model, " <Tab> <Enter>"), [""; 0]);
    type_keys(&mut model, "<Esc>");
    assert_eq!(model.screen, Screen::Browse);
}

#[test]
fn the_search_line_of_the_watchlist_moves_the_pane_that_it_is_in() {
    let mut model = model();
    changes(&mut model, "jl hj ");
    for (keys, line) in [("3", 0), ("/<Down>", 1), ("<C-p>", 0), ("<Down><Enter>", 1)] {
        type_keys(&mut model, keys);
        assert_eq!(model.watchlist.rows.selected(), line, "{keys}");
    }
}

#[test]
fn in_the_watchlist_space_takes_out_what_brought_a_release_there() {
    let mut model = model();
    changes(&mut model, "j ");
    type_keys(&mut model, "3");
    assert_eq!(
        model.watchlist.states.len(),
        1,
        "those that have ended stand back"
    );
    assert_eq!(changes(&mut model, " "), ["-python"]);
    assert_eq!(
        (model.watchlist.states.len(), model.watching.count()),
        (0, 0)
    );
}

#[test]
fn what_another_program_watches_comes_with_the_next_change() {
    let list = |text: &str| Watchlist::parse("w", text.as_bytes()).0;
    let mut model = model();
    model.watch(list("python\n"));
    changes(&mut model, " jj ");
    let kept = |text, changes| {
        let list = list(text);
        let warning = None;
        Msg::Saved(Saved {
            name: String::new(),
            list,
            changes,
            warning,
        })
    };
    let watched = |model: &Model| {
        let watched = model.watching.watched().shares();
        watched.map(|(index, _)| index).collect::<Vec<_>>()
    };
    // The first change is saved; another program has removed one.
    model.update(kept("pypy\n", 1));
    assert_eq!(watched(&model), [0, 2], "the second change is on its way");
    model.update(kept("pypy\nruby\npython 8\n", 1));
    assert_eq!(watched(&model), [0, 1, 2]);
    assert_eq!(model.watching.count(), 3);
    assert!(
        matches!(model.notice, Some(Notice::Done(_))),
        "news hide no answer"
    );
}

#[test]
fn a_damaged_watchlist_is_told_at_the_start() {
    let mut model = model();
    let (list, faults) = Watchlist::parse("/x/watchlist", b"python\n\0\n<<<\n");
    model.watch(list);
    let config = config::read("/x/config", "mouse: maybe\n");
    let all = config.faults.into_iter().chain(faults).collect();
    model.warn_of(all, Some("!".to_owned()));
    let words = "3 problems in /x/config and /x/watchlist; press ! for details.";
    assert_eq!(model.notice, Some(Notice::Failed(words.to_owned())));
    let problems: Vec<String> = model.problems().map(ToString::to_string).collect();
    assert!(
        problems[1].starts_with("/x/watchlist:2:1: "),
        "{problems:?}"
    );
}

#[test]
fn the_key_that_opens_the_problems_closes_them() {
    assert_eq!(after("!!").place(), Place::List);
}

#[test]
fn esc_in_the_search_line_clears_it_while_a_pane_is_zoomed() {
    assert_eq!(after("z/ruby<Esc>").browse.query.text(), "");
}
