"""How long an invitation stands, and how many somebody may send."""

from datetime import timedelta

STANDS = timedelta(days=7)
SENT_AGAIN_AFTER = timedelta(minutes=1)
MOST_SENT = 6
#: A mail to a stranger costs the hub's good name, so one person's mistakes stay small.
MOST_A_DAY = 40
MOST_A_DAY_FOR_STAFF = 400
