"""Who may stand in which door of programmes; how to read it stands in `matrix`."""

from typing import Any

from tests.factories.programme import a_cohort

EVERYONE = """
GET              /calls/<slug>
GET              /programmes
GET              /programmes/<slug>
"""

PEOPLE = """
GET              /api/v1/cohorts
GET              /api/v1/cohorts/<cohort_id>
GET              /api/v1/programmes
GET              /api/v1/programmes/<programme_id>
"""

STAFF = """
GET              /admin/cohorts/<cohort_id>                               programmes:manage
GET POST         /admin/cohorts/<cohort_id>/agreement                     programmes:manage
GET POST         /admin/cohorts/<cohort_id>/dates                         programmes:manage
GET POST         /admin/cohorts/<cohort_id>/edit                          programmes:manage
GET POST         /admin/cohorts/<cohort_id>/faq                           programmes:manage
GET POST         /admin/cohorts/<cohort_id>/form                          programmes:manage
GET POST         /admin/cohorts/<cohort_id>/move                          programmes:manage
GET POST         /admin/cohorts/<cohort_id>/timeline                      programmes:manage
GET              /admin/programmes                                        programmes:manage
GET              /admin/programmes/<programme_id>                         programmes:manage
GET POST         /admin/programmes/<programme_id>/archive                 programmes:manage
GET POST         /admin/programmes/<programme_id>/cohorts/new             programmes:manage
GET POST         /admin/programmes/<programme_id>/edit                    programmes:manage
POST             /admin/programmes/<programme_id>/publish                 programmes:manage
POST             /admin/programmes/<programme_id>/restore                 programmes:manage
GET POST         /admin/programmes/new                                    programmes:manage
PATCH            /api/v1/cohorts/<cohort_id>                               programmes:manage
PUT              /api/v1/cohorts/<cohort_id>/dates                         programmes:manage
PUT              /api/v1/cohorts/<cohort_id>/form                          programmes:manage
POST             /api/v1/cohorts/<cohort_id>/phase                         programmes:manage
POST             /api/v1/programmes                                        programmes:manage
PATCH DELETE     /api/v1/programmes/<programme_id>                         programmes:manage
POST             /api/v1/programmes/<programme_id>/cohorts                 programmes:manage
POST             /api/v1/programmes/<programme_id>/publish                 programmes:manage
POST             /api/v1/programmes/<programme_id>/restore                 programmes:manage
"""

SHOWN_TO_PEOPLE = {
    ("GET", "/api/v1/cohorts/<cohort_id>"),
    ("GET", "/api/v1/programmes/<programme_id>"),
}
TOLD: dict[tuple[str, str], dict[str, object]] = {
    ("PATCH", "<programme_id>"): {"currency": "EUR"},
    ("POST", "<programme_id>/cohorts"): {
        "name": {"en": "Mine"},
        "slug": "mine",
        "seats": 1,
        "opens_local": "2027-01-04T09:00",
        "closes_local": "2027-02-01T09:00",
    },
    ("PATCH", "<cohort_id>"): {"seats": 99},
    ("PUT", "<cohort_id>/dates"): {
        "opens_local": "2026-11-16T08:00",
        "closes_local": "2027-02-01T09:00",
    },
    ("PUT", "<cohort_id>/form"): {"template": "blank"},
    ("POST", "<cohort_id>/phase"): {"phase": "draft"},
}


def ids(_things: Any) -> dict[str, object]:
    cohort = a_cohort()
    return {"cohort_id": cohort.id, "programme_id": cohort.programme_id}
