"""A release in the shapes that its pages show: what it would say, to whom, in which language."""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from flask import request, url_for

from accelerator.selection.emails.outcomes import Standing, letter_of, receiver_of, words_of
from accelerator.selection.forms.lists import ReceiversForm
from accelerator.selection.models import Release, ReleaseState
from accelerator.selection.permissions import can_release
from accelerator.selection.queries.offers import pool_of, seats_left
from accelerator.selection.queries.releases import (
    Addressed,
    Receiver,
    SoughtReceivers,
    addressed,
    counts_seen,
    receivers,
    receivers_sought,
)
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
from hub.web.paging import leaf_of

ON_A_PAGE = 50


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
    mails = receivers(release, seen_by=person)
    waits = release.state is ReleaseState.PREPARED
    search, wanted = _sought()
    found = receivers_sought(mails, wanted)
    address = partial(url_for, "selection.release", release_id=release.id, _anchor="receivers")
    leaf = leaf_of(len(found), size=ON_A_PAGE, at=address)
    return {
        "mails": len(mails),
        "receivers": found[leaf.part],
        "pager": leaf.pager,
        "search": search,
        "is_sought": wanted != SoughtReceivers(),
        "counts": counts_seen(release, seen_by=person),
        "samples": _samples(release, mails, seen_by=person) if waits else [],
        "may_release": waits and can_release(person, release),
        "prepared_it": person.id == release.prepared_by_id,
        "choices": CHOICES,
        "language_names": LANGUAGE_NAMES,
        "frees_line": waits and _free_for_line(release, mails),
    }


def _sought() -> tuple[ReceiversForm, SoughtReceivers]:
    form = ReceiversForm(request.args)
    return form, form.sought() if form.validate() else SoughtReceivers()


def _samples(release: Release, mails: list[Receiver], *, seen_by: User) -> list[Sample]:
    """The first of each choice in each language that is used."""
    first: dict[tuple[Decided, str], Receiver] = {}
    for each in mails:
        first.setdefault((each.choice, each.language), each)
    ids = [each.application_id for each in first.values()]
    letters = {
        (each.application.id, each.person.id): each
        for each in addressed(release, seen_by=seen_by, only=ids)
    }
    words = words_of(release, ids)
    ordered = sorted(first, key=lambda pair: (list(Decided).index(pair[0]), pair[1]))
    samples = []
    for choice, language in ordered:
        mail = first[choice, language]
        to = letters[mail.application_id, mail.person_id]
        letter = letter_of(to, words, standing=_would_stand(to))
        samples.append(Sample(choice, language, to, rendered(letter, receiver_of(to.person))))
    return samples


def _would_stand(each: Addressed) -> Standing:
    """As if it were released now."""
    if each.item.outcome not in SEATED:
        return Standing()
    cohort, zone = each.application.cohort, each.person.zone
    window = timedelta(hours=cohort.offer_hours)
    return Standing(None, expiry(now(), window, zone=zone, quiet=NIGHT), is_offered=True)


def _free_for_line(release: Release, mails: list[Receiver]) -> int:
    """How many of the line would be offered a place at once, because seats are free."""
    teams = {each.application_id: each for each in mails}
    waiting = sum(each.choice is Decided.WAITLIST for each in teams.values())
    newly = sum(each.choice in SEATED and each.sequence == 1 for each in teams.values())
    pool = pool_of(release.cohort)
    if pool is not None and not pool.auto_promote:
        return 0
    return max(0, min(waiting, seats_left(release.cohort) - newly))
