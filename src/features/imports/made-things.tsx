"use client";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { Quantity } from "#components/format/quantity.tsx";
import { Description, DescriptionList, Section } from "#components/patterns/section.tsx";
import { type Import, isOver } from "#features/imports/import-params.ts";

type Made = keyof Pick<
  Import["progress"],
  | "ordersCreated"
  | "returns"
  | "creditNotes"
  | "writeOffs"
  | "productsCreated"
  | "customersCreated"
  | "charges"
  | "discounts"
>;

/** Links to what was created; charges and discounts are part of the orders. */
const places: Readonly<Record<Made, ((one: Import) => string) | null>> = {
  ordersCreated: ({ options }) => `/orders?channel=${options.channel}`,
  returns: ({ options }) => `/orders?channel=${options.channel}&fulfillmentStatus=partially_returned,returned`,
  creditNotes: null,
  writeOffs: ({ options }) => `/stock?location=${options.location}`,
  productsCreated: () => "/products",
  customersCreated: () => "/customers",
  charges: null,
  discounts: null,
};

const order: readonly Made[] = [
  "ordersCreated",
  "returns",
  "creditNotes",
  "writeOffs",
  "productsCreated",
  "customersCreated",
  "charges",
  "discounts",
];

/** What the import has created, with links. */
export function MadeThings({ one }: { one: Import }) {
  const t = useTranslations("import");
  const made = order.filter((thing) => one.progress[thing] > 0);
  if (made.length === 0 && isOver(one) && one.status !== "done") return null;
  return (
    <Section title={t("made")}>
      {made.length === 0 && isOver(one) ? <p className="text-sm text-ink-3">{t("madeNothing")}</p> : null}
      <DescriptionList>
        {(isOver(one) ? made : order).map((thing) => {
          const href = places[thing]?.(one);
          return (
            <Description key={thing} term={t(`makes.${thing}`)} align="right">
              {href && one.progress[thing] > 0 ? (
                <Link
                  href={href}
                  className="font-medium underline decoration-line-strong underline-offset-4 hover:decoration-ink"
                >
                  <Quantity value={one.progress[thing]} />
                </Link>
              ) : (
                <Quantity value={one.progress[thing]} quietZero />
              )}
            </Description>
          );
        })}
      </DescriptionList>
    </Section>
  );
}
