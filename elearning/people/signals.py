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

# Sent with `person`: each app answers with a list of `people.keeping_data.parts.Part`, all that it holds about her.
held_about = Signal()

# Sent with `person`, `people` (her key and those of rows merged into her), `at` and `goes` (an `erasing.Goes`): each
# app takes away what names her and is not counted, and answers with how many rows went: {kind in English: number}.
erasing = Signal()

# Sent with `purpose` and `content` (bytes): who keeps the signing key answers with the seal.
sealing = Signal()

# Sent with `person`: each app answers with a `people.joining.recommending.Recommended`, the one course that she might
# begin with, or None.
recommendations = Signal()
