"""The timetable of the house. `flask jobs list` prints it, `flask jobs once NAME` runs a line now.

Each line is one call, safe to run twice; an occurrence is run by one process, and what was due
while nobody ran is caught up on once. Daily times are Jakarta's, when both cities' doors are shut.
"""

from datetime import time, timedelta

from flask import Flask

from accelerator.applications.jobs import erase_personal_answers, remind_of_requests
from accelerator.matching.jobs import (
    lapse_pairings,
    propose_next_best,
    reckon_matchings,
    remind_of_pairings,
)
from accelerator.mentor_days.jobs import plan_mentor_days
from accelerator.mentors.jobs import look_at_calendars
from accelerator.participations.jobs import ask_alumni, ask_for_months
from accelerator.reviews.jobs import remind_reviewers
from accelerator.sessions.jobs import look_after_pairs, remind_of_sessions, settle_sessions
from booking.bookings.jobs import expire_holds, forget_guests
from booking.calendars.jobs import forget_unused_uploads
from hub.accounts.jobs import tidy_sign_ins
from hub.files.jobs import scan_waiting, sweep_orphans
from hub.learning.certificates.jobs import issue_certificates
from hub.learning.joining.jobs import remind_of_classes, tell_of_changes
from hub.learning.study.jobs import mark_late_quizzes
from hub.outbox.jobs import deliver_mail, forget_old_mail
from hub.places.jobs import lapse_offers, remind_of_offers
from hub.timetable.clockwork import Clockwork
from hub.timetable.jobs import forget_old_runs
from hub.timetable.rules import Job
from hub.web.api.jobs import forget_idempotency_keys

JAKARTA = "Asia/Jakarta"

JOBS = (
    # Not fenced as a whole: each message is guarded by itself, and is better marked than resent.
    Job("deliver-mail", deliver_mail, every=timedelta(seconds=5), fenced=False),
    Job("expire-holds", expire_holds, every=timedelta(seconds=30)),
    Job("lapse-offers", lapse_offers, every=timedelta(seconds=30)),
    Job("remind-of-offers", remind_of_offers, every=timedelta(minutes=5)),
    Job("forget-uploads", forget_unused_uploads, every=timedelta(hours=1)),
    Job("remind-of-questions", remind_of_requests, every=timedelta(minutes=15)),
    Job("reckon-matchings", reckon_matchings, every=timedelta(seconds=5)),
    Job("plan-mentor-days", plan_mentor_days, every=timedelta(seconds=5)),
    Job("issue-certificates", issue_certificates, every=timedelta(seconds=5)),
    Job("lapse-pairings", lapse_pairings, every=timedelta(minutes=1)),
    Job("propose-next-best", propose_next_best, every=timedelta(minutes=1)),
    Job("remind-of-pairings", remind_of_pairings, every=timedelta(minutes=15)),
    Job("look-at-calendars", look_at_calendars, every=timedelta(minutes=5)),
    Job("settle-sessions", settle_sessions, every=timedelta(minutes=5)),
    Job("remind-of-sessions", remind_of_sessions, every=timedelta(minutes=5)),
    Job("tell-of-class-changes", tell_of_changes, every=timedelta(seconds=30)),
    Job("mark-late-quizzes", mark_late_quizzes, every=timedelta(minutes=1)),
    Job("remind-of-classes", remind_of_classes, every=timedelta(minutes=5)),
    Job("remind-reviewers", remind_reviewers, daily_at=time(9, 0), zone=JAKARTA),
    Job("sweep-files", sweep_orphans, every=timedelta(hours=6)),
    Job("scan-files", scan_waiting, every=timedelta(minutes=10)),
    Job("ask-for-months", ask_for_months, daily_at=time(8, 0), zone=JAKARTA),
    Job("look-after-pairs", look_after_pairs, daily_at=time(8, 20), zone=JAKARTA),
    Job("ask-alumni", ask_alumni, daily_at=time(8, 10), zone=JAKARTA),
    Job("erase-answers", erase_personal_answers, daily_at=time(3, 30), zone=JAKARTA),
    Job("forget-guests", forget_guests, every=timedelta(hours=1)),
    Job("tidy-sign-ins", tidy_sign_ins, daily_at=time(3, 20), zone=JAKARTA),
    Job("forget-old-mail", forget_old_mail, daily_at=time(3, 10), zone=JAKARTA),
    Job("forget-api-keys", forget_idempotency_keys, every=timedelta(hours=1)),
    Job("forget-old-runs", forget_old_runs, every=timedelta(hours=1)),
)


def start_background(app: Flask) -> Clockwork:
    """Run the timetable in this process; the answer's `stop()` finishes what is running."""
    clockwork = Clockwork(app, JOBS)
    clockwork.start()
    return clockwork
