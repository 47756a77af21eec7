"""What is missing for a plan, in words: whose reads, which readers, which languages."""

from babel import Locale

from accelerator.applications.models import Application
from accelerator.reviews.models import Commitment
from accelerator.reviews.rules.papers import Shortfall
from accelerator.reviews.rules.promises import PromiseCover
from hub.core.i18n import LANGUAGES, locale, ngettext
from hub.core.i18n import gettext as _

#: So many are named one by one; the rest is a number.
NAMED = 8


def in_sentences(
    shortfall: Shortfall,
    *,
    applications: dict[str, Application],
    commitments: dict[str, Commitment],
) -> list[str]:
    """The weightiest first."""
    told = []
    if shortfall.short:
        told.append(
            _(
                "The round needs %(need)s reads and the reviewers take %(capacity)s:"
                " %(short)s stay without a reader.",
                need=shortfall.need,
                capacity=shortfall.capacity,
                short=shortfall.short,
            )
        )
    told += [
        _("%(ref)s can get only %(possible)s of %(wanted)s readers: the others have a conflict,"
          " are kept from it, do not read its language or its track.",
          ref=_reference(few.application, applications), possible=few.possible, wanted=few.wanted)
        for few in shortfall.few[:NAMED]
    ]  # fmt: skip
    told += [
        _("%(refs)s need %(need)s more reads together, and there is room for %(room)s:"
          " %(names)s are all that may read them.",
          refs=_references(part.applications, applications), need=part.need, room=part.room,
          names=_people(part.readers, commitments) or _("nobody with room left"))
        for part in shortfall.squeezed[:NAMED]
        if 1 < len(part.applications) < len(applications)
    ]  # fmt: skip
    told += [
        _("%(names)s want %(promised)s reads at least, and only %(possible)s can be given.",
          names=_people(idle.readers, commitments), promised=idle.promised, possible=idle.possible)
        for idle in shortfall.idle[:NAMED]
    ]  # fmt: skip
    return told + _apart(shortfall, applications=applications, commitments=commitments)


def cover_in_sentences(told: PromiseCover) -> list[str]:
    """What was promised against what is needed; empty when it is enough."""
    said = []
    if told.short:
        said.append(
            _("The round needs %(need)s reads. Promised are %(promised)s: %(short)s short.",
              need=told.need, promised=told.promised, short=told.short)
        )  # fmt: skip
    for each in told.languages:
        spoken = _spoken(each.language)
        if not each.readers:
            said.append(
                ngettext(
                    "One application is written in %(language)s, and nobody who has promised"
                    " reads it.",
                    "%(num)s applications are written in %(language)s, and nobody who has promised"
                    " reads it.",
                    each.applications,
                    language=spoken,
                )
            )
        elif each.short:
            said.append(
                _("Applications in %(language)s need %(need)s reads, and those who read it"
                  " can take %(room)s.", language=spoken, need=each.need, room=each.room)
            )  # fmt: skip
    return said


def _apart(
    shortfall: Shortfall,
    *,
    applications: dict[str, Application],
    commitments: dict[str, Commitment],
) -> list[str]:
    if not shortfall.groups:
        return []
    told = [
        _("The applications fall into %(groups)s groups that no common reader joins, so their marks"
          " could not be compared.", groups=len(shortfall.groups))
    ]  # fmt: skip
    pairs = [
        _("%(name)s reads %(ref)s", name=_people((reader,), commitments),
          ref=_reference(application, applications))
        for application, reader in shortfall.joining[:NAMED]
    ]  # fmt: skip
    if pairs:
        told.append(_("This would join them: %(pairs)s.", pairs="; ".join(pairs)))
    if len(pairs) < len(shortfall.groups) - 1 and len(pairs) < NAMED:
        told.append(
            _("For the rest nobody may read in two of the groups: ask somebody who reads both"
              " languages or tracks, or settle a conflict.")
        )  # fmt: skip
    elif pairs:
        told.append(
            ngettext(
                "That is one read more than planned: raise what its reader takes by one, or read"
                " each application once more.",
                "Those are %(num)s reads more than planned: raise what their readers take by one"
                " each, or read each application once more.",
                len(shortfall.joining),
            )
        )
    return told


def _spoken(code: str) -> str:
    """A language as the reader's own calls it: German, Jerman, Deutsch."""
    return (Locale(code).get_language_name(locale()) if code in LANGUAGES else None) or code


def _reference(id_: str, applications: dict[str, Application]) -> str:
    return applications[id_].reference if id_ in applications else id_


def _references(ids: tuple[str, ...], applications: dict[str, Application]) -> str:
    named = sorted(_reference(id_, applications) for id_ in ids)
    return _listed(named)


def _people(ids: tuple[str, ...], commitments: dict[str, Commitment]) -> str:
    return _listed(sorted(commitments[id_].reviewer.user.name for id_ in ids if id_ in commitments))


def _listed(names: list[str]) -> str:
    if len(names) <= NAMED:
        return ", ".join(names)
    more = len(names) - NAMED
    return _("%(names)s and %(more)s more", names=", ".join(names[:NAMED]), more=more)
