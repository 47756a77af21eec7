"""The blueprint that all pages of programmes are registered on, and what templates of the whole
accelerator may use: `{{ cohort.name | in_words }}`."""

from flask import Blueprint

from accelerator.vocabulary.words import in_words

bp = Blueprint("programmes", __name__)
bp.add_app_template_filter(in_words)
