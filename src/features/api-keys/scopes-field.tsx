"use client";
import { useId } from "react";
import { useTranslations } from "use-intl";
import { CheckboxField } from "#components/ui/checkbox.tsx";
import { scopes as allScopes } from "#core/kernel/actor.ts";
import { useMe } from "#features/trpc/use-me.ts";

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

type ScopesFieldProps = {
  value: readonly string[];
  onValueChange: (scopes: string[]) => void;
  error?: string | undefined;
};

/** Scopes by what they are about; those that the user does not hold cannot be given. */
export function ScopesField({ value, onValueChange, error }: ScopesFieldProps) {
  const t = useTranslations("apiKeys");
  const { can } = useMe();
  const id = useId();
  return (
    <div
      role="group"
      aria-label={t("form.scopes")}
      aria-describedby={error ? id : undefined}
      className="grid gap-x-6 gap-y-4 sm:grid-cols-2"
    >
      {areas.map((area) => (
        <div key={area} role="group" aria-label={t(`area.${area}`)} className="grid content-start gap-2">
          <p className="text-xs font-medium text-ink-3">{t(`area.${area}`)}</p>
          {allScopes
            .filter((scope) => scope.startsWith(`${area}:`))
            .map((scope) => (
              <CheckboxField
                key={scope}
                label={t(`can.${scope}`)}
                hint={<span className="font-mono">{scope}</span>}
                checked={value.includes(scope)}
                disabled={!can(scope) && !value.includes(scope)}
                onCheckedChange={(on) =>
                  onValueChange(on ? [...value, scope] : value.filter((other) => other !== scope))
                }
              />
            ))}
        </div>
      ))}
      {error ? (
        <p id={id} role="alert" className="text-xs text-red-ink sm:col-span-2">
          {error}
        </p>
      ) : null}
    </div>
  );
}
