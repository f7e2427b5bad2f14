"use client";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Lanes } from "#features/auth/lanes.tsx";
import { LogoMark } from "#features/shell/logo.tsx";

/** A page for somebody who is not signed in: a form left, what it is all about right. */
export function AuthFrame({ title, subtitle, children }: { title: string; subtitle: ReactNode; children: ReactNode }) {
  const t = useTranslations();
  return (
    <div className="grid min-h-dvh bg-surface lg:grid-cols-[minmax(26rem,5fr)_7fr]">
      <main className="flex flex-col px-6 py-8 sm:px-12 lg:px-16">
        <div className="flex items-center gap-2.5">
          <LogoMark className="size-7" />
          <span className="text-lg font-semibold tracking-tight">{t("shell.product")}</span>
        </div>
        <div className="mx-auto my-auto w-full max-w-90 py-12">
          <h1 className="text-2xl font-semibold tracking-tight [overflow-wrap:anywhere]">{title}</h1>
          <div className="mt-1 mb-8 text-ink-2">{subtitle}</div>
          {children}
        </div>
      </main>
      <aside className="relative hidden overflow-hidden border-l bg-canvas lg:block">
        <Lanes className="absolute inset-0 size-full" />
        <div className="absolute inset-x-0 bottom-0 bg-linear-to-t from-canvas from-40% to-transparent px-14 pt-32 pb-14">
          <p className="max-w-md text-2xl font-semibold tracking-tight">{t("auth.claim")}</p>
          <p className="mt-2 max-w-md text-ink-2">{t("auth.claimBody")}</p>
        </div>
      </aside>
    </div>
  );
}
