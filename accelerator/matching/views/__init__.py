"""Pages of proposals and pairs."""

from accelerator.matching.views import board, changing, pairs, proposals, telling
from accelerator.matching.views.blueprint import bp

__all__ = ["board", "bp", "changing", "pairs", "proposals", "telling"]
