"""Measures quizzes: saving, alone and 32 at once; submitting; importing 5,000 questions; analysing 10,000 attempts."""

import json
import os
import random
import statistics
import tempfile
import threading
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

QUESTIONS, LEARNERS = 30, 32
SECONDS = float(os.environ.get("BENCH_SECONDS", "60"))
CONTENT = {
    "choices": ["a", "b", "c", "d"],
    "correct": ["a"],
    "texts": {
        "en": {
            "stem": "Who answers for the safety of a border post?",
            "choices": {key: {"text": f"Answer {key}", "feedback": "Because it is so."} for key in "abcd"},
            "general_feedback": "All three groups.",
        }
    },
}


@dataclass
class Learner:
    """One who saves answers as fast as the server takes them: her attempt, her cookies, what came of it."""

    attempt: str
    cookie: str
    base: str
    sent: list[tuple[int, int]] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def save(self, sequence: int) -> None:
        position = sequence % QUESTIONS
        answer = {"position": position, "answer": ["abcd"[sequence % 4]], "uuid": str(uuid.uuid4())}
        body = json.dumps({"answers": [answer | {"sequence": sequence}]}).encode()
        token = self.cookie.split("csrftoken=")[1].split(";")[0]
        headers = {"Cookie": self.cookie, "X-CSRFToken": token, "Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.base}/attempts/{self.attempt}/answers/", body, headers)
        started = time.perf_counter()
        try:
            with urllib.request.urlopen(request, timeout=60) as said:
                receipt = json.loads(said.read())["receipts"][0]
            if receipt["refused"] or receipt["late"]:
                self.errors.append(str(receipt))
            self.sent.append((position, sequence))
        except (OSError, ValueError, KeyError) as error:
            self.errors.append(repr(error))
        self.seconds.append(time.perf_counter() - started)


def make_quiz():
    """A published quiz of thirty questions."""
    from assessments.models import Category, Question, QuestionVersion, Quiz, QuizSection
    from assessments.publishing import publish_quiz

    drawer = Category.objects.create(name="Bench")
    for place in range(QUESTIONS):
        question = Question.objects.create(code=f"bench-{place}", category=drawer, objective=f"O{place % 5}")
        QuestionVersion.objects.create(question=question, number=1, kind="single", state="ready", content=CONTENT)
    quiz = Quiz.objects.create(titles={"en": "Bench"}, pass_mark=50)
    QuizSection.objects.create(quiz=quiz, category=drawer, sort_order=0)
    publish_quiz(quiz, by=None)
    quiz.refresh_from_db()
    return quiz


def learners(quiz, base: str, cookie_of: Callable) -> list[Learner]:
    """So many, each with an attempt that is open."""
    from assessments.actions import start_attempt
    from elearning.people.models import User

    found = []
    for person in User.objects.filter(is_active=True).order_by("pk")[:LEARNERS]:
        place = {"context_kind": "bench", "context_key": "x", "language": "en"}
        attempt = start_attempt(person, quiz.current_version, **place)
        found.append(Learner(str(attempt.uuid), f"{cookie_of(person)}; csrftoken={'b' * 32}", base))
    return found


def all_at_once(everybody: list[Learner]) -> None:
    """Each saves one answer after the other until the time is over."""
    until = time.monotonic() + SECONDS

    def work(learner: Learner) -> None:
        sequence = 1000
        while time.monotonic() < until:
            learner.save(sequence)
            sequence += 1

    threads = [threading.Thread(target=work, args=(learner,)) for learner in everybody]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def lost(everybody: list[Learner]) -> int:
    """How many saves with a receipt are not in the database."""
    from assessments.models import AnswerSave

    missing = 0
    for learner in everybody:
        rows = AnswerSave.objects.filter(attempt__uuid=learner.attempt)
        missing += len(set(learner.sent) - set(rows.values_list("position", "sequence")))
    return missing


def measure_saving(base: str, cookie_of: Callable, count: Callable) -> None:
    """One learner alone, then all of them for a minute; then each hands in, and is marked."""
    from assessments.actions import mark, submit
    from assessments.models import Attempt

    everybody = learners(make_quiz(), base, cookie_of)
    alone = everybody[0]
    for sequence in range(1, 41):
        alone.save(sequence)
    print(f"save, one learner: median {statistics.median(alone.seconds) * 1000:.1f} ms, {count(alone)} queries")
    all_at_once(everybody)
    seconds = [each for learner in everybody for each in learner.seconds[40 if learner is alone else 0 :]]
    errors = [error for learner in everybody for error in learner.errors]
    print(
        f"{LEARNERS} learners saving for {SECONDS:.0f} s: {len(seconds)} saves, {len(seconds) / SECONDS:.0f} a second, "
        f"median {statistics.median(seconds) * 1000:.0f} ms, slowest {max(seconds):.1f} s, "
        f"errors {len(errors)}, lost {lost(everybody)}"
    )
    for error in errors[:3]:
        print("  ", error)
    taken = []
    for attempt in Attempt.objects.filter(uuid__in=[learner.attempt for learner in everybody]):
        started = time.perf_counter()
        mark(submit(attempt))
        taken.append(time.perf_counter() - started)
    print(f"submit and mark {QUESTIONS} questions: median {statistics.median(taken) * 1000:.1f} ms")


def measure_import() -> None:
    """5,000 questions in GIFT, and the same file once more."""
    from django.core.management import call_command

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "questions.gift"
        rows = [
            f"::Q{n}:: What is {n} and {n}? {{ ={2 * n}#Yes. ~{2 * n + 1}#Count again. ~{n} }}\n"
            for n in range(10, 5010)
        ]
        file.write_text("\n".join(rows), encoding="utf-8")
        for which in ("new", "the same again"):
            started = time.perf_counter()
            with open(os.devnull, "w") as nowhere:
                call_command("import_questions", str(file), stdout=nowhere)
            print(f"import of 5,000 questions, {which}: {time.perf_counter() - started:.1f} s")


def measure_analysis() -> None:
    """10,000 marked attempts at thirty questions."""
    from django.utils import timezone

    from assessments.analysis import Which
    from assessments.analysis.reading import analysis_of, versions_asked
    from assessments.models import Attempt, Quiz
    from elearning.people.models import User

    quiz, chance, now = Quiz.objects.get(titles__en="Bench"), random.Random(1), timezone.now()
    people = list(User.objects.values_list("pk", flat=True))
    keys = [pk for section in quiz.current_version.sections for pk in section["questions"]]
    paper = [{"version": pk, "kind": "single", "choices": [*"abcd"], "points": "1.00"} for pk in keys]
    rows = []
    for place in range(10_000):
        answers = [chance.choice("aaabcd") for _question in keys]
        right = answers.count("a")
        rows.append(
            Attempt(
                person_id=people[place % len(people)],
                quiz=quiz,
                quiz_version=quiz.current_version,
                context_kind="bench",
                context_key=str(place // len(people)),
                language="en",
                paper=paper,
                state="marked",
                submitted_at=now,
                marked_at=now,
                score=right,
                max_score=len(keys),
                percent=right * 100 / len(keys),
                passed=right * 2 >= len(keys),
                marks=[{"answer": [each], "earned": "1.00" if each == "a" else "0"} for each in answers],
            )
        )
    Attempt.objects.bulk_create(rows, batch_size=500)
    started = time.perf_counter()
    found = analysis_of(quiz.current_version, Which.ALL, versions_asked(quiz.current_version))
    seconds = time.perf_counter() - started
    print(f"analysis of {found.quiz.attempts} attempts at {len(keys)} questions: {seconds:.2f} s")
