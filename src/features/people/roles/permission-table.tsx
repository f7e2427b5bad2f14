"use client";
import { ChevronRight } from "lucide-react";
import { useTranslations } from "use-intl";
import { CheckboxField } from "#components/ui/checkbox.tsx";
import type { Scope } from "#core/kernel/actor.ts";
import type { Outputs } from "#features/trpc/client.ts";
import { trpc } from "#features/trpc/client.ts";
import { useMe } from "#features/trpc/use-me.ts";

type Permission = Outputs["roles"]["permissions"]["data"][number];

type PermissionTableProps = {
  value: readonly string[];
  /** Absent: it is only shown. */
  onValueChange?: (scopes: string[]) => void;
  error?: string | undefined;
};

const areas = [
  "orders",
  "payments",
  "products",
  "inventory",
  "customers",
  "imports",
  "events",
  "webhooks",
  "jobs",
  "settings",
  "users",
  "keys",
] as const;

/** Permissions by area, each with the operations that it opens, as the catalogue has them. */
export function PermissionTable({ value, onValueChange, error }: PermissionTableProps) {
  const t = useTranslations();
  const { can } = useMe();
  const permissions = trpc.roles.permissions.useQuery({}).data?.data ?? [];
  const toggle = (scope: Scope) => (on: boolean) =>
    onValueChange?.(on ? [...value, scope] : value.filter((other) => other !== scope));
  return (
    <div role="group" aria-label={t("roles.permissions")} className="grid gap-5">
      {error ? (
        <p role="alert" className="text-xs text-red-ink">
          {error}
        </p>
      ) : null}
      {areas.map((area) => (
        <div key={area} role="group" aria-label={t(`apiKeys.area.${area}`)}>
          <p className="mb-1 text-xs font-medium text-ink-3">{t(`apiKeys.area.${area}`)}</p>
          <ul className="divide-y rounded-lg border bg-surface">
            {permissions
              .filter(({ scope }) => scope.startsWith(`${area}:`))
              .map(({ scope, operations }) => (
                <li key={scope} className="px-3 py-2">
                  <CheckboxField
                    label={t(`apiKeys.can.${scope}`)}
                    hint={<span className="font-mono">{scope}</span>}
                    checked={value.includes(scope)}
                    disabled={onValueChange === undefined || (!can(scope) && !value.includes(scope))}
                    onCheckedChange={toggle(scope)}
                  />
                  <Operations of={operations} />
                </li>
              ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

function Operations({ of }: { of: Permission["operations"] }) {
  const t = useTranslations("roles");
  if (of.length === 0) return null;
  return (
    <details className="group mt-1 ml-6 text-xs text-ink-2">
      <summary className="inline-flex min-h-6 cursor-pointer items-center gap-1 rounded-sm text-ink-3 hover:text-ink">
        <ChevronRight aria-hidden="true" className="size-3 transition-transform group-open:rotate-90" />
        {t("opens", { count: of.length })}
      </summary>
      <ul className="mt-1 grid gap-1 pb-1">
        {of.map(({ name, summary }) => (
          <li key={name} className="[overflow-wrap:anywhere]">
            <span className="font-mono">{name}</span> <span className="text-ink-3">{summary}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
