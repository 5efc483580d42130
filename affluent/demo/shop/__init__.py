"""A small shop for the demo, a process of its own: keeps the click id in its cart and tells of each order like Shopify."""
