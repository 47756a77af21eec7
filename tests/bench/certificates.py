"""Five hundred certificates: a class that is issued as a whole, and its papers. The house's goal is
120 seconds and 400 MB for all of it, in one process.

    python -m tests.bench.certificates [--count 500]

It runs by itself, for what it measures of memory is the most that its process ever had.
"""

import argparse
import logging
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from hub.app import create_app
from hub.config import settings_from
from hub.core.database import db, transaction
from hub.core.i18n import LANGUAGES, speaking
from hub.learning.certificates import jobs
from hub.learning.certificates.models import Certificate
from hub.learning.certificates.papers import paper
from hub.learning.certificates.services.issuing import ask_for_all
from tests import stock
from tests.factories import a_person
from tests.factories.learning import an_enrolment
from tests.hub.learning.certificates.stories import Scene, a_scene, has_done

GOAL_SECONDS, GOAL_MB = 120, 400
NAMES = ("Suharti", "Anke Müller-Lüdenscheidt", "สมชาย ใจดี", "عائشة بنت محمد")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.certificates", description=__doc__)
    parser.add_argument("--count", type=int, default=500)
    count = parser.parse_args().count
    logging.disable()
    with tempfile.TemporaryDirectory() as folder:
        app = _hub(Path(folder))
        with app.app_context():
            scene = _filled(count)
            before = _megabytes()
            with _said(f"{count} judged, issued and signed"):
                with transaction():
                    ask_for_all(scene.run, by=scene.manager)
                jobs.issue_certificates()
            with _said(f"{count} papers, by turns in three languages"):
                sizes = list(_papers())
            assert len(sizes) == count
    print(f"a paper is {sum(sizes) // len(sizes) // 1024} KB")
    print(f"most memory {_megabytes()} MB (goal {GOAL_MB}); before {before} MB")


def _hub(folder: Path) -> Flask:
    return create_app(
        settings_from(
            {
                "HUB_ENV": "test",
                "SECRET_KEY": "a key for tests that is long enough to pass",
                "PUBLIC_URL": "https://hub.example",
                "DATABASE_URL": stock.sqlite_copy(folder / "hub.sqlite"),
                "FILES_URL": str(folder / "files"),
                "MAIL_URL": f"file://{folder}/mail",
            }
        )
    )


def _filled(count: int) -> Scene:
    scene = a_scene(seats=count + 1)
    for n in range(count):
        has_done(an_enrolment(scene.run, a_person(name=f"{NAMES[n % len(NAMES)]} {n}")))
    return scene


def _papers() -> Iterator[int]:
    ids = db.session.scalars(select(Certificate.id)).all()
    for n, certificate_id in enumerate(ids):
        with speaking(LANGUAGES[n % len(LANGUAGES)]):
            yield len(paper(db.session.get_one(Certificate, certificate_id)))


@contextmanager
def _said(what: str) -> Iterator[None]:
    started, used = time.monotonic(), time.process_time()
    yield
    wall, cpu = time.monotonic() - started, time.process_time() - used
    print(f"{what}: {wall:.1f} s ({cpu:.1f} s of the processor)")


def _megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
