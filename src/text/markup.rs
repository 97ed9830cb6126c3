//! Converts HTML to text.

/// Removes markup as Liquid's `strip_html` does: scripts, comments and styles with their content, then all
/// tags. Entities and whitespace stay.
pub fn without_markup(html: &str) -> String {
    const REGIONS: [(&str, &str); 4] = [
        ("<script", "</script>"),
        ("<!--", "-->"),
        ("<style", "</style>"),
        ("<", ">"),
    ];
    let mut text = html.to_owned();
    if !html.contains('<') {
        return text;
    }
    for (open, close) in REGIONS {
        if text.contains(open) {
            text = without_regions(&text, open, close);
        }
    }
    text
}

fn without_regions(text: &str, open: &str, close: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, inside)) = rest.split_once(open) {
        let Some((_, after)) = inside.split_once(close) else {
            break;
        };
        kept.push_str(before);
        rest = after;
    }
    kept.push_str(rest);
    kept
}
