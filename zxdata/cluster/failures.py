"""What a cluster cannot do, in final sentences."""

from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from pyspark.errors import AnalysisException, ParseException
from sqlglot.errors import SqlglotError

from zxdata.cluster.sessions import Sessions
from zxdata.errors import ClusterUnavailable, CockpitError

_log = structlog.get_logger()


@contextmanager
def in_words(sessions: Sessions, statement: str) -> Iterator[None]:
    """Raises ClusterUnavailable where the cluster went away, CockpitError for a question that it has no words for."""
    try:
        yield
    except CockpitError:
        raise
    except (AnalysisException, ParseException, SqlglotError) as fault:
        _log.error("集群答不了的问题", fault=str(fault)[:1000], statement=statement)
        raise CockpitError("这个数在 Spark 集群上还算不了，详见日志；用 ZX_ENGINE=duckdb 的机器可以算。") from fault
    except Exception as fault:
        sessions.reach()
        if not sessions.answers():
            raise ClusterUnavailable(
                f"Spark 集群 {sessions.address} 中途断开了，这个数没有算完；请再试一次，重新连上要几十秒。"
            ) from fault
        _log.error("集群没有算完", fault=str(fault)[:1000], statement=statement)
        raise CockpitError("Spark 集群没有算完这个数，详见日志；请再试一次。") from fault
