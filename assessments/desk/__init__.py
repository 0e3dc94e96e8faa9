"""The pages for those in charge of quizzes: marking, late answers, accommodations, repair."""
