"use client";
import { useTranslations } from "use-intl";

type Answer = { status: number | null; error: string | null };

/** The code before the colon: why there was no response. */
export const reasonOf = (error: string | null): string | undefined => error?.match(/^([\w.]+): /)?.[1];

/** The message after the code. */
export const detailOf = (error: string): string => error.replace(/^[\w.]+: /, "");

/** "500 Server error", "No answer in time"; undefined before the first attempt. */
export function useAnswerWords(): (answer: Answer) => string | undefined {
  const t = useTranslations("deliveries.answer");
  const known = (key: string): string | undefined => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `has` checks it
    const name = key as Parameters<typeof t>[0];
    return t.has(name) ? t(name) : undefined;
  };
  return ({ status, error }) => {
    if (status !== null) {
      const words = known(`status.${String(status)}`) ?? known(`class.${String(Math.floor(status / 100))}`);
      return words === undefined ? String(status) : `${String(status)} ${words}`;
    }
    if (error === null) return undefined;
    const reason = reasonOf(error) ?? "";
    if (reason.startsWith("mapping") || reason.startsWith("webhook")) return t("reason.transform");
    return known(`reason.${reason}`) ?? detailOf(error);
  };
}
