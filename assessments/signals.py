"""What the apps above are told and asked about attempts."""

from django.dispatch import Signal

# Sent with `attempt` inside the transaction that marked it as passed; receivers only enqueue what follows.
attempt_passed = Signal()

# Sent with `kind`, `key` and `user`; the receiver that knows this context answers {"title", "url"}, others None.
attempt_context = Signal()

# Sent with `changes` (repairing.Change), `apply` and `revoke`; the apps above answer with their Consequences. With
# `apply=True` they also get `by`, `reason`, `at`, `repair`, and write what they said, in the sender's transaction,
# before the attempts themselves are changed. Who passes only now is told to them by `attempt_passed` as ever.
results_changing = Signal()
