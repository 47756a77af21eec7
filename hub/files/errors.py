"""Why an upload is refused."""

from hub.core.errors import Invalid, TooLarge


class FileTooLarge(TooLarge):
    code = "file-too-large"


class NotAPicture(Invalid):
    """Whatever its name says, the content is no picture that we read."""

    code = "not-a-picture"


class TooManyPixels(Invalid):
    code = "too-many-pixels"
