"""Why somebody cannot have a place in a class, or an answer cannot be given."""

from collections.abc import Sequence
from datetime import datetime

from hub.core.errors import Conflict, Gone, Invalid, NotAllowed


class NotOpenYet(Conflict):
    """`opens_at` says from when on."""

    code = "not-open-yet"

    def __init__(self, sentence: str, *, opens_at: datetime | None) -> None:
        super().__init__(sentence, opens_at=opens_at.isoformat() if opens_at else None)


class EnrolmentClosed(Conflict):
    """The window has closed, or the class is over or cancelled; `why` tells which."""

    code = "enrolment-closed"

    def __init__(self, sentence: str, *, why: str) -> None:
        super().__init__(sentence, why=why)


class KeyNeeded(Invalid):
    """No key was given, or another class's."""

    code = "key-needed"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, errors={"key": [sentence]})


class NotForYou(NotAllowed):
    """The class is for others; the sentence says for whom."""

    code = "not-in-audience"


class CoursesFirst(Conflict):
    """`courses` have to be completed before."""

    code = "courses-first"

    def __init__(self, sentence: str, *, courses: Sequence[str]) -> None:
        super().__init__(sentence, courses=list(courses))


class NotAsked(Conflict):
    """Nobody waits for an answer here: it was given, or the request was taken back."""

    code = "not-asked"


class NotEnrolled(Conflict):
    code = "not-enrolled"


class OfferAnswered(Gone):
    """The link is one of an earlier offer, or of one that was answered."""

    code = "offer-answered"
