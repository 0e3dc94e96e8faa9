"""Tells Wagtail's app of users that ours are the screens of people."""

from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(WagtailUsersAppConfig):
    user_viewset = "elearning.people.viewsets.PeopleViewSet"
