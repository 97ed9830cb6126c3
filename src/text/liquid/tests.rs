use std::time::{Duration, Instant};

use super::{Arguments, Budget, LiquidFault, Site, Value, render};

/// Renders a text in which `list` is a list and `nine` is 9.
fn rendered(text: &str) -> Result<String, LiquidFault> {
    let filter = |name: &str, value: &Value, _: &[Value], _: &mut Budget| {
        Ok((name == "twice").then(|| Value::text(value.to_text().repeat(2))))
    };
    let include = |file: &str, arguments: &Arguments<'_>, _: &mut Budget| {
        let rows = arguments.get("rows").ok_or("no rows")?;
        Ok(format!("{file}:{}", rows.to_text()))
    };
    let site = Site {
        filter: &filter,
        include: &include,
    };
    let variables = vec![
        ("list", Value::list(["a", "b", "c"].map(Value::text))),
        ("nine", Value::Int(9)),
    ];
    let mut budget = Budget {
        steps: 100_000,
        bytes: 1 << 20,
    };
    render(text, variables, site, &mut budget)
}

#[test]
fn filters_are_those_of_the_site() {
    for (text, expected) in [
        ("plain { text } %}", "plain { text } %}"),
        (
            "{{ 'a' }}{{\"b\"}}{{ 5 }}{{ 2.0 }}{{ -1 }}{{ nil }}{{ true }}",
            "ab52.0-1true",
        ),
        ("{{}}{{ nosuch.thing }}", ""),
        ("{{ 'a.b.c' | replace: '.', '-' }}", "a-b-c"),
        ("{{ 'a.b.c' | replace_first: '.', '-' }}", "a-b.c"),
        ("{{ 'abc' | replace: '', '-' }}", "-a-b-c-"),
        ("{{ 'a.b.c' | remove: '.' }}", "abc"),
        ("{{ 'a.b..' | split: '.' | join: '-' }}", "a-b"),
        ("{{ 'abc' | split: '' | join: '.' }}", "a.b.c"),
        ("{{ ' a  b ' | split: ' ' | join }}", "a b"),
        ("{{ 'a.b.c' | split: '.' | pop | join: '.' }}", "a.b"),
        (
            "{{ list | first }}{{ list | last }}{{ list | join: ',' }}",
            "aca,b,c",
        ),
        ("{{ list }}", "abc"),
        (
            "{{ list | slice: 0, 2 | join }}{{ list | slice: -1 }}{{ list | slice: 9 }}",
            "a bc",
        ),
        (
            "{{ 'été' | slice: 1 }}{{ 'abcd' | slice: -3, 2 }}{{ 'a' | slice: 5, 2 }}",
            "tbc",
        ),
        ("{{ 'Ab' | downcase }}{{ 'Ab' | upcase }}", "abAB"),
        (
            "{{ 'b' | append: 'c' | prepend: 'a' }}{{ ' x ' | strip }}",
            "abcx",
        ),
        (
            "{{ '3' | plus: 1 }} {{ 3 | minus: 5 }} {{ '2.5' | plus: 0 }} {{ 'x' | plus: 1 }}",
            "4 -2 2.5 1",
        ),
        ("{{ 'x' | twice | twice }}", "xxxx"),
        ("{{'a.b'|replace:'.':'_'}}", "a_b"),
        ("{{ 'a.b' | replace: '.',''' }}", "ab"),
        ("a {{- 'b' -}} c", "abc"),
    ] {
        assert_eq!(rendered(text).as_deref(), Ok(expected), "{text}");
    }
}

#[test]
fn conditions_choose_a_branch() {
    for (condition, holds) in [
        ("true", true),
        ("nil", false),
        ("''", true),
        ("nosuch", false),
        ("nine == 9", true),
        ("nine == 9.0", true),
        ("nine == '9'", false),
        ("nine != nil", true),
        ("nine <> 9", false),
        ("nine > 8.5 and nine <= 9", true),
        ("'a' < 'b'", true),
        ("nil < 3", false),
        ("list contains 'b'", true),
        ("'abc' contains 'd'", false),
        // The last one is joined first: false and (true or true).
        ("false and true or true", false),
        ("true or false and false", true),
    ] {
        let text = format!("{{% if {condition} %}}yes{{% else %}}no{{% endif %}}");
        let word = if holds { "yes" } else { "no" };
        assert_eq!(rendered(&text).as_deref(), Ok(word), "{condition}");
        let text = format!("{{% unless {condition} %}}no{{% endunless %}}");
        let word = if holds { "" } else { "no" };
        assert_eq!(rendered(&text).as_deref(), Ok(word), "{condition}");
    }
}

#[test]
fn tags_do_as_on_the_site() {
    for (text, expected) in [
        ("{% assign x = 'a' | upcase %}{{ x }}", "A"),
        (
            "{% assign x = list | where_exp: \"i\", \"i != 'b'\" %}{{ x }}",
            "ac",
        ),
        (
            "{% if false %}a{% elsif nine == 9 %}b{% elsif true %}c{% else %}d{% endif %}",
            "b",
        ),
        (
            "{% if false %}{% if true %}a{% else %}b{% endif %}{% else %}c{% endif %}",
            "c",
        ),
        (
            "{% if false %}{{ 1 | minus: 9223372036854775807 | minus: 9 }}{% endif %}x",
            "x",
        ),
        ("{% raw %}{{ x }}{% if %}{% endraw %}", "{{ x }}{% if %}"),
        ("a {%- raw -%} {{ {%- endraw -%} b", "a{{b"),
        ("a{% comment %}{{ | {% nosuch %}{% endcomment %}b", "ab"),
        (
            "{% comment %}{% comment %}a{% endcomment %}b{% endcomment %}c",
            "c",
        ),
        (
            "{% comment %}{% raw %}{% endcomment %}{% endraw %}a{% endcomment %}b",
            "b",
        ),
        ("{% comment %}{% raw %}a{% endcomment %}b", "b"),
        ("{% comment %}{% raw %}a{% endraw %}{% endcomment %}b", "b"),
        (
            "{%- include table.html\nrows=list\nother=\"x\" %}",
            "table.html:abc",
        ),
    ] {
        assert_eq!(rendered(text).as_deref(), Ok(expected), "{text}");
    }
}

#[test]
fn a_mistake_has_its_place() {
    for (text, at, reason) in [
        ("ab {{ 'x' ", 3, "`}}` is missing"),
        ("ab {% if x", 3, "`%}` is missing"),
        ("{% if x %}a", 0, "never closed"),
        ("a{% endif %}", 1, "`endif` has no matching start tag"),
        (
            "{% if a %}{% endunless %}",
            10,
            "`endunless` has no matching start tag",
        ),
        ("{% else %}", 0, "no preceding `if`"),
        ("{% nosuch x %}", 0, "unknown tag `nosuch`"),
        ("{%\"%}", 0, "unknown tag `\"`"),
        ("{% comment %}a", 0, "never closed"),
        ("{% raw %}a{% endraw", 0, "never closed"),
        ("{{ 'x' | nosuch }}", 9, "unknown filter `nosuch`"),
        ("{{ 'x' | }}", 9, "name of a filter"),
        ("{{ 'x }}", 3, "never closed"),
        ("{{ x y }}", 5, "unexpected `y`"),
        ("{{ | }}", 3, "`|` is not a value"),
        ("{{ 1.2.3 }}", 3, "`1.2.3` is not a number"),
        ("{{ 99999999999999999999 }}", 3, "not a number"),
        ("{{ 1e9 }}", 3, "not a number"),
        ("{% if a == %}{% endif %}", 11, "a value is missing"),
        ("{% if 'a' < 3 %}{% endif %}", 6, "two numbers or two texts"),
        ("{% assign = 3 %}", 10, "needs a name"),
        ("{% assign a 3 %}", 12, "`=` is missing"),
        ("{{ 'a' | replace: 'a' }}", 9, "at least 2 arguments"),
        (
            "{{ list | where_exp: 'r', 'r ==' }}",
            10,
            "a value is missing",
        ),
        ("{{ 9223372036854775807 | plus: 1 }}", 25, "too large"),
        ("{% include table.html %}", 0, "no rows"),
    ] {
        let fault = rendered(text).expect_err(text);
        assert_eq!(fault.at, at, "{text}: {fault:?}");
        assert!(fault.reason.contains(reason), "{text}: {fault:?}");
    }
}

#[test]
fn no_text_costs_more_than_its_budget() {
    let assign = "{% assign a = 'xxxxxxxxxxxxxxxx' %}";
    let big = format!("{{% assign b = '{}' %}}", "x".repeat(100_000));
    for (name, text) in [
        (
            "append",
            assign.to_owned() + &"{% assign a = a | append: a %}".repeat(60),
        ),
        (
            "replace",
            format!(
                "{{{{ 'aaaaaaaa' {} }}}}",
                "| replace: 'a', 'aaaaaaaa'".repeat(60)
            ),
        ),
        (
            "split",
            format!(
                "{{{{ 'aaaaaaaa' {} }}}}",
                "| split: '' | join: 'aaaaaaaa'".repeat(60)
            ),
        ),
        ("output", big.clone() + &"{{ b }}".repeat(1000)),
        (
            "compare",
            big.clone() + &"{% if b contains 'y' %}{% endif %}".repeat(20_000),
        ),
        (
            "read",
            big.clone() + &"{% assign c = b | last %}".repeat(20_000),
        ),
        (
            "where",
            big + &"{% assign c = list | where_exp: b, b %}".repeat(20_000),
        ),
    ] {
        let start = Instant::now();
        let fault = rendered(&text).expect_err(name);
        assert!(fault.reason.contains("too many steps"), "{name}: {fault:?}");
        assert!(start.elapsed() < Duration::from_millis(500), "{name}");
    }
}

#[test]
fn no_text_is_deep_or_long_enough_to_end_the_program() {
    let many = 10_000;
    for (name, text) in [
        (
            "nested",
            "{% if true %}".repeat(many) + &"{% endif %}".repeat(many),
        ),
        (
            "terms",
            format!("{{% if true{} %}}{{% endif %}}", " and true".repeat(many)),
        ),
        (
            "raw",
            "{% comment %}".to_owned() + &"{% raw %}".repeat(many) + "{% endcomment %}",
        ),
        (
            "open",
            "{% comment %}".to_owned() + &"{% endraw ".repeat(many),
        ),
        ("braces", "{".repeat(many)),
        (
            "quotes",
            format!("{{{{ 'a' {} }}}}", "| append: '' ".repeat(many)),
        ),
        ("path", format!("{{{{ a{} }}}}", ".b".repeat(many))),
    ] {
        let start = Instant::now();
        let _ = rendered(&text);
        assert!(
            start.elapsed() < Duration::from_secs(1),
            "{name}: {:?}",
            start.elapsed()
        );
    }
}
