"""Proposals and pairs by API."""

from accelerator.matching.api import changing, pairings, proposals
from accelerator.matching.api.groups import of_matchings, of_pairings

__all__ = ["changing", "of_matchings", "of_pairings", "pairings", "proposals"]
