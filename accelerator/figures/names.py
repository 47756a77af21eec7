"""What steps and splits are called."""

from enum import StrEnum
from typing import Any, TypeVar

from accelerator.figures.rules.funnel import Split, Step
from accelerator.vocabulary.terms import Dimension, Sector, Stage, label_of
from hub.core.i18n import gettext as _
from hub.core.i18n import lazy_gettext as _l

Key = TypeVar("Key")

STEPS: dict[Step, Any] = {
    Step.BEGUN: _l("Begun"),
    Step.HANDED_IN: _l("Handed in"),
    Step.ELIGIBLE: _l("Eligible"),
    Step.READ: _l("Read"),
    Step.OFFERED: _l("Offered a place"),
    Step.CONFIRMED: _l("Confirmed"),
}
SPLITS: dict[Split, Any] = {
    Split.SECTOR: _l("Sector"),
    Split.DIMENSION: _l("Smart-city dimension"),
    Split.STAGE: _l("Stage"),
    Split.CITY: _l("City"),
    Split.FOUNDER_GENDER: _l("Founders' gender, as they say"),
}
GENDERS: dict[str, Any] = {
    "women": _l("Women"),
    "men": _l("Men"),
    "mixed": _l("Women and men"),
    "diverse": _l("Another gender"),
    "rather-not": _l("Rather not say"),
}
_TERMS: dict[str, type[StrEnum]] = {"sector": Sector, "dimension": Dimension, "stage": Stage}


def group_name(split: str, group: str) -> str:
    if not group:
        return _("Not said")
    if split in _TERMS:
        return label_of(_TERMS[split], group)
    return str(GENDERS.get(group, group)) if split == "founder_gender" else group


def in_reading(names: dict[Key, Any]) -> dict[Key, str]:
    """A table of names in the reader's language."""
    return {key: str(name) for key, name in names.items()}
