"""What Prometheus may read: what happened in the web processes, and how the house stands.

Labels are names of routes and jobs: never an address, a person or a message.
"""

import os
from collections.abc import Iterable, Iterator

from flask import Flask, Response, request
from prometheus_client import (
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from sqlalchemy import QueuePool

from hub.core.database import db
from hub.operate import census
from hub.operate.logs import seconds_so_far

disable_created_metrics()  # type: ignore[no-untyped-call] # when a count began is of no use
SHARED_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)

REQUESTS = Counter(
    "hub_requests_total", "Requests answered", ["method", "endpoint", "status"]
)  # fmt: skip
LATENCY = Histogram(
    "hub_request_seconds", "Time to answer a request", ["endpoint"], buckets=SECONDS
)
IN_USE = Gauge(
    "hub_database_connections_in_use",
    "Connections of the pool in use after the last request",
    multiprocess_mode="livesum",
)
_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


def register(app: Flask) -> None:
    app.after_request(count)


def count(response: Response) -> Response:
    endpoint = request.endpoint or "-"
    method = request.method if request.method in _METHODS else "-"  # anybody can invent a method
    REQUESTS.labels(method, endpoint, response.status_code).inc()
    LATENCY.labels(endpoint).observe(seconds_so_far())
    pool = db.engine.pool
    if isinstance(pool, QueuePool):
        IN_USE.set(pool.checkedout())
    return response


def exposition() -> bytes:
    """Everything in Prometheus' text format; with several web processes, of all of them."""
    registry = CollectorRegistry()
    if os.environ.get(SHARED_FOLDER):
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(_Ours())
    registry.register(_House())
    return generate_latest(registry)


class _Ours(Collector):
    def collect(self) -> Iterable[Metric]:
        return REGISTRY.collect()


class _House(Collector):
    """Read from the database at each look, so that it is the same whichever process is asked."""

    def collect(self) -> Iterator[Metric]:
        for name, (meaning, label) in census.MEASURES.items():
            family = GaugeMetricFamily(f"hub_{name}", meaning, labels=[label] if label else [])
            for value, number in census.measure(name).items():
                family.add_metric([value] if label else [], number)
            yield family
