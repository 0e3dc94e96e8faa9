"""Ready-made questions to start a form from, in the languages of the site. No database."""

import copy
from typing import Any

YES_NO = [
    {"en": "Yes", "fr": "Oui", "ar": "نعم"},
    {"en": "Perhaps", "fr": "Peut-être", "ar": "ربما"},
    {"en": "No", "fr": "Non", "ar": "لا"},
]
PACE = [
    {"en": "Too slow", "fr": "Trop lent", "ar": "بطيئة أكثر من اللازم"},
    {"en": "Just right", "fr": "Juste comme il faut", "ar": "مناسبة"},
    {"en": "Too fast", "fr": "Trop rapide", "ar": "سريعة أكثر من اللازم"},
]


def _scale(key: str, en: str, fr: str, ar: str) -> dict[str, Any]:
    return {"key": key, "kind": "scale", "texts": {"en": en, "fr": fr, "ar": ar}}


def _choice(key: str, choices: list[dict[str, str]], en: str, fr: str, ar: str) -> dict[str, Any]:
    return {"key": key, "kind": "choice", "texts": {"en": en, "fr": fr, "ar": ar}, "choices": choices}


def _text(key: str, en: str, fr: str, ar: str) -> dict[str, Any]:
    return {"key": key, "kind": "text", "texts": {"en": en, "fr": fr, "ar": ar}}


DAILY = [
    _scale("useful", "Today was useful for my work.", "Cette journée est utile pour mon travail.",
           "كان هذا اليوم مفيداً لعملي."),
    _scale("clear", "I could follow in a language that I understand well.",
           "J’ai pu suivre dans une langue que je comprends bien.", "استطعت المتابعة بلغة أفهمها جيداً."),
    _scale("voice", "I could take part and was heard.", "J’ai pu participer et j’ai été écouté.",
           "استطعت أن أشارك وأن يُسمع رأيي."),
    _choice("pace", PACE, "How was the pace?", "Comment était le rythme ?", "كيف كانت الوتيرة؟"),
    _text("learned", "What will you take with you from today?", "Que retiendrez-vous de cette journée ?",
          "ما الذي ستحتفظ به من هذا اليوم؟"),
    _text("better", "What should be better tomorrow?", "Que faudrait-il améliorer demain ?",
          "ما الذي ينبغي تحسينه غداً؟"),
]  # fmt: skip
FINAL = [
    _scale("relevance", "The workshop was relevant to my work.", "L’atelier est pertinent pour mon travail.",
           "كانت الورشة متصلة بعملي."),
    _scale("usefulness", "I can use what I learned.", "Je peux utiliser ce que j’ai appris.",
           "أستطيع أن أستعمل ما تعلمته."),
    _scale("methods", "The methods helped me to learn.", "Les méthodes m’ont aidé à apprendre.",
           "ساعدتني الأساليب المتبعة على التعلم."),
    _scale("facilitation", "The facilitation was good.", "L’animation était bonne.", "كان التيسير جيداً."),
    _scale("interpretation", "Interpretation and translated papers let me follow.",
           "L’interprétation et les documents traduits m’ont permis de suivre.",
           "أتاحت لي الترجمة الشفوية والوثائق المترجمة المتابعة."),
    _scale("logistics", "Travel, rooms and meals were well organised.",
           "Le voyage, les salles et les repas étaient bien organisés.", "كان السفر والقاعات والوجبات حسنة التنظيم."),
    _text("keep", "What should we keep?", "Que faut-il garder ?", "ما الذي ينبغي الإبقاء عليه؟"),
    _text("change", "What should we change?", "Que faut-il changer ?", "ما الذي ينبغي تغييره؟"),
    _choice("recommend", YES_NO, "Would you recommend this workshop to a colleague?",
            "Recommanderiez-vous cet atelier à un collègue ?", "هل تنصح زميلاً بهذه الورشة؟"),
]  # fmt: skip
ITEM = [
    _scale("useful", "This session was useful for my work.", "Cette séance est utile pour mon travail.",
           "كانت هذه الجلسة مفيدة لعملي."),
    _scale("clear", "It was clear and well led.", "Elle était claire et bien menée.", "كانت واضحة وأُديرت إدارة جيدة."),
    _text("remark", "What do you want to tell those who led it?", "Que souhaitez-vous dire à ceux qui l’ont menée ?",
          "ماذا تود أن تقول لمن أداروها؟"),
]  # fmt: skip
SETS = {"daily": DAILY, "final": FINAL, "item": ITEM}
TITLES = {
    "daily": {"en": "How was the day?", "fr": "Comment était la journée ?", "ar": "كيف كان اليوم؟"},
    "final": {"en": "How was the workshop?", "fr": "Comment était l’atelier ?", "ar": "كيف كانت الورشة؟"},
    "item": {"en": "How was this session?", "fr": "Comment était cette séance ?", "ar": "كيف كانت هذه الجلسة؟"},
}


def questions_for(kind: str) -> list[dict[str, Any]]:
    """A copy of the questions for this kind of form."""
    return copy.deepcopy(SETS[kind])


def title_for(kind: str) -> dict[str, str]:
    """The title for this kind of form."""
    return dict(TITLES[kind])
