"""Why an upload or a download is refused."""

from hub.core.errors import Invalid, NotAllowed, TooLarge


class FileTooLarge(TooLarge):
    code = "file-too-large"


class NotAPicture(Invalid):
    """Whatever its name says, the content is no picture that we read."""

    code = "not-a-picture"


class TooManyPixels(Invalid):
    code = "too-many-pixels"


class WrongKind(Invalid):
    """The content is of no kind that is asked for here; its name does not matter."""

    code = "wrong-kind-of-file"


class HasMacros(Invalid):
    """An office file with programs in it."""

    code = "has-macros"


class PasswordProtected(Invalid):
    code = "password-protected"


class Infected(Invalid):
    """The virus scanner refused it."""

    code = "infected-file"


class HiddenWhenBlind(NotAllowed):
    """One may see the file without its names, and this kind cannot be shown without them."""

    code = "hidden-when-blind"
