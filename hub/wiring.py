"""Which capabilities the front door opens to, and who hears what. One line each."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint

from accelerator.applications import views as applications
from accelerator.applications.facts import ApplicationSubmitted, ApplicationWithdrawn, TeamChanged
from accelerator.applications.permissions import let_read
from accelerator.applications.queries import overview
from accelerator.applications.queries.teams import writers_of
from accelerator.applications.services import doubles, looking
from accelerator.applications.services.moving import drafts_on, move_drafts
from accelerator.conflicts.facts import ConflictArose, ConflictCleared
from accelerator.conflicts.queries.judging import let_name_judges
from accelerator.conflicts.queries.sides import (
    let_name_aliases,
    let_name_employers,
    let_name_mentors,
    let_name_people,
)
from accelerator.figures import views as figures
from accelerator.forms import views as forms
from accelerator.forms.drafts import let_count_drafts
from accelerator.forms.facts import FormPublished
from accelerator.forms.permissions import let_decide as let_build_forms
from accelerator.interviews import views as interviews
from accelerator.interviews.queries.judging import jurors_of, met_by
from accelerator.interviews.services import hearing as interviews_hearing
from accelerator.matching import views as matching
from accelerator.matching.facts import PairingEnded
from accelerator.matching.queries.judging import mentees_of, mentored_by, mentors_of
from accelerator.matching.queries.known import let_rate
from accelerator.matching.services import pairing as matching_pairing
from accelerator.mentor_days import views as mentor_days
from accelerator.mentor_days.queries import feedback as mentor_days_feedback
from accelerator.mentor_days.services import hearing as mentor_days_hearing
from accelerator.mentors import views as mentors
from accelerator.mentors.facts import MentoringLeft, MentorLeft
from accelerator.mentors.services import become_mentor
from accelerator.participations import views as participations
from accelerator.participations.facts import ParticipationEnded
from accelerator.participations.services import joining
from accelerator.programmes import views as programmes
from accelerator.programmes.facts import SeatsSet
from accelerator.programmes.queries import let_advise, let_count
from accelerator.programmes.scopes import FORM_OWNERS, PROGRAMMES
from accelerator.programmes.services import let_object, let_reckon
from accelerator.reviews import views as reviews
from accelerator.reviews.permissions import readers_sight
from accelerator.reviews.queries.judging import read_by, readers_of
from accelerator.reviews.queries.reviewers import aliases_of, employers_of
from accelerator.reviews.services.recusal import count_again, end_conflicted
from accelerator.reviews.services.reviewers import become_reviewer
from accelerator.selection import views as selection
from accelerator.selection.elsewhere import let_offer
from accelerator.selection.facts import AgreementAccepted
from accelerator.selection.services import hearing as selection_hearing
from accelerator.sessions import views as sessions
from accelerator.sessions.queries.after import ratings_in
from accelerator.sessions.queries.office_hours import OWNER_KIND as OFFICE_HOURS
from accelerator.sessions.services import hearing as sessions_hearing
from accelerator.startups import views as startups
from booking.bookings import coming, serving
from booking.bookings import views as bookings
from booking.bookings.facts import BookingCancelled
from booking.calendars import views as calendars
from booking.frontdesk import views as frontdesk
from booking.houses import views as houses
from booking.spaces import views as spaces
from booking.spaces.coming import let_tell
from hub.accounts import views as accounts
from hub.accounts.facts import EmailChanged, InvitationAccepted
from hub.accounts.models import ScopeKind
from hub.accounts.queries import mail as people
from hub.accounts.scopes import let_name
from hub.core.facts import listen
from hub.files import views as files
from hub.files.permissions import let_decide
from hub.home import views as home
from hub.learning.attendance import views as attendance
from hub.learning.attendance.facts import AttendanceCounted
from hub.learning.certificates import views as certificates
from hub.learning.certificates.queries.completions import has_completed
from hub.learning.certificates.services import hearing as certificates_hearing
from hub.learning.certificates.showing import add_links as certificate_links
from hub.learning.classes import views as classes
from hub.learning.classes.facts import (
    ClassCancelled,
    ClassPublished,
    ClassSessionCancelled,
    ClassSessionMoved,
    ClassSessionPlanned,
)
from hub.learning.classes.models import OWNER_KIND as CLASS_RUNS
from hub.learning.classes.queries.showing import let_lead_on, let_show_place
from hub.learning.classes.services import hearing as classes_hearing
from hub.learning.courses import views as courses
from hub.learning.courses.permissions import let_read_lessons
from hub.learning.enrolments import views as enrolments
from hub.learning.enrolments.completions import let_say_completed
from hub.learning.enrolments.services import hearing as enrolments_hearing
from hub.learning.enrolments.services.offers import CLASS_OFFERS
from hub.learning.enrolments.showing import let_add_links
from hub.learning.joining import views as class_joining
from hub.learning.joining.services import noticing
from hub.learning.study import views as study
from hub.learning.study.facts import ProgressMade
from hub.learning.study.permissions import takes_part
from hub.learning.teaching import views as teaching
from hub.learning.teaching.views import leading as teaching_page
from hub.operate import views as operate
from hub.organisations import views as organisations
from hub.organisations.facts import MembershipChanged, WebsiteChanged
from hub.organisations.scopes import ORGANISATIONS, SITES
from hub.organisations.services import join_as_invited
from hub.outbox import views as outbox
from hub.outbox.receivers import ask_before_sending
from hub.places import facts as places
from hub.places.eligibility import ask_before_offering
from hub.web import languages

BLUEPRINTS: tuple[Blueprint, ...] = (
    languages.bp,
    home.bp,
    operate.bp,
    accounts.bp,
    accounts.people_bp,
    outbox.bp,
    files.bp,
    organisations.bp,
    spaces.bp,
    bookings.bp,
    houses.bp,
    houses.plans_bp,
    calendars.bp,
    frontdesk.bp,
    programmes.bp,
    forms.bp,
    startups.bp,
    applications.bp,
    reviews.bp,
    interviews.bp,
    selection.bp,
    participations.bp,
    mentors.bp,
    mentor_days.bp,
    matching.bp,
    sessions.bp,
    figures.bp,
    courses.bp,
    classes.bp,
    enrolments.bp,
    class_joining.bp,
    study.bp,
    attendance.bp,
    certificates.bp,
    teaching.bp,
)

#: Posts from elsewhere, which prove themselves by something else than our form's token.
POSTED_FROM_ELSEWHERE: tuple[Callable[..., Any], ...] = (
    outbox.stop_mail,
    study.take_kit_answers,
)


def connect() -> None:
    """Who hears and names what, from the ground floor up: `listen(Fact, service)`."""
    _house()
    _conflicts()
    _intake()
    _mentoring()
    _learning()


def _house() -> None:
    ask_before_sending(people.why_no_mail)
    let_decide("users", accounts.profile.may_see_photo)
    let_decide("applications", applications.may_see_file)
    let_decide("submissions", study.may_see_file)
    let_decide("courses", courses.may_see_file)
    let_decide("spaces", spaces.may_see_picture)
    let_tell(coming)
    serving.let_say("session", sessions.serving)
    serving.let_say("class", classes.serving)
    serving.let_say("event", interviews.serving, mentor_days.serving)
    let_count_drafts(drafts_on)
    listen(FormPublished, move_drafts)
    let_name(ScopeKind.SITE, SITES)
    let_name(ScopeKind.ORGANISATION, ORGANISATIONS)
    let_name(ScopeKind.PROGRAMME, PROGRAMMES)
    let_build_forms("programmes", FORM_OWNERS)
    let_read(readers_sight)
    listen(InvitationAccepted, join_as_invited)
    listen(InvitationAccepted, become_reviewer)
    let_reckon(overview.touched_by_dates)
    let_count("applications", overview.tiles)
    let_advise("applications", overview.advice)


def _conflicts() -> None:
    let_name_aliases(aliases_of)
    let_name_employers(employers_of)
    let_name_people(writers_of)
    let_name_judges(readers_of, read_by)
    let_name_judges(jurors_of, met_by)
    listen(ConflictArose, end_conflicted)
    listen(ConflictCleared, count_again)
    let_rate(mentor_days_feedback.ratings_in)
    listen(ConflictArose, mentor_days_hearing.conflict_arose)
    listen(MentorLeft, mentor_days_hearing.mentor_left)
    listen(MentoringLeft, mentor_days_hearing.mentoring_left)
    listen(ParticipationEnded, mentor_days_hearing.participation_ended)
    listen(TeamChanged, looking.team_changed)
    listen(ApplicationSubmitted, looking.handed_in)
    listen(MembershipChanged, looking.membership_changed)
    listen(WebsiteChanged, looking.website_changed)
    listen(EmailChanged, looking.address_changed)
    listen(ApplicationSubmitted, doubles.mark)


def _intake() -> None:
    let_object(selection_hearing.objections)
    listen(SeatsSet, selection_hearing.seats_set)
    listen(ApplicationWithdrawn, selection_hearing.withdrawn)
    listen(ApplicationWithdrawn, interviews_hearing.withdrawn)
    listen(places.PlaceOffered, selection_hearing.offered)
    listen(places.PlaceOfferExtended, selection_hearing.extended)
    listen(places.PlaceOfferDue, selection_hearing.due)
    listen(places.PlaceConfirmed, selection_hearing.confirmed)
    listen(places.PlaceDeclined, selection_hearing.declined)
    listen(places.PlaceLapsed, selection_hearing.lapsed)
    listen(places.PlaceRemoved, selection_hearing.removed)
    listen(places.PlaceClosed, selection_hearing.closed)
    listen(places.PlaceConfirmed, joining.begin)
    listen(AgreementAccepted, joining.keep_agreement)
    listen(places.PlaceWithdrawn, joining.end_with_place)
    listen(places.PlaceRemoved, joining.end_with_place)


def _mentoring() -> None:
    listen(InvitationAccepted, become_mentor)
    listen(MentorLeft, matching_pairing.end_with_mentor)
    listen(MentoringLeft, matching_pairing.end_in_cohort)
    listen(ParticipationEnded, matching_pairing.end_with_startup)
    let_name_judges(mentors_of, mentored_by)
    let_name_mentors(mentees_of)
    let_rate(ratings_in)
    ask_before_offering(OFFICE_HOURS, sessions_hearing.why_not)
    listen(PairingEnded, sessions_hearing.pairing_ended)
    listen(MentorLeft, sessions_hearing.mentor_left)
    listen(MentoringLeft, sessions_hearing.mentoring_left)
    listen(ParticipationEnded, sessions_hearing.startup_left)
    listen(BookingCancelled, sessions_hearing.room_gone)
    listen(places.PlaceOffered, sessions_hearing.place_offered)
    listen(places.PlaceOfferDue, sessions_hearing.place_due)
    listen(places.PlaceConfirmed, sessions_hearing.place_confirmed)
    listen(places.PlaceLapsed, sessions_hearing.place_lapsed)
    listen(places.PlaceWithdrawn, sessions_hearing.place_withdrawn)
    listen(places.PlaceRemoved, sessions_hearing.place_removed)
    listen(places.PlaceClosed, sessions_hearing.place_closed)


def _learning() -> None:
    """Classes: what sessions, places, study and the register tell those above."""
    listen(BookingCancelled, classes_hearing.room_gone)
    let_lead_on(enrolments.on_class_page.ways_on)
    let_lead_on(teaching_page.ways_on)
    ask_before_offering(CLASS_RUNS, enrolments_hearing.why_not)
    let_offer(CLASS_OFFERS)
    let_show_place(enrolments.on_class_page.place_on_page, enrolments.on_class_page.places_in_list)
    let_say_completed(has_completed)
    let_add_links(certificate_links)
    listen(ClassCancelled, enrolments_hearing.class_cancelled)
    listen(places.PlaceWaiting, enrolments_hearing.place_waiting)
    listen(places.PlaceOffered, enrolments_hearing.place_offered)
    listen(places.PlaceOfferDue, enrolments_hearing.place_due)
    listen(places.PlaceConfirmed, enrolments_hearing.place_confirmed)
    listen(places.PlaceLapsed, enrolments_hearing.place_lapsed)
    listen(places.PlaceDeclined, enrolments_hearing.place_declined)
    listen(places.PlaceWithdrawn, enrolments_hearing.place_withdrawn)
    listen(places.PlaceRemoved, enrolments_hearing.place_removed)
    listen(places.PlaceClosed, enrolments_hearing.place_closed)
    listen(places.SeatsFreed, enrolments_hearing.seats_freed)
    listen(ClassPublished, noticing.class_published)
    listen(ClassSessionPlanned, noticing.session_planned)
    listen(ClassSessionMoved, noticing.session_moved)
    listen(ClassSessionCancelled, noticing.session_cancelled)
    listen(ClassCancelled, noticing.class_cancelled)
    listen(ClassPublished, certificates_hearing.class_published)
    let_read_lessons(takes_part)
    let_add_links(study.links_of)
    listen(ProgressMade, certificates_hearing.progress_made)
    listen(AttendanceCounted, certificates_hearing.attendance_counted)
