//! The vendor of a Java toolchain of a Gradle build, see
//! <https://docs.gradle.org/current/javadoc/org/gradle/jvm/toolchain/JvmVendorSpec.html>.

use crate::stack::claim::{Claim, Kind, Role, Subject};
use crate::stack::formats::versions;

/// What stands before the constant of a vendor.
const SPEC: &str = "JvmVendorSpec.";

/// The constants of vendors with their products.
const VENDORS: [(&str, &str); 11] = [
    ("ADOPTIUM", "eclipse-temurin"),
    ("ADOPTOPENJDK", "eclipse-temurin"),
    ("AMAZON", "amazon-corretto"),
    ("AZUL", "azul-zulu"),
    ("BELLSOFT", "bellsoft-liberica"),
    ("GRAAL_VM", "graalvm-ce"),
    ("IBM", "ibm-semeru-runtime"),
    ("IBM_SEMERU", "ibm-semeru-runtime"),
    ("MICROSOFT", "microsoft-build-of-openjdk"),
    ("ORACLE", "oracle-jdk"),
    ("SAP", "sapmachine"),
];

/// The lines before and after a toolchain in which its vendor is looked for.
const NEAR: usize = 8;

/// The claim of a Java in a line of a script, with the product of the vendor in the same braces.
pub fn named(claim: Claim, (lines, line): (&[&str], usize)) -> Option<Claim> {
    let is_toolchain = claim.subject == Subject::Java && claim.role == Role::Build;
    let Some(vendor) = vendor(lines, line).filter(|_| is_toolchain) else {
        return Some(claim);
    };
    let product = VENDORS.iter().find(|(own, _)| *own == vendor);
    match product {
        Some((_, product)) => Some(Claim {
            subject: Subject::Product(product),
            ..claim
        }),
        None if claim.kind == Kind::Pin => {
            let vendor = vendor.to_lowercase();
            let unknown = versions::unknown(claim.at, &vendor, &claim.version, claim.role)?;
            Some(Claim {
                beside: claim.beside,
                ..unknown.written(format!("{vendor} {}", claim.version))
            })
        }
        None => Some(claim),
    }
}

/// The lines of a script that names a vendor; none of others.
pub fn lines(text: &str) -> Vec<&str> {
    let has_vendor = text.contains(SPEC);
    text.lines().filter(|_| has_vendor).collect()
}

/// The constant of the vendor in the braces around a line, or in the line itself if that has braces.
fn vendor<'a>(lines: &[&'a str], line: usize) -> Option<&'a str> {
    let (before, rest) = lines.split_at_checked(line.checked_sub(1)?)?;
    let (own, after) = rest.split_first()?;
    let is_within = |line: &&&str| !line.contains(['{', '}']);
    let near = if own.contains(['{', '}']) { 0 } else { NEAR };
    let before = before.iter().rev().take(near).take_while(is_within);
    let after = after.iter().take(near).take_while(is_within);
    let mut near = std::iter::once(own).chain(before).chain(after);
    near.find_map(|line| constant(line))
}

/// The constant of a vendor in a line.
fn constant(line: &str) -> Option<&str> {
    let line = line.split("//").next()?;
    let (_, rest) = line.split_once(SPEC)?;
    let end = rest.find(|c: char| !c.is_ascii_uppercase() && c != '_');
    rest.get(..end.unwrap_or(rest.len()))
        .filter(|constant| !constant.is_empty())
}

#[cfg(test)]
mod tests {
    use crate::stack::formats::gradle::script;
    use crate::stack::formats::tests::rows;

    #[test]
    fn a_toolchain_may_have_a_vendor() {
        let of = "languageVersion.set(JavaLanguageVersion.of(17))";
        for (text, expected) in [
            (
                format!("toolchain {{\n{of}\nvendor.set(JvmVendorSpec.AZUL)\n}}"),
                "2:44 azul-zulu pin 17 build",
            ),
            (
                format!("toolchain {{\nvendor = JvmVendorSpec.SAP\n{of}\n}}"),
                "3:44 sapmachine pin 17 build",
            ),
            (
                format!("toolchain {{ vendor = JvmVendorSpec.IBM; {of} }}"),
                "1:84 ibm-semeru-runtime pin 17 build",
            ),
            (
                format!("a {{\n{of}\n}}\nb {{\nvendor = JvmVendorSpec.SAP\n}}"),
                "2:44 java pin 17 build",
            ),
            (
                format!("a {{\nvendor = JvmVendorSpec.SAP\n}}\nb {{\n{of}\n}}"),
                "5:44 java pin 17 build",
            ),
            (
                format!("a {{\nvendor = JvmVendorSpec.SAP\n}}\n{of}"),
                "4:44 java pin 17 build",
            ),
            (
                format!("{of}\n// vendor = JvmVendorSpec.SAP"),
                "1:44 java pin 17 build",
            ),
            (
                format!("{of}\nvendor = JvmVendorSpec.matching(\"x\")"),
                "1:44 java pin 17 build",
            ),
            (
                "jvmToolchain(v)\nvendor = JvmVendorSpec.AZUL".to_owned(),
                "1:14 azul-zulu floating  build",
            ),
        ] {
            assert_eq!(rows(script, &text), expected, "{text}");
        }
    }
}
