"""The nouns of the app, re-exported."""

from .arrival import Arrival
from .course import Course, CourseVersion, Step
from .enrolment import Enrolment, Evidence

__all__ = ["Arrival", "Course", "CourseVersion", "Enrolment", "Evidence", "Step"]
