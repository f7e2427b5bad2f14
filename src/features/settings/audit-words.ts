"use client";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { type auditSubjects, auditTransports } from "./audit-params.ts";

/** Names of transports and subjects; those that have none read as they are. */
export function useEntryWords() {
  const t = useTranslations("audit");
  return useMemo(() => {
    const transport = (name: string): string => {
      const known = auditTransports.find((each) => each === name);
      return known === undefined ? name : t(`transport.${known}`);
    };
    const about = (subject: (typeof auditSubjects)[number]): string => t(`about.${subject}`);
    return { transport, about };
  }, [t]);
}
