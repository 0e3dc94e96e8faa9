"""The kinds of notices about workshops: seats, travel, the agenda, and what follows afterwards."""

from django.utils.translation import gettext_lazy as _

from elearning.notices.kinds import COLLECTED, Kind, register

register(
    # Whoever hears of these too late misses a seat, a session or a flight.
    Kind("seat_offered", _("a seat is kept for you until a day"), "workshops", must=True),
    Kind("seat_confirmed", _("your seat is confirmed"), "workshops", must=True),
    Kind("seat_cancelled", _("your seat had to be given up"), "workshops", must=True),
    Kind("seat_replaced", _("your seat was given to somebody else"), "workshops", must=True),
    Kind("seat_withdrawn", _("your seat was taken back"), "workshops", must=True),
    Kind("agenda_changed", _("what a new agenda changes for you"), "workshops", must=True),
    Kind("workshop_cancelled", _("a workshop of yours does not take place"), "workshops", must=True),
    Kind("workshop_moved", _("a workshop of yours has new dates"), "workshops", must=True),
    Kind("workshop_postponed", _("a workshop of yours is put off"), "workshops", must=True),
    Kind("workshop_reconfirm", _("say again whether you will come"), "workshops", must=True),
    Kind("nominated", _("you are nominated for a workshop"), "workshops"),
    Kind("seat_not_given", _("you were not selected this time"), "workshops"),
    Kind("seat_reserve", _("you are in the reserve"), "workshops"),
    Kind("letter_ready", _("a letter for your travel is ready"), "workshops", stops=False),
    Kind("travel_asked", _("when you arrive and leave"), "workshops", stops=False),
    Kind("name_decided", _("how your name is printed"), "workshops"),
    Kind("parked_point", _("a point of a workshop that you follow up"), "workshops", stops=False),
    Kind("plan_returned", _("your plan of action comes back with remarks"), "workshops", stops=False),
    Kind("plan_endorsed", _("your plan of action is endorsed"), "workshops"),
    Kind("follow_up_asked", _("what became of your plan of action"), "workshops"),
    Kind("practice_published", _("your good practice is published"), "workshops", default=COLLECTED),
    Kind("practice_returned", _("your good practice comes back with remarks"), "workshops"),
    Kind("endorsement_asked", _("somebody whom you supervise is nominated"), "office", stops=False),
    Kind("endorsement_denied", _("a nomination of yours was not endorsed"), "office"),
    Kind("seat_given_back", _("somebody whom you nominated gave a seat back"), "office", default=COLLECTED),
    Kind("plan_sent", _("a plan of action waits for you"), "office", stops=False),
    Kind("follow_up_view", _("how you see what became of a plan"), "office"),
)
