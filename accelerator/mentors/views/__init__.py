from accelerator.mentors import models  # noqa: F401  its tables are known as soon as its pages are
from accelerator.mentors.views.blueprint import bp

__all__ = ["bp"]
