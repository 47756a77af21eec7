"""The first of two: write the letters, check everything, freeze what would be told."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select, update

from accelerator.programmes.models import Cohort, Phase
from accelerator.selection.errors import DecidedMeanwhile, NotReady
from accelerator.selection.letters import LONGEST, default_letters
from accelerator.selection.models import Release, ReleaseItem, ReleaseState
from accelerator.selection.permissions import can_select
from accelerator.selection.queries.offers import seats_left
from accelerator.selection.queries.releases import last_number, open_release, releases_of
from accelerator.selection.queries.staging import staged
from accelerator.selection.rules.choices import Decided
from accelerator.selection.rules.staging import (
    Staged,
    counted,
    fingerprint,
    in_turn,
    seats_wanted,
    without_feedback,
    without_reasons,
)
from accelerator.vocabulary.words import Words
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import Conflict, Invalid, NotAllowed
from hub.core.i18n import LANGUAGES, ngettext
from hub.core.i18n import gettext as _
from hub.core.ids import new_id
from hub.history.services import record

#: The first release announces the selection; later ones add to it or correct it.
RELEASED_IN = frozenset({Phase.SELECTION, Phase.ANNOUNCED, Phase.RUNNING})
LONGEST_REASON = 500


def start_release(cohort: Cohort, *, by: User) -> Release:
    """One that is open already is gone on with. It begins with the letters of the one before.

    Raises: NotAllowed.
    """
    _check(cohort, by=by)
    lock(cohort)
    found = open_release(cohort)
    if found is not None:
        return found
    earlier = releases_of(cohort)
    letters = dict(earlier[0].letters) if earlier else default_letters()
    made = Release(
        id=new_id(),
        cohort_id=cohort.id,
        number=last_number(cohort) + 1,
        letters=letters,
        started_by_id=by.id,
        version=1,
    )
    db.session.add(made)
    db.session.flush()
    record("release.started", made, after={"number": made.number})
    return made


def change_letters(
    release: Release, letters: Mapping[str, Words], *, by: User, expected: int | None = None
) -> None:
    """What each choice's letter says, by its value; choices that are not named keep theirs.

    Raises:
        NotAllowed: not staff of the programme.
        Conflict: it is prepared, out or cancelled.
        DecidedMeanwhile: somebody else changed it since.
        Invalid: a letter without words, or too long a one.
    """
    _check(release.cohort, by=by)
    lock(release)
    if expected is not None and expected != release.version:
        message = _("Somebody changed these letters since you looked. Please look again.")
        raise DecidedMeanwhile(message, version=release.version)
    if release.state is not ReleaseState.DRAFT:
        raise Conflict(_("Its letters are settled. Take it back to change them."))
    new = dict(release.letters)
    for choice in Decided:
        if choice.value in letters:
            new[choice.value] = _clean(choice, letters[choice.value])
    if new == release.letters:
        return
    release.letters = new
    release.version += 1
    db.session.flush()
    record("release.letters-changed", release)


def obstacles(cohort: Cohort, lines: list[Staged], *, without: str = "") -> list[str]:
    """All that stands in the way of preparing a release, as sentences. `without` is why some are
    turned down without feedback."""
    found = []
    if cohort.phase not in RELEASED_IN:
        found.append(_("Begin the selection first: the cohort is not in that phase."))
    if not lines:
        found.append(_("There is nothing to tell: no decision is new."))
    for each in without_reasons(lines):
        found.append(_("A-%(number)04d: its decision gives no reason.", number=each.number))
    wanted, left = seats_wanted(lines), seats_left(cohort)
    if wanted > left:
        found.append(
            _(
                "%(wanted)s places would be offered, and %(left)s are left.",
                wanted=wanted,
                left=left,
            )
        )
    silent = without_feedback(lines)
    if silent and not without.strip():
        found.append(
            ngettext(
                "One team would be turned down without a word of feedback.",
                "%(num)s teams would be turned down without a word of feedback.",
                len(silent),
            )
        )
    return found


def too_few(wanted: int, left: int) -> str:
    return _("%(wanted)s places would be offered, and %(left)s are left.", wanted=wanted, left=left)


def prepare(release: Release, *, by: User, without: str = "") -> Release:
    """Check everything and freeze what would be told; undecided applications are left out, and so
    is what `by` has a conflict with. From here on it takes a second person.

    Args:
        without: why some are turned down without feedback; not needed when all have one.

    Raises:
        NotAllowed: not staff of the programme.
        Conflict: it is not being written any more.
        NotReady: `reasons` are all that stand in the way.
    """
    _check(release.cohort, by=by)
    lock(release.cohort)
    lock(release)
    if release.state is not ReleaseState.DRAFT:
        raise Conflict(_("This release is prepared already, or over."))
    lines = in_turn(staged(release.cohort, seen_by=by))
    reasons = obstacles(release.cohort, lines, without=without)
    if reasons:
        raise NotReady(reasons[0], reasons=reasons)
    db.session.add_all(_items(release, lines))
    release.state = ReleaseState.PREPARED
    release.prepared_by_id, release.prepared_at = by.id, now()
    release.fingerprint = fingerprint(lines)
    release.counts = {choice.value: number for choice, number in counted(lines).items()}
    silent = without_feedback(lines)
    release.without_feedback = without.strip()[:LONGEST_REASON] if silent else ""
    release.version += 1
    db.session.flush()
    record(
        "release.prepared",
        release,
        after={**release.counts, "without_feedback": len(silent)},
        reason=release.without_feedback,
    )
    return release


def unprepare(release: Release, *, by: User) -> None:
    """Back to its letters; nobody has been told anything.

    Raises: NotAllowed, Conflict (it is out, or cancelled).
    """
    _end_of_preparing(release, to=ReleaseState.DRAFT, by=by, action="release.taken-back")


def cancel(release: Release, *, by: User, reason: str = "") -> None:
    """Put it away; nobody has been told anything, and its decisions stay staged.

    Raises: NotAllowed, Conflict (it is out, or cancelled).
    """
    _end_of_preparing(
        release, to=ReleaseState.CANCELLED, by=by, action="release.cancelled", reason=reason
    )


def _end_of_preparing(
    release: Release, *, to: ReleaseState, by: User, action: str, reason: str = ""
) -> None:
    _check(release.cohort, by=by)
    lock(release.cohort)
    lock(release)
    if release.state not in (ReleaseState.DRAFT, ReleaseState.PREPARED):
        raise Conflict(_("This release is over."))
    before, release.state = release.state, to
    release.prepared_by_id = release.prepared_at = None
    release.fingerprint, release.counts, release.without_feedback = "", {}, ""
    release.version += 1
    standing = (ReleaseItem.release_id == release.id, ReleaseItem.voided_at.is_(None))
    if to is ReleaseState.DRAFT:
        for item in db.session.scalars(select(ReleaseItem).where(*standing)):
            db.session.delete(item)
    else:
        db.session.execute(update(ReleaseItem).where(*standing).values(voided_at=now()))
    db.session.flush()
    record(action, release, before={"state": before}, after={"state": to}, reason=reason.strip())


def _items(release: Release, lines: list[Staged]) -> list[ReleaseItem]:
    return [
        ReleaseItem(
            id=new_id(),
            release_id=release.id,
            application_id=UUID(each.application),
            sequence=each.sequence,
            reason=each.correction if each.sequence > 1 else "",
            outcome=each.choice,
            rank=each.rank,
            decision_version=each.version,
        )
        for each in lines
    ]


def _check(cohort: Cohort, *, by: User) -> None:
    if not can_select(by, cohort):
        raise NotAllowed(_("Only staff of the programme prepare releases."))


def _clean(choice: Decided, words: Words) -> Words:
    clean = {code: words[code].strip() for code in LANGUAGES if words.get(code, "").strip()}
    errors = []
    if not clean:
        errors.append(_("A letter needs words, in one language at least."))
    if any(len(text) > LONGEST for text in clean.values()):
        errors.append(_("At most %(count)s characters, please.", count=LONGEST))
    if errors:
        raise Invalid(errors[0], errors={choice.value.replace("-", "_"): errors})
    return clean
