"""What a session plan says, apart from its row: its texts, steps and materials, and how two of them differ."""

import unicodedata
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

TEXTS = ("title", "language", "objectives", "key_messages", "method", "preparation", "risks", "access")
PARTS = (*TEXTS, "steps", "materials", "module_code")
MOST_STEPS, MOST_MATERIALS = 60, 60
UNSEEN = {"Cc", "Cf", "Zl", "Zp", "Zs"}  # control and format signs (marks of direction among them), spaces


@dataclass(frozen=True)
class Step:
    """What happens for so many minutes, and who leads it (empty: whoever leads the item)."""

    minutes: int
    text: str
    leader: str = ""


@dataclass(frozen=True)
class Material:
    """What must be there; `per` is one of `PlanMaterial.Per`: for each of these there are `quantity` pieces."""

    name: str
    per: str = "item"
    quantity: int = 1


@dataclass(frozen=True)
class Content:
    """All that people write into a plan; `texts` has a value for each name of TEXTS."""

    texts: dict[str, str] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    materials: tuple[Material, ...] = ()
    module_code: str = ""

    @property
    def minutes(self) -> int:
        return sum(step.minutes for step in self.steps)


def content_of(plan: Any) -> Content:
    """The content of a stored plan. Prefetch `steps` and `materials`."""
    return Content(
        texts={name: getattr(plan, name) for name in TEXTS},
        steps=tuple(Step(step.minutes, step.text, step.leader) for step in plan.steps.all()),
        materials=tuple(Material(each.name, each.per, each.quantity) for each in plan.materials.all()),
        module_code=plan.module_code,
    )


def changed(before: Content, after: Content) -> list[str]:
    """The names of what differs, in the order of PARTS."""
    return [name for name in PARTS if part(before, name) != part(after, name)]


def part(content: Content, name: str) -> Any:
    """The part of this name, one of those that `changed` gives."""
    return content.texts.get(name, "") if name in TEXTS else getattr(content, name)


def with_part(content: Content, name: str, value: Any) -> Content:
    """The same content with another part of this name."""
    return (
        replace(content, texts={**content.texts, name: value}) if name in TEXTS else replace(content, **{name: value})
    )


def prints(content: Content) -> dict[str, str]:
    """A short print of each part (CRC-32): what a form keeps to know later which parts were touched in it."""
    return {name: f"{zlib.crc32(repr(part(content, name)).encode()):08x}" for name in PARTS}


def merged(mine: Content, now: Content, opened: dict[str, str], names: Iterable[str]) -> tuple[Content, list[str]]:
    """What I wrote, with those of the parts `names` that I did not touch as they are now; and the names I did touch.

    `opened` are the prints of what I began with.
    """
    touched = [name for name in names if prints(mine)[name] != opened.get(name)]
    for name in set(names) - set(touched):
        mine = with_part(mine, name, part(now, name))
    return mine, [name for name in touched if part(mine, name) != part(now, name)]


def visible(text: str) -> str:
    """The text, or nothing if no sign of it can be seen (right-to-left marks alone, spaces of any kind)."""
    return text if any(unicodedata.category(sign) not in UNSEEN for sign in text) else ""
