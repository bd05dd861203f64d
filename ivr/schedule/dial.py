"""A meeting's telephone number as something to dial, beside what is read aloud of it."""

import msgspec


class Dial(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A number and what is keyed once it answers. Only one that is `sure` may be dialled."""

    number: str  # E.164
    steps: str = ""  # to be sent: digits, * and #, and "w" for half a second
    region: str = ""  # ISO 3166 alpha-2 of the number
    kind: str = ""  # of phonenumbers.PhoneNumberType, in small letters: "fixed_line", "toll_free"
    sure: bool = False
