"""Who may stand in which door of figures; how to read it stands in `matrix`."""

EVERYONE = """
GET              /calls/<slug>/figures
"""

PEOPLE = """
"""

STAFF = """
GET              /admin/cohorts/<cohort_id>/figures                         programmes:manage
GET              /admin/cohorts/<cohort_id>/figures/applications.<format>   programmes:manage
"""


def ids(_things: object) -> dict[str, object]:
    return {"format": "csv"}
