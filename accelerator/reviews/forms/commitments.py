"""What a reviewer answers when asked to read for a round."""

from wtforms import DateField, IntegerField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from accelerator.reviews.models import Commitment, CommitmentState
from accelerator.reviews.services.commitments import Answer
from accelerator.reviews.services.rounds import HEAVIEST_LOAD
from hub.core.i18n import lazy_gettext as _l
from hub.web.choices import options
from hub.web.forms import HubForm

YES, NO = "yes", "no"


class PromiseForm(HubForm):
    takes = RadioField(
        _l("Do you read for this round?"),
        [InputRequired()],
        choices=options(((YES, _l("Yes, I take some")), (NO, _l("Not this time")))),
    )
    most = IntegerField(_l("At most"), [Optional(), NumberRange(1, HEAVIEST_LOAD)])
    least = IntegerField(_l("At least"), [Optional(), NumberRange(0, HEAVIEST_LOAD)])
    promised_by = DateField(_l("I am done by"), [Optional()])
    tracks = StringField(
        _l("Only these tracks"),
        [Optional(), Length(max=200)],
        description=_l("With commas between them; empty for all."),
    )
    note = TextAreaField(
        _l("A word to the team"),
        [Optional(), Length(max=500)],
        render_kw={"rows": 3, "maxlength": 500},
    )

    def answer(self) -> Answer:
        if self.takes.data == NO:
            return Answer(most=0, note=self.note.data or "")
        return Answer(
            most=self.most.data or 0,
            least=self.least.data or 0,
            promised_by=self.promised_by.data,
            tracks=tuple(filter(None, map(str.strip, (self.tracks.data or "").split(",")))),
            note=self.note.data or "",
        )

    def say_how_many(self) -> bool:
        """A yes needs a number. Whether it has one; if not, the field says so."""
        if self.takes.data == YES and not self.most.data:
            self.refuse("most", _l("How many at most?"))
            return False
        return True


def promise_fields(commitment: Commitment, *, suggested: int) -> dict[str, object]:
    """What was answered, or what suits by the reviewer's profile."""
    if commitment.state is CommitmentState.INVITED:
        return {"most": suggested, "least": 0}
    return {
        "takes": NO if commitment.state is CommitmentState.DECLINED else YES,
        "most": commitment.most or suggested,
        "least": commitment.least,
        "promised_by": commitment.promised_by,
        "tracks": ", ".join(commitment.tracks),
        "note": commitment.note,
    }
