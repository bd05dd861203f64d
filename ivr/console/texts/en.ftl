### What operators read. Plain words for volunteers; the same ids stand in es.ftl.

## Everywhere

console = The meeting line
skip = To the page itself
nav = Pages
language = Language
sign-out = Sign out
error-title = Error:
to-the-console = To the console

nav-now = The line now

lasting-days = { $count ->
    [one] 1 day
   *[other] { $count } days
}
lasting-hours = { $count ->
    [one] 1 hour
   *[other] { $count } hours
}
lasting-minutes = { $count ->
    [one] 1 minute
   *[other] { $count } minutes
}
lasting-seconds = { $count ->
    [one] 1 second
   *[other] { $count } seconds
}

## Signing in

sign-in = Sign in
your-name = Your name
password = Password
code = Code from your authenticator app
code-hint = Six digits. Leave it empty if you have not switched it on.
sign-in-no = That name and password, with the code where you use one, do not go together. Try again, or ask another operator for help.
sign-in-code = Your account asks for a code, too. Type your password once more, and the six digits that your authenticator app shows now.
sign-in-wait = { $minutes ->
    [one] Too many tries. Wait a minute and try again.
   *[other] Too many tries. Wait { $minutes } minutes and try again.
}
sign-in-again = The form was too old. Please sign in once more. Your browser must accept cookies from this page.

## What cannot be

signed-out-title = Nobody is signed in
signed-out = Your session is over, or you have not signed in. Nothing was changed: sign in and do it again.
session-over-title = Your session is over
session-over = Your account was changed or removed, so you were signed out, and what you just did was not done. Sign in again; if that does not work, ask another operator.
not-operator-title = Only for operators
not-operator = These pages are for operators of the line. If you are to be one, ask an operator.
other-site-title = This came from elsewhere
other-site = The form was not sent from a page of this line, so nothing was changed. Open the console and do it there.
form-old-title = The form was too old
form-old = The form is not of this session, so nothing was changed. Open the page again and do it once more.
form-used = This form was used already, and what it made is shown one time only. Nothing was changed now: open the page again.
too-large-title = That is too large
too-large = No more than { $kilobytes } kilobytes can be sent here. Nothing was changed: send something shorter.
redis-away-title = The line's memory is away
redis-away = The line’s memory (Redis) cannot be reached just now, so the console cannot work. Calls are answered as before. Try again in a minute, and if it stays so, tell whoever runs the server.
not-found-title = There is no such page
not-found = Nothing is at this address. The page may have been moved, or what it showed was removed.
unreadable-title = That could not be read
unreadable = Your browser sent something that could not be read. Nothing was changed: open the page again.
failed-title = That went wrong
failed = The page failed, and the line's log says where. Calls are answered as before. If it happens again, tell whoever runs the server.
refused-title = That could not be done
uncopied-title = Done, but no copy is kept

reason-short = A password must have { $count } characters or more. Three words that nobody would guess are a good one.
reason-unseen = A password may have only characters that can be seen, and spaces.
reason-of-name = A password must not be made of the name. Choose another one.
reason-obvious = That password is among the first that strangers try. Choose another one.
reason-name = A name must be one line of 1 to { $count } characters.
reason-number = No telephone number may stand here. Leave it out.
reason-letter = A name must have a letter, so that it is not taken for a number.
reason-taken = There is a person named { $name } already. Choose another name.
reason-last = { $name } is the last operator who can sign in. Add another one first.
reason-gone = That person is no longer there: somebody removed them meanwhile.
reason-full = All 900 numbers are taken. Remove somebody first.
reason-role = A person must be an operator, a leader or both.
reason-signs-in-nowhere = { $name } does not sign in here.
reason-release = What the line keeps cannot be read. Tell whoever runs the server: the log says more.
reason-no-version = There is no version { $version } of this sentence. Open the page again.
reason-heard-already = Version { $version } is heard already.
reason-nothing-heard = No recording of this sentence is heard.
reason-not-old = The recording is not out of date.
reason-lost = The store of recordings has lost this recording. Record it again, or tell whoever runs the server.
reason-withdrawn = The announcement was withdrawn. Record it anew.
reason-no-announcement = That announcement is not there.
reason-when-over = That is over already: put the end later than now.
reason-when-turned = The end is before the beginning: put it later.
reason-when-long = An announcement is heard for { $days } days at most: put an earlier end, and publish it again then.
reason-note = A note must be one line of at most { $count } characters.
reason-row = A short name must be small letters, a few digits and hyphens only.
reason-row-letters = That name has no letter from a to z: write a short name for the rota, too.
reason-row-number = A short name in the file of leaders holds a telephone number. It has to be changed there.
reason-row-taken = There is a leader { $row } already. Choose another short name.
reason-no-operator = No operator has that number or name.
reason-leads-already = { $name } leads as { $row } already.
reason-help-meanwhile = { $who } changed this meanwhile. Nothing of yours was changed: here it is as it is now.
reason-help-number = That is no whole telephone number in { $country }: write it with its area code.
reason-help-abroad = The line calls a helpline in its own country only. For one in another country, ask whoever runs the server.
reason-help-costly = That number costs more than others, so the line does not call it. Choose another one.
reason-help-itself = That is a number of this line: it would call itself. Choose another one.
reason-help-words = Write one line of at most { $count } characters, with words or figures in it and without braces.
reason-help-twice = The sentence says “{ $word }” just before your words already. Leave it out, and begin with whom to call.
reason-rota-unread = The rota has not been read yet. Try again in a minute.
reason-hour-gone = That meeting is over, or is not held any more. Open the week again.
reason-hour-other = { $name } leads that hour now.
reason-hour-taken = { $name } was faster and leads that hour now.
reason-hour-meanwhile = Somebody else changed this hour meanwhile. Nothing of yours was changed: the page shows it as it is now.
reason-leads-later = { $name } may lead from { $date } on. Choose somebody else, or a later day.
reason-leads-elsewhere = { $name } leads { $title } at that time. Choose somebody else.
reason-leader-removed = { $name } leads no more. Bring them back first.
reason-leader-unknown = That person is not among those who may lead. Choose somebody else.
reason-row-day = Choose a day, or write a date such as 2026-05-31.
reason-row-past = That date is over. Choose one to come.
reason-row-time = Write hours and minutes, such as 08:00.
reason-row-title = Write what the meeting is called, in one line of at most { $count } characters.
reason-row-format = Choose one of the formats.
reason-row-access = Choose open or closed.
reason-row-language = Choose one of the languages.
reason-row-room = Use letters from a to z, figures and hyphens, such as women.
reason-row-speaking = Choose how the meeting begins.
reason-row-leader = That person is not among those who may lead. Choose somebody else.
reason-row-meanwhile = Somebody else changed this row meanwhile, and nothing of yours was saved. What you wrote is still here: open the row in another window to see theirs, or save yours instead.
reason-row-stays = Somebody else changed this row meanwhile, so it was not removed. Here it is as it is now.
reason-row-gone = That row is gone already.
reason-rows-full = There are as many rows as there can be. Remove some first.
reason-hours-meet = { $title } is in that room at that time. Choose another time or room.
reason-rings = Write times like 08:00-22:00 or 22:00-06:00, or always.
reason-phone = That is no telephone number. Write all of it, with its area code.
reason-no-copy = It is done and holds, but no copy was kept. Tell whoever runs the server: the log says why.
reason-store = The store of recordings does not answer just now. Try again in a minute, and if it stays so, tell whoever runs the server.
reason-other = That cannot be done just now. Tell whoever runs the server: the log says why.

## Words of several pages

nav-flow = The call
nav-rota = The week
nav-sources = Meeting lists
nav-operators = Operators
nav-account = Your account

never = never
yes = yes
no = no
on = on
off = off
save = Save

problems = What could not be used
problem-row = Row
problem-field = What
problem-done = What was done
problems-more = { $count ->
    [one] And 1 more.
   *[other] And { $count } more.
}

## The line now

missing-lists = No meeting list is there yet, so callers hear of no meetings. Tell whoever runs the server.
missing-rota = No rota is there yet, so callers come into no meeting. Tell whoever runs the server.
missing-recordings = New recordings cannot be fetched. Callers hear those of before. Tell whoever runs the server.
missing-redis = The line’s memory does not answer. Callers hear the last good lists. If it stays so, tell whoever runs the server.
missing-forgetting = No call is forgotten at the carrier until the line’s memory is back.

now-no-worker = This is not being done: { $queues }. Tell whoever runs the server:
now-no-cron = New lists and rotas do not arrive. Tell whoever runs the server:
now-held = Since { $when } no call is deleted at the carrier, because somebody said so. It stays like this until whoever runs the server lifts it.
now-budget-day = { $percent } % of today's budget is used: { $spent } of { $budget }. Nobody is refused for it.
now-budget-month = { $percent } % of this month's budget is used: { $spent } of { $budget }. Nobody is refused for it.

now-meeting = The meeting
now-until = It lasts until { $end }.
now-led = { $name } leads it.
now-no-meeting = No meeting is on just now. Callers hear the next ones.
now-following = Then: { $title }, { $when }.
now-to-rota = See the whole week

now-calls = Calls
now-going-on = Calls that are not over
now-going-on-hint = As far as the line was told. A call whose end nobody told of counts for up to five hours.
now-no-calls = This line does not note calls, so nobody knows how many there are. Whoever runs the server can have them noted, and forgotten afterwards.
now-in-rooms = People in the rooms
now-in-rooms-hint = As far as the carrier has told the line. Who they are, nobody here knows.
now-no-rooms = How many people are in the rooms is not known just now.

now-heard = What callers can hear
now-meetings = Meetings in the lists
now-snapshot = Since they last changed
now-announcements = Announcements heard now
now-announcement = In { $language }, until { $end }.
now-to-sources = See the lists

now-machine = Behind it
now-memory = The line’s memory
now-answers = answers
now-away = does not run
now-cron = Since regular work last began
now-jobs = { $count ->
    [0] nothing waits
    [one] 1 job waits
   *[other] { $count } jobs wait
}
now-unserved = { $count ->
    [0] does not run
    [one] does not run, 1 job waits
   *[other] does not run, { $count } jobs wait
}
queue-room = Meeting rooms
queue-erase = Forgetting of calls
queue-schedule = Reading of lists
queue-audio = Recordings

now-forgetting = Forgetting calls
now-noted = Calls noted
now-waiting = Over, and not deleted yet
now-oldest = The oldest of these waits for
now-erased = Deleted at the carrier
now-deleted = Of these looked for again
now-proven = Proven to be gone
now-refused = Refusals of the carrier
now-swept = Since the carrier's list was gone through
now-paused = The carrier did not answer well, so it is left in peace for a while.
now-no-forgetting = Calls are not forgotten at the carrier. Tell whoever runs the server that these are missing:

## The call as a picture

flow-what = Every box is a place in a call. It shows which keys a caller can press there, and where they lead. Keys that mean the same nearly everywhere are in the first box only. Choose a box for its sentences.
flow-callers = What every caller can come to
flow-operators = What a PIN opens
flow-table = The same as a table
flow-node = Place in the call
flow-leads = Keys and where they lead
flow-sentences = Sentences
flow-prompts-of = Sentences of: { $node }
flow-count = { $count ->
    [one] 1 sentence
   *[other] { $count } sentences
}
flow-none = none of its own
flow-stays = stays here
flow-nowhere = nowhere: it goes on beside the call
any-key = any key
exit-silence = silence
exit-entry = digits typed
exit-otherwise = no meeting on
exit-by-itself = then
exit-or = or

node-greeting = Greeting
node-quiet = No meeting is on
node-next = The next meetings
node-near = Near the caller
node-pause = Pause
node-about = What NA is
node-help = Help
node-person = A person
node-person-after = After a person
node-onward = On to a meeting
node-onward-after = After that meeting
node-standin = Rung to lead
node-standin-late = Not needed any more
node-leader = For leaders
node-leader-later = Leaders, no meeting
node-leading = Behind a leader's PIN
node-join = To the meeting
node-choose = Which meeting
node-closed = A closed meeting
node-enter = Into the room
node-back = Back to the room
node-back-leading = Back to the room, leading
node-room = Out of the room
node-lead = Leader's menu
node-room-aid = Help from inside the room
node-room-person = A person, from the room
node-room-person-after = After such a call
node-lead-aid = Help for the leader
node-still = Still there?
node-still-again = Asked once more
node-still-gone = A silent call ends
node-removed = Taken out by a leader
node-wait = Alone in the room
node-tell = Said into the room
node-pin = A PIN
node-pin-again = The PIN once more
node-desk = Operators' menu
node-sentence = One sentence
node-record = Recording it
node-recorded = It is recorded
node-take = Made ready
node-review = Hear and decide
node-announcements = Announcements
node-begins = When it begins
node-ends = When it ends
node-confirm = Is that right?
node-hours = Hours of a leader
node-give-back = Giving an hour back
node-uncovered = Hours that nobody leads

## The week's rota

rota-zone = The coming seven days, in the time of { $zone }.
rota-not-named = This line has no rota. Callers hear the lists and join no meeting. Whoever runs the server can name one in:
rota-none = No rota has been read yet, so callers come into no meeting. Tell whoever runs the server.
rota-kept = The rota could not be read when the line last looked, so the one of before counts.
rota-unled-count = { $count ->
    [one] 1 meeting of these seven days has no leader.
   *[other] { $count } meetings of these seven days have no leader.
}
rota-all-led = Every meeting of these seven days has a leader.
rota-empty-count = { $count ->
    [one] In 1 hour of them there is no meeting.
   *[other] In { $count } hours of them there is no meeting.
}
rota-unled-day = { $count ->
    [one] 1 without a leader
   *[other] { $count } without a leader
}
rota-unled = No leader
rota-empty = No meeting until { $end }
rota-time = Time
rota-meeting = Meeting
rota-leader = Leader
rota-now = now
rota-closed = closed
rota-room = room { $room }
rota-problems = Rows of the rota that could not be used
rota-rows = Rows of the rota kept here
rota-or-rows = You can also keep the whole rota here, without a file.
rota-change = Change
rota-changed = this time only
hour-when = { $begins } to { $ends }, in the time of { $zone }.
hour-led-by = Led by { $name }.
hour-over = This hour is over.
hour-this-time = What you change here holds for this one time. Other days stay as they are.
hour-leader-hint = Only those are here who may lead on that day.
hour-give = Change who leads
hour-give-back = Give it back: nobody leads it
hour-given = Done. Callers hear within seconds who leads { $title }, { $when }.
hour-given-back = Done. Nobody leads { $title }, { $when }, until somebody takes it.
rows-what = Each row is a meeting of an hour: every day, on one weekday, or on one date. A date goes before a weekday, a weekday before every day.
rows-beside-file = There is also a file or a calendar with a rota. A row from here takes the place of what stands there for the same kind of day, at that time in that room.
rows-none = No row is kept here yet.
row-add = Add a row
row-save = Save this row
row-remove = Remove this row
row-remove-what = If you remove it, what else is in the rota for that time counts again.
row-added = { $title } is added, and callers hear it within seconds.
row-behind = { $title } is saved. But on { $count ->
    [one] one day the calendar has a meeting at that time, and there
   *[other] { $count } days the calendar has meetings at that time, and there
} this row is not held. To go before the calendar, a row needs a date.
row-saved = { $title } is saved, and callers hear it within seconds.
row-removed = { $title } is removed.
row-covers = { $count ->
    [one] It is not saved yet. With this row one meeting is held no more:
   *[other] It is not saved yet. With this row { $count } meetings are held no more:
}
row-covers-sure = Yes, with this row they are not held
row-day = Day
row-daily = every day
row-date = Or only on one date
row-date-hint = A date written here counts, and not the day above.
row-time = Time
row-time-hint = In the time of { $zone }.
row-title = Title
row-title-hint = What callers hear. Nothing is needed where no meeting is held.
row-not-held = No meeting is held then, whatever else the rota says
row-nothing = No meeting
row-format = Format
row-format-discussion = Discussion
row-format-speaker = Speaker
row-format-step = Step
row-format-newcomer = Newcomers
row-format-literature = Literature
row-format-meditation = Meditation
row-format-other = Another one
row-access = For whom
row-access-open = Open to everybody
row-access-closed = Closed
row-language = Language
row-language-none = No special one
row-room = Room of its own
row-room-hint = Such as women. Leave it empty for the room of the language.
row-leads-from = leads from { $date } on
row-speaking = When it begins
row-speaking-open = Everybody may speak
row-speaking-muted = Everybody is muted and may unmute
row-speaking-hands = Only those speak who are called

## Leaders

nav-leaders = Leaders
leaders-what = Those who may lead meetings. The rota names them by a short name, and a PIN lets them lead from any telephone.
leaders-none = Nobody is here yet: add the first leader below.
leaders-broken = The file of leaders cannot be read just now, so those who stand only there are not shown. Tell whoever keeps the rota, or runs the server.
leader-early = may not lead yet
leader-is-removed = leads no more
leader-has-pin = has a PIN
leader-no-pin = no PIN
leader-row = In the rota
leader-from = May lead from
leader-any-time = any time
leader-next = Leads next
leader-no-hour = not in seven days
leader-in-file = Name and day come from the file of leaders: whoever keeps that file changes them.
leader-removed-in-file = The file of leaders still has this name. It does not count while it is taken out here.
leader-lost = The file of leaders does not have this name any more, so nobody leads under it.
leader-whose-pin = Whose PIN
leader-own-pin = A PIN of their own, new
leader-operators-pin = { $name }, an operator, leads with the PIN they have
leader-first-pin-what = With a PIN they can lead from any telephone. It is shown once.
leader-both-pin-what = They lead, and look after the line, with one PIN. The old one opens nothing any more. The new one is shown once.
leader-bring-back = Bring back
leader-bring-back-what = They lead again, and their hours in the rota are theirs within a minute. A new PIN is shown once.
leader-rings-title = Standing in
leader-rings-number = A number is given. When nobody comes to lead, it may be rung: { $rings }.
leader-rings-none = No number is given: they are not rung when nobody comes to lead.
leader-rings-never = They are never rung.
leader-rings-always = day and night
leader-phone = Their telephone number
leader-phone-hint = It is sealed, and no page ever shows it again. Leave it empty to keep the one that is given.
leader-rings = When they may be rung
leader-rings-hint = In the line's time, such as 08:00-22:00, or 22:00-06:00 for nights, or always. Empty is 08:00-22:00.
leader-rings-save = Save this
leader-rings-take = Take the number away
leader-rings-saved = Saved. Within a minute the line rings { $name } as it is said here.
leader-rings-taken = { $name } is rung no more.
leader-remove-what = At once the PIN lets nobody lead, and within a minute the hours in the rota have no leader.
leader-stays-operator = They stay an operator.
leader-removed = { $name } leads no more. Within a minute the hours in the rota have no leader.
leader-removed-filed = { $name } leads no more. Within a minute the hours in the rota have no leader. The file of leaders still has the name: it can be taken out there, too.
leader-unlocked = The lock is lifted: { $name } can use the PIN again.
leader-leads-too = { $name } leads from now on, with the PIN they have.
leader-unknown = That leader is no longer there: somebody changed it meanwhile.
leader-add = Add a leader
leader-name-hint = As callers hear it. A first name is enough.
leader-since = May lead from this day on
leader-since-hint = The first day on which they may lead: six months into recovery, says the custom. Never write the clean date.
leader-date-missing = Say the day from which they may lead. Nothing was changed.
leader-row-field = Short name for the rota
leader-row-hint = Small letters, such as ana or ines-b. When it is empty it is made from the name.

## Help and people

nav-help = Help
help-what = What callers in need are given: a person behind key zero, and whom to call when a life is in danger. A change is heard within a few seconds. What you leave empty is as the line’s own file says.
help-general = All numbers
help-general-what = This holds for every number of the line that says nothing else below.
help-follows = What is left empty here is as for all numbers.
help-rings = Key zero rings
help-nobody = nobody
help-hears = Callers hear, in { $language }:
help-unrecorded = The recording in { $language } says other words, so the synthetic voice says these.
help-record = Record it anew, in { $language }
help-helpline = Helpline: the number of a person
help-helpline-hint = A number of your own country, whole, with its area code. Call it yourself first.
help-none = Key zero rings nobody. Callers are led to the meeting.
help-words = Whom to call in an emergency, in { $language }
help-words-hint = It ends the sentence above. Write numbers as they are said, figure by figure: 9 1 1.
help-otherwise = Left empty, it is: { $what }.
help-look = Look at it before anybody hears it
help-preview = Nobody hears it yet. Read it aloud, all of it:
help-stays = In { $language } nothing changes. Callers hear:
help-sure = Yes, this is what callers are to hear
help-changed = It is changed, and callers hear it within a few seconds. Call the line and press zero to hear it.
help-no-number = The line does not have that number any more. Open the page again.
help-log = Who changed what
help-log-none = Nobody changed anything here yet.
help-did-helpline = { $who } changed the helpline ({ $number }).
help-did-emergency = { $who } changed whom to call in an emergency in { $language } ({ $number }).
help-did-restored = { $who } put all of it back from a backup.

## Hours that are over

past = Hours that nobody led
past-link = Hours of the last weeks that nobody led
past-to-week = To the week
past-what = The last eight weeks. An hour counts when somebody came to it. How many came, and who, nobody knows.
past-none = Nobody came to a meeting in these weeks, as far as the line was told.
past-all-led = Every hour that somebody came to was led.
past-unled-count = { $count ->
    [one] 1 hour of the { $total } that somebody came to had no leader.
   *[other] { $count } hours of the { $total } that somebody came to had no leader.
}
past-stood-in = { $count ->
    [one] In 1 hour somebody else led than the rota said.
   *[other] In { $count } hours somebody else led than the rota said.
}
past-often = Again and again
past-times = { $count ->
    [one] once
   *[other] { $count } times
}
past-each = Each of them
past-why = Why
past-uncovered = the rota named nobody
past-absent = the leader did not come
rota-shrunk = The rota has become much smaller: { $has } meetings in the coming seven days, and before there were { $had }. So the one of before is still heard. If it is right that so many meetings are gone, take it as it is.
rota-shrunk-sure = Yes, these meetings are meant to be gone
rota-accept = Accept this smaller rota
rota-accepted = The rota is being read once more and taken as it is. Look again in a minute.
rota-not-held = The rota does not wait for anybody any more. Nothing was changed.
rota-meanwhile = The rota has changed meanwhile, and nothing was accepted. Look how many meetings it has now.
rota-not-sure = Nothing was changed. To accept the smaller rota, tick the box first.
now-uncovered = { $count ->
    [one] 1 meeting of the coming 24 hours has no leader. The next is { $title }, { $when }.
   *[other] { $count } meetings of the coming 24 hours have no leader. The next is { $title }, { $when }.
}

## Meeting lists

sources-what = These lists are read again and again. When one cannot be read, callers go on hearing its last good meetings.
sources-none = No list is named, so callers hear of no meetings. Whoever runs the server can name one in:
source-published = heard now
source-unchanged = as before
source-held = waits for you
source-kept = not taken
source-untried = not read yet
source-good = Last good
source-age = Time since then
source-tried = Last tried
source-changed = Its meetings last changed
source-every = It is read every
source-rows = Rows
source-meetings = Meetings
source-kind = Kind of list
source-merged = Heard as a meeting of another list, or twice in this one
source-merged-with = Meetings that stand elsewhere too and are heard once
source-merged-own = twice in this list
source-problems = Rows with a problem
source-left-out = What was left out
source-show-problems = { $count ->
    [one] Show the row with a problem
   *[other] Show the rows with problems ({ $count })
}
source-held-why = This list has become much smaller, so its meetings of before are still heard. If it is right that so many meetings are gone, take it as it is.
source-accept = Accept this smaller list
source-accepted = The list { $name } is being read once more and taken as it is. Look again in a minute.
source-not-held = The list { $name } does not wait for anybody any more. Nothing was changed.

## Operators

role-operator = operator
role-leader = leader
operator-you = you
operator-number = Number at the telephone
operator-console = Signs in here
operator-code = Authenticator app
operator-locked = PIN locked
operator-locked-since = Somebody typed a wrong PIN for this number too often. It is locked since { $when }. Ask the person first whether it was them.
operator-unlock = Lift the lock
operator-unlocked = The lock is lifted: { $name } can use the PIN again, and sign in at once.
operator-change = Change
operator-pin = Make a new PIN
operator-pin-what = The old PIN opens nothing any more. The new one is shown once.
operator-password = Make a new password
operator-password-what = For somebody who has lost theirs: the old one opens nothing any more, and they are signed out everywhere. The new one is shown once.
operator-code-off = Switch the app off
operator-code-what = For somebody whose telephone is lost: signing in then asks for the password only.
operator-code-is-off = The app of { $name } is off. They sign in with their password only.
operator-wait = End the wait
operator-wait-what = Whoever typed a wrong password or PIN too often has to wait. This ends it.
operator-own = That is you: change your own password and your app under “Your account”.
operator-own-password = Your own password
operator-remove = Remove
operator-remove-what = Removing works at once: sessions end, and the PIN opens nothing any more. What was recorded stays.
operator-sure = Yes, remove { $name }
operator-not-sure = Nothing was changed. To remove { $name }, tick the box beside it first.
operator-removed = { $name } was removed.
operator-unknown = That person is no longer there: somebody removed them meanwhile.
operator-add = Add an operator
operator-name = Name
operator-name-hint = A first name is enough. It stands in the log of what was changed.

secrets = For { $name }
secrets-once = Write this down now, or read it to the person: it is shown this one time only, and nobody can look it up later.
secrets-console = At this console
secrets-telephone = At the telephone
secrets-pin = After the number sign, on the line's own number, all nine digits in one go:
secrets-written = I have written it down

## One's own account

account-what = You are { $name }, number { $number } at the telephone.
account-language = Language
account-language-label = Language of these pages
account-language-changed = The pages are in English now.
account-password = Password
account-old = Your password now
account-new = New password
account-new-hint = Twelve characters or more. Three words that nobody would guess are a good one.
account-again = New password once more
account-password-change = Change the password
account-password-changed = Your password is changed. Wherever else you were signed in, you are signed out.
account-old-wrong = That is not your password. Nothing was changed.
account-not-same = The two new passwords are not the same. Nothing was changed: type them again.
account-pin = PIN
account-pin-what = With it you reach the operators' menu from any telephone. A new one is shown once, and the old one opens nothing any more.
account-code = Authenticator app
account-code-what = With an authenticator app on your telephone, signing in asks for six digits besides your password. Who finds out your password alone cannot sign in.
account-code-on = Switch it on
account-code-off = Switch it off
account-code-is-on = It is on. From now on signing in asks for a code.
account-code-is-off = It is off. Signing in asks for your password only.
account-code-late = That took too long. Nothing was changed: begin again.
account-code-wrong = The app shows another code for this picture. Wait for the next one and type that. If it is wrong again, see that your telephone has the right time.

code-open = Open the authenticator app on your telephone, and choose to add an account.
code-scan = Hold the telephone to this picture.
code-type = Type the six digits that the app shows, so that we know it works.
code-picture = A picture for the app's camera. The letters below it say the same.
code-by-hand = Or type these letters into the app:
code-first = Six digits from the app
code-not = Rather not

## Prompts

nav-prompts = Sentences
prompts = Sentences
prompts-about = Every fixed sentence that callers hear. Choose one to hear it, to record it, and to publish what you recorded.
prompts-languages = Language of the call
prompts-states = Show by state
prompts-all = All
prompts-search = Number or words
prompts-find = Search
prompts-found = { $shown ->
    [0] No sentence of { $total } fits.
    [one] 1 sentence of { $total }.
   *[other] { $shown } sentences of { $total }.
}
prompts-of-node = These are said at “{ $node }” in the picture of the call.
prompts-places = Place in the call
prompts-show-all = Show all

state-recorded = recorded
state-synthetic = synthetic
state-draft = draft
state-out-of-date = out of date
state-unheard = unheard for a year

prompt-words = The words
prompt-words-of = On { $numbers }
prompt-records-whole = All of it can be recorded.
prompt-records-opening = The beginning can be recorded, as it stands here. The voice says the rest, which is new in each call: end on a tone that goes on.
prompt-records-spoken = This cannot be recorded: it changes in its middle from call to call, so the synthetic voice always says it.
prompt-old = The recording is out of date
prompt-old-recorded = Recorded
prompt-old-now = The words now
prompt-old-about = The words were changed after it was recorded, so callers hear the synthetic voice. Record it anew, or keep the recording if it is right for these words, too.
prompt-old-some = Some numbers of the line say other words now, and there callers hear the synthetic voice. Record it anew, or keep the recording if it is right for these words, too.
prompt-old-spoken = The sentence changes from call to call now, so callers hear the synthetic voice.
prompt-keep = Keep the recording: it is right
prompt-heard = What callers hear
prompt-compare = Compare and publish
prompt-heard-is = Callers hear now
prompt-published-what = What is published
prompt-published-is = Published
prompt-draft-is = Newest draft
prompt-voice = the synthetic voice
prompt-voice-about = No recording is published, so the synthetic voice says the words above.
prompt-play-heard = What callers hear now
prompt-play-draft = The newest draft
prompt-play = Version { $version }
prompt-publish = Publish version { $version }
prompt-revert = Take it back
prompt-revert-to = Callers then hear version { $version } again.
prompt-revert-voice = Callers then hear the synthetic voice.
prompt-record = Record it
prompt-versions = All versions
prompt-version = Version
prompt-came = Where it came from
prompt-hear = Hear it
prompt-do = Change
version = Version { $version }
version-published = heard now
version-earlier = heard before
version-draft = draft
version-by = { $who }, { $when },
version-seconds = { $seconds } seconds
came-file = from a file
came-microphone = by the server’s microphone
came-telephone = by telephone
came-browser = in the browser

prompt-published = Published. The next call hears version { $version }.
prompt-published-beside = Published. The next call hears version { $version }. { $who } recorded version { $other } meanwhile: it is kept as a draft.
prompt-published-other-words = Published, but version { $version } says other words than the line does now, so callers hear the synthetic voice. Keep it below if it is right.
prompt-reverted = Taken back. The next call hears version { $version } again.
prompt-reverted-voice = Taken back. The next call hears the synthetic voice.
prompt-kept = Kept. The next call hears the recording again.
prompt-not-done = Nothing was changed. { $why }
prompt-no-copy = It is done and callers hear it, but the store of recordings did not take its copy. Tell whoever runs the server.

meanwhile = Somebody was quicker
meanwhile-somebody = Somebody
meanwhile-published = { $who } changed this sentence while you looked at it: callers hear version { $version } now. Nothing was changed by you.
meanwhile-voice = { $who } took the recording back while you looked at it: callers hear the synthetic voice now. Nothing was changed by you.
meanwhile-kept = Version { $version }, which you wanted to publish, is kept. Hear both, and publish it if it is the better one.
meanwhile-mine = You wanted to publish
meanwhile-publish = Publish version { $version } all the same
meanwhile-leave = Leave it as it is

## Recording

recorder-microphone = With the microphone
recorder-ready = Press the button, say the words, and press it again. You have { $seconds } seconds at most.
recorder-record = Record
recorder-stop = Stop
recorder-again = Record again
recorder-left = Time left
recorder-level = Loudness
recorder-recording = Recording. Speak now.
recorder-soon = Recording. Less than ten seconds are left.
recorder-loud = That is too loud: speak from further away.
recorder-quiet = Hardly anything is heard: speak louder or closer, or is another microphone chosen?
recorder-taken = %seconds% seconds are recorded. Hear them, then send them or record again.
recorder-taken-loud = %seconds% seconds are recorded, but they are too loud and distorted. Record again from further away.
recorder-taken-quiet = %seconds% seconds are recorded, but hardly anything is heard. Record again, louder or closer.
recorder-play = What you recorded
recorder-send = Send it
recorder-overwrite = What you recorded is not sent and not saved. Record over it?
recorder-headphones = With a screen reader use headphones, so that its voice is not recorded.
recorder-sending = It is being sent.
recorder-unsent = It could not be sent. Your recording is still here: try again, or save it.
recorder-signed-out = You were signed out. Your recording is still here: save it, sign in, and send it as a file.
recorder-save = Save it as a file
recorder-forbidden = The browser may not use the microphone. Allow it in the browser’s settings for this page, or send a file.
recorder-missing = The browser finds no microphone that this page can use. Send a file instead.
recorder-file = From a file
recorder-choose = A recording on this device
recorder-choose-hint = Any recording of a telephone or a computer, at most { $seconds } seconds and 20 MB.
recorder-send-file = Send the file

take-nothing = Nothing was sent: choose a file first.
take-waiting = Your recording is made ready
take-waiting-about = It is made as loud as the others and ready for the telephone. This takes a few seconds; then you hear it here as callers will.
take-waiting-long = If this stays for longer than a minute, tell whoever runs the server. Nothing is lost: the recording is made ready as soon as that work runs again.
take-look = See whether it is ready
take-refused = This recording cannot be used
take-ready = Here it is as callers will hear it, { $seconds } seconds. Hear it, then publish it.
take-back = Back

unusable-short = There is less than half a second of sound in it. Start when it records, and say the whole sentence.
unusable-long = It is longer than { $limit } seconds. Say it in less, or cut it.
unusable-silent = There is only silence in it. Check that the microphone is on, and speak closer to it.
unusable-clipped = It is too loud and distorted. Speak from further away, or turn the microphone down.
unusable-noisy = The voice cannot be told from the noise. Record it again in a quieter place, closer to the microphone.
unusable-unreadable = This is not a recording that can be read. Send one as wav, mp3, m4a, ogg, flac or webm.
unusable-large = The file is larger than 20 MB. Send a shorter recording, or an mp3 of it.
unusable-cut = The file is damaged and less than three quarters of it can be read. Send it again, or record it again.
unusable-lost = The recording is not there any more. Record it again.

## Announcements

nav-announcements = Announcements
announcements = Announcements
announcements-about = An announcement is heard in front of the greeting, once in a call, from its beginning to its end. It may last { $seconds } seconds; any key skips it.
announcements-zone = All times are those of the line: { $zone }.
announcements-none = There are none yet.
announcements-heard = Heard now
announcements-coming = Coming
announcements-draft = Drafts
announcements-over = Over
announcements-withdrawn = Withdrawn
announcements-new = A new announcement
announcements-language = Language
announcements-language-hint = Callers of this language hear it. Make one for each language.
announcement-of = Announcement of { $when }, { $language }
announcement-heard = heard now
announcement-coming = coming
announcement-draft = draft
announcement-over = over
announcement-withdrawn = withdrawn
announcement-from-to = From { $begins } to { $ends }
announcement-when = When callers hear it
announcement-begins = From
announcement-ends = To
announcement-note = What it is about, for operators
announcement-note-hint = Callers do not hear it. It may stay empty.
announcement-publish = Publish
announcement-withdraw = Withdraw
announcement-discard = Discard the draft
announcement-when-missing = Say a day and a time for both. When clocks go forward, an hour is left out: none of it can be chosen.
announcement-meanwhile = { $who } changed this announcement while you looked at it. These are its times now; you changed nothing.
announcement-when-turned = The end is before the beginning: put it later.
announcement-when-long = An announcement is heard for { $days } days at most: put an earlier end, and publish it again then.
announcement-when-over = That is over already: put the end later than now.
announcement-published = Published. The next call hears it, until { $ends }.
announcement-will = Published. Callers hear it from { $begins } to { $ends }.
announcement-gone = Withdrawn. The next call does not hear it any more.
