"""What the apps above are told about people, always inside the transaction of the deed."""

from django.dispatch import Signal

# Sent with `persons` (ids) and `at`: a posting, an absence, a role of counting (sex, language) or an office's offline
# stretch changed, so that what is reckoned from them is reckoned again.
facts_changed = Signal()

# Sent with `merge`: every app moves its own rows of `merge.gone` to `merge.kept` and resolves collisions.
merging = Signal()

# Sent with `person`, `last_day`, `by` and `at` when the last posting ends. Each app frees what she held, and answers
# with a list of `people.leaving.Owned`: what somebody else must take over.
leaving = Signal()
