"""What templates say in the reader's language."""

import pytest
from flask import render_template_string

COUNTED = '{{ ngettext("%(num)s of %(of)s free", "%(num)s of %(of)s free", 3, of=5) }}'
PERCENT = '{{ ngettext("%(num)s at 5 %%", "%(num)s at 5 %%", 3) }}'


@pytest.mark.parametrize(("source", "said"), [(COUNTED, "3 of 5 free"), (PERCENT, "3 at 5 %")])
def test_a_number_of_things_is_said_with_other_values_beside_it(app, source, said):
    with app.test_request_context():
        assert render_template_string(source) == said
