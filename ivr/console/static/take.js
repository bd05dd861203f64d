// Waits until what was sent is ready, without loading the page again and again.
"use strict";

const place = document.querySelector("[data-take]");

// Ever more seldom: who waits for hours is not held in a session by it.
async function look(pause) {
  try {
    const answer = await fetch(place.dataset.take, { headers: { accept: "application/json" } });
    const away = answer.status >= 500;
    if (!away && (!answer.ok || answer.redirected || (await answer.json()).state !== "waiting")) {
      return location.replace(place.dataset.then);
    }
  } catch {
    // the line is away for a moment: the next look tells
  }
  return setTimeout(look, pause, pause * 1.25);
}

look(700);
