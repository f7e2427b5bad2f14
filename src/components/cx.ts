import { type ClassValue, clsx } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

const merge = extendTailwindMerge({
  extend: {
    classGroups: {
      "font-size": [{ text: ["2xs"] }],
      shadow: [{ shadow: ["pop", "low"] }],
    },
  },
});

/** Joins class names; of two that set the same property the later one wins. */
export function cx(...values: ClassValue[]): string {
  return merge(clsx(values));
}
