"""Demo worlds in databases of their own, loaded once for the tests of a module."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from accelerator.applications.models import Answer
from booking.bookings.models import Booking
from hub.accounts.models import User
from hub.core.clock import frozen_at
from hub.core.database import db
from hub.demo.loading import load
from hub.learning.study.models import LessonDone, Post
from hub.organisations.models import Organisation
from tests.factories import MONDAY
from tests.live import prepared


@contextmanager
def a_world(folder: Path, size: str, *, at: datetime = MONDAY) -> Iterator[Flask]:
    """Monday 23 November 2026, eight in the morning in Jakarta, if nothing else is said."""
    with prepared(folder, SQLITE_SYNCHRONOUS="OFF") as (app, _environment), frozen_at(at):
        load(size)
        yield app


def description() -> list[tuple[object, ...]]:
    """All that people see of a world, without what is drawn by lot: ids, references, secrets."""
    people = db.session.scalars(select(User).order_by(User.email))
    organisations = db.session.scalars(select(Organisation).order_by(Organisation.name))
    bookings = db.session.scalars(select(Booking)).unique()
    answers = db.session.scalars(select(Answer)).unique()
    return [
        *((p.email, p.name, p.language, p.joined_at) for p in people),
        *((o.name, o.kind, o.about, o.verified_at) for o in organisations),
        *sorted(
            (b.made_at, b.space.name, b.starts_at, b.ends_at, b.booked_for.email, b.people, b.state,
             b.purpose)
            for b in bookings
        ),
        *sorted(
            (a.application.cohort.slug, a.application.number, a.application.state, a.key,
             a.version, a.saved_at, json.dumps(a.value))
            for a in answers
        ),
        *sorted(
            (done.done_at, done.lesson_key) for done in db.session.scalars(select(LessonDone))
        ),
        *sorted((post.made_at, post.text) for post in db.session.scalars(select(Post))),
    ]  # fmt: skip
