"""The only door for what is asked of coverage."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Course

from .counting import CERTIFIED, COMPLETED, IN_PROGRESS, NOT_ENROLLED, Question

STATES = {
    NOT_ENROLLED: _("Not enrolled"),
    IN_PROGRESS: _("In progress"),
    COMPLETED: _("Completed"),
    CERTIFIED: _("Certified"),
}
FIRST_DAY = datetime.date(2000, 1, 1)


class QuestionForm(forms.Form):
    """Which course, on which day, as known at which moment. What is left out is: the first course, today, now."""

    all_optional = True
    course = forms.ChoiceField(required=False, label=_("Course"))
    on = forms.DateField(
        required=False,
        label=_("On"),
        help_text=_("Who was posted, and what was achieved, by this day."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    known_at = forms.DateTimeField(
        required=False,
        label=_("As known at (UTC)"),
        help_text=_("Empty: now. What we heard of later is left out."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "step": "1"}, format="%Y-%m-%dT%H:%M:%S"),
    )

    def __init__(self, data: dict, *, today: datetime.date):
        super().__init__({**data, "on": data.get("on") or today.isoformat()})
        self.today = today
        self.courses = {course.code: course for course in Course.objects.published()}
        self.fields["course"].choices = [(code, str(course)) for code, course in self.courses.items()]

    def clean_course(self) -> Course | None:
        return self.courses.get(self.cleaned_data["course"]) or next(iter(self.courses.values()), None)

    def clean_on(self) -> datetime.date:
        day = self.cleaned_data["on"]
        if not FIRST_DAY <= day <= self.today:
            raise ValidationError(_("Choose a day between 1 January 2000 and today."))
        return day

    def clean_known_at(self) -> datetime.datetime:
        """To the whole second and never ahead, so that the moment that is printed gives the same figures again."""
        now = timezone.now().replace(microsecond=0)
        try:
            moment = (self.cleaned_data["known_at"] or now).astimezone(datetime.UTC).replace(microsecond=0)
        except OverflowError as error:
            raise ValidationError(_("Enter a valid date/time.")) from error
        if moment.date() < FIRST_DAY:
            raise ValidationError(_("Choose a day between 1 January 2000 and today."))
        if moment > now:
            raise ValidationError(_("Nobody knows the future: choose a moment that has passed, or leave it empty."))
        return moment

    def question(self) -> Question | None:
        """What is asked, if the form is right and there is a course to ask about."""
        if not self.is_valid():
            return None
        asked = self.cleaned_data
        return Question(asked["course"], asked["on"], asked["known_at"]) if asked["course"] else None
