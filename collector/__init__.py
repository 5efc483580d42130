"""HTTP in: tracked links, shop webhooks, imports, the catalog. It stays up when everything behind it is down."""
