"""What the floors above add to the list of somebody's classes: lessons, a certificate.

`hub.wiring` says who adds something; each is asked once for all classes on the page.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from hub.learning.enrolments.models import Enrolment


@dataclass(frozen=True)
class Link:
    """`look` is a button's: "", "quiet", "bare". `note` stands beside it: "60 % done". `completes`:
    the class is completed, and how far somebody is with a part of it is of no interest any more."""

    label: str
    url: str
    look: str = "quiet"
    note: str = ""
    completes: bool = False


#: By the enrolment's id, in a fixed number of statements.
AddLinks = Callable[[Sequence[Enrolment]], dict[UUID, list[Link]]]
_added: list[AddLinks] = []


def let_add_links(add: AddLinks) -> None:
    if add not in _added:
        _added.append(add)


def links_of(found: Sequence[Enrolment]) -> dict[UUID, list[Link]]:
    """In the order in which those above were wired."""
    links: dict[UUID, list[Link]] = {each.id: [] for each in found}
    for add in _added if found else ():
        for id_, more in add(found).items():
            links[id_] += more
    return {id_: _without_the_way_there(found) for id_, found in links.items()}


def _without_the_way_there(links: list[Link]) -> list[Link]:
    """ "0 % done" beside "Completed" would be odd, and happens where lessons are not asked for."""
    if not any(link.completes for link in links):
        return links
    return [link if link.completes else replace(link, note="") for link in links]
