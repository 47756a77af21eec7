"""Pages for founders who apply, and for staff who screen."""

from accelerator.applications import models, permissions
from accelerator.applications.views.blueprint import bp

__all__ = ["bp", "models", "permissions"]
