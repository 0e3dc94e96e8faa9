"""What follows from a record, done by the worker; each may run twice."""

from django_tasks import task

from . import actions
from .models import Certificate, LearningRecord


@task(priority=50)  # somebody waits for it
def issue(record_uuid: str) -> None:
    """Issue the certificate of a record and make its document."""
    record = LearningRecord.objects.select_related("person").filter(uuid=record_uuid).first()
    if record and not record.person.erased_at and not LearningRecord.objects.filter(annuls=record).exists():
        actions.render_certificate(actions.issue_certificate(record))


@task()
def render(certificate_uuid: str) -> None:
    """Make the document of a certificate."""
    certificate = Certificate.objects.filter(uuid=certificate_uuid).first()
    if certificate and not certificate.erased_at:
        actions.render_certificate(certificate)
