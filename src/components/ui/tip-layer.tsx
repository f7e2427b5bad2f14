"use client";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { Kbd } from "#components/ui/kbd.tsx";

type Shown = { label: string; keys: string | undefined; side: string; target: HTMLElement };

const delayMs = 450;
const gapPx = 6;

/**
 * Shows the tooltip of the element under the pointer or keyboard focus, or the full text of a truncated element;
 * Escape, a click or scrolling hides it.
 */
export function TipLayer() {
  const [shown, setShown] = useState<Shown | null>(null);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => listen(setShown), []);
  useLayoutEffect(() => {
    if (shown && box.current) place(box.current, shown);
  }, [shown]);
  if (!shown) return null;
  return (
    <div
      ref={box}
      data-tip-layer=""
      aria-hidden="true"
      className="fixed top-0 left-0 z-[60] flex max-w-[min(36rem,calc(100vw-1rem))] animate-fade items-center gap-2 break-words rounded-md bg-ink px-2 py-1 text-xs text-surface shadow-low"
    >
      <span className="min-w-0 [overflow-wrap:anywhere]">{shown.label}</span>
      {shown.keys ? <Kbd keys={shown.keys} tone="inherit" className="opacity-85" /> : null}
    </div>
  );
}

function listen(show: (shown: Shown | null) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let current: HTMLElement | null = null;
  const hide = () => {
    clearTimeout(timer);
    current = null;
    show(null);
  };
  const offer = (event: Event, afterMs: number) => {
    if (!(event.target instanceof Element) || event.target.closest("[data-tip-layer]")) return;
    const target = event.target.closest<HTMLElement>("[data-tip]") ?? cutText(event.target);
    if (target === current) return;
    hide();
    const { tip = target?.textContent, tipKeys, tipSide } = target?.dataset ?? {};
    if (!target || !tip || target.dataset.state === "open") return;
    current = target;
    timer = setTimeout(() => show({ label: tip, keys: tipKeys, side: tipSide ?? "bottom", target }), afterMs);
  };
  const events: Record<string, (event: Event) => void> = {
    pointerover: (event) => event instanceof PointerEvent && event.pointerType === "mouse" && offer(event, delayMs),
    focusin: (event) => event.target instanceof Element && event.target.matches(":focus-visible") && offer(event, 0),
    focusout: hide,
    pointerdown: hide,
    scroll: hide,
    keydown: (event) => event instanceof KeyboardEvent && event.key === "Escape" && hide(),
  };
  for (const [name, listener] of Object.entries(events)) document.addEventListener(name, listener, true);
  return () => {
    clearTimeout(timer);
    for (const [name, listener] of Object.entries(events)) document.removeEventListener(name, listener, true);
  };
}

/** Truncated elements. The browser shows those with a `title`. */
function cutText(over: Element): HTMLElement | null {
  for (
    let at: Element | null = over;
    at !== null && at.closest("main, [role=dialog]") !== null;
    at = at.parentElement
  ) {
    if (at.hasAttribute("title")) return null;
    if (
      at instanceof HTMLElement &&
      at.scrollWidth > at.clientWidth &&
      getComputedStyle(at).textOverflow === "ellipsis"
    )
      return at;
  }
  return null;
}

function place(box: HTMLElement, { target, side }: Shown): void {
  const at = target.getBoundingClientRect();
  const { width, height } = box.getBoundingClientRect();
  const below = at.bottom + gapPx + height < window.innerHeight && side !== "top";
  const spot =
    side === "right"
      ? { x: at.right + gapPx, y: at.top + (at.height - height) / 2 }
      : { x: at.left + (at.width - width) / 2, y: below ? at.bottom + gapPx : at.top - gapPx - height };
  const x = Math.min(window.innerWidth - width - 8, Math.max(8, spot.x));
  box.style.translate = `${String(Math.round(x))}px ${String(Math.round(spot.y))}px`;
}
