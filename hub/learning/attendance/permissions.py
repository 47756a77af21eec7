"""Who keeps the register: whoever teaches the class. Everybody sees their own line of it."""

from hub.accounts.models import User
from hub.learning.classes.models import ClassSession
from hub.learning.classes.permissions import can_teach


def can_keep_register(person: User | None, session: ClassSession) -> bool:
    return can_teach(person, session.run)
