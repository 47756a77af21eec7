"""Online learning, from the catalogue to the certificate; each folder is a capability of its own.

From below: `courses` (what is taught), `classes` (a dated run of it, with its sessions),
`enrolments` (who has a place, and the line), `joining` (the way into a session, and what people
are told of it), `study` (lessons, quizzes, assignments), `attendance`, `certificates` (what was
completed, and papers that verify), `teaching` (the instructor's desk).
"""
