"use client";
import { useTranslations } from "use-intl";
import { Bars } from "./bars.tsx";

const commands = ["XD-NEXT", "XD-FINISH", "XD-UNDO", "XD-SKIP", "XD-PART"];

/** Hung up at the station, so that hands stay on the scanner. Printed while there is no label to print. */
export function CommandSheet({ prints }: { prints: boolean }) {
  const t = useTranslations("packing");
  return (
    <details className="text-sm" data-print={prints ? undefined : "hide"}>
      <summary className="cursor-pointer text-ink-2">{t("sheet")}</summary>
      <ul className="mt-3 grid grid-cols-1 gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {commands.map((command) => (
          <li key={command} className="grid gap-1 rounded-lg border bg-raised p-3 text-center">
            <Bars text={command} className="h-14 w-full" />
            {command}
          </li>
        ))}
      </ul>
    </details>
  );
}
