//! Computes which colors can be told apart.

use ratatui::style::{Color, Modifier};

use super::{DEFAULT, Depth, FILES, Theme};

/// Red, green and blue in linear light, from 0 to 1.
type Light = [f64; 3];

fn light(colour: Color) -> Light {
    let rgb = match colour {
        Color::Rgb(red, green, blue) => [red, green, blue],
        Color::Indexed(number) => {
            let rgb = anstyle_lossy::xterm_to_rgb(number.into(), anstyle_lossy::palette::VGA);
            [rgb.r(), rgb.g(), rgb.b()]
        }
        other => panic!("{other} looks different everywhere"),
    };
    rgb.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    })
}

fn luminance([red, green, blue]: Light) -> f64 {
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// The contrast ratio of WCAG 2, from 1 to 21.
fn contrast(one: Light, other: Light) -> f64 {
    let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
    one.max(other) / one.min(other)
}

/// How a color looks to someone without green cones, by Machado, Oliveira and Fernandes (2009).
fn deuteranopia([red, green, blue]: Light) -> Light {
    [
        0.367_322 * red + 0.860_646 * green - 0.227_968 * blue,
        0.280_085 * red + 0.672_501 * green + 0.047_413 * blue,
        -0.011_820 * red + 0.042_940 * green + 0.968_881 * blue,
    ]
}

/// How a color looks to someone without red cones, by the same model.
fn protanopia([red, green, blue]: Light) -> Light {
    [
        0.152_286 * red + 1.052_583 * green - 0.204_868 * blue,
        0.114_503 * red + 0.786_281 * green + 0.099_216 * blue,
        -0.003_882 * red - 0.048_116 * green + 1.051_998 * blue,
    ]
}

/// CIE L*a*b* under D65.
fn lab([red, green, blue]: Light) -> [f64; 3] {
    let x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047;
    let y = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    let z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883;
    let [x, y, z] = [x, y, z].map(|part| {
        if part > 0.008_856 {
            part.cbrt()
        } else {
            7.787 * part + 16.0 / 116.0
        }
    });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// The distance in L*a*b*; 2.3 is just noticeable side by side.
fn difference(one: Light, other: Light) -> f64 {
    let (one, other) = (lab(one), lab(other));
    let squares = one
        .iter()
        .zip(other)
        .map(|(one, other)| (one - other).powi(2));
    squares.sum::<f64>().sqrt()
}

/// Every style of a theme with its text color and its background: its own, or the screen's.
fn readings(theme: &mut Theme) -> Vec<(&'static str, Color, Color)> {
    let (ink, paper) = (theme.text.fg.unwrap(), theme.text.bg.unwrap());
    let things = theme.things();
    let seen = things.into_iter().map(|(thing, style)| {
        let (fg, bg) = (style.fg.unwrap_or(ink), style.bg.unwrap_or(paper));
        let is_reversed = style.add_modifier.contains(Modifier::REVERSED);
        let (fg, bg) = if is_reversed { (bg, fg) } else { (fg, bg) };
        assert!(
            !style.add_modifier.contains(Modifier::DIM),
            "{thing}: nobody knows how dim that is"
        );
        (thing, fg, bg)
    });
    seen.collect()
}

/// The least contrast that a style needs. A border is not text, so that 3:1 suffices (WCAG 1.4.11). In
/// sixteen colors, which users define themselves, this assumes those of VGA, which has no green that is
/// readable on white.
fn least(theme: &str, thing: &str, depth: Depth) -> f64 {
    match (theme, thing, depth) {
        (_, "border", Depth::Sixteen) => 1.0,
        (_, "border", _) | (_, _, Depth::Sixteen) => 3.0,
        ("high-contrast", ..) => 7.0,
        _ => 4.5,
    }
}

#[test]
fn every_text_of_a_theme_of_ours_can_be_read() {
    for (name, _) in FILES {
        for depth in [Depth::All, Depth::Many, Depth::Sixteen] {
            let mut theme = Theme::named(name).unwrap().at(depth);
            for (thing, fg, bg) in readings(&mut theme) {
                let ratio = contrast(light(fg), light(bg));
                let is_enough = ratio >= least(name, thing, depth);
                assert!(is_enough, "{name} at {depth:?}: {thing} has {ratio:.2}:1");
            }
        }
    }
}

#[test]
fn what_is_selected_stands_out_from_the_screen() {
    for (name, _) in FILES {
        for depth in [Depth::All, Depth::Many, Depth::Sixteen] {
            let theme = Theme::named(name).unwrap().at(depth);
            let (bar, paper) = (theme.selected.bg.unwrap(), theme.text.bg.unwrap());
            let ratio = contrast(light(bar), light(paper));
            assert!(ratio >= 3.0, "{name} at {depth:?}: {ratio:.2}:1");
        }
    }
}

#[test]
fn tones_can_be_read_on_the_line_that_is_selected_elsewhere() {
    for (name, _) in FILES {
        for depth in [Depth::All, Depth::Many] {
            let theme = Theme::named(name).unwrap().at(depth);
            let paper = light(theme.selected_elsewhere.bg.unwrap());
            for (tone, colour) in tones(&theme) {
                let ratio = contrast(colour, paper);
                assert!(ratio >= 4.5, "{name} at {depth:?}: {tone} has {ratio:.2}:1");
            }
        }
    }
}

/// The tones that distinguish statuses in a release table.
fn tones(theme: &Theme) -> [(&'static str, Light); 4] {
    let tones = [
        ("good", theme.good),
        ("soon", theme.soon),
        ("ended", theme.ended),
        ("unknown", theme.unknown),
    ];
    tones.map(|(name, style)| (name, light(style.fg.unwrap())))
}

fn least_difference(theme: &Theme, seen: fn(Light) -> Light) -> (f64, String) {
    let tones = tones(theme);
    let mut least = (f64::MAX, String::new());
    for (number, (one, colour)) in tones.iter().enumerate() {
        for (other, other_colour) in &tones[..number] {
            let distance = difference(seen(*colour), seen(*other_colour));
            if distance < least.0 {
                least = (distance, format!("{one} and {other}"));
            }
        }
    }
    least
}

#[test]
fn every_theme_of_ours_keeps_its_tones_apart() {
    for (name, _) in FILES {
        for depth in [Depth::All, Depth::Many, Depth::Sixteen] {
            let theme = Theme::named(name).unwrap().at(depth);
            let (distance, pair) = least_difference(&theme, |light| light);
            assert!(
                distance >= 25.0,
                "{name} at {depth:?}: {pair} differ by {distance:.1}"
            );
        }
    }
}

#[test]
fn the_tones_of_the_colour_blind_theme_are_told_apart_without_red_or_green() {
    let theme = Theme::named("color-blind").unwrap();
    for depth in [Depth::All, Depth::Many, Depth::Sixteen] {
        let theme = theme.clone().at(depth);
        for (seen, kind) in [
            (deuteranopia as fn(Light) -> Light, "deuteranopia"),
            (protanopia, "protanopia"),
        ] {
            let (distance, pair) = least_difference(&theme, seen);
            assert!(
                distance >= 25.0,
                "{kind} at {depth:?}: {pair} differ by {distance:.1}"
            );
        }
    }
    // The reason for this theme: other themes lose some of these differences.
    let (usual, _) = least_difference(&Theme::named("dark").unwrap(), deuteranopia);
    let (own, _) = least_difference(&theme, deuteranopia);
    assert!(own > usual, "{own:.1} against {usual:.1}");
}

#[test]
fn a_colour_counts_as_far_as_the_eye_says() {
    let white = light(Color::Rgb(255, 255, 255));
    let black = light(Color::Rgb(0, 0, 0));
    assert!((contrast(white, black) - 21.0).abs() < 0.01);
    assert!((contrast(light(Color::Rgb(0x77, 0x77, 0x77)), white) - 4.48).abs() < 0.01);
    assert!((difference(white, black) - 100.0).abs() < 0.1);
    let grey = light(Color::Rgb(128, 128, 128));
    assert!(
        difference(deuteranopia(grey), grey) < 0.5,
        "gray is gray to all"
    );
}

/// The terminal's own colors cannot be computed: users choose them to suit their background. What can be
/// tested is that text uses no color meant for backgrounds.
#[test]
fn the_default_theme_leaves_text_and_background_to_the_terminal() {
    const READABLE: [Color; 6] = [
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
    ];
    let mut theme = Theme::named(DEFAULT).unwrap();
    for (thing, style) in theme.things() {
        let fg = style.fg.filter(|fg| *fg != Color::Reset);
        assert!(
            fg.is_none_or(|fg| READABLE.contains(&fg)),
            "{thing}: {fg:?}"
        );
        assert_eq!(style.bg, None, "{thing}");
    }
    for read in [
        theme.text,
        theme.title,
        theme.heading,
        theme.selected,
        theme.link,
        theme.struck,
    ] {
        assert!(
            read.fg.is_none_or(|fg| fg == Color::Reset),
            "running text has the terminal's own color"
        );
    }
}
