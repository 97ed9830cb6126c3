//! The pictures of the README: screens of the current program, with facts that newer data do not change.

use std::path::Path;
use std::{env, fs};

use eolens::cli::report::svg::Picture;
use eolens::settings::theme::Theme;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::screens::{screen, watching};

/// A picture: the name of its file, its size, and the keys that lead there.
const PICTURES: [(&str, (u16, u16), &str); 14] = [
    ("browse", (120, 36), "/postgres<Tab>"),
    ("search", (100, 24), "/k8"),
    ("verdict", (100, 24), "/python 3.9.5<Enter>"),
    ("filters", (100, 24), "fis:lts<Enter><C-u>"),
    ("timeline", (120, 28), "/ubuntu<Enter>tz.jjj"),
    ("radar", (100, 30), "2jjj"),
    ("releases", (120, 26), "r/is:lts is:supported<Enter>j"),
    (
        "comparison",
        (120, 28),
        "/rhel<Enter>x/<C-u>ubuntu<Enter>x/<C-u>debian<Enter>xc",
    ),
    ("watchlist", (100, 30), "3j"),
    ("watched", (100, 32), "3tjjjj"),
    ("stack", (110, 24), "4."),
    ("palette", (100, 24), "/flux<Tab>:co"),
    ("help", (100, 40), "?"),
    ("light", (100, 24), "/nodejs<Tab>"),
];

/// In plain ASCII, without colors.
const PLAIN: [(&str, (u16, u16), &str); 1] = [("ascii", (100, 24), "/nodejs<Enter>t")];

/// Larger files load slowly beside a text.
const LARGEST: usize = 60_000;

fn pictures() -> impl Iterator<Item = (&'static str, String)> {
    let coloured = PICTURES.into_iter().map(|(name, (width, height), keys)| {
        let before = match name {
            "watchlist" | "watched" | "stack" => watching(width, height),
            "light" => screen(width, height).themed(Theme::named("light").unwrap()),
            _ => screen(width, height),
        };
        (name, before.keys(keys))
    });
    let plain = PLAIN.into_iter().map(|(name, (width, height), keys)| {
        let before = screen(width, height).without_colour().in_ascii();
        (name, before.keys(keys))
    });
    let screens = coloured.chain(plain);
    screens.map(|(name, screen)| (name, picture(name, screen.buffer())))
}

/// A screen as a picture.
fn picture(name: &str, buffer: &Buffer) -> String {
    let style = |cell: &Cell| Style {
        fg: Some(cell.fg),
        bg: Some(cell.bg),
        add_modifier: cell.modifier,
        ..Style::default()
    };
    let lines = buffer.content.chunks(usize::from(buffer.area.width));
    let lines = lines.map(|cells| {
        let runs = cells.chunk_by(|one, other| style(one) == style(other));
        runs.map(|run| {
            let text: String = run.iter().map(Cell::symbol).collect();
            Span::styled(text, style(&run[0]))
        })
        .collect()
    });
    let lines: Vec<Line<'_>> = lines.collect();
    let paper = buffer.content.first().map(|cell| cell.bg);
    let picture = Picture {
        title: &format!("eolens: {name}"),
        description: "",
        lines: &lines,
        ground: Style {
            bg: paper,
            ..Style::default()
        },
        leading: 0,
    };
    picture.file()
}

/// `EOLENS_PICTURES=1 cargo test pictures` draws them again.
#[test]
fn the_pictures_of_the_readme_are_todays() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
    let mut old = Vec::new();
    for (name, picture) in pictures() {
        let path = folder.join(name).with_extension("svg");
        if env::var_os("EOLENS_PICTURES").is_some() {
            fs::write(&path, &picture).unwrap();
        }
        assert!(picture.len() < LARGEST, "{name}: {} bytes", picture.len());
        if fs::read_to_string(&path).ok().as_ref() != Some(&picture) {
            old.push(name);
        }
    }
    let how = "run EOLENS_PICTURES=1 cargo test pictures, and look at them in assets";
    assert!(old.is_empty(), "{old:?}: {how}");
}

#[test]
fn the_readme_shows_pictures_that_are_there_and_all_of_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(folder.join("README.md")).unwrap();
    for (name, _) in pictures() {
        assert!(readme.contains(&format!("(assets/{name}.svg)")), "{name}");
    }
    let shown = readme.split("(assets/").skip(1);
    let shown = shown.filter_map(|rest| rest.split_once(')').map(|(file, _)| file));
    for file in shown {
        assert!(folder.join("assets").join(file).is_file(), "{file}");
    }
}
