"""Who may see a file: whoever its owner lets. Files know ids, not people, so each capability that
owns some says so by a function, and a kind of owner that says nothing is closed."""

from collections.abc import Callable

from hub.files.models import File

#: Asked at the door, of the person who stands there.
MaySee = Callable[[File], bool]

_deciders: dict[str, MaySee] = {}


def let_decide(owner_kind: str, may_see_one: MaySee) -> None:
    _deciders[owner_kind] = may_see_one


def may_see(file: File) -> bool:
    decide = _deciders.get(file.owner_kind)
    return decide is not None and decide(file)
