"use client";
import { type RefObject, useState } from "react";
import { useTranslations } from "use-intl";
import { Avatar } from "#components/ui/avatar.tsx";
import { NativeSelect } from "#components/ui/native-select.tsx";
import { useMe } from "#features/trpc/use-me.ts";
import type { Order } from "../order-news.ts";
import type { Names } from "../use-names.ts";
import type { OrderEdit } from "./use-order-edit.ts";

type AssigneeFieldProps = {
  order: Order;
  names: Names;
  readOnly: boolean;
  edit: OrderEdit["edit"];
  field: RefObject<HTMLSelectElement | null>;
};

/** The order's assignee; saved at once. */
export function AssigneeField({ order, names, readOnly, edit, field }: AssigneeFieldProps) {
  const t = useTranslations("orderDetail.assignee");
  const { me } = useMe();
  const [base, setBase] = useState(order);
  const { assigneeId } = order;
  const name = assigneeId ? (names.personName(assigneeId) ?? t("colleague")) : t("nobody");
  if (readOnly) {
    return (
      <p className="flex items-center gap-2 text-sm">
        {assigneeId ? <Avatar name={name} /> : null}
        {name}
      </p>
    );
  }
  const known = assigneeId === null || names.people.some((person) => person.id === assigneeId);
  return (
    <div className="flex items-center gap-2">
      {assigneeId ? <Avatar name={name} /> : null}
      <NativeSelect
        ref={field}
        aria-label={t("choose")}
        value={assigneeId ?? ""}
        onFocus={() => setBase(order)}
        onChange={(event) => {
          void edit(base, { assigneeId: event.target.value || null });
        }}
        className="flex-1"
      >
        <option value="">{t("nobody")}</option>
        {known ? null : <option value={assigneeId}>{name}</option>}
        {names.people.map((person) => (
          <option key={person.id} value={person.id}>
            {person.id === me?.id ? t("me", { name: person.name }) : person.name}
          </option>
        ))}
      </NativeSelect>
    </div>
  );
}
