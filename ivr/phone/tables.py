"""What the carrier's voice markup allows, for the elements that this line may use.

Everything stands here once: attribute -> what its value may be, and the code under which the
carrier reports a wrong one. A test holds the tables against the carrier's own declarations.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ivr.phone.values import Value, boolean, number, one_of, shaped, some_of, text, url

METHOD = "GET POST"
KEYS = r"[0-9*#]*"
LANGUAGE = r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?-[A-Z]{2}(?:-[A-Z]{3})?"
VOICE = (
    r"man|woman|alice"
    r"|Polly\.[A-Z]\w+(?:-Neural|-Generative)?"
    r"|Google\.[a-z]{2,3}-(?:[A-Z]{2}|ph)-(?:(?:Standard|Wavenet|Neural2)-[A-Z]|Chirp3-HD-[A-Z][a-z]+)"
)
PHONE_NUMBER = r"\+?[0-9]{3,15}"


@dataclass(frozen=True)
class Element:
    """One element: its attributes, the elements it may hold, and whether it holds text."""

    attributes: Mapping[str, Value] = field(default_factory=dict)
    children: frozenset[str] = frozenset()
    has_text: bool = False
    nesting_code: int = 12200


SPOKEN = frozenset(["break", "emphasis", "lang", "phoneme", "prosody", "say-as", "sub", "w"])
VERBS = frozenset(
    ["Say", "Play", "Pause", "Gather", "Record", "Dial", "Redirect", "Reject", "Hangup"]
)
WAIT_VERBS = frozenset(["Say", "Play", "Pause", "Redirect"])

_RECORDING = {
    "recordingConfigurationId": text(),
    "recordingStatusCallback": url(),
    "recordingStatusCallbackEvent": some_of("in-progress completed absent"),
    "recordingStatusCallbackMethod": one_of(METHOD),
    "trim": one_of("trim-silence do-not-trim"),
}
_STATUS = {
    "statusCallback": url(),
    "statusCallbackMethod": one_of(METHOD),
}


def _markup(**attributes: Value) -> Element:
    named = {name.replace("_", "-"): value for name, value in attributes.items()}
    return Element(named, children=SPOKEN, has_text=True, nesting_code=13520)


ELEMENTS: Mapping[str, Element] = {
    "Response": Element({}, VERBS),
    "Say": Element(
        {
            "voice": shaped(VOICE, "a voice of the carrier", 13511),
            "language": shaped(rf"{LANGUAGE}|arb", "a language such as en-US", 13512),
            "loop": number(13510),
        },
        SPOKEN,
        has_text=True,
        nesting_code=13520,
    ),
    "Play": Element(
        {"loop": number(13410), "digits": shaped(r"[0-9*#w]+", "keys and pauses (w)", 12200)},
        has_text=True,
    ),
    "Pause": Element({"length": number(13910)}),
    "Gather": Element(
        {
            "action": url(),
            "actionOnEmptyResult": boolean(),
            "bargeIn": boolean(),
            "debug": boolean(),
            "enhanced": boolean(),
            "finishOnKey": shaped(r"[0-9*#]?", "one key, or nothing", 13310),
            "hints": text(13330),
            "input": some_of("dtmf speech"),
            "language": shaped(
                rf"{LANGUAGE}|zh|pa-guru-IN|cmn-Han[st]-(?:CN|TW)|yue-Hant-HK",
                "a language such as en-US",
            ),
            "maxSpeechTime": number(13328, 1),
            "method": one_of(METHOD, 13312),
            "numDigits": number(13314, 1),
            "partialResultCallback": url(),
            "partialResultCallbackMethod": one_of(METHOD),
            "profanityFilter": boolean(),
            "speechModel": shaped(r"[a-z0-9_-]+", "the name of a speech model"),
            "speechTimeout": shaped(r"auto|[1-9][0-9]*", "whole seconds, or auto", 13327),
            "timeout": number(13313),
        },
        frozenset({"Say", "Play", "Pause"}),
        nesting_code=13320,
    ),
    "Redirect": Element({"method": one_of(METHOD, 13710)}, has_text=True),
    "Hangup": Element(),
    "Reject": Element({"reason": one_of("rejected busy")}),
    "Record": Element(
        {
            "action": url(),
            "finishOnKey": shaped(KEYS, "keys", 13613),
            "maxLength": number(13612, 1, 14400),
            "method": one_of(METHOD, 13610),
            "playBeep": boolean(13616),
            "timeout": number(13611),
            "transcribe": boolean(13614),
            "transcribeCallback": url(),
            **_RECORDING,
        }
    ),
    "Dial": Element(
        {
            "action": url(),
            "answerOnBridge": boolean(),
            "callerId": shaped(PHONE_NUMBER, "a telephone number", 13214),
            "hangupOnStar": boolean(13213),
            "method": one_of(METHOD, 13210),
            "record": one_of(
                "do-not-record record-from-answer record-from-ringing"
                " record-from-answer-dual record-from-ringing-dual",
                13217,
            ),
            "recordingTrack": one_of("both inbound outbound"),
            "events": one_of("call-progress-event"),
            "referMethod": one_of(METHOD),
            "referUrl": url(),
            "ringTone": one_of(
                "at au bg br be ch cl cn cz de dk ee es fi fr gr hu il in it lt jp mx my nl no nz"
                " ph pl pt ru se sg th uk us us-old tw ve za"
            ),
            "sequential": boolean(),
            "timeLimit": number(13216, 1, 86400),
            "timeout": number(13212, 1, 600),
            **_RECORDING,
        },
        frozenset({"Conference", "Number"}),
        has_text=True,
        nesting_code=13215,
    ),
    "Conference": Element(
        {
            "beep": one_of("true false onEnter onExit", 13235),
            "coach": shaped(r"CA[0-9a-f]{32}", "the id of a call", 13240),
            "endConferenceOnExit": boolean(13231),
            "eventCallbackUrl": url(),
            "jitterBufferSize": one_of("large medium small off"),
            "maxParticipants": number(12200, 1, 250),
            "muted": boolean(13230),
            "participantLabel": shaped(
                r"(?!CA[0-9a-f]{32}$)[^/]{1,128}",
                "1 to 128 characters, no slash, no call id",
                16023,
            ),
            "record": one_of("do-not-record record-from-start"),
            "region": one_of("us1 us2 ie1 sg1 br1 au1 jp1 de1"),
            "startConferenceOnEnter": boolean(13232),
            "statusCallbackEvent": some_of(
                "start end join leave mute hold modify speaker announcement"
            ),
            "waitUrl": url(13233),
            "waitMethod": one_of(METHOD, 13234),
            **_STATUS,
            **_RECORDING,
        },
        has_text=True,
    ),
    "Number": Element(
        {
            "amdStatusCallback": url(),
            "amdStatusCallbackMethod": one_of(METHOD),
            "byoc": text(),
            "machineDetection": one_of("Enable DetectMessageEnd"),
            "machineDetectionSilenceTimeout": number(),
            "machineDetectionSpeechEndThreshold": number(),
            "machineDetectionSpeechThreshold": number(),
            "machineDetectionTimeout": number(),
            "method": one_of(METHOD, 13221),
            "sendDigits": shaped(r"[0-9*#wW]+", "keys and pauses (w)", 13222),
            "statusCallbackEvent": some_of("initiated ringing answered completed"),
            "url": url(),
            **_STATUS,
        },
        has_text=True,
    ),
    "break": Element(
        {
            "strength": one_of("none x-weak weak medium strong x-strong"),
            "time": shaped(r"(?:[0-9]*\.)?[0-9]+m?s", "a time such as 500ms or 2s"),
        }
    ),
    "emphasis": _markup(level=one_of("strong moderate reduced")),
    "lang": Element(
        {"xml:lang": shaped(rf"{LANGUAGE}|arb", "a language such as en-US")},
        SPOKEN,
        has_text=True,
        nesting_code=13520,
    ),
    "phoneme": _markup(
        alphabet=one_of(
            "ipa x-sampa x-amazon-jyutping x-amazon-pinyin x-amazon-pron-kana x-amazon-yomigana"
        ),
        ph=text(),
    ),
    "prosody": _markup(
        pitch=shaped(
            r"default|x-low|low|medium|high|x-high|[+-]?[0-9.]+(?:%|st|Hz)",
            "a pitch such as low or -10%",
        ),
        rate=shaped(r"x-slow|slow|medium|fast|x-fast|[0-9]{2,3}%", "a rate such as slow or 85%"),
        volume=shaped(
            r"default|silent|x-soft|soft|medium|loud|x-loud|[+-][0-9.]+dB",
            "a volume such as loud or +6dB",
        ),
    ),
    "say-as": _markup(
        format=one_of("mdy dmy ymd md dm ym my d m y yyyymmdd"),
        interpret_as=one_of(
            "characters spell-out cardinal number ordinal digits fraction unit date time address"
            " expletive telephone"
        ),
    ),
    "sub": _markup(alias=text()),
    "w": _markup(role=text()),
}
