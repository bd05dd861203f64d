### Every sentence a caller hears in English. Plain spoken words, short, whole.
### A line may say any of them in its own words: [line.texts.en] in line.toml.
### Always there: { $line } (the line's name, in a sentence), { $line_first } (the same, beginning
### one), { $fellowship } and { $country } (two capital letters).

## The greeting

welcome = Welcome to { $line }.
# Said in English inside a call in another language.
offer = For English, press nine.
# The same where another language comes before it.
offer-again = For English, press nine two times.
greeting-on = A meeting is on now. Stay on the line to join it, or press 1.
greeting-off = No meeting is on here now. The next one is { $when }.
greeting-others = To hear other meetings, stay on the line, or press 2; nearby, 3.
greeting-list = To hear the next meetings, stay on the line, or press 2; nearby, 3.
greeting-keys = For other meetings, press 2; nearby, 3; help or a person, zero.
greeting-zero = For help or a person, press zero.
# Said after the welcome of a call that is over a nuisance limit.
listening = Many calls have come from this number in a short time, so on this call you can listen, but not speak.
greeting-help = Press 1, or stay on the line, to be in the meeting. Press 2 to hear other meetings, 3 for those near you. 4 is what { $fellowship } is, and what a meeting is like. Zero is help.
quiet-help = Press 2, or stay on the line, to hear the next meetings, 3 for those near you. 4 is what { $fellowship } is, and what a meeting is like. Zero is help.

## Said before the line goes on by itself

wrong-key = That key does nothing here.
then-next = Here are the next meetings.

## Help

help-who = You have reached members of { $fellowship }. Everyone here is in recovery, or looking for it.
danger = We are members, not professionals. We cannot see who or where you are, so we cannot send help. If a life is in danger, hang up and call { emergency }.
# Whom to call in the line's country; operators elsewhere say it in line.toml.
emergency = { $country ->
    [US] 9 1 1, or 9 8 8
    [CA] 9 1 1, or 9 8 8
    [FR] 1 5, or 1 1 2, or 31 14
   *[other] the emergency number
  }
help-person = To talk with a person, stay on the line, or press zero again.
help-meeting = To talk with people, stay on the line, or press 1, and you are in the meeting.
help-meeting-listening = To hear people, stay on the line, or press 1, and you are in the meeting.
help-list = To find people, stay on the line, or press 2, and hear the next meetings.
help-keys = Press 4 to hear what { $fellowship } is. Star goes back.
help-leaders = If you lead a meeting here, or look after this line, press pound.
person-call = I am calling a person now. It may ring for half a minute. Star comes back here.
person-call-room = I am calling a person now. It may ring for half a minute. Star, or the end of that call, brings you back to the meeting.
person-away = Nobody could answer just now. Please try again later. The meeting and the list are here all the time.
person-number = Please hang up and call this number: { $number }. Again: { $number }.
leader-later = No meeting is on yet. To lead by your voice alone, call again at the hour, and stay on the line.
leader-listening = On this call you can only listen, so you cannot lead. To lead, please call again in ten minutes. Stay on the line to be in the meeting.
leader = To lead by your voice alone, stay on the line.

## About the fellowship (key 4)

about-keys = Press 2 to go on, 1 to join the meeting, star to go back.
about-1 = { $fellowship } is people who had a problem with drugs and now help each other to stay clean. You need only the wish to stop using. It costs nothing. You sign nothing, and you give no name.
about-2 = It does not matter which drug, or how much, or for how long. Any faith is welcome, and none. We belong to no church, no party and no clinic.
about-3 = In a meeting people take turns to speak, for a few minutes each. Nobody answers back and nobody gives orders. You say your first name, or no name. You may just listen. Silence is welcome.
about-4 = In a discussion meeting, many people share about one subject. In a speaker meeting, one person tells how it was, what happened, and how it is now.
about-5 = An open meeting is for everyone, family and friends too. A closed meeting is for people who have, or may have, a drug problem. And every addict is welcome at any group's meeting.
about-6 = Have you used today? You are welcome. Come in and listen now. If you want to talk, talk with someone afterwards.
about-7 = A sponsor is a member who has been clean for a while and walks through the program with you. To find one, say in a meeting: I am looking for a sponsor. People will talk with you after it.
about-8 = The twelve steps, in one sentence: we admit that we cannot do this alone, we look honestly at ourselves, we put right what we can, and we pass on what helped us.
about-9 = What you hear here stays here. This line keeps no caller's number and no caller's name.
# Said after it: the first where the line has the account to do so.
about-erased = Soon after your call we have the telephone company erase it from its list. Some of its records nobody can erase.
about-kept = The telephone company that carries the call keeps its own records, and we cannot erase them.
about-end = That was all.

## The hour

joining = Joining { $title }.
joining-next = Next, { $at }: { $title }.
joining-last = Now: { $title }.
joining-open = Open to everyone.
joining-closed = For people who have, or may have, a drug problem. For open meetings, press 2.
joining-language = It is held in { $language }.
joining-keys = Press star for choices.
# Where several meetings are on at once.
choose-count = { $count ->
    [2] Two meetings are on.
    [3] Three meetings are on.
   *[other] { $count } meetings are on.
  }
choose-one = For { $title }, press { $key }.
choose-other = For { $title }, in { $language }, press { $key }.
choose-stay = Or stay on the line for the first one.
# A meeting of very many has several rooms.
joining-full = Many people are here. You are in room { $number } of this meeting.
joining-locked = The first room takes nobody new just now. You are in room { $number } of this meeting.
joining-refused = The line could not bring you into that room. You are going into room { $number } of this meeting.
joining-muted = You come in muted. To speak, press star, then 6.
joining-hands = You come in muted. To speak, press star, then 2, and wait until the leader calls you.
rooms-full = I am sorry. No room can take you just now. Please try again in a few minutes.
# To whoever a leader took out, then and when they call again in that hour.
removed = The leader of this meeting took you out of it.
removed-until = You can come in again { $at }.
# Behind the PIN of somebody who leads.
leading-soon = Your hour begins { $when }.
leading-now = Press 1, or stay on the line, to lead the meeting now.
leading-early = Press 1, or stay on the line, to come in now. When your hour begins, you lead.
leading-off = No meeting is on yet. To lead, call again at the hour, and enter your PIN.
leading-elsewhere = That hour is in another room. To lead it, call again when it begins, and enter your PIN. Press 1, or stay on the line, to be in the meeting that is on now.
leading-not = Press 1, or stay on the line, to go into the meeting.
no-meeting = No meeting is on here now.
sorry = Something went wrong on our side. You are going into the meeting now.
# When nothing here answers: the carrier then has it from elsewhere, and only by the voice.
fallback = Welcome to { $line }. Keys do nothing just now. You are going into the meeting. Until somebody else is there, you hear music.
goodbye = Thank you for calling. You can call at any hour. Goodbye.
limit = A call can last four hours at most, and yours is near its end. Call again right away, if you like. Goodbye.

## In the room

room-keys = Press 6 to mute or unmute. 2, raise your hand. 4, what is on. 1, back to the meeting. Zero, help. Star, the main menu.
room-keys-listening = Press 4 to hear what is on. 1, back to the meeting. Zero, help. Star, the main menu.
room-help = Stay on the line, or press 1, to be back in the meeting. 6 mutes you, and lets you speak again. 2 raises your hand, or lowers it. 4 says what is on.
room-help-listening = Stay on the line, or press 1, to be back in the meeting. On this call you can only listen. 4 says what is on.
room-on = On now: { $title }. { $minutes ->
    [one] One more minute.
   *[other] { $minutes } more minutes.
  }
room-late = { $title } goes on past its hour.
room-then = After it, { $at }: { $title }.
room-muted = Muted. Star, then 6, to speak.
room-unmuted = You can speak.
room-listening = On this call you can only listen. To speak, please call again in ten minutes.
room-over = The meeting is over. Thank you for being here.
room-people = { $people ->
    [one] You are the only one here.
   *[other] { $people } people are here.
  }
room-hand-up = Your hand is up. { $before ->
    [0] Nobody is before you.
    [one] One is before you.
   *[other] { $before } are before you.
  }
room-hand-down = Your hand is down.
room-hands-unknown = Hands cannot be counted just now. You can just speak.
room-mute-refused = Only those whom the leader calls may speak just now. To raise your hand, press 2.
room-person = To talk with a person, press zero.
room-stay = Stay on the line, and you are back in the meeting.

# After two hours without a key or a word; then the line says goodbye. Some telephones have no keys: the
# voice must do as well.
still-ask = We have not heard from you for a while. Would you like to stay in the meeting? Press any key, or just say yes.
still-again = Are you still there? Press any key, or say something, and you stay in the meeting. Otherwise we say goodbye now.
still-stay = Thank you. You are back in the meeting.
still-gone = We cannot hear you, so this call ends here. Call again at any hour, day or night: you are always welcome. Goodbye.

## In the room, for whoever leads

lead-keys = Leader. Press 6 to mute or unmute, 8 for the next hand, 9 to mute the last voice, 1 to go back, zero for help and more keys.
lead-more = 7, who may speak. 5, lock or unlock the room. 3, open the next hour ten minutes later. 4, who is here. 2, your hand. Pound, hand over. Star, this menu.
lead-unknown = Just now 3, 5, 7, 8, 9 and pound do not work. 6, 4 and zero do.
lead-other = { $name } leads now.
lead-not = You are not leading now.
lead-locked = The room is locked. Newcomers go to another room.
lead-unlocked = The room is open to newcomers.
lead-mode-open = Everyone may speak.
lead-mode-muted = Everyone is muted, and may unmute.
lead-mode-hands = Only those you call may speak.
lead-called = The next hand may speak.
lead-no-hand = No hand is up.
# { $at } is a time, such as: at 8:14 PM.
lead-hushed = Muted: the line that came in { $at }. 9 again takes it out.
lead-hushed-somebody = Muted: the line that spoke last. 9 again takes it out.
lead-removed = Taken out, until the hour is over.
lead-no-voice = I do not know who spoke last.
lead-handed = Handed over.
lead-absent-named = { $name } is not here yet.
lead-absent = Nobody is here who can take over.
lead-later = The next hour opens ten minutes later.
lead-early = That works only in the last ten minutes of the hour.
lead-none-next = No meeting comes right after this one.
lead-hands = { $hands ->
    [0] No hands are up.
    [one] One hand is up.
   *[other] { $hands } hands are up.
  }

## Said to everybody in the room, or to one person in it

tell-met = Somebody has come in. You can hear each other now. This is a meeting.
tell-open = Everyone may speak.
tell-muted = Everyone is muted now, so that one can be heard. To speak, press star, then 6.
tell-hands = From now on, one speaks at a time. To ask for your turn, press star, then 2.
tell-turn = It is your turn. You can speak now.
tell-hand = The next person who raised a hand can speak.
tell-hushed = The leader has muted your line. To ask for a turn, press star, then 2.
tell-you-lead = You lead this meeting now. Star is for your keys.
tell-ending = This hour ends in a few minutes.
tell-after = After it comes { $title }.
tell-leads = { $leader } leads it.
tell-nobody = Nobody has offered to lead it yet. If you can, please do.
tell-next-here = Only you hear this. { $leader }, who leads the next hour, is here.
tell-next-away = Only you hear this. { $leader }, who leads the next hour, is not here yet.
tell-opening = Welcome. This hour is { $title }.
tell-awaited = { $leader } is to lead it, and is not here yet. Anyone can begin.
tell-begin = Nobody has offered to lead it. Anyone can begin.
tell-over = The hour is over. The room stays open for ten more minutes.
tell-closing = This room closes in two minutes. Thank you for being here. Stay on the line to hear the next meetings.
tell-elsewhere = The leader is in another room of this meeting. Here, anyone can begin.
tell-met-muted = Somebody has come in. This is a meeting. To speak, press star, then 6.
tell-met-hands = Somebody has come in. This is a meeting. To ask for your turn, press star, then 2.

## Alone in the room

wait-first = You are in the meeting. Nobody else is here just now. When someone comes in, you will hear each other.
wait-first-listening = You are in the meeting. Nobody else is here just now. When someone comes in, you will hear them.
wait-hour = This hour is { $title }.
wait-leader = { $leader } is to lead it.
wait-keys = Press star for choices.
wait-again = Nobody else is here yet. Stay as long as you like.
# After room-then, which says what comes next.
wait-leader-next = { $leader } is to lead that one.
wait-ringing = Somebody is being called just now, to come and lead. They may not be able to.
wait-rung = Nobody could come to lead just now. You can stay. Two people are enough for a meeting.
# What is recorded for waiting: one in each round, between quiet.
wait-reading-1 = You do not have to say anything here, and you do not have to give a name. You can hang up, and call again whenever you like.
wait-reading-2 = In a meeting one person speaks, and the others listen. Nobody judges what you say.
wait-reading-3 = It does not matter what you used, or how much. If you want to stop, or wonder whether you do, you are in the right place.
wait-reading-4 = Most of us were afraid the first time. We did not know what to say. It was enough to listen.
wait-reading-5 = Nobody has to stay clean for a whole life at once. We try it for a day. When the day is hard, we try it for an hour.
wait-reading-6 = It was good that you called. Many of us waited a long time before we made a call like this one.
wait-reading-7 = Some hours are quiet here. That has nothing to do with you. After this hour comes another, and you can call in any of them.

## Nobody came to lead

# To a leader who is rung. Somebody else may have picked up, or a machine: it must not say which fellowship it is.
standin = Hello. This call is for a volunteer. At a telephone meeting where you offered to stand in, nobody is there to lead, and somebody is waiting. If you are not that volunteer, please hang up. To come in and lead, press 1. If you cannot, press 2, or hang up.
standin-again = Somebody is waiting at a telephone meeting, and nobody is there to lead it. If you are not the volunteer, please hang up. To come in and lead, press 1. If you cannot, press 2, or hang up.
standin-come = Thank you. You are going in now, and you lead. In the meeting, press star to hear your keys.
standin-no = That is all right. Thank you, and goodbye.
standin-late = You are not needed any more. Thank you for picking up, and goodbye.
# To everybody in the room.
unled = Nobody could come to lead.
unled-how = You can hold the meeting yourselves. One person speaks at a time, for a few minutes; the others listen. If you do not want to speak, say pass.

## The next meetings. { $at } is one of the sentences under "Times".

# The first words where a number reads the meetings at once.
list-welcome = { $line_first }.
list-soon = In { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
  }, { $at }: { $name }.
list-now = Starting now, { $at }: { $name }.
list-began = Began { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
  } ago, { $at }: { $name }.
list-today = Today { $at }: { $name }.
list-tonight = Tonight { $at }: { $name }.
list-tonight-midnight = Tonight { $at }: { $name }.
list-tomorrow = Tomorrow, { $day }, { $at }: { $name }.
list-day = { $day } { $at }: { $name }.
list-week = { $day }, a week from today, { $at }: { $name }.
list-tomorrow-midnight = Tomorrow night, { $day }, { $at }: { $name }.
list-day-midnight = { $day } night { $at }: { $name }.

list-zone = That is { $zone }.
list-place = At { $place }.
list-state = In { $state }.
list-phone = By telephone: { $phone }.
list-phone-too = Or by telephone: { $phone }.
# The line itself calls that meeting.
list-connect = By telephone: press 1, and you are connected.
list-connect-too = Or by telephone: press 1, and you are connected.
list-online = Online, with a computer or a smartphone.
list-online-too = Or online, with a computer or a smartphone.
list-open = Open to everyone.
list-closed = Closed, for people who have, or may have, a drug problem.
list-street = The street's name is spelled { $letters }.

list-first-keys = Press 2 for the next one, 4 to hear this one slowly, star to go back.
list-more-keys = 3 is the one before, 5 another day, 6 only open meetings, 7 only those by telephone. 8 waits for you.
list-other-day = The day after.
list-only-open = Only open meetings.
list-all-access = Open and closed meetings.
list-only-phone = Only meetings by telephone.
list-all-kinds = All kinds of meetings.
list-start = This is the first one.
list-none = I know of no such meeting in the next seven days.
list-end = Those were all the meetings of the next seven days.
list-empty = The list of meetings is not here just now. Please call again later today.
paused = I will wait. Press any key to go on.
pause-still = Still waiting. Press any key to go on.
pause-over = Going on.

## Meetings near the caller (key 3)

near-ask = { $country ->
    [US] Type your ZIP code, or say your town.
    [CA] Type your postal code on the keys, or say your town.
   *[other] Type your postal code and then pound, or say your town.
  }
near-more = { $country ->
    [US] Type the five digits of your ZIP code, or say your town and your state, such as: Albany, New York.
    [CA] Type your postal code: each letter is the key it stands on. Or say your town and your province.
   *[other] Type your postal code and then pound, or say your town.
  } Or stay on the line, and hear meetings everywhere.
# { $key } is one key, from 1 to 9.
near-one = I heard only the key { $key }.
near-no-code = I do not know that code.
near-not-heard = I did not understand that.
near-no-region = I do not know where you are.
near-give-up = I could not find the place. Here are the next meetings everywhere.
near-away = I cannot look up places just now. Here are the next meetings.
# { $place } is a town with its state.
near-place = Meetings near { $place }.
near-region = Your number is from { $place }. Meetings near there.
near-code = Meetings near that postal code.
near-keys = Press 2 for the next one, 4 to hear this one slowly, star for another place.
# After the place of a meeting: how far it is.
near-miles = { $count ->
    [0] Less than a mile from there.
    [one] One mile from there.
   *[other] { $count } miles from there.
  }
near-kilometres = { $count ->
    [0] Less than a kilometer from there.
    [one] One kilometer from there.
   *[other] { $count } kilometers from there.
  }
near-wider-miles = There are few, so these are within { $count } miles.
near-wider-kilometres = There are few, so these are within { $count } kilometers.
near-nothing-miles = Nothing nearer than { $nearer } miles in the next two days. Within { $count } miles:
near-nothing-kilometres = Nothing nearer than { $nearer } kilometers in the next two days. Within { $count } kilometers:
near-none-miles = Within { $count } miles I know of no meeting in the next two days.
near-none-kilometres = Within { $count } kilometers I know of no meeting in the next two days.
near-later-miles = After that, within { $count } miles:
near-later-kilometres = After that, within { $count } kilometers:
near-remote = Here are meetings by telephone and online.
near-everywhere = Here are the next meetings everywhere.
near-none = Near there I know of no such meeting in the next seven days.
near-further = Those were all in the next two days. After that:
near-end = Those were all the meetings near there in the next seven days.
near-end-open = Those were all the open meetings near there in the next seven days.
near-only-phone = Only meetings by telephone, from anywhere.
near-all-kinds = All kinds of meetings near there.

## On to a meeting of the list that is held by telephone (key 1)

onward-call = I am connecting you to { $name }. They see this line's number, not yours. Please wait while its code is keyed for you. When that meeting ends, you are back here.
onward-back = You are back in the list of meetings.
onward-missed = That meeting could not be reached just now.
onward-full = Too many callers are being connected just now. You can call that meeting yourself.
onward-not = This call cannot be connected. You can call that meeting yourself.
# { $when } is one of the sentences under "Times".
onward-early = That meeting begins { $when }. From ten minutes before it, key 1 in this list connects you.
onward-over = That meeting is over.
# A number and codes, digit by digit.
onward-number = The number is: { $phone }.

format-speaker = A speaker meeting.
format-discussion = A discussion meeting.
format-step = A step meeting.
format-newcomer = Newcomers are expected.
format-literature = A literature meeting.
format-meditation = With meditation.
format-women = For women.
format-men = For men.
format-young = For young people.
format-lgbtq = L G B T Q.
format-candlelight = By candlelight.
format-wheelchair = A wheelchair can get in.
format-asl = With sign language.
format-tradition = A tradition meeting.
format-concept = A concept meeting.
format-questions = With questions and answers.
format-jft = With the reading of the day.
format-secular = A secular meeting.
format-seniors = For older people.
format-color = For people of color.
format-indigenous = For indigenous people.
format-outdoor = Outdoors.
format-children = Children are welcome.
format-childcare = Somebody looks after children.
format-no-children = Please come without children.
format-bilingual = In two languages.
format-holidays = Not on holidays.
format-restricted = Not everyone can get in there.
format-language = In { $language }.

## What a PIN opens (key pound)

pin = If you have a PIN, enter its nine digits.
pin-wrong = That PIN is not right. Enter all nine digits again, or stay on the line.
pin-over = That was the third try. You can try again in another call.
pin-locked = This PIN is locked for a day. An operator can unlock it before.
pin-later = I cannot check a PIN just now. Please try again in a few minutes.
pin-leader = Your PIN is right.
pin-early = You can lead from { $date } on. Until then you are in the meeting like everyone.

## For operators, behind their PIN

desk-hello = Hello, { $name }.
desk-keys = Enter the three digits of a sentence. For announcements press zero, then pound. To go back, star, then pound.
desk-language = For another language, 9, then pound.
desk-leading = To lead the meeting, 1, then pound.
desk-back = Back to the beginning.
desk-away = The recordings cannot be reached just now. Nothing is lost. Please try again in a few minutes.
desk-unsure = I could not see whether that was done. Please look at it again.
desk-gone = This PIN does not open the operators' menu any more.
desk-account = This line has no account at the telephone company, so it cannot record a call.
desk-uncopied = It is done, but no safe copy could be made. Please tell whoever looks after the line.
sentence-none = There is no sentence with that number.
sentence-heard = Callers hear this.
sentence-last = This is the last recording.
sentence-words = The words are: { $words }
sentence-outdated = The recording has other words, so callers hear the computer's voice.
sentence-opening = Only this beginning is recorded. Something new follows it each time, so let your voice go on.
sentence-fixed = This one is different in every call, so it cannot be recorded.
sentence-keys = To record it, press 1. To hear it again, 4. For another sentence, star.
sentence-draft = There is a draft. To hear it, press 2.
sentence-undo = To take the last recording back, press 9.
sentence-published = Done. The next call hears it.
sentence-meanwhile = Somebody else changed this sentence just now. Your recording is kept as a draft.
undo-recording = Taken back. Callers hear the recording before it.
undo-voice = Taken back. Callers hear the computer's voice.
undo-changed = Somebody else changed this sentence just now. Nothing was taken back.
undo-nothing = There is no recording to take back.
record-tone = Speak after the tone. At the end, press pound.
record-announcement = You have twenty seconds.
take-wait = One moment.
take-slow = This takes longer than usual. If it is good, it will be a draft, and you can hear it later.
take-short = That was too short. Please say the whole sentence.
take-long = That was too long. Please make it shorter.
take-silent = I heard nothing. Please speak closer to the telephone.
take-clipped = That was too loud. Please hold the telephone a little further away.
take-noisy = I could not tell your voice from the noise. Please find a quieter place.
take-unreadable = That recording could not be used. Please say it once more.
review-keys = To let callers hear it, press 1. To record it again, 2. To keep it as a draft, 3. To hear it again, 4.
review-kept = It is kept as a draft.
announcements-none = No announcement is heard or waiting. To record one, press 1. To go back, star.
announcement-heard = Announcement { $number } of { $count }, from { $begins } until { $ends }.
announcement-draft = Announcement { $number } of { $count }, a draft.
announcements-keys = To record a new one, press 1. For the next one, 2. To say when this one is heard, 3. To take it away, 9. To go back, star.
announcement-keys = To say when callers hear it, press 1. To record it again, 2. To keep it as a draft, 3.
announcement-begins = From when? For now, press 1, then pound. Else enter month, day and hour in six digits: 1 1 2 7 1 8 is November 27, at 6 in the evening.
announcement-ends = Until when? Enter month, day and hour in six digits.
announcement-confirm = Callers will hear it from { $begins } until { $ends }. If that is right, press 1. To change it, 2. To leave everything as it was, 3.
confirm-keys = If that is right, press 1. To change it, 2. To leave everything as it was, 3.
announcement-left = Nothing is changed.
announcement-published = Done. From then on callers hear it before the greeting.
announcement-withdrawn = It is taken away.
announcement-refused = The end must be after the beginning, and at most sixty days after it.
moment-wrong = That is no month, day and hour that will do. To go back, press star, then pound.
leading-hours = For the hours that you lead, press 2.
hours-many = You lead { $count } hours in the coming seven days.
hours-one = You lead { $when }: { $title }.
hours-keys = To give this hour back, press 1. For the next one, 2. For hours that nobody leads, 3. To go back, star.
hours-day = For the next day, 5.
hours-none = You lead no meeting in the coming seven days. For hours that nobody leads, press 3. To go back, star.
hours-last = That was the last one.
hours-again = To begin again, press 2. To go back, star.
give-back-one = You are about to give back { $when }: { $title }. Nobody leads it then, until somebody takes it.
give-back-keys = To give it back, press 1. To keep it, star.
give-back-done = It is given back, this one time only. Leaders who call hear it in their list. If you can, tell the chair.
give-back-kept = You keep it.
uncovered-many = Nobody leads { $count } hours in the coming seven days.
uncovered-one = Nobody leads { $when }: { $title }.
uncovered-keys = To take this hour, press 1. For the next one, 2. To go back to your hours, star.
uncovered-none = Every meeting of the coming seven days has a leader. To go back to your hours, press star.
uncovered-last = That was the last one.
hour-took = Thank you. You lead { $when }: { $title }.
hour-faster = { $leader } took that hour just before you. Thank you all the same.
hour-later = On that day you may not lead yet, so it stays free. Thank you for asking.
hour-elsewhere = You lead another meeting at that time, so this one stays free.
hour-gone = That hour has changed meanwhile.
hours-no-more = You are not on the list of leaders any more. Please ask whoever keeps the schedule.
hours-away = Your hours cannot be read just now. Nothing was changed. Please try again later.
hours-unsure = It is not certain whether that was done. Please hear your hours once more before you hang up.
hour-room = In the room { $room }.
hour-closed = A closed meeting.

## Times. The two patterns are Babel's, for a time on the hour and one between.

clock-hour = h a
clock-minute = h:mm a
at-clock = at { $clock }
at-noon = at noon
at-midnight = at midnight
when-soon = in { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
  }, { $at }
when-now = now, { $at }
when-today = today { $at }
when-tonight = tonight { $at }
when-tonight-midnight = tonight { $at }
when-tomorrow = tomorrow { $at }
when-day = on { $day } { $at }
when-week = on { $day }, a week from today, { $at }
when-day-midnight = on { $day } night { $at }
when-tomorrow-midnight = tomorrow night { $at }
date-pattern = MMMM d
date-clock = { $date }, { $at }
