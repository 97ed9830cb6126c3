//! Words whose form says what they are, before any name is looked up.

use super::only;
use crate::find::resolve::{Look, MatchedBy, Reading, begins_with_number};

impl Look<'_> {
    /// `net6.0`, `net48` and `netcoreapp3.1`, see <https://learn.microsoft.com/dotnet/standard/frameworks>.
    pub fn framework(&self, text: &str) -> Option<Reading> {
        let text = text.to_lowercase();
        let version = text.split('-').next()?.strip_prefix("net")?;
        let (version, is_core) = match version.strip_prefix("coreapp") {
            Some(version) => (version, true),
            None => (version, version.contains('.')),
        };
        let is_number = |text: &str| text.chars().all(|c| c.is_ascii_digit() || c == '.');
        let is_framework = version.starts_with(|c: char| c.is_ascii_digit()) && is_number(version);
        if !is_framework {
            return None;
        }
        let digits: Vec<String> = version.chars().map(String::from).collect();
        let (id, version) = if is_core {
            ("dotnet", version.to_owned())
        } else {
            ("dotnetfx", digits.join("."))
        };
        let (product, _) = self.own(id)?;
        let reading = self.read(&[product], MatchedBy::Part, Some(&version))?;
        reading.released()
    }

    /// `10.6.12-MariaDB`, as the server prints it, optionally after the version of its protocol or `Ver`.
    pub fn server_of_mariadb(&self, text: &str) -> Option<Reading> {
        let at = text.to_ascii_lowercase().find("-mariadb")?;
        let before = text.get(..at)?;
        let before = before
            .split_once(" Ver ")
            .map_or(before, |(_, version)| version);
        let version = before.rsplit('-').next()?;
        let is_version = before.starts_with(|c: char| c.is_ascii_digit())
            && version.chars().all(|c| c.is_ascii_digit() || c == '.');
        let (product, _) = self.own("mariadb").filter(|_| is_version)?;
        self.read(&[product], MatchedBy::Words, Some(version))
    }

    /// `v1.21.14-gke.2700`, `v1.22.15-eks-fb459a0`: a version of Kubernetes that names the service whose build it is.
    pub fn service_of_kubernetes(&self, text: &str) -> Option<Reading> {
        const SERVICES: [(&str, &str); 3] = [
            ("-aliyun.", "alibaba-ack"),
            ("-eks-", "amazon-eks"),
            ("-gke.", "google-kubernetes-engine"),
        ];
        let version = text.strip_prefix('v').unwrap_or(text);
        let (id, number) = SERVICES.iter().find_map(|(mark, id)| {
            let (number, build) = version.split_once(mark)?;
            (!build.contains(char::is_whitespace)).then_some((id, number))
        })?;
        let is_number = number.chars().all(|c| c.is_ascii_digit() || c == '.');
        let (product, _) = self
            .own(id)
            .filter(|_| is_number && begins_with_number(number))?;
        let reading = self.read(&[product], MatchedBy::Words, Some(version))?;
        reading.released()
    }

    /// A name with the version among its words: `centos 9 stream`, `java-17-openjdk`.
    pub fn around_version(&self, text: &str) -> Option<Reading> {
        let is_gap = |c: char| c.is_whitespace() || c == '-';
        let words: Vec<&str> = text.split(is_gap).filter(|word| !word.is_empty()).collect();
        let (_, others) = words.split_last()?;
        let at = others.iter().position(|word| begins_with_number(word))?;
        let version = others.get(at)?;
        let name = [words.get(..at)?, words.get(at + 1..)?].concat().join(" ");
        let (product, by) = self.called(&name)?;
        let reading = self.read(&[product], by, Some(version))?;
        reading.released()
    }

    /// The product that alone has a release of just this name: `nodejs16.x`.
    pub fn release_elsewhere(&self, text: &str) -> Option<Reading> {
        let is_name = text.starts_with(char::is_alphabetic)
            && text.contains(|c: char| c.is_ascii_digit())
            && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '.');
        if !is_name {
            return None;
        }
        let is_service = |product: &usize| self.is_of("service", *product);
        let has_it = |product: &usize| {
            let product = self.catalog.product(*product);
            product.is_some_and(|product| {
                let mut releases = product.releases.iter();
                releases.any(|release| release.name.eq_ignore_ascii_case(text))
            })
        };
        let product = only(
            (0..self.catalog.cards().len())
                .filter(is_service)
                .filter(has_it),
        )?;
        self.read(&[product], MatchedBy::Release, Some(text))
    }
}
