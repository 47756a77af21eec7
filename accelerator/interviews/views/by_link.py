"""What a juror's link opens: the pages of its day that belong to this juror, and no others."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from accelerator.interviews.queries.links import opens
from hub.accounts.confined import also_confined
from hub.accounts.sign_in import sign_in_or_none


def _of_its_day(confined_to: UUID, address: Mapping[str, Any]) -> bool:
    return opens(confined_to, day_id=address.get("day_id"), meeting_id=address.get("meeting_id"))


#: Mark a view under `/jury/` whose address names the day or the meeting.
by_link = also_confined(_of_its_day)


def came_by_link() -> bool:
    sign_in = sign_in_or_none()
    return sign_in is not None and sign_in.confined_to is not None
