"""Who may stand in which door of forms; how to read it stands in `matrix`."""

EVERYONE = """
"""

PEOPLE = """
"""

STAFF = """
GET              /api/v1/form-templates                          programmes:manage
GET POST         /api/v1/forms                                   programmes:manage
GET PATCH        /api/v1/forms/<form_id>                         programmes:manage
POST             /api/v1/forms/<form_id>/drafts                  programmes:manage
GET PUT DELETE   /api/v1/forms/<form_id>/versions/<number>       programmes:manage
GET              /api/v1/forms/<form_id>/versions/<number>/changes  programmes:manage
POST             /api/v1/forms/<form_id>/versions/<number>/publish  programmes:manage
GET              /forms                                          programmes:manage
GET              /forms/<form_id>                                programmes:manage
GET POST         /forms/<form_id>/add-question                   programmes:manage
POST             /forms/<form_id>/draft                          programmes:manage
GET POST         /forms/<form_id>/draft/discard                  programmes:manage
GET POST         /forms/<form_id>/languages                      programmes:manage
POST             /forms/<form_id>/name                           programmes:manage
GET POST         /forms/<form_id>/new-question                   programmes:manage
GET POST         /forms/<form_id>/new-rule                       programmes:manage
GET POST         /forms/<form_id>/preview                        programmes:manage
GET POST         /forms/<form_id>/publish                        programmes:manage
GET POST         /forms/<form_id>/questions/<key>                programmes:manage
POST             /forms/<form_id>/questions/<key>/copy           programmes:manage
POST             /forms/<form_id>/questions/<key>/move           programmes:manage
GET POST         /forms/<form_id>/questions/<key>/remove         programmes:manage
GET              /forms/<form_id>/rules                          programmes:manage
GET POST         /forms/<form_id>/rules/<key>                    programmes:manage
POST             /forms/<form_id>/rules/<key>/remove             programmes:manage
POST             /forms/<form_id>/sections                       programmes:manage
GET POST         /forms/<form_id>/sections/<key>                 programmes:manage
POST             /forms/<form_id>/sections/<key>/move            programmes:manage
GET POST         /forms/<form_id>/sections/<key>/remove          programmes:manage
GET              /forms/<form_id>/versions                       programmes:manage
GET POST         /forms/new                                      programmes:manage
"""
