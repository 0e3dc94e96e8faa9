"""Ready-made questions to start a form from, in the languages of the site. No database."""

import copy
from typing import Any


def _in(en: str, fr: str, es: str, pt: str, ar: str) -> dict[str, str]:
    return {"en": en, "fr": fr, "es": es, "pt": pt, "ar": ar}


def _scale(key: str, *texts: str) -> dict[str, Any]:
    return {"key": key, "kind": "scale", "texts": _in(*texts)}


def _choice(key: str, choices: list[dict[str, str]], *texts: str) -> dict[str, Any]:
    return {"key": key, "kind": "choice", "texts": _in(*texts), "choices": choices}


def _text(key: str, *texts: str) -> dict[str, Any]:
    return {"key": key, "kind": "text", "texts": _in(*texts)}


YES_NO = [
    _in("Yes", "Oui", "Sí", "Sim", "نعم"),
    _in("Perhaps", "Peut-être", "Quizás", "Talvez", "ربما"),
    _in("No", "Non", "No", "Não", "لا"),
]  # fmt: skip
PACE = [
    _in("Too slow", "Trop lent", "Demasiado lento", "Demasiado lento", "بطيئة أكثر من اللازم"),
    _in("Just right", "Juste comme il faut", "Adecuado", "Adequado", "مناسبة"),
    _in("Too fast", "Trop rapide", "Demasiado rápido", "Demasiado rápido", "سريعة أكثر من اللازم"),
]  # fmt: skip
DAILY = [
    _scale("useful", "Today was useful for my work.", "Cette journée est utile pour mon travail.",
           "La jornada fue útil para mi trabajo.", "O dia foi útil para o meu trabalho.",
           "كان هذا اليوم مفيداً لعملي."),
    _scale("clear", "I could follow in a language that I understand well.",
           "J’ai pu suivre dans une langue que je comprends bien.", "Pude seguir en un idioma que entiendo bien.",
           "Pude acompanhar numa língua que compreendo bem.", "استطعت المتابعة بلغة أفهمها جيداً."),
    _scale("voice", "I could take part and was heard.", "J’ai pu participer et j’ai été écouté.",
           "Pude participar y se me escuchó.", "Pude participar e fui ouvido.", "استطعت أن أشارك وأن يُسمع رأيي."),
    _choice("pace", PACE, "How was the pace?", "Comment était le rythme ?", "¿Cómo fue el ritmo?",
            "Como foi o ritmo?", "كيف كانت الوتيرة؟"),
    _text("learned", "What will you take with you from today?", "Que retiendrez-vous de cette journée ?",
          "¿Qué se lleva de esta jornada?", "O que leva deste dia?", "ما الذي ستحتفظ به من هذا اليوم؟"),
    _text("better", "What should be better tomorrow?", "Que faudrait-il améliorer demain ?",
          "¿Qué debería mejorar mañana?", "O que deve melhorar amanhã?", "ما الذي ينبغي تحسينه غداً؟"),
]  # fmt: skip
FINAL = [
    _scale("relevance", "The workshop was relevant to my work.", "L’atelier est pertinent pour mon travail.",
           "El taller fue pertinente para mi trabajo.", "O workshop foi pertinente para o meu trabalho.",
           "كانت الورشة متصلة بعملي."),
    _scale("usefulness", "I can use what I learned.", "Je peux utiliser ce que j’ai appris.",
           "Puedo utilizar lo que aprendí.", "Posso usar o que aprendi.", "أستطيع أن أستعمل ما تعلمته."),
    _scale("methods", "The methods helped me to learn.", "Les méthodes m’ont aidé à apprendre.",
           "Los métodos me ayudaron a aprender.", "Os métodos ajudaram-me a aprender.",
           "ساعدتني الأساليب المتبعة على التعلم."),
    _scale("facilitation", "The facilitation was good.", "L’animation était bonne.", "La facilitación fue buena.",
           "A facilitação foi boa.", "كان التيسير جيداً."),
    _scale("interpretation", "Interpretation and translated papers let me follow.",
           "L’interprétation et les documents traduits m’ont permis de suivre.",
           "La interpretación y los documentos traducidos me permitieron seguir.",
           "A interpretação e os documentos traduzidos permitiram-me acompanhar.",
           "أتاحت لي الترجمة الشفوية والوثائق المترجمة المتابعة."),
    _scale("logistics", "Travel, rooms and meals were well organised.",
           "Le voyage, les salles et les repas étaient bien organisés.",
           "El viaje, las salas y las comidas estuvieron bien organizados.",
           "A viagem, as salas e as refeições foram bem organizadas.", "كان السفر والقاعات والوجبات حسنة التنظيم."),
    _text("keep", "What should we keep?", "Que faut-il garder ?", "¿Qué deberíamos mantener?",
          "O que devemos manter?", "ما الذي ينبغي الإبقاء عليه؟"),
    _text("change", "What should we change?", "Que faut-il changer ?", "¿Qué deberíamos cambiar?",
          "O que devemos mudar?", "ما الذي ينبغي تغييره؟"),
    _choice("recommend", YES_NO, "Would you recommend this workshop to a colleague?",
            "Recommanderiez-vous cet atelier à un collègue ?", "¿Recomendaría este taller a un colega?",
            "Recomendaria este workshop a um colega?", "هل تنصح زميلاً بهذه الورشة؟"),
]  # fmt: skip
ITEM = [
    _scale("useful", "This session was useful for my work.", "Cette séance est utile pour mon travail.",
           "Esta sesión fue útil para mi trabajo.", "Esta sessão foi útil para o meu trabalho.",
           "كانت هذه الجلسة مفيدة لعملي."),
    _scale("clear", "It was clear and well led.", "Elle était claire et bien menée.",
           "Fue clara y estuvo bien dirigida.", "Foi clara e bem conduzida.", "كانت واضحة وأُديرت إدارة جيدة."),
    _text("remark", "What do you want to tell those who led it?", "Que souhaitez-vous dire à ceux qui l’ont menée ?",
          "¿Qué quiere decir a quienes la dirigieron?", "O que quer dizer a quem a conduziu?",
          "ماذا تود أن تقول لمن أداروها؟"),
]  # fmt: skip
SETS = {"daily": DAILY, "final": FINAL, "item": ITEM}
TITLES = {
    "daily": _in(
        "How was the day?",
        "Comment était la journée ?",
        "¿Cómo fue la jornada?",
        "Como foi o dia?",
        "كيف كان اليوم؟",
    ),
    "final": _in(
        "How was the workshop?",
        "Comment était l’atelier ?",
        "¿Cómo fue el taller?",
        "Como foi o workshop?",
        "كيف كانت الورشة؟",
    ),
    "item": _in(
        "How was this session?",
        "Comment était cette séance ?",
        "¿Cómo fue esta sesión?",
        "Como foi esta sessão?",
        "كيف كانت هذه الجلسة؟",
    ),
}


def questions_for(kind: str) -> list[dict[str, Any]]:
    """A copy of the questions for this kind of form."""
    return copy.deepcopy(SETS[kind])


def title_for(kind: str) -> dict[str, str]:
    """The title for this kind of form."""
    return dict(TITLES[kind])
