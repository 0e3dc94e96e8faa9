"""One thing that fails keeps no other from its turn."""

from elearning.journal.turns import in_turn


def test_what_fails_is_logged_and_the_others_are_done(caplog):
    def halve(number: int) -> int:
        return 8 // number

    assert in_turn([1, 0, 16, 2], halve) == 2
    assert "halve failed on 0" in caplog.text
