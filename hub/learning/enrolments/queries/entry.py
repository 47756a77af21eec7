"""Whether somebody may take a class: what the rules ask about, and the answer as a sentence."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from accelerator.participations.models import ParticipationState
from accelerator.participations.queries.startups import participations_of
from accelerator.programmes.models import Cohort
from accelerator.vocabulary.words import in_words
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.formats import moment as written
from hub.core.i18n import gettext as _
from hub.learning.classes.models import ClassRun, Entry, RunState
from hub.learning.classes.rules.audience import Audience, Group, audience_of
from hub.learning.courses.models import Course, Prerequisite
from hub.learning.enrolments.completions import completed
from hub.learning.enrolments.errors import (
    CoursesFirst,
    EnrolmentClosed,
    KeyNeeded,
    NotForYou,
    NotOpenYet,
)
from hub.learning.enrolments.rules.entry import (
    Comer,
    Gate,
    InTheWay,
    Moment,
    Obstacle,
    in_the_way,
)
from hub.organisations.models import OrganisationKind
from hub.organisations.names import KINDS
from hub.organisations.queries import organisations_of

#: Whoever took no more part in the end is no member of the cohort; graduates are.
NO_MEMBERS = frozenset({ParticipationState.LEFT, ParticipationState.REMOVED})


def gate_of(run: ClassRun) -> Gate:
    required = select(Prerequisite.required_id).where(Prerequisite.course_id == run.course_id)
    return Gate(
        is_published=run.published_at is not None and run.state is not RunState.DRAFT,
        is_cancelled=run.state is RunState.CANCELLED,
        opens_at=run.enrol_opens_at,
        closes_at=run.enrol_closes_at,
        over_at=run.ends_at,
        needs_key=run.entry is Entry.KEY,
        audience=audience_of(run.audience),
        required=frozenset(db.session.scalars(required)),
    )


def comer(person: User, gate: Gate) -> Comer:
    """What is asked of them and no more: an open class looks at nobody's organisations."""
    kinds: frozenset[str] = frozenset()
    cohorts: frozenset[str] = frozenset()
    audience = gate.audience
    if audience.organisation_kinds or audience.groups:
        kinds = frozenset(m.organisation.kind.value for m in organisations_of(person))
    if audience.cohort_ids:
        parts = participations_of(person)
        cohorts = frozenset(str(p.cohort_id) for p in parts if p.state not in NO_MEMBERS)
    servant = OrganisationKind.CITY_AGENCY.value in kinds
    groups = frozenset({Group.CIVIL_SERVANTS.value} if servant else ())
    done = completed(person.id, gate.required)
    return Comer(kinds, cohorts, groups, done)


def why_not(
    run: ClassRun, person: User, *, moment: Moment = Moment.COMING, key_fits: bool | None = None
) -> InTheWay | None:
    """What keeps somebody out, or None. See `sentence` for what to tell them."""
    gate = gate_of(run)
    return in_the_way(gate, comer(person, gate), at=now(), moment=moment, key_fits=key_fits)


def refuse(run: ClassRun, found: InTheWay, *, zone: str) -> None:
    """Raises: NotOpenYet, EnrolmentClosed, KeyNeeded, NotForYou, CoursesFirst."""
    said = sentence(run, found, zone=zone)
    match found.obstacle:
        case Obstacle.NOT_OPEN_YET:
            raise NotOpenYet(said, opens_at=found.at)
        case Obstacle.KEY_NEEDED | Obstacle.WRONG_KEY:
            raise KeyNeeded(said)
        case Obstacle.NOT_FOR_YOU:
            raise NotForYou(said)
        case Obstacle.COURSES_FIRST:
            raise CoursesFirst(said, courses=[each.slug for each in _courses(found.missing)])
    raise EnrolmentClosed(said, why=found.obstacle.value)


def sentence(run: ClassRun, found: InTheWay, *, zone: str) -> str:
    """In the language now spoken, with times on the clock of `zone`."""
    match found.obstacle:
        case Obstacle.CANCELLED:
            return _("This class was cancelled.")
        case Obstacle.NOT_PUBLISHED:
            return _("This class is not open to anybody yet.")
        case Obstacle.OVER:
            return _("This class is over.")
        case Obstacle.CLOSED if found.at:
            return _("Enrolment closed on %(when)s.", when=written(found.at, zone))
        case Obstacle.NOT_OPEN_YET if found.at:
            return _("Enrolment opens on %(when)s.", when=written(found.at, zone))
        case Obstacle.KEY_NEEDED:
            return _("This class is entered with a key. Ask those who invited you for it.")
        case Obstacle.WRONG_KEY:
            return _("This is not the key of this class. Capitals and hyphens do not matter.")
        case Obstacle.NOT_FOR_YOU:
            return _("This class is for %(whom)s, and your profile does not show that you are one "
                     "of them.", whom=whom(audience_of(run.audience)))  # fmt: skip
        case Obstacle.COURSES_FIRST:
            names = "; ".join(in_words(each.title) for each in _courses(found.missing))
            return _("Please complete this first: %(courses)s.", courses=names)
    return _("Enrolment is closed.")


def whom(audience: Audience) -> str:
    """For whom a class is: "members of a support organisation, or civil servants"."""
    named = [
        _("members of an organisation of this kind: %(kind)s", kind=KINDS[OrganisationKind(kind)])
        for kind in sorted(audience.organisation_kinds)
        if kind in set(OrganisationKind)
    ]
    named += [
        _("startups of the cohort %(cohort)s", cohort=name)
        for name in _cohort_names(audience.cohort_ids)
    ]
    if Group.CIVIL_SERVANTS in audience.groups:
        named.append(_("civil servants, who belong to a city agency"))
    return _listed(named) or _("certain people")


def _cohort_names(ids: Iterable[str]) -> list[str]:
    known = [UUID(each) for each in ids]
    rows = db.session.scalars(select(Cohort).where(Cohort.id.in_(known))) if known else ()
    return sorted(in_words(cohort.name) for cohort in rows)


def _courses(ids: Iterable[UUID]) -> list[Course]:
    query = select(Course).where(Course.id.in_(list(ids)))
    return list(db.session.scalars(query.order_by(Course.slug)))


def _listed(parts: Iterable[str]) -> str:
    """One, one or another, one, another or a third: any of them is enough."""
    *first, last = list(parts) or [""]
    return _("%(some)s or %(other)s", some=", ".join(first), other=last) if first else last
