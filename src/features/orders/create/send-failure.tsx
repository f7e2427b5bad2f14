"use client";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { Alert } from "#components/patterns/alert.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import type { Failure } from "#features/trpc/failure.ts";
import type { Sending } from "./use-place.ts";

/** Why sending failed. Errors of a line are shown at the line. */
export function SendFailure({ of, failure }: { of: Sending; failure: Failure }) {
  const t = useTranslations();
  const { kind, message, requestId } = failure;
  const says = kind === "invalid" || kind === "conflict" ? message : "";
  const body = kind === undefined ? t("errors.networkBody") : says || t(`errors.kind.${kind}`);
  return (
    <Alert
      tone="danger"
      live
      className="mb-4"
      title={t(of === "place" ? "orderForm.notPlaced" : "orderForm.notDrafted")}
      actions={
        kind === "key_reused" ? (
          <Link href="/orders" className={buttonClass("secondary", "sm")}>
            {t("orderForm.toList")}
          </Link>
        ) : null
      }
    >
      <p>{kind === "key_reused" ? t("orderForm.reusedKey") : body}</p>
      {requestId ? (
        <p className="mt-1 flex items-center gap-1 font-mono text-xs">
          {t("ui.requestId", { id: requestId })}
          <CopyButton value={requestId} />
        </p>
      ) : null}
    </Alert>
  );
}
