"""Why not, about programmes and cohorts."""

from hub.core.errors import Conflict


class SlugTaken(Conflict):
    """Another programme or call has this address."""

    code = "slug-taken"


class CohortChanged(Conflict):
    """Somebody else saved it in the meantime; `version` is the one that stands."""

    code = "changed-meanwhile"


class NotNow(Conflict):
    """The cohort cannot go there from where it is; `reasons` are all that stand in the way."""

    code = "phase-refused"


class SayingWhy(Conflict):
    """It takes time away from people who count on it: confirm, and say why. `drafts` and
    `applications` count whom it touches."""

    code = "confirm-dates"
