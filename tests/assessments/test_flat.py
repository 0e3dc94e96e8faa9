"""Every content of every type becomes the values of its form and comes back the same; what is typed is understood."""

import string

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.editors import EDITORS, gaps, lines
from assessments.editors.choices import CHOICES
from assessments.editors.lines import Line
from assessments.flat import NOTHING, how_many_rows, letters, only_elsewhere, said, unless_default
from assessments.kinds import KINDS, OF_CHOICES, SCORINGS
from assessments.schemas import problems
from tests.assessments.factories import make_content

SITE = ["en", "fr"]
LANGUAGES = [*SITE, "pt"]
keys = st.text(string.ascii_lowercase, min_size=1, max_size=2)
# Signs that mean something in the lines of a gap are likelier than chance would have it.
signs = st.sampled_from(list('ab1 #%"\\*±\n') + ["[x]", "50% ", " # ", "é", "ن", "\u2028"])
words = st.lists(signs, min_size=1, max_size=6).map("".join).filter(str.strip)
maybe = st.just("") | words
decimals = st.sampled_from(["1", "2.50", "-3", "0.001", "1E+5"])
shares = st.sampled_from(["100", "50", "33.33333", "0"])


@st.composite
def in_languages(draw, own) -> dict:
    """The texts of one language or several, one of which the site does not have; some leave out what they may."""
    found = {}
    for code in draw(st.lists(st.sampled_from(LANGUAGES), unique=True, min_size=1)):
        found[code] = {"stem": draw(words), **draw(own)}
        if draw(st.booleans()):
            found[code]["general_feedback"] = draw(maybe)
        if draw(st.booleans()):
            found[code]["format"] = "html"
    return found


def texts_for(keys, *names):
    """A text of its own for each key, perhaps with feedback."""
    distinct = st.lists(words, min_size=len(keys), max_size=len(keys), unique_by=str.strip)
    feedback = st.just({}) | maybe.map(lambda text: {"feedback": text}) if "feedback" in names else st.just({})
    each = st.lists(feedback, min_size=len(keys), max_size=len(keys))
    return st.tuples(distinct, each).map(
        lambda pair: {key: {"text": text, **more} for key, text, more in zip(keys, *pair, strict=True)}
    )


def some(least=2, most=5):
    return st.lists(keys, unique=True, min_size=least, max_size=most)


def scoring(kind):
    return st.just({}) | st.sampled_from(["", *SCORINGS[kind]]).map(lambda name: {"scoring": name})


@st.composite
def of_choices(draw, kind) -> dict:
    choices = draw(some(2, 2 if kind == "true_false" else 5))
    correct = draw(st.permutations(choices))[: 1 if kind != "multiple" else 2]
    content = {
        "choices": choices,
        "correct": correct,
        **draw(scoring(kind).filter(lambda s: "weights" not in s.values())),
    }
    if kind != "true_false" and draw(st.booleans()):
        content |= {"scoring": "weights", "weights": {key: "100" if len(correct) == 1 else "50" for key in correct}}
    texts = draw(in_languages(texts_for(choices, "feedback").map(lambda each: {"choices": each})))
    return content | {"texts": texts}


@st.composite
def matchings(draw) -> dict:
    prompts, options = draw(some()), draw(some())
    pairs = {prompt: draw(st.sampled_from(options)) for prompt in prompts}
    own = st.tuples(texts_for(prompts), texts_for(options)).map(lambda pair: {"prompts": pair[0], "options": pair[1]})
    content = {"prompts": prompts, "options": options, "pairs": pairs, "texts": draw(in_languages(own))}
    return content | draw(scoring("matching"))


@st.composite
def orderings(draw) -> dict:
    items = draw(some())
    texts = draw(in_languages(texts_for(items).map(lambda each: {"items": each})))
    return {"items": items, "texts": texts, **draw(scoring("ordering"))}


folds = st.fixed_dictionaries({}, optional={"fold_case": st.booleans(), "fold_accents": st.booleans()})
accepted_texts = st.lists(
    st.fixed_dictionaries({"text": words, "share": shares}, optional={"feedback": maybe}), max_size=3
).map(lambda found: [{"text": "right", "share": "100"}, *found])
short_texts = st.builds(
    lambda folds, texts: {**folds, "texts": texts},
    folds,
    in_languages(accepted_texts.map(lambda each: {"accepted": each})),
)


@st.composite
def numbers(draw) -> list[dict]:
    found = []
    for place, key in enumerate(draw(some(1, 3))):
        value = draw(decimals) if place == 0 else draw(decimals | st.just("*"))
        each = {"key": key, "value": value, "share": "100" if place == 0 else draw(shares)}
        if value != "*" or draw(st.booleans()):
            each["tolerance"] = draw(st.sampled_from(["0", "0.1", "2.50"]))
        found.append(each)
    return found


def about(accepted):
    """What is said of some of these numbers; nothing need be."""
    keyed = {each["key"]: maybe.map(lambda text: {"feedback": text}) for each in accepted}
    return st.just({}) | st.fixed_dictionaries({}, optional=keyed).map(lambda each: {"accepted": each})


@st.composite
def numerics(draw) -> dict:
    accepted = draw(numbers())
    content = {"accepted": accepted, "texts": draw(in_languages(about(accepted)))}
    if draw(st.booleans()):
        content |= {
            "units": draw(st.sampled_from([[], [{"unit": "kg", "factor": "1"}, {"unit": "g", "factor": "0.001"}]]))
        }
        content |= {"unit": draw(st.sampled_from(["none", "optional", "required"])) if content["units"] else "none"}
    return content


@st.composite
def gap_texts(draw) -> dict:
    names = draw(
        st.lists(st.from_regex(r"[0-9]{1,2}", fullmatch=True).filter(str.isascii), unique=True, min_size=1, max_size=3)
    )
    found, own = {}, {}
    for name in names:
        kind = draw(st.sampled_from(gaps.TYPES))
        found[name] = {"type": kind, "weight": draw(st.sampled_from(["1", "2.5"]))}
        if kind == "choice":
            choices = draw(some())
            found[name] |= {
                "choices": choices,
                "shares": {choices[0]: "100"} | draw(st.sampled_from([{}, {choices[1]: "50"}])),
            }
            own[name] = texts_for(choices, "feedback").map(lambda each: {"choices": each})
        elif kind == "number":
            found[name]["accepted"] = draw(numbers())
            own[name] = about(found[name]["accepted"])
        else:
            own[name] = accepted_texts.map(lambda each: {"accepted": each})
    texts = draw(in_languages(st.fixed_dictionaries(own).map(lambda each: {"gaps": each})))
    for each in texts.values():
        each["stem"] = each["stem"] + "".join(f"[[{name}]]" for name in names)
    return {"gaps": found, "texts": texts, **draw(folds)}


@st.composite
def free_texts(draw) -> dict:
    content = {}
    if draw(st.booleans()):
        content["rubric"] = [{"key": key, "points": draw(st.sampled_from(["1", "2.50"]))} for key in draw(some(0, 3))]
    lines = [line["key"] for line in content.get("rubric", [])]
    own = st.fixed_dictionaries(
        {"rubric": texts_for(lines)} if lines else {},
        optional={"model_answer": maybe} | ({} if lines else {"rubric": st.just({})}),
    )
    return content | {"texts": draw(in_languages(own))}


CONTENTS = {
    **{kind: of_choices(kind) for kind in OF_CHOICES},
    "matching": matchings(),
    "ordering": orderings(),
    "short_text": short_texts,
    "numeric": numerics(),
    "gap_text": gap_texts(),
    "free_text": free_texts(),
}


@pytest.mark.parametrize("kind", KINDS)
@settings(suppress_health_check=list(HealthCheck), max_examples=100)
@given(data=st.data())
def test_there_and_back_is_the_same(kind, data):
    content, editor = data.draw(CONTENTS[kind]), EDITORS[kind]
    assert problems(kind, content) == []
    values = editor.values_of(content, SITE)
    assert editor.content_of(values, SITE, content) == content
    assert list(editor.faults(values, SITE)) == []


@pytest.mark.parametrize("kind", KINDS)
@settings(suppress_health_check=list(HealthCheck), max_examples=40)
@given(data=st.data())
def test_every_value_has_its_field_and_every_row_its_place(kind, data):
    content, editor = data.draw(CONTENTS[kind]), EDITORS[kind]
    many = editor.rows(content)
    common = {f"{name}_{code}" for name in ("stem", "general") for code in ("en", "fr", "ar")}
    fields = set(editor.fields(many)) | common
    assert set(editor.values_of(content, SITE)) <= fields
    shown = set(common)
    for section in editor.sections(many):
        shown |= {*section.facts, *(name for cell in section.cells for name in cell)}
        for row in section.rows:
            shown |= {*row.facts, *row.hidden, *(name for cell in row.cells for name in cell)}
    assert shown == fields


@given(
    st.lists(
        st.builds(Line, words | st.just(""), st.just("") | st.sampled_from(["50", "-3", "33.3"]), maybe), max_size=5
    )
)
def test_lines_are_read_as_they_were_written(found):
    read = lines.read(lines.write(found))
    assert [(line.text, line.share, line.feedback) for line in read] == [
        (line.text, line.share, line.feedback) for line in found
    ]


def test_lines_are_read_as_people_write_them():
    read = lines.read('Nairobi\n\n 50 %  Nairoby#x  # Nearly.\n"A # B" # "two\\nlines"\n"so" it is\n100% 3.14 +- 0.1')
    assert [(line.number, line.share, line.text, line.feedback) for line in read] == [
        (1, "", "Nairobi", ""),
        (3, "50", "Nairoby#x", "Nearly."),
        (4, "", "A # B", "two\nlines"),
        (5, "", '"so" it is', ""),
        (6, "100", "3.14 +- 0.1", ""),
    ]
    assert lines.number_in(read[-1]) == ("3.14", "0.1")


def test_a_choice_of_a_gap_keeps_its_key_where_lines_move():
    gap = {"type": "choice", "weight": "1", "choices": ["a", "b", "c"], "shares": {"a": "100"}}
    texts = {"choices": {key: {"text": text} for key, text in zip("abc", ("one", "two", "three"), strict=True)}}
    before = {"gaps": {"1": gap}, "texts": {"en": {"stem": "[[1]]", "gaps": {"1": texts}}}}
    editor = EDITORS["gap_text"]

    def keys_with(answers: str) -> dict[str, str]:
        values = editor.values_of(before, SITE) | {"answers_0_en": answers}
        after = editor.content_of(values, SITE, before)
        said = after["texts"]["en"]["gaps"]["1"]["choices"]
        return {key: said[key]["text"] for key in after["gaps"]["1"]["choices"]}

    assert keys_with("three\n100% one") == {"c": "three", "a": "one"}
    assert keys_with("100% one\ntwo!\nthree") == {"a": "one", "b": "two!", "c": "three"}
    assert keys_with("100% one\ntwo\nthree\nfour") == {"a": "one", "b": "two", "c": "three", "d": "four"}


def test_what_cannot_be_read_is_named_with_its_line():
    values = {"type_0": "choice", "answers_0_en": "100% yes\nno", "answers_0_fr": "oui\n50% non\npeut-être"}
    values |= {"type_1": "number", "gap_1": "7", "answers_1_en": "pi\n3", "answers_1_fr": "4 # Non"}
    values |= {"type_2": "text", "gap_2": "7", "answers_2_en": "x"}
    assert list(EDITORS["gap_text"].faults(values, SITE)) == [
        ("answers_0_fr", "Line 2: the percent stands in English and holds for every language."),
        (
            "answers_0_fr",
            "Line 3 has none beside it in English: the same line of each language is the same answer.",
        ),
        ("answers_1_en", "Line 1: “pi” is no number."),
        ("answers_1_fr", "Line 1: the number stands in English, “4” is another."),
        ("gap_2", "Another row has this number already."),
    ]


def test_pairs_stand_in_a_row_unless_another_is_named():
    values = {"stem_en": "?", "pair_2": "1"}
    values |= {"prompt_text_0_en": "KE", "option_text_0_en": "Nairobi", "prompt_text_1_en": "GH"}
    values |= {"option_text_1_en": "Accra", "prompt_text_2_en": "Kenya", "option_text_3_en": "Lomé"}
    content = EDITORS["matching"].content_of(values, SITE, NOTHING)
    assert (content["prompts"], content["options"]) == (["a", "b", "c"], ["1", "2", "3"])
    assert content["pairs"] == {"a": "1", "b": "2", "c": "1"}
    assert problems("matching", content) == []


def test_an_empty_share_is_all_and_an_empty_tolerance_none():
    values = {"stem_en": "?", "value_0": "3", "value_1": "*", "share_1": "0", "unit_0": "kg"}
    content = EDITORS["numeric"].content_of(values, SITE, NOTHING)
    assert content["accepted"] == [
        {"tolerance": "0", "value": "3", "share": "100", "key": "a"},
        {"tolerance": "0", "value": "*", "share": "0", "key": "b"},
    ]
    assert content["units"] == [{"unit": "kg", "factor": "1"}]


# Rows

content_of, values_of = EDITORS["single"].content_of, EDITORS["single"].values_of


@given(st.dictionaries(st.sampled_from([f"text_{row}_en" for row in range(20)]), words))
def test_new_rows_get_letters_of_their_own(values):
    keys = CHOICES.keys(values, SITE)
    assert list(keys.values()) == [key for key, _row in zip(letters(), values, strict=False)]
    assert sorted(keys) == sorted(int(name.split("_")[1]) for name in values)


def test_letters_do_not_end_with_the_alphabet():
    assert [key for key, _place in zip(letters(), range(28), strict=False)][25:] == ["z", "aa", "ab"]


def test_what_the_form_does_not_show_is_kept():
    before = make_content(languages="en pt") | {"source": "workshop"}
    before["texts"]["en"]["note"] = "for translators"
    before["texts"]["en"]["choices"]["b"]["partial"] = 0.5
    after = content_of(values_of(before, SITE) | {"text_1_en": "other"}, SITE, before)
    assert (after["source"], after["texts"]["en"]["note"]) == ("workshop", "for translators")
    assert after["texts"]["en"]["choices"]["b"] == {"text": "other", "feedback": "about b", "partial": 0.5}
    assert after["texts"]["pt"] == before["texts"]["pt"]


def test_a_language_of_old_goes_when_a_choice_is_new_to_it():
    before = make_content(languages="en pt")
    assert "pt" not in content_of(values_of(before, SITE) | {"text_3_en": "new"}, SITE, before)["texts"]


def test_a_new_choice_inherits_nothing_from_the_one_that_had_its_letter():
    before = make_content(choices="ab")
    before["texts"]["en"]["choices"]["b"]["partial"] = 0.5
    values = values_of(before, SITE) | {"text_1_en": "", "feedback_1_en": "", "text_2_en": "new"}
    assert content_of(values, SITE, before)["texts"]["en"]["choices"]["b"] == {"text": "new", "feedback": ""}


def test_a_key_that_is_none_or_stands_twice_is_replaced():
    values = {"text_0_en": "x", "key_0": "a:b", "text_1_en": "y", "key_1": "q", "text_2_en": "z", "key_2": "q"}
    assert CHOICES.keys(values, SITE) == {0: "a", 1: "q", 2: "b"}


def test_nothing_written_is_nothing():
    assert content_of({}, SITE, NOTHING) == {"choices": [], "correct": [], "texts": {}}


def test_what_was_not_said_and_is_empty_stays_away():
    assert said({"text": "a"}, text="b", feedback="") == {"text": "b"}
    assert said(None, text="b", feedback="") == {"text": "b", "feedback": ""}
    assert unless_default({"kept": 1}, kept=(0, 0), new=(0, 0), other=(1, 0)) == {"kept": 0, "other": 1}


def test_rows_are_counted_by_the_names_of_the_values():
    assert how_many_rows(["stem_en", "text_3_en", "key_11"]) == 12
    assert how_many_rows([]) == 0
    assert only_elsewhere({"texts": {"pt": {}}}, SITE)
    assert not only_elsewhere(NOTHING, SITE)
