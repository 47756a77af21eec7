"""What an answer must look like, which questions there are, and what is still missing."""

from accelerator.forms.rules.answering.cleaning import clean, is_blank
from accelerator.forms.rules.answering.keeping import keep
from accelerator.forms.rules.answering.links import Video, is_link, video_at
from accelerator.forms.rules.answering.refusal import AnswerRefused
from accelerator.forms.rules.answering.seeing import (
    Missing,
    flags,
    is_required,
    missing,
    refusals,
    visible,
    visible_gate,
    visible_questions,
)

__all__ = [
    "AnswerRefused",
    "Missing",
    "Video",
    "clean",
    "flags",
    "is_blank",
    "is_link",
    "is_required",
    "keep",
    "missing",
    "refusals",
    "video_at",
    "visible",
    "visible_gate",
    "visible_questions",
]
