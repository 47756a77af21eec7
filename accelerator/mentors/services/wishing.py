"""What a startup needs, and whom each side would rather have, or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, delete, select

from accelerator.conflicts.queries import is_conflicted
from accelerator.mentors.errors import ChangedMeanwhile, NotNow
from accelerator.mentors.models import Mentor, Mentoring, MentoringWish, Preference, Side
from accelerator.mentors.permissions import (
    can_manage_mentoring,
    can_wish,
    gives_places,
    is_mentor,
    takes_part,
)
from accelerator.mentors.rules.profiles import SPOKEN, in_order
from accelerator.programmes.models import Cohort
from accelerator.startups.models import Startup
from accelerator.vocabulary.topics import Topic
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import Invalid, NotAllowed
from hub.core.formats import day
from hub.core.i18n import gettext as _
from hub.history.services import record

MOST_NEEDS = 5
LONGEST_SENTENCE = 300
MOST_RANKED = 20


@dataclass(frozen=True)
class Need:
    """A topic, and what exactly is needed of it, in a sentence."""

    topic: str
    sentence: str = ""


@dataclass(frozen=True)
class Wish:
    """What a startup asks of a cohort's mentors; `least` and `most` None take the cohort's."""

    needs: tuple[Need, ...]
    languages: tuple[str, ...]
    least: int | None = None
    most: int | None = None
    note: str = ""


def say_needs(
    cohort: Cohort, startup: Startup, *, wish: Wish, by: User, version: int = 0
) -> MentoringWish:
    """The startup's side, whole; the most pressing need first.

    Args:
        version: of the wish that was shown; 0 where there was none yet.

    Raises: NotAllowed, Invalid (by field), ChangedMeanwhile.
    """
    if not (can_wish(by, cohort, startup=startup) or can_manage_mentoring(by, cohort)):
        raise NotAllowed(_("Whoever leads the startup says what it needs."))
    _check_wish(wish)
    if not can_manage_mentoring(by, cohort):
        _check_open(cohort)
    query = select(MentoringWish).where(
        MentoringWish.cohort_id == cohort.id, MentoringWish.startup_id == startup.id
    )
    there = db.session.scalar(query)
    if there is not None:
        lock(there)
    if (there.version if there else 0) != version:
        raise ChangedMeanwhile(_("Somebody of your team has changed this. Please look again."))
    if there is None:
        there = MentoringWish(cohort_id=cohort.id, startup=startup, changed_by_id=by.id, version=0)
        db.session.add(there)
    there.needs = [asdict(need) for need in wish.needs]
    there.languages = in_order(wish.languages, SPOKEN)
    there.least, there.most, there.note = wish.least, wish.most, wish.note.strip()[:500]
    there.changed_by_id, there.changed_at, there.version = by.id, now(), version + 1
    db.session.flush()
    record("mentoring-wish.said", there, after={"topics": [need.topic for need in wish.needs]})
    return there


@dataclass(frozen=True)
class Teller:
    """Whose private words these are: a startup's or a mentor's, in a cohort."""

    cohort: Cohort
    startup: Startup | None = None
    mentor: Mentor | None = None

    @property
    def side(self) -> Side:
        return Side.STARTUP if self.startup is not None else Side.MENTOR


def rank(teller: Teller, others: Sequence[UUID], *, by: User) -> None:
    """One side's order of the other, the most wanted first; replaces the order before. Vetoed ones
    stay vetoed, and cannot be ranked.

    Args:
        others: ids of mentors (a startup ranks) or of startups (a mentor ranks), each once.

    Raises: NotAllowed, NotNow (wishes are closed), Invalid.
    """
    _check_teller(teller, by)
    _check_open(teller.cohort)
    vetoed = {_other(row, teller.side) for row in _words(teller) if row.is_veto}
    if len(set(others)) != len(others) or len(others) > MOST_RANKED or vetoed & set(others):
        message = _("Each once, at most %(most)s, and none that you ruled out.", most=MOST_RANKED)
        raise Invalid(message, errors={"ranking": [message]})
    for other in others:
        _check_other(teller, other)
    mine = _mine(teller)
    db.session.execute(delete(Preference).where(*mine, Preference.is_veto.is_(False)))
    db.session.add_all(
        _word(teller, other, rank=place, by=by) for place, other in enumerate(others, start=1)
    )
    db.session.flush()
    # What is private does not go into history: that there is a ranking, and how long it is.
    record("mentoring-preferences.ranked", _subject(teller), after={"count": len(others)})


def veto(teller: Teller, other: UUID, *, by: User, note: str = "") -> None:
    """Never with this one, at any time; out of the ranking it goes. Raises: NotAllowed, Invalid."""
    _check_teller(teller, by)
    _check_other(teller, other)
    rows = {_other(row, teller.side): row for row in _words(teller)}
    there = rows.get(other)
    if there is not None and there.is_veto:
        there.note = note.strip()[:300]
        db.session.flush()
        return
    if there is not None:
        db.session.delete(there)
        db.session.flush()
        _close_ranks(teller)
    word = _word(teller, other, rank=None, by=by)
    word.note = note.strip()[:300]
    db.session.add(word)
    db.session.flush()
    record("mentoring-preferences.vetoed", _subject(teller))


def unveto(teller: Teller, other: UUID, *, by: User) -> None:
    """Raises: NotAllowed."""
    _check_teller(teller, by)
    for row in _words(teller):
        if row.is_veto and _other(row, teller.side) == other:
            db.session.delete(row)
            db.session.flush()
            record("mentoring-preferences.unvetoed", _subject(teller))


def say_wishes(
    teller: Teller, ranking: Sequence[UUID], *, never: Mapping[UUID, str], by: User
) -> None:
    """One side's private words as a whole: the ranking, and who is ruled out with a note why.

    Raises: NotAllowed, NotNow, Invalid.
    """
    _check_teller(teller, by)
    kept = {_other(row, teller.side): row for row in _words(teller)}
    for other, row in kept.items():
        if row.is_veto and other not in never:
            unveto(teller, other, by=by)
    for other, note in never.items():
        veto(teller, other, by=by, note=note)
    before = [
        other
        for other, row in sorted(kept.items(), key=_by_rank)
        if other not in never and not row.is_veto
    ]
    if before != list(ranking):
        rank(teller, ranking, by=by)


def _by_rank(each: tuple[UUID, Preference]) -> int:
    return each[1].rank or 0


def _check_open(cohort: Cohort) -> None:
    terms = db.session.scalar(select(Mentoring).where(Mentoring.cohort_id == cohort.id))
    if terms is not None and terms.wishes_until is not None and not terms.hears_wishes:
        raise NotNow(_("Wishes were open until %(day)s. Please write to the programme.",
                       day=day(terms.wishes_until)))  # fmt: skip


def _close_ranks(teller: Teller) -> None:
    ranked = sorted((row for row in _words(teller) if row.rank), key=lambda row: row.rank or 0)
    for place, row in enumerate(ranked, start=1):
        row.rank = place
    db.session.flush()


def _words(teller: Teller) -> list[Preference]:
    return list(db.session.scalars(select(Preference).where(*_mine(teller))))


def _mine(teller: Teller) -> list[ColumnElement[bool]]:
    own = (
        Preference.startup_id == teller.startup.id
        if teller.startup is not None
        else Preference.mentor_id == (teller.mentor.id if teller.mentor else None)
    )
    return [Preference.cohort_id == teller.cohort.id, Preference.side == teller.side, own]


def _word(teller: Teller, other: UUID, *, rank: int | None, by: User) -> Preference:
    startup_id = teller.startup.id if teller.startup else other
    mentor_id = teller.mentor.id if teller.mentor else other
    return Preference(
        cohort_id=teller.cohort.id,
        side=teller.side,
        startup_id=startup_id,
        mentor_id=mentor_id,
        rank=rank,
        is_veto=rank is None,
        set_by_id=by.id,
    )


def _other(row: Preference, side: Side) -> UUID:
    return row.mentor_id if side is Side.STARTUP else row.startup_id


def _subject(teller: Teller) -> Startup | Mentor:
    return teller.startup or teller.mentor  # type: ignore[return-value]  # one of both is there


def _check_teller(teller: Teller, by: User) -> None:
    cohort, startup, mentor = teller.cohort, teller.startup, teller.mentor
    own_startup = startup is not None and can_wish(by, cohort, startup=startup)
    own_profile = mentor is not None and is_mentor(by, mentor) and gives_places(cohort, mentor)
    if not (own_startup or own_profile):
        raise NotAllowed(_("Only they themselves say whom they would like."))


def _check_other(teller: Teller, other: UUID) -> None:
    message = _("This one does not take part in the cohort.")
    refusal = Invalid(message, errors={"ranking": [message]})
    if teller.startup is not None:
        mentor = db.session.get(Mentor, other)
        if mentor is None or not gives_places(teller.cohort, mentor):
            raise refusal
        return
    startup = db.session.get(Startup, other)
    person = teller.mentor.user if teller.mentor else None
    if startup is None or not takes_part(teller.cohort, startup):
        raise refusal
    if person is not None and is_conflicted(person, startup.id):
        raise refusal


def _check_wish(wish: Wish) -> None:
    wrong: dict[str, list[str]] = {}
    topics = [need.topic for need in wish.needs]
    if not 1 <= len(topics) <= MOST_NEEDS or len(set(topics)) != len(topics):
        wrong["needs"] = [_("One to %(most)s needs, each topic once.", most=MOST_NEEDS)]
    if not set(topics) <= set(Topic):
        wrong["needs"] = [_("Please choose from the list.")]
    if any(len(need.sentence) > LONGEST_SENTENCE for need in wish.needs):
        wrong["needs"] = [_("A sentence: at most %(most)s characters.", most=LONGEST_SENTENCE)]
    if not wish.languages or not set(wish.languages) <= set(SPOKEN):
        wrong["languages"] = [_("Please choose at least one language.")]
    least, most = wish.least, wish.most
    if (least is None) is not (most is None) or (
        least is not None and most is not None and not 0 <= least <= most <= 10
    ):
        wrong["most"] = [_("From none to ten mentors, and not fewer than the least.")]
    if wrong:
        raise Invalid(_("Please look at your needs again."), errors=wrong)
