"""What the apps above are asked about a person who is to be told something."""

from django.dispatch import Signal

# Sent with `person` and `at`: whoever knows where she works answers with a `timing.Station`, the others with None.
duty_station = Signal()
