"""What of a row's notes says that its meeting is not held every week: "2nd and 4th Sundays only".

Such a list has a day of the week and nothing for the rest, so the line reads the meeting weekly;
who is not told the sentence comes to a locked door.
"""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

LONGEST = 2000
"""Characters of a note that are looked at."""

WORDS = 25
"""Of a limit that a caller hears."""

_TAG = re.compile(r"</?[a-zA-Z!][^<>]{0,600}>")
_END = re.compile(r"(?<=[^\W\d_]{4}[.!?])\s+|(?<=[\d)][.!?])\s+|\s*[\n;*•|]+\s*")
"""Of a sentence; the full stop of a short form ("Mon.", "St.") is none."""
_CLAUSE = re.compile(r"\s*[,(–—]\s*|\s+-+\s+")


class Found(NamedTuple):
    """The limits of a row as its list writes them, and its notes without these."""

    limits: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class _Words:
    """How a language says it; all are regex sources, without regard to small or capital letters."""

    days: tuple[str, ...]  # from Monday on, each by whatever it begins with
    ordinal: str
    which: str  # without the days of the week: "every other week", "once a month"
    nth: str  # with {nth} and {day}: "2nd and 4th Sundays"
    none: str  # "no meeting", and what may follow it as {when}
    when: str
    meets: str  # what makes one of the two above a limit of the meeting itself
    only: str
    other: str  # what else is held on such days: "business meeting", "speaker", "birthdays"
    filler: str  # what a sentence may have beside them and still says nothing else

    @cached_property
    def day(self) -> str:
        return "(?:" + "|".join(self.days) + r")\b\.?"

    @cached_property
    def recurs(self) -> re.Pattern[str]:
        nth = rf"{self.ordinal}(?:(?:\s*[,&+/]\s*|\s+(?:and|or|y|o|e|et|ou)\s+)+{self.ordinal})*"
        return re.compile(
            f"(?i)(?:{self.nth.format(nth=f'(?:{nth})', day=self.day)}|"
            f"{self.which.format(day=self.day)})"
        )

    @cached_property
    def no_meeting(self) -> re.Pattern[str]:
        when = f"(?:{self.when}|{self.day}|{self.ordinal})"
        return re.compile(rf"(?i)(?:{self.none})(?!\s*(?:id|#|:))(?:[^\n]{{0,40}}?\b)??{when}")

    @cached_property
    def itself(self) -> re.Pattern[str]:
        return re.compile(f"(?i){self.meets}|{self.only}")

    @cached_property
    def others(self) -> re.Pattern[str]:
        return re.compile(f"(?i){self.other}")

    @cached_property
    def fillers(self) -> re.Pattern[str]:
        return re.compile(rf"(?i)\b(?:{self.filler}|{self.only})(?!\w)")

    def weekdays(self, text: str) -> set[int]:
        return {
            number for number, day in enumerate(self.days) if re.search(rf"(?i)\b(?:{day})\b", text)
        }


_EN = _Words(
    days=(
        "mon(?:day)?s?",
        "tue(?:s(?:day)?)?s?",
        "wed(?:s|nesdays?)?",
        "thu(?:r(?:s(?:day)?)?)?s?",
        "fri(?:day)?s?",
        "sat(?:urday)?s?",
        "sun(?:day)?s?",
    ),
    ordinal=r"\b(?:[1-5](?:st|nd|rd|th)|first|second|third|fourth|fifth|last)\b",
    nth=r"{nth}\s+(?:{day}|week\b)",
    which=r"\bevery other (?:{day}|week\b)|\bevery (?:two|three|four|2|3|4) weeks\b"
    r"|\bevery (?:2nd|3rd|4th|second|third|fourth) (?:{day}|week\b)"
    r"|\balternat(?:e|ing) (?:{day}|weeks)"
    r"|\bbi-?(?:weekly|monthly)\b|\bfortnight(?:ly)?\b|\bmonthly\b"
    r"|\b(?:once|twice|one (?:{day}|day|time)|two (?:{day}|days|times)) (?:an?|per|each|every|of"
    r"(?: the| each| every)?|in the) month\b",
    none=r"\b(?:no|not a) meetings?\b|\b(?:does|do|will) not (?:meet|be held)\b"
    r"|\b(?:doesn|don)['’]t meet\b|\bnot held\b",
    when=r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:\b|uary\b|ruary\b|ch\b|il\b"
    r"|ust\b|ember\b|tember\b|ober\b)|\b(?:holidays?|christmas|easter|thanksgiving|new year|summer"
    r"|winter|until|during|week|weeks|months?)\b",
    meets=r"\bmeets\b|\bwe meet\b|\bgroup meets?\b|\bmeetings? (?:occurs?|happens?|takes? place)\b"
    r"|\b(?:is|are) (?:only )?held\b|\b(?:occurs|gathers|takes place)\b|\bin[- ]person\b"
    r"|\bmonthly meeting\b",
    only=r"\bonly\b",
    other=r"\b(?:business|birthdays?|b-?days?|chips?|cup ?cakes?|cakes?|annivers\w+|celebrat\w+"
    r"|milestones?|medallions?|coins?|key ?tags?|speakers?|open|closed|steps?|traditions?|concepts?"
    r"|topics?|discussions?|literature|books?|study|studies|format|reading|newcomers?|beginners?"
    r"|workshops?|service|pot ?luck|dinner|breakfast|lunch|food|movie|couples|intergroup|committee"
    r"|conscience|candle\w*|meditation|fellowship|sponsor\w*|panel|hybrid|zoom|online|virtual)\b",
    filler=r"this|the|of|each|every|month|months|and|or|on|in|at|a|is|are|it|we|group|meetings?"
    r"|in[- ]person|typically|usually|normally|note|please|weeks?|held|meets?|occurs?",
)
_ES = _Words(
    days=(
        "lun(?:es)?",
        "mar(?:tes)?",
        "mi[ée](?:rcoles)?",
        "jue(?:ves)?",
        "vie(?:rnes)?",
        "s[áa]b(?:ados?)?",
        "dom(?:ingos?)?",
    ),
    ordinal=r"\b(?:[1-5](?:er|ro|do|to)?[.º°]?|prim(?:er|eros?)|segundos?|tercer(?:os?)?|cuartos?"
    r"|quintos?|[úu]ltimos?)(?!\w)",
    nth=r"{nth}\s+(?:{day}|semana\b)",
    which=r"\bcada (?:dos|tres|cuatro|2|3|4|otr[oa]) (?:semanas?|{day})|\b{day} alternos\b"
    r"|\bsemanas alternas\b|\b(?:quincenal(?:mente)?|mensual(?:mente)?)\b"
    r"|\b(?:una vez|dos veces|un {day}|un d[íi]a) (?:al|por|cada|del) mes\b",
    none=r"\b(?:no hay|sin|no habr[áa]) (?:reuni(?:[óo]n|ones)|juntas?)\b|\bno se re[úu]ne\b",
    when=r"\b(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre"
    r"|diciembre|feriados|festivos|verano|invierno|navidad|hasta|semana|mes|meses)\b",
    meets=r"\bse re[úu]nen?\b|\bnos reunimos\b|\bse (?:celebra|hace|realiza)\b|\bla reuni[óo]n es\b"
    r"|\bpresencial\b|\breuni[óo]n (?:mensual|quincenal)\b",
    only=r"\b(?:solo|s[óo]lo|solamente|[úu]nicamente)\b",
    other=r"\b(?:negocios?|cumplea[ñn]os|aniversarios?|fichas?|medall\w+|orador\w*|abiert[ao]s?"
    r"|cerrad[ao]s?|pasos?|tradici[óo]n\w*|conceptos?|temas?|literatura|libros?|estudios?|taller\w*"
    r"|servicio|reci[ée]n|principiantes|virtual|zoom|en l[íi]nea|comida|cena|conciencia)\b",
    filler=r"este|esta|el|la|los|las|de|del|cada|mes|y|o|en|al|es|se|re[úu]nen?|reuni[óo]n|grupo"
    r"|presencial|normalmente|nota|semanas?",
)
_FR = _Words(
    days=("lun(?:dis?)?", "mar(?:dis?)?", "mer(?:credis?)?", "jeu(?:dis?)?", "ven(?:dredis?)?",
          "sam(?:edis?)?", "dim(?:anches?)?"),
    ordinal=r"\b(?:1ers?|[1-5](?:e|[èe]mes?|ers?|nds?)|premi(?:ers?|[èe]res?)|deuxi[èe]mes?|seconds?"
    r"|troisi[èe]mes?|quatri[èe]mes?|cinqui[èe]mes?|derniers?|derni[èe]res?)\b",
    nth=r"{nth}\s+(?:{day}|semaine\b)",
    which=r"\b(?:un|une) (?:{day}|semaine) sur (?:deux|trois|quatre|2|3|4)\b"
    r"|\btou(?:te)?s les (?:deux|trois|quatre|2|3|4|quinze|15) (?:semaines|jours|{day})"
    r"|\b(?:aux deux semaines|bimensuel\w*|mensuel\w*)\b"
    r"|\b(?:une fois|deux fois|un {day}|un jour) (?:par|chaque|du) mois\b",
    none=r"\b(?:pas de|aucune|sans) (?:r[ée]union|rencontre)s?\b|\bne se r[ée]unit pas\b"
    r"|\bn['’]a pas lieu\b|\brel[âa]che\b",
    when=r"\b(?:janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[ûu]t|septembre|octobre|novembre"
    r"|d[ée]cembre|f[ée]ri[ée]s?|no[ëe]l|p[âa]ques|[ée]t[ée]|hiver|vacances|jusqu|semaine|mois)\b",
    meets=r"\bse r[ée]unit\b|\bnous nous r[ée]unissons\b|\b(?:a|ont) lieu\b|\bse tient\b"
    r"|\ben (?:personne|pr[ée]sentiel)\b|\br[ée]union mensuelle\b",
    only=r"\b(?:seulement|uniquement|seuls?)\b",
    other=r"\b(?:affaires?|service|anniversaires?|jetons?|m[ée]dailles?|conf[ée]renciers?|ouvertes?"
    r"|ouverts?|ferm[ée]e?s?|[ée]tapes?|traditions?|concepts?|th[èe]mes?|litt[ée]rature|livres?"
    r"|[ée]tudes?|ateliers?|nouveaux|gâteaux?|g[âa]teaux?|repas|souper|zoom|en ligne|conscience)\b",
    filler=r"ce|cette|le|la|les|l|de|du|des|chaque|tous|mois|et|ou|en|au|est|a|lieu|se|r[ée]unit"
    r"|r[ée]unions?|groupe|personne|g[ée]n[ée]ralement|habituellement|note|semaines?",
)  # fmt: skip
_LANGUAGES = {"en": _EN, "es": _ES, "fr": _FR}

_RELATIVE = re.compile(r"(?i)\b(?:that|which|this group|we|que|qui)\s+(?:se\s+)?(?:only\s+)?$")
"""Before "meets": then the sentence is about the row, whatever else it names."""

_LIKELY = re.compile(
    r"(?i)month|week|only|meet|held|every|alternat|fortnight|last|first|second|third|fourth"
    r"|[1-5](?:st|nd|rd|th)|mes\b|mensual|quincen|seman|reuni|re[úu]ne|junta|prim|[úu]ltimo"
    r"|cada|tercer|cuarto|[1-5]e\b|deuxi|troisi|quatri"
    r"|mois|mensuel|semaine|r[ée]uni|rencontre|premier|derni|lieu|sur (?:deux|2)|rel[âa]che"
)
"""One of these is in every limit; most notes have none."""


def taken_out(notes: Sequence[str], weekday: int, name: str, language: str) -> Found:
    """The sentences among `notes` by which the meeting on `weekday` is not held every week.

    One that the `name` says itself is not taken, nor one about another day of the week: groups
    with several meetings have one note for all.
    """
    words = _LANGUAGES.get(language.partition("-")[0])
    limits: list[str] = []
    kept: list[str] = []
    named = bool(words and words.recurs.search(name))
    for note in notes:
        if words is None or not _LIKELY.search(note[:LONGEST]):
            kept.append(note)
            continue
        sentences = _END.split(_TAG.sub("\n", html.unescape(note[:LONGEST])))
        here = [each for each in sentences if each and _limits(each, words, weekday, named)]
        if not here:
            kept.append(note)
            continue
        limits += [_short(each, words) for each in here]
        kept.append("\n".join(each for each in sentences if each and each not in here))
    return Found(". ".join(dict.fromkeys(limits)), tuple(kept))


def _limits(sentence: str, words: _Words, weekday: int, named: bool) -> bool:
    days = words.weekdays(sentence)
    if days and weekday not in days:
        return False
    if words.no_meeting.search(sentence):
        return True
    found = words.recurs.search(sentence)
    if not found or named:
        return False
    itself = words.itself.search(sentence)
    if itself and _RELATIVE.search(sentence[: itself.start()]):
        return True
    if words.others.search(sentence):
        return False
    if itself:
        return True
    rest = words.fillers.sub(" ", words.recurs.sub(" ", sentence))
    rest = re.sub(f"(?i){words.ordinal}|{words.day}", " ", rest)
    return not re.search(r"\w", rest)


def _short(sentence: str, words: _Words) -> str:
    """A long sentence from the clause on that limits."""
    sentence = sentence.strip(" .!,-:")
    found = words.no_meeting.search(sentence) or words.recurs.search(sentence)
    if found is None or len(sentence.split()) <= WORDS:
        return sentence
    starts = [end.end() for end in _CLAUSE.finditer(sentence) if end.end() <= found.start()]
    return sentence[starts[-1] :] if starts else sentence
