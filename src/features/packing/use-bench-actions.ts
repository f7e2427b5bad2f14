"use client";
import { useEffect, useEffectEvent, useRef } from "react";
import { useTranslations } from "use-intl";
import { isOverlayOpen } from "#components/hooks/key-guard.ts";
import { useShortcut } from "#features/shell/shortcuts.tsx";
import { newKey } from "#features/trpc/key.ts";
import { type Bench, entered, finished, skipped, undone } from "./bench.ts";
import { keptBench, useSettings } from "./kept.ts";

/** Always of the bench as it is now: scans come faster than renders. */
function act(how: (bench: Bench, id: string) => Bench): void {
  const { bench } = keptBench.get();
  if (bench !== null) keptBench.set({ bench: how(bench, newKey()) });
}

const enter = (text: string) => act((bench, id) => entered(bench, text, id));
const undo = () => act(undone);
const skip = () => act(skipped);
const next = () => enter("");
const part = () => act((bench, id) => finished(bench, id, true));
const print = () => window.print();

const keys: Readonly<Record<string, () => void>> = { F4: print, F7: skip, F8: undo, F9: next };

/** What a packer does, by scanner, key or button. Keys of functions work while the field listens. */
export function useBenchActions({ shipment }: Bench) {
  const t = useTranslations("packing.keys");
  const [{ prints }] = useSettings();
  useShortcut({ keys: "f8", label: t("undo"), group: "page", run: undo });
  useShortcut({ keys: "f9", label: t("finish"), group: "page", run: next });
  useShortcut({ keys: "f7", label: t("skip"), group: "page", run: skip });
  useShortcut({ keys: "f4", label: t("print"), group: "page", run: print });
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const run = keys[event.key];
    if (run === undefined || event.repeat || isOverlayOpen() || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    run();
  });
  useEffect(() => {
    window.addEventListener("keydown", onKey, true);
    return () => window.removeEventListener("keydown", onKey, true);
  }, []);
  const printed = useRef(shipment?.id);
  const labelReady = () => {
    if (shipment === null || printed.current === shipment.id) return;
    printed.current = shipment.id;
    if (prints) print();
  };
  return { enter, undo, skip, next, part, print, finish: next, labelReady };
}
