"""Pages of certificates."""

from hub.learning.certificates import models
from hub.learning.certificates.views import keeping, mine, running, trained, verifying
from hub.learning.certificates.views.blueprint import bp

__all__ = ["bp", "keeping", "mine", "models", "running", "trained", "verifying"]
