"""A statement as Grafana's ClickHouse plugin is asked it: the SDK has no type for one."""

from grafana_foundation_sdk.cog.builder import Builder
from grafana_foundation_sdk.cog.variants import Dataquery
from grafana_foundation_sdk.models.common import DataSourceRef

SOURCE_TYPE = "grafana-clickhouse-datasource"
SOURCE = DataSourceRef(type_val=SOURCE_TYPE, uid="${datasource}")
PLUGIN = "4.20.0"
TIME_SERIES, TABLE = 0, 1


class Statement(Dataquery):
    """SQL, and whether its answer is a series in time or a table."""

    def __init__(self, sql: str, format: int, ref_id: str) -> None:
        self.sql, self.format, self.ref_id = sql, format, ref_id

    def to_json(self) -> dict[str, object]:
        """As the plugin's editor would have written it."""
        return {
            "datasource": SOURCE.to_json(),
            "editorType": "sql",
            "format": self.format,
            "meta": {},
            "pluginVersion": PLUGIN,
            "queryType": "timeseries" if self.format == TIME_SERIES else "table",
            "rawSql": self.sql,
            "refId": self.ref_id,
        }


class Ask(Builder[Dataquery]):
    """Of a panel."""

    def __init__(self, sql: str, format: int = TABLE, ref_id: str = "A") -> None:
        self._statement = Statement(sql, format, ref_id)

    def build(self) -> Statement:
        """The statement."""
        return self._statement
