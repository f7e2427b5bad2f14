"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { FieldRow } from "#components/patterns/form-layout.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { useNames } from "../../use-names.ts";
import { openUnits, type OrderLine, shippableLines } from "../order-rules.ts";
import { useDialogCommand } from "../use-command.ts";
import { ActionDialog, type OrderDialogProps } from "./action-dialog.tsx";
import { LinePicker, pickedUnits, type Picks, picksToLines } from "./line-picker.tsx";
import { bestLocation, firstPicks, reservedAt, reservedElsewhere, waitingUnits } from "./ship-plan.ts";

const isLink = (text: string) => /^https?:\/\/\S+$/.test(text);

export function ShipDialog({ order, orderRef, onClose }: OrderDialogProps) {
  const t = useTranslations("orderDialog.ship");
  const { locations, locationName } = useNames();
  const command = useDialogCommand(orderRef, onClose);
  const codes = locations.filter((location) => location.active).map((location) => location.code);
  const [chosen, setChosen] = useState<string | undefined>();
  const [touched, setTouched] = useState<Picks | undefined>();
  const [parcel, setParcel] = useState({ carrier: "", trackingNumber: "", trackingUrl: "" });
  const [tried, setTried] = useState(false);
  const location = chosen ?? bestLocation(order, codes) ?? "";
  const picks = touched ?? firstPicks(order, location);
  const lines = shippableLines(order);
  const units = pickedUnits(picks);
  const [ready] = useState(units > 0);
  const given = Object.fromEntries(Object.entries(parcel).filter(([, text]) => text.trim() !== ""));
  const badLink = given.trackingUrl !== undefined && !isLink(given.trackingUrl.trim());
  const sent = picksToLines(picks);
  const short = new Map(
    command.failure?.faults.flatMap(({ pointer, requested, available }) => {
      const line = sent[Number(/^\/lines\/(\d+)/.exec(pointer ?? "")?.[1])];
      return line ? [[line.id, { requested: Number(requested), available: Number(available) }] as const] : [];
    }),
  );
  const submit = () => {
    setTried(true);
    if (units === 0 || badLink) return;
    void command.run({
      call: (client, options) =>
        client.shipments.create.mutate(
          { orderId: order.id, ifVersion: order.version, ...(location ? { location } : {}), lines: sent, ...given },
          options,
        ),
      done: () => t("done", { count: units }),
    });
  };
  const note = (line: OrderLine) => {
    const fault = short.get(line.id);
    if (fault) return <span className="text-red-ink">{t("short", fault)}</span>;
    const waiting = waitingUnits(order, line.id);
    return (
      <>
        <span>{t("lineReserved", { here: reservedAt(order, location, line.id), open: openUnits(line) })}</span>
        {[...reservedElsewhere(order, line.id, location)].map(([place, count]) => (
          <span key={place}>{t("elsewhere", { count, place: locationName(place) })}</span>
        ))}
        {waiting > 0 ? <span className="text-amber-ink">{t("waiting", { count: waiting })}</span> : null}
      </>
    );
  };
  const field = (name: keyof typeof parcel, error?: string) => (
    <Field label={t(name)} error={error} optional>
      <Input
        // A shipment as planned needs only its label scanned.
        {...(name === "trackingNumber" && ready ? { "data-first-field": true } : {})}
        maxLength={name === "trackingUrl" ? 2000 : 100}
        autoComplete="off"
        {...(name === "carrier" ? {} : { className: "font-mono", spellCheck: false })}
        value={parcel[name]}
        onChange={(event) => setParcel({ ...parcel, [name]: event.target.value })}
      />
    </Field>
  );
  return (
    <ActionDialog
      {...command}
      name="ship"
      order={order}
      size="md"
      title={t("title", { number: order.number })}
      body={t("body")}
      submit={t("submit", { count: units })}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={t("location")}>
        <Select
          value={location}
          onValueChange={(code) => {
            setChosen(code);
            setTouched(undefined);
          }}
          options={codes.map((code) => {
            const count = reservedAt(order, code);
            const reserved = count > 0 ? t("reserved", { count }) : t("noneReserved");
            return { value: code, label: `${locationName(code)} · ${reserved}` };
          })}
        />
      </Field>
      <LinePicker
        label={t("lines")}
        lines={lines}
        picks={picks}
        onPicksChange={setTouched}
        most={openUnits}
        note={note}
        faulty={new Set(tried && units === 0 ? lines.map(({ id }) => id) : short.keys())}
      />
      {tried && units === 0 ? (
        <p role="alert" className="text-xs text-red-ink">
          {t("nothing")}
        </p>
      ) : null}
      <FieldRow>
        {field("carrier")}
        {field("trackingNumber")}
      </FieldRow>
      {field("trackingUrl", tried && badLink ? t("urlInvalid") : undefined)}
    </ActionDialog>
  );
}
