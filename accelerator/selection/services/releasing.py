"""The second of two: let the decisions out. One transaction: every team has its outcome, its place
and its letters, or none has. Mails are rows of the outbox; a job sends each of them once."""

from uuid import UUID

from accelerator.applications.models import Application, Outcome
from accelerator.programmes.models import Cohort, Phase
from accelerator.programmes.services import move_phase
from accelerator.selection.emails import outcomes as emails
from accelerator.selection.errors import (
    AlreadyReleased,
    AnotherCount,
    DecisionsChanged,
    NotReady,
    TakesTwo,
)
from accelerator.selection.facts import DecisionsReleased
from accelerator.selection.models import (
    OUTCOMES,
    Feedback,
    FeedbackState,
    Release,
    ReleaseItem,
    ReleaseState,
)
from accelerator.selection.permissions import can_select, sees_all_of
from accelerator.selection.queries.feedback import quarters_of
from accelerator.selection.queries.offers import OWNER_KIND, pool_of, seats_left
from accelerator.selection.queries.releases import Addressed, addressed, feedback_by, items_of
from accelerator.selection.queries.staging import staged_again
from accelerator.selection.rules.choices import SEATED, Decided
from accelerator.selection.rules.staging import fingerprint, seats_wanted
from accelerator.selection.services.preparing import RELEASED_IN
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import NotAllowed
from hub.core.facts import announce
from hub.core.i18n import gettext as _
from hub.history.services import record
from hub.places import queries as places
from hub.places import services as seats
from hub.places.models import Place, Pool
from hub.places.rules.steps import PlaceState
from hub.places.rules.terms import Terms


def release(release: Release, *, by: User, mails: int) -> Release:
    """Tell everybody. Posted twice, it happens once.

    Args:
        mails: how many mails the second person has seen that there would be.

    Raises:
        NotAllowed: not staff of the programme, or not in a position to see all of it.
        TakesTwo: `by` prepared it.
        AlreadyReleased: it is out.
        NotReady: it is not prepared, or the cohort is in no phase for it.
        DecisionsChanged: what it was prepared on is not so any more.
        AnotherCount: there would be another number of mails.
    """
    cohort = release.cohort
    lock(cohort)
    lock(release)
    _check(release, by=by)
    items = items_of(release)
    _check_unchanged(release, items)
    letters = addressed(release)
    if len(letters) != mails:
        sentence = _("There would be %(count)s mails now. Please look again.", count=len(letters))
        raise AnotherCount(sentence, errors={"mails": [sentence]}, mails=len(letters))
    release.state = ReleaseState.RELEASED
    release.released_by_id, release.released_at = by.id, now()
    release.version += 1
    db.session.flush()
    given = _give_places(cohort, items, letters=letters, by=by)
    _tell(items, given)
    _publish_feedback(cohort, items)
    words = emails.words_of(release, [each.application.id for each in letters])
    emails.tell(letters, words, given=given)
    if cohort.phase is Phase.SELECTION:
        move_phase(cohort, Phase.ANNOUNCED, by=by, reason=_("Decisions were released."))
    record("release.released", release, after={"told": len(items), "mails": len(letters)})
    told = tuple(item.application_id for item in items)
    announce(DecisionsReleased(release.id, cohort.id, told))
    return release


def _check(release: Release, *, by: User) -> None:
    if not can_select(by, release.cohort):
        raise NotAllowed(_("Only staff of the programme release decisions."))
    if release.state is ReleaseState.RELEASED:
        raise AlreadyReleased(_("This release is out already. Nobody is told twice."))
    if release.state is not ReleaseState.PREPARED:
        raise NotReady(_("This release is not prepared."), reasons=[])
    if by.id == release.prepared_by_id:
        raise TakesTwo(_("You have prepared it. Somebody else has to look and release it."))
    if not sees_all_of(by, release):
        raise NotAllowed(_("Somebody else has to release this one."))
    if release.cohort.phase not in RELEASED_IN:
        raise NotReady(_("The cohort is in no phase in which decisions are told."), reasons=[])


def _check_unchanged(release: Release, items: list[ReleaseItem]) -> None:
    lines = staged_again(release.cohort, {item.application_id for item in items})
    if fingerprint(lines) != release.fingerprint:
        raise DecisionsChanged(
            _("Something was decided anew since it was prepared. Please prepare it again.")
        )
    wanted, left = seats_wanted(lines), seats_left(release.cohort)
    if wanted > left:
        raise DecisionsChanged(
            _(
                "%(wanted)s places would be offered, and %(left)s are left.",
                wanted=wanted,
                left=left,
            )
        )


def _give_places(
    cohort: Cohort, items: list[ReleaseItem], *, letters: list[Addressed], by: User
) -> dict[UUID, Place]:
    """Offers first, then the line in its order; what each application has now, by its id."""
    pool = pool_of(cohort) or _opened(cohort)
    zones = _zones(letters)
    live = places.live_places(pool, [i.application_id for i in items if i.sequence > 1])
    for item in items:
        place = live.get(item.application_id)
        if place is not None and not _keeps(place, item.outcome):
            seats.remove(place, by=by.id, reason=item.reason)
            del live[item.application_id]
    for item in items:
        id_ = item.application_id
        if item.outcome in SEATED and (id_ not in live or live[id_].state is PlaceState.WAITING):
            live[id_] = seats.offer(pool, id_, by=by.id, zone=zones.get(id_))
    line = [i.application_id for i in items if i.outcome is Decided.WAITLIST]
    new = [id_ for id_ in line if id_ not in live]
    if new:
        seats.put_in_line(pool, new, by=by.id, zones=zones)
    return places.live_places(pool, [item.application_id for item in items])


def _keeps(place: Place, choice: Decided) -> bool:
    """Whether the place that a team has goes with what it is told now."""
    if choice in SEATED:
        return True
    return choice is Decided.WAITLIST and place.state is PlaceState.WAITING


def _opened(cohort: Cohort) -> Pool:
    terms = Terms(offer_minutes=cohort.offer_hours * 60, zone=cohort.zone)
    return seats.open_pool(OWNER_KIND, cohort.id, seats=cohort.seats, terms=terms)


def _zones(letters: list[Addressed]) -> dict[UUID, str]:
    """Of who writes first, by application: quiet hours go by it."""
    return {each.application.id: each.person.zone for each in reversed(letters)}


def _tell(items: list[ReleaseItem], given: dict[UUID, Place]) -> None:
    at = now()
    found = db.session.query(Application).filter(
        Application.id.in_([item.application_id for item in items])
    )
    applications = {each.id: each for each in found}
    for item in items:
        application = applications[item.application_id]
        place = given.get(application.id)
        outcome = OUTCOMES[item.outcome]
        if outcome is Outcome.WAITLISTED and place and place.state is PlaceState.OFFERED:
            outcome = Outcome.ACCEPTED  # a seat was free, so that the line moved at once
        before, application.outcome, application.told_at = application.outcome, outcome, at
        application.version += 1
        item.told_at = at
        record(
            "application.told",
            application,
            before={"outcome": before} if before else {},
            after={"outcome": outcome},
            reason=item.reason,
        )
    db.session.flush()


def _publish_feedback(cohort: Cohort, items: list[ReleaseItem]) -> None:
    turned_down = [i.application_id for i in items if i.outcome is Decided.REJECT]
    ready = [
        each for each in feedback_by(turned_down).values() if each.state is FeedbackState.EDITED
    ]
    wanted = {each.application_id for each in ready if each.with_quarters}
    placed = quarters_of(cohort, wanted) if wanted else {}
    for each in ready:
        publish(each, placed.get(each.application_id, []))
    db.session.flush()


def publish(feedback: Feedback, placed: list[list[object]]) -> None:
    feedback.state, feedback.published_at = FeedbackState.PUBLISHED, now()
    feedback.quarters = placed
    feedback.version += 1
    record("feedback.published", feedback, after={"state": feedback.state})
