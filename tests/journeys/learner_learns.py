"""In the class: in the room at the right minute, on the list, and through every step."""

from tests.hub.files.papers import a_pdf
from tests.journeys.learner_story import LESSON, QUIZ, RIGHT, SLUG, WORK, Reader, Story
from tests.journeys.mail import Mail

LEARN = f"/classes/{SLUG}/learn"
NOTE, PRAISE = "Dihitung tiga kali.", "Amat jelas, terima kasih."


def come_too_early(siti: Reader, story: Story) -> None:
    siti.goes(f"/go/{story.session.id}")
    siti.reads("The room is not open yet.")
    siti.picture("too-early")
    assert story.room.came == []


def go_in(siti: Reader, story: Story) -> None:
    """A quarter of an hour before. The room learns nothing of where its guest came from."""
    siti.goes(LEARN)
    siti.picture("learn")
    siti.follow("Way into the video room")
    siti.page.wait_for_url(story.room.url)
    assert [referer for _path, referer in story.room.came] == [None]


def show_the_code(budi: Reader, story: Story) -> str:
    budi.goes(f"/teach/sessions/{story.session.id}/register")
    budi.picture("register")
    budi.follow("Show the code")
    budi.press("Show a code")
    shown = budi.page.locator(".code-large")
    shown.wait_for()
    budi.picture("code")
    return str(shown.inner_text())


def check_in(siti: Reader, code: str) -> None:
    siti.goes("/check-in")
    siti.fills(code=code.lower())
    siti.picture("check-in")
    siti.press("I am here")
    siti.reads("You are on the list.")
    siti.picture("checked-in")


def read_the_lesson(siti: Reader) -> None:
    siti.goes(LEARN)
    siti.follow("Go on")
    siti.page.get_by_role("heading", name=LESSON).wait_for()
    siti.picture("lesson")
    siti.press("I have read it")
    siti.page.get_by_role("heading", name=QUIZ).wait_for()


def do_the_quiz(siti: Reader) -> None:
    siti.picture("quiz")
    siti.press("Begin")
    for name, value in RIGHT.items():
        if isinstance(value, list) or name == "dim":
            for each in [value] if isinstance(value, str) else value:
                siti.touches(siti.page.locator(f"label[for='answer-{name}-{each}']"))
        else:
            siti.fills(**{f"answer-{name}": value})
    siti.picture("quiz-filled")
    siti.press("Hand in")
    siti.reads("Passed")
    siti.picture("result")
    siti.follow("Go on")


def hand_in_work(siti: Reader) -> None:
    siti.page.get_by_role("heading", name=WORK).wait_for()
    siti.fills(text="Jalan Yos Sudarso, **dihitung** tiga pagi.")
    siti.page.locator("[name=files]").set_input_files(
        {"name": "jalan.pdf", "mimeType": "application/pdf", "buffer": a_pdf(Subject="Jalan")}
    )
    siti.picture("work")
    siti.press("Hand in")
    siti.reads("Waits for a mark")
    siti.sees("jalan.pdf")
    siti.picture("handed-in")


def mark_it(budi: Reader, story: Story) -> None:
    budi.goes(f"/teach/{story.run.id}/marking")
    budi.picture("marking")
    budi.follow("Mark the work of %(name)s", name=story.siti.who.name)
    budi.fills(points__jelas=4, points__bukti=5, note__bukti=NOTE, feedback=PRAISE)
    budi.picture("mark")
    budi.press("Save the marks")
    budi.reads("No work waits for a mark.")
    budi.picture("marked")


def read_the_marks(siti: Reader, mail: Mail) -> None:
    siti.goes(mail.link(f"/classes/{SLUG}"))
    siti.goes(f"{LEARN}/assignments/jalan")
    siti.reads("%(points)s of %(possible)s points", points=9, possible=10)
    for words in (NOTE, PRAISE):
        siti.sees(words)
    siti.picture("marks")


def say_how_it_was(siti: Reader) -> None:
    siti.goes(f"/classes/{SLUG}/completion")
    siti.reads("The feedback after the class is still to give.")
    siti.picture("checklist")
    siti.goes(f"/classes/{SLUG}/feedback")
    siti.picture("survey")
    for name in ("content", "teaching", "usefulness"):
        siti.page.locator(f"[name={name}][value='5']").check(force=True)
    siti.fills(liked="Contoh dari kota kami.")
    siti.press("Send")
    siti.reads("Thank you. Those who teach read it without your name.")
    siti.picture("survey-sent")
    siti.goes(LEARN)
    siti.sees("100 %")
    siti.picture("all-done")
