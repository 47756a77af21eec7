"""Who may stand in which door of selection; how to read it stands in `matrix`."""

EVERYONE = """
"""

PEOPLE = """
GET              /offers/<place_id>
POST             /offers/<place_id>/accept
GET POST         /offers/<place_id>/decline
POST             /offers/<place_id>/undo
"""

STAFF = """
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
