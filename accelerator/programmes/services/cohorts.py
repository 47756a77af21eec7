"""Cohorts: made, copied, and what they say about themselves."""

from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from accelerator.programmes.facts import SeatsSet
from accelerator.programmes.models import Cohort, Phase, Programme
from accelerator.programmes.rules.dates import Dates, days_until, shifted
from accelerator.programmes.rules.texts import (
    LONGEST_LINE,
    LONGEST_TEXT,
    clean_faq,
    clean_timeline,
)
from accelerator.programmes.services.calendar import check_dates
from accelerator.programmes.services.checks import (
    Errors,
    changed,
    check_manager,
    check_seen,
    check_slug,
    cleaned,
    refuse,
)
from accelerator.vocabulary.words import Words
from hub.accounts.models import User
from hub.core.database import db, lock
from hub.core.facts import announce
from hub.core.i18n import LANGUAGES
from hub.core.i18n import gettext as _
from hub.history.services import record

MOST_SEATS = 10_000
MOST_OFFER_HOURS = 60 * 24
ERASE_AFTER = range(30, 3651)
#: Too long for a history that one reads. (Of the agreement every wording is kept there, because
#: somebody has agreed to it.)
_LONG = ("about", "eligibility", "demo_day_about", "faq", "timeline")


@dataclass(frozen=True)
class CohortDraft:
    """What a cohort says about itself, all but its dates, form and phase. Shapes of `faq` and
    `timeline` as in `accelerator.programmes.models`."""

    name: Words
    slug: str
    seats: int
    tagline: Words = field(default_factory=dict)
    about: Words = field(default_factory=dict)
    eligibility: Words = field(default_factory=dict)
    languages: list[str] = field(default_factory=lambda: list(LANGUAGES))
    offer_hours: int = 120
    erase_after_days: int = 365
    faq: list[dict[str, Any]] = field(default_factory=list)
    timeline: list[dict[str, Any]] = field(default_factory=list)
    agreement: Words = field(default_factory=dict)
    demo_day_about: Words = field(default_factory=dict)


def draft_of(cohort: Cohort) -> CohortDraft:
    names = CohortDraft.__dataclass_fields__
    return CohortDraft(**{name: getattr(cohort, name) for name in names})


def copy_of(source: Cohort, *, opening_on: date) -> tuple[CohortDraft, Dates]:
    """What another cohort of the same programme would say, opening on a day of the programme's
    calendar: every date moves with it, times on the wall stay. Its name and address are to be
    given."""
    days = days_until(source.dates, opening_on, zone=source.zone)
    moved = [
        entry | {"on": (date.fromisoformat(entry["on"]) + timedelta(days=days)).isoformat()}
        for entry in source.timeline
    ]
    draft = replace(draft_of(source), timeline=moved, name={}, slug="")
    return draft, shifted(source.dates, days=days, zone=source.zone)


def make_cohort(
    programme: Programme,
    draft: CohortDraft,
    *,
    dates: Dates,
    by: User,
    like: Cohort | None = None,
) -> Cohort:
    """A draft that only its managers see. `like` is the cohort whose form it asks as well.

    Raises:
        NotAllowed: not a manager of the programme.
        Invalid: see `errors` for each field.
        SlugTaken: its address is in use.
    """
    check_manager(by, programme.id)
    lock(programme)
    values = asdict(_checked(draft)) | asdict(check_dates(dates, programme.zone))
    newest = select(func.max(Cohort.number)).where(Cohort.programme_id == programme.id)
    cohort = Cohort(
        programme=programme,
        number=(db.session.scalar(newest) or 0) + 1,
        form_id=like.form_id if like and like.programme_id == programme.id else None,
        **values,
    )
    db.session.add(cohort)
    db.session.flush()
    first = ("name", "slug", "seats", "opens_at", "closes_at")
    record("cohort.made", cohort, after={name: values[name] for name in first})
    return cohort


def change_cohort(
    cohort: Cohort, draft: CohortDraft, *, expected: int | None = None, by: User
) -> None:
    """Change what it says. Nothing changed is nothing recorded.

    Args:
        expected: the version that the person saw; None does not ask.

    Raises:
        NotAllowed, Invalid, SlugTaken: as `make_cohort`.
        CohortChanged: somebody else was quicker.
        Conflict: fewer seats than places given away (said by who gives them).
    """
    check_manager(by, cohort.programme_id)
    lock(cohort)
    check_seen(cohort, expected)
    values = asdict(_checked(draft, cohort=cohort))
    before, after = changed(cohort, values)
    if not after:
        return
    if "agreement" in after and cohort.phase is not Phase.DRAFT:
        cohort.agreement_version += 1
    cohort.version += 1
    db.session.flush()
    record("cohort.changed", cohort, before=_told(before), after=_told(after))
    if "seats" in after:
        announce(SeatsSet(cohort.id, before=before["seats"], after=after["seats"]))


def _checked(draft: CohortDraft, *, cohort: Cohort | None = None) -> CohortDraft:
    errors: Errors = {}
    texts: dict[str, Any] = {
        "name": cleaned(errors, draft.name, field="name", longest=LONGEST_LINE),
        "tagline": cleaned(errors, draft.tagline, field="tagline", longest=LONGEST_LINE * 2),
    } | {
        each: cleaned(errors, getattr(draft, each), field=each, longest=LONGEST_TEXT)
        for each in ("about", "eligibility", "demo_day_about", "agreement")
    }
    if not texts["name"] and "name" not in errors:
        errors["name"] = [_("Please give it a name.")]
    lists = _checked_lists(errors, draft)
    _check_numbers(errors, draft)
    if not draft.languages or not set(draft.languages) <= set(LANGUAGES):
        errors["languages"] = [_("Please choose at least one language.")]
    check_slug(errors, draft.slug, column=Cohort.slug, own=cohort.slug if cohort else "")
    refuse(errors)
    languages = [code for code in LANGUAGES if code in draft.languages]
    return replace(draft, **texts, **lists, languages=languages)


def _checked_lists(errors: Errors, draft: CohortDraft) -> dict[str, Any]:
    lists: dict[str, Any] = {}
    for name, clean in (("faq", clean_faq), ("timeline", clean_timeline)):
        try:
            lists[name] = clean(getattr(draft, name))
        except ValueError:
            errors[name] = [
                _("Each needs a question and an answer.")
                if name == "faq"
                else _("Each needs a day and a title.")
            ]
    return lists


def _check_numbers(errors: Errors, draft: CohortDraft) -> None:
    limits = (
        ("seats", 1, MOST_SEATS),
        ("offer_hours", 1, MOST_OFFER_HOURS),
        ("erase_after_days", ERASE_AFTER[0], ERASE_AFTER[-1]),
    )
    for name, least, most in limits:
        if not least <= getattr(draft, name) <= most:
            errors[name] = [_("Between %(min)s and %(max)s, please.", min=least, max=most)]


def _told(values: dict[str, Any]) -> dict[str, Any]:
    """What history keeps: names and numbers as they are, of long texts only that they changed."""
    short = {name: value for name, value in values.items() if name not in _LONG}
    long = [name for name in _LONG if values.get(name)]
    return short | ({"texts": long} if long else {})
