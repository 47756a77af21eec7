"""From the page on which a class is set up to the one on which it is taught."""

from collections.abc import Sequence

from flask import url_for

from hub.accounts.models import User
from hub.core.i18n import gettext as _
from hub.learning.classes.models import ClassRun
from hub.learning.classes.queries.showing import Action


def ways_on(run: ClassRun, person: User) -> Sequence[Action]:
    return [Action(_("Teach it"), url_for("teaching.run", run_id=run.id), "quiet")]
