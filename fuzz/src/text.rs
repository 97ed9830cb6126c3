//! Text, Markdown, Liquid, YAML and versions.

use eolens::text::liquid::{self, Budget, Site, Value};
use eolens::text::markdown::{self, layout};
use eolens::text::{clean, version, yaml};

use super::shared::is_clean;

/// Text for a terminal: nothing remains that it obeys.
pub fn clean(bytes: &[u8]) {
    let text = &*String::from_utf8_lossy(bytes);
    let cleaned = clean::text(text);
    assert!(is_clean(&cleaned), "{cleaned:?}");
    assert_eq!(clean::text(&cleaned), cleaned);
    assert!(!clean::line(text).contains('\n'));
}

/// Markdown at every width, which is the first byte.
pub fn markdown(bytes: &[u8]) {
    let Some((width, text)) = bytes.split_first() else {
        return;
    };
    let document = markdown::parse(&String::from_utf8_lossy(text));
    let lines = layout::lay_out(&document, usize::from(*width), layout::Numbers::Raised);
    let mut pieces = lines.iter().flat_map(|line| &line.pieces);
    assert!(!pieces.any(|piece| piece.text.contains('\n')));
}

/// Liquid: it ends, within its budget.
pub fn liquid(bytes: &[u8]) {
    const BYTES: usize = 1 << 16;
    let text = &*String::from_utf8_lossy(bytes);
    let site = Site {
        filter: &|_, _, _, _| Ok(None),
        include: &|file, arguments, budget| {
            budget.pay(file.len())?;
            Ok(format!("{file}{}", arguments.len()))
        },
    };
    let list = Value::list(["1.10", "a b", ""].map(Value::text));
    let variables = vec![("list", list), ("nine", Value::Int(9))];
    let mut budget = Budget {
        steps: 20_000,
        bytes: BYTES,
    };
    match liquid::render(text, variables, site, &mut budget) {
        // An include adds the number of its arguments.
        Ok(rendered) => assert!(rendered.len() <= 2 * text.len() + BYTES),
        Err(fault) => assert!(text.is_char_boundary(fault.at), "{fault:?}"),
    }
}

/// YAML with positions, as in the lint and the settings.
pub fn yaml(bytes: &[u8]) {
    let text = &*String::from_utf8_lossy(bytes);
    let _ = yaml::read(text);
    let _ = yaml::read_file(text);
}

/// The order of versions, one per line: total and antisymmetric.
pub fn version(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let versions: Vec<&str> = text.lines().take(8).collect();
    for one in &versions {
        for other in &versions {
            let order = version::compare(one, other);
            assert_eq!(order, version::compare(other, one).reverse());
            for third in &versions {
                if order.is_le() && version::compare(other, third).is_le() {
                    assert!(
                        version::compare(one, third).is_le(),
                        "{one} {other} {third}"
                    );
                }
            }
        }
    }
}
