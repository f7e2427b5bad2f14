"use client";
import { useEffect, useEffectEvent } from "react";
import { isOverlayOpen, isTyping } from "#components/hooks/key-guard.ts";

/** A scanner types faster than a person, and ends with Enter. */
const fastestHandMs = 45;
const shortestCode = 5;

/** Captures a barcode scanner's input wherever the focus is, except in a field. */
export function useScanner(onScan: (code: string) => void): void {
  const scan = useEffectEvent(onScan);
  useEffect(() => {
    let typed = "";
    let lastAt = 0;
    const onKeyDown = (event: KeyboardEvent) => {
      if (isTyping(event.target) || isOverlayOpen() || event.ctrlKey || event.metaKey || event.altKey) return;
      const quick = event.timeStamp - lastAt < fastestHandMs;
      lastAt = event.timeStamp;
      if (event.key === "Enter" && quick && typed.length >= shortestCode) {
        event.preventDefault();
        event.stopPropagation();
        scan(typed);
        typed = "";
      } else if (event.key.length === 1) {
        typed = quick ? typed + event.key : event.key;
        if (quick) event.stopPropagation();
      }
    };
    window.addEventListener("keydown", onKeyDown, true);
    return () => window.removeEventListener("keydown", onKeyDown, true);
  }, []);
}
