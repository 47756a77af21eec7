"""What can be done with spaces: made and changed, taken and given back, closed and opened, their
hours set; levels drawn, equipment named, pictures hung, and who may use them."""

from booking.spaces.services.closing import close, lift, shorten
from booking.spaces.services.equipment import add_equipment, offer_again, rename_equipment, retire
from booking.spaces.services.hours import (
    OtherHours,
    remove_other_hours,
    set_opening_hours,
    set_other_hours,
)
from booking.spaces.services.inductions import give_induction, take_back_induction
from booking.spaces.services.levels import (
    change_level,
    delete_level,
    draw,
    make_level,
    move_level,
)
from booking.spaces.services.making import (
    archive_space,
    change_space,
    make_space,
    restore_space,
)
from booking.spaces.services.pictures import (
    PICTURES,
    add_picture,
    describe_picture,
    move_picture,
    remove_picture,
)
from booking.spaces.services.tables import import_spaces
from booking.spaces.services.taking import Taker, keep, release, take

__all__ = [
    "PICTURES",
    "OtherHours",
    "Taker",
    "add_equipment",
    "add_picture",
    "archive_space",
    "change_level",
    "change_space",
    "close",
    "delete_level",
    "describe_picture",
    "draw",
    "give_induction",
    "import_spaces",
    "keep",
    "lift",
    "make_level",
    "make_space",
    "move_level",
    "move_picture",
    "offer_again",
    "release",
    "remove_other_hours",
    "remove_picture",
    "rename_equipment",
    "restore_space",
    "retire",
    "set_opening_hours",
    "set_other_hours",
    "shorten",
    "take",
    "take_back_induction",
]
