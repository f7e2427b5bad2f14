"use client";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { notify } from "#components/ui/notify.ts";
import { QuantityInput } from "#components/ui/number-input.tsx";
import { SwitchField } from "#components/ui/switch.tsx";
import type { Level } from "#features/stock/stock-params.ts";
import { useLocationName } from "#features/stock/use-location-name.ts";
import { trpc } from "#features/trpc/client.ts";
import { useReportFailure } from "#features/trpc/failure.ts";

/** The safety stock of an article at a location, and whether backorders are allowed. */
export function ConfigureForm({ level }: { level: Level }) {
  const t = useTranslations();
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  const { sku, location } = level;
  const place = useLocationName()(location);
  const [safetyStock, setSafetyStock] = useState(level.safetyStock);
  const [allowBackorder, setAllowBackorder] = useState(level.allowBackorder);
  const configure = trpc.inventory.configure.useMutation({
    onSuccess: () => {
      void utils.inventory.levels.invalidate();
      notify.done(t("stock.configured", { sku, location: place }));
    },
    onError: (error) => reportFailure(t("stock.notConfigured"), error),
  });
  const changed = safetyStock !== level.safetyStock || allowBackorder !== level.allowBackorder;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    configure.mutate({ sku, location, safetyStock, allowBackorder });
  };
  return (
    <form noValidate onSubmit={submit} className="grid gap-5">
      <Field label={t("stock.field.safetyStock")} hint={t("stock.safetyHint")}>
        <QuantityInput value={safetyStock} onValueChange={setSafetyStock} className="w-36" />
      </Field>
      <SwitchField
        label={t("stock.backorder")}
        hint={t("stock.backorderHint")}
        checked={allowBackorder}
        onCheckedChange={setAllowBackorder}
      />
      <Button type="submit" variant="primary" disabled={!changed} busy={configure.isPending}>
        {t("ui.save")}
      </Button>
    </form>
  );
}
