"""Addresses of quotas, nominations, selection, offers, the team and walk-ins."""

from django.urls import path

from . import answering, capacity, codes, door, nominations, participants, quotas, screening, selection, withdrawing

urlpatterns = [
    path("<slug:code>/quotas/", quotas.quotas, name="quotas"),
    path("<slug:code>/quotas/<int:pk>/", quotas.quota, name="quota"),
    path("<slug:code>/nominations/", nominations.nominations, name="nominations"),
    path("<slug:code>/nominations/list/", nominations.nominate_many, name="nominate_list"),
    path("<slug:code>/nominations/<uuid:uuid>/", nominations.nomination, name="nomination"),
    path("<slug:code>/nominations/<uuid:uuid>/substitute/", nominations.substitution, name="substitute"),
    path("<slug:code>/endorse/<uuid:uuid>/", answering.endorsement, name="endorse"),
    path("<slug:code>/selection/", selection.selection, name="selection"),
    path("<slug:code>/selection/balance/", selection.selection_balance, name="selection_balance"),
    path("<slug:code>/selection/invitations/", selection.invitations, name="invitations"),
    path("<slug:code>/selection/freed/<int:pk>/", selection.freed, name="freed"),
    path("<slug:code>/selection/capacity/", capacity.capacity, name="capacity"),
    path("<slug:code>/seat/<str:secret>/", answering.seat, name="seat"),
    path("<slug:code>/withdraw/", withdrawing.withdrawal, name="withdraw"),
    path("<slug:code>/screening/", screening.screening, name="screening"),
    path("<slug:code>/team/", door.team, name="team"),
    path("<slug:code>/walk-in/", door.walk_ins, name="walk_in"),
    path("<slug:code>/people/codes/", codes.codes, name="codes"),
    path("<slug:code>/people/", participants.people, name="people"),
]
