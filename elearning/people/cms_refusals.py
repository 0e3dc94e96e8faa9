"""How what an action refuses stands in a form of Wagtail's screens."""

from .actions import Refused


class RefusalMixin:
    """What an action refuses becomes an error of the form."""

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except Refused as refusal:
            form.add_error(refusal.about if refusal.about in form.fields else None, str(refusal))
            self.produced_error_code = "validation_error"
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)
