"""The embedded answers of Moodle, gap by gap."""

import pytest

from assessments.exchange.cloze import draft_of, read_gaps, stem_of, write_gaps
from assessments.exchange.drafts import NotOurs
from assessments.exchange.texts import Refused, Source, settle
from assessments.kinds import gaps_in


def gaps_of(text, form="html"):
    """The content of the gaps, and the texts of the whole question."""
    source = Source(text, form)
    gaps = read_gaps(source)
    draft = draft_of(gaps, None, False)
    return draft.content, settle({"stem": stem_of(gaps, source), **draft.texts}).texts


def test_a_choice_with_shares_and_feedback():
    content, texts = gaps_of("It is {2:MULTICHOICE:=north#Yes~%50%north-east#Nearly~south~%-20%up}.")
    assert content["gaps"] == {
        "1": {"type": "choice", "weight": "2", "choices": list("abcd"), "shares": {"a": "100", "b": "50", "d": "-20"}}
    }
    assert texts["stem"] == "It is [[1]]."
    assert texts["gaps"]["1"]["choices"]["b"] == {"text": "north-east", "feedback": "Nearly"}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        *((name, "choice") for name in ("MC", "MCV", "MCH", "MCS", "MCVS", "MCHS", "MULTICHOICE_V", "MULTICHOICE_HS")),
        *((name, "text") for name in ("SHORTANSWER", "SA", "MW", "SHORTANSWER_C", "SAC", "MWC")),
    ],
)
def test_every_name_of_a_type(name, kind):
    content, _texts = gaps_of(f"{{:{name}:=a~b}}")
    assert (content["gaps"]["1"]["type"], content["gaps"]["1"]["weight"]) == (kind, "1")


def test_a_number():
    content, texts = gaps_of("{1:NUMERICAL:=3.14:0.01#Yes~%50%3:0.5~*#No} {:NM:=5}")
    assert content["gaps"]["1"]["accepted"] == [
        {"key": "a", "value": "3.14", "tolerance": "0.01", "share": "100"},
        {"key": "b", "value": "3", "tolerance": "0.5", "share": "50"},
        {"key": "c", "value": "*", "tolerance": "0", "share": "0"},
    ]
    assert texts["gaps"]["1"]["accepted"]["c"] == {"feedback": "No"}
    assert content["gaps"]["2"]["accepted"][0]["value"] == "5"


def test_a_text_is_decoded_for_it_is_typed():
    _content, texts = gaps_of('{1:SA:%100%R&amp;D&#33;#caf&eacute;~%50%a\\}b\\~c\\#d\\/e\\"f}')
    assert texts["gaps"]["1"]["accepted"] == [
        {"text": "R&D!", "share": "100", "feedback": "café"},
        {"text": 'a}b~c#d/e"f', "share": "50", "feedback": ""},
    ]


def test_case_counts_where_it_counts_in_all_gaps():
    assert gaps_of("{1:SAC:=a} {1:MWC:=b}")[0]["fold_case"] is False
    assert gaps_of("{1:SA:=a}")[0]["fold_case"] is True
    mixed = read_gaps(Source("{1:SAC:=a} {1:SA:=b}", "html"))
    assert len(mixed.notes) == 1
    assert draft_of(mixed, None, False).content["fold_case"] is True


def test_several_choices_in_one_gap_are_not_ours():
    with pytest.raises(NotOurs):
        gaps_of("{1:MULTIRESPONSE:=a~=b~c}")
    with pytest.raises(NotOurs):
        gaps_of("{1:MRH:=a~=b~c}")


@pytest.mark.parametrize("text", ["no gap", "{1:REGEXP:=a}", "{1:SA:=a", "{1:NM:=many}", "{1:NM:=5:wide}"])
def test_a_broken_gap_is_refused(text):
    with pytest.raises(Refused):
        gaps_of(text)


def test_what_looks_like_a_gap_and_is_none_stays():
    _content, texts = gaps_of("{a} {1:x} [[7]] {1:SA:=[[8]]} {1:ODD:=x}", "plain")
    assert gaps_in(texts["stem"]) == ["1"]
    assert texts["stem"] == "{a} {1:x} [\u2060[7]] [[1]] {1:ODD:=x}"


def test_marks_survive_the_cleaning_of_html():
    _content, texts = gaps_of("<p onclick='x'>a <b>{1:SA:=x}</b></p><script>{1:SA:=y}</script>")
    assert texts["stem"].startswith("<p>a <b>[[1]]</b></p>")


def test_it_is_written_as_moodle_writes_it():
    source = (
        "1: {1:MULTICHOICE:=a#yes~%50%b~%0%c\\}} 2: {3:SHORTANSWER:=x*~%25%y#almost} 3: {1:NUMERICAL:=5:0.1~%0%*#no}"
    )
    content, texts = gaps_of(source)
    assert write_gaps(content, texts) == source


def test_what_would_begin_a_gap_is_hidden_and_comes_back():
    content, texts = gaps_of("{1:SA:=a}", "moodle")
    texts["stem"] = "{1:SA:=b} [\u2060[3]] [[1]] {x}"
    written = write_gaps(content, texts)
    assert written == "&#123;1:SA:=b} [[3]] {1:SHORTANSWER:=a} {x}"
    assert gaps_of(written, "moodle")[1]["stem"] == texts["stem"]


def test_weights_become_whole_numbers():
    content, texts = gaps_of("{1:SA:=a} {1:SA:=b}")
    content["gaps"]["1"]["weight"], content["gaps"]["2"]["weight"] = "0.5", "1.25"
    assert write_gaps(content, texts) == "{50:SHORTANSWER:=a} {125:SHORTANSWER:=b}"


@pytest.mark.parametrize(
    "said", ["a&", "\\", "a\\}", "x#y", "&#35;", "&amp;#", "~%5%=", "<b>", "a\\*b", "{1:SA:=x}", "/"]
)
def test_any_sign_goes_there_and_back(said):
    content, texts = gaps_of("{1:SA:=a#b} {1:MC:=a#b~c}", "moodle")
    texts["gaps"]["1"]["accepted"][0] |= {"text": said, "feedback": said}
    texts["gaps"]["2"]["choices"]["a"] = {"text": said, "feedback": said}
    assert gaps_of(write_gaps(content, texts), "moodle") == (content, texts)
