"""The forms about levels, equipment, pictures and tables of spaces."""

from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, IntegerField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from booking.spaces.drafts import LARGEST_PLAN, SMALLEST_PLAN
from booking.spaces.services.equipment import LONGEST_NAME
from booking.spaces.services.pictures import LONGEST_ALT
from hub.core.i18n import lazy_gettext as _l
from hub.web.forms import HubForm
from hub.web.words import WordsField

_SIDES = {"min": SMALLEST_PLAN, "max": LARGEST_PLAN}


class LevelForm(HubForm):
    name = StringField(
        _l("Name"), [InputRequired(), Length(max=80)], description=_l("Such as “Level 2”.")
    )


class OutlineForm(HubForm):
    """The rooms' numbers are read beside it: one row of four for each space."""

    width = IntegerField(
        _l("Width"), [InputRequired(), NumberRange(SMALLEST_PLAN, LARGEST_PLAN)], render_kw=_SIDES
    )
    height = IntegerField(
        _l("Height"), [InputRequired(), NumberRange(SMALLEST_PLAN, LARGEST_PLAN)], render_kw=_SIDES
    )


class EquipmentForm(HubForm):
    names = WordsField(_l("Name"), longest=LONGEST_NAME, needed=True)


class NewEquipmentForm(EquipmentForm):
    code = StringField(
        _l("Code"),
        [Optional(), Length(max=40)],
        description=_l("For tables and programs, such as green-screen; made of the name if you "
                       "leave it empty."),
    )  # fmt: skip


class PictureForm(HubForm):
    picture = FileField(
        _l("Picture"),
        [FileRequired(_l("Please choose a picture first."))],
        description=_l("JPEG, PNG, WebP or GIF, up to 10 MB."),
        render_kw={"accept": "image/jpeg,image/png,image/webp,image/gif"},
    )
    alt = WordsField(
        _l("What it shows"),
        longest=LONGEST_ALT,
        needed=True,
        rows=2,
        description=_l("Read out to those who do not see it, such as “A long table for ten "
                       "below a window to the river”."),
    )  # fmt: skip


class AltForm(HubForm):
    alt = WordsField(_l("What it shows"), longest=LONGEST_ALT, needed=True, rows=2)


class SheetForm(HubForm):
    file = FileField(
        _l("Table of spaces"),
        [FileRequired(_l("Please choose a file first."))],
        render_kw={"accept": ".csv,text/csv"},
    )


class SheetAgainForm(HubForm):
    """What was looked at, to be read in as it was."""

    text = HiddenField(validators=[InputRequired()])
