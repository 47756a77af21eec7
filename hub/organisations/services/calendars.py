"""Public holidays, as the package `holidays` knows them."""

from collections.abc import Collection
from datetime import date
from typing import Any

#: The day off around a holiday that Indonesia's ministers agree on each year (cuti bersama).
COLLECTIVE_LEAVE = "government"
PUBLIC = "public"


def is_known_calendar(calendar: str) -> bool:
    """`calendar` is a country with or without a part of it: `ID`, `DE-BE`."""
    country, _dash, part = calendar.partition("-")
    parts = _package().list_supported_countries().get(country)
    return parts is not None and (not part or part in parts)


def public_holidays(
    calendar: str, years: Collection[int], *, collective_leave: bool = False
) -> dict[date, str]:
    """Day → name, in English. Two on one day share it: "New Year's Day; …"."""
    country, _dash, part = calendar.partition("-")
    package = _package()
    known = package.country_holidays(country).supported_categories
    wanted = {PUBLIC, COLLECTIVE_LEAVE} if collective_leave else {PUBLIC}
    found = package.country_holidays(
        country,
        subdiv=part or None,
        years=list(years),
        categories=tuple(sorted(wanted & set(known))),
        language="en_US",
    )
    return dict(sorted(found.items()))


def source() -> str:
    """What a stored day names as its origin, such as `holidays 0.109`."""
    return f"holidays {_package().__version__}"


def _package() -> Any:
    # Loading it takes as long as the rest of the hub together, and few requests need it.
    import holidays  # noqa: PLC0415

    return holidays
