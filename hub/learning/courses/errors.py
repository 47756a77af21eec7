"""Why not, about courses and their versions."""

from hub.core.errors import Conflict


class CourseSlugTaken(Conflict):
    """Another course has this address."""

    code = "slug-taken"


class CourseChanged(Conflict):
    """Somebody else saved it in the meantime; `version` counts the changes that stand."""

    code = "changed-meanwhile"


class VersionFrozen(Conflict):
    """It is published, and stays as it is: the next edit is made in a new version."""

    code = "version-published"


class DraftExists(Conflict):
    """There is a draft already: `number`. Go on with that, or throw it away."""

    code = "draft-exists"


class NotReady(Conflict):
    """It cannot be published as it is; `reasons` are all that stand in the way."""

    code = "not-ready"
