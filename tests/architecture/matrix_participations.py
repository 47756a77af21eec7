"""Who may stand in which door of participations; how to read it stands in `matrix`."""

EVERYONE = """
GET              /calls/<slug>/demo-day
"""

PEOPLE = """
GET              /my-cohorts
GET              /participations/<participation_id>
GET POST         /participations/<participation_id>/agreement
POST             /participations/<participation_id>/comments
POST             /participations/<participation_id>/demo-line
GET POST         /participations/<participation_id>/follow-ups/<follow_up_id>
GET POST         /participations/<participation_id>/goals/<goal_id>
GET POST         /participations/<participation_id>/goals/new
POST             /participations/<participation_id>/milestones
POST             /participations/<participation_id>/milestones/<milestone_id>/reached
GET POST         /participations/<participation_id>/months/<check_in_id>
POST             /participations/<participation_id>/perks/<perk_id>
POST             /participations/<participation_id>/tasks/<task_id>
"""

STAFF = """
GET              /admin/cohorts/<cohort_id>/startups                                    programmes:manage
GET              /admin/cohorts/<cohort_id>/startups/arrange                            programmes:manage
POST             /admin/cohorts/<cohort_id>/startups/demo-day                           programmes:manage
POST             /admin/cohorts/<cohort_id>/startups/metrics                            programmes:manage
POST             /admin/cohorts/<cohort_id>/startups/metrics/<metric_id>/end            programmes:manage
POST             /admin/cohorts/<cohort_id>/startups/months                             programmes:manage
POST             /admin/cohorts/<cohort_id>/startups/perks                              programmes:manage
POST             /admin/cohorts/<cohort_id>/startups/perks/<perk_id>/end                programmes:manage
POST             /admin/cohorts/<cohort_id>/startups/tasks                              programmes:manage
POST             /participations/<participation_id>/milestones/<milestone_id>/confirm   programmes:manage
POST             /participations/<participation_id>/months/<check_in_id>/read           programmes:manage
POST             /participations/<participation_id>/move                                programmes:manage
"""
