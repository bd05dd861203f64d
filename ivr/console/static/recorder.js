// Records with the browser's microphone, beside the form for files, which works without any of this.
// Its sentences are data attributes of the place, in the operator's language.

import { Recording, microphone } from "./recording.js";

const AT_ONCE = 700; // milliseconds: whoever clicks twice so quickly meant it once

class Recorder {
  constructor(place) {
    this.place = place;
    this.form = place.querySelector("form");
    this.limit = Number(place.dataset.limit);
    this.parts = Object.fromEntries(
      [...place.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]),
    );
    this.recording = null; // while it runs
    this.blob = null; // what was recorded, and
    this.kept = true; // whether it is anywhere else
    this.parts.record.addEventListener("click", (event) => this.pressed(event));
    this.parts.send.addEventListener("click", () => this.send());
    this.parts.save.addEventListener("click", () => (this.kept = true));
    window.addEventListener("pagehide", () => this.recording?.release());
    window.addEventListener("beforeunload", (event) => this.leaving(event));
    this.parts.microphone.hidden = false;
    this.count(this.limit);
  }

  say(name, values = {}) {
    this.tell(this.place.dataset[name].replace(/%(\w+)%/g, (_, value) => values[value]));
  }

  tell(sentence) {
    if (this.parts.state.textContent !== sentence) this.parts.state.textContent = sentence;
  }

  // What is said aloud while somebody records is recorded: then it is only to be read.
  become(state) {
    this.changed = performance.now();
    this.place.dataset.state = state;
    this.parts.state.setAttribute("aria-live", state === "recording" ? "off" : "polite");
    this.parts.record.textContent = this.place.dataset[state === "recording" ? "stop" : "again"];
  }

  pressed(event) {
    if (event.detail > 1 || performance.now() - this.changed < AT_ONCE) return;
    if (this.recording) this.recording.stop();
    else this.start();
  }

  leaving(event) {
    if (!this.recording && this.kept) return;
    event.preventDefault();
    event.returnValue = true; // browsers before 2024 look at this
  }

  async start() {
    if (this.opening || this.sending) return;
    if (!this.kept && !window.confirm(this.place.dataset.overwrite)) return;
    this.opening = true;
    let stream;
    try {
      stream = await microphone();
      this.recording = new Recording(stream, this.limit, (recording) => this.taken(recording));
    } catch (error) {
      stream?.getTracks().forEach((track) => track.stop());
      this.say(error.name === "NotAllowedError" ? "forbidden" : "missing");
      return;
    } finally {
      this.opening = false;
    }
    this.forget();
    this.become("recording");
    this.look(this.recording, []);
  }

  forget() {
    this.blob = null;
    this.kept = true;
    this.parts.taken.hidden = true;
    if (this.address) URL.revokeObjectURL(this.address);
    this.address = "";
  }

  look(recording, heights) {
    if (!recording.running) return;
    const { peak, level, advice } = recording.now();
    heights.push(peak);
    this.parts.level.value = Math.max(0, 60 + level);
    drawn(this.parts.wave, heights.slice(-300), 300);
    this.count(recording.left);
    this.say(advice || "recording");
    requestAnimationFrame(() => this.look(recording, heights));
  }

  count(left) {
    const seconds = Math.max(0, Math.ceil(left));
    const padded = String(seconds % 60).padStart(2, "0");
    this.parts.left.textContent = `${Math.floor(seconds / 60)}:${padded}`;
  }

  async taken(recording) {
    this.recording = null;
    this.blob = recording.blob;
    this.kept = false;
    this.address = URL.createObjectURL(this.blob);
    this.become("taken");
    this.parts.level.value = 0;
    this.parts.play.src = this.address;
    this.parts.save.href = this.address;
    this.parts.save.download = recording.name;
    this.parts.taken.hidden = false;
    const { heights, advice } = await recording.whole();
    if (this.blob !== recording.blob || this.sending) return;
    if (heights.length) drawn(this.parts.wave, heights, heights.length);
    this.say(advice || "taken", { seconds: recording.seconds.toFixed(1) });
  }

  // As the form does. When it fails the recording is still here.
  async send() {
    if (this.sending) return;
    const fields = new FormData(this.form);
    fields.set("file", this.blob, "recording");
    fields.set("came", "browser");
    this.busy(true);
    this.say("sending");
    try {
      const headers = { "x-csrf": fields.get("csrf") }; // refused at once, not behind the recording
      const answer = await fetch(this.form.action, { method: "POST", headers, body: fields });
      if (answer.status === 201) {
        const { to } = await answer.json();
        this.kept = true;
        location.assign(to);
        return;
      }
      if (answer.status === 422) this.tell((await answer.json()).sentence);
      else this.say({ 401: "signedOut", 403: "signedOut", 413: "large" }[answer.status] ?? "unsent");
    } catch {
      this.say("unsent");
    }
    this.busy(false);
  }

  // Not `disabled`, with which a button loses the focus.
  busy(sending) {
    this.sending = sending;
    this.parts.send.setAttribute("aria-disabled", String(sending));
  }
}

function drawn(canvas, heights, places) {
  const paint = canvas.getContext("2d");
  const [width, middle] = [canvas.width / places, canvas.height / 2];
  paint.clearRect(0, 0, canvas.width, canvas.height);
  paint.fillStyle = getComputedStyle(canvas).color;
  heights.forEach((height, place) => {
    const half = Math.max(1, height * middle);
    paint.fillRect(place * width, middle - half, Math.max(1, width * 0.7), 2 * half);
  });
}

for (const place of document.querySelectorAll("[data-recorder]")) new Recorder(place);
