"use client";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Alert } from "#components/patterns/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { NativeSelect } from "#components/ui/native-select.tsx";
import { trpc } from "#features/trpc/client.ts";
import { failureOf, useAdvice } from "#features/trpc/failure.ts";
import { newKey } from "#features/trpc/key.ts";
import { useLocations } from "#features/trpc/use-places.ts";
import { begun, type Bench, emptyBench } from "./bench.ts";
import { useBenchStore } from "./kept.ts";

/** Where is packed, and at which table. */
export function StationForm({ bench }: { bench: Bench | null }) {
  const t = useTranslations("packing.open");
  const locations = useLocations()?.filter(({ active }) => active) ?? [];
  const advice = useAdvice();
  const store = useBenchStore();
  const [isBusy, setBusy] = useState(false);
  const open = trpc.packing.open.useMutation({
    onSuccess(session, { location, station }) {
      store.set({ bench: begun(emptyBench(location, station), session) });
    },
    onError: (error) => setBusy(failureOf(error).code === "packing.station_busy"),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const textOf = (name: string) => {
      const value = fields.get(name);
      return typeof value === "string" ? value.trim() : "";
    };
    const [location, station] = [textOf("location"), textOf("station")];
    if (station !== "") open.mutate({ location, station, clientId: newKey(), takeOver: isBusy });
  };
  return (
    <form onSubmit={submit} className="grid gap-4">
      <div>
        <h2 className="font-medium">{t("title")}</h2>
        <p className="mt-1 text-sm text-ink-2">{t("body")}</p>
      </div>
      <Field label={t("location")}>
        <NativeSelect name="location" defaultValue={bench?.location} key={locations.length}>
          {locations.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </NativeSelect>
      </Field>
      <Field label={t("station")} hint={t("stationHint")} required>
        <Input
          name="station"
          maxLength={60}
          autoComplete="off"
          defaultValue={bench?.station ?? ""}
          onChange={() => setBusy(false)}
        />
      </Field>
      {open.error ? (
        <Alert tone="danger" live title={t("failed")}>
          {advice(open.error)}
        </Alert>
      ) : null}
      <div>
        <Button type="submit" variant="primary" size="lg" busy={open.isPending}>
          {isBusy ? t("takeOver") : t("submit")}
        </Button>
      </div>
    </form>
  );
}
