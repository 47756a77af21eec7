"""What every template can use: our words, formats, assets, and where the reader is."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import Flask, g, request, url_for
from jinja2 import StrictUndefined
from werkzeug.local import LocalProxy

from hub.core import formats, i18n
from hub.core.clock import now
from hub.web.addresses import here
from hub.web.assets import SHARED_SHEET, static_url
from hub.web.markdown import markdown

HUB_NAME = "Future City Hub"
#: What an app's menus are made of, by the names that layouts use.
MENUS = ("nav_items", "menu_items", "tab_items", "rail_groups", "foot_items")
CITIES = (("Jakarta", "Asia/Jakarta"), ("Berlin", "Europe/Berlin"))


@dataclass(frozen=True)
class Link:
    """An entry of a menu. `current` marks the page where the reader is, `within` the part in which
    that page lies; `count` is something waiting."""

    label: str
    url: str
    icon: str = ""
    current: bool = False
    count: int = 0
    within: bool = False

    @property
    def marked(self) -> str:
        """What `aria-current` says of it; empty where the reader is elsewhere."""
        return "page" if self.current else "true" if self.within else ""


@dataclass(frozen=True)
class LinkGroup:
    label: str
    items: list[Link]


@dataclass(frozen=True)
class CityClock:
    city: str
    time: str
    zone: str
    weekday: str


def register(app: Flask) -> None:
    env = app.jinja_env
    env.undefined = StrictUndefined  # a misspelt name is an error, not an empty string
    env.add_extension("jinja2.ext.i18n")
    # Line breaks inside {% trans %} are for the reader of the template; `make translate` agrees.
    env.policies["ext.i18n.trimmed"] = True
    env.install_gettext_callables(i18n.gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    env.trim_blocks = env.lstrip_blocks = True
    env.filters.update(
        number=formats.number,
        money=formats.money,
        date=formats.day,
        long_date=formats.long_day,
        time=formats.clock,
        hour=formats.hour,
        markdown=markdown,
        datetime=formats.moment,
        span=formats.span,
        zone_name=formats.called_zone,
    )
    env.globals.update(static_url=static_url, shared_sheet=SHARED_SHEET, hub_name=HUB_NAME)
    app.context_processor(shared)


def shared() -> dict[str, Any]:
    """Names that layouts rely on, and that capabilities above may set on `g` before rendering."""
    return {
        "person": g.get("shown_person"),
        "acting": g.get("shown_acting"),
        # By it a page that keeps something on a device knows whose it is; not to be turned back.
        "reader": g.get("reader", ""),
        **{name: LocalProxy(partial(_menu, name)) for name in MENUS},
        "clocks": clocks(),
        "languages": languages(),
        "language": i18n.language(),
        "theme": request.cookies.get("theme", "") if request else "",
        "now": now(),
    }


def _menu(name: str) -> list[Any]:
    """Asked for when a layout shows it; a mail, which has the same names, does not."""
    return g.menus()[name] if "menus" in g else []


def clocks() -> list[CityClock]:
    instant = now()
    return [
        CityClock(
            city,
            formats.clock(instant, zone),
            formats.called_zone(instant, zone),
            formats.day(instant, zone, form="EEE"),
        )
        for city, zone in CITIES
    ]


def languages() -> list[dict[str, Any]]:
    return [
        {
            "code": code,
            "label": i18n.LANGUAGE_NAMES[code],
            "url": url_for("languages.switch", code=code, next=here()),
            "current": code == i18n.language(),
        }
        for code in i18n.LANGUAGES
    ]


def ngettext(singular: str, plural: str, num: int) -> str:
    """Jinja fills the placeholders in itself, so it gets them as they are."""
    return i18n.unfilled(singular, plural, num=num)
