"""The names of what programmes record."""

from typing import Any

from hub.core.i18n import lazy_gettext as _l

ACTIONS: dict[str, Any] = {
    "cohort.changed": _l("changed the cohort"),
    "cohort.dates-changed": _l("moved dates of the cohort"),
    "cohort.form-chosen": _l("chose the form of the cohort"),
    "cohort.made": _l("made the cohort"),
    "cohort.moved": _l("moved the cohort on"),
    "programme.archived": _l("archived the programme"),
    "programme.changed": _l("changed the programme"),
    "programme.made": _l("made the programme"),
    "programme.published": _l("published the programme"),
    "programme.restored": _l("restored the programme"),
}
FIELDS: dict[str, Any] = {
    "agreement": _l("agreement"),
    "closes_at": _l("closes"),
    "de": _l("German"),
    "decisions_on": _l("decisions"),
    "demo_day_at": _l("demo day"),
    "en": _l("English"),
    "ends_on": _l("ends"),
    "erase_after_days": _l("days until answers are erased"),
    "form": _l("form"),
    "grace_minutes": _l("minutes of grace"),
    "id": _l("Indonesian"),
    "languages": _l("languages"),
    "offer_hours": _l("hours that an offer stands"),
    "opens_at": _l("opens"),
    "phase": _l("phase"),
    "seats": _l("places"),
    "slug": _l("address"),
    "starts_on": _l("starts"),
    "summary": _l("summary"),
    "tagline": _l("tagline"),
    "texts": _l("texts"),
}
SUBJECTS: dict[str, Any] = {
    "cohorts": _l("cohort"),
    "programmes": _l("programme"),
}
#: Phases, and the long texts of which only is kept that they changed.
STATES: dict[str, Any] = {
    "about": _l("about"),
    "announced": _l("announced"),
    "archived": _l("archived"),
    "demo_day_about": _l("demo day"),
    "draft": _l("draft"),
    "eligibility": _l("who may apply"),
    "ended": _l("ended"),
    "faq": _l("questions and answers"),
    "published": _l("published"),
    "review": _l("in review"),
    "running": _l("running"),
    "selection": _l("selection"),
    "summary": _l("summary"),
    "timeline": _l("timeline"),
}
