"""Addresses of plans of action, follow-ups, initiatives and ratings: first those that belong to no one workshop."""

from django.urls import path, re_path

from . import answering, endorsing, initiative_views, rating_views, views, watching

urlpatterns = [
    path("commitments/to-endorse/", endorsing.to_endorse, name="plans_to_endorse"),
    path("commitments/overdue/", watching.overdue, name="follow_up_overdue"),
    path("commitments/answer/<str:token>/", answering.by_link, name="follow_up_answer"),
    path("commitments/view/<str:token>/", answering.view_by_link, name="follow_up_view"),
    path("initiatives/", initiative_views.initiatives, name="initiatives"),
    path("initiatives/<slug:office>/", initiative_views.of_office, name="initiatives_of"),
    path("initiatives/<slug:office>/<int:pk>/", initiative_views.of_office, name="initiative"),
    path("framework/", rating_views.framework, name="framework"),
    path("framework/<int:pk>/", rating_views.framework, name="framework_statement"),
    path("<slug:code>/plans-of-action/", views.action_plans, name="action_plans"),
    path("<slug:code>/plans-of-action/begin/", views.begin, name="action_plan_begin"),
    path("<slug:code>/plans-of-action/<int:pk>/", views.action_plan, name="action_plan"),
    path("<slug:code>/plans-of-action/<int:pk>/commitments/", views.commitment, name="commitment_new"),
    path("<slug:code>/plans-of-action/<int:pk>/commitments/<int:number>/", views.commitment, name="commitment"),
    path(
        "<slug:code>/plans-of-action/<int:pk>/commitments/<int:number>/remove/", views.remove, name="commitment_remove"
    ),
    path("<slug:code>/plans-of-action/<int:pk>/send/", views.send, name="action_plan_send"),
    path("<slug:code>/plans-of-action/<int:pk>/lead/", views.lead, name="action_plan_lead"),
    path("<slug:code>/plans-of-action/<int:pk>/endorse/", endorsing.endorsement, name="endorse_plan"),
    path("<slug:code>/follow-up/", watching.follow_up, name="follow_up"),
    path("<slug:code>/follow-up/<uuid:uuid>/", answering.signed_in, name="follow_up_own"),
    path("<slug:code>/ratings/", rating_views.ratings, name="ratings"),
    re_path(
        r"^(?P<code>[-a-zA-Z0-9_]+)/ratings/(?P<office>[-a-zA-Z0-9_]+)/(?P<moment>before|after)/$",
        rating_views.rate_office,
        name="rate_office",
    ),
]
