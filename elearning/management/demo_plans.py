"""The session plans of the demonstration workshop, each kept as a template under its module too."""

from pathlib import Path

import yaml

from elearning.people.models import User
from workshops.actions.planning import NONE, make_template, save_plan
from workshops.models import Workshop
from workshops.plans.content import TEXTS, Content, Material, Step

FILE = Path(__file__).parent / "demo" / "plans.yaml"


def make_plans(workshop: Workshop, *, by: User) -> None:
    """Save each plan of the file with its item; those of a module become templates."""
    items = {item.code: item for item in workshop.items.all()}
    for code, said in yaml.safe_load(FILE.read_text(encoding="utf-8")).items():
        content = Content(
            texts={name: said[name] for name in TEXTS},
            steps=tuple(Step(*row) for row in said["steps"]),
            materials=tuple(Material(*row) for row in said["materials"]),
        )
        plan = save_plan(items[code], content, edition=NONE, by=by)
        if items[code].module_code:
            make_template(plan, said["title"], by=by)
