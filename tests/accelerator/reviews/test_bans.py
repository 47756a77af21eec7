"""Who is kept from what: a list that may be long."""

import re
from collections.abc import Sequence
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient

from accelerator.reviews.models import ReadingBan
from hub.accounts.models import User
from hub.core.database import db, transaction
from tests.accelerator.reviews.intakes import an_intake
from tests.api import Caller
from tests.counting import asked_for
from tests.signing_in import sign_in_as


def test_bans_come_in_pages_and_are_asked_for_at_once(client: FlaskClient, app: Flask) -> None:
    intake = an_intake(applications=9, reviewers=5)
    manager, readers = intake.manager.id, [each.id for each in intake.reviewers]
    sign_in_as(client, intake.manager)
    path = f"/admin/rounds/{intake.round.id}/bans"

    def keep_out(applications: Sequence[UUID]) -> None:
        with transaction():
            for application in applications:
                for reader in readers:
                    ban = ReadingBan(
                        reviewer_id=reader, application_id=application, made_by_id=manager
                    )
                    db.session.add(ban)

    first_one, *others = [each.id for each in intake.applications]
    keep_out([first_one])
    few = asked_for(client, path)[0]
    keep_out(others)
    many, first = asked_for(client, path)
    more = re.search(r'rel="next" href="([^"]+)"', first)
    assert many == few and more

    api = Caller(app, db.session.get_one(User, manager))
    url = f"{path.removeprefix('/admin')}?limit=20"
    pages = [api.get(url).json]
    while pages[-1]["next"]:
        pages.append(api.get(f"{url}&cursor={pages[-1]['next']}").json)
    ids = [each["id"] for page in pages for each in page["items"]]
    second = client.get(more[1].replace("&amp;", "&")).text
    assert [len(page["items"]) for page in pages] == [20, 20, 5]
    assert len(set(ids)) == 45
    assert re.findall(r'name="ban" value="([^"]+)"', first + second) == ids[:40]

    oldest = client.post(f"{path}/lift", data={"ban": ids[-1]})
    assert oldest.status_code == 302 and db.session.query(ReadingBan).count() == 44
    assert client.post(f"{path}/lift", data={"ban": "no ban"}).status_code == 404
