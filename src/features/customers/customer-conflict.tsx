"use client";
import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { AddressLines } from "#components/patterns/address-lines.tsx";
import type { FieldValue } from "#features/conflict/three-way.ts";
import { addressesIn, fieldsOf, formOf } from "#features/customers/customer-form.ts";
import type { useCustomerSave } from "#features/customers/use-customer-save.ts";

const ConflictDialog = dynamic(
  () => import("#features/conflict/conflict-dialog.tsx").then((module) => module.ConflictDialog),
  { ssr: false },
);

const fieldNames = ["name", "email", "phone", "reference", "groups", "notes", "addresses"] as const;

/** Formats the conflicting fields of a customer. */
export function CustomerConflict({ saving }: { saving: ReturnType<typeof useCustomerSave> }) {
  const t = useTranslations("customers.field");
  const { conflict } = saving;
  if (!conflict) return null;
  const theirs = fieldsOf(formOf(conflict.theirs));
  const differences = conflict.keys.map((key) => {
    const name = fieldNames.find((one) => one === key);
    return { key, label: name ? t(name) : key, mine: show(key, conflict.mine[key]), theirs: show(key, theirs[key]) };
  });
  return (
    <ConflictDialog
      differences={differences}
      busy={saving.saving}
      onResolve={(choices) => void saving.resolve(choices)}
      onDismiss={saving.dismiss}
    />
  );
}

function show(key: string, value: FieldValue | undefined): ReactNode {
  if (key !== "addresses") return value === "" || value === undefined ? "–" : String(value);
  const addresses = addressesIn(value);
  if (addresses.length === 0) return "–";
  return addresses.map((address, index) => <AddressLines key={index} address={address} className="mb-2" />);
}
