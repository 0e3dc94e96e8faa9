"""The nouns of the app, re-exported."""

from .course import Course, CourseVersion, Step
from .enrolment import Enrolment, Evidence

__all__ = ["Course", "CourseVersion", "Enrolment", "Evidence", "Step"]
