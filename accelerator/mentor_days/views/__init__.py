from accelerator.mentor_days import models  # noqa: F401  its tables are known as soon as its pages are
from accelerator.mentor_days.views.blueprint import bp

__all__ = ["bp"]
