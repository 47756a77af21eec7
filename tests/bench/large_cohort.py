"""A programme with two large cohorts, for the pages of its managers: one that is being read and
chosen, with 800 applications, three reviews each by 25 readers, all in; and one of the same size
whose decisions are out and whose twenty startups are at work."""

from dataclasses import dataclass
from pathlib import Path
from random import Random
from uuid import UUID

from flask import Flask

from accelerator.applications.models import Application, ApplicationState, Revision
from accelerator.programmes.models import Cohort, Phase, Programme
from accelerator.reviews.models import AssignmentState, Commitment, Review, ReviewState, Round
from accelerator.reviews.queries.assigning import PlanSettings, assignable, reckoned
from accelerator.reviews.services.plans import keep_plan
from accelerator.reviews.services.scoring import reckon
from accelerator.selection import services as selection
from accelerator.selection.models import Release
from accelerator.selection.queries.offers import offers_of
from accelerator.selection.queries.releases import mails_of
from accelerator.selection.rules.choices import Decided
from accelerator.selection.services import Judgement
from accelerator.vocabulary.terms import Dimension, Sector, Stage
from hub.accounts.models import User
from hub.app import create_app
from hub.config import settings_from
from hub.core.database import db, transaction
from hub.operate.migrations import exclusively, migrate
from hub.outbox.services import writing_no_mail
from hub.places.rules.steps import PlaceState
from tests.factories import MONDAY
from tests.factories.programme import (
    a_cohort,
    a_programme,
    a_programme_manager,
    a_read,
    a_reviewer,
    a_round,
    an_application,
)

APPLICATIONS, READS, READERS, SEATS, LINE = 800, 3, 25, 20, 180
#: What each reader takes at most.
LOAD = 120
CITIES = ("Jakarta", "Berlin", "Bangkok", "Bandung", "Surabaya", "Hamburg")


@dataclass(frozen=True)
class Programmes:
    """What the managers look at; ids, for sessions end. `told` is the cohort whose release is out,
    `one` an application of the other."""

    manager: UUID
    chosen: UUID
    told: UUID
    round: UUID
    draft: UUID
    release: UUID
    one: UUID


def filled(folder: Path) -> tuple[Flask, Programmes]:
    app = create_app(_settings(folder))
    with app.app_context(), writing_no_mail():
        with exclusively(db.engine) as connection:
            migrate(connection)
        with transaction():
            programme = a_programme()
            people = [a_programme_manager(programme) for _n in range(2)]
            told = _applied(programme)
            chosen = _applied(programme)
        release = _let_out(told, *people)
        with transaction():
            round_, one = _read(chosen, by=people[0])
        _plan(round_, by=people[0])
        _decide(chosen, by=people[0])
        with transaction():
            draft = selection.start_release(chosen, by=people[0])
        known = (people[0], chosen, told, round_, draft, release, one)
        found = Programmes(*(each.id for each in known))
        db.session.remove()
    return app, found


def _settings(folder: Path) -> dict[str, object]:
    return settings_from(
        {
            "HUB_ENV": "test",
            "SECRET_KEY": "a key for tests that is long enough to pass",
            "DATABASE_URL": f"sqlite:///{folder / 'programme.sqlite'}",
            "PUBLIC_URL": "http://hub.example",
            "MAIL_URL": f"file://{folder}/mail",
            "FILES_URL": str(folder / "files"),
            "LOG_FORMAT": "text",
        }
    )


def _applied(programme: Programme) -> Cohort:
    """In its selection, with applications of every kind."""
    dice = Random(11)
    cohort = a_cohort(programme=programme, seats=SEATS, phase=Phase.SELECTION)
    for _n in range(APPLICATIONS):
        an_application(
            cohort,
            state=ApplicationState.ELIGIBLE,
            sector=dice.choice(list(Sector)),
            stage=dice.choice(list(Stage)),
            dimension=dice.choice(list(Dimension)),
            city=dice.choice(CITIES),
        )
    return cohort


def _read(cohort: Cohort, *, by: User) -> tuple[Round, Application]:
    """Three readers each, strict and lenient ones. The run is kept, as after the first look."""
    dice, round_ = Random(7), a_round(cohort)
    readers = [a_reviewer() for _n in range(READERS)]
    strict = {reader.id: dice.gauss(0, 0.6) for reader in readers}
    revisions = {each.application_id: each.id for each in db.session.query(Revision)}
    applications = _of(cohort)
    for each in applications:
        worth = dice.gauss(3.2, 0.8)
        for reader in dice.sample(readers, READS):
            marks = {
                key: max(1, min(5, round(worth + strict[reader.id] + dice.gauss(0, 0.6))))
                for key in ("need", "evidence")
            }
            read = a_read(round_, each, reader, state=AssignmentState.SUBMITTED)
            db.session.add(
                Review(
                    assignment_id=read.id,
                    revision_id=revisions[each.id],
                    state=ReviewState.SUBMITTED,
                    submitted_at=MONDAY,
                    times_submitted=1,
                    scores=marks,
                    founders_note="Talk to ten people who have this problem, and write it down.",
                )
            )
    db.session.query(Commitment).filter_by(round_id=round_.id).update({"most": LOAD})
    reckon(round_, by=by)
    return round_, applications[0]


def _plan(round_: Round, *, by: User) -> None:
    """Nobody has applied it, so that its page asks each time whether it holds."""
    settings = PlanSettings()
    outcome = reckoned(assignable(round_, by, settings=settings).problem)
    with transaction():
        keep_plan(round_, outcome, settings=settings, by=by)


def _decide(cohort: Cohort, *, by: User) -> None:
    """Twenty in, a long line, the others turned down; their feedback is gathered."""
    ids = [each.id for each in _of(cohort)]
    parts = (
        (Judgement(Decided.ACCEPT), ids[:SEATS]),
        (Judgement(Decided.WAITLIST), ids[SEATS : SEATS + LINE]),
        (Judgement(Decided.REJECT, ("evidence",)), ids[SEATS + LINE :]),
    )
    for judgement, some in parts:
        with transaction():
            selection.decide_all(cohort, some, judgement=judgement, by=by)
    with transaction():
        selection.gather(cohort, by=by)


def _let_out(cohort: Cohort, first: User, second: User) -> Release:
    """Prepared and released; half of the places are taken."""
    _decide(cohort, by=first)
    with transaction():
        release = selection.start_release(cohort, by=first)
    with transaction():
        selection.prepare(release, by=first, without="The readers ran out of time.")
    with transaction():
        selection.release(release, by=second, mails=mails_of(release))
    offers = [each for each in offers_of(cohort) if each.state is PlaceState.OFFERED]
    for each in offers[: SEATS // 2]:
        with transaction():
            owner = db.session.get_one(User, each.application.made_by_id)
            selection.accept(each, by=owner, agreed=True)
    return release


def _of(cohort: Cohort) -> list[Application]:
    query = db.session.query(Application).filter_by(cohort_id=cohort.id)
    return query.order_by(Application.number).all()
