//! Terraform and `OpenTofu`: the versions of managed services and of Terraform itself, see
//! <https://developer.hashicorp.com/terraform/language/syntax/configuration>.

mod file;

use hcl_edit::expr::{Expression, ObjectKey};
use hcl_edit::structure::{Block, BlockLabel};

use self::file::{File, Value, parsed};
use crate::stack::claim::{Claim, Findings, Role, Source, Subject};
use crate::stack::requirement::terraform;
use crate::stack::written::bare;
use crate::text::yaml::Misfit;

/// Attributes of resources that name a version, and the product.
const RESOURCES: [(&str, &str, &str); 8] = [
    ("aws_lambda_function", "runtime", "aws-lambda"),
    ("aws_eks_cluster", "version", "amazon-eks"),
    ("aws_msk_cluster", "kafka_version", "amazon-msk"),
    ("aws_glue_job", "glue_version", "amazon-glue"),
    (
        "google_container_cluster",
        "min_master_version",
        "google-kubernetes-engine",
    ),
    (
        "azurerm_kubernetes_cluster",
        "kubernetes_version",
        "azure-kubernetes-service",
    ),
    (
        "azurerm_postgresql_flexible_server",
        "version",
        "azure-database-for-postgresql",
    ),
    (
        "azurerm_mysql_flexible_server",
        "version",
        "azure-database-for-mysql",
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

/// Resources whose engine need not be named.
const DEFAULTS: [(&str, &str); 3] = [
    ("aws_docdb_cluster", "docdb"),
    ("aws_elasticache_replication_group", "redis"),
    ("aws_neptune_cluster", "neptune"),
];

/// Modules of the registry that make a cluster: the last parts of their address, the attributes that hold its version, in
/// the order in which they count, and the product.
const CLUSTERS: [(&str, &[&str], &str); 3] = [
    (
        "/eks/aws",
        &["kubernetes_version", "cluster_version"],
        "amazon-eks",
    ),
    (
        "/kubernetes-engine/google",
        &["kubernetes_version"],
        "google-kubernetes-engine",
    ),
    (
        "/aks/azurerm",
        &["kubernetes_version"],
        "azure-kubernetes-service",
    ),
];

/// What the names of runtimes of AWS Lambda begin with, see
/// <https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html>.
const RUNTIMES: [&str; 7] = [
    "dotnet", "go1", "java", "nodejs", "provided", "python", "ruby",
];

/// Reads a file.
pub fn read(source: &Source<'_>) -> Result<Findings, Misfit> {
    let (parsed, faults) = parsed(source.text);
    let mut claims = Vec::new();
    if let Some(parsed @ (_, body)) = &parsed {
        let file = File::new(parsed, source);
        for block in body.blocks() {
            file.block(block, &mut claims);
        }
    }
    Ok(Findings {
        faults,
        ..Findings::of(claims)
    })
}

impl File<'_> {
    fn block(&self, block: &Block, claims: &mut Vec<Claim>) {
        let before = claims.len();
        for attribute in block.body.attributes() {
            self.objects(&attribute.value, claims);
        }
        let label = block
            .labels
            .first()
            .map(BlockLabel::as_str)
            .unwrap_or_default();
        match block.ident.as_str() {
            "terraform" => claims.extend(self.required(block)),
            "resource" => {
                for (_, attribute, product) in RESOURCES.iter().filter(|(own, ..)| *own == label) {
                    let value = self.value(&block.body, attribute);
                    let version = |text: &str| Some(text.to_owned());
                    claims.extend(value.and_then(|value| value.claim(product, version)));
                }
                match label {
                    "aws_opensearch_domain" => claims.extend(self.opensearch(block)),
                    "google_sql_database_instance" => claims.extend(self.cloud_sql(block)),
                    "aws_mq_broker" => claims.extend(self.broker(block)),
                    _ => {}
                }
                claims.extend(self.engine(block, label));
            }
            "module" => {
                claims.extend(self.engine(block, ""));
                claims.extend(self.runtime(block, label));
                claims.extend(self.cluster(block));
            }
            _ => {}
        }
        let is_deployed = matches!(block.ident.as_str(), "resource" | "module");
        if is_deployed && claims.len() == before {
            claims.extend(self.uncertain(block));
        }
    }

    /// The versions of what is of no known product: `redis_version = "REDIS_7_0"`.
    fn uncertain(&self, block: &Block) -> Vec<Claim> {
        let attributes = block
            .body
            .attributes()
            .map(|attribute| attribute.key.as_str());
        let versions = attributes.filter(|name| name.ends_with("_version"));
        let claims = versions.filter_map(|name| {
            let Value::Literal { text, at, beside } = self.value(&block.body, name)? else {
                return None;
            };
            let labels = block.labels.iter().map(BlockLabel::as_str);
            let path: Vec<&str> = labels.chain([name]).collect();
            let subject = Subject::Unknown(path.join("."));
            let is_version = text.contains(|c: char| c.is_ascii_digit());
            is_version.then(|| Claim {
                beside,
                ..Claim::pin(at, subject, text, Role::Run)
            })
        });
        claims.collect()
    }

    /// `required_version = ">= 1.3"`
    fn required(&self, block: &Block) -> Option<Claim> {
        let Value::Literal { text, at, .. } = self.value(&block.body, "required_version")? else {
            return None;
        };
        let subject = Subject::Product("terraform");
        // `= 1.3.9` is one version.
        let exact = text.trim().trim_start_matches('=').trim_start();
        if let Some(version) = bare(exact) {
            return Some(Claim::pin(at, subject, version, Role::Build).written(text));
        }
        let accepts = terraform::read(&text)?;
        Some(Claim::set(at, subject, &text, accepts, Role::Build))
    }

    /// `engine = "postgres"` and `engine_version = "13.4"`; some resources have an engine of their own.
    fn engine(&self, block: &Block, label: &str) -> Option<Claim> {
        let named = self.value(&block.body, "engine");
        let engine = match &named {
            Some(engine) => engine.text()?,
            None => DEFAULTS.iter().find(|(own, _)| *own == label)?.1,
        };
        engine_claim(engine, &self.value(&block.body, "engine_version")?)
    }

    /// The engines in objects, as modules take them: `{ engine = "postgres", engine_version = "13.4" }`.
    fn objects(&self, value: &Expression, claims: &mut Vec<Claim>) {
        match value {
            Expression::Array(items) => items.iter().for_each(|item| self.objects(item, claims)),
            Expression::Parenthesis(inner) => self.objects(inner.inner(), claims),
            Expression::Object(object) => {
                let field = |name: &str| {
                    let is_named = |key: &ObjectKey| match key {
                        ObjectKey::Ident(ident) => ident.as_str() == name,
                        ObjectKey::Expression(key) => key.as_str() == Some(name),
                    };
                    let (_, found) = object.iter().find(|(key, _)| is_named(key))?;
                    self.literal_value(found.expr())
                };
                let engine = field("engine").zip(field("engine_version"));
                claims.extend(
                    engine.and_then(|(engine, version)| engine_claim(engine.text()?, &version)),
                );
                let inner = object.iter().map(|(_, value)| value.expr());
                inner.for_each(|inner| self.objects(inner, claims));
            }
            _ => {}
        }
    }

    /// `engine_version = "OpenSearch_2.11"`; Elasticsearch is another product.
    fn opensearch(&self, block: &Block) -> Option<Claim> {
        let value = self.value(&block.body, "engine_version")?;
        value.claim("amazon-opensearch", |text| {
            text.strip_prefix("OpenSearch_").map(str::to_owned)
        })
    }

    /// `engine_type = "RabbitMQ"` and `engine_version = "3.12.13"`
    fn broker(&self, block: &Block) -> Option<Claim> {
        let engine = self.value(&block.body, "engine_type")?;
        let product = match engine.text()?.to_ascii_lowercase().as_str() {
            "rabbitmq" => "amazon-mq-rabbitmq",
            "activemq" => "amazon-mq-activemq",
            _ => return None,
        };
        self.value(&block.body, "engine_version")?
            .claim(product, bare)
    }

    /// `runtime = "python3.12"` of a module that makes a Lambda function. Runtimes of other clouds have no point in
    /// their names, so that the others need the word.
    fn runtime(&self, block: &Block, label: &str) -> Option<Claim> {
        let runtime = self.value(&block.body, "runtime")?;
        let source = self.value(&block.body, "source");
        let source = source.as_ref().and_then(Value::text).unwrap_or_default();
        let is_named = source.contains("lambda") || label.contains("lambda");
        let is_lambda = runtime.text().map_or(is_named, |text| {
            let is_runtime = RUNTIMES.iter().any(|family| text.starts_with(family));
            is_runtime && (is_named || text.contains('.'))
        });
        runtime
            .claim("aws-lambda", |text| Some(text.to_owned()))
            .filter(|_| is_lambda)
    }

    /// `cluster_version = "1.30"` of a module of the registry that makes a cluster.
    fn cluster(&self, block: &Block) -> Option<Claim> {
        let source = self.value(&block.body, "source")?;
        let source = source.text()?;
        let (_, attributes, product) = CLUSTERS.iter().find(|(end, ..)| source.ends_with(end))?;
        let mut versions = attributes
            .iter()
            .filter_map(|name| self.value(&block.body, name));
        versions.next()?.claim(product, bare)
    }

    /// `POSTGRES_14`, `MYSQL_8_0`
    fn cloud_sql(&self, block: &Block) -> Option<Claim> {
        let value = self.value(&block.body, "database_version")?;
        let (engine, _) = value.text()?.split_once('_')?;
        let product = match engine {
            "POSTGRES" => "postgresql",
            "MYSQL" => "mysql",
            _ => return None,
        };
        value.claim(product, |text| {
            let (_, version) = text.split_once('_')?;
            Some(version.replace('_', "."))
        })
    }
}

/// The claim of an engine with a version; `None` if no product is known for it.
fn engine_claim(engine: &str, version: &Value) -> Option<Claim> {
    let found = ENGINES.iter().find(|(own, _)| *own == engine);
    match (found, engine.split_once('-')) {
        (Some((_, product)), _) => version.claim(product, bare),
        // `15.00.4236.7.v1`: the version of a build, whose first number is the release.
        (None, Some(("sqlserver", _))) => version.claim("mssqlserver", |text| {
            Some(format!("{}.0", text.split('.').next()?))
        }),
        (None, Some(("oracle", _))) => version.claim("oracle-database", |text| {
            text.split('.').next().map(str::to_owned)
        }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::stack::formats::tests::{findings, rows, rows_beside};

    const RESOURCES: &[(&str, &str)] = &[
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
            "resource \"aws_db_instance\" \"x\" {\n  engine = \"sqlserver-ex\"\n  engine_version = \"15.00.4236.7.v1\"\n}",
            "3:21 mssqlserver pin 15.0 run",
        ),
        (
            "resource \"aws_db_instance\" \"x\" {\n  engine = \"oracle-ee\"\n  engine_version = \"19.0.0.0.ru-2023-01.rur-2023-01.r1\"\n}",
            "3:21 oracle-database pin 19 run",
        ),
        (
            "resource \"aws_db_instance\" \"x\" {\n  engine = \"custom\"\n  engine_version = \"1.2\"\n}",
            "3:21 aws_db_instance.x.engine_version pin 1.2 run",
        ),
        (
            "resource \"aws_db_instance\" \"x\" {\n  engine = \"postgres\"\n  engine_version = var.v\n}",
            "3:20 amazon-rds-postgresql floating  run",
        ),
        (
            "resource \"aws_db_instance\" \"x\" {\n  engine = \"postgres\"\n  engine_version = null\n}",
            "",
        ),
        (
            "resource \"aws_mq_broker\" \"x\" {\n  engine_type = \"RabbitMQ\"\n  engine_version = \"3.12.13\"\n}",
            "3:21 amazon-mq-rabbitmq pin 3.12.13 run",
        ),
        (
            "module \"f\" {\n  source = \"../..\"\n  runtime = \"python3.8\"\n}",
            "3:14 aws-lambda pin python3.8 run",
        ),
        (
            "module \"f\" {\n  source = \"terraform-aws-modules/lambda/aws\"\n  runtime = \"java17\"\n}",
            "3:14 aws-lambda pin java17 run",
        ),
        (
            "module \"f\" {\n  source = \"terraform-aws-modules/lambda/aws\"\n  runtime = var.r\n}",
            "3:13 aws-lambda floating  run",
        ),
        ("module \"f\" {\n  runtime = var.r\n}", ""),
        (
            "module \"cloud_function\" {\n  source = \"../..\"\n  runtime = \"java17\"\n}",
            "",
        ),
        (
            "module \"cloud_function\" {\n  source = \"../..\"\n  runtime = \"python312\"\n}",
            "",
        ),
        ("module \"x\" {\n  runtime = \"containerd-1.7\"\n}", ""),
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
            "2:21 aws_opensearch_domain.x.engine_version pin Elasticsearch_7.10 run",
        ),
        (
            "resource \"google_sql_database_instance\" \"x\" {\n  database_version = \"MYSQL_8_0\"\n}",
            "2:23 mysql pin 8.0 run",
        ),
        (
            "resource \"aws_eks_cluster\" \"x\" {\n  version = data.x.y\n}",
            "2:13 amazon-eks floating  run",
        ),
        (
            "terraform {\n  required_version = \"= 1.3.9\"\n}",
            "2:23 terraform pin 1.3.9 build",
        ),
        (
            "resource \"aws_docdb_cluster\" \"x\" {\n  engine_version = \"5.0.0\"\n}",
            "2:21 amazon-documentdb pin 5.0.0 run",
        ),
        (
            "resource \"aws_elasticache_replication_group\" \"x\" {\n  engine_version = \"7.1\"\n}",
            "2:21 amazon-elasticache-redis pin 7.1 run",
        ),
        (
            "resource \"aws_elasticache_replication_group\" \"x\" {\n  engine = var.engine\n  engine_version = \"7.1\"\n}",
            "3:21 aws_elasticache_replication_group.x.engine_version pin 7.1 run",
        ),
        (
            "resource \"aws_elasticache_cluster\" \"x\" {\n  engine = \"memcached\"\n  engine_version = \"1.6.6\"\n}",
            "3:21 aws_elasticache_cluster.x.engine_version pin 1.6.6 run",
        ),
        (
            "data \"aws_rds_engine_version\" \"x\" {\n  version = \"16\"\n}\nmodule \"db\" {\n  engine = \"aurora-postgresql\"\n  engine_version = data.aws_rds_engine_version.x[count.index].version\n}",
            "2:14 amazon-aurora-postgresql pin 16 run",
        ),
        (
            "module \"x\" {\n  databases = {\n    shop = {\n      engine = \"postgres\"\n      engine_version = \"13\"\n    }\n  }\n}",
            "5:25 amazon-rds-postgresql pin 13 run",
        ),
        (
            "locals {\n  all = [{ \"engine\" = \"mysql\", \"engine_version\" = \"8.0\" }]\n}",
            "2:52 amazon-rds-mysql pin 8.0 run",
        ),
        (
            "module \"x\" {\n  game = { engine = \"unity\", engine_version = \"2022.3\" }\n}",
            "",
        ),
        (
            "resource \"google_redis_instance\" \"x\" {\n  redis_version = \"REDIS_7_0\"\n  name = \"r2\"\n}",
            "2:20 google_redis_instance.x.redis_version pin REDIS_7_0 run",
        ),
        ("# terraform { required_version = \">= 1.3\" }", ""),
        ("resource {", "fault"),
    ];

    #[test]
    fn resources_have_versions() {
        for (text, expected) in RESOURCES {
            assert_eq!(rows(read, text), *expected, "{text}");
        }
        assert_eq!(rows(read, &format!("a = {}", "[".repeat(100_000))), "fault");
    }

    #[test]
    fn modules_of_the_registry_make_clusters() {
        for (text, expected) in [
            (
                "module \"eks\" {\n  source = \"terraform-aws-modules/eks/aws\"\n  cluster_version = \"1.30\"\n}",
                "3:22 amazon-eks pin 1.30 run",
            ),
            (
                "module \"eks\" {\n  source = \"terraform-aws-modules/eks/aws\"\n  cluster_version = module.x.version\n}",
                "3:21 amazon-eks floating  run",
            ),
            (
                "module \"k\" {\n  source = \"terraform-aws-modules/eks/aws//modules/karpenter\"\n  cluster_version = \"1.30\"\n}",
                "3:22 k.cluster_version pin 1.30 run",
            ),
            (
                "module \"eks\" {\n  source = \"terraform-aws-modules/eks/aws\"\n  cluster_version = var.v\n}\nvariable \"v\" {\n  type = string\n}",
                "3:21 amazon-eks floating  run",
            ),
            (
                "module \"aks\" {\n  source = \"Azure/aks/azurerm\"\n  kubernetes_version = \"1.29\"\n}",
                "3:25 azure-kubernetes-service pin 1.29 run",
            ),
            (
                "module \"gke\" {\n  source = \"terraform-google-modules/kubernetes-engine/google\"\n  kubernetes_version = \"latest\"\n}",
                "",
            ),
        ] {
            assert_eq!(rows(read, text), expected, "{text}");
        }
    }

    #[test]
    fn variables_may_be_in_other_files_of_the_folder() {
        let files = [
            ("README.md", "v"),
            ("broken.tf", "variable \"v\" {"),
            (
                "locals.tf",
                "locals {\n  x = local.y\n  y = var.v\n  w = \"15\"\n  t = \"${var.v}\"\n  z = local.z\n}",
            ),
            (
                "variables.tf",
                "variable \"vw\" {}\nvariable \"v\" {\n  default = \"14\"\n}",
            ),
        ];
        for (value, expected) in [
            (
                "var.v",
                "variables.tf:3:14 azure-database-for-postgresql pin 14 run",
            ),
            (
                "local.w",
                "locals.tf:4:8 azure-database-for-postgresql pin 15 run",
            ),
            (
                "local.x",
                "variables.tf:3:14 azure-database-for-postgresql pin 14 run",
            ),
            (
                "local.z",
                "2:13 azure-database-for-postgresql floating  run",
            ),
            ("var.vw", "2:13 azure-database-for-postgresql floating  run"),
            (
                "\"${var.v}\"",
                "variables.tf:3:14 azure-database-for-postgresql pin 14 run",
            ),
            (
                "\"${ local.x }\"",
                "variables.tf:3:14 azure-database-for-postgresql pin 14 run",
            ),
            (
                "local.t",
                "variables.tf:3:14 azure-database-for-postgresql pin 14 run",
            ),
            (
                "\"${var.v}.1\"",
                "2:13 azure-database-for-postgresql floating  run",
            ),
            (
                "\"${var.v}${local.w}\"",
                "2:13 azure-database-for-postgresql floating  run",
            ),
            (
                "var.v.x",
                "2:13 azure-database-for-postgresql floating  run",
            ),
        ] {
            let text = format!(
                "resource \"azurerm_postgresql_flexible_server\" \"x\" {{\n  version = {value}\n}}"
            );
            assert_eq!(rows_beside(read, &text, &files), expected, "{value}");
        }
    }

    #[test]
    fn a_version_that_is_unknown_says_why() {
        let unknown = "this folder gives the variable no literal value";
        for (value, why) in [
            ("var.v", unknown),
            ("\"${var.v}\"", unknown),
            ("local.v", unknown),
            ("var.v == 1 ? 13 : 14", "an expression"),
            ("\"${var.v}.1\"", "an expression"),
            ("lookup(var.v, 1)", "an expression"),
            ("module.x.version", "an expression"),
        ] {
            let resource =
                format!("resource \"aws_eks_cluster\" \"x\" {{\n  version = {value}\n}}");
            for defined in [
                "",
                "\nvariable \"v\" {}",
                "\nvariable \"v\" {\n  default = null\n}\nlocals {\n  v = max(1, 2)\n}",
            ] {
                let text = format!("{resource}{defined}");
                let claims = findings(read, "main.tf", &text).claims;
                assert_eq!(claims[0].note.as_deref(), Some(why), "{text}");
            }
        }
    }

    #[test]
    fn a_line_with_a_fault_does_not_hide_the_others() {
        let text = "locals {\n  x = { a = 1\n    a = 2\n  }\n}\nterraform {\n  required_version = \"1.3\"\n}\n";
        let findings = findings(read, "main.tf", text);
        let places: Vec<usize> = findings.faults.iter().map(|(at, _)| at.line).collect();
        assert_eq!(places, [3]);
        assert_eq!(findings.claims[0].at.line, 7);
    }

    #[test]
    fn faults_have_places() {
        for (text, line, column) in [("a = ]\n", 1, 5), ("a {\n", 1, 4)] {
            let (at, _) = &findings(read, "main.tf", text).faults[0];
            assert_eq!((at.line, at.column), (line, column), "{text:?}");
        }
    }
}
