"use client";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { RelativeTime } from "#components/format/time.tsx";
import { ConflictDialog } from "#features/conflict/conflict-dialog.tsx";
import type { Fields } from "#features/conflict/three-way.ts";
import { changesIn } from "../order-news.ts";
import { useNames } from "../use-names.ts";
import type { Entry } from "./entries.ts";
import { FieldText } from "./field-text.tsx";
import { fieldsOf } from "./order-fields.ts";
import type { OrderEdit } from "./use-order-edit.ts";

const editable = ["notes", "assigneeId", "customer", "shippingAddress"] as const;
type Editable = (typeof editable)[number];

type OrderConflictProps = { edit: OrderEdit; entries: readonly Entry[] };

/** "Anna changed this while you were editing": both versions, and a choice per field. */
export function OrderConflict({ edit, entries }: OrderConflictProps) {
  const t = useTranslations("orderDetail.conflict");
  const { personName } = useNames();
  const { conflict, saving, resolve, dismiss } = edit;
  if (!conflict) return null;
  const keys = editable.filter((key) => conflict.keys.includes(key));
  const theirs = fieldsOf(conflict.theirs);
  const rival = entries.find((entry) => changesIn(entry.data).some(({ field }) => keys.some((key) => key === field)));
  const show = (key: Editable, fields: Fields): ReactNode => (
    <FieldText field={key} value={valueIn(key, fields)} personName={personName} />
  );
  return (
    <ConflictDialog
      differences={keys.map((key) => ({
        key,
        label: t(`field.${key}`),
        mine: show(key, conflict.mine),
        theirs: show(key, theirs),
      }))}
      title={rival ? t("title", { name: rival.actor.name }) : t("titleUnknown")}
      body={rival ? t.rich("body", { time: () => <RelativeTime at={rival.at} /> }) : t("bodyUnknown")}
      {...(rival ? { theirsLabel: t("theirs", { name: rival.actor.name }) } : {})}
      busy={saving}
      onResolve={(choices) => void resolve(choices)}
      onDismiss={dismiss}
    />
  );
}

function valueIn(key: Editable, fields: Fields): unknown {
  const value = fields[key];
  return key === "customer" || key === "shippingAddress" ? JSON.parse(String(value)) : value;
}
