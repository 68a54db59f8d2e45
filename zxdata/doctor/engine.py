"""What answers questions: DuckDB in the process, or the cluster, with what it needs here and the versions it is given."""

import os
from collections.abc import Iterator

from zxdata.cluster import Cluster
from zxdata.configuration import Settings
from zxdata.doctor.model import Check, Machine
from zxdata.errors import BadSetting, ClusterUnavailable


def _engine(settings: Settings, machine: Machine) -> Iterator[tuple[str, str]]:
    if not settings.on_cluster:
        yield "DuckDB，在驾驶舱自己的进程里。", ""
        return
    try:
        cluster = Cluster.of(settings)
    except BadSetting as fault:
        yield "Spark 集群要的软件包没有装齐。", str(fault)
        return
    if settings.engine.startswith("spark://") and machine.program("java") is None:
        yield "没有 Java，集群的查询发不出去。", "请安装 Java 17，例如 apt-get install openjdk-17-jre-headless。"
    try:
        if cluster is not None:
            cluster.sessions.reach()
        yield f"Spark 集群 {settings.engine} 有应答。", ""
    except ClusterUnavailable as fault:
        yield str(fault), "请检查集群的 master是否在运行、地址和端口、防火墙。"
    if settings.builds_on_cluster and cluster is not None and not cluster.sessions.jdbc:
        yield (
            "台账由这台机器读出来再交给集群：没有 PostgreSQL 的 JDBC 驱动，或经 Spark Connect。",
            "请安装 libpostgresql-jdbc-java，并用 spark:// 地址；台账不大就不必。",
        )
    shared = settings.shared_versions
    if os.access(shared, os.W_OK):
        yield f"版本库 {shared} 可写。", ""
    else:
        yield f"版本库 {shared} 不在或不可写。", "请挂上共享文件夹，并让驾驶舱的账号能写；或改 warehouse 设置。"


CHECKS = (Check("engine", "计算引擎", _engine),)
