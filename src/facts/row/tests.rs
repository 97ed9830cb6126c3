use super::{Fit, Name, Part, Row, Then, Widths};
use crate::facts::life::Life;
use crate::facts::viewpoint::Left;

const PARTS: [Part; 8] = [
    Part::Sign,
    Part::Name,
    Part::Phase,
    Part::Day,
    Part::Left,
    Part::Life,
    Part::Note,
    Part::Then,
];

const WIDTHS: Widths = Widths {
    mark: 0,
    name: 24,
    least_name: super::NAME,
    day: 10,
    phase: super::PHASE,
    note: 8,
    left: Left::Short,
    then: (20, 6),
};

fn row() -> Row {
    Row {
        sign: "●",
        name: Name {
            title: "Ubuntu".to_owned(),
            labels: vec![
                "22.04 'Jammy Jellyfish' (LTS)".to_owned(),
                "22.04".to_owned(),
            ],
        },
        phase: ("end of life".to_owned(), "eol"),
        day: "2027-04-01".to_owned(),
        left: Some(212),
        life: Some(Life::Until {
            used: 3,
            all: 4,
            is_soon: false,
        }),
        note: "os".to_owned(),
        then: ("→ 26.04 until 2031".to_owned(), "→ 26".to_owned()).into(),
        ..Row::default()
    }
}

#[test]
fn a_narrow_row_gives_up_what_matters_least() {
    for (room, expected) in [
        (
            140,
            "● Ubuntu 22.04              end of life       2027-04-01  7m left       ━━━━━━━━━━━━━━━─────  \
             os        → 26.04 until 2031",
        ),
        (
            110,
            "● Ubuntu 22.04          end of life       2027-04-01  7m left       ━━━━━━━╾──  os        → 26.04 \
             until 2031",
        ),
        (
            90,
            "● Ubuntu 22.04            end of life       2027-04-01  7m left       → 26.04 until 2031",
        ),
        (
            72,
            "● Ubuntu 22.04             end of life  2027-04-01  7m left       → 26",
        ),
        (56, "● Ubuntu 22.04             eol       2027-04-01  7m"),
        (43, "● Ubuntu 22.04         eol       2027-04-01"),
        (36, "● Ubuntu 22.04  eol       2027-04-01"),
    ] {
        let cells = row().cells(&Fit::new(&PARTS, WIDTHS, room));
        let line: String = cells.into_iter().map(|cell| cell.text).collect();
        assert_eq!(line.trim_end(), expected, "{room}");
        assert!(line.trim_end().chars().count() <= room, "{room}");
    }
}

#[test]
fn extended_support_has_its_own_name_where_there_is_room() {
    let then = Then {
        named: Some("Expanded Security Maintenance until 2030".to_owned()),
        long: "extended until 2030".to_owned(),
        short: "extended".to_owned(),
        shortest: None,
    };
    assert_eq!(then.within(5), "exte…", "nothing shorter");
    let row = Row { then, ..row() };
    let arrow = ["→ 24 (LTS) until 2030", "→ 24 (LTS)", "→ 24"].map(str::to_owned);
    assert_eq!(Then::from(arrow).within(6), "→ 24");
    for (room, end) in [
        (140, "  Expanded Security Maintenance until 2030"),
        (100, "  extended until 2030"),
        (72, "  extended"),
    ] {
        let widths = Widths {
            then: (20, 8),
            ..WIDTHS
        };
        let cells = row.cells(&Fit::new(&PARTS[..5], widths, room));
        let line: String = cells.into_iter().map(|cell| cell.text).collect();
        assert!(!line.contains("extended"), "{room}");
        let parts = [&PARTS[..5], &[Part::Then]].concat();
        let cells = row.cells(&Fit::new(&parts, widths, room));
        let line: String = cells.into_iter().map(|cell| cell.text).collect();
        assert!(line.trim_end().ends_with(end), "{room}: {line}");
    }
}

#[test]
fn a_column_begins_where_its_cell_does() {
    let fit = Fit::new(&PARTS, WIDTHS, 140);
    assert_eq!(fit.column(Part::Name), Some((2, 24)));
    assert_eq!(fit.column(Part::Mark), None);
    let narrow = Fit::new(&PARTS, WIDTHS, 40);
    assert_eq!(narrow.column(Part::Then), None);
}
