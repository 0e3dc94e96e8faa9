"""Who may do what with the bank and with quizzes."""

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
