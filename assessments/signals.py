"""What the apps above are told and asked about attempts."""

from django.dispatch import Signal

# Sent with `attempt` inside the transaction that marked it as passed; receivers only enqueue what follows.
attempt_passed = Signal()

# Sent with `kind`, `key` and `user`; the receiver that knows this context answers {"title", "url"}, others None.
attempt_context = Signal()
