"""Writes beside each marked attempt what its answers were and earned; its result stays as it is."""

from decimal import Decimal

from django.db import migrations


def keep_marks(apps, schema_editor):
    """Until now every question was all or nothing, and its choices are in the content of its version."""
    Attempt = apps.get_model("assessments", "Attempt")
    AnswerSave = apps.get_model("assessments", "AnswerSave")
    correct = {
        pk: set(content["correct"])
        for pk, content in apps.get_model("assessments", "QuestionVersion").objects.values_list("pk", "content")
        if "correct" in content
    }
    for attempt in Attempt.objects.filter(state="marked", marks=[]).iterator():
        saves = AnswerSave.objects.filter(attempt=attempt, late=False).order_by("sequence", "received_at", "pk")
        answers = {save.position: save.answer for save in saves}
        attempt.marks = [
            _mark(question, answers.get(place, []), correct) for place, question in enumerate(attempt.paper)
        ]
        attempt.save(update_fields=["marks"])


def _mark(question, answer, correct):
    right = bool(answer) and set(answer) == correct[question["version"]]
    return {"answer": answer, "earned": str(Decimal(question["points"]) if right else Decimal(0))}


class Migration(migrations.Migration):
    dependencies = [("assessments", "0003_every_type_and_what_people_decide")]
    operations = [migrations.RunPython(keep_marks, migrations.RunPython.noop)]
