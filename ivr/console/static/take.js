// Waits until what was sent is ready, without loading the page again and again.
"use strict";

const place = document.querySelector("[data-take]");

async function look() {
  try {
    const answer = await fetch(place.dataset.take, { headers: { accept: "application/json" } });
    const { state } = await answer.json();
    if (state !== "waiting") return location.replace(place.dataset.then);
  } catch {
    // the line is away for a moment, or the session is over: the next look tells
  }
  return setTimeout(look, 700);
}

look();
