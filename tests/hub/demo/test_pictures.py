"""Pictures of the demo world's spaces: drawn here, light, and in words in each language."""

import io

import pytest
from PIL import Image

from booking.spaces.services import PICTURES
from hub.core.i18n import LANGUAGES
from hub.demo.places.abroad import BANGKOK, BERLIN
from hub.demo.places.jakarta import JAKARTA
from hub.demo.places.pictures.hanging import words_for
from hub.demo.places.pictures.scenes import draw
from hub.files.pictures import read_picture

#: Nothing here asks the database.
pytestmark = pytest.mark.once
SPACES = [(n, each) for site in (JAKARTA, BERLIN, BANGKOK) for n, each in enumerate(site.spaces)]


def test_a_picture_and_its_small_squares_weigh_little() -> None:
    for number, space in SPACES:
        read = read_picture(io.BytesIO(draw(space, number)), PICTURES)

        assert len(read.content) < 25_000, space.name
        assert len(read.squares[96]) < 3_000, space.name


def test_the_same_space_is_drawn_the_same_and_its_evening_otherwise() -> None:
    forum = JAKARTA.spaces[2]

    once, again, evening = draw(forum, 2), draw(forum, 2), draw(forum, 2, evening=True)

    assert once == again != evening
    assert Image.open(io.BytesIO(once)).size == (960, 640)


def test_what_is_seen_is_said_in_every_language_and_what_is_not_there_is_not_said() -> None:
    for _number, space in SPACES:
        words = words_for(space)
        assert set(words) == set(LANGUAGES), space.name
        assert all(20 < len(text) <= 300 and "{" not in text for text in words.values())
    spree, panke = JAKARTA.spaces[4], JAKARTA.spaces[5]

    assert ("whiteboard" in words_for(spree)["en"], "whiteboard" in words_for(panke)["en"]) == (
        "whiteboard" in spree.equipment,
        "whiteboard" in panke.equipment,
    )
