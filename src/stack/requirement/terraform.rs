//! Terraform's version constraints, see <https://developer.hashicorp.com/terraform/language/expressions/version-constraints>.

use super::all_of;
use super::ruby::comparator;
use crate::text::requirement::Requirement;

/// Parses a constraint, whose parts are written as in `RubyGems`; `None` if it is invalid.
pub fn read(text: &str) -> Option<Requirement> {
    all_of(text.split(','), comparator)
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::stack::requirement::tests::check;

    #[test]
    fn constraints_accept_what_terraform_accepts() {
        check(
            read,
            "0.11 0.12 0.13 1.0 1.3 1.5 1.5.7 1.9 1.10 2",
            &[
                ("~> 1.3", "1.3 1.5 1.5.7 1.9 1.10"),
                ("~>1.3", "1.3 1.5 1.5.7 1.9 1.10"),
                ("~> 1.3.0", "1.3"),
                ("~> 1.5.7", "1.5 1.5.7"),
                ("~> 1.0", "1.0 1.3 1.5 1.5.7 1.9 1.10"),
                ("~> 1", "1.0 1.3 1.5 1.5.7 1.9 1.10"),
                ("~> 0.12", "0.12 0.13"),
                ("~> 0.12.0", "0.12"),
                (">= 0.13", "0.13 1.0 1.3 1.5 1.5.7 1.9 1.10 2"),
                (">=0.13", "0.13 1.0 1.3 1.5 1.5.7 1.9 1.10 2"),
                (">= 0.13.1", "0.13 1.0 1.3 1.5 1.5.7 1.9 1.10 2"),
                ("> 1.5", "1.5 1.5.7 1.9 1.10 2"),
                ("< 1.0", "0.11 0.12 0.13"),
                ("<= 1.0", "0.11 0.12 0.13 1.0"),
                ("= 1.5.7", "1.5 1.5.7"),
                ("1.5.7", "1.5 1.5.7"),
                ("1.5", "1.5"),
                (">= 1.3, < 1.6", "1.3 1.5 1.5.7"),
                (">= 1.3,< 1.6", "1.3 1.5 1.5.7"),
                (">= 1.0, < 2.0.0", "1.0 1.3 1.5 1.5.7 1.9 1.10"),
                (">= 0.12, < 0.14", "0.12 0.13"),
                ("~> 1.3, != 1.5.7", "1.3 1.5 1.9 1.10"),
                (">= 1.3.0, <= 1.5.7", "1.3 1.5 1.5.7"),
                ("v1.5.7", "1.5 1.5.7"),
                (">= 1.9.0-beta1", "1.9 1.10 2"),
                (">= 3", ""),
                ("> 1, < 1.3", "1.0"),
                ("", "!"),
                ("latest", "!"),
                (">=", "!"),
                ("1.*", "!"),
                ("${var.version}", "!"),
            ],
        );
    }
}
