"""For whom a run is. One of the conditions is enough; none at all is everybody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Group(StrEnum):
    """People by what they do, wherever they do it."""

    #: Whoever belongs to an agency of a city.
    CIVIL_SERVANTS = "civil-servants"


@dataclass(frozen=True)
class Audience:
    """Args:
    organisation_kinds: values of `OrganisationKind`; members of such an organisation.
    cohort_ids: members of startups of these cohorts.
    groups: values of `Group`.
    """

    organisation_kinds: tuple[str, ...] = ()
    cohort_ids: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()

    @property
    def is_everybody(self) -> bool:
        return not (self.organisation_kinds or self.cohort_ids or self.groups)

    def plain(self) -> dict[str, list[str]]:
        """As a run keeps it: only what is said."""
        said = {
            "organisation_kinds": sorted(set(self.organisation_kinds)),
            "cohort_ids": sorted(set(self.cohort_ids)),
            "groups": sorted(set(self.groups)),
        }
        return {name: values for name, values in said.items() if values}


EVERYBODY = Audience()


def audience_of(kept: Mapping[str, Any] | None) -> Audience:
    """Of what a run keeps; what it does not know is left out."""
    kept = kept or {}
    return Audience(*(_words(kept.get(name)) for name in Audience.__dataclass_fields__))


def _words(value: Any) -> tuple[str, ...]:
    return (
        tuple(map(str, value)) if isinstance(value, Sequence) and not isinstance(value, str) else ()
    )
