"""A manager draws a plan in the browser: by mouse, by keyboard, and by numbers without script."""

from collections.abc import Iterator
from typing import Any

import pytest

from booking.spaces.models import Level, Space
from hub.accounts.models import Role
from hub.core.database import db
from tests.browser import PATIENCE, chromium_path
from tests.factories import a_person_who_is, a_site, a_space, kept
from tests.live import Hub, running_hub
from tests.signing_in import cookie_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.timeout(240),
    pytest.mark.skipif(chromium_path() is None, reason="Chromium is not installed"),
]


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    with running_hub(tmp_path_factory.mktemp("plan")) as running:
        yield running


def numbers(page: Any, room: Space) -> list[str]:
    sides = ("x", "y", "width", "height")
    return [page.input_value(f'[id="{room.id}-{side}"]') for side in sides]


@pytest.mark.parametrize("script", [True, False])
def test_a_room_is_placed_moved_resized_and_kept(hub: Hub, chromium: Any, script: bool) -> None:
    site = a_site(code=f"j{int(script)}", name="Future City Hub")
    level = kept(
        Level(site_id=site.id, name="Level 2", plan={"width": 600, "height": 300, "folds": []})
    )
    box = {"x": 20, "y": 20, "width": 150, "height": 100}
    room = a_space(site=site, name="Ciliwung", level_id=level.id, plan=box)
    other = a_space(site=site, name="Spree", level_id=level.id)
    manager = a_person_who_is(Role.HUB_MANAGER, site=site)
    context = chromium.new_context(java_script_enabled=script)
    context.add_cookies([cookie_of(manager, hub)])
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{hub.url}/sites/{site.code}/levels/{level.id}")

    if script:
        by_hand(page, room, other=other)
    else:
        page.fill(f'[id="{room.id}-x"]', "64")
        page.click("[name=look]")
        assert page.locator(f'[data-room="{room.id}"] .body').get_attribute("x") == "64"
    wanted = numbers(page, room)
    page.click("text=Save the plan")
    page.wait_for_selector("[data-toast]")
    db.session.expire_all()

    assert [str(room.plan[side]) for side in ("x", "y", "width", "height")] == wanted
    assert (other.plan is not None) is script
    context.close()


def by_hand(page: Any, room: Space, *, other: Space) -> None:
    drawn = page.locator(f'[data-room="{room.id}"]')
    drawn.focus()
    for key in ("ArrowRight", "ArrowDown", "Shift+ArrowRight", "Shift+ArrowUp"):
        page.keyboard.press(key)
    assert numbers(page, room) == ["24", "24", "154", "96"]
    at = drawn.locator(".body").bounding_box()
    page.mouse.move(at["x"] + at["width"] / 2, at["y"] + at["height"] / 2)
    page.mouse.down()
    page.mouse.move(at["x"] + at["width"] / 2 + 120, at["y"] + at["height"] / 2 + 60, steps=4)
    page.mouse.up()
    moved = numbers(page, room)
    assert int(moved[0]) > 60
    assert int(moved[1]) > 40
    assert moved[2:] == ["154", "96"]
    corner = drawn.locator(".corner").bounding_box()
    page.mouse.move(corner["x"] + 4, corner["y"] + 4)
    page.mouse.down()
    page.mouse.move(corner["x"] + 64, corner["y"] + 34, steps=4)
    page.mouse.up()
    assert int(numbers(page, room)[2]) > 154
    page.click(f'[data-place="{other.id}"]')
    assert all(numbers(page, other))
    page.locator(f'[data-room="{other.id}"]').focus()
    page.keyboard.press("Delete")
    assert not any(numbers(page, other))
    page.click(f'[data-place="{other.id}"]')
