"""Sign-in's housekeeping. Safe to run twice."""

from hub.accounts.services.one_time import forget_old_secrets
from hub.accounts.services.sessions import forget_old_sign_ins
from hub.accounts.services.sign_up import forget_old_wishes
from hub.accounts.services.throttle import forget_old_guesses
from hub.core.database import transaction


def tidy_sign_ins() -> str:
    """Throw away what has been over for long: sign-ins, links, unanswered sign-ups, counts."""
    with transaction():
        sign_ins = forget_old_sign_ins()
        secrets = forget_old_secrets()
        wishes = forget_old_wishes()
        guesses = forget_old_guesses()
    return f"forgot {sign_ins} sign-ins, {secrets} links, {wishes} sign-ups, {guesses} counts"
