"""What the apps above are told about records."""

from django.dispatch import Signal

# Sent with `annulment` and `by` inside the transaction that annulled a record; who made it takes back what it rests on.
record_annulled = Signal()
