"use client";
import { Send } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import { Attempts } from "#features/deliveries/attempts.tsx";
import { DeliveryStateLabel } from "#features/deliveries/delivery-marks.tsx";
import { trpc } from "#features/trpc/client.ts";
import { useReportFailure } from "#features/trpc/failure.ts";

/** Attempts emit no events: the response is polled. */
const askAgainMs = 700;

/** Sends a test event and shows the endpoint's response. */
export function TestEvent({ endpointId, stopped }: { endpointId: string; stopped: boolean }) {
  const t = useTranslations("webhooks.test");
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  /** The previous test; undefined before the first. */
  const [before, setBefore] = useState<string | null | undefined>(undefined);
  const tests = { endpointId, type: "webhook.test", limit: 1 };
  const newest = trpc.webhooks.listDeliveries.useQuery(tests, {
    enabled: before !== undefined,
    refetchInterval: ({ state }) => ((state.data?.data[0]?.id ?? null) === before ? askAgainMs : false),
  }).data?.data[0];
  const id = before !== undefined && newest !== undefined && newest.id !== before ? newest.id : null;
  const delivery = trpc.webhooks.getDelivery.useQuery(
    { id: id ?? "" },
    {
      enabled: id !== null,
      refetchInterval: ({ state }) => (state.data && state.data.tries.length > 0 ? false : askAgainMs),
    },
  ).data;
  const send = trpc.webhooks.sendTest.useMutation({
    onError: (error) => {
      setBefore(undefined);
      reportFailure(t("notSent"), error);
    },
  });
  const run = async () => {
    const known = await utils.client.webhooks.listDeliveries.query(tests).catch(() => null);
    utils.webhooks.listDeliveries.setData(tests, known ?? undefined);
    setBefore(known?.data[0]?.id ?? null);
    send.mutate({ id: endpointId });
  };
  const waiting = before !== undefined && (delivery === undefined || delivery.tries.length === 0);
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <Button icon={<Send />} busy={waiting} disabled={stopped} onClick={() => void run()}>
          {t(before === undefined ? "send" : "again")}
        </Button>
        <span role="status" className="flex items-center gap-2 text-sm text-ink-2">
          {waiting ? (
            <>
              <Spinner className="size-3.5" />
              {t("waiting")}
            </>
          ) : delivery ? (
            <>
              <DeliveryStateLabel delivery={delivery} />
              <Link href={`/deliveries/${delivery.id}`} className="underline underline-offset-2 hover:text-ink">
                {t("open")}
              </Link>
            </>
          ) : (
            t(stopped ? "stopped" : "hint")
          )}
        </span>
      </div>
      {delivery && delivery.tries.length > 0 ? <Attempts tries={delivery.tries} /> : null}
    </div>
  );
}
