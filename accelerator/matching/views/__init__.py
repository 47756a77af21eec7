"""Pages of proposals and pairs."""

from accelerator.matching.views import pairs
from accelerator.matching.views.blueprint import bp

__all__ = ["bp", "pairs"]
