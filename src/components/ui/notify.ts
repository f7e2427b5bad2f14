"use client";
import { toast } from "sonner";

type Undo = { label: string; run: () => void };

/** Says what happened, in a sentence with its subject: "Order 1042 is on hold." Texts come from the catalogue. */
export const notify = {
  done(text: string, options: { undo?: Undo; description?: string } = {}): void {
    const { undo, description } = options;
    toast.success(text, {
      ...(description ? { description } : {}),
      ...(undo ? { action: { label: undo.label, onClick: undo.run }, duration: 8000 } : {}),
    });
  },
  /** `description` says what to do; the request id makes it traceable. Stays twice as long. */
  failed(text: string, options: { description?: string; requestId?: string | undefined } = {}): void {
    const lines = [options.description, options.requestId].filter((line) => line !== undefined).join(" · ");
    toast.error(text, { duration: 10_000, ...(lines ? { description: lines } : {}) });
  },
  info(text: string, description?: string): void {
    toast.info(text, description ? { description } : {});
  },
  /** Long work: returns the functions that end it. */
  working(text: string): {
    update: (text: string) => void;
    done: (text: string) => void;
    failed: (text: string) => void;
  } {
    const id = toast.loading(text);
    return {
      update: (next) => void toast.loading(next, { id }),
      done: (next) => void toast.success(next, { id }),
      failed: (next) => void toast.error(next, { id }),
    };
  },
};
