"""Who may do what with the bank and with quizzes."""

from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet

from elearning.people.models import User


def may_publish(user: User) -> bool:
    """Whether this person may put a new version of a quiz in force."""
    return user.has_perm("assessments.publish_quiz")


def may_write(user: User) -> bool:
    """Whether this person may change questions: write versions, retire them."""
    return user.has_perm("assessments.change_question")


def may_look(user: User) -> bool:
    """Whether this person may see what questions ask and what is right: whoever writes any."""
    return may_write(user) or user.has_perm("assessments.add_question")


def may_mark(user: User) -> bool:
    """Whether this person may mark free text and hand attempts back."""
    return user.has_perm("assessments.mark_attempt")


def may_accommodate(user: User) -> bool:
    """Whether this person may grant others more, and decide on late answers."""
    return user.has_perm("assessments.accommodate_person")


def may_repair(user: User) -> bool:
    """Whether this person may have attempts marked again."""
    return user.has_perm("assessments.repair_question")


def may_see_analysis(user: User) -> bool:
    """Whether this person may see how a quiz was answered, by all together."""
    return user.has_perm("assessments.see_analysis")


DESK = ("mark_attempt", "accommodate_person", "repair_question", "see_analysis")


def may_use_desk(user: User) -> bool:
    """Whether any of the pages for those in charge of quizzes is open to this person; one query, for pages of all."""
    if not user.is_active or user.is_superuser:
        return user.is_active
    return rights_at_desk(user).exists()


def rights_at_desk(user: User) -> QuerySet[Permission]:
    """The permissions by which this person has a desk, her own and those of her groups."""
    rights = Permission.objects.filter(content_type__app_label="assessments", codename__in=DESK)
    return rights.filter(Q(user=user) | Q(group__user=user))
