"""Who may stand in which door of figures; how to read it stands in `matrix`."""

EVERYONE = """
GET              /calls/<slug>/figures
"""

PEOPLE = """
GET              /api/v1/cohorts/<cohort_id>/figures/public
"""

STAFF = """
GET              /api/v1/cohorts/<cohort_id>/figures                        programmes:manage
GET              /api/v1/cohorts/<cohort_id>/figures/applications           programmes:manage
GET              /api/v1/cohorts/<cohort_id>/figures/readers                programmes:manage
GET              /admin/cohorts/<cohort_id>/figures                         programmes:manage
GET              /admin/cohorts/<cohort_id>/figures/applications.<format>   programmes:manage
"""

#: Everybody may look, once the teams have been told.
NOT_SOMEBODYS = {("GET", "/api/v1/cohorts/<cohort_id>/figures/public")}


def ids(_things: object) -> dict[str, object]:
    return {"format": "csv"}
