### What operators read. Plain words for volunteers; the same ids stand in es.ftl.

## Everywhere

console = The meeting line
skip = To the page itself
nav = Pages
language = Language
sign-out = Sign out
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
session-over = Your account or your password was changed, so you were signed out. Nothing was changed by this: sign in again.
not-operator-title = Only for operators
not-operator = These pages are for operators of the line. If you are to be one, ask an operator.
other-site-title = This came from elsewhere
other-site = The form was not sent from a page of this line, so nothing was changed. Open the console and do it there.
form-old-title = The form was too old
form-old = The form is not of this session, so nothing was changed. Open the page again and do it once more.
too-large-title = That is too large
too-large = No more than { $kilobytes } kilobytes can be sent here. Nothing was changed: send something shorter.
redis-away-title = The line's memory is away
redis-away = Redis cannot be reached just now, so the console cannot work. Calls are answered as before. Try again in a minute, and if it stays so, tell whoever runs the server.
not-found-title = There is no such page
not-found = Nothing is at this address. The page may have been moved, or what it showed was removed.
unreadable-title = That could not be read
unreadable = Your browser sent something that could not be read. Nothing was changed: open the page again.
failed-title = That went wrong
failed = The page failed, and the line's log says where. Calls are answered as before. If it happens again, tell whoever runs the server.
refused-title = That could not be done
