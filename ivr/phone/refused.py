"""What the carrier does not take."""


class Refused(Exception):
    """Its error code, and why in one sentence. `waited` is how long the line gave no answer."""

    def __init__(self, code: int, sentence: str, url: str, waited: float = 0.0) -> None:
        super().__init__(f"{code}: {sentence}")
        self.code = code
        self.sentence = sentence
        self.url = url
        self.waited = waited
