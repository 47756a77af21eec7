"""So that nobody, by mistake or on purpose, takes the whole house: a number of requests a minute
for each person, and for each address of those we do not know.

A bucket of two minutes' requests that fills up again steadily (as GCRA: one number per bucket). All
of it may be taken at once, because fairness among people who all want one room at nine
o'clock must be decided by the ledger, not here. Each request counts once: against its person, else
against its address, which is what `ProxyFix` made of it and never a header read here.
"""

import importlib
import logging
import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from typing import Any, Protocol

from flask import Flask, request

from hub.core.errors import TooMany
from hub.core.i18n import gettext as _

log = logging.getLogger(__name__)

PER_MINUTE = 600
#: Several people may share an address that we see: an office, a class room, a phone network.
ADDRESS_FACTOR = 2
#: Most buckets kept in memory: about 10 MB.
MOST_BUCKETS = 50_000
MINUTE = 60.0
FULL = 2 * MINUTE
UNLIMITED = ("/static/", "/healthz", "/readyz", "/metrics")


class Buckets(Protocol):
    def take(self, key: str, *, per_minute: int) -> float:
        """Take one from a bucket; 0, or how many seconds to wait because it is empty."""


class MemoryBuckets:
    """Of this process. With several processes each has its own, so people get a little more."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._lock = threading.Lock()
        #: key → the moment at which its bucket will be full again.
        self._full_at: OrderedDict[str, float] = OrderedDict()

    def take(self, key: str, *, per_minute: int) -> float:
        with self._lock:
            now = self._now()
            full_at = max(self._full_at.pop(key, now), now) + MINUTE / per_minute
            wait = full_at - now - FULL
            if wait > 1e-9:
                full_at -= MINUTE / per_minute  # a refused request takes nothing
            self._full_at[key] = full_at
            while len(self._full_at) > MOST_BUCKETS:
                self._full_at.popitem(last=False)  # the one that was quiet for longest
            return wait if wait > 1e-9 else 0.0

    def __len__(self) -> int:
        return len(self._full_at)


class RedisBuckets:
    """Shared by all processes: counts per calendar minute. When Redis is away nobody is refused."""

    def __init__(self, client: Any, now: Callable[[], float] = time.time) -> None:
        self._client = client
        self._now = now

    def take(self, key: str, *, per_minute: int) -> float:
        minute, into = divmod(self._now(), MINUTE)
        name = f"hub:limit:{key}:{int(minute)}"
        try:
            count, _kept = self._client.pipeline().incr(name).expire(name, 120).execute()
        except Exception:  # whatever Redis does, the hub stays open
            log.warning("rate limits: Redis does not answer", exc_info=True)
            return 0.0
        return MINUTE - into if count > per_minute * FULL / MINUTE else 0.0


def register(app: Flask, caller: Callable[[], str | None]) -> None:
    """`caller` says who is behind the request, if we know."""
    per_minute = _per_minute(app)
    if not per_minute:
        return
    buckets = buckets_of(app.config.get("REDIS_URL", ""))
    app.extensions["hub.limits"] = buckets

    @app.before_request
    def limit() -> None:
        if request.path.startswith(UNLIMITED):
            return
        who = caller()
        key = who or f"address:{_network(request.remote_addr or '')}"
        wait = buckets.take(key, per_minute=per_minute * (1 if who else ADDRESS_FACTOR))
        if wait:
            raise TooMany(
                _("That was a lot at once. Please wait a moment and try again."),
                retry_after=math.ceil(wait),
            )


def buckets_of(redis_url: str) -> Buckets:
    """In Redis when there is one, else in memory."""
    if not redis_url:
        return MemoryBuckets()
    try:
        redis = importlib.import_module("redis")  # optional: only who sets REDIS_URL needs it
    except ImportError:
        log.warning("REDIS_URL is set but the package redis is missing; limits count per process")
        return MemoryBuckets()
    return RedisBuckets(redis.Redis.from_url(redis_url, socket_timeout=0.2))


def _per_minute(app: Flask) -> int:
    given = str(app.config.get("RATE_LIMIT", ""))
    if given:
        return int(given)
    return 0 if app.config["TESTING"] else PER_MINUTE


def _network(address: str) -> str:
    """IPv6 gives each household 2^64 addresses, so there the network is what counts."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is None:
        return str(parsed.exploded[:19])
    return str(parsed)
