//! Terraform and `OpenTofu`: the versions of managed services and of Terraform itself, see
//! <https://developer.hashicorp.com/terraform/language/syntax/configuration>.

use hcl_edit::Span;
use hcl_edit::expr::Expression;
use hcl_edit::structure::{Block, BlockLabel, Body};

use crate::stack::claim::{Claim, Findings, Role, Source, Subject};
use crate::stack::requirement::terraform;
use crate::stack::written::bare;
use crate::text::lines::Lines;
use crate::text::yaml::Place;

/// Attributes of resources that name a version, the product, and what stands before the version in them.
const RESOURCES: [(&str, &str, &str, &str); 9] = [
    ("aws_lambda_function", "runtime", "aws-lambda", ""),
    ("aws_eks_cluster", "version", "amazon-eks", ""),
    ("aws_msk_cluster", "kafka_version", "amazon-msk", ""),
    (
        "aws_opensearch_domain",
        "engine_version",
        "amazon-opensearch",
        "OpenSearch_",
    ),
    ("aws_glue_job", "glue_version", "amazon-glue", ""),
    (
        "google_container_cluster",
        "min_master_version",
        "google-kubernetes-engine",
        "",
    ),
    (
        "azurerm_kubernetes_cluster",
        "kubernetes_version",
        "azure-kubernetes-service",
        "",
    ),
    (
        "azurerm_postgresql_flexible_server",
        "version",
        "azure-database-for-postgresql",
        "",
    ),
    (
        "azurerm_mysql_flexible_server",
        "version",
        "azure-database-for-mysql",
        "",
    ),
];

/// Engines of databases, and the services that run them.
const ENGINES: [(&str, &str); 8] = [
    ("aurora-postgresql", "amazon-aurora-postgresql"),
    ("docdb", "amazon-documentdb"),
    ("mariadb", "amazon-rds-mariadb"),
    ("mysql", "amazon-rds-mysql"),
    ("neptune", "amazon-neptune"),
    ("postgres", "amazon-rds-postgresql"),
    ("redis", "amazon-elasticache-redis"),
    ("valkey", "valkey"),
];

/// Brackets that may be open at once: the parser goes down with each.
const DEEPEST: usize = 128;

/// Reads a file.
pub fn read(source: &Source<'_>) -> Findings {
    if is_deep(source.text) {
        return Findings::fault(
            Place { line: 1, column: 1 },
            format!("more than {DEEPEST} brackets are open"),
        );
    }
    let body = match hcl_edit::parser::parse_body(source.text) {
        Ok(body) => body,
        Err(error) => {
            let at = Lines::new(source.text).place(error.location().offset());
            return Findings::fault(at, error.message().to_owned());
        }
    };
    let file = File {
        text: source.text,
        lines: Lines::new(source.text),
        body: &body,
    };
    let mut claims = Vec::new();
    for block in body.blocks() {
        file.block(block, &mut claims);
    }
    Findings::of(claims)
}

fn is_deep(text: &str) -> bool {
    let mut depth = 0_usize;
    text.bytes().any(|byte| {
        match byte {
            b'[' | b'{' | b'(' => depth += 1,
            b']' | b'}' | b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > DEEPEST
    })
}

struct File<'a> {
    text: &'a str,
    lines: Lines<'a>,
    body: &'a Body,
}

impl File<'_> {
    fn block(&self, block: &Block, claims: &mut Vec<Claim>) {
        let label = block
            .labels
            .first()
            .map(BlockLabel::as_str)
            .unwrap_or_default();
        match block.ident.as_str() {
            "terraform" => claims.extend(self.required(block)),
            "resource" => {
                for (_, attribute, product, before) in
                    RESOURCES.iter().filter(|(own, ..)| *own == label)
                {
                    let value = self.value(&block.body, attribute);
                    let version = value
                        .as_ref()
                        .and_then(|(text, _)| text.strip_prefix(before));
                    if let Some((version, (text, at))) = version.zip(value.as_ref()) {
                        let claim = Claim::pin(*at, Subject::Product(product), version, Role::Run);
                        claims.push(claim.written(text));
                    }
                }
                if label == "google_sql_database_instance" {
                    claims.extend(self.cloud_sql(block));
                }
                claims.extend(self.engine(block));
            }
            "module" => claims.extend(self.engine(block)),
            _ => {}
        }
    }

    /// `required_version = ">= 1.3"`
    fn required(&self, block: &Block) -> Option<Claim> {
        let (text, at) = self.value(&block.body, "required_version")?;
        let accepts = terraform::read(&text)?;
        Some(Claim::set(
            at,
            Subject::Product("terraform"),
            &text,
            accepts,
            Role::Build,
        ))
    }

    /// `engine = "postgres"` and `engine_version = "13.4"`
    fn engine(&self, block: &Block) -> Option<Claim> {
        let (engine, _) = self.value(&block.body, "engine")?;
        let (text, at) = self.value(&block.body, "engine_version")?;
        let (_, product) = ENGINES.iter().find(|(own, _)| *own == engine)?;
        Some(Claim::pin(
            at,
            Subject::Product(product),
            bare(&text)?,
            Role::Run,
        ))
    }

    /// `POSTGRES_14`, `MYSQL_8_0`
    fn cloud_sql(&self, block: &Block) -> Option<Claim> {
        let (text, at) = self.value(&block.body, "database_version")?;
        let (engine, version) = text.split_once('_')?;
        let product = match engine {
            "POSTGRES" => "postgresql",
            "MYSQL" => "mysql",
            _ => return None,
        };
        let version = version.replace('_', ".");
        Some(Claim::pin(at, Subject::Product(product), version, Role::Run).written(text))
    }

    /// The literal value of an attribute and its place: its own, that of a local, or a variable's default.
    fn value(&self, body: &Body, name: &str) -> Option<(String, Place)> {
        let value = &body.get_attribute(name)?.value;
        self.literal(value).or_else(|| self.referred(value))
    }

    fn literal(&self, value: &Expression) -> Option<(String, Place)> {
        let span = value.span()?;
        let quote = usize::from(value.as_str().is_some());
        let text = match value {
            Expression::String(text) => text.as_str().to_owned(),
            Expression::Number(_) => self.text.get(span.clone())?.trim().to_owned(),
            _ => return None,
        };
        Some((text, self.lines.place(span.start + quote)))
    }

    /// The value of `local.x`, and the default of `var.x`, of the same file.
    fn referred(&self, value: &Expression) -> Option<(String, Place)> {
        let text = self.text.get(value.span()?)?.trim();
        if let Some(name) = text.strip_prefix("local.") {
            let mut locals = self.body.get_blocks("locals");
            return locals.find_map(|block| self.literal(&block.body.get_attribute(name)?.value));
        }
        let name = text.strip_prefix("var.")?;
        let mut variables = self.body.get_blocks("variable");
        variables.find_map(|block| {
            let is_it = block
                .labels
                .first()
                .is_some_and(|label| label.as_str() == name);
            self.literal(&block.body.get_attribute("default").filter(|_| is_it)?.value)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::stack::claim::Source;
    use crate::stack::formats::tests::rows;

    #[test]
    fn resources_have_versions() {
        for (text, expected) in [
            (
                "terraform {\n  required_version = \">= 1.3\"\n}",
                "2:23 terraform set >= 1.3 build",
            ),
            (
                "resource \"aws_lambda_function\" \"x\" {\n  runtime = \"python3.8\"\n}",
                "2:14 aws-lambda pin python3.8 run",
            ),
            (
                "resource \"aws_eks_cluster\" \"x\" {\n  version = 1.24\n}",
                "2:13 amazon-eks pin 1.24 run",
            ),
            (
                "resource \"aws_db_instance\" \"x\" {\n  engine = \"postgres\"\n  engine_version = \"12.3\"\n}",
                "3:21 amazon-rds-postgresql pin 12.3 run",
            ),
            (
                "resource \"aws_db_instance\" \"x\" {\n  engine = \"sqlserver-ex\"\n  engine_version = \"12.3\"\n}",
                "",
            ),
            (
                "module \"db\" {\n  engine = \"mysql\"\n  engine_version = local.v\n}\nlocals {\n  v = \"5.7\"\n}",
                "6:8 amazon-rds-mysql pin 5.7 run",
            ),
            (
                "variable \"v\" {\n  default = \"14\"\n}\nresource \"azurerm_postgresql_flexible_server\" \"x\" {\n  version = var.v\n}",
                "2:14 azure-database-for-postgresql pin 14 run",
            ),
            (
                "resource \"aws_opensearch_domain\" \"x\" {\n  engine_version = \"OpenSearch_2.5\"\n}",
                "2:21 amazon-opensearch pin 2.5 run",
            ),
            (
                "resource \"aws_opensearch_domain\" \"x\" {\n  engine_version = \"Elasticsearch_7.10\"\n}",
                "",
            ),
            (
                "resource \"google_sql_database_instance\" \"x\" {\n  database_version = \"MYSQL_8_0\"\n}",
                "2:23 mysql pin 8.0 run",
            ),
            (
                "resource \"aws_eks_cluster\" \"x\" {\n  version = data.x.y\n}",
                "",
            ),
            ("# terraform { required_version = \">= 1.3\" }", ""),
            ("resource {", "fault"),
        ] {
            assert_eq!(rows(read, text), expected, "{text}");
        }
        assert_eq!(rows(read, &format!("a = {}", "[".repeat(100_000))), "fault");
    }

    #[test]
    fn faults_have_places() {
        for (text, line, column) in [("a = ]\n", 1, 5), ("a {\n", 1, 4)] {
            let source = Source {
                path: "main.tf",
                depth: 1,
                text,
                beside: &|_| None,
            };
            let (at, _) = &read(&source).faults[0];
            assert_eq!((at.line, at.column), (line, column), "{text:?}");
        }
    }
}
