const NOTES = {
  good: [{ hertz: 1320, from: 0, lasts: 0.09 }],
  bad: [
    { hertz: 196, from: 0, lasts: 0.16 },
    { hertz: 165, from: 0.2, lasts: 0.26 },
  ],
  info: [{ hertz: 660, from: 0, lasts: 0.06 }],
} as const;

let context: AudioContext | undefined;

/** A short beep; high for right, two low ones for wrong. Browsers allow sound after the first key press. */
export function beep(tone: keyof typeof NOTES): void {
  if (typeof AudioContext === "undefined") return;
  context ??= new AudioContext();
  void context.resume().catch(() => undefined);
  for (const { hertz, from, lasts } of NOTES[tone]) {
    const [oscillator, volume] = [context.createOscillator(), context.createGain()];
    const begin = context.currentTime + from;
    oscillator.type = tone === "bad" ? "square" : "sine";
    oscillator.frequency.value = hertz;
    volume.gain.setValueAtTime(0.2, begin);
    volume.gain.exponentialRampToValueAtTime(0.001, begin + lasts);
    oscillator.connect(volume).connect(context.destination);
    oscillator.start(begin);
    oscillator.stop(begin + lasts);
  }
}
