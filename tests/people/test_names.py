"""A name holds what can be seen: letters of any script, and no sign that hides or turns what follows."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from elearning.people.models import User
from tests.people.screens import edit, said
from tests.people.test_cms import ADD, FORM, form_of

HIDDEN = ["A\x0bB", "A\x1bB", "A\x7fB", "A\x85B", "\u202eevil", "A\u202aB", "A\u2066B\u2069", "A\tB", "A\nB"]
SEEN = ["Anne-Marie O’Neill", "N'Guessan", "José Łukasz", "أمينة", "نرگس\u200cزاده", "क्\u200dष", "王小明", "ኣበበ ቢቂላ"]
REFUSED = "This name contains hidden control characters. Type it again."


@pytest.mark.parametrize("field", ["name", "name_own_script"])
@pytest.mark.parametrize("name", HIDDEN)
def test_a_sign_that_hides_is_refused(name, field, db):
    with pytest.raises(ValidationError) as refusal:
        User(**{"name": "Ona", "password": "x", field: name}).full_clean()
    assert refusal.value.message_dict == {field: [REFUSED]}


@pytest.mark.parametrize("name", SEEN)
def test_letters_apostrophes_and_joiners_stay(name, db):
    User(name=name, name_own_script=name, password="x").full_clean()


def test_every_form_refuses_it_at_the_field(amina, client_for, keeps, settings):
    evil = {"name": "\u202eevil", "name_own_script": "A\x1bB"}
    own = client_for(amina).post("/people/me/", {"language": "en", "sex": "female"} | evil)
    added, edited = keeps.post(ADD, FORM | evil), keeps.post(edit(amina), form_of(amina, **evil))
    for answer in (own, added, edited):
        assert said(answer).count(REFUSED) >= 2
        assert answer.context["form"].errors.keys() == evil.keys()
    settings.SIGNUP_DOMAINS = ["example.org"]
    form = {"email": "new@example.org", "password1": "a-long-enough-one", "password2": "a-long-enough-one"}
    assert REFUSED in said(Client().post("/accounts/signup/", form | {"name": "\u202eevil"}))
    assert list(User.objects.filter(name__contains="evil")) == []
    assert User.objects.get(pk=amina.pk).name == "Amina Odhiambo"
