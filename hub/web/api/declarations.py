"""What one address of the API takes, answers and refuses: the single source for both the running
endpoint and its description."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hub.core.errors import HubError
from hub.web.access import Audience
from hub.web.api.schemas import Body, Query, Shown, Written

#: Gets the parts of the path by name, then `query` and `body` if the endpoint declares them.
View = Callable[..., Shown | Written]
READ = "read"
LARGEST_BODY = 1024 * 1024


@dataclass(frozen=True)
class Endpoint:
    """A method and a path under `/api/v1`.

    Args:
        path: in Flask's notation, `/spaces/<uuid:space_id>`.
        summary: a few words; `note` is what else a caller should know, as plain sentences.
        scope: what a token must be allowed for this.
        or_scopes: any of these opens the door, too; which one it takes, the view says with
            `require_scope` once it knows what the call is about.
        refuses: the refusals of our own that a caller should expect beyond those every endpoint
            has (reading errors, sign-in, limits).
        location: of what was made, with fields of the answer: `/bookings/{id}`.
        beforehand: called with what the view gets, before its transaction; only reads, and refuses
            what would be refused anyway, so that losers need not queue for the right to write.
        thinks: called likewise, for what takes so long that nobody else should wait for it; only
            reads, and what it returns is given to the view as `thought`.
        later: where to look, with fields of the answer, when a job goes on with it: such an answer
            says `is_waited_for`, and is sent with 202.
        largest_body: in bytes; a longer one is answered with 413.
        versioned: answers with an ETag made of the answer's `version`, and heeds If-Match.
    """

    method: str
    path: str
    summary: str
    answers: type[Shown]
    status: int = 200
    scope: str = READ
    or_scopes: tuple[str, ...] = ()
    audience: Audience = Audience.PEOPLE
    permission: str | None = None
    query: type[Query] | None = None
    body: type[Body] | None = None
    refuses: tuple[type[HubError], ...] = ()
    location: str = ""
    beforehand: Callable[..., None] | None = None
    thinks: Callable[..., Any] | None = None
    later: str = ""
    versioned: bool = False
    largest_body: int = LARGEST_BODY
    note: str = ""

    @property
    def writes(self) -> bool:
        return self.method != "GET"

    def __post_init__(self) -> None:
        if self.writes and self.scope == READ:
            raise ValueError(f"{self.method} {self.path} changes something: name its scope")


class Endpoints:
    """A capability's endpoints, in the order in which they are described."""

    def __init__(self, topic: str, about: str) -> None:
        self.topic = topic
        self.about = about
        self.served: list[tuple[Endpoint, View]] = []

    def serves(self, endpoint: Endpoint) -> Callable[[View], View]:
        def keep(view: View) -> View:
            self.served.append((endpoint, view))
            return view

        return keep


def no_endpoint_twice(groups: tuple[Endpoints, ...]) -> list[tuple[Endpoints, Endpoint, View]]:
    """All endpoints of all groups.

    Raises:
        ValueError: two of them claim one method and path, or one name.
    """
    rows = [(group, endpoint, view) for group in groups for endpoint, view in group.served]
    addresses: list[Any] = [(e.method, e.path) for _, e, _ in rows]
    names: list[Any] = [view.__name__ for *_, view in rows]
    for several in (addresses, names):
        if twice := {each for each in several if several.count(each) > 1}:
            raise ValueError(f"declared twice: {sorted(map(str, twice))}")
    return rows
