"""Who may stand in which door of programmes; how to read it stands in `matrix`."""

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
