import { useTranslations } from "use-intl";
import type { Posted } from "#features/auth/post-auth.ts";

/** What a refused request of a sign-in page says. */
export function useProblemText(): (failed: Extract<Posted, { ok: false }>) => string {
  const t = useTranslations("auth");
  return (failed) => {
    if (!("minutes" in failed)) return t("unreachable");
    return failed.code === "auth.throttled" ? t("throttled", { minutes: failed.minutes }) : failed.message;
  };
}
