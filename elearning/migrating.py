"""Migrating an empty database in a third of the time: for the tests, and for the demonstration's first start."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.migrations.state import ProjectState


@contextmanager
def little_rendered() -> Iterator[None]:
    """Within, Django draws only the model that a migration changes anew, not all that hang together with it.

    After each new relation Django draws a hundred models again, which takes most of the time of a migration. Nothing
    reads them: the tables come out the same, word for word, and a migration that runs code has all drawn anew first,
    as Django does wherever it put that off (`is_delayed`). Real sites migrate without this.
    """
    add_field, reload_model = ProjectState.add_field, ProjectState.reload_model

    def add(self, *args, **kwargs) -> None:
        self.adds_field = True
        try:
            add_field(self, *args, **kwargs)
        finally:
            self.adds_field = False

    def reload(self, app_label: str, model_name: str, delay: bool = False) -> None:
        if not delay and not getattr(self, "adds_field", False):
            reload_model(self, app_label, model_name, delay)
        elif "apps" in self.__dict__:
            self.is_delayed = True
            self._reload({(app_label, model_name)})

    ProjectState.add_field, ProjectState.reload_model = add, reload
    try:
        yield
    finally:
        ProjectState.add_field, ProjectState.reload_model = add_field, reload_model
