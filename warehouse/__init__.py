"""ClickHouse, on a server or embedded: tables, migrations, named queries, one client."""
