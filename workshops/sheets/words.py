"""The few words that stand on a sheet, in each language that it is printed in."""

import datetime

from django.utils import formats, translation

LANGUAGES = ("en", "fr", "es", "pt", "ar")
COMMA = {"en": ",", "fr": "", "es": ",", "pt": ",", "ar": "،"}  # between the weekday and the date
WORDS = {
    "en": {
        "heading": "Sign-in sheet",
        "row": "Code",
        "name": "Name",
        "office": "Office or organisation",
        "how": "Please sign in the box of each part that you attend.",
        "empty": "Not on the list? Write your name and office in an empty row.",
        "group": "Group",
        "morning": "Morning",
        "afternoon": "Afternoon",
        "day": "Day",
        "demonstration": "Demonstration content",
    },
    "fr": {
        "heading": "Feuille de présence",
        "row": "Code",
        "name": "Nom",
        "office": "Bureau ou organisation",
        "how": "Veuillez signer dans la case de chaque partie à laquelle vous assistez.",
        "empty": "Absent de la liste ? Écrivez votre nom et votre bureau sur une ligne vide.",
        "group": "Groupe",
        "morning": "Matin",
        "afternoon": "Après-midi",
        "day": "Journée",
        "demonstration": "Contenu de démonstration",
    },
    "es": {
        "heading": "Hoja de firmas",
        "row": "Código",
        "name": "Nombre",
        "office": "Oficina u organización",
        "how": "Firme, por favor, en la casilla de cada parte a la que asista.",
        "empty": "¿No está en la lista? Escriba su nombre y su oficina en una fila vacía.",
        "group": "Grupo",
        "morning": "Mañana",
        "afternoon": "Tarde",
        "day": "Día",
        "demonstration": "Contenido de demostración",
    },
    "pt": {
        "heading": "Folha de presença",
        "row": "Código",
        "name": "Nome",
        "office": "Escritório ou organização",
        "how": "Assine, por favor, na casa de cada parte em que participa.",
        "empty": "Não está na lista? Escreva o seu nome e escritório numa linha vazia.",
        "group": "Grupo",
        "morning": "Manhã",
        "afternoon": "Tarde",
        "day": "Dia",
        "demonstration": "Conteúdo de demonstração",
    },
    "ar": {
        "heading": "كشف الحضور",
        "row": "الرمز",
        "name": "الاسم",
        "office": "المكتب أو المنظمة",
        "how": "يرجى التوقيع في خانة كل جزء تحضره.",
        "empty": "اسمك غير موجود في القائمة؟ اكتب اسمك ومكتبك في سطر فارغ.",
        "group": "المجموعة",
        "morning": "الصباح",
        "afternoon": "بعد الظهر",
        "day": "اليوم",
        "demonstration": "محتوى تجريبي",
    },
}


def day_in(language: str, day: datetime.date) -> str:
    """The day with its weekday, as that language writes it."""
    with translation.override(language):
        return f"{formats.date_format(day, 'l')}{COMMA[language]} {formats.date_format(day)}"
