"""Things one can do with applications. Each raises a HubError or succeeds whole."""

from accelerator.applications.services.answering import Given, Outcome, save_answer, save_answers
from accelerator.applications.services.beginning import begin, check_gate
from accelerator.applications.services.commenting import comment, resolve
from accelerator.applications.services.filing import attach, detach, limits_for
from accelerator.applications.services.inviting import (
    accept,
    accept_as_new,
    decline,
    invite,
    send_again,
    take_back,
)
from accelerator.applications.services.submitting import revise, submit
from accelerator.applications.services.teams import change_role, hand_over, leave, remove
from accelerator.applications.services.withdrawing import withdraw

__all__ = [
    "Given",
    "Outcome",
    "accept",
    "accept_as_new",
    "attach",
    "begin",
    "change_role",
    "check_gate",
    "comment",
    "decline",
    "detach",
    "hand_over",
    "invite",
    "leave",
    "limits_for",
    "remove",
    "resolve",
    "revise",
    "save_answer",
    "save_answers",
    "send_again",
    "submit",
    "take_back",
    "withdraw",
]
