// Records with the browser's microphone, beside the form for files, which works without any of this.
// Its sentences are data attributes of the place, in the operator's language.
"use strict";

const QUIET = -42; // dBFS: a voice that stays below it will be refused, or nearly
const FLAT = 0.985; // of full scale: samples up there are cut off
const HEARD_FIRST = 2500; // milliseconds until a voice is missed

class Recorder {
  constructor(place) {
    this.place = place;
    this.form = place.querySelector("form");
    this.limit = Number(place.dataset.limit);
    this.parts = Object.fromEntries(
      [...place.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]),
    );
    this.parts.record.addEventListener("click", () => (this.recording ? this.stop() : this.start()));
    this.parts.send.addEventListener("click", () => this.send());
    window.addEventListener("pagehide", () => this.release());
    this.parts.microphone.hidden = false;
    this.count(0);
  }

  get recording() {
    return this.machine?.state === "recording";
  }

  say(name, values = {}) {
    const sentence = this.place.dataset[name].replace(/%(\w+)%/g, (_, value) => values[value]);
    if (this.parts.state.textContent !== sentence) this.parts.state.textContent = sentence;
  }

  async start() {
    if (this.opening) return;
    this.opening = true;
    try {
      this.stream = await microphone();
    } catch (error) {
      this.say(error.name === "NotAllowedError" ? "forbidden" : "missing");
      return;
    } finally {
      this.opening = false;
    }
    this.forget();
    this.machine = new MediaRecorder(this.stream, kind());
    this.machine.addEventListener("dataavailable", (event) => this.pieces.push(event.data));
    this.machine.addEventListener("stop", () => this.taken());
    this.stream.getAudioTracks()[0].addEventListener("ended", () => this.stop());
    this.listen();
    this.machine.start(1000);
    this.began = performance.now();
    this.place.dataset.state = "recording";
    this.parts.record.textContent = this.place.dataset.stop;
    this.say("recording");
    this.look();
  }

  forget() {
    this.pieces = [];
    this.heights = [];
    this.loudest = -Infinity;
    this.flat = 0;
    this.blob = null;
    this.parts.taken.hidden = true;
    this.parts.save.hidden = true;
    if (this.address) URL.revokeObjectURL(this.address);
    this.address = "";
  }

  listen() {
    this.context = new AudioContext();
    this.analyser = this.context.createAnalyser();
    this.samples = new Float32Array(this.analyser.fftSize);
    this.context.createMediaStreamSource(this.stream).connect(this.analyser);
  }

  look() {
    if (!this.recording) return;
    const passed = performance.now() - this.began;
    this.analyser.getFloatTimeDomainData(this.samples);
    const { peak, level } = measured(this.samples);
    this.loudest = Math.max(this.loudest, level);
    this.flat += peak >= FLAT ? 1 : 0;
    this.heights.push(peak);
    this.parts.level.value = Math.max(0, 60 + level);
    drawn(this.parts.wave, this.heights.slice(-300), 300);
    this.count(passed / 1000);
    if (passed / 1000 >= this.limit) this.stop();
    else if (this.limit - passed / 1000 <= 10) this.say("soon");
    else if (this.flat > 3) this.say("loud");
    else if (passed > HEARD_FIRST && this.loudest < QUIET) this.say("quiet");
    else this.say("recording");
    requestAnimationFrame(() => this.look());
  }

  count(seconds) {
    const left = Math.max(0, Math.ceil(this.limit - seconds));
    const padded = String(left % 60).padStart(2, "0");
    this.parts.left.textContent = `${Math.floor(left / 60)}:${padded}`;
  }

  stop() {
    if (this.recording) this.machine.stop();
  }

  release() {
    this.stream?.getTracks().forEach((track) => track.stop());
    if (this.context?.state !== "closed") this.context?.close();
  }

  async taken() {
    this.blob = new Blob(this.pieces, { type: this.machine.mimeType });
    const seconds = (performance.now() - this.began) / 1000;
    this.place.dataset.state = "taken";
    this.parts.record.textContent = this.place.dataset.again;
    this.parts.level.value = 0;
    this.address = URL.createObjectURL(this.blob);
    this.parts.play.src = this.address;
    this.parts.taken.hidden = false;
    const warning = await this.whole();
    this.release();
    this.say(warning || "taken", { seconds: seconds.toFixed(1) });
  }

  // Of all that was recorded: a page in the background draws and measures nothing meanwhile.
  async whole() {
    let samples;
    try {
      const sound = await this.context.decodeAudioData(await this.blob.arrayBuffer());
      samples = sound.getChannelData(0);
    } catch {
      return ""; // the line decodes more than some browsers do, and says what is wrong
    }
    const step = Math.max(1, Math.floor(samples.length / 300));
    const heights = [];
    let [loudest, flat] = [-Infinity, 0];
    for (let at = 0; at < samples.length; at += step) {
      const { peak, level } = measured(samples.subarray(at, at + step));
      heights.push(peak);
      loudest = Math.max(loudest, level);
      flat += peak >= FLAT ? 1 : 0;
    }
    drawn(this.parts.wave, heights, heights.length);
    if (loudest < QUIET) return "takenQuiet";
    return flat > heights.length / 20 ? "takenLoud" : "";
  }

  // As the form does. When it fails the recording is still here.
  async send() {
    const fields = new FormData(this.form);
    fields.set("file", this.blob, "recording");
    fields.set("came", "browser");
    this.parts.send.disabled = true;
    this.say("sending");
    try {
      const headers = { "x-csrf": fields.get("csrf") }; // refused at once, not behind the recording
      const answer = await fetch(this.form.action, { method: "POST", headers, body: fields });
      if (answer.ok && answer.redirected && answer.url.includes("/takes/")) {
        location.assign(answer.url);
        return;
      }
      this.say([401, 403].includes(answer.status) ? "signedOut" : "unsent");
    } catch {
      this.say("unsent");
    }
    this.parts.send.disabled = false;
    this.parts.save.href = this.address;
    this.parts.save.hidden = false;
  }
}

function microphone() {
  if (!navigator.mediaDevices || !window.MediaRecorder) return Promise.reject(new Error());
  const audio = { channelCount: 1, echoCancellation: false };
  return navigator.mediaDevices.getUserMedia({ audio });
}

function kind() {
  const known = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];
  const mimeType = known.find((each) => MediaRecorder.isTypeSupported(each));
  return mimeType ? { mimeType, audioBitsPerSecond: 64000 } : {};
}

function measured(samples) {
  let [peak, power] = [0, 0];
  for (const sample of samples) {
    peak = Math.max(peak, Math.abs(sample));
    power += sample * sample;
  }
  return { peak, level: 10 * Math.log10(power / samples.length + 1e-9) };
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
