"use client";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { ErrorState } from "#components/patterns/error-state.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { isScope } from "#core/kernel/actor.ts";
import { useMe } from "#features/trpc/use-me.ts";

/** Says which permission is missing, in the words of the roles, and leads to pages that exist for everybody. */
export function ForbiddenScreen({ scope }: { scope: string }) {
  const t = useTranslations();
  const { me } = useMe();
  const role = me?.roleName ?? (me?.role ? t(`shell.role.${me.role}`) : "");
  return (
    <ErrorState
      asPage
      title={t("errors.forbiddenTitle")}
      body={
        isScope(scope)
          ? t("errors.forbiddenBody", { role, permission: t(`apiKeys.can.${scope}`) })
          : t("errors.forbiddenBodyPlain")
      }
      actions={
        <Link href="/settings" className={buttonClass()}>
          {t("errors.backTo", { place: t("shell.nav.settings") })}
        </Link>
      }
    />
  );
}
