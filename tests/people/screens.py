"""Addresses of the CMS's screens of people, and what a screen says."""

from django.urls import reverse

from elearning.people.models import User


def edit(person: User) -> str:
    return reverse("wagtailusers_users:edit", args=[person.pk])


def ties(person: User) -> str:
    return reverse("wagtailusers_users:ties", args=[person.pk])


def deed(person: User, name: str, row=None) -> str:
    if row:
        return reverse("wagtailusers_users:deed_upon", args=[person.pk, name, row.pk])
    return reverse("wagtailusers_users:deed", args=[person.pk, name])


def said(answer) -> str:
    return " ".join(answer.content.decode().split())
