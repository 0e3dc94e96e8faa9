"""The rows of the retention table that are about workshops; each counts from the workshop's last day."""

import datetime

from django.utils.translation import gettext_lazy as _

from elearning.people.keeping_data.table import (
    HEADQUARTERS,
    ORGANISERS,
    Kind,
    change_some,
    delete_some,
    drop_files,
    register,
)

from .actions.needs import LONGEST_KEPT, purge_needs
from .models import CalendarFeed, Device, GoodPractice, Registration, Sheet, Travel

Moment = datetime.datetime


def clear_needs(moment: Moment, most: int) -> int:
    purge_needs((moment + LONGEST_KEPT).date())
    return 0  # the journal says how many of which workshop


def clear_travel(moment: Moment, most: int) -> int:
    return delete_some(Travel.objects.filter(registration__workshop__ends_on__lte=moment.date()), most)


def clear_addresses(moment: Moment, most: int) -> int:
    """Secret addresses and rights of devices: they open nothing that still goes on."""
    ended = moment.date()
    number = delete_some(CalendarFeed.objects.filter(workshop__ends_on__lte=ended), most)
    devices = Device.objects.filter(workshop__ends_on__lte=ended).exclude(secret_digest="")  # nosec B106
    return number + change_some(devices, most - number, secret_digest="", label="–")  # nosec B106


def clear_motivations(moment: Moment, most: int) -> int:
    found = Registration.objects.filter(workshop__ends_on__lte=moment.date()).exclude(motivation="")
    return change_some(found, most, motivation="")


def clear_scans(moment: Moment, most: int) -> int:
    """The digest of a scan stays, so that a copy that somebody kept can still be compared."""
    return drop_files(Sheet.objects.filter(workshop__ends_on__lte=moment.date()).exclude(scan=""), most, "scan")


def clear_photos(moment: Moment, most: int) -> int:
    """Of practices that were never published."""
    unpublished = GoodPractice.objects.filter(page=None, saved_at__lte=moment).exclude(photo="")
    return drop_files(unpublished, most, "photo", photo_consent=False)


register(
    Kind(
        "seats",
        _("Who took part in a workshop, presence, letters, plans"),
        _("the workshop"),
        HEADQUARTERS,
        _("the name goes with an erasure; office, country, category, sex and hours stay"),
        _("reports to donors can be asked again"),
    ),
    Kind(
        "needs",
        _("Dietary, access and health needs"),
        _("the last day of the workshop, or the earlier day that it names"),
        ORGANISERS,
        _("they are deleted"),
        _("they serve the workshop alone"),
        LONGEST_KEPT.days,
        clear_needs,
    ),
    Kind(
        "travel",
        _("Travel details and telephone numbers"),
        _("the last day of the workshop"),
        ORGANISERS,
        _("they are deleted"),
        _("claims for travel are settled by then"),
        90,
        clear_travel,
    ),
    Kind(
        "motivations",
        _("Why somebody was nominated, in words"),
        _("the last day of the workshop"),
        HEADQUARTERS,
        _("the words are deleted; the nomination stays"),
        _("a selection can be explained for a year"),
        365,
        clear_motivations,
    ),
    Kind(
        "room_devices",
        _("Devices that took attendance, and addresses of personal calendars"),
        _("the last day of the workshop"),
        ORGANISERS,
        _("names of devices, rights and addresses are deleted"),
        _("they open nothing that still goes on"),
        180,
        clear_addresses,
    ),
    Kind(
        "photos",
        _("Photographs of good practices that were not published"),
        _("the practice was last written"),
        ORGANISERS,
        _("the photograph is deleted; the text stays"),
        _("two years are enough to review and publish it"),
        730,
        clear_photos,
    ),
    Kind(
        "scans",
        _("Scans of sign-in sheets with signatures"),
        _("the last day of the workshop"),
        HEADQUARTERS,
        _("the scan is deleted; what was typed from it and its digest stay"),
        _("auditors of donors come within five years"),
        1825,
        clear_scans,
    ),
)
