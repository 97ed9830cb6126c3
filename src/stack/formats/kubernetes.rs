//! Kubernetes manifests, Kustomize, and the values and templates of Helm charts: their container images.

pub mod values;

use crate::stack::claim::{Claim, Findings, Role, Source, Subject};
use crate::stack::image;
use crate::stack::woven::Woven;
use crate::text::json;
use crate::text::lines::{self, numbered, place_in};
use crate::text::yaml::{self, Misfit, Node, Place};

/// Whether a text looks like a manifest.
pub fn is_manifest(text: &str) -> bool {
    let mut keys = ["apiVersion", "kind", "image"].into_iter();
    keys.all(|key| lines::has(text, key))
}

/// Reads manifests: the images in all documents of a file that have a `kind`.
pub fn manifests(source: &Source<'_>) -> Result<Findings, Misfit> {
    if source.text.contains("{{") {
        return Ok(template(source));
    }
    let (roots, fault) = yaml::read_all(source.text);
    let mut findings = Findings::default();
    for root in &roots {
        manifest(root, &mut findings);
    }
    findings.faults.extend(fault);
    Ok(findings)
}

/// Reads a manifest in JSON.
pub fn json_manifest(source: &Source<'_>) -> Result<Findings, Misfit> {
    let mut findings = Findings::default();
    manifest(&json::read(source.text)?, &mut findings);
    Ok(findings)
}

fn manifest(root: &Node, findings: &mut Findings) {
    let is_manifest = ["apiVersion", "kind"]
        .iter()
        .all(|key| root.text_of(key).is_some());
    // The artifacts of Skaffold are images that it builds, see <https://skaffold.dev/docs/references/yaml/>.
    let version = root.text_of("apiVersion").unwrap_or_default();
    let is_built = |key: &Node| key.text() == Some("build") && version.starts_with("skaffold/");
    if is_manifest {
        let left = &mut { MOST_NODES };
        let pairs = root.pairs().iter().filter(|(key, _)| !is_built(key));
        pairs.for_each(|pair| pair_images(pair, left, findings));
    }
}

/// More nodes than these no file has; aliases may make them of a few.
const MOST_NODES: usize = 200_000;

/// The values of all keys `image` below a node.
fn images(node: &Node, left: &mut usize, findings: &mut Findings) {
    if *left == 0 {
        return;
    }
    *left -= 1;
    for item in node.items() {
        images(item, left, findings);
    }
    for pair in node.pairs() {
        pair_images(pair, left, findings);
    }
}

fn pair_images((key, value): &(Node, Node), left: &mut usize, findings: &mut Findings) {
    match (key.text(), value.text()) {
        (Some("image"), Some(text)) => take(&Woven::plain(text, value.inner()), findings),
        _ => images(value, left, findings),
    }
}

fn take(image: &Woven, findings: &mut Findings) {
    if image.text.trim().is_empty() {
        return;
    }
    findings.claims.extend(image::claims(image, Role::Run));
}

/// Reads a template, which is not YAML: each line with `image:`, with placeholders as variables.
fn template(source: &Source<'_>) -> Findings {
    let mut findings = Findings::default();
    for (number, line) in numbered(source.text) {
        let trimmed = line.trim_start();
        let entry = trimmed.strip_prefix("- ").unwrap_or(trimmed).trim_start();
        let Some(value) = entry.strip_prefix("image:") else {
            continue;
        };
        let value = value.split(" #").next().unwrap_or(value).trim();
        let value = value.trim_matches(['"', '\'']);
        let value = placeholders(value, place_in(number, line, value));
        take(&value, &mut findings);
    }
    findings.claims = findings.claims.into_iter().map(as_written).collect();
    findings
}

/// A text whose placeholders (`{{ .Values.tag }}`) are variables.
fn placeholders(text: &str, at: Place) -> Woven {
    let mut woven = Woven::default();
    let mut at = at;
    for (number, part) in text.split("{{").enumerate() {
        if number > 0 {
            woven.push("$", at);
            woven.push("{{", at);
            at = at.after("{{");
        }
        woven.push(part, at);
        at = at.after(part);
    }
    woven
}

/// A claim of a template, with placeholders as they are written.
fn as_written(claim: Claim) -> Claim {
    let plain = |text: &str| text.replace("${{", "{{");
    let subject = match &claim.subject {
        Subject::Image(name) => Subject::Image(plain(name)),
        other => other.clone(),
    };
    Claim {
        written: plain(&claim.written),
        subject,
        ..claim
    }
}

/// Reads `kustomization.yaml`: the images that it substitutes for others.
pub fn kustomization(source: &Source<'_>) -> Result<Findings, Misfit> {
    let (roots, fault) = yaml::read_all(source.text);
    let mut findings = Findings::default();
    for image in roots.iter().flat_map(|root| root.items_of("images")) {
        let name = given(image, "newName").or_else(|| given(image, "name"));
        if let Some((name, tag)) = name.zip(given(image, "newTag")) {
            let text = name.text().unwrap_or_default();
            take(&tagged(text, name.inner(), tag), &mut findings);
        }
    }
    findings.faults.extend(fault);
    Ok(findings)
}

/// The value of a key that has a text; `None` if it is null or empty.
fn given<'a>(node: &'a Node, key: &str) -> Option<&'a Node> {
    node.get(key).filter(|value| {
        let text = value.text();
        text.is_some_and(|text| !text.is_empty()) && !value.is_null()
    })
}

/// An image with name and tag in separate places: the tag is what one would edit.
fn tagged(name: &str, at: Place, tag: &Node) -> Woven {
    let mut woven = Woven::plain(name, at);
    woven.push(":", at);
    woven.push_value(&Woven::plain(tag.text().unwrap_or_default(), tag.inner()));
    woven
}

#[cfg(test)]
mod tests {
    use super::{json_manifest, kustomization, manifests};
    use crate::stack::formats::tests::{findings, rows};

    #[test]
    fn manifests_have_images() {
        let pod = "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n";
        for (text, expected) in [
            (
                format!("{pod}  - image: redis:6.2"),
                "5:12 redis pin 6.2 run",
            ),
            (
                format!("{pod}  - name: x\n    image: \"redis:6.2\"  # why"),
                "6:13 redis pin 6.2 run",
            ),
            (format!("{pod}  - image: redis"), "5:12 redis floating  run"),
            (format!("{pod}  # - image: redis:6.2\n    []"), ""),
            (format!("{pod}  - image: <image>"), ""),
            (
                format!("{pod}  - image: redis:6.2\n---\n{pod}  - image: nginx:1.21"),
                "5:12 redis pin 6.2 run | 11:12 nginx pin 1.21 run",
            ),
            (
                "apiVersion: v1\nkind: List\nitems:\n- spec: {image: redis:6.2}".to_owned(),
                "4:17 redis pin 6.2 run",
            ),
            ("kind: Pod\nimage: redis:6.2".to_owned(), ""),
            (
                "apiVersion: skaffold/v4beta11\nkind: Config\nbuild:\n  artifacts:\n  - image: redis\nverify:\n\
                 - container: {image: redis:6.2}"
                    .to_owned(),
                "7:22 redis pin 6.2 run",
            ),
            (
                "apiVersion: v1\nkind: ConfigMap\ndata:\n  a: |\n    image: redis:6.2".to_owned(),
                "",
            ),
            (
                format!("{pod}  - image: redis:{{{{ .Values.tag }}}}"),
                "5:12 redis floating  run",
            ),
            (
                format!("{pod}  - image: \"redis:6.2\"\n{{{{- end }}}}"),
                "5:13 redis pin 6.2 run",
            ),
            (
                format!("{pod}  - image: {{{{ .Values.image }}}}"),
                "5:12 {{ .Values.image }} floating  run",
            ),
            (
                format!("{pod}  - image: {{{{ .Values.registry }}}}/redis:5.0"),
                "5:12 {{ .Values.registry }}/redis pin 5.0 run",
            ),
            (
                format!("{pod}  - image: {{{{ .x }}}}/{{{{ .y }}}}/redis:5.0-bookworm"),
                "5:12 {{ .x }}/{{ .y }}/redis pin 5.0 run | 5:40 debian base bookworm run",
            ),
            ("apiVersion: v1\nkind: Pod\nspec: [".to_owned(), "fault"),
        ] {
            assert_eq!(rows(manifests, &text), expected, "{text}");
        }
        let text = format!("{pod}  - image: \"redis:{{{{ .Values.tag }}}}\"");
        let claims = findings(manifests, "x.yaml", &text).claims;
        assert_eq!(claims[0].written, "redis:{{ .Values.tag }}");
        let text =
            "{\"apiVersion\": \"v1\", \"kind\": \"Pod\",\n \"spec\": {\"image\": \"redis:6.2\"}}";
        assert_eq!(rows(json_manifest, text), "2:21 redis pin 6.2 run");
    }

    #[test]
    fn aliases_cannot_grow() {
        let levels = (1..60).map(|level| {
            let before = level - 1;
            format!("a{level}: &a{level} [*a{before}, *a{before}]\n")
        });
        let levels: String = levels.collect();
        let text = format!("apiVersion: v1\nkind: image\na0: &a0 [x, x]\n{levels}");
        assert_eq!(rows(manifests, &text), "");
        assert_eq!(rows(super::values::read, &text), "");
    }

    #[test]
    fn kustomize_puts_images_in_place_of_others() {
        for (text, expected) in [
            (
                "images:\n- name: redis\n  newTag: \"6.2\"",
                "3:12 redis pin 6.2 run",
            ),
            (
                "images:\n- name: x\n  newName: redis\n  newTag: 6.2-alpine3.18",
                "4:11 redis pin 6.2 run | 4:15 alpine-linux base 3.18 run",
            ),
            ("images:\n- name: redis\n  digest: sha256:ab", ""),
            ("images:\n- name: redis\n  newTag: null", ""),
            (
                "images:\n- name: redis\n  newName: null\n  newTag: '6.2'",
                "4:12 redis pin 6.2 run",
            ),
            ("resources: [x]", ""),
        ] {
            assert_eq!(rows(kustomization, text), expected, "{text}");
        }
    }
}
