"""Hubs of a given size to measure in: filled once, and on SQLite kept in build/bench/.

PostgreSQL is a server of our own that ends with the benchmark, so it is filled anew each time.
"""

import contextlib
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time
from pathlib import Path
from random import Random
from time import monotonic

from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.schema import CreateIndex, CreateTable

from booking.spaces.ledger import POSTGRESQL_GUARDS, SQLITE_GUARDS
from hub.accounts.models import User
from hub.app import create_app
from hub.config import settings_from
from hub.core.clock import frozen_at
from hub.core.database import Model, db, transaction
from hub.core.walltime import to_instant
from hub.demo.city import filling
from hub.demo.city.sketch import city_site
from hub.demo.loading import SEED, fill_city, load
from hub.demo.places.sketches import SiteSketch
from hub.demo.sizes import SMALL
from hub.demo.world import HOME_ZONE, World, here_today
from tests import engines

#: A second, smaller site in the same hub, as full on each day as the large one.
SMALLER = "desa"
CITY = (city_site(), replace(city_site(50), code=SMALLER, name="Rumah Desa, fifty rooms"))
#: The house that is asked over HTTP.
HOUSE = (city_site(50),)
Sites = tuple[SiteSketch, ...]

CACHE = Path(__file__).parents[2] / "build" / "bench"


@dataclass(frozen=True)
class City:
    """A hub with so many occupancies. Its clock stands at the morning on which it was filled."""

    app: Flask
    engine: str
    occupancies: int
    today: datetime
    #: The SQLite file, for servers of their own.
    file: Path | None = None


@contextlib.contextmanager
def inside(city: City) -> Iterator[None]:
    with city.app.app_context(), frozen_at(city.today):
        yield
        db.session.remove()


def on_sqlite(occupancies: int, sites: Sites = CITY) -> City:
    CACHE.mkdir(parents=True, exist_ok=True)
    name = f"city-{sum(len(site.spaces) for site in sites)}-{occupancies}"
    file = CACHE / f"{name}-{_fingerprint()}.sqlite"
    if not file.exists():
        for old in CACHE.glob(f"{name}-*"):
            old.unlink()
        unfinished = file.with_suffix(".unfinished")
        with _app(f"sqlite:///{unfinished}").app_context():
            _fill(occupancies, sites)
            db.engine.dispose()
        unfinished.rename(file)
    return replace(_opened(_app(f"sqlite:///{file}"), "sqlite", occupancies=occupancies), file=file)


def on_postgresql(server: str, occupancies: int, sites: Sites = CITY) -> City:
    app = _app(engines.create_database(server, f"city_{len(sites)}_{occupancies}"))
    with app.app_context():
        _fill(occupancies, sites)
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))  # as autovacuum would within minutes
    return _opened(app, "postgresql", occupancies=occupancies)


def _opened(app: Flask, engine: str, *, occupancies: int) -> City:
    with app.app_context():
        today = datetime.fromisoformat(str(db.session.scalar(text("SELECT at FROM bench"))))
        db.session.remove()
    return City(app, engine, occupancies, today)


def _fill(occupancies: int, sites: Sites) -> None:
    started = monotonic()
    Model.metadata.create_all(db.engine)
    load("small")
    world = World(here_today(), SMALL, Random(SEED))
    world.people = {person.email: person for person in db.session.scalars(select(User))}
    written = fill_city(world, occupancies=occupancies, sites=sites)
    with transaction():
        db.session.execute(text("CREATE TABLE bench (at VARCHAR(40))"))
        morning = to_instant(datetime.combine(world.today, time(8)), HOME_ZONE)
        db.session.execute(text("INSERT INTO bench VALUES (:at)"), {"at": morning.isoformat()})
    db.session.remove()
    seconds = monotonic() - started
    print(f"{db.engine.name}: filled {written:,} occupancies in {seconds:.0f} s", flush=True)


def _app(url: str) -> Flask:
    return create_app(
        settings_from(
            {
                "HUB_ENV": "test",
                "SECRET_KEY": "a key for benchmarks that is long enough",
                "DATABASE_URL": url,
                "PUBLIC_URL": "http://hub.example",
                "MAIL_URL": f"file://{CACHE}/mail",
                "FILES_URL": str(CACHE / "files"),
                "LOG_FORMAT": "text",
            }
        )
        | {"WTF_CSRF_ENABLED": False, "RATELIMIT_ENABLED": False}
    )


def _fingerprint() -> str:
    """Of the tables, their guards and what fills them: a cached city must fit the code."""
    said = [*SQLITE_GUARDS, *POSTGRESQL_GUARDS, Path(filling.__file__).read_text()]
    for table in Model.metadata.sorted_tables:
        said.append(str(CreateTable(table)))
        said += sorted(str(CreateIndex(index)) for index in table.indexes)
    return hashlib.sha256("".join(said).encode()).hexdigest()[:12]
