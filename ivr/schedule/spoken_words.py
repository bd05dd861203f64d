"""Short forms, capitals and signs as words, by what stands before and after them.

"St." is a saint before a name and a street after one; "W" is west in an address and an initial
elsewhere. Each rule looks one word back and one ahead, never further than a street's name.
"""

import re

from ivr.schedule.spoken_signs import TOKEN, first_word, last_word
from ivr.schedule.spoken_tables import Rules

_WORD = re.compile(r"\b(?:(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?|[^\W\d_]+(?:'[^\W\d_]+)*\.?)")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)\b", re.IGNORECASE)
_VOWEL = re.compile(r"[aeiouyáéíóúüàâäèêëîïôöùûœæ]")
_UNPLAIN = re.compile(
    r"[^A-Za-z0-9 ,'-]|[A-Z]{2}|[ ,'-](?:[ '-]|,)(?<!, )|,(?! )|^[ ,'-]|[ ,'-]$"
    r"|\d{4}|12|\d-|-\d|\d ?[aApP]\.?[mM]|\d(?![\d ,]|$|st\b|nd\b|rd\b|th\b)"
)
_UNPLAIN_STREET = re.compile(
    r"[^A-Za-z0-9 ,'-]|[A-Z]{2}|[ ,'-](?:[ '-]|,)(?<!, )|,(?! )|^[ ,'-]|[ ,'-]$"
    r"|\d{5}|\d-|-\d|\d \d|\d ?[aApP]\.?[mM]|[a-z]{3}\d|\d(?![\d ,]|$|st\b|nd\b|rd\b|th\b)"
)
_JOINTS = str.maketrans(",-", "  ", "'")
_PHRASED = re.compile(r"\d[x&/ -]|[&/.º°ª]|\d[a-z]{2}\b|\d(?:e|i?[èe]me|[èe]re)\b|\b[NS]-[EO]\b")
_PAUSE = frozenset(",;:.?!(")


def plain(text: str, rules: Rules, street: bool = False) -> bool:
    """Whether the text is already as it is said, found out at a glance: most fields are."""
    if (_UNPLAIN_STREET if street else _UNPLAIN).search(text):
        return False
    if street and "," in text:
        parts = text.lower().split(", ")
        if not rules.ends.isdisjoint(parts) or len(set(parts)) < len(parts) or parts[0].isdigit():
            return False
    words = text.lower().translate(_JOINTS).split()
    return rules.known.isdisjoint(words) and rules.phrase_starts.isdisjoint(words)


def say_phrases(text: str, rules: Rules) -> str:
    """The text with the fixed phrases of the table replaced, such as "12 & 12"."""
    if _PHRASED.search(text) or not rules.phrase_starts.isdisjoint(text.lower().split()):
        return rules.phrase.sub(lambda phrase: f" {rules.phrases[phrase[0].lower()]} ", text)
    return text


def say_words(text: str, rules: Rules, street: bool = False) -> str:
    """The text with its short forms written out and its capitals as words or as letters."""
    if not rules.known:
        return text
    known = rules.known
    shouted = text.isupper()

    def word(found: re.Match[str]) -> str:
        raw = found[0]
        bare = raw[:-1] if raw[-1] == "." else raw
        key = bare.lower()
        if text[max(0, found.start() - 1) : found.start()] == "'":  # 's-Hertogenbosch
            return raw
        if key not in known and "." not in bare:
            if len(bare) > 1 and bare.isupper():
                return _capitals(bare, rules, shouted) + raw[len(bare) :]
            if len(bare) > 3 and bare[-2:] == "'s" and bare[:-2].isupper():  # the GR's
                return _capitals(bare[:-2], rules, shouted) + raw[len(bare) - 2 :]
            return raw
        return _Place(found, bare, rules, street, shouted).said()

    return _WORD.sub(word, text)


class _Place:
    """One short form and its neighbours."""

    __slots__ = ("after", "bare", "before", "dotted", "found", "key", "rules", "shouted", "street")

    def __init__(
        self, found: re.Match[str], bare: str, rules: Rules, street: bool, shouted: bool
    ) -> None:
        text = found.string
        self.found, self.bare, self.rules = found, bare, rules
        self.street, self.shouted = street, shouted
        self.key, self.dotted = bare.lower(), found[0] != bare
        head = text[max(0, found.start() - 40) : found.start()].rstrip()
        tail = text[found.end() : found.end() + 40].lstrip()
        self.before = "" if not head or head[-1] in _PAUSE else last_word(head)
        self.after = "" if not tail or tail[0] in _PAUSE else first_word(tail).lstrip("-")

    def said(self) -> str:
        if "." in self.bare:
            said = self.rules.abbreviations.get(self.found[0].lower())
            return said or " ".join(self.bare.replace(".", "").upper())
        expanded = self._expanded()
        if expanded is None:
            if len(self.bare) > 1 and self.bare.isupper():
                expanded = _capitals(self.bare, self.rules, self.shouted)
            return (expanded or self.bare) + ("." if self.dotted else "")
        return expanded + self._stop()

    def _stop(self) -> str:
        """A short form's full stop may end the sentence too; a blank parts what it held apart."""
        if not self.dotted:
            return " " if self.after and self.found.string[self.found.end()].isdigit() else ""
        if (
            not self.street
            and self.after[:1].isupper()
            and self.after.lower() in self.rules.starters
        ):
            return "."
        rest = self.found.string[self.found.end() : self.found.end() + 1]
        return " " if rest.isalnum() else ""

    def _expanded(self) -> str | None:
        rules, key, bare = self.rules, self.key, self.bare
        capital = bare[0].isupper()
        if key in rules.numbered and self._numbers():
            return rules.numbered[key]
        if key in rules.after_ordinal and self._after_ordinal():
            return rules.after_ordinal[key]
        if (
            key in rules.after_number
            and self.before.isdigit()
            and not (key in rules.titles and self.after[:1].isupper())
        ):
            return rules.after_number[key]
        if key in rules.titles or key in rules.street_types:
            said = self._street_or_title(capital)
            if said:
                return said
        if key in rules.compass and (said := self._compass()):
            return said
        if key in rules.abbreviations:
            return rules.abbreviations[key]
        if capital and key in rules.capitalised:
            return rules.capitalised[key]
        if self._shortened() and key in rules.dotted and not (self.street and key in rules.compass):
            return rules.dotted[key]
        return None

    def _numbers(self) -> bool:
        """Whether a number follows that it belongs to; "no 12" without a full stop says no."""
        short = self.dotted or self.bare.isupper() or self.key not in self.rules.spelled.words
        return short and self.after[:1].isdigit() and not _ORDINAL.match(self.after)

    def _shortened(self) -> bool:
        """Whether the full stop shortens; behind a word ("à la mer. Entrée") it may end one."""
        return self.dotted and (
            self.key not in self.rules.spelled.words
            or self.after[:1].islower()
            or self.after[:1].isdigit()
        )

    def _after_ordinal(self) -> bool:
        return (
            bool(_ORDINAL.match(self.before)) or self.before.lower() in self.rules.spelled.ordinals
        )

    def _street_or_title(self, capital: bool) -> str | None:
        rules, key, after = self.rules, self.key, self.after.lower()
        named = self.after[:1].isupper()
        ordinary = self.before in rules.spelled.particles
        on_a_name = (
            bool(self.before)
            and (self.street or not ordinary)
            and (self.before[0].isupper() or self.before[0].isdigit() or self.street)
        )
        # "rue du Mal Foch", but "Pas Mal De Gens": what is a word too needs more than a name.
        alone = key in rules.spelled.words and not (ordinary or self.before.lower() in rules.ways)
        if key in rules.titles and named and capital and not alone:
            if _is_saint(after, rules) or key not in rules.street_types:
                return rules.titles[key]
            follows = (
                after in rules.compass or after in rules.compass.values() or after in rules.ways
            )
            bare_number = self.before.isdigit() and self.found.start() <= len(self.before) + 1
            if not follows and (not on_a_name or bare_number or ordinary):
                return rules.titles[key]
        if key in rules.street_types and on_a_name:
            return rules.street_types[key]
        return None

    def _compass(self) -> str | None:
        rules, bare, before = self.rules, self.bare, self.before.lower()
        said = rules.compass[self.key]
        if len(before) == 1 and not before.isdigit():
            return None
        if _ORDINAL.match(self.after) or (self.after.lower() in rules.spelled.compass_nouns):
            return said if bare.isupper() else None
        if rules.way_first and bare.isupper() and self._behind_way(before):
            return said
        if self.after.isdigit() and before[:1].isdigit() and self._way_ahead():
            return said
        open_road = not before or before[0].isdigit() or before in rules.spelled.particles
        named = self.after[:1].isupper() and len(self.after) > 1
        if len(bare) == 2:
            return said if bare.isupper() and (self.street or not self._ends_in_state()) else None
        if self.street:
            if before in rules.rooms and before not in rules.ways:
                return None
            if named and open_road:
                return said
            return said if self._after_way(before) and bare.isupper() else None
        if not self.after and bare.isupper() and self._after_way(before):
            return said
        if not (named and open_road and bare.isupper()):
            return None
        if not self.found.start() and not self.dotted and self.after.lower() not in rules.ways:
            return said
        if self._way_ahead():
            return said
        return said if self.dotted and not self.found.start() and len(self._ahead()) == 1 else None

    def _ahead(self) -> list[str]:
        return TOKEN.findall(self.found.string[self.found.end() : self.found.end() + 60])

    def _way_ahead(self) -> bool:
        """ "W. 80 Terrace", "E Mount Pleasant Ave": a way is named within the next words."""
        return any(token.lower() in self.rules.ways for token in self._ahead()[1:4])

    def _behind_way(self, before: str) -> bool:
        """ "rue du Lac O.", "côté N": where the way or the noun stands first."""
        if self.after or not before:
            return False
        head = self.found.string[: self.found.start()].rpartition(",")[2]
        words = {word.lower() for word in TOKEN.findall(head)}
        return before in self.rules.spelled.compass_nouns or not self.rules.ways.isdisjoint(words)

    def _after_way(self, before: str) -> bool:
        return before in self.rules.ways or bool(_ORDINAL.match(before))

    def _ends_in_state(self) -> bool:
        """Whether "NE" is a state: after a comma, or after a town's name at the end."""
        return self.found.string[: self.found.start()].rstrip().endswith(",")


def _is_saint(after: str, rules: Rules) -> bool:
    stem = after.removesuffix("'s").removesuffix("'")
    saints = rules.spelled.saints
    return stem in saints or stem.removesuffix("s") in saints


def _capitals(word: str, rules: Rules, shouted: bool) -> str:
    """Capitals as letters where they are an acronym, as a word where they are only loud."""
    if word in rules.acronyms:
        return rules.acronyms[word]
    spelled, lower = rules.spelled, word.lower()
    if word in spelled.plain:
        return word
    if word in spelled.letters and not (shouted and lower in spelled.words):
        return " ".join(word)
    if "'" in word:
        return word.capitalize()
    if lower in spelled.words:
        return lower if not shouted and len(lower) < 4 else word.capitalize()
    if not _VOWEL.search(lower) or not _can_begin(lower, spelled.onsets):
        return " ".join(word)
    if len(word) < 4 and not shouted:
        return " ".join(word)
    return word.capitalize()


def _can_begin(word: str, onsets: frozenset[str]) -> bool:
    vowel = _VOWEL.search(word)
    head = word[: vowel.start()] if vowel else word
    return len(head) < 2 or head in onsets or (head.startswith("y"))
