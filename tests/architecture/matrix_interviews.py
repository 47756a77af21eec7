"""Who may stand in which door of interviews; how to read it stands in `matrix`."""

EVERYONE = """
"""

PEOPLE = """
GET POST         /interviews/<invited_id>
POST             /interviews/<invited_id>/give-up
POST             /interviews/<invited_id>/wishes
GET              /interviews/meetings/<meeting_id>/join
GET              /jury
GET              /jury/<day_id>
POST             /jury/meetings/<meeting_id>/marks
"""

STAFF = """
GET              /admin/cohorts/<cohort_id>/interviews                         programmes:manage
GET POST         /admin/cohorts/<cohort_id>/interviews/new                     programmes:manage
GET              /admin/interview-plans/<plan_id>                              programmes:manage
POST             /admin/interview-plans/<plan_id>/apply                        programmes:manage
GET POST         /admin/interview-panels/<panel_id>                            programmes:manage
POST             /admin/interview-panels/<panel_id>/remove                     programmes:manage
GET POST         /admin/interview-teams/<invited_id>                           programmes:manage
POST             /admin/interview-teams/<invited_id>/<step>                    programmes:manage
POST             /admin/interview-teams/<invited_id>/wishes                    programmes:manage
GET              /admin/interviews/<day_id>                                    programmes:manage
GET POST         /admin/interviews/<day_id>/call-off                           programmes:manage
POST             /admin/interviews/<day_id>/choose                             programmes:manage
GET POST         /admin/interviews/<day_id>/edit                               programmes:manage
POST             /admin/interviews/<day_id>/finish                             programmes:manage
GET POST         /admin/interviews/<day_id>/panels/new                         programmes:manage
POST             /admin/interviews/<day_id>/plan                               programmes:manage
POST             /admin/interviews/<day_id>/publish                            programmes:manage
GET POST         /admin/interviews/<day_id>/teams                              programmes:manage
"""
