"""Pages about accounts, by noun. Importing a module here puts its routes on the blueprint."""

from hub.accounts.views.blueprint import bp

__all__ = ["bp"]
