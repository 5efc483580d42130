"""What the tests of the Grafana dashboards share: the committed files read, Grafana's variables, its API as a server."""
