"""Who may stand in which door of selection; how to read it stands in `matrix`."""

EVERYONE = """
"""

PEOPLE = """
GET              /api/v1/offers
GET              /api/v1/offers/<token>
POST             /api/v1/offers/<token>/accept
POST             /api/v1/offers/<token>/decline
POST             /api/v1/offers/<token>/undo-decline
GET              /offers/<place_id>
POST             /offers/<place_id>/accept
GET POST         /offers/<place_id>/decline
POST             /offers/<place_id>/undo
"""

STAFF = """
PUT DELETE       /api/v1/applications/<application_id>/decision                programmes:manage
PUT              /api/v1/applications/<application_id>/feedback                programmes:manage
POST             /api/v1/applications/<application_id>/feedback/publish        programmes:manage
GET              /api/v1/cohorts/<cohort_id>/decisions                         programmes:manage
PUT              /api/v1/cohorts/<cohort_id>/decisions/line                    programmes:manage
GET              /api/v1/cohorts/<cohort_id>/feedback                          programmes:manage
POST             /api/v1/cohorts/<cohort_id>/feedback/gather                   programmes:manage
GET              /api/v1/cohorts/<cohort_id>/places                            programmes:manage
GET POST         /api/v1/cohorts/<cohort_id>/releases                          programmes:manage
GET              /api/v1/releases/<release_id>                                 programmes:manage
POST             /api/v1/releases/<release_id>/cancel                          programmes:manage
PUT              /api/v1/releases/<release_id>/letters                         programmes:manage
POST             /api/v1/releases/<release_id>/prepare                         programmes:manage
POST             /api/v1/releases/<release_id>/release                         programmes:manage
POST             /api/v1/releases/<release_id>/take-back                       programmes:manage
GET POST         /admin/applications/<application_id>/feedback                 programmes:manage
POST             /admin/applications/<application_id>/feedback/publish         programmes:manage
GET POST         /admin/cohorts/<cohort_id>/decisions                          programmes:manage
POST             /admin/cohorts/<cohort_id>/decisions/<application_id>         programmes:manage
POST             /admin/cohorts/<cohort_id>/decisions/<application_id>/take-back programmes:manage
GET POST         /admin/cohorts/<cohort_id>/decisions/line                     programmes:manage
GET POST         /admin/cohorts/<cohort_id>/feedback                           programmes:manage
GET              /admin/cohorts/<cohort_id>/places                             programmes:manage
POST             /admin/cohorts/<cohort_id>/places/close                       programmes:manage
GET POST         /admin/cohorts/<cohort_id>/releases                           programmes:manage
GET              /admin/releases/<release_id>                                  programmes:manage
POST             /admin/releases/<release_id>/cancel                           programmes:manage
POST             /admin/releases/<release_id>/letters                          programmes:manage
POST             /admin/releases/<release_id>/prepare                          programmes:manage
POST             /admin/releases/<release_id>/release                          programmes:manage
POST             /admin/releases/<release_id>/take-back                        programmes:manage
"""
