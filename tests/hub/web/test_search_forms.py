"""A search may be left empty as a whole, so that none of its fields has to say so."""

from typing import Any

import pytest
from flask import Flask, render_template_string, request
from wtforms import SelectField, StringField
from wtforms.validators import Length, Optional

from hub.web.choices import options
from hub.web.forms import FilterForm, HubForm
from hub.web.words import WordsField

LABEL = """{% from "components/forms.html" import field %}{{ field(form.text) }}"""


class _Search(FilterForm):
    text = StringField("Name", [Optional(), Length(max=5)])
    kind = SelectField("Kind", [Optional()], choices=options([("", "Any"), ("a", "A")]))
    title = WordsField("Title")


class _Note(HubForm):
    text = StringField("Note", [Optional(), Length(max=5)])


@pytest.mark.parametrize(("form", "says"), [(_Search, False), (_Note, True)])
def test_optional_stands_beside_what_is_asked_not_beside_what_is_sought(
    app: Flask, form: Any, says: bool
) -> None:
    with app.test_request_context():
        shown = render_template_string(LABEL, form=form(formdata=None))

    assert ("(optional)" in shown) is says


def test_no_field_of_a_search_says_that_it_is_optional(app: Flask) -> None:
    with app.test_request_context():
        assert not any(field.flags.optional for field in _Search(formdata=None))


def test_a_search_is_checked_all_the_same(app: Flask) -> None:
    with app.test_request_context("/?text=far+too+long&kind=b"):
        sought = _Search(request.args)
        assert not sought.validate()
        assert set(sought.errors) == {"text", "kind"}
    with app.test_request_context("/"):
        assert _Search(request.args).validate()
