terraform { required_version = ">= 1.3, < 2" }
variable "v" { default = "14" }
locals { pg = "12.3" }
resource "aws_db_instance" "x" {
  engine         = "postgres"
  engine_version = local.pg
}
resource "azurerm_postgresql_flexible_server" "x" { version = var.v }
resource "google_sql_database_instance" "x" { database_version = "MYSQL_8_0" }
module "f" { engine = "mysql", x = <<-EOT
  y
  EOT
}
