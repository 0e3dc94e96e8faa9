"""What the scripts of the app say, in the language of the shell; {braces} are filled in by the script."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def words() -> dict[str, str]:
    """Each sentence by the name under which the scripts ask for it."""
    return {**_attendance(), **_timer(), **_device()}


def _attendance() -> dict[str, str]:
    return {
        "now": _("Now: {name}"),
        "nothing_now": _("No checkpoint yet"),
        "came": _("Came in: {name}"),
        "went": _("Went out: {name}"),
        "unknown": _("Kept: {code} is not on the list of this device. Somebody will look at it."),
        "decided": _("Kept: {name}: {value}"),
        "taken_back": _("Taken back: {what}"),
        "take_back": _("Take back: {what}"),
        "no_name": _("Nobody on this list has such a name."),
        "unseen": pgettext("attendance", "not yet"),
        "unclear": pgettext("attendance", "unclear"),
        "present": pgettext("attendance", "present"),
        "late": pgettext("attendance", "late"),
        "partial": pgettext("attendance", "partly present"),
        "absent": pgettext("attendance", "absent"),
        "excused": pgettext("attendance", "excused"),
        "photo_yes": _("may be photographed"),
        "photo_no": _("no photographs"),
        "heads": _("Counted: {heads}. The list says: {present} in the room, {people} expected."),
        "camera_on": _("Camera on: hold a badge before it."),
        "camera_off": _("Camera off."),
        "camera_none": _("This browser gives no camera here. Type the code, or look for the name."),
        "scan": _("Scan with the camera"),
        "stop": _("Stop the camera"),
        "not_sent": _("{count} not sent yet"),
        "all_sent": _("All sent"),
        "waits": _("Kept; somebody will look at it: {count}"),
    }


def _timer() -> dict[str, str]:
    return {
        "planned": _("planned {minutes} min"),
        "ran": _("planned {planned} min, took {actual} min"),
        "left": _("{time} left"),
        "over": _("{time} over"),
        "step_over": _("The time of this step is over: {text}"),
        "item_over": _("The time is over: {title}"),
        "started": _("Started: {title}"),
        "paused": _("Paused: {title}"),
        "next": _("Next step: {text}"),
        "finished": _("Finished: {title}"),
        "whole": _("The whole item"),
        "today": _("Today: {day}"),
        "lane": _("parallel {lane}"),
        "group": _("group {group}"),
    }


def _device() -> dict[str, str]:
    return {
        "ready": _("Ready: this page opens without a network."),
        "not_ready": _("This browser cannot keep the page: it will not open without a network. It needs HTTPS."),
        "online": _("Network"),
        "offline": _("No network"),
        "contact": _("The server was heard of last: {time}"),
        "no_contact": _("The server was not heard of yet."),
        "clock": _("The clock of this device is {minutes} min off. Times are put right by the server's clock."),
        "stranger": _("The server does not know this device any more. Prepare it again; what waits here is kept."),
        "refused": _("The server could not keep {count}: an item of the agenda that is gone, or a day that is signed."),
        "wiped_end": _("The workshop is over: this device was wiped."),
        "wiped_revoked": _("This device was revoked, and wiped."),
        "wiped_hand": _("This device was wiped."),
        "rest": _("{count} not sent yet, without names. They go out when there is a network; then they are wiped too."),
        "sure_rest": _("{count} not sent yet will be lost. Wipe this device all the same?"),
        "sure": _("Everything is sent. Wipe this device?"),
        "full": _("This device could not keep it: its storage is full or closed. Write it down on paper."),
    }
