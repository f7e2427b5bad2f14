"use client";
import { Lock } from "lucide-react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { useFormatSettings } from "#components/format/format-context.tsx";
import { roles, roleScopes, type Scope } from "#core/kernel/actor.ts";
import { useMe } from "#features/trpc/use-me.ts";
import type { Catalogue } from "#messages/catalogue.ts";

type OnlyForProps = {
  scope: Scope;
  /** What the user would expect here. */
  what: keyof Catalogue["shell"]["onlyFor"]["what"];
  className?: string;
};

/** Shown instead of buttons that a role may not use: what they do, and whom to ask. */
export function OnlyFor({ scope, what, className }: OnlyForProps) {
  const t = useTranslations("shell.onlyFor");
  const { locale } = useFormatSettings();
  const { me, can } = useMe();
  if (me === undefined || can(scope)) return null;
  const able = roles.filter((role) => roleScopes[role].includes(scope)).map((role) => t(`role.${role}`));
  const names = new Intl.ListFormat(locale, { type: "conjunction" }).format(able.toReversed());
  return (
    <p className={cx("flex items-start gap-1.5 text-xs text-ink-3", className)}>
      <Lock aria-hidden="true" className="mt-0.5 size-3 shrink-0" />
      {t("only", { roles: names, what: t(`what.${what}`) })}
    </p>
  );
}
