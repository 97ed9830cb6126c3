//! Lists in every order, and the counts of the filter menu.

use chrono::NaiveDate;

use super::{Lister, Order, Sort, Wanted};
use crate::facts::catalog::Catalog;
use crate::facts::product;
use crate::facts::viewpoint::Viewpoint;
use crate::find::query::offers;

fn catalog() -> Catalog {
    let file = |title: &str, category: &str, releases: &str| {
        let id = title.to_lowercase();
        let file = format!(
            "---\ntitle: {title}\npermalink: /{id}\ncategory: {category}\nreleases: [{releases}]\n---\n"
        );
        product::parse("x.md", file.as_bytes())
    };
    let files = [
        file(
            "Delta",
            "os",
            "{releaseCycle: '2', releaseDate: 2026-01-01, eol: 2027-01-01}, \
             {releaseCycle: '1', releaseDate: 2020-01-01, eol: 2026-10-01}",
        ),
        file(
            "alphabet",
            "os",
            "{releaseCycle: '1', releaseDate: 2025-01-01, eol: 2026-09-01}",
        ),
        file("Alpha", "app", "{releaseCycle: '1', eol: true}"),
        file(
            "Beta",
            "app",
            "{releaseCycle: '1', releaseDate: 2027-01-01, eol: 2028-01-01}",
        ),
        file(
            "Gamma",
            "os",
            "{releaseCycle: '1', releaseDate: 2010-01-01, eol: 2012-01-01}",
        ),
    ];
    Catalog::new(files).unwrap()
}

fn wanted(text: &str, by: Order, is_reversed: bool) -> Wanted<'_> {
    Wanted {
        text,
        sort: Sort { by, is_reversed },
        on: Viewpoint::with_defaults(NaiveDate::from_ymd_opt(2026, 8, 22).unwrap()),
        own: &|_| false,
    }
}

#[test]
fn a_list_has_its_order_and_what_has_no_value_is_last_in_either_direction() {
    let catalog = catalog();
    for (text, by, is_reversed, titles) in [
        ("", Order::Match, false, "Alpha alphabet Beta Delta Gamma"),
        ("", Order::Match, true, "Gamma Delta Beta alphabet Alpha"),
        ("", Order::Name, false, "Alpha alphabet Beta Delta Gamma"),
        ("", Order::Name, true, "Gamma Delta Beta alphabet Alpha"),
        ("", Order::End, false, "alphabet Delta Alpha Beta Gamma"),
        ("", Order::End, true, "Delta alphabet Alpha Beta Gamma"),
        ("", Order::Release, false, "Delta alphabet Gamma Alpha Beta"),
        ("", Order::Release, true, "Gamma alphabet Delta Alpha Beta"),
        ("alpha", Order::Match, false, "Alpha alphabet"),
        ("alpha", Order::Match, true, "alphabet Alpha"),
        ("alpha", Order::End, false, "alphabet Alpha"),
        ("cat:os", Order::Release, true, "Gamma alphabet Delta"),
        (
            "cat:nothing",
            Order::Match,
            false,
            "Alpha alphabet Beta Delta Gamma",
        ),
        ("alpha cat:app", Order::Name, false, "Alpha"),
    ] {
        let listing = Lister::default().list(&catalog, &wanted(text, by, is_reversed));
        let hits = listing.hits.iter();
        let listed: Vec<&str> = hits.map(|index| &*catalog.cards()[*index].title).collect();
        assert_eq!(listed.join(" "), titles, "{text} {by:?} {is_reversed}");
    }
}

#[test]
fn the_orders_follow_each_other_and_end_where_they_began() {
    for (has_words, orders) in [
        (false, &[Order::End, Order::Release, Order::Match][..]),
        (
            true,
            &[Order::Name, Order::End, Order::Release, Order::Match],
        ),
    ] {
        let mut sort = Sort::<Order>::default().reversed();
        for by in orders {
            sort = sort.next(has_words);
            assert_eq!((sort.by, sort.is_reversed), (*by, false));
        }
    }
}

#[test]
fn a_filter_is_counted_beside_the_words_and_the_filters_it_does_not_replace() {
    let (catalog, lister) = (catalog(), Lister::default());
    let offers = offers(lister.names(&catalog));
    for (text, offer, count) in [
        ("", "cat:os", 3),
        ("", "cat:app", 2),
        ("cat:os", "cat:app", 2),
        ("cat:os", "is:ended", 1),
        ("alpha", "cat:os", 1),
        ("is:ended", "cat:os", 1),
        ("is:ended", "is:upcoming", 1),
        ("cat:os", "ends<90d", 2),
        ("ends<30d", "ends<90d", 2),
        ("ends<30d", "cat:os", 1),
        ("-is:ended", "is:ended", 0),
    ] {
        let offer = offers.iter().find(|own| own.text == offer);
        let wanted = wanted(text, Order::Match, false);
        assert_eq!(
            lister.counts(&catalog, &wanted, offer.into_iter()),
            [count],
            "{text}"
        );
    }
}
