"""What the apps above are asked about a module."""

from django.dispatch import Signal

# Sent with `page`, `user` and `titles` (of the toolkit's modules, as `modules.titles_of` gives them); a receiver
# answers None, or {"template": name, "context": dict}, shown below the text.
page_panels = Signal()

# Sent with `page` before it is deleted; a receiver answers None, or a sentence that says why it must stay.
module_in_use = Signal()

# Sent with `user` by search; a receiver answers None, or a list of `searching.finding.Other`: things of its own.
searching = Signal()

# Sent with `page` (a module) and `user` (who looks) by the CMS; a receiver answers a list of `authoring.uses.Use`:
# where the module is used above, and what would become of that. What the user may not see is counted, not named.
module_uses = Signal()
