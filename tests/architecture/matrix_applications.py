"""Who may stand in which door of applications; how to read it stands in `matrix`."""

EVERYONE = """
GET              /applications/invitations/<key>
POST             /applications/invitations/<key>/decline
POST             /applications/invitations/<key>/join
GET              /applications/session
GET POST         /calls/<slug>/apply
"""

PEOPLE = """
GET              /api/v1/applications
GET PATCH        /api/v1/applications/<application_id>
GET POST         /api/v1/applications/<application_id>/comments
POST             /api/v1/applications/<application_id>/comments/<comment_id>/settle
POST             /api/v1/applications/<application_id>/files/<key>
POST             /api/v1/applications/<application_id>/invitations
DELETE           /api/v1/applications/<application_id>/invitations/<invitation_id>
POST             /api/v1/applications/<application_id>/invitations/<invitation_id>/again
GET              /api/v1/applications/<application_id>/members
PATCH DELETE     /api/v1/applications/<application_id>/members/<member_id>
GET              /api/v1/applications/<application_id>/receipt
POST             /api/v1/applications/<application_id>/submit
POST             /api/v1/applications/<application_id>/withdraw
POST             /api/v1/cohorts/<cohort_id>/applications
GET              /applications
GET              /applications/<application_id>
POST             /applications/<application_id>/answers/<key>
GET              /applications/<application_id>/apply
GET POST         /applications/<application_id>/apply/<section>
POST             /applications/<application_id>/comments
POST             /applications/<application_id>/comments/<comment_id>/settle
POST             /applications/<application_id>/files/<key>
GET POST         /applications/<application_id>/leave
GET              /applications/<application_id>/receipt
GET              /applications/<application_id>/receipt.pdf
POST             /applications/<application_id>/requests/<request_id>/answer
GET              /applications/<application_id>/review
GET              /applications/<application_id>/revisions/<number>
POST             /applications/<application_id>/submit
GET              /applications/<application_id>/team
POST             /applications/<application_id>/team/<member_id>/remove
POST             /applications/<application_id>/team/<member_id>/role
GET POST         /applications/<application_id>/team/<member_id>/hand-over
POST             /applications/<application_id>/team/invitations
POST             /applications/<application_id>/team/invitations/<invitation_id>/again
POST             /applications/<application_id>/team/invitations/<invitation_id>/take-back
GET POST         /applications/<application_id>/withdraw
POST             /applications/invitations/<key>/accept
GET POST         /calls/<slug>/apply/startup
"""

STAFF = """
GET              /admin/applications/<application_id>                     programmes:manage
POST             /admin/applications/<application_id>/ask                 programmes:manage
POST             /admin/applications/<application_id>/doubles/<other_id>  programmes:manage
POST             /admin/applications/<application_id>/more-time           programmes:manage
POST             /admin/applications/<application_id>/screen              programmes:manage
POST             /admin/applications/<application_id>/screen/undo         programmes:manage
POST             /admin/applications/questions/<request_id>/close         programmes:manage
GET              /admin/cohorts/<cohort_id>/applications                  programmes:manage
POST             /admin/cohorts/<cohort_id>/applications/let-through      programmes:manage
"""
