"""A release in the shapes that its pages show: what it would say, to whom, in which language."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from accelerator.selection.emails.outcomes import Standing, letter_of, receiver_of, words_of
from accelerator.selection.models import Release, ReleaseState
from accelerator.selection.permissions import can_release
from accelerator.selection.queries.offers import pool_of, seats_left
from accelerator.selection.queries.releases import Addressed, addressed, counts_seen
from accelerator.selection.queries.staging import staged, undecided
from accelerator.selection.rules.choices import SEATED, Decided
from accelerator.selection.rules.staging import counted, in_turn, seats_wanted, without_feedback
from accelerator.selection.services.preparing import obstacles
from accelerator.selection.words import CHOICES
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.i18n import LANGUAGE_NAMES
from hub.outbox.rendering import Rendered, rendered
from hub.places.rules.terms import NIGHT
from hub.places.rules.windows import expiry


@dataclass(frozen=True)
class Sample:
    """One letter as somebody would get it."""

    choice: Decided
    language: str
    to: Addressed
    letter: Rendered


def draft_page(release: Release, person: User) -> dict[str, Any]:
    """What would be told, what is left out, what stands in the way."""
    cohort = release.cohort
    lines = in_turn(staged(cohort, seen_by=person))
    silent = without_feedback(lines)
    return {
        "counts": counted(lines),
        "lines": lines,
        "silent": silent,
        "undecided": undecided(cohort, seen_by=person),
        "obstacles": obstacles(cohort, lines, without="told on this page" if silent else ""),
        "left": seats_left(cohort),
        "wanted": seats_wanted(lines),
        "choices": CHOICES,
    }


def prepared_page(release: Release, person: User) -> dict[str, Any]:
    """Of what this person may see: who is told what, and every letter that differs."""
    mails = addressed(release, seen_by=person)
    waits = release.state is ReleaseState.PREPARED
    return {
        "mails": mails,
        "counts": counts_seen(release, seen_by=person),
        "samples": _samples(release, mails) if waits else [],
        "may_release": waits and can_release(person, release),
        "prepared_it": person.id == release.prepared_by_id,
        "choices": CHOICES,
        "language_names": LANGUAGE_NAMES,
        "frees_line": waits and _free_for_line(release, mails),
    }


def _samples(release: Release, mails: list[Addressed]) -> list[Sample]:
    """The first of each choice in each language that is used."""
    first: dict[tuple[Decided, str], Addressed] = {}
    for each in mails:
        first.setdefault((each.item.outcome, each.person.language), each)
    words = words_of(release, [each.application.id for each in first.values()])
    return [
        Sample(
            choice,
            language,
            each,
            rendered(letter_of(each, words, standing=_would_stand(each)), receiver_of(each.person)),
        )
        for (choice, language), each in sorted(
            first.items(), key=lambda pair: (list(Decided).index(pair[0][0]), pair[0][1])
        )
    ]


def _would_stand(each: Addressed) -> Standing:
    """As if it were released now."""
    if each.item.outcome not in SEATED:
        return Standing()
    cohort, zone = each.application.cohort, each.person.zone
    window = timedelta(hours=cohort.offer_hours)
    return Standing(None, expiry(now(), window, zone=zone, quiet=NIGHT), is_offered=True)


def _free_for_line(release: Release, mails: list[Addressed]) -> int:
    """How many of the line would be offered a place at once, because seats are free."""
    teams = {each.application.id: each.item for each in mails}
    waiting = sum(item.outcome is Decided.WAITLIST for item in teams.values())
    newly = sum(item.outcome in SEATED and item.sequence == 1 for item in teams.values())
    pool = pool_of(release.cohort)
    if pool is not None and not pool.auto_promote:
        return 0
    return max(0, min(waiting, seats_left(release.cohort) - newly))
