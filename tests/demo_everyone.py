"""What visitors of the demonstration see of the learner's day, of languages and of practice without a network."""

import datetime

from django.conf import settings
from django.test import Client

from courses.models import Course
from courses.offline.practising import versions_for
from elearning.management.demo_world import LAUNCHED, NOW
from elearning.people.models import User
from elearning.text import plain
from elearning.toolkit.editions import recording
from elearning.toolkit.learning.opinions import shares
from elearning.toolkit.models import AuthorQuestion, ModuleEdition, ModulePage
from elearning.toolkit.pictures import WIDTHS, picture_of
from elearning.toolkit.searching import texts


class EveryoneInDemo:
    """Tests that DemoWorld runs upon its world; `media` is where its files are."""

    media: str

    def seen_by(self, name, address):
        client = Client()
        client.force_login(User.objects.get(email=f"{name}@example.org"))
        with self.settings(MEDIA_ROOT=self.media):
            answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return plain(answer.content.decode())

    def module(self, code, language="en"):
        return ModulePage.objects.get(code=code, locale__language_code=language)

    def test_amina_goes_on_where_she_stopped_and_finds_what_she_marked(self):
        assert "Go on where you stopped: The toolkit was launched in Mombasa" in self.seen_by("amina", "/my-day/")
        page = self.seen_by("amina", self.module("m1").get_url())
        for words in ("organised, continuing cooperation", "Ask Efua how they counted", "one group alone cannot speak"):
            assert page.count(words) >= 1, words
        assert "never reports back" in page
        assert "never reports back" not in self.seen_by("efua", self.module("m1").get_url())
        assert "one group alone cannot speak" in self.seen_by("efua", self.module("m1").get_url())

    def test_a_module_changed_its_translation_is_behind_and_its_readers_are_asked_to_read_again(self):
        change = ModuleEdition.objects.get(is_material=True)
        assert change.published_at == NOW - datetime.timedelta(days=6)
        assert set(ModuleEdition.objects.exclude(pk=change.pk).values_list("published_at", flat=True)) == {LAUNCHED}
        french = self.seen_by("bruno", self.module("m2", "fr").get_url())
        assert "Forums keep no lists of names any more" in french
        for name in ("bruno", "efua"):
            assert "Forums keep no lists of names any more" in self.seen_by(name, "/my-day/")
        difference = self.seen_by("efua", f"/changes/{change.module_key}/en/1/2/")
        assert "No list of names goes round" in difference
        assert "I have read what changed" in difference
        assert recording.catch_up() == texts.catch_up() == 0  # each publication was kept, and search knows it

    def test_ines_answers_for_each_module_and_a_question_waits_for_her(self):
        ines = User.objects.get(email="ines@example.org")
        assert set(ModulePage.objects.values_list("responsible", flat=True)) == {ines.pk}
        waiting = AuthorQuestion.objects.get(answered_at=None)
        assert waiting.person.email == "bruno@example.org"
        assert waiting.text[:30] in self.seen_by("ines", "/asked/")

    def test_opinions_are_counted_where_there_are_enough_of_them(self):
        keys = {code: self.module(code).translation_key for code in ("m1", "m2")}
        found = shares(keys.values())
        counted = {(code, share.language): share.people for code, key in keys.items() for share in found[key]}
        assert counted == {("m1", "en"): 6, ("m1", "fr"): None, ("m2", "en"): 5}

    def test_one_module_has_a_picture_in_three_sizes_a_film_and_a_document(self):
        for language in ("en", "fr"):
            page = self.module("m4", language)
            pictures = [block.value["image"] for block in page.body.blocks_by_name("figure")]
            with self.settings(MEDIA_ROOT=self.media):
                assert [len(picture_of(each, "").renditions) for each in pictures] == [1, len(WIDTHS)]
            film = page.body.first_block_by_name("video").value
            assert film["captions"].filename.endswith(f"{language}.vtt")
            assert film["transcript"]
            assert page.body.first_block_by_name("document")
            page.full_clean()

    def test_a_quiz_over_all_modules_can_be_kept_on_a_device_in_each_language(self):
        modules = list(ModulePage.objects.filter(locale__language_code="en", live=True))
        version = next(
            each for each in versions_for(Course.objects.get().current_version, modules)
            if each.titles["en"].startswith("Check yourself")
        )  # fmt: skip
        assert set(version.titles) == set(dict(settings.LANGUAGES))
        assert "أيٌّ من هذه الأنشطة" in self.seen_by("amina", "/offline/ar/cep/practice/")
