"""What every service of programmes asks first, and how it says no."""

import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from accelerator.programmes.errors import CohortChanged, SlugTaken
from accelerator.programmes.models import Cohort
from accelerator.programmes.permissions import can_manage
from accelerator.programmes.rules.texts import clean_words
from accelerator.vocabulary.words import Words
from hub.accounts.models import User
from hub.core.database import db
from hub.core.errors import Invalid, NotAllowed
from hub.core.i18n import gettext as _

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
Errors = dict[str, list[str]]


def check_manager(by: User, programme_id: Any) -> None:
    """Raises: NotAllowed."""
    if not can_manage(by, programme_id):
        raise NotAllowed(_("Only the managers of this programme may do this."))


def check_seen(cohort: Cohort, expected: int | None) -> None:
    """Raises: CohortChanged, when the caller saw another version than the one that stands."""
    if expected is not None and expected != cohort.version:
        raise CohortChanged(
            _("Somebody changed this since you opened it. Please look again, then change it."),
            version=cohort.version,
        )


def cleaned(errors: Errors, words: Mapping[str, str], *, field: str, longest: int) -> Words:
    """The text without what nobody reads; too long a one is noted in `errors`."""
    try:
        return clean_words(words, longest=longest)
    except ValueError:
        errors.setdefault(field, []).append(
            _("Please use at most %(max)d characters.", max=longest)
        )
        return {}


def check_slug(
    errors: Errors, slug: str, *, column: InstrumentedAttribute[str], own: str = ""
) -> None:
    """Note an address that is none.

    Raises:
        SlugTaken: another has it.
    """
    longest = column.type.length or 60
    if not _SLUG.fullmatch(slug) or len(slug) > longest:
        errors["slug"] = [_("Lower-case letters, digits and hyphens, please: city-lab-3.")]
    elif slug != own and db.session.scalar(select(column).where(column == slug)) is not None:
        raise SlugTaken(_("This address is in use. Please choose another."), field="slug")


def refuse(errors: Errors) -> None:
    """Raises: Invalid, if there is anything to refuse."""
    if errors:
        raise Invalid(next(iter(errors.values()))[0], errors=errors)


def changed(row: Any, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Set what differs; what stood before and what stands now, of that alone."""
    before = {n: getattr(row, n) for n, value in values.items() if getattr(row, n) != value}
    for name in before:
        setattr(row, name, values[name])
    return before, {name: values[name] for name in before}
