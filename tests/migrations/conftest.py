from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

import booking.calendars.models
import hub.app
from tests.empty_database import empty_engine

#: What makes every model known.
__all__ = ["booking", "hub"]


@pytest.fixture
def engine(tmp_path) -> Iterator[Engine]:
    with empty_engine(tmp_path) as engine:
        yield engine
