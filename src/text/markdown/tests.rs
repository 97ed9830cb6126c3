use unicode_width::UnicodeWidthStr;

use super::layout::{self, Line, Numbers, Role};
use super::{Alignment, Block, Callout, Document, Run, parse};

/// Lays out with raised link numbers.
fn lay_out(document: &Document, width: usize) -> Vec<Line> {
    layout::lay_out(document, width, Numbers::Raised)
}

/// A document in one line: `h2(…) p(…) ul(li(…)) q(…)`, with `*strong*`, `_emphasis_`, code in backquotes,
/// `~struck~`, `{link}0` and `⏎` for a hard break.
fn shape(text: &str) -> String {
    blocks(&parse(text).blocks)
}

fn blocks(blocks: &[Block]) -> String {
    let shapes: Vec<String> = blocks.iter().map(block).collect();
    shapes.join(" ")
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading(level, text) => format!("h{level}({})", runs(text)),
        Block::Paragraph(text) => format!("p({})", runs(text)),
        Block::List { start, items } => {
            let kind = start.map_or("ul".to_owned(), |start| format!("ol{start}"));
            let items: Vec<String> = items.iter().map(|item| blocks(item)).collect();
            format!("{kind}(li({}))", items.join(") li("))
        }
        Block::Terms(_) => unreachable!("Markdown has no such block"),
        Block::Table(table) => {
            let marks = table.alignments.iter().map(|alignment| match alignment {
                Alignment::Left => '<',
                Alignment::Center => '^',
                Alignment::Right => '>',
            });
            let rows = std::iter::once(&table.head).chain(&table.rows);
            let rows: Vec<String> = rows
                .map(|row| {
                    row.iter()
                        .map(|cell| runs(cell))
                        .collect::<Vec<_>>()
                        .join("|")
                })
                .collect();
            format!("table{}({})", marks.collect::<String>(), rows.join(" / "))
        }
        Block::Quote(inner) => format!("q({})", blocks(inner)),
        Block::Callout(kind, title, inner) => {
            let kind = match kind {
                Callout::Note => "note",
                Callout::Warning => "warning",
            };
            format!("{kind}[{}]({})", runs(title), blocks(inner))
        }
        Block::Code(code) => format!("code({code})"),
        Block::Rule => "hr".to_owned(),
        Block::Footnotes(notes) => {
            let notes = notes
                .iter()
                .map(|(number, inner)| format!("{number}:{}", blocks(inner)));
            format!("notes({})", notes.collect::<Vec<_>>().join(" "))
        }
    }
}

fn runs(runs: &[Run]) -> String {
    let mut joined: Vec<Run> = Vec::new();
    for run in runs {
        match joined.last_mut() {
            Some(last) if last.style == run.style && last.link == run.link => {
                last.text.push_str(&run.text);
            }
            _ => joined.push(run.clone()),
        }
    }
    joined.iter().map(styled).collect()
}

fn styled(run: &Run) -> String {
    let mut text = run.text.replace('\n', "⏎");
    for (is_on, mark) in [
        (run.style.code, "`"),
        (run.style.struck, "~"),
        (run.style.emphasis, "_"),
        (run.style.strong, "*"),
    ] {
        if is_on {
            text = format!("{mark}{text}{mark}");
        }
    }
    match run.link {
        Some(number) => format!("{{{text}}}{number}"),
        None => text,
    }
}

/// The lines without padding on the right.
fn plain(text: &str, width: usize) -> String {
    let lines = lay_out(&parse(text), width);
    let lines: Vec<String> = lines.iter().map(line).collect();
    lines.join("\n")
}

fn line(line: &Line) -> String {
    let text: String = line
        .pieces
        .iter()
        .map(|piece| piece.text.as_str())
        .collect();
    text.trim_end().to_owned()
}

#[test]
fn text_has_its_styles() {
    for (text, expected) in [
        ("plain\ntext", "p(plain text)"),
        ("*a* **b** ***c***", "p(_a_ *b* *_c_*)"),
        ("**bold *both* bold**", "p(*bold **_both_** bold*)"),
        ("**py**thon", "p(*py*thon)"),
        ("`a*b*` and **`c`**", "p(`a*b*` and *`c`*)"),
        ("`<Major>.<Minor>`", "p(`<Major>.<Minor>`)"),
        ("~~gone~~", "p(~gone~)"),
        ("two  \nlines", "p(two⏎lines)"),
        ("a &lt;b&gt; &amp; \\*c\\*", "p(a <b> & *c*)"),
        ("snake_case_name 2*3*4", "p(snake_case_name 2_3_4)"),
        ("ℹ️ :warning: 龙井", "p(ℹ️ :warning: 龙井)"),
    ] {
        assert_eq!(shape(text), expected, "{text:?}");
    }
}

#[test]
fn punctuation_is_smart_outside_code() {
    for (text, expected) in [
        ("It's \"so\" 'so'...", "p(It’s “so” ‘so’…)"),
        ("1--2 --- 3", "p(1–2 — 3)"),
        ("`\"it's\" -- ...`", "p(`\"it's\" -- ...`)"),
    ] {
        assert_eq!(shape(text), expected, "{text:?}");
    }
}

#[test]
fn every_block_is_known() {
    for (text, expected) in [
        ("# a\n\n### `b` [c](d)", "h1(a) h3(`b` {c}0)"),
        ("a\n===\n\nb\n---", "h1(a) h2(b)"),
        ("a\n\n---\n\nb", "p(a) hr p(b)"),
        ("> a\n> b\n>\n> c", "q(p(a b) p(c))"),
        ("> a\n>\n> > b", "q(p(a) q(p(b)))"),
        ("> - a\n> - b", "q(ul(li(p(a)) li(p(b))))"),
        ("```sh\na  b\n\nc\n```", "code(a  b\n\nc\n)"),
        ("    a\n      b", "code(a\n  b\n)"),
        ("a\n\n\n\nb\n", "p(a) p(b)"),
        ("", ""),
    ] {
        assert_eq!(shape(text), expected, "{text:?}");
    }
}

#[test]
fn lists_nest_and_hold_blocks() {
    for (text, expected) in [
        ("- a\n- **b**\n  c", "ul(li(p(a)) li(p(*b* c)))"),
        ("* a\n\n* b", "ul(li(p(a)) li(p(b)))"),
        ("1. a\n2. b", "ol1(li(p(a)) li(p(b)))"),
        ("7. a\n9. b", "ol7(li(p(a)) li(p(b)))"),
        (
            "4. a:\n   - b\n   - c",
            "ol4(li(p(a:) ul(li(p(b)) li(p(c)))))",
        ),
        ("- a\n\n  b\n\n  > c", "ul(li(p(a) p(b) q(p(c))))"),
        ("- a\n- \n- c", "ul(li(p(a)) li() li(p(c)))"),
        ("- a\n\ntext\n\n- b", "ul(li(p(a))) p(text) ul(li(p(b)))"),
    ] {
        assert_eq!(shape(text), expected, "{text:?}");
    }
}

#[test]
fn tables_keep_alignment_and_styles() {
    for (text, expected) in [
        ("| a | b |\n|---|---|\n| 1 | 2 |", "table<<(a|b / 1|2)"),
        ("a|b|c\n:--|:-:|--:\n1|2|3", "table<^>(a|b|c / 1|2|3)"),
        (
            "| a |\n|---|\n| [b](c) `d` **e** |",
            "table<(a / {b}0 `d` *e*)",
        ),
        (
            "| a | b |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |",
            "table<<(a|b / 1| / 1|2)",
        ),
        ("| a | b |\n|---|---|", "table<<(a|b)"),
        (
            "| a | b |\n| ------- --| --------- |\n| 1 | 2 |",
            "table<<(a|b / 1|2)",
        ),
        (
            "> | a | b |\n> | --- -- | - |\n> | 1 | 2 |",
            "q(table<<(a|b / 1|2))",
        ),
    ] {
        assert_eq!(shape(text), expected, "{text:?}");
    }
}

#[test]
fn links_are_numbered_by_their_first_use() {
    for (text, expected, links) in [
        ("[a](x) [b](y) [c](x)", "p({a}0 {b}1 {c}0)", &["x", "y"][..]),
        ("[a](/python \"title\")", "p({a}0)", &["/python"]),
        ("[*a* `b`](x)", "p({_a_}0{ }0{`b`}0)", &["x"]),
        (
            "[a][1] [b][] [c]\n\n[1]: x\n[b]: y\n[c]: z",
            "p({a}0 {b}1 {c}2)",
            &["x", "y", "z"],
        ),
        ("[a][none]", "p([a][none])", &[]),
        (
            "<https://x.org/?a=b&c>",
            "p({https://x.org/?a=b&c}0)",
            &["https://x.org/?a=b&c"],
        ),
        ("https://bare.org", "p(https://bare.org)", &[]),
        ("[a](x(y))", "p({a}0)", &["x(y)"]),
        (
            "[a](x)\n\n- [b](y)\n\n|[c](x)|\n|-|",
            "p({a}0) ul(li(p({b}1))) table<({c}0)",
            &["x", "y"],
        ),
    ] {
        assert_eq!(shape(text), expected, "{text:?}");
        assert_eq!(parse(text).links, links, "{text:?}");
    }
}

#[test]
fn footnotes_are_numbered_by_their_first_reference() {
    for (text, expected) in [
        (
            "a[^x] b[^y] c[^x]\n\n[^y]: Y\n[^x]: X",
            "p(a[1] b[2] c[1]) notes(1:p(X) 2:p(Y))",
        ),
        (
            "a[^1]\n\n[^1]: *one*\n\nb",
            "p(a[1]) p(b) notes(1:p(_one_))",
        ),
        ("a\n\n[^unused]: U", "p(a) notes(1:p(U))"),
        ("a[^none]", "p(a[^none])"),
        ("|a[^1]|\n|-|\n\n[^1]: one", "table<(a[1]) notes(1:p(one))"),
    ] {
        assert_eq!(shape(text), expected, "{text:?}");
    }
}

#[test]
fn images_show_their_description() {
    assert_eq!(shape("![a *b*](x.png)"), "p(a _b_)");
    assert_eq!(parse("![a](x.png)").links, [""; 0]);
}

#[test]
fn html_loses_its_tags_and_keeps_its_text() {
    for (text, expected) in [
        ("a <b>b</b> c", "p(a b c)"),
        ("<abbr title='Short Term Support'>STS</abbr>", "p(STS)"),
        ("<div>\na <i>b</i>\n</div>\n\nc", "p(a b) p(c)"),
        ("a\n\n<!-- b\n\nc -->\n\nd", "p(a) p(d)"),
        ("a <!-- b -->c", "p(a c)"),
        ("<script>\nalert(1)\n</script>", ""),
        ("<br>\n", ""),
    ] {
        assert_eq!(shape(text), expected, "{text:?}");
    }
}

#[test]
fn an_attribute_line_makes_a_callout_of_the_block_it_belongs_to() {
    for (text, expected) in [
        ("{: .warning }\na", "warning[Warning](p(a))"),
        ("{: .warning }\n\na\n\nb", "warning[Warning](p(a)) p(b)"),
        ("a\n\n{: .note }\n> b\n>\n> c", "p(a) note[Note](p(b) p(c))"),
        ("a\n\n{: .note }\n\n> b", "p(a) note[Note](p(b))"),
        ("{:.note}\na", "note[Note](p(a))"),
        ("{: .fs-3 .note #id }\na", "note[Note](p(a))"),
        (
            "{: .note-title }\n> *A* title\n>\n> b",
            "note[_A_ title](p(b))",
        ),
        ("{: .warning-title }\n> a", "warning[a]()"),
        (
            "> a\n\n> {: .warning }\n> b",
            "q(p(a)) q(warning[Warning](p(b)))",
        ),
        (
            "> {: .warning }\n>\n> b\n>\n> c",
            "q(warning[Warning](p(b)) p(c))",
        ),
        ("{: .note }\n- a", "note[Note](ul(li(p(a))))"),
        ("{: .unknown }\na", "p(a)"),
        ("{:toc}\n\na", "p(a)"),
        ("a\n\n{: .note }", "p(a)"),
    ] {
        assert_eq!(shape(text), expected, "{text:?}");
    }
}

#[test]
fn an_attribute_line_right_after_a_block_belongs_to_that_block() {
    for (text, expected) in [
        ("a\n{: .warning }\n\nb", "warning[Warning](p(a)) p(b)"),
        ("a\n{: .warning }\nb", "warning[Warning](p(a)) p(b)"),
        ("> a\n{: .note }", "note[Note](p(a))"),
        ("> a\n> {: .note }\n\nb", "q(note[Note](p(a))) p(b)"),
        (
            "- a\n- b\n{: .note }\n\nc",
            "note[Note](ul(li(p(a)) li(p(b)))) p(c)",
        ),
        ("|a|\n|-|\n{: .note }", "note[Note](table<(a))"),
    ] {
        assert_eq!(shape(text), expected, "{text:?}");
    }
}

#[test]
fn marks_of_our_own_in_a_text_are_text_no_more() {
    assert_eq!(shape("\u{e000}warning\n\na"), "p(warning) p(a)");
    assert_eq!(shape("\u{e001}note"), "p(note)");
}

#[test]
fn abbreviations_are_taken_out_and_kept() {
    let document = parse("The LTS.\n\n*[LTS]: Long-Term Support\n*[A B]:  c: d \n\n> *[X]: y\n");
    assert_eq!(blocks(&document.blocks), "p(The LTS.)");
    let expected = [("LTS", "Long-Term Support"), ("A B", "c: d"), ("X", "y")];
    let expected = expected.map(|(short, long)| (short.to_owned(), long.to_owned()));
    assert_eq!(document.abbreviations, expected);
}

/// Every construct, with wide characters and a word too long for a line.
const RICH: &str = "\
# Alibaba Dragonwell 龙井 and *more* of [it](https://dragonwell-jdk.io/)

> 龙井龙井龙井龙井 is **Open** Java[^1] — <https://example.org/a/very/long/address/without/any/space>.

1. First, with a nested list of several things:
   - nested `code that is long enough to wrap`
     > quoted in a list, in a list
2. Second

   with a paragraph of its own.

{: .note-title }
> A title that is longer than most of the widths
>
> - Item é e\u{301} 👩‍👩‍👧 in a callout

| Version | Wide 龙井 |
|:-------:|----------:|
| [1.8](/java) or later, unless it is not | 不 |
| | Supercalifragilisticexpialidocious |

    let code = \"as long as it is, with  spaces kept\"; // 龙井

two  \nlines

---

[^1]: A note with [a link](x) and 龙井.
";

#[test]
fn no_line_is_wider_than_the_width() {
    let document = parse(RICH);
    for width in 8..=120 {
        for line in lay_out(&document, width) {
            let text: String = line
                .pieces
                .iter()
                .map(|piece| piece.text.as_str())
                .collect();
            assert!(text.width() <= width, "{width} columns: {text:?}");
        }
    }
}

#[test]
fn no_text_is_lost_at_any_width() {
    fn letters(lines: &[Line]) -> String {
        let pieces = lines.iter().flat_map(|line| &line.pieces);
        let is_text = |role| !matches!(role, Role::Marker | Role::Number);
        let own = pieces.filter(|piece| is_text(piece.role) && piece.text != "┃ ");
        let text: String = own.map(|piece| piece.text.as_str()).collect();
        text.split_whitespace().collect()
    }
    // Where table cells wrap, their lines interleave.
    let (before, rest) = RICH.split_once("| Version").unwrap();
    let (_, after) = rest.split_once("\n\n").unwrap();
    let document = parse(&format!("{before}{after}"));
    let expected = letters(&lay_out(&document, 1_000));
    assert!(expected.contains("Alibaba") && expected.contains("space."));
    for width in 0..=120 {
        assert_eq!(letters(&lay_out(&document, width)), expected, "{width}");
    }
}

#[test]
fn the_narrowest_widths_have_an_end() {
    let document = parse(RICH);
    assert_eq!(lay_out(&document, 0), lay_out(&document, 1));
    assert_eq!(plain("ab 龙", 1), "a\nb\n龙");
    assert_eq!(plain("- ab", 0), "• a\n  b");
    assert_eq!(lay_out(&Document::default(), 0), []);
}

#[test]
fn prefixes_go_on_before_every_line() {
    for (text, expected) in [
        ("- aa bb\n- cc dd", "• aa\n  bb\n• cc\n  dd"),
        ("9. aa\n10. bb", " 9. aa\n10. bb"),
        ("> aa bb\n>\n> cc", "│ aa\n│ bb\n│\n│ cc"),
        ("- a\n  - bb c\n- d", "• a\n  • bb\n    c\n• d"),
        ("- aa\n\n  bb", "• aa\n\n  bb"),
        ("> - aa bb", "│ • aa\n│   bb"),
        ("- > aa bb", "• │ aa\n  │ bb"),
        ("-\n- a", "•\n• a"),
        ("{: .note }\naa bb", "┃ i\n┃ Note\n┃ aa\n┃ bb"),
        ("```\nabcdefg\n\nx\n```", "  abcd\n  efg\n\n  x"),
        ("a[^1]\n\n[^1]: b c", "a[1]\n\n[1] b\n    c"),
    ] {
        assert_eq!(plain(text, 6), expected, "{text:?}");
    }
}

#[test]
fn words_wrap_at_spaces_and_long_words_are_cut() {
    for (text, width, expected) in [
        ("aa bb cc", 5, "aa bb\ncc"),
        ("aa  bb\ncc", 8, "aa bb cc"),
        ("abcdefgh ij", 3, "abc\ndef\ngh\nij"),
        ("**py**thon x", 6, "python\nx"),
        ("龙井龙井", 5, "龙井\n龙井"),
        ("x龙y 龙", 3, "x龙\ny\n龙"),
        ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}e\u{301}\ne\u{301}"),
        ("aa  \nbb", 20, "aa\nbb"),
    ] {
        assert_eq!(plain(text, width), expected, "{text:?}");
    }
}

#[test]
fn a_rule_and_a_space_between_blocks_have_their_lines() {
    assert_eq!(plain("# a\n\nb\n\n---\n\nc", 4), "a\n\nb\n\n────\n\nc");
    assert_eq!(plain("---", 80), "─".repeat(24));
}

#[test]
fn a_table_has_the_width_of_its_content() {
    let table = "| a | bb | c |\n|:-:|---:|---|\n| 111 | 2 | [x](y) z |\n| | | |";
    let expected = " a  │ bb │ c\n────┼────┼─────\n111 │  2 │ x¹ z\n    │    │";
    assert_eq!(plain(table, 80), expected);
}

#[test]
fn the_widest_columns_of_a_table_give_way_first() {
    let table = "| id | words |\n|---|---|\n| 1.2.3 | aaa bbb ccc ddd |";
    for (width, expected) in [
        (
            15,
            "id    │ words\n──────┼────────\n1.2.3 │ aaa bbb\n      │ ccc ddd",
        ),
        (
            14,
            "id    │ words\n──────┼───────\n1.2.3 │ aaa\n      │ bbb\n      │ ccc\n      │ ddd",
        ),
    ] {
        assert_eq!(plain(table, width), expected, "{width}");
    }
}

#[test]
fn a_table_without_room_for_words_is_a_list_of_its_rows() {
    let table = "| id | words |\n|---|---|\n| 1 | aaa bbb |\n| 2 | ccc ddd |";
    let list = "• id: 1\n  words:\n  aaa bbb\n• id: 2\n  words:\n  ccc ddd";
    assert_eq!(plain(table, 9), list);
}

#[test]
fn pieces_keep_what_they_are() {
    let lines = lay_out(&parse("## a [b](c)\n\n> {: .warning }\n> d"), 40);
    let roles = |line: &Line| {
        line.pieces
            .iter()
            .map(|piece| piece.role)
            .collect::<Vec<_>>()
    };
    let callout = Role::Callout(Callout::Warning);
    let heading = Role::Heading(2);
    assert_eq!(roles(&lines[0]), [heading, heading, Role::Number]);
    assert_eq!(lines[0].pieces[1].link, Some(0));
    assert_eq!(roles(&lines[2]), [Role::Marker, callout, callout]);
    assert_eq!(roles(&lines[3]), [Role::Marker, callout, Role::Text]);
}

#[test]
fn a_line_break_in_html_is_one() {
    for (text, expected) in [
        ("a<br>b", "p(a⏎b)"),
        ("|a|\n|-|\n|b<br/>c|", "table<(a / b⏎c)"),
    ] {
        assert_eq!(shape(text), expected, "{text:?}");
    }
}

#[test]
fn an_attribute_line_in_a_list_stays_in_its_item() {
    for (text, expected) in [
        (
            "- a\n\n  {: .note }\n  b\n- c",
            "ul(li(p(a) note[Note](p(b))) li(p(c)))",
        ),
        (
            "1. a\n\n   > b\n   {: .note }\n2. c",
            "ol1(li(p(a) note[Note](p(b))) li(p(c)))",
        ),
    ] {
        assert_eq!(shape(text), expected, "{text:?}");
    }
}

#[test]
fn an_attribute_line_in_code_is_code() {
    assert_eq!(
        shape("```\n{: .note }\n*[A]: b\n| - - |\n```"),
        "code({: .note }\n*[A]: b\n| - - |\n)"
    );
}

#[test]
fn attributes_of_a_span_are_no_text() {
    assert_eq!(shape("[a](x){:target=\"_blank\"} b"), "p({a}0 b)");
}

#[test]
fn an_item_with_an_empty_quote_keeps_its_bullet() {
    assert_eq!(plain("- >\n- a", 20), "• │\n• a");
}

#[test]
fn entities_in_html_are_read() {
    assert_eq!(shape("<p>a &amp; b</p>"), "p(a & b)");
}

#[test]
fn a_link_has_its_number_behind_it() {
    for (text, expected) in [
        ("[a b](x), [c](y)", "a b¹, c²"),
        ("[a](x) and [a](x)", "a¹ and a¹"),
        ("[a **b** c](x)d", "a b c¹d"),
        ("[`a`](x) b", "a ¹ b"),
        ("<https://x.org> b", "https://x.org ¹ b"),
        ("a", "a"),
        ("|[a](x)|b|\n|-|-|\n|c|d|", "a¹ │ b\n───┼──\nc  │ d"),
    ] {
        assert_eq!(plain(text, 40), expected, "{text:?}");
    }
    assert_eq!(plain("aa [bbb](x)", 6), "aa\nbbb¹");
    let many: Vec<String> = (0..120).map(|number| format!("[a](x{number})")).collect();
    assert!(plain(&many.join(" "), 2_000).ends_with("a¹¹⁹ a¹²⁰"));
}

#[test]
fn without_raised_digits_the_number_of_a_link_is_in_brackets() {
    let lines = layout::lay_out(&parse("[2021](x)."), 40, Numbers::Bracketed);
    let texts = lines.iter().flat_map(|line| &line.pieces);
    let texts: String = texts.map(|piece| piece.text.as_str()).collect();
    assert_eq!(texts, "2021[1].");
}

#[test]
fn a_link_is_called_what_it_reads_or_what_stands_before_its_bare_address() {
    for (text, expected) in [
        ("[a *b*](x) [c](y)", &["a b", "c"][..]),
        ("See <https://x.org>.", &["See"]),
        ("<https://x.org>", &["https://x.org"]),
        ("[a](x) [b](x)", &["a"]),
        (
            "- x\n  - [a](x)\n\n> [b](y)\n\n|[c](z)|\n|-|",
            &["a", "b", "c"],
        ),
        ("![i](x)", &[]),
    ] {
        assert_eq!(parse(text).link_texts(), expected, "{text:?}");
    }
}

#[test]
fn terms_are_items_or_have_a_column_for_their_names() {
    let term = |name: &str, text: &str| vec![Run::strong(name), Run::plain(" "), Run::plain(text)];
    let terms = Block::Terms(vec![
        term("Tags", "database"),
        term(
            "Next release, estimated",
            "around 27 Sep 2026, if the rhythm holds",
        ),
    ]);
    let lines = |names| {
        let lines = layout::lay_out_blocks([&terms].into_iter(), 34, Numbers::Raised, names);
        let lines = lines.into_iter().map(|line| {
            let pieces = line.pieces.into_iter();
            pieces.map(|piece| piece.text).collect::<String>()
        });
        lines.collect::<Vec<String>>()
    };
    assert_eq!(
        lines(Some(15)),
        [
            "Tags           database",
            "Next release,  around 27 Sep 2026,",
            "estimated      if the rhythm holds",
        ]
    );
    assert_eq!(
        lines(None),
        [
            "• Tags database",
            "• Next release, estimated around",
            "  27 Sep 2026, if the rhythm holds",
        ]
    );
}
