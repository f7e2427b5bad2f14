"use client";
import dynamic from "next/dynamic";
import { useTranslations } from "use-intl";
import { fieldsOf } from "./source-form.ts";
import type { useSourceSave } from "./use-source-save.ts";

const ConflictDialog = dynamic(
  () => import("#features/conflict/conflict-dialog.tsx").then((module) => module.ConflictDialog),
  { ssr: false },
);

const fieldNames = ["name", "status", "operation", "mapping", "channel", "orderReference"] as const;

/** Formats the conflicting fields of a source. */
export function SourceConflict({ saving }: { saving: ReturnType<typeof useSourceSave> }) {
  const t = useTranslations("sources.field");
  const { conflict } = saving;
  if (!conflict) return null;
  const theirs = fieldsOf(conflict.theirs);
  const differences = conflict.keys.map((key) => {
    const name = fieldNames.find((one) => one === key);
    return {
      key,
      label: name ? t(name) : key,
      mine: <Shown value={conflict.mine[key]} />,
      theirs: <Shown value={theirs[key]} />,
    };
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

function Shown({ value }: { value: string | number | boolean | null | undefined }) {
  const text = value === null || value === undefined || value === "" ? "–" : String(value);
  return <span className="font-mono text-xs">{text}</span>;
}
