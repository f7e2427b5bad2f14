"use client";
import type { ExternalToast } from "sonner";

type Undo = { label: string; run: () => void };
type Kind = "success" | "error" | "info" | "loading";

/** Loads it before the first message, which may be that the network is offline. */
export const prepareToSay = (): void => void import("sonner").catch(() => undefined);

/** sonner is not in the initial bundle; the toaster has loaded it before the first message. */
async function say(kind: Kind, text: string, options: ExternalToast): Promise<void> {
  const { toast } = await import("sonner");
  toast[kind](text, options);
}

let lastId = 0;

/** Shows a full sentence: "Order 1042 is on hold." Texts come from the message catalogue. */
export const notify = {
  done(text: string, options: { undo?: Undo; description?: string } = {}): void {
    const { undo, description } = options;
    void say("success", text, {
      ...(description ? { description } : {}),
      ...(undo ? { action: { label: undo.label, onClick: undo.run }, duration: 8000 } : {}),
    });
  },
  /** `description` says what to do; the request id makes it traceable. Stays twice as long. */
  failed(text: string, options: { description?: string; requestId?: string | undefined } = {}): void {
    const lines = [options.description, options.requestId].filter((line) => line !== undefined).join(" · ");
    void say("error", text, { duration: 10_000, ...(lines ? { description: lines } : {}) });
  },
  info(text: string, description?: string): void {
    void say("info", text, description ? { description } : {});
  },
  /** Progress of long work: returns the functions that finish it. */
  working(text: string) {
    lastId += 1;
    const id = `work-${String(lastId)}`;
    void say("loading", text, { id });
    return {
      update: (next: string) => void say("loading", next, { id }),
      done: (next: string) => void say("success", next, { id }),
      failed: (next: string) => void say("error", next, { id, duration: 10_000 }),
    };
  },
};
