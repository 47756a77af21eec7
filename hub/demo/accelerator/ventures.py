"""Ventures that do not exist, and what they say of themselves."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from accelerator.vocabulary.terms import Dimension, Sector

FOLDER = Path(__file__).with_name("texts")
WORDS = ("who", "pain", "thing", "how", "failed", "why", "pays", "price", "old", "ask")


@dataclass(frozen=True)
class Venture:
    """`words` are the parts that answers are woven of; `like` is the organisation of the network
    that does it, if one does."""

    language: str
    sector: Sector
    dimension: Dimension
    headlines: tuple[str, ...]
    words: dict[str, str]
    like: str = ""


@cache
def ventures(language: str) -> tuple[Venture, ...]:
    return tuple(
        Venture(
            language=language,
            sector=Sector(row["sector"]),
            dimension=Dimension(row["dimension"]),
            headlines=tuple(row["headlines"]),
            like=row.get("like", ""),
            words={name: row[name] for name in WORDS},
        )
        for row in read(f"ventures_{language}.toml")["venture"]
    )


@cache
def phrases(language: str) -> dict[str, list[str]]:
    """Question → sentences with gaps, any of which will do."""
    found: dict[str, list[str]] = read("phrases.toml")[language]
    return found


@cache
def read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))
