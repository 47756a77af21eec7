"""The version of a thing that a caller has seen."""

from typing import Annotated

from pydantic import Field

Version = Annotated[
    int | None,
    Field(ge=0, le=10**9, description="The version that you saw; 0: that there was none."),
]
