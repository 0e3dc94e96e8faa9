"""Which languages of a question are ready to be asked: pure.

A question is written in one language first: English where it is there. A translation that was carried over while that
text changed is not ready; `content["unready"]` then holds, by its language, the text that it still follows.
"""

import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.conf import settings

UNREADY = "unready"
Content = Mapping[str, Any]
_QUOTES = str.maketrans("’‘ʼ“”„«»", '\'\'\'"""""')


def source_of(content: Content) -> str:
    """The language that the others follow; nothing if it is written in none."""
    order = {code: place for place, (code, _name) in enumerate(settings.LANGUAGES)}
    return min(
        content["texts"], key=lambda code: (code != settings.LANGUAGE_CODE, order.get(code, 99), code), default=""
    )


def is_stale(content: Content, code: str) -> bool:
    """Whether the text in this language follows an older text than the one that is there."""
    return code in content.get(UNREADY, ())


def is_ready(content: Content, language: str) -> bool:
    """Whether it can be asked in this language as it is."""
    code = language.split("-")[0]
    return bool(content["texts"].get(code)) and not is_stale(content, code)


def language_for(content: Content, language: str) -> str:
    """The language in which a reader of this one is asked: hers if it is ready, else the one that all follow."""
    code = language.split("-")[0]
    return code if is_ready(content, code) else source_of(content) or code


def readied(content: Content, before: Content, checked: Collection[str] = ()) -> dict[str, Any]:
    """The content with what is not ready in it, given the one that it comes after.

    A translation waits from the moment the source says something else and it says the same as before. It is ready
    again once it is written anew, was `checked` by a person, or the source says again what it said.
    """
    source, waiting = source_of(content), before.get(UNREADY, {})
    unready = {}
    for code, said in content["texts"].items():
        old = before["texts"].get(code)
        if code == source or code in checked or old is None or not alike(said, old):
            continue
        followed = waiting.get(code) or before["texts"].get(source)
        if followed and not alike(followed, content["texts"][source]):
            unready[code] = followed
    rest = {name: value for name, value in content.items() if name != UNREADY}
    return rest | ({UNREADY: unready} if unready else {})


def alike(one: Any, other: Any) -> bool:
    """Whether two texts say the same: blanks, kinds of quotation marks and what is empty are no difference."""
    return _plainly(one) == _plainly(other)


def _plainly(part: Any) -> Any:
    if isinstance(part, Mapping):
        found = {key: _plainly(value) for key, value in part.items()}
        return {key: value for key, value in found.items() if value not in ("", {}, [])}
    if isinstance(part, list | tuple):
        return [_plainly(value) for value in part]
    if isinstance(part, str):
        return " ".join(unicodedata.normalize("NFKC", part).translate(_QUOTES).split())
    return part


def texts_that_hold(
    content: Content, accepted_in: Callable[[Content], Sequence[Content]]
) -> Iterator[Sequence[Content]]:
    """The accepted texts of each language by which an answer is marked.

    Those of a translation that waits hold as long as the source still accepts all that it did when it was translated:
    then the question or its words changed, and not what is right.
    """
    now = _rights(accepted_in(content["texts"][source_of(content)]))
    for code, texts in content["texts"].items():
        followed = content.get(UNREADY, {}).get(code)
        if followed is None or _rights(accepted_in(followed)) <= now:
            yield accepted_in(texts)


def _rights(accepted: Iterable[Content]) -> set[tuple[str, Decimal]]:
    return {(_plainly(each["text"]), Decimal(each["share"])) for each in accepted}


def faults(content: Content) -> bool:
    """Whether what is said not to be ready cannot be so: the source itself, or a language that is not there."""
    unready = content.get(UNREADY, {})
    possible = set(content["texts"]) - {source_of(content)}
    return not isinstance(unready, Mapping) or not set(unready) <= possible


def how_many(contents: Iterable[Content]) -> list[tuple[str, int]]:
    """For each language of the site in which any of them is written, how many are ready in it."""
    contents = list(contents)
    written = {code for content in contents for code in content["texts"]}
    return [
        (code, sum(is_ready(content, code) for content in contents))
        for code, _name in settings.LANGUAGES
        if code in written
    ]
