"""Every setting as it stands, where it comes from, and what it means; secrets stay hidden."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dotenv import dotenv_values

from hub.config import ROOT, SETTINGS

SECRET = {"SECRET_KEY", "SECRET_KEY_FALLBACKS", "STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET",
          "METRICS_TOKEN", "JITSI_SECRET", "BIGBLUEBUTTON_SECRET"}  # fmt: skip
_PASSWORD = re.compile(r"(//[^/@:]*):[^@/]*@")


@dataclass(frozen=True)
class Shown:
    name: str
    value: str
    source: str
    default: str
    meaning: str


def shown_settings(environment: Mapping[str, str] = os.environ) -> Iterator[Shown]:
    from_file = dotenv_values(ROOT / ".env")
    for name, (default, meaning) in SETTINGS.items():
        given = environment.get(name, "")
        if not given:
            source = "default"
        elif from_file.get(name) == given:
            source = ".env"
        else:
            source = "environment"
        yield Shown(name, masked(name, given or default), source, default, meaning)


def masked(name: str, value: str) -> str:
    """Whether there is a secret, never which; of an address all but the password."""
    if name in SECRET:
        return "(set, hidden)" if value else "(not set)"
    return _PASSWORD.sub(r"\1:***@", value)
