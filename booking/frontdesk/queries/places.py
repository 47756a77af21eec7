"""Where the desk stands, and which spaces somebody means."""

from collections.abc import Sequence
from uuid import UUID

from booking.spaces.models import Space
from booking.spaces.queries import levels_of, sites_with_spaces, spaces_of
from hub.accounts.models import ScopeKind, User
from hub.accounts.permissions import Permission, scopes_of
from hub.core.errors import Invalid, NotAllowed, NotFound
from hub.core.i18n import gettext as _
from hub.organisations.models import Site


def sites_kept_by(person: User, permission: Permission) -> list[Site]:
    """Sites with spaces at which the person has the permission, by city."""
    scopes = scopes_of(person, permission, kind=ScopeKind.SITE)
    return [site for site in sites_with_spaces() if scopes is None or site.id in scopes]


def site_kept_by(person: User, permission: Permission, *, code: str | None) -> Site:
    """The one that was named, else the one on the person's clock, else the first.

    Raises:
        NotFound: there is no such site, or none yet.
        NotAllowed: it is not theirs.
    """
    sites = sites_kept_by(person, permission)
    if code:
        if code not in {site.code for site in sites_with_spaces()}:
            raise NotFound(_("There is no such site."))
        sites = [site for site in sites if site.code == code]
        if not sites:
            raise NotAllowed(_("This is for the staff of that site."))
    if not sites:
        raise NotFound(_("There is no space to book yet."))
    return next((site for site in sites if site.zone == person.zone), sites[0])


def places_to_close(
    site: Site, *, ids: Sequence[UUID] = (), level: str | None = None, whole_site: bool = False
) -> tuple[Space, ...]:
    """Spaces by their ids, all of a level by its name, or all of the site.

    Raises:
        Invalid: one of them is not of the site, or there are none.
    """
    every = spaces_of(site)
    if whole_site:
        found = every
    elif level is not None:
        wanted = {each.id for each in levels_of(site) if each.name == level}
        found = [space for space in every if space.level_id in wanted]
    else:
        found = [space for space in every if space.id in set(ids)]
        if len(found) != len(set(ids)):
            found = []
    if not found:
        sentence = _("Please choose spaces of this site.")
        raise Invalid(sentence, errors={"spaces": [sentence]})
    return tuple(found)
