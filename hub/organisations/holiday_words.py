"""Public holidays of our three cities under the English names of the package `holidays`, to be said
in our languages where the package itself cannot."""

from collections.abc import Callable
from typing import Any

from hub.core.i18n import gettext as _
from hub.core.i18n import lazy_gettext as _l

_SAID: dict[str, Any] = {
    each.message: each
    for each in (
        _l("Ascension Day"),
        _l("Christmas Day"),
        _l("Day of Silence"),
        _l("Easter Sunday"),
        _l("Eid al-Adha"),
        _l("Eid al-Fitr"),
        _l("Eid al-Fitr Second Day"),
        _l("General Election Day"),
        _l("Local Election Day"),
        _l("Good Friday"),
        _l("Independence Day"),
        _l("International Labor Day"),
        _l("Islamic New Year"),
        _l("Isra' and Mi'raj"),
        _l("Lunar New Year"),
        _l("New Year's Day"),
        _l("New Year's Eve"),
        _l("Pancasila Day"),
        _l("Prophet's Birthday"),
        _l("Vesak Day"),
        _l("Asarnha Bucha"),
        _l("Visakha Bucha"),
        _l("Makha Bucha"),
        _l("Buddhist Lent Day"),
        _l("Bridge Public Holiday"),
        _l("Chakri Memorial Day"),
        _l("Constitution Day"),
        _l("Coronation Day"),
        _l("HM King Bhumibol Adulyadej Memorial Day"),
        _l("HM King Bhumibol Adulyadej the Great's Birthday"),
        _l("HM King Chulalongkorn Memorial Day"),
        _l("HM King Maha Vajiralongkorn's Birthday"),
        _l("HM Queen Sirikit The Queen Mother's Birthday"),
        _l("HM Queen Suthida's Birthday"),
        _l("National Day"),
        _l("National Father's Day"),
        _l("National Mother's Day"),
        _l("National Children's Day"),
        _l("National Labor Day"),
        _l("Songkran Festival"),
        _l("Loy Krathong"),
        _l("Royal Ploughing Ceremony"),
        _l("Easter Monday"),
        _l("German Unity Day"),
        _l("Labor Day"),
        _l("Pentecost Monday"),
        _l("Second Day of Christmas"),
        _l("Women's Day"),
        _l("75th anniversary of the East German uprising of 1953"),
        _l(
            "80th anniversary of the liberation from Nazism and the end of the Second World War"
            " in Europe"
        ),
    )
}
#: What the package adds to a name.
_ADDED: dict[str, Callable[[str], str]] = {
    " (estimated)": lambda holiday: _("%(holiday)s (estimated)", holiday=holiday),
    " (in lieu)": lambda holiday: _("%(holiday)s (in lieu)", holiday=holiday),
    " Joint Holiday": lambda holiday: _("%(holiday)s Joint Holiday", holiday=holiday),
}


def said(english: str) -> str:
    """In the language that is spoken; as it is where we have no word for it."""
    for end, around in _ADDED.items():
        if english.endswith(end):
            return around(said(english.removesuffix(end)))
    return str(_SAID.get(english, english))
