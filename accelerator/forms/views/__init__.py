"""Pages on which forms are built."""

from accelerator.forms.views import building, listing, previewing, questions, rules, versions
from accelerator.forms.views.blueprint import bp

__all__ = ["bp", "building", "listing", "previewing", "questions", "rules", "versions"]
