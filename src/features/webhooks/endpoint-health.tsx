"use client";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { DateTime, RelativeTime } from "#components/format/time.tsx";
import { Alert } from "#components/patterns/alert.tsx";
import { detailOf } from "#features/deliveries/answer-words.ts";
import { NextTry } from "#features/deliveries/next-try.tsx";
import { type Endpoint, healthOf } from "#features/webhooks/endpoint-params.ts";
import { ResumeButton } from "#features/webhooks/resume-button.tsx";

/** An endpoint's problem and its consequence; nothing while healthy. */
export function EndpointHealth({ endpoint, mayWrite }: { endpoint: Endpoint; mayWrite: boolean }) {
  const t = useTranslations("webhooks");
  const state = healthOf(endpoint);
  const { failingSince, lastError, failures, pausedUntil } = endpoint.health;
  const again = mayWrite ? <ResumeButton endpoint={endpoint} small /> : null;
  if (state === "disabled") {
    return (
      <Alert
        tone="danger"
        title={t(`disabled.${endpoint.disabledReason ?? "failing"}`)}
        actions={again}
        className="mb-5"
      >
        {t("disabledBody", { count: endpoint.pending })}
      </Alert>
    );
  }
  if (state === "paused") {
    return (
      <Alert tone="warning" title={t("pausedTitle")} actions={again} className="mb-5">
        {t("pausedBody", { count: endpoint.pending })}
      </Alert>
    );
  }
  if (failingSince === null) return null;
  return (
    <Alert
      tone={state === "resting" ? "warning" : "danger"}
      title={t("failingTitle", { count: failures })}
      className="mb-5"
    >
      <p>
        {t.rich("failingSince", {
          at: () => <DateTime at={failingSince} />,
          ago: () => <RelativeTime at={failingSince} />,
        })}{" "}
        {pausedUntil ? t.rich("restsUntil", { when: () => <NextTry at={pausedUntil} className="text-ink" /> }) : null}
      </p>
      {lastError ? <p className="mt-1 break-words">{detailOf(lastError)}</p> : null}
      <Notices percent={endpoint.health.noticedPercent} />
    </Alert>
  );
}

const notices = [50, 70, 90, 100] as const;

/** The five days until it is disabled, with the notices already sent. */
function Notices({ percent }: { percent: number }) {
  const t = useTranslations("webhooks.notice");
  return (
    <div className="mt-3 grid gap-1.5">
      <p className="text-xs">{t("body")}</p>
      <ol aria-label={t("label")} className="flex flex-wrap gap-x-4 gap-y-1">
        {notices.map((mark) => {
          const given = percent >= mark;
          return (
            <li
              key={mark}
              className={cx("flex items-center gap-1.5 text-xs", given ? "font-medium text-ink" : "text-ink-2")}
            >
              <span
                className={cx("size-2 rounded-full border border-red", given ? "bg-red" : "bg-transparent")}
                aria-hidden="true"
              />
              {t(mark === 100 ? "end" : "mark", { percent: mark })}
              <span className="sr-only">{t(given ? "given" : "open")}</span>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
