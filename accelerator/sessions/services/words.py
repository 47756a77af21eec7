"""What somebody has to write before something is done."""

from hub.core.errors import Invalid
from hub.core.i18n import gettext as _


def written(text: str, longest: int) -> str:
    """Without what is empty around it. Raises: Invalid."""
    clean = text.strip()
    if not 3 <= len(clean) <= longest:
        sentence = _("Please write something, up to %(most)s characters.", most=longest)
        raise Invalid(sentence, errors={"text": [sentence]})
    return clean
