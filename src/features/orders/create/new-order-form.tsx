"use client";
import dynamic from "next/dynamic";
import Link from "next/link";
import { type RefObject, useRef } from "react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { Money } from "#components/format/money.tsx";
import { useGo } from "#components/hooks/use-go.ts";
import { Alert } from "#components/patterns/alert.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Section } from "#components/patterns/section.tsx";
import { Button } from "#components/ui/button.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { ReadingPage } from "#features/list/list-page.tsx";
import { useNames } from "../use-names.ts";
import { ArticleEntry } from "./article-entry.tsx";
import { CustomerPicker } from "./customer-picker.tsx";
import { DeliverySection } from "./delivery-section.tsx";
import { FormLines } from "./form-lines.tsx";
import { totalsIn } from "./form-state.ts";
import { OrderSummary } from "./order-summary.tsx";
import { SendFailure } from "./send-failure.tsx";
import { type NewOrderOptions, useNewOrder } from "./use-new-order.ts";

const LeaveDialog = dynamic(() => import("./leave-dialog.tsx").then((module) => module.LeaveDialog), { ssr: false });

type NewOrderFormProps = NewOrderOptions & { country: string };

export function NewOrderForm({ country, ...options }: NewOrderFormProps) {
  const t = useTranslations("orderForm");
  const page = useRef<HTMLDivElement>(null);
  const entry = useRef<HTMLDivElement>(null);
  const order = useNewOrder(options, { page, entry });
  const { state, place, send, shown, faults, channel } = order;
  const { form } = state;
  const currency = channel ? { currency: channel.currency } : {};
  return (
    <ReadingPage>
      <Header {...options} order={order} />
      <div ref={page} className="px-4 md:px-6">
        {place.failure ? <SendFailure {...place.failure} /> : null}
        {faults > 0 ? (
          <Alert tone="danger" live className="mb-4">
            {t("fixFirst", { count: faults })}
          </Alert>
        ) : null}
        <div className="grid gap-x-10 lg:grid-cols-[minmax(0,1fr)_19rem]">
          <div className="min-w-0">
            <CustomerPicker state={state} country={country} badEmail={shown.badEmail} onPicked={order.focusEntry} />
            <Articles order={order} entry={entry} />
            <DeliverySection state={state} country={country} missing={shown.address} />
            <Section title={t("details.notes")}>
              <Textarea
                rows={2}
                className="resize-none"
                aria-label={t("details.notes")}
                placeholder={t("details.notesHint")}
                maxLength={5000}
                value={form.notes}
                onChange={(event) => state.set({ notes: event.target.value })}
              />
            </Section>
          </div>
          <aside className="max-lg:border-t lg:sticky lg:top-16 lg:self-start">
            <OrderSummary state={state} channels={options.channels} channel={channel} />
            <Button
              variant="primary"
              size="lg"
              className="w-full"
              keys="mod+enter"
              busy={place.sending === "place"}
              onClick={() => void send("place")}
            >
              <span>
                {t.rich("placeAmount", {
                  amount: () => <Money amount={totalsIn(form, channel).total} {...currency} />,
                })}
              </span>
            </Button>
          </aside>
        </div>
      </div>
      <LeaveGuard order={order} />
    </ReadingPage>
  );
}

type PartProps = { order: ReturnType<typeof useNewOrder> };

function Header({ draft, order }: PartProps & Pick<NewOrderOptions, "draft">) {
  const t = useTranslations();
  const { state, place, send } = order;
  return (
    <PageHeader
      back={
        <Link href="/orders" className="inline-flex h-6 items-center rounded-sm hover:text-ink">
          {t("orders.title")}
        </Link>
      }
      title={draft ? t("orderForm.draftTitle", { number: draft.number }) : t("orderForm.title")}
      meta={t("orderForm.meta")}
      actions={
        <>
          {state.isDirty ? (
            <Button variant="ghost" onClick={state.reset}>
              {t("orderForm.clear")}
            </Button>
          ) : null}
          <Button keys="mod+s" busy={place.sending === "draft"} onClick={() => void send("draft")}>
            {t("orderForm.saveDraft")}
          </Button>
        </>
      }
    />
  );
}

function Articles({ order, entry }: PartProps & { entry: RefObject<HTMLDivElement | null> }) {
  const t = useTranslations("orderForm.articles");
  const names = useNames();
  const { state, channel, shown, focusEntry, needsLines } = order;
  const { lines } = state.form;
  return (
    <Section title={t("title")} aside={lines.length || null}>
      <FormLines
        state={state}
        currency={channel?.currency ?? "GBP"}
        names={names}
        problems={shown.lines}
        onNext={focusEntry}
      />
      <div className={cx(lines.length > 0 && "mt-2")}>
        <ArticleEntry ref={entry} channel={state.form.channel} names={names} onAdd={state.add} />
      </div>
      {lines.length === 0 ? (
        <p
          className={cx("mt-2 text-xs", needsLines ? "text-red-ink" : "text-ink-3")}
          {...(needsLines ? { role: "alert" } : {})}
        >
          {t(needsLines ? "needed" : "empty")}
        </p>
      ) : null}
    </Section>
  );
}

function LeaveGuard({ order }: PartProps) {
  const go = useGo();
  const { guard, place, send, ready } = order;
  const { wanted } = guard;
  if (wanted === null) return null;
  return (
    <LeaveDialog
      busy={place.sending === "draft"}
      canSave={ready}
      onStay={guard.stay}
      onLeave={() => go(wanted)}
      onSave={() => void send("draft", wanted).then(guard.stay)}
    />
  );
}
