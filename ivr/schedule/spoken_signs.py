"""Signs between words as words or pauses: "&", "@", "/", "#", brackets and ornaments."""

import re

from ivr.schedule.spoken_tables import Rules

_SIGN = re.compile(r"\(s\)|\*{2,}|[&@/#*()\[\]{}|~+=_!\\^`<>]")
_KEYS = re.compile(r"\d{1,2}\b(?!\*)")
TOKEN = re.compile(r"[^\s,;:.?!()]+")


def last_word(before: str) -> str:
    word = before.rpartition(" ")[2]
    if word.isalnum():
        return word
    words = TOKEN.findall(before)
    return words[-1] if words else ""


def first_word(after: str) -> str:
    word = after.partition(" ")[0]
    if word.isalnum():
        return word
    token = TOKEN.search(after)
    return token[0] if token else ""


def say_signs(text: str, rules: Rules, street: bool = False) -> str:
    """The text with "&", "@", "/", "#", brackets and ornaments as words or pauses."""
    if not _SIGN.search(text):
        return text
    return _SIGN.sub(lambda sign: _sign(sign, rules, street), text)


def _sign(found: re.Match[str], rules: Rules, street: bool) -> str:
    sign, text = found[0], found.string
    before, after = text[: found.start()], text[found.end() : found.end() + 40]
    match sign:
        case "&":
            return f" {rules.and_} "
        case "@":
            return f" {rules.at} "
        case "(s)":
            return "s"
        case "!":
            return ". "
        case "/":
            return _slash(before[-40:], after, rules, street)
        case "#":
            return _hash(before[-40:], after, rules)
        case "*":
            return f" {rules.star} " if _KEYS.match(after) else " "
        case "+":
            return f" {rules.plus} " if before[-1:].isalnum() or after[:1].isdigit() else " "
        case "(" | ")" | "[" | "]" | "{" | "}" | "|" | "~" | "=":
            return ", "
    return ", " if sign.startswith("**") else " "


def _slash(before: str, after: str, rules: Rules, street: bool) -> str:
    left, right = before.rstrip()[-1:], after.lstrip()[:1]
    if street or not left.isalnum() or not right.isalnum() or left.isdigit() or right.isdigit():
        return ", "
    beside = rules.near | rules.ways
    if first_word(after).lower() in beside or last_word(before).lower() in beside:
        return ", "
    return f" {rules.or_} "


def _hash(before: str, after: str, rules: Rules) -> str:
    last = last_word(before).lower()
    if after.lstrip()[:1].isdigit():
        return " " if last in rules.rooms else f" {rules.number} "
    return f" {rules.pound} " if last in rules.press else " "
