//! .NET: project files, their properties, and `global.json`, see
//! <https://learn.microsoft.com/dotnet/standard/frameworks>.

use std::collections::HashMap;

use roxmltree::Node;

use crate::stack::claim::{Claim, Findings, Role, Source, Subject};
use crate::stack::requirement::maven;
use crate::stack::written::{Written, bare};
use crate::text::json;
use crate::text::lines::Lines;
use crate::text::xml::{self, attribute, child, value};
use crate::text::yaml::{Misfit, Place};

/// Reads a project file, or one of properties and packages for several projects.
pub fn project(source: &Source<'_>) -> Result<Findings, Misfit> {
    let document = xml::read(source.text)?;
    let lines = Lines::new(source.text);
    let elements = || document.descendants().filter(Node::is_element);
    let mut properties: HashMap<String, (String, Place)> = HashMap::new();
    for node in elements().filter(|node| {
        node.parent_element()
            .is_some_and(|own| own.tag_name().name() == "PropertyGroup")
    }) {
        if let Some((text, at)) = value(node, &lines) {
            properties.insert(node.tag_name().name().to_owned(), (text.to_owned(), at));
        }
    }
    let mut claims = Vec::new();
    for node in elements() {
        match node.tag_name().name() {
            "TargetFramework" | "TargetFrameworks" | "TargetFrameworkVersion" => {
                if let Some((text, at)) = value(node, &lines) {
                    let (text, at) = resolved(text, at, &properties);
                    claims.extend(frameworks(&text, at));
                }
            }
            "PackageReference" | "PackageVersion" => {
                claims.extend(package(node, &lines, &properties));
            }
            _ => {}
        }
    }
    Ok(Findings::of(claims))
}

/// `$(Name)` by the properties of the same file.
fn resolved(
    text: &str,
    at: Place,
    properties: &HashMap<String, (String, Place)>,
) -> (String, Place) {
    let name = text
        .strip_prefix("$(")
        .and_then(|text| text.strip_suffix(')'));
    let property = name.and_then(|name| properties.get(name));
    property.cloned().unwrap_or_else(|| (text.to_owned(), at))
}

/// The frameworks that a project is made for: one, or several as a set.
fn frameworks(text: &str, at: Place) -> Vec<Claim> {
    let mut products: Vec<(&'static str, Vec<String>)> = Vec::new();
    for moniker in text.split(';').map(str::trim) {
        let Some((product, version)) = framework(moniker) else {
            continue;
        };
        match products.iter_mut().find(|(own, _)| *own == product) {
            Some((_, versions)) if versions.contains(&version) => {}
            Some((_, versions)) => versions.push(version),
            None => products.push((product, vec![version])),
        }
    }
    let claims = products.into_iter().map(|(product, versions)| {
        let subject = Subject::Product(product);
        Claim::one_or_list(at, subject, versions, Role::Run).written(text)
    });
    claims.collect()
}

/// The product and the version of a moniker; `None` of .NET Standard, which is a specification.
fn framework(moniker: &str) -> Option<(&'static str, String)> {
    let moniker = moniker.split('-').next()?.to_ascii_lowercase();
    let is_version = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    if let Some(version) = moniker
        .strip_prefix("netcoreapp")
        .filter(|version| is_version(version))
    {
        return Some(("dotnet", version.to_owned()));
    }
    if let Some(version) = moniker
        .strip_prefix('v')
        .filter(|version| version.starts_with('4'))
    {
        return Some(("dotnetfx", version.to_owned()));
    }
    let version = moniker
        .strip_prefix("net")
        .filter(|version| is_version(version))?;
    if version.contains('.') {
        return Some(("dotnet", version.to_owned()));
    }
    // `net48`, `net472`: the digits of a version.
    let digits: Vec<String> = version.chars().map(String::from).collect();
    Some(("dotnetfx", digits.join(".")))
}

fn package(
    node: Node<'_, '_>,
    lines: &Lines<'_>,
    properties: &HashMap<String, (String, Place)>,
) -> Option<Claim> {
    let (name, _) =
        attribute(node, "Include", lines).or_else(|| attribute(node, "Update", lines))?;
    let version =
        attribute(node, "Version", lines).or_else(|| attribute(node, "VersionOverride", lines));
    let (text, at) = version.or_else(|| value(child(node, "Version")?, lines))?;
    let (text, at) = resolved(text, at, properties);
    let subject = Subject::Package(format!("pkg:nuget/{name}"));
    let claim = match nuget(&text)? {
        Written::Pin(version) => Claim::pin(at, subject, version, Role::Run),
        Written::Set(accepts) => Claim::set(at, subject, &text, accepts, Role::Run),
        Written::Floating => Claim::floating(at, subject, &text, Role::Run),
    };
    Some(claim.written(text))
}

/// Parses a version of a package: a range, a floating version such as `6.*`, or a single one; see
/// <https://learn.microsoft.com/nuget/concepts/package-versioning>.
fn nuget(text: &str) -> Option<Written> {
    let text = text.trim();
    if maven::is_range(text) {
        return maven::read(&text.replace(".*", "")).map(Written::Set);
    }
    // `-*` adds releases before the final one.
    let stable = text.strip_suffix("-*").unwrap_or(text);
    if stable == "*" {
        return Some(Written::Floating);
    }
    bare(stable.strip_suffix(".*").unwrap_or(stable)).map(Written::Pin)
}

/// Reads `global.json`: the version of the SDK, of which the first two numbers are those of .NET.
pub fn global(source: &Source<'_>) -> Result<Findings, Misfit> {
    let root = json::read(source.text)?;
    let claim = root.find(&["sdk", "version"]).and_then(|node| {
        let text = node.text()?;
        let numbers: Vec<&str> = text.split('.').take(2).collect();
        bare(text)?;
        let claim = Claim::pin(
            node.inner(),
            Subject::Product("dotnet"),
            numbers.join("."),
            Role::Build,
        );
        Some(claim.written(text))
    });
    Ok(Findings::of(claim))
}

#[cfg(test)]
mod tests {
    use super::{Written, framework, global, nuget, project};
    use crate::stack::formats::tests::rows;

    #[test]
    fn projects_have_frameworks_and_packages() {
        for (inner, expected) in [
            (
                "<PropertyGroup><TargetFramework>net6.0</TargetFramework></PropertyGroup>",
                "1:42 dotnet pin 6.0 run",
            ),
            (
                "<PropertyGroup><TargetFramework>net6.0-windows</TargetFramework></PropertyGroup>",
                "1:42 dotnet pin 6.0 run",
            ),
            (
                "<PropertyGroup><TargetFramework>netcoreapp3.1</TargetFramework></PropertyGroup>",
                "1:42 dotnet pin 3.1 run",
            ),
            (
                "<PropertyGroup><TargetFramework>netstandard2.0</TargetFramework></PropertyGroup>",
                "",
            ),
            (
                "<PropertyGroup><TargetFramework>net48</TargetFramework></PropertyGroup>",
                "1:42 dotnetfx pin 4.8 run",
            ),
            (
                "<PropertyGroup><TargetFramework>net472</TargetFramework></PropertyGroup>",
                "1:42 dotnetfx pin 4.7.2 run",
            ),
            (
                "<PropertyGroup><TargetFrameworkVersion>v4.5</TargetFrameworkVersion></PropertyGroup>",
                "1:49 dotnetfx pin 4.5 run",
            ),
            (
                "<PropertyGroup><TargetFrameworks>net5.0;net6.0;netstandard2.0;net48</TargetFrameworks></PropertyGroup>",
                "1:43 dotnet set 5.0, 6.0 run | 1:43 dotnetfx pin 4.8 run",
            ),
            (
                "<PropertyGroup><TargetFrameworks>net6.0-android;net6.0-ios</TargetFrameworks></PropertyGroup>",
                "1:43 dotnet pin 6.0 run",
            ),
            (
                "<PropertyGroup><V>net6.0</V><TargetFramework>$(V)</TargetFramework></PropertyGroup>",
                "1:28 dotnet pin 6.0 run",
            ),
            (
                "<PropertyGroup><TargetFramework>$(V)</TargetFramework></PropertyGroup>",
                "",
            ),
            (
                "<ItemGroup><PackageReference Include=\"jQuery\" Version=\"3.5.1\"/></ItemGroup>",
                "1:65 pkg:nuget/jQuery pin 3.5.1 run",
            ),
            (
                "<ItemGroup><PackageReference Include=\"jQuery\"><Version>3.5.1</Version></PackageReference></ItemGroup>",
                "1:65 pkg:nuget/jQuery pin 3.5.1 run",
            ),
            (
                "<ItemGroup><PackageVersion Include=\"jQuery\" Version=\"[3,4)\"/></ItemGroup>",
                "1:63 pkg:nuget/jQuery set [3,4) run",
            ),
            (
                "<ItemGroup><PackageReference Include=\"jQuery\"/></ItemGroup>",
                "",
            ),
            (
                "<ItemGroup><PackageReference Include=\"jQuery\" Version=\"*\"/></ItemGroup>",
                "1:65 pkg:nuget/jQuery floating  run",
            ),
            ("<!-- <TargetFramework>net6.0</TargetFramework> -->", ""),
        ] {
            assert_eq!(
                rows(project, &format!("<Project>{inner}</Project>")),
                expected,
                "{inner}"
            );
        }
        assert_eq!(rows(project, "<Project>"), "fault");
    }

    /// The releases that a version of a package accepts, of some; a pin and its version, or that it floats.
    fn accepted(text: &str) -> String {
        match nuget(text) {
            Some(Written::Pin(version)) => format!("pin {version}"),
            Some(Written::Floating) => "floating".to_owned(),
            Some(Written::Set(accepts)) => {
                let releases = "1.0 1.1 2.0 2.5 3.0";
                crate::stack::requirement::tests::accepted(&accepts, releases)
            }
            None => "!".to_owned(),
        }
    }

    #[test]
    fn versions_of_packages_are_pins_ranges_or_float() {
        for (text, expected) in [
            ("1.0", "pin 1.0"),
            ("1.0.3", "pin 1.0.3"),
            ("1.0.3.4", "pin 1.0.3.4"),
            (" 1.0.3 ", "pin 1.0.3"),
            ("1.0.0-beta.2", "pin 1.0.0-beta.2"),
            ("1.0.0-rc1-final", "pin 1.0.0-rc1-final"),
            ("1.0.0+build.7", "pin 1.0.0+build.7"),
            ("2", "pin 2"),
            ("2.*", "pin 2"),
            ("2.5.*", "pin 2.5"),
            ("2.5.1.*", "pin 2.5.1"),
            ("2.*-*", "pin 2"),
            ("2.5.0-*", "pin 2.5.0"),
            ("2.5.0-beta.*", "pin 2.5.0-beta"),
            ("*", "floating"),
            ("*-*", "floating"),
            ("[1.0]", "1.0"),
            ("(1.0,)", "1.0 1.1 2.0 2.5 3.0"),
            ("(1.1.9,)", "1.1 2.0 2.5 3.0"),
            ("[2.0,)", "2.0 2.5 3.0"),
            ("(,2.0]", "1.0 1.1 2.0"),
            ("(,2.0)", "1.0 1.1"),
            ("[1.1,2.5]", "1.1 2.0 2.5"),
            ("[1.1,2.5)", "1.1 2.0"),
            ("(1.0.0, 2.0.0)", "1.0 1.1"),
            ("[1.0, 3.0)", "1.0 1.1 2.0 2.5"),
            ("[2.*, 3.0)", "2.0 2.5"),
            ("[1.1.*, 2.0.0)", "1.1"),
            ("[2.0.0-preview,3.0.0-preview)", "2.0 2.5"),
            ("[3.0,2.0]", ""),
            ("$(Unknown)", "!"),
            ("", "!"),
            ("latest", "!"),
            ("(1.0)", "!"),
        ] {
            assert_eq!(accepted(text), expected, "{text}");
        }
    }

    #[test]
    fn monikers_name_frameworks() {
        for (moniker, expected) in [
            ("net10.0", "dotnet 10.0"),
            ("net9.0", "dotnet 9.0"),
            ("net8.0", "dotnet 8.0"),
            ("net7.0", "dotnet 7.0"),
            ("net6.0", "dotnet 6.0"),
            ("net5.0", "dotnet 5.0"),
            ("NET6.0", "dotnet 6.0"),
            ("net6.0-windows", "dotnet 6.0"),
            ("net6.0-windows10.0.19041.0", "dotnet 6.0"),
            ("net8.0-android", "dotnet 8.0"),
            ("net8.0-ios17.2", "dotnet 8.0"),
            ("net8.0-maccatalyst", "dotnet 8.0"),
            ("net8.0-browser", "dotnet 8.0"),
            ("netcoreapp3.1", "dotnet 3.1"),
            ("netcoreapp3.0", "dotnet 3.0"),
            ("netcoreapp2.2", "dotnet 2.2"),
            ("netcoreapp2.1", "dotnet 2.1"),
            ("netcoreapp1.0", "dotnet 1.0"),
            ("netcoreapp5.0", "dotnet 5.0"),
            ("net48", "dotnetfx 4.8"),
            ("net481", "dotnetfx 4.8.1"),
            ("net472", "dotnetfx 4.7.2"),
            ("net47", "dotnetfx 4.7"),
            ("net462", "dotnetfx 4.6.2"),
            ("net45", "dotnetfx 4.5"),
            ("net40", "dotnetfx 4.0"),
            ("net35", "dotnetfx 3.5"),
            ("net20", "dotnetfx 2.0"),
            ("v4.8", "dotnetfx 4.8"),
            ("v4.6.1", "dotnetfx 4.6.1"),
            ("netstandard2.0", "-"),
            ("netstandard2.1", "-"),
            ("uap10.0", "-"),
            ("monoandroid10.0", "-"),
            ("xamarin.ios", "-"),
            ("net", "-"),
            ("", "-"),
        ] {
            let found = framework(moniker);
            let found = found.map(|(product, version)| format!("{product} {version}"));
            assert_eq!(found.as_deref().unwrap_or("-"), expected, "{moniker}");
        }
    }

    #[test]
    fn the_sdk_is_of_a_version() {
        assert_eq!(
            rows(global, "{\"sdk\": {\"version\": \"8.0.400\"}}"),
            "1:22 dotnet pin 8.0 build"
        );
        assert_eq!(rows(global, "{\"msbuild-sdks\": {}}"), "");
    }
}
