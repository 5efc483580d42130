"""Everything an operator may set, as AFFLUENT_… variables. Read once, in the command line, and passed down."""

from enum import StrEnum
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

DAY_S = 86_400


class Role(StrEnum):
    """Who may do what: a service also writes, and may state when it received an event; finance reads and publishes."""

    READER = "reader"
    WRITER = "writer"
    SERVICE = "service"
    FINANCE = "finance"


class Settings(BaseSettings):
    """Everything an operator may set. Secrets have no default: a process that needs one says so and stops."""

    model_config = SettingsConfigDict(env_prefix="AFFLUENT_", frozen=True, extra="ignore")

    kafka: str = Field("127.0.0.1:9092", description="Bootstrap servers, comma-separated.")
    kafka_security: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = Field(
        "PLAINTEXT", description="Security protocol towards Kafka."
    )
    kafka_sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] = Field(
        "SCRAM-SHA-512", description="SASL mechanism, where the protocol is SASL."
    )
    kafka_username: str = Field("", description="SASL user.")
    kafka_password: SecretStr = Field(SecretStr(""), description="SASL password.")
    kafka_ca_file: Path | None = Field(None, description="CA certificates (PEM) that sign the brokers' certificates.")
    partitions: int = Field(4, ge=1, le=1024, description="Partitions of each topic; fixed for an epoch.")
    replication: int = Field(1, ge=1, description="Replicas of each topic; 3 on a cluster.")
    epoch: int = Field(1, ge=1, lt=2048, description="Raise when the journal is recreated or repartitioned.")

    warehouse: str = Field(
        "chdb://.affluent/warehouse",
        description="clickhouse://user:password@host:8123/database, or chdb://DIRECTORY for the embedded engine.",
    )

    host: str = Field("127.0.0.1", description="Address that every process binds.")
    collector_port: int = Field(8600, description="Tracked links, webhooks, imports, catalog.")
    warehouse_port: int = Field(8610, description="API and board.")
    intake_port: int = Field(8620, description="Health and metrics of intake.")
    streams_port: int = Field(8630, description="Health and metrics of streams.")
    collector_url: str = Field("http://127.0.0.1:8600", description="Where the command line and the board find the collector.")
    links_url: str = Field(
        "",
        pattern=r"^(https?://\S+)?$",
        description="Public address of the collector, that tracked links and their QR codes begin with; "
        "none: AFFLUENT_COLLECTOR_URL.",
    )
    api_url: str = Field("http://127.0.0.1:8610", description="Where the command line finds the API.")
    token: SecretStr = Field(SecretStr(""), description="Bearer token that the command line presents.")
    tokens: dict[str, Role] = Field(
        {}, description="JSON: SHA-256 (hex) of each accepted bearer token to its role: reader, writer, service or finance."
    )

    click_secret: SecretStr = Field(SecretStr(""), description="Signs click ids; at least 16 characters.")
    customer_secret: SecretStr = Field(SecretStr(""), description="Keys the pseudonyms of customers; at least 16 characters.")
    shopify_secrets: dict[str, tuple[SecretStr, ...]] = Field(
        {}, description="JSON: shop id to the webhook secrets that are live for it (several while rotating)."
    )
    cookie_secure: bool = Field(False, description="Send the visitor cookie over HTTPS only; set it in production.")
    cookie_days: int = Field(390, ge=1, le=395, description="Life of the visitor cookie in days.")

    spool: Path = Field(Path(".affluent/spool"), description="Where the collector keeps what Kafka has not acknowledged.")
    spool_max_bytes: int = Field(1 << 30, ge=1 << 20, description="Size at which the collector starts to refuse webhooks.")
    streams_dir: Path = Field(Path(".affluent/streams"), description="Faust's working directory, one for each worker.")

    streams_session_s: int = Field(
        15, ge=6, description="A worker that Kafka has not heard for so long loses its partitions to the others."
    )

    max_lookback_days: int = Field(90, ge=1, description="Longest lookback window that a collaboration may have.")
    max_lateness_days: int = Field(30, ge=0, description="Longest allowed lateness that a campaign may have.")
    max_order_delay_days: int = Field(
        30, ge=0, description="An order received later than this after it was placed is kept and credited to nobody."
    )
    train_every_days: int = Field(
        0, ge=0, description="How often the warehouse's process trains a Markov model of the last 30 days; 0: only when asked."
    )
    disorder_s: int = Field(3600, ge=0, description="How far receipts may be out of order within one raw partition.")
    idle_s: int = Field(600, ge=1, description="A raw partition silent this long no longer holds the watermark back.")

    alert_every_s: int = Field(5, ge=1, description="How often campaigns are judged, where there is newer data.")
    alert_pending_s: int = Field(
        600, ge=0, description="How long a campaign must be under target, in the data's own time, before its alert opens."
    )
    alert_stale_s: int = Field(3600, ge=1, description="While the newest data is older than this, no alert opens or is resolved.")
    alert_hysteresis_percent: int = Field(
        10, ge=0, le=90, description="How far below its target ROAS a campaign must be for its alert to open."
    )
    alert_average_days: int = Field(
        28, ge=1, le=366, description="Days of orders behind the average order of a brand, for campaigns with few of their own."
    )
    alert_webhook_url: str = Field("", description="Where alerts are sent, signed; none: nowhere.")
    alert_webhook_secret: SecretStr = Field(
        SecretStr(""), description="Signs them; whsec_ and base64, or any 16 characters; several, with spaces, while rotating."
    )
    alert_webhook_give_up_s: int = Field(
        3 * DAY_S,
        ge=60,
        description="A transition that the webhook has not taken for so long is given up, so that the next can go.",
    )
    alertmanager_url: str = Field("", description="An Alertmanager (v2 API) that open alerts are kept known to; none: nowhere.")
    alertmanager_resend_s: int = Field(60, ge=1, description="How often Alertmanager is told of an open alert again.")

    grafana_url: str = Field("http://127.0.0.1:3000", description="Where `affluent dashboards push` finds Grafana.")
    grafana_token: SecretStr = Field(SecretStr(""), description="Token of a Grafana service account with the role Editor.")

    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="Least severe line that is logged.")

    @property
    def links_at(self) -> str:
        """What tracked links begin with."""
        return self.links_url or self.collector_url


class MissingSetting(Exception):
    """A process was started without something it cannot do without; the message names the variable."""


def secret(settings: Settings, name: str) -> bytes:
    """A secret's bytes; raises MissingSetting if it is empty or shorter than 16 characters."""
    value: str = getattr(settings, name).get_secret_value()
    if len(value) < 16:
        raise MissingSetting(f"AFFLUENT_{name.upper()} must be set to at least 16 characters")
    return value.encode()
