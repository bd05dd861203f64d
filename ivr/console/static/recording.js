// One recording by the microphone: everything that belongs to it and to no other.

const QUIET = -42; // dBFS: a voice that stays below it will be refused, or nearly
const FLAT = 0.985; // of full scale: samples up there are cut off
const HEARD_FIRST = 2500; // milliseconds until a voice is missed
const EARLY = 300; // milliseconds: browsers add something while they stop, and the limit is one
const PIECE = 250; // milliseconds
const ENDINGS = { "audio/webm": ".webm", "audio/mp4": ".m4a", "audio/ogg": ".ogg" };

export class Recording {
  // Begins at once; calls `ended` when it is over, whoever stopped it. Limits are in seconds.
  constructor(stream, limit, ended) {
    this.stream = stream;
    this.longest = limit * 1000 - EARLY;
    this.pieces = [];
    this.loudest = -Infinity;
    this.flat = 0;
    this.listen();
    this.machine = new MediaRecorder(stream, kind());
    this.machine.addEventListener("dataavailable", (event) => this.came(event.data));
    this.machine.addEventListener("stop", () => this.over(ended));
    stream.getAudioTracks()[0].addEventListener("ended", () => this.stop());
    this.machine.start(PIECE);
    this.began = performance.now();
    setTimeout(() => this.stop(), this.longest);
  }

  get running() {
    return this.machine.state === "recording";
  }

  get passed() {
    return performance.now() - this.began;
  }

  get left() {
    return (this.longest - this.passed) / 1000;
  }

  // A page behind another one has no frames and slow timers; the sound goes on coming.
  came(piece) {
    this.pieces.push(piece);
    if (this.passed >= this.longest) this.stop();
  }

  stop() {
    if (this.running) this.machine.stop();
  }

  over(ended) {
    this.seconds = this.passed / 1000;
    this.stream.getTracks().forEach((track) => track.stop());
    this.blob = new Blob(this.pieces, { type: this.machine.mimeType });
    this.name = `recording${ENDINGS[this.machine.mimeType.split(";")[0]] ?? ""}`;
    ended(this);
  }

  release() {
    this.stream.getTracks().forEach((track) => track.stop());
    if (this.context.state !== "closed") this.context.close();
  }

  listen() {
    this.context = new AudioContext();
    this.analyser = this.context.createAnalyser();
    this.samples = new Float32Array(this.analyser.fftSize);
    this.context.createMediaStreamSource(this.stream).connect(this.analyser);
  }

  // How it sounds just now, and what the person should hear of it: "" is nothing.
  now() {
    this.analyser.getFloatTimeDomainData(this.samples);
    const { peak, level } = measured(this.samples);
    this.loudest = Math.max(this.loudest, level);
    this.flat = this.flat * 0.98 + (peak >= FLAT ? 1 : 0);
    let advice = "";
    if (this.left <= 10) advice = "soon";
    else if (this.flat > 3) advice = "loud";
    else if (this.passed > HEARD_FIRST && this.loudest < QUIET) advice = "quiet";
    return { peak, level, advice };
  }

  // All of it, in at most about 300 heights: in the background nothing was measured meanwhile.
  async whole() {
    const heights = [];
    let [loudest, flat] = [-Infinity, 0];
    try {
      const sound = await this.context.decodeAudioData(await this.blob.arrayBuffer());
      const samples = sound.getChannelData(0);
      const step = Math.max(1, Math.floor(samples.length / 300));
      for (let at = 0; at < samples.length; at += step) {
        const { peak, level } = measured(samples.subarray(at, at + step));
        heights.push(peak);
        loudest = Math.max(loudest, level);
        flat += peak >= FLAT ? 1 : 0;
      }
    } catch {
      return { heights, advice: "" }; // the line decodes more than some browsers, and says what is wrong
    } finally {
      this.release();
    }
    if (loudest < QUIET) return { heights, advice: "takenQuiet" };
    return { heights, advice: flat > heights.length / 20 ? "takenLoud" : "" };
  }
}

export function microphone() {
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
