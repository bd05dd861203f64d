"""What a PIN opens, said: every step of the operators' branch, from what was found for it."""

import json
import xml.etree.ElementTree as ET
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from ivr import answering
from ivr.call import DamagedCall
from ivr.desk.hours import NODES
from ivr.deskflow import DESK
from ivr.found import AWAY, GONE, UNSURE, Found, Recorded, Sentence
from ivr.linefile import languages_shipped
from ivr.people.person import Person
from ivr.phone.rules import check_twiml
from ivr.recordings.announcement import Announcement
from ivr.recordings.catalogue import catalogue
from ivr.recordings.published import Heard, Recordings
from ivr.rooms.leaders import sign
from ivr.rota import Rota
from ivr.turn import Turn
from tests.line import SATURDAY_EVENING, in_all_languages, turn, world
from tests.steps.heard import Said
from tests.test_walk import SHARED, against
from tests.walk import read

ANA = Person(number="214", name="Ana", roles=("operator",))
SAM = Person(number="215", name="Sam", roles=("leader",), leader="sam")
AUDIO = "a" * 64
RAW = "RE" + "0" * 32
WELCOME = Sentence(101, "whole", "Welcome to the N A meeting line.", heard=2, audio=AUDIO)
NEW = Sentence(101, "whole", "Welcome to the N A meeting line.", heard=0, draft=1)
AT_WELCOME = "101.2.3.0.0.0"
AT_ONE = "000.0.0a1b2c3d.0.0.0"
ONE = Announcement(
    id="0a1b2c3d",
    language="en",
    hash=AUDIO,
    seconds=4.0,
    who="Ana",
    when=SATURDAY_EVENING,
    came="telephone",
    begins=datetime(2026, 11, 27, 23, tzinfo=UTC),
    ends=datetime(2026, 11, 29, 2, tzinfo=UTC),
)
DRAFT = Announcement(
    id="1a1b2c3d",
    language="en",
    hash=AUDIO,
    seconds=4.0,
    who="Ana",
    when=SATURDAY_EVENING,
    came="telephone",
)
READY = Recorded("ready", "3", AUDIO)


SAID = Said()


@dataclass(frozen=True)
class Answer:
    """One answer: its words with recordings as "…", where it asks, and with how many digits."""

    document: bytes

    @property
    def words(self) -> str:
        heard = read_all(self.document)
        return " ".join(heard)

    @property
    def action(self) -> str:
        return read(self.document).action.partition("/voice/")[2]


def read_all(document: bytes) -> list[str]:
    found = []
    for each in ET.fromstring(document).iter():
        if each.tag == "Say":
            found.append("".join(each.itertext()))
        elif each.tag == "Play" and AUDIO in (each.text or ""):
            found.append("…")
    return found


def at(
    node: str, found: Found | None, *, cursor: str = "", key: str = "", who: str = "214"
) -> Turn:
    """A turn of a call in which Ana's PIN was right: a key at `node`, or `node` itself."""
    settings = replace(world().settings, secret="x" * 32)
    on = replace(world(), settings=settings, prompts=SAID)
    one = turn(node, on=on, key=key, cursor=cursor, attempt=bool(key))
    return replace(one, call=replace(one.call, who=who), found=found)


def answered(node: str, found: Found | None, **more: str) -> Answer:
    document = answering.answer(at(node, found, **more)).document()
    assert check_twiml(document) == []
    if SHARED.exists():
        assert list(against(json.loads(Path(SHARED).read_text()), document)) == []
    return Answer(document)


def test_a_right_pin_opens_the_menu_and_rides_on() -> None:
    answer = answered("leader", Found("right", ANA), key="214123456", who="")
    assert answer.words.startswith("Hello, Ana. Enter the three digits of a sentence.")
    assert answer.action.startswith("desk?")
    assert answer.action.endswith("&w=214")


def test_a_leaders_pin_leads_into_the_meeting() -> None:
    answer = answered("leader", Found("right", SAM), key="215123456", who="")
    assert answer.words == (
        "Your PIN is right. Press 1, or stay on the line, to lead the meeting now. For the hours "
        "that you lead, press 2."
    )
    assert answer.action.startswith("leading?")
    assert answer.action.endswith(f"&w=215&g={sign('sam')}")


def test_whoever_may_not_lead_yet_or_any_more_has_no_keys() -> None:
    early = Found("right", SAM, bar="early", leads_from=date(2027, 1, 1))
    answer = answered("leader", early, key="215123456", who="")
    assert answer.words == (
        "Your PIN is right. You can lead from January 1 on. Until then you are in the meeting like "
        "everyone. Press 1, or stay on the line, to go into the meeting. For the hours that you "
        "lead, press 2."
    )
    assert answer.action.endswith("&w=215")
    lost = answered("leader", Found("right", SAM, bar="lost"), key="215123456", who="")
    assert "You are not on the list of leaders any more." in lost.words
    assert lost.action.endswith("&w=215")
    both = msgspec.structs.replace(ANA, roles=("operator", "leader"), leader="ana")
    desk = answered("leader", replace(early, person=both), key="214123456", who="")
    assert desk.words.startswith("Hello, Ana. You can lead from January 1 on.")
    assert "To lead the meeting" not in desk.words


def test_an_operator_who_leads_too_is_offered_the_meeting() -> None:
    both = msgspec.structs.replace(ANA, roles=("operator", "leader"), leader="ana")
    answer = answered("leader", Found("right", both), key="214123456", who="")
    assert "To lead the meeting, 1, then pound." in answer.words
    assert answer.action.endswith(f"&w=214&g={sign('ana')}")
    led = at("desk", Found(person=both), key="1")
    into = read(answering.answer(replace(led, call=replace(led.call, leads="0"))).document())
    assert "/voice/leading?" in into.action


def test_a_wrong_pin_is_asked_for_twice_more() -> None:
    on = replace(world(), prompts=SAID)
    first = turn("leader", on=on, key="214000000", attempt=1)
    seen = []
    for _ in range(3):
        heard = read(answering.answer(replace(first, found=Found("wrong"))).document())
        seen.append(read_all(heard.document)[0])
        url = heard.action or heard.skip
        tries = int(dict(part.split("=") for part in url.partition("?")[2].split("&"))["p"])
        first = turn("pin-again", on=on, key="214000000", attempt=1)
        first = replace(first, call=replace(first.call, tries=tries))
    assert seen == [
        "That PIN is not right. Enter all nine digits again, or stay on the line.",
        "That PIN is not right. Enter all nine digits again, or stay on the line.",
        "That was the third try. You can try again in another call.",
    ]


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("over", "That was the third try. You can try again in another call."),
        ("locked", "This PIN is locked for a day. An operator can unlock it before."),
        ("later", "I cannot check a PIN just now. Please try again in a few minutes."),
    ],
)
def test_whoever_cannot_be_let_in_goes_into_the_meeting(outcome: str, words: str) -> None:
    on = replace(world(), prompts=SAID)
    asked = replace(turn("leader", on=on, key="214123456", attempt=1), found=Found(outcome))
    said = read_all(answering.answer(asked).document())
    assert said[:2] == [words, "Joining Supper and Serenity."]


def test_a_single_key_at_the_question_for_a_pin_is_the_key_it_is_elsewhere() -> None:
    assert answering.leads(turn("leader", key="0", attempt=1)) == "help"
    assert answering.leads(turn("leader", key="12", attempt=1)) == "pin"


def test_pound_says_that_pins_exist_only_where_they_can() -> None:
    plain = turn("leader", on=replace(world(), prompts=SAID))
    keyed = replace(
        plain, world=replace(plain.world, settings=replace(plain.world.settings, secret="x" * 32))
    )
    assert "PIN" not in " ".join(read_all(answering.answer(plain).document()))
    assert (
        read_all(answering.answer(keyed).document())[0]
        == "If you have a PIN, enter its nine digits."
    )


def test_a_recorded_sentence_is_heard_with_its_words_and_keys() -> None:
    found = Found(sentence=replace(WELCOME, draft=3))
    answer = answered("desk", found, key="101")
    assert answer.words == (
        "Callers hear this. … The words are: Welcome to the N A meeting line. To record it, press "
        "1. To hear it again, 4. For another sentence, star. There is a draft. To hear it, press "
        "2. To take the last recording back, press 9."
    )
    assert "c=101.2.3.0.0.0" in answer.action


def test_a_sentence_that_changes_in_its_middle_cannot_be_recorded() -> None:
    fixed = replace(NEW, records="spoken", words="In … minutes, …: ….")
    words = answered("desk", Found(sentence=fixed), key="702").words
    assert "This one is different in every call, so it cannot be recorded. Enter the" in words


def test_an_opening_and_a_recording_out_of_date_are_said() -> None:
    shown = replace(WELCOME, records="opening", right=False)
    words = answered("desk", Found(sentence=shown), key="401").words
    assert "so callers hear the computer's voice. Only this beginning is recorded." in words
    assert words.startswith("This is the last recording. …")


def test_a_number_that_is_none_asks_again() -> None:
    words = answered("desk", Found(), key="999").words
    assert words.startswith("There is no sentence with that number. Enter the three digits")


def test_the_recording_begins_with_a_tone_and_is_told_of() -> None:
    found = Found(sentence=WELCOME)
    document = answered("sentence", found, key="1", cursor=AT_WELCOME).document.decode()
    assert "Speak after the tone. At the end, press pound." in document
    assert 'maxLength="119" timeout="5" finishOnKey="#" playBeep="true"' in document
    assert "/voice/recorded?" in document
    assert "/voice/recording?" in document
    assert document.count("c=101.2..0.0.0") == 3  # and where the carrier kept nothing


def test_an_announcement_may_last_twenty_seconds() -> None:
    document = answered("announcements", Found(), key="1", cursor=AT_ONE).document.decode()
    assert "You have twenty seconds." in document
    assert 'maxLength="19"' in document


@pytest.mark.parametrize(
    ("done", "words"),
    [
        ("account", "This line has no account at the telephone company"),
        ("spoken", "This one is different in every call"),
    ],
)
def test_what_cannot_be_recorded_is_said_before_the_tone(done: str, words: str) -> None:
    found = Found(done, sentence=WELCOME)
    answer = answered("sentence", found, key="1", cursor=AT_WELCOME)
    assert answer.words.startswith(words)
    assert b"<Record" not in answer.document


def test_after_the_tone_the_line_waits_and_asks_again_each_second() -> None:
    waiting = Found(sentence=WELCOME, recorded=Recorded("waiting", RAW))
    first = read(answered("recorded", waiting, cursor="101.2..0.0.0").document)
    assert (first.end, first.says[0][1]) == ("held", "One moment.")
    assert f"c=101.2.{RAW}.0.0.0" in first.action
    again = read(answered("take", waiting, cursor=f"101.2.{RAW}.0.0.0").document)
    assert f"c=101.2.{RAW}.0.0.1" in again.action
    late = answered("take", waiting, cursor=f"101.2.{RAW}.0.0.20")
    assert late.words.startswith("This takes longer than usual.")


def test_what_is_ready_is_heard_as_callers_will() -> None:
    made = Found(sentence=WELCOME, recorded=READY)
    answer = answered("take", made, cursor=f"101.2.{RAW}.0.0.2")
    assert answer.words == (
        "… To let callers hear it, press 1. To record it again, 2. To keep it as a draft, 3. To "
        "hear it again, 4."
    )
    assert "c=101.2.3.0.0.0" in answer.action


def test_an_announcement_that_is_ready_asks_for_its_times() -> None:
    made = Found(recorded=Recorded("ready", ONE.id, AUDIO))
    answer = answered("take", made, cursor=f"000.0.{RAW}.0.0.2")
    assert answer.words == (
        "… To say when callers hear it, press 1. To record it again, 2. To keep it as a draft, 3."
    )


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("short", "That was too short. Please say the whole sentence."),
        ("long", "That was too long. Please make it shorter."),
        ("silent", "I heard nothing. Please speak closer to the telephone."),
        ("clipped", "That was too loud. Please hold the telephone a little further away."),
        ("noisy", "I could not tell your voice from the noise. Please find a quieter place."),
        ("large", "That recording could not be used. Please say it once more."),
    ],
)
def test_a_refusal_says_what_to_do(reason: str, words: str) -> None:
    made = Found(sentence=WELCOME, recorded=Recorded("refused", reason=reason))
    answer = answered("take", made, cursor=f"101.2.{RAW}.0.0.2")
    assert answer.words.startswith(f"{words} Callers hear this. …")


def test_nothing_kept_by_the_carrier_is_too_short() -> None:
    answer = answered("recorded", Found(sentence=WELCOME), cursor="101.2..0.0.0")
    assert answer.words.startswith("That was too short.")


@pytest.mark.parametrize(
    ("key", "done", "words"),
    [
        ("1", "published", "Done. The next call hears it. Callers hear this. …"),
        ("1", "meanwhile", "Somebody else changed this sentence just now. Your recording is kept"),
        ("1", "uncopied", "It is done, but no safe copy could be made."),
        ("3", "kept", "It is kept as a draft."),
    ],
)
def test_what_becomes_of_a_recording_is_said(key: str, done: str, words: str) -> None:
    found = Found(done, sentence=WELCOME)
    assert answered("review", found, key=key, cursor=AT_WELCOME).words.startswith(words)


def test_silence_after_a_recording_keeps_it() -> None:
    silent = at("review", Found(), cursor=AT_WELCOME)
    silent = replace(silent, call=replace(silent.call, attempt=2))
    words = " ".join(read_all(answering.answer(silent).document()))
    assert words.startswith("It is kept as a draft. Enter the three digits")


@pytest.mark.parametrize(
    ("done", "words"),
    [
        ("recording", "Taken back. Callers hear the recording before it."),
        ("voice", "Taken back. Callers hear the computer's voice."),
        ("nothing", "There is no recording to take back."),
        ("changed", "Somebody else changed this sentence just now. Nothing was taken back."),
    ],
)
def test_taking_back_says_what_is_heard_now(done: str, words: str) -> None:
    found = Found(done, sentence=NEW)
    answer = answered("sentence", found, key="9", cursor=AT_WELCOME)
    assert answer.words.startswith(f"{words} The words are: Welcome")


def test_announcements_are_heard_one_after_the_other() -> None:
    found = Found(announcements=(ONE, DRAFT))
    first = answered("desk", found, key="0")
    assert first.words.startswith(
        "Announcement 1 of 2, from November 27, at 6 PM until November 28, at 9 PM. … To record"
    )
    second = answered("announcements", found, key="2", cursor="000.0.0a1b2c3d.0.0.0")
    assert second.words.startswith("Announcement 2 of 2, a draft. …")
    assert "c=000.0.1a1b2c3d.0.0.1" in second.action
    third = answered("announcements", found, key="2", cursor="000.0.1a1b2c3d.0.0.1")
    assert third.words.startswith("Announcement 1 of 2")


def test_without_announcements_one_can_be_recorded() -> None:
    assert answered("desk", Found(), key="0").words.startswith("No announcement is heard")


def test_an_announcement_gets_its_times_by_keys() -> None:
    found = Found(recorded=Recorded("ready", ONE.id, AUDIO))
    asked = answered("review", found, key="1", cursor=AT_ONE)
    assert asked.words.startswith("From when? For now, press 1, then pound.")
    begun = answered("begins", Found(), key="112718", cursor=AT_ONE)
    assert begun.words == "Until when? Enter month, day and hour in six digits."
    begins = int(ONE.begins.timestamp() // 60) if ONE.begins else 0
    assert f"c=000.0.{ONE.id}.{begins}.0.0" in begun.action
    ended = answered("ends", Found(), key="112821", cursor=f"000.0.{ONE.id}.{begins}.0.0")
    assert ended.words == (
        "Callers will hear it from November 27, at 6 PM until November 28, at 9 PM. If that is "
        "right, press 1. To change it, 2. To leave everything as it was, 3."
    )


def test_one_and_pound_is_now() -> None:
    begun = answered("begins", Found(), key="1", cursor=AT_ONE)
    assert f".{int(SATURDAY_EVENING.timestamp() // 60)}.0.0" in begun.action


@pytest.mark.parametrize("key", ["023018", "130118", "112724", "1127", "000000"])
def test_digits_that_are_no_time_are_asked_for_again(key: str) -> None:
    words = answered("begins", Found(), key=key, cursor=AT_ONE).words
    assert words.startswith("That is no month, day and hour that will do.")
    words = answered("ends", Found(), key=key, cursor=f"000.0.{ONE.id}.29000000.0.0").words
    assert words.startswith("That is no month, day and hour that will do.")


def test_six_typed_at_twenty_to_seven_is_now() -> None:
    begun = answered("begins", Found(), key="112118", cursor=AT_ONE)
    assert f".{int(SATURDAY_EVENING.timestamp() // 60)}.0.0" in begun.action


def test_a_day_that_is_just_over_is_not_taken_for_next_years() -> None:
    words = answered("begins", Found(), key="111912", cursor=AT_ONE).words
    assert words.startswith("That is no month, day and hour that will do.")
    begins = int(SATURDAY_EVENING.timestamp() // 60)
    ended = answered("ends", Found(), key="112118", cursor=f"000.0.{ONE.id}.{begins}.0.0")
    assert ended.words.startswith("The end must be after the beginning")


def test_times_are_asked_for_an_announcement_only() -> None:
    answer = answered("announcements", Found(), key="3", cursor="000.0..0.0.0")
    assert answer.words.startswith("No announcement is heard or waiting.")


def test_after_a_change_that_announcement_is_read_again() -> None:
    found = Found("published", announcements=(DRAFT, ONE))
    answer = answered("confirm", found, key="1", cursor=AT_ONE)
    assert "Announcement 2 of 2, from November 27" in answer.words


def test_a_step_of_which_nobody_could_see_the_end_says_so() -> None:
    words = answered("review", UNSURE, key="1", cursor=AT_WELCOME).words
    assert words.startswith("I could not see whether that was done. Please look at it again.")


def test_a_leaders_pin_says_what_is_so() -> None:
    quiet = replace(world(), prompts=SAID, rota=Rota())
    one = replace(turn("leader", on=quiet, key="215123456", attempt=1), found=Found("right", SAM))
    said = read_all(answering.answer(one).document())
    assert said[:2] == [
        "Your PIN is right.",
        "No meeting is on yet. To lead, call again at the hour, and enter your PIN.",
    ]
    muted = turn("leader", on=replace(world(), prompts=SAID), key="215123456", listens=True)
    muted = replace(muted, call=replace(muted.call, attempt=1), found=Found("right", SAM))
    assert (
        "you can only listen, so you cannot lead" in read_all(answering.answer(muted).document())[1]
    )


def test_what_is_announced_in_another_language_is_heard_once_with_it() -> None:
    heard = Heard("0a1b2c3d", "es", AUDIO, SATURDAY_EVENING, SATURDAY_EVENING + timedelta(days=1))
    on = replace(world(), prompts=SAID, recordings=Recordings(announcements=(heard,)))
    first = turn("greeting", on=on, key="9", attempt=1)
    spanish = answering.answer(first).document()
    assert read_all(spanish)[0] == "…"
    told = replace(first, call=replace(first.call, told=1))
    assert read_all(answering.answer(told).document())[0] != "…"
    assert "o=1" in read(spanish).action


def test_an_end_before_the_beginning_is_refused() -> None:
    begins = int((SATURDAY_EVENING + timedelta(days=6)).timestamp() // 60)
    answer = answered("ends", Found(), key="112202", cursor=f"000.0.{ONE.id}.{begins}.0.0")
    assert answer.words.startswith("The end must be after the beginning, and at most sixty days")


def test_a_month_and_day_gone_by_is_next_years() -> None:
    begun = answered("begins", Found(), key="010112", cursor=AT_ONE)
    noon = datetime(2027, 1, 1, 17, tzinfo=UTC)
    assert f".{int(noon.timestamp() // 60)}.0.0" in begun.action


@pytest.mark.parametrize(
    ("node", "key", "done", "words"),
    [
        ("confirm", "1", "published", "Done. From then on callers hear it"),
        ("confirm", "1", "refused", "The end must be after the beginning"),
        ("confirm", "3", "left", "Nothing is changed."),
        ("review", "3", "kept", "It is kept as a draft."),
        ("announcements", "9", "withdrawn", "It is taken away."),
        ("announcements", "9", "uncopied", "It is done, but no safe copy"),
    ],
)
def test_what_becomes_of_an_announcement_is_said(
    node: str, key: str, done: str, words: str
) -> None:
    found = Found(done, announcements=(ONE,))
    assert answered(node, found, key=key, cursor=AT_ONE).words.startswith(words)


@pytest.mark.parametrize("node", sorted(set(DESK) - NODES - {"pin", "pin-again", "desk"}))
def test_where_nothing_can_be_reached_the_menu_is_back(node: str) -> None:
    assert answered(node, AWAY, cursor=AT_WELCOME).words.startswith("The recordings cannot be")
    assert answered(node, GONE, cursor=AT_WELCOME).words.startswith("This PIN does not open")


@pytest.mark.parametrize("node", sorted(set(DESK) - {"pin-again"}))
def test_nothing_opens_without_a_pin(node: str) -> None:
    with pytest.raises(DamagedCall):
        answering.answer(at(node, None, cursor=AT_WELCOME, who="")).document()


def test_questions_are_repeated_with_their_keys() -> None:
    for node in ("sentence", "review", "announcements", "begins", "ends", "confirm", "desk"):
        silent = at(node, Found(), cursor=AT_ONE)
        silent = replace(silent, call=replace(silent.call, attempt=1))
        assert len(read_all(answering.answer(silent).document())) == 1
        over = replace(silent, call=replace(silent.call, attempt=2))
        assert read_all(answering.answer(over).document()) != []


@pytest.mark.parametrize("language", languages_shipped())
def test_the_menu_speaks_each_language(language: str) -> None:
    one = at("desk", Found(), key="9")
    call = replace(one.call, language=language)
    one = replace(one, call=call, world=in_all_languages(one.world))
    assert len(read_all(answering.answer(one).document())) == 2


def test_every_sentence_of_this_branch_was_said() -> None:
    """Stands last: what the tests above have heard."""
    numbers = (*range(215, 221), *range(900, 970))  # those behind are in test_hours.py
    ours = {e.id for e in catalogue().entries if e.number in numbers}
    assert ours - SAID.said == set()
