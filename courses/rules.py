"""Who may do what with a course."""

from elearning.people.models import User

from .models import Course


def may_publish(user: User) -> bool:
    """Whether this person may put a new version of a course in force."""
    return user.has_perm("courses.publish_course")


def may_enrol(user: User, course: Course) -> bool:
    """Whether the course is open to one of this person's audiences."""
    return Course.objects.visible_to(user).filter(pk=course.pk).exists()
