"""Addresses of session plans, their templates, the shopping list and the guide."""

from django.urls import path

from . import output_views, template_views, views

# Before `<slug:code>/`: a workshop could not be called `plans`.
TEMPLATES = [
    path("plans/", template_views.plan_templates, name="plan_templates"),
    path("plans/new/", template_views.new, name="plan_template_new"),
    path("plans/<int:pk>/", template_views.template, name="plan_template"),
    path("plans/<int:pk>/edit/", template_views.edit, name="plan_template_edit"),
    path("plans/<int:pk>/remove/", template_views.remove, name="plan_template_remove"),
]
OF_WORKSHOP = [
    path("<slug:code>/plans/", views.plans, name="plans"),
    path("<slug:code>/plans/shopping/", output_views.shopping_list, name="shopping"),
    path("<slug:code>/plans/shopping.csv", output_views.shopping_csv, name="shopping_csv"),
    path("<slug:code>/plans/shopping.xlsx", output_views.shopping_xlsx, name="shopping_xlsx"),
    path("<slug:code>/plans/guide.pdf", output_views.guide, name="guide"),
    path("<slug:code>/plans/<uuid:item>/", views.plan, name="plan"),
    path("<slug:code>/plans/<uuid:item>/edit/", views.edit, name="plan_edit"),
    path("<slug:code>/plans/<uuid:item>/start/", views.start, name="plan_start"),
    path("<slug:code>/plans/<uuid:item>/template/", views.to_template, name="plan_to_template"),
    path("<slug:code>/plans/<uuid:item>/remove/", views.remove, name="plan_remove"),
]
urlpatterns = [*TEMPLATES, *OF_WORKSHOP]
