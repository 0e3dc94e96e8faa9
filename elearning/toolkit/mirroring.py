"""Writes the name and the logo of the site, as the CMS says, where every page reads them without a query."""

from django.conf import settings
from django.db.models.signals import post_save
from django.dispatch import receiver

from elearning.identity import Identity, mirror

from .models import SiteIdentity

HEIGHT = "height-96"  # three times the 32 px of the header, for sharp screens


def mirror_identity() -> bool:
    """A duty of the tick: what the row says stands in the mirror of this machine; whether it was written anew."""
    said = SiteIdentity.objects.select_related("logo").first()
    return mirror(_shown(said)) if said else False


@receiver(post_save, sender=SiteIdentity, dispatch_uid="toolkit.mirror_identity")
def mirror_at_once(sender, **kwargs) -> None:
    """Whoever saves it sees it at once; a transaction that fails after all is put right by the tick."""
    mirror_identity()


def _shown(said: SiteIdentity) -> Identity:
    name = said.name or settings.SITE_NAME
    if said.logo is None:
        return Identity(name)
    if said.logo.is_svg():
        return Identity(name, said.logo.file.url, round(32 * said.logo.width / max(said.logo.height, 1)), 32)
    drawn = said.logo.get_rendition(f"{HEIGHT}|format-webp")
    return Identity(name, drawn.url, round(32 * drawn.width / max(drawn.height, 1)), 32)
