"use client";
import { useEffect, useEffectEvent, useRef } from "react";
import { useTranslations } from "use-intl";
import { isOverlayOpen } from "#components/hooks/key-guard.ts";
import { useShortcut } from "#features/shell/shortcuts.tsx";
import { newKey } from "#features/trpc/key.ts";
import { type Bench, entered, finished, skipped, undone } from "./bench.ts";
import { type BenchStore, changeBench, useBenchStore, useSettings } from "./kept.ts";

const print = () => window.print();

function actionsOf(store: BenchStore) {
  const act = (how: (bench: Bench, id: string) => Bench) => changeBench(store, (bench) => how(bench, newKey()));
  const enter = (text: string) => act((bench, id) => entered(bench, text, id));
  return {
    enter,
    undo: () => act(undone),
    skip: () => act(skipped),
    next: () => enter(""),
    part: () => act((bench, id) => finished(bench, id, true)),
  };
}

/** What a packer does, by scanner, key or button. Keys of functions work while the field listens. */
export function useBenchActions({ shipment }: Bench) {
  const t = useTranslations("packing.keys");
  const [{ prints }] = useSettings();
  const actions = actionsOf(useBenchStore());
  const { undo, skip, next } = actions;
  useShortcut({ keys: "f8", label: t("undo"), group: "page", run: undo });
  useShortcut({ keys: "f9", label: t("finish"), group: "page", run: next });
  useShortcut({ keys: "f7", label: t("skip"), group: "page", run: skip });
  useShortcut({ keys: "f4", label: t("print"), group: "page", run: print });
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const keys: Readonly<Record<string, () => void>> = { F4: print, F7: skip, F8: undo, F9: next };
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
  return { ...actions, print, finish: next, labelReady };
}
