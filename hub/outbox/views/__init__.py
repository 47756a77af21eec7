"""Pages about mail: what somebody wants to get, and for staff what became of it."""

from hub.outbox.views import staff
from hub.outbox.views.blueprint import bp
from hub.outbox.views.own import stop_mail

__all__ = ["bp", "staff", "stop_mail"]
