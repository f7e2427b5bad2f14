import { type ReactNode, useMemo } from "react";
import { type RichTranslationValues, useTranslations } from "use-intl";
import { type Tone, toneDot } from "#components/ui/badge.tsx";

type EventWords = {
  tone: (type: string) => Tone;
  activity: (type: string, values: RichTranslationValues) => ReactNode;
  timeline: (type: string, values: RichTranslationValues) => ReactNode;
};

/** An event's text and icon, from one table; unknown types of a newer version get a generic text. */
export function useEventWords(): EventWords {
  const t = useTranslations("events");
  const newer = useTranslations("newerEvent");
  return useMemo(() => {
    const sentence = (kind: "activity" | "timeline") => (type: string, values: RichTranslationValues) => {
      const key = keyOf(type, kind);
      return t.has(key) ? t.rich(key, values) : newer.rich(kind, values);
    };
    const tone = (type: string): Tone => {
      const key = toneOf(type);
      const known = t.has(key) ? t(key) : undefined;
      return isTone(known) ? known : "neutral";
    };
    return { tone, activity: sentence("activity"), timeline: sentence("timeline") };
  }, [t, newer]);
}

const isTone = (value: unknown): value is Tone => typeof value === "string" && Object.hasOwn(toneDot, value);

/** `order.placed` is a path in the table as well as the name of a type. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `has` checks it
const keyOf = (type: string, part: string) => `${type}.${part}` as "order.placed.activity";
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as above
const toneOf = (type: string) => `${type}.tone` as "order.placed.tone";
