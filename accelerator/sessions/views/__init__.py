from accelerator.sessions import models  # noqa: F401  its tables are known as soon as its pages are
from accelerator.sessions.views.blueprint import bp

__all__ = ["bp"]
