"""The form about what suits a team, as it stands."""

from datetime import time

from accelerator.interviews.forms.days import WishesForm
from accelerator.interviews.models import Invited


def wishes_form(invited: Invited) -> WishesForm:
    names = ("not_before", "not_after", "online_from")
    walls = {name: getattr(invited, name) for name in names}
    kept = {name: time.fromisoformat(wall) for name, wall in walls.items() if wall}
    return WishesForm(formdata=None, data={**kept, "note": invited.note})
