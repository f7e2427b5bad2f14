"use client";
import Link from "next/link";
import type { ReactNode, RefObject } from "react";
import { useTranslations } from "use-intl";
import { useFormatSettings } from "#components/format/format-context.tsx";
import { Section } from "#components/patterns/section.tsx";
import { Avatar } from "#components/ui/avatar.tsx";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { addressLines } from "../address.ts";
import type { Order } from "../order-news.ts";
import type { Names } from "../use-names.ts";
import { AssigneeField } from "./assignee-field.tsx";
import { Flash } from "./flash.tsx";
import { StandingNote } from "./standing-note.tsx";
import { TagsField } from "./tags-field.tsx";
import type { OrderActions } from "./use-order-actions.ts";
import type { OrderEdit } from "./use-order-edit.ts";

export type SideFields = { tags: RefObject<HTMLInputElement | null>; assignee: RefObject<HTMLSelectElement | null> };

type OrderSideProps = {
  order: Order;
  actions: OrderActions;
  edit: OrderEdit["edit"];
  names: Names;
  fields: SideFields;
};

export function OrderSide({ order, actions, edit, names, fields }: OrderSideProps) {
  const t = useTranslations("orderDetail");
  const { may, open } = actions;
  const editButton = (kind: "customer" | "address", present: boolean): ReactNode =>
    may.orders ? (
      <Button size="sm" variant="ghost" className="-mr-2.5" onClick={() => open({ kind })}>
        {present ? t("action.edit") : t(`${kind}.add`)}
      </Button>
    ) : null;
  return (
    <>
      <Section title={t("customer.title")} actions={editButton("customer", order.customer !== null)}>
        <Flash value={JSON.stringify(order.customer)}>
          <OrderCustomer customer={order.customer} />
        </Flash>
      </Section>
      <Section title={t("address.title")} actions={editButton("address", order.shippingAddress !== null)}>
        <Flash value={JSON.stringify(order.shippingAddress)}>
          <OrderAddress address={order.shippingAddress} />
        </Flash>
      </Section>
      {/* Internal assignments are not printed. */}
      <div data-print="hide" className="border-t">
        <Section title={t("assignee.title")}>
          <Flash value={order.assigneeId ?? ""}>
            <AssigneeField order={order} names={names} readOnly={!may.orders} edit={edit} field={fields.assignee} />
          </Flash>
        </Section>
        <Section title={t("tags.title")}>
          <Flash value={order.tags.join("\n")}>
            <TagsField order={order} readOnly={!may.orders} edit={edit} field={fields.tags} />
          </Flash>
        </Section>
      </div>
      <StandingNote order={order} readOnly={!may.orders} edit={edit} />
    </>
  );
}

function OrderCustomer({ customer }: { customer: Order["customer"] }) {
  const t = useTranslations("orderDetail.customer");
  if (!customer) return <p className="text-sm text-ink-3">{t("none")}</p>;
  const name = customer.name ?? customer.email ?? "";
  return (
    <div className="flex items-center gap-3 text-sm">
      <Avatar name={name} size="lg" />
      <div className="min-w-0">
        <p className="truncate font-medium">
          {customer.id ? (
            <Link
              href={`/customers/${customer.id}`}
              className="block min-h-6 truncate rounded-sm leading-6 hover:underline"
            >
              {name}
            </Link>
          ) : (
            name
          )}
        </p>
        {customer.email ? (
          <p className="flex items-center gap-1 text-ink-2">
            <a href={`mailto:${customer.email}`} className="min-h-6 truncate rounded-sm leading-6 hover:underline">
              {customer.email}
            </a>
            <CopyButton value={customer.email} label={t("copyEmail")} />
          </p>
        ) : null}
        {customer.id ? (
          <Link
            href={`/orders?customer=${customer.id}`}
            className="inline-flex min-h-6 items-center rounded-sm text-xs text-accent-ink hover:underline print:hidden"
          >
            {t("orders")}
          </Link>
        ) : null}
      </div>
    </div>
  );
}

function OrderAddress({ address }: { address: Order["shippingAddress"] }) {
  const t = useTranslations("orderDetail.address");
  const { locale } = useFormatSettings();
  if (!address) return <p className="text-sm text-ink-3">{t("none")}</p>;
  return (
    <address className="text-sm text-ink-2 not-italic">
      {addressLines(address, locale).map((line, index) => (
        <span key={index} className="block break-words">
          {line}
        </span>
      ))}
    </address>
  );
}
