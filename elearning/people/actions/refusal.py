"""How a deed says no."""


class Refused(ValueError):
    """The deed would break a rule; the message is a sentence for the person, `about` the input that it is about."""

    def __init__(self, sentence: str, about: str = ""):
        super().__init__(sentence)
        self.about = about
