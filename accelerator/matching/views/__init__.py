from accelerator.matching import models  # noqa: F401  its tables are known as soon as its pages are
from accelerator.matching.views.blueprint import bp

__all__ = ["bp"]
