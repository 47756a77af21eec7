"""What speaks for a conflict of interest, in a sentence for the person it concerns."""

from accelerator.conflicts.rules import MENTOR
from hub.core.i18n import gettext as _


def evidence_said(evidence: str, *, blind: bool) -> str:
    """What was found (see `conflicts.rules.Finding`). Where names are hidden it names no domain
    and no organisation either."""
    if evidence.startswith(f"{MENTOR} "):
        return _("You mentor this team, or have mentored it.")
    if "." in evidence:
        if blind:
            return _("One of your e-mail addresses has the same domain as somebody of this team.")
        return _("One of your e-mail addresses ends in %(domain)s, as theirs do.", domain=evidence)
    if evidence == "address":
        return _("An e-mail address of yours seems to be in this team.")
    return _("You seem to share an organisation with this team.")
