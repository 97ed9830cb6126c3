//! Labels and links: placeholders, then Liquid.

use serde_json::json;

use super::{file, parsed, release};

const RELEASE: &str = "codename: Noon\nreleaseDate: 2024-01-02\nlatest: 2.10.0\n\
                       latestReleaseDate: 2024-03-04";

/// The product's changelog template rendered for [`RELEASE`].
fn rendered(template: &str) -> String {
    let top = format!("changelogTemplate: {}", json!(template));
    release(&top, RELEASE).link.unwrap()
}

#[test]
fn placeholders_are_filled_in() {
    for (template, link) in [
        ("x/__RELEASE_CYCLE__/__CODENAME__", "x/2.0/Noon"),
        ("x/__RELEASE_DATE__/__LATEST__", "x/2024-01-02/2.10.0"),
        ("x/__LATEST_RELEASE_DATE__", "x/2024-03-04"),
        (
            "x/Joomla___LATEST__/CE___RELEASE_CYCLE__",
            "x/Joomla_2.10.0/CE_2.0",
        ),
        ("x/__NO_SUCH_THING__", "x/__NO_SUCH_THING__"),
        ("  x/__LATEST__ \n", "x/2.10.0"),
        ("no placeholder", "no placeholder"),
    ] {
        assert_eq!(rendered(template), link, "{template}");
    }
}

#[test]
fn a_placeholder_in_braces_is_a_number() {
    let text = file("changelogTemplate: 'x/{{__RELEASE_CYCLE__}}'", "");
    let release = &parsed(text.replace("'2.0'", "5")).product.releases[0];
    assert_eq!(release.link.as_deref(), Some("x/5"));
}

#[test]
fn liquid_runs_on_what_was_filled_in() {
    for (template, link) in [
        ("{{'__LATEST__' | replace: '.', '_'}}", "2_10_0"),
        ("{{'__LATEST__' | replace_first: '.', '_'}}", "2_10.0"),
        ("{{'__LATEST__' | split: '.' | join: '-'}}", "2-10-0"),
        ("{{'__LATEST__' | split: '.' | pop | join: '.'}}", "2.10"),
        ("{{'__LATEST__' | split: '.' | first}}", "2"),
        ("{{'__LATEST__' | split: '.' | last}}", "0"),
        ("{{'__LATEST__' | slice: 0, 4}}", "2.10"),
        ("{{'__LATEST__' | drop_zero_patch}}", "2.10"),
        ("{{'2.1' | drop_zero_patch}}", "2.1"),
        ("{{'1.0.0' | drop_zero_patch}}", "1.0"),
        ("{{'__CODENAME__' | downcase}}", "noon"),
        (
            "{% assign n = '__RELEASE_CYCLE__' | plus: 0 %}{% if n < 3 %}old{% else %}new{% endif %}",
            "old",
        ),
        ("{%if r.codename %}never{%endif%}x", "x"),
        ("{%- assign v = '__LATEST__' -%}\n{{ v }}", "2.10.0"),
        ("x/{{'__LATEST__'|replace:'.':'_'}}", "x/2_10_0"),
        ("vc{{'__RELEASE_CYCLE__' | replace: '.','''}}", "vc20"),
    ] {
        assert_eq!(rendered(template), link, "{template}");
    }
}

#[test]
fn missing_values_become_empty() {
    let all = "'<__CODENAME__|__RELEASE_DATE__|__LATEST__|__LATEST_RELEASE_DATE__>'";
    let link = release(&format!("changelogTemplate: {all}"), "").link;
    assert_eq!(link.as_deref(), Some("<|||>"));
}

#[test]
fn a_link_is_the_releases_own_or_the_products_template() {
    const TEMPLATE: &str = "changelogTemplate: t/__LATEST__";
    for (top, own, link) in [
        (TEMPLATE, "latest: 2", Some("t/2")),
        (TEMPLATE, "latest: 2\nlink: null", None),
        (TEMPLATE, "latest: 2\nlink:", None),
        (TEMPLATE, "latest: 2\nlink: own", Some("own")),
        (
            TEMPLATE,
            "latest: 2\nlink: own/{{ 'x' }}",
            Some("own/{{ 'x' }}"),
        ),
        (TEMPLATE, "latest: 2\nlink: ' own '", Some(" own ")),
        (TEMPLATE, "latest: 2\nlink: own/__LATEST__", Some("own/2")),
        (
            TEMPLATE,
            "latest: 2\nlink: 'own/{{''__LATEST__'' | plus: 1}} '",
            Some("own/3"),
        ),
        ("", "latest: 2\nlink: own/__LATEST__", Some("own/2")),
        ("", "latest: 2", None),
    ] {
        assert_eq!(release(top, own).link.as_deref(), link, "{top} {own}");
    }
}

#[test]
fn a_label_is_the_releases_own_or_the_products_template_or_the_name() {
    const TEMPLATE: &str = "releaseLabel: Lamp __RELEASE_CYCLE__";
    for (top, own, label) in [
        ("", "", "2.0"),
        (TEMPLATE, "", "Lamp 2.0"),
        (
            TEMPLATE,
            "releaseLabel: Own __CODENAME__\ncodename: Noon",
            "Own Noon",
        ),
        (TEMPLATE, "releaseLabel: null", "Lamp 2.0"),
        ("", "releaseLabel: \"{{ 'x' | upcase }}\"", "X"),
    ] {
        assert_eq!(release(top, own).label, label, "{top} {own}");
    }
}

#[test]
fn labels_lose_their_markup_and_keep_entities_and_spaces() {
    for (html, label) in [
        ("9 <abbr title='Short'>STS</abbr>", "9 STS"),
        ("9<!-- a > b -->1", "91"),
        ("<script>x</script>9<style>y</style>", "9"),
        ("<b\nid=x>9</b>", "9"),
        ("1 < 2", "1 < 2"),
        ("A&amp;B", "A&amp;B"),
        ("9\u{a0}GB", "9\u{a0}GB"),
    ] {
        let own = format!("releaseLabel: {}", json!(html));
        assert_eq!(release("", &own).label, label, "{html}");
    }
}

#[test]
fn a_template_that_cannot_be_rendered_costs_only_its_own_text() {
    for template in [
        "{{",
        "{{ 'x' | no_such_filter }}",
        "{% if %}",
        "{% no_such_tag %}",
    ] {
        let template = json!(template);
        let label = format!("releaseLabel: {template}");
        let link = format!("changelogTemplate: {template}");
        let good = "\n  - releaseCycle: '1'\n    releaseLabel: one\n    link: own";
        let text = file(&format!("{label}\n{link}"), "eol: true")
            .replace("\n---\nT", &format!("{good}\n---\nT"));
        let parsed = parsed(text);
        let releases = parsed.product.releases.iter();
        let found: Vec<_> = releases
            .map(|release| (release.label.as_str(), release.link.as_deref()))
            .collect();
        assert_eq!(found, [("2.0", None), ("one", Some("own"))]);
        assert_eq!(parsed.faults.len(), 2, "label and link of 2.0");
        for fault in parsed.faults {
            assert_eq!(fault.file, "lamp.md");
            assert!(
                fault.reason.starts_with("release 2.0: the template "),
                "{fault}"
            );
        }
    }
}

#[test]
fn a_label_has_no_more_spaces_than_a_browser_shows() {
    let template = "releaseLabel: 'Lamp __RELEASE_CYCLE__ __CODENAME__ <i> </i>(new) __LATEST__'";
    assert_eq!(release(template, "").label, "Lamp 2.0 (new)");
}
