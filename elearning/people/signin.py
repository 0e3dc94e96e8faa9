"""The sign-in form, with nothing between the two fields that a keyboard would stop at."""

from allauth.account.forms import LoginForm


class SignInForm(LoginForm):
    """allauth's form; the way to a forgotten password stands below the button instead of inside the field."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)  # the label above says it already
