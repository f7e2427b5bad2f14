"use client";
import Link from "next/link";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { Alert } from "#components/patterns/alert.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { AcceptForm } from "#features/auth/accept-form.tsx";
import { AuthFrame } from "#features/auth/auth-frame.tsx";
import { type Invited, lookAt, type LinkProblem } from "#features/auth/invitation-link.ts";

type Seen = { invited: Invited; token: string } | { problem: LinkProblem };

export function InvitationScreen() {
  const t = useTranslations("auth.invitation");
  const [seen, setSeen] = useState<Seen | null>(null);
  useEffect(() => {
    const token = window.location.hash.slice(1);
    const look = () => void lookAt(token).then(setSeen);
    look();
    const again = () => window.location.reload();
    window.addEventListener("hashchange", again);
    return () => window.removeEventListener("hashchange", again);
  }, []);
  if (seen === null)
    return (
      <AuthFrame title={t("title")} subtitle={<Skeleton className="my-1 h-4 w-56" />}>
        <div aria-busy="true" className="grid gap-4">
          {[0, 1, 2].map((field) => (
            <Skeleton key={field} className="h-16 rounded-md" />
          ))}
        </div>
      </AuthFrame>
    );
  if ("problem" in seen)
    return (
      <AuthFrame title={t("titleClosed")} subtitle={null}>
        <div className="grid gap-4">
          <Alert tone="warning">{t(`problem.${seen.problem}`)}</Alert>
          <Link href="/sign-in" className={buttonClass("secondary")}>
            {t("signIn")}
          </Link>
        </div>
      </AuthFrame>
    );
  const { shop, invitedBy } = seen.invited;
  return (
    <AuthFrame title={t("titleOf", { shop })} subtitle={t("subtitle", { by: invitedBy })}>
      <AcceptForm invited={seen.invited} token={seen.token} onClosed={(problem) => setSeen({ problem })} />
    </AuthFrame>
  );
}
