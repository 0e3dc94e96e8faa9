"""What this slice asks the apps above, since it knows none of them."""

from django.dispatch import Signal

# Sent without arguments: which topics there are. Each receiver answers a dict: {UUID of the topic: its title}.
naming_topics = Signal()
