"""What the apps above are told about records."""

from django.dispatch import Signal

# Sent with `annulment`, `by` and `evidence_stands` inside the transaction that annulled a record; who made it takes
# back what it rests on, unless the evidence stands.
record_annulled = Signal()
