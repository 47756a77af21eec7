"""Who may stand in which door of reviews; how to read it stands in `matrix`."""

EVERYONE = """
"""

PEOPLE = """
GET              /reviews
GET POST         /reviews/<assignment_id>
GET POST         /reviews/<assignment_id>/abstain
GET POST         /reviews/<assignment_id>/conflict
POST             /reviews/<assignment_id>/draft
POST             /reviews/<assignment_id>/drop-amendment
POST             /reviews/<assignment_id>/notes
GET POST         /reviews/<assignment_id>/question
POST             /reviews/<assignment_id>/take-over
GET              /reviews/rounds/<round_id>
"""

STAFF = """
"""
