"""What the apps above are told about records."""

from django.dispatch import Signal

# Sent with `record` inside the transaction that wrote it: somebody achieved something.
record_made = Signal()

# Sent with `kind` (course or workshop) and `codes` (a set, in lower case): what they name, as {code: NamedSubject}.
subjects_named = Signal()

# Sent with `annulment`, `by` and `evidence_stands` inside the transaction that annulled a record; who made it takes
# back what it rests on, unless the evidence stands.
record_annulled = Signal()
