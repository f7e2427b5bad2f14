"use client";
import { Pencil, Plus } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { useFormatDate } from "#components/format/time.tsx";
import { AddressLines } from "#components/patterns/address-lines.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Description, DescriptionList, Section } from "#components/patterns/section.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Groups } from "#features/customers/customer-columns.tsx";
import { CustomerOrders } from "#features/customers/customer-orders.tsx";
import { type Customer, customerOrdersInput } from "#features/customers/customer-params.ts";
import { CustomerTiles } from "#features/customers/customer-tiles.tsx";
import { Detail } from "#features/list/detail.tsx";
import { ReadingPage } from "#features/list/list-page.tsx";
import { DetailSkeleton } from "#features/shell/page-skeletons.tsx";
import { useShortcut } from "#features/shell/shortcuts.tsx";
import { useCalm } from "#features/shell/use-calm.ts";
import { trpc } from "#features/trpc/client.ts";
import { useLive } from "#features/trpc/live.ts";

const CustomerSheet = dynamic(
  () => import("#features/customers/customer-sheet.tsx").then((module) => module.CustomerSheet),
  { ssr: false },
);

export function CustomerScreen({ id, canEdit }: { id: string; canEdit: boolean }) {
  const t = useTranslations("customers");
  const query = trpc.customers.get.useQuery({ id });
  useCustomerNews(id);
  return (
    <Detail
      query={query}
      what="customer"
      back={{ href: "/customers", label: t("title") }}
      skeleton={<DetailSkeleton back={t("title")} actions={2} figures />}
    >
      {(customer) => <CustomerBody customer={customer} canEdit={canEdit} />}
    </Detail>
  );
}

/** Order events do not name the customer, so any order event triggers a throttled refetch. */
function useCustomerNews(id: string) {
  const utils = trpc.useUtils();
  const readOrders = useCalm(() => {
    void utils.orders.list.invalidate(customerOrdersInput(id));
    void utils.customers.totals.invalidate({ id });
  }, 3000);
  useLive((events) => {
    if (events.some((event) => event.subjectId === id)) void utils.customers.get.invalidate({ id });
    const shown = utils.orders.list.getData(customerOrdersInput(id))?.data ?? [];
    const mine = ({ subjectType, subjectId, type }: (typeof events)[number]) =>
      subjectType === "order" && (type === "order.placed" || shown.some((order) => order.id === subjectId));
    if (events.some(mine)) readOrders();
  });
}

function CustomerBody({ customer, canEdit }: { customer: Customer; canEdit: boolean }) {
  const t = useTranslations();
  const date = useFormatDate();
  const [editing, setEditing] = useState(false);
  useShortcut({ keys: "e", label: t("customers.edit"), group: "page", run: () => setEditing(true) }, canEdit);
  return (
    <ReadingPage>
      <PageHeader
        back={
          <Link href="/customers" className="hover:text-ink">
            {t("customers.title")}
          </Link>
        }
        title={customer.name}
        marks={<Groups groups={customer.groups} />}
        meta={t("customers.customerSince", { date: date(customer.createdAt, "date") })}
        actions={
          canEdit ? (
            <>
              <Button icon={<Pencil />} onClick={() => setEditing(true)} keys="e">
                {t("ui.edit")}
              </Button>
              <Link href={`/orders/new?customer=${customer.id}`} className={buttonClass("primary")}>
                <Plus />
                {t("customers.newOrder")}
              </Link>
            </>
          ) : null
        }
      />
      <div className="grid gap-x-10 px-4 md:px-6 lg:grid-cols-[minmax(0,1fr)_19rem]">
        <div className="min-w-0">
          <CustomerTiles id={customer.id} />
          <Section
            title={t("customers.orders")}
            className="border-t-0"
            actions={
              <Link href={`/orders?customer=${customer.id}`} className={cx(buttonClass("ghost", "sm"), "-mr-2.5")}>
                {t("customers.allOrders")}
              </Link>
            }
          >
            <CustomerOrders id={customer.id} />
          </Section>
        </div>
        <CustomerAside customer={customer} />
      </div>
      {editing ? <CustomerSheet customer={customer} onClose={() => setEditing(false)} /> : null}
    </ReadingPage>
  );
}

function CustomerAside({ customer }: { customer: Customer }) {
  const t = useTranslations("customers");
  const { email, phone, reference, notes, addresses } = customer;
  return (
    <aside className="min-w-0">
      <Section title={t("contact")}>
        <DescriptionList>
          <Description term={t("field.email")} align="right">
            {email ? <Copyable text={email} href={`mailto:${email}`} /> : "–"}
          </Description>
          <Description term={t("field.phone")} align="right">
            {phone ? <Copyable text={phone} href={`tel:${phone}`} /> : "–"}
          </Description>
          {reference ? (
            <Description term={t("field.reference")} align="right">
              <span className="font-mono text-xs">{reference}</span>
            </Description>
          ) : null}
        </DescriptionList>
      </Section>
      <Section title={t("field.addresses")} aside={addresses.length > 1 ? addresses.length : undefined}>
        {addresses.length === 0 ? <p className="text-sm text-ink-3">{t("noAddresses")}</p> : null}
        <div className="grid gap-4">
          {addresses.map((address, index) => (
            <AddressLines key={index} address={address} />
          ))}
        </div>
      </Section>
      <Section title={t("field.notes")}>
        {notes ? (
          <p className="text-sm break-words whitespace-pre-wrap">{notes}</p>
        ) : (
          <p className="text-sm text-ink-3">{t("notesEmpty")}</p>
        )}
      </Section>
    </aside>
  );
}

function Copyable({ text, href }: { text: string; href: string }) {
  return (
    <span className="-my-0.5 -mr-1.5 flex items-center gap-1">
      <a href={href} className="min-w-0 truncate hover:underline">
        {text}
      </a>
      <CopyButton value={text} />
    </span>
  );
}
