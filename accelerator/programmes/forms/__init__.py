"""Forms with which staff look after programmes and cohorts."""

from accelerator.programmes.forms.cohorts import AgreementForm, CohortForm, MoveForm, NewCohortForm
from accelerator.programmes.forms.dates import DatesForm
from accelerator.programmes.forms.lists import FaqForm, TimelineForm
from accelerator.programmes.forms.programmes import ArchiveForm, ProgrammeForm

__all__ = [
    "AgreementForm",
    "ArchiveForm",
    "CohortForm",
    "DatesForm",
    "FaqForm",
    "MoveForm",
    "NewCohortForm",
    "ProgrammeForm",
    "TimelineForm",
]
