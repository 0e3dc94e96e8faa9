"""Questions with every sign that a format could stumble over, for round trips."""

import html
from decimal import Decimal

from hypothesis import strategies as st

from assessments.exchange.questions import FileQuestion
from assessments.exchange.texts import as_html
from elearning.text import clean_html

LANGUAGE = "fr"
PIECES = [
    *"\\#=~{}:[]%<>&\"'-/*|.,;_$ \n",
    *"abcNÉéß",
    *("->", "%50%", "%-5%", "//", "::", "####", "[html]", "[plain]x", "&amp;", "&#35;", "$CATEGORY:", "\\n", "\\}"),
    *("{1:SA:=x}", "{:MC:=a~b}", "T", "TRUE", "]]>", "<b>", "<img", "</p>", "@@PLUGINFILE@@/x.png"),
    *("نيروبي", "😀", "\u2060", "\xa0"),
]
_LINE = [piece for piece in PIECES if piece != "\n"]


def _joined(pieces, most):
    return st.lists(st.sampled_from(pieces), min_size=1, max_size=most).map("".join).map(lambda text: text.strip())


texts = _joined(PIECES, 8).filter(bool)
lines = _joined(_LINE, 6).filter(bool)
maybe = texts | st.just("")


def rich(text):
    """A text as HTML in its clean form."""
    return clean_html(f"{html.escape(text, quote=False)}<b>x</b>", pictures=True)


class Words:
    """Draws texts of one format."""

    def __init__(self, draw):
        self.draw, self.html = draw, draw(st.booleans())

    def __call__(self, strategy=texts):
        said = self.draw(strategy)
        return rich(said) if self.html and said else said

    def distinct(self, least, most, strategy=texts):
        """Texts of which no two are the same."""
        said = self.draw(st.lists(strategy, min_size=least, max_size=most, unique=True))
        return [rich(each) for each in said] if self.html else said

    def all(self, **said):
        stem = {"stem": self(), "general_feedback": self(maybe)}
        return {LANGUAGE: stem | said | ({"format": "html"} if self.html else {})}


shares = st.sampled_from(["0", "100", "50", "33.33333", "12.5"])


def _choices(words, count):
    said = words.distinct(count, count)
    return {key: {"text": text, "feedback": words(maybe)} for key, text in zip("abcdefgh", said, strict=False)}


@st.composite
def single(draw):
    words = Words(draw)
    choices = _choices(words, draw(st.integers(2, 5)))
    right = draw(st.sampled_from(list(choices)))
    content = {"choices": list(choices), "correct": [right], "scoring": "all", "texts": words.all(choices=choices)}
    if draw(st.booleans()):
        weights = {key: draw(st.sampled_from(["0", "50", "-25", "33.33333"])) for key in choices} | {right: "100"}
        if any(weight not in ("0", "100") for weight in weights.values()):
            content |= {"scoring": "weights", "weights": weights}
    return "single", content


@st.composite
def multiple(draw):
    words = Words(draw)
    choices = _choices(words, draw(st.integers(2, 6)))
    right = draw(st.lists(st.sampled_from(list(choices)), min_size=1, unique=True))
    right = [key for key in choices if key in right]
    scoring = draw(st.sampled_from(["all", "partial", "negative", "weights"]))
    content = {"choices": list(choices), "correct": right, "scoring": scoring, "texts": words.all(choices=choices)}
    if scoring == "weights":
        gain = {1: "100", 2: "50", 3: "33.33333", 4: "25", 5: "20", 6: "16.66667"}[len(right)]
        content["weights"] = {key: gain if key in right else draw(st.sampled_from(["0", "-50"])) for key in choices}
    return "multiple", content


@st.composite
def true_false(draw):
    words = Words(draw)
    choices = {key: {"text": text, "feedback": words(maybe)} for key, text in (("true", "Vrai"), ("false", "Faux"))}
    content = {"choices": ["true", "false"], "correct": [draw(st.sampled_from(["true", "false"]))], "scoring": "all"}
    return "true_false", content | {"texts": words.all(choices=choices)}


@st.composite
def matching(draw):
    words = Words(draw)
    prompts = dict(zip("abcde", words.distinct(2, 5), strict=False))
    options = draw(st.lists(texts, min_size=2, max_size=5, unique=True))
    chosen = [draw(st.integers(0, len(options) - 1)) for _key in prompts]
    order = list(dict.fromkeys([*chosen, *range(len(options))]))
    said = [as_html(options[place]) if words.html else options[place] for place in order]
    content = {
        "prompts": list(prompts),
        "options": [str(number) for number in range(1, len(options) + 1)],
        "pairs": {key: str(order.index(place) + 1) for key, place in zip(prompts, chosen, strict=True)},
        "scoring": draw(st.sampled_from(["partial", "all"])),
    }
    sides = {
        "prompts": {key: {"text": text} for key, text in prompts.items()},
        "options": {str(number): {"text": text} for number, text in enumerate(said, start=1)},
    }
    return "matching", content | {"texts": words.all(**sides)}


@st.composite
def ordering(draw):
    words = Words(draw)
    items = dict(zip("abcde", words.distinct(2, 5), strict=False))
    content = {"items": list(items), "scoring": draw(st.sampled_from(["all", "partial"]))}
    return "ordering", content | {"texts": words.all(items={key: {"text": text} for key, text in items.items()})}


def accepted_texts(draw, words, strategy=texts):
    said = draw(st.lists(strategy, min_size=1, max_size=4))
    given = [{"text": text, "share": draw(shares), "feedback": words(maybe)} for text in said]
    return [given[0] | {"share": "100"}, *given[1:]]


@st.composite
def short_text(draw):
    words = Words(draw)
    folds = {"fold_case": draw(st.booleans()), "fold_accents": draw(st.booleans())}
    return "short_text", folds | {"texts": words.all(accepted=accepted_texts(draw, words))}


numbers = st.sampled_from(["0", "3.14", "-12", "0.000001", "1822", "*"])


def accepted_numbers(draw, words):
    count = draw(st.integers(1, 4))
    given = [
        {"key": key, "value": draw(numbers), "tolerance": draw(st.sampled_from(["0", "0.5"])), "share": draw(shares)}
        for key in "abcd"[:count]
    ]
    given[0]["share"] = "100"
    for each in given:
        if each["value"] == "*":
            each["tolerance"] = "0"
    return given, {each["key"]: {"feedback": words(maybe)} for each in given}


@st.composite
def numeric(draw, with_units=False):
    words = Words(draw)
    accepted, said = accepted_numbers(draw, words)
    content = {"accepted": accepted, "units": [], "unit": "none", "texts": words.all(accepted=said)}
    if with_units and draw(st.booleans()):
        factors = draw(st.lists(st.sampled_from(["0.001", "3", "7", "2.54"]), max_size=2))
        named = zip(["m", "km", "µ<"], ["1", *factors], strict=False)
        units = [{"unit": name, "factor": factor} for name, factor in named]
        content |= {"units": units, "unit": draw(st.sampled_from(["optional", "required"]))}
    return "numeric", content


@st.composite
def free_text(draw):
    words = Words(draw)
    return "free_text", {"rubric": [], "texts": words.all(rubric={}, model_answer=words(maybe))}


@st.composite
def questions(draw, *kinds):
    """A few questions under one or two categories."""
    found = []
    for number in range(draw(st.integers(1, 3))):
        kind, content = draw(st.one_of(*kinds))
        names = lines.map(lambda name: " ".join(name.split()))
        found.append(
            FileQuestion(
                line=number,
                kind=kind,
                name=draw(texts),
                content=content,
                code=draw(lines | st.just("")),
                category=tuple(draw(st.lists(names, max_size=3))),
                tags=tuple(draw(st.lists(lines, max_size=2))),
                objective=draw(lines | st.just("")),
                points=draw(st.sampled_from([Decimal(1), Decimal("2.5"), Decimal(10)])),
            )
        )
    return found


def same(question):
    """What a round trip must keep."""
    fields = ("kind", "name", "code", "category", "tags", "objective", "points", "content", "notes")
    return {name: getattr(question, name) for name in fields}


@st.composite
def gap_text(draw):
    words = Words(draw)
    kinds = draw(st.lists(st.sampled_from(["choice", "text", "number"]), min_size=1, max_size=4))
    gaps, said, stem = {}, {}, draw(maybe)
    for key, kind in zip("1234", kinds, strict=False):
        gaps[key] = {"type": kind, "weight": draw(st.sampled_from(["1", "2", "10"]))}
        stem += f"[[{key}]]{draw(texts)}"
        if kind == "choice":
            choices = _choices(words, draw(st.integers(2, 4)))
            right = {key: draw(st.sampled_from(["0", "50", "-5", "100"])) for key in choices} | {"a": "100"}
            gaps[key] |= {"choices": list(choices), "shares": {key: each for key, each in right.items() if each != "0"}}
            said[key] = {"choices": choices}
        elif kind == "text":
            said[key] = {"accepted": accepted_texts(draw, words)}
        else:
            gaps[key]["accepted"], numbered = accepted_numbers(draw, words)
            said[key] = {"accepted": numbered}
    content = {"gaps": gaps, "fold_case": draw(st.booleans()), "fold_accents": draw(st.booleans())}
    said = words.all(gaps=said)
    said[LANGUAGE]["stem"] = rich(stem.strip()) if words.html else stem.strip()
    return "gap_text", content | {"texts": said}
