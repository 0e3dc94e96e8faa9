"""Steps that several journeys take: look for faults, sign in and out, answer, let the worker work."""

from axe_playwright_python.base import AXE_SCRIPT
from django.test import Client
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from playwright.sync_api import BrowserContext, Locator, Page

from elearning.people.models import User
from tests.factories import PASSWORD

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# It would fetch each @import anew, relative to the page, where there is none; no rule asked for needs them.
OPTIONS = {
    "runOnly": {"type": "tag", "values": WCAG},
    "preload": {"assets": ["media"]},
    "resultTypes": ["violations"],
}
LOOK = """async (options) => {
    if (!window.axe?.run) return null;
    const { violations } = await axe.run(options);
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 120)}`);
}"""
OURS = ("assessments.", "courses.", "elearning.")
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
CUT = "net::ERR_INTERNET_DISCONNECTED"


def faults(page: Page) -> list[str]:
    """What axe finds on the page, in short. It comes into a page once, and may look at it several times."""
    found = page.evaluate(LOOK, OPTIONS)
    if found is None:
        page.evaluate(AXE_SCRIPT)
        found = page.evaluate(LOOK, OPTIONS)
    return found


def complaints(context: BrowserContext) -> list[str]:
    """A list that fills with what any tab of this browser writes to its console; the cut network is left out."""
    found: list[str] = []
    context.on("console", lambda message: found.append(message.text) if CUT not in message.text else None)
    context.on("weberror", lambda error: found.append(str(error.error)))
    return found


def sign_in(page: Page, site: str, name: str, then: str = "/courses/") -> None:
    """Open `then` as somebody who has signed in before: for journeys that are not about signing in."""
    client = Client()
    client.force_login(User.objects.get(email=f"{name}@example.org"), backend=BACKEND)
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": site}])
    page.goto(f"{site}{then}")
    page.wait_for_url(f"{site}{then}")


def sign_in_by_form(page: Page, site: str, name: str, then: str = "/courses/") -> None:
    """Sign in by the form, and go on to `then`."""
    page.goto(f"{site}/accounts/login/?next={then}")
    page.get_by_label("Email").fill(f"{name}@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(f"{site}{then}")


def sign_out(page: Page) -> None:
    """Sign out by the menu of the page that is open."""
    page.locator("summary", has_text="Account").click()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("link", name="Sign in").first.wait_for()


def speak(page: Page, language: str) -> None:
    """Change the language by the menu of the page that is open."""
    page.locator("summary:has([data-word][lang])").click()
    page.locator(f"button[name=language][value={language}]").click()
    page.locator(f"html[lang={language}]").wait_for()


def question(page: Page, number: int) -> Locator:
    return page.get_by_role("group", name=f"Question {number} of")


def choose(page: Page, number: int, *choices: str) -> None:
    for choice in choices:
        question(page, number).get_by_label(f"{choice} in en").check()


def state(page: Page, number: int) -> Locator:
    """Where the answer is: saved, on this device only, nowhere."""
    return question(page, number).locator("[data-saved]")


def finish(page: Page) -> None:
    """From the questions to the result."""
    page.get_by_role("button", name="Finish…").click()
    page.get_by_role("button", name="Finish and see the result").click()


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the keyboard stands on it."""
    for _press in range(40):
        if wanted.evaluate("node => node === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("The keyboard does not come there.")


def let_no_answer_out(context: BrowserContext) -> None:
    """Pages load, but what they send fails until `let_answers_out`: a line that dies in between."""
    context.add_init_script("""
        const send = window.fetch;
        window.fetch = (...asked) => localStorage.cut ? Promise.reject(new TypeError("cut")) : send(...asked);
        if (localStorage.cut === undefined) localStorage.cut = "yes";
    """)


def let_answers_out(page: Page) -> None:
    """The line is back, and the browser tells the page so."""
    page.evaluate("localStorage.cut = ''; dispatchEvent(new Event('online'))")


def let_the_worker_work() -> list[str]:
    """Run all that is queued, here and now, as the worker does; returns the names of our own tasks. None may fail."""
    worker = Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="journey",
        excluded_queue_names=[],
    )
    worker.run()
    assert [task.traceback for task in DBTaskResult.objects.failed()] == []
    done = DBTaskResult.objects.successful().order_by("enqueued_at").values_list("task_path", flat=True)
    return [path.rsplit(".", 1)[1] for path in done if path.startswith(OURS)]
