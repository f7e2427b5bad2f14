/** For a field that never appears, e.g. because its code failed to load. */
const PATIENCE_MS = 15_000;

type EarlyKeys = {
  /** Changes the text that the field will have. */
  take: (change: (text: string) => string) => void;
  /** Whether the field receives keys itself now. */
  isThere: (target: EventTarget | null) => boolean;
  onEscape: () => void;
};

/** Buffers keys typed before a field has appeared, so that none is lost or triggers a shortcut. */
export function keepEarlyKeys({ take, isThere, onEscape }: EarlyKeys): () => void {
  const stop = () => {
    clearTimeout(timer);
    document.removeEventListener("keydown", onKeyDown, true);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isThere(event.target)) return stop();
    const { key } = event;
    const withModifier = (event.ctrlKey || event.metaKey || event.altKey) && !event.getModifierState("AltGraph");
    if (withModifier || key === "Tab") return;
    event.preventDefault();
    event.stopPropagation();
    if (key === "Escape") {
      stop();
      onEscape();
    } else if (key === "Backspace") take((text) => text.slice(0, -1));
    else if (key.length === 1) take((text) => text + key);
  };
  const timer = setTimeout(stop, PATIENCE_MS);
  document.addEventListener("keydown", onKeyDown, true);
  return stop;
}
