"""What everybody sees of programmes and calls."""

from flask.testing import FlaskClient

from tests.factories.programme import a_cohort
from tests.hub.accounts.stories import words


def test_a_call_says_what_until_when_and_for_whom(client: FlaskClient) -> None:
    a_cohort(
        slug="cohort-3",
        name={"en": "Cohort 3"},
        tagline={"en": "Twelve weeks for city startups"},
        eligibility={"en": "Teams of two and more.\n- In Jakarta\n- Or Berlin"},
        seats=20,
        faq=[{"question": {"en": "Does it cost anything?"}, "answer": {"en": "No."}}],
    )

    page = words(client.get("/calls/cohort-3"))

    assert "Twelve weeks for city startups" in page
    assert "Open now" in page
    assert "Closes in 14 days" in page
    assert "Closes Mon 7 Dec 2026, 08:00 WIB (02:00 in Berlin)" in page
    assert "30 minutes of grace" in page
    assert "Places 20" in page
    assert "Or Berlin" in page
    assert "Does it cost anything?" in page
