"use client";
import { ChevronDown, RotateCw, Wrench } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { DateTime } from "#components/format/time.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "#components/ui/menu.tsx";
import { useRegisterCommands } from "#features/shell/commands.ts";
import { OnlyFor } from "#features/shell/only-for.tsx";
import { useMe } from "#features/trpc/use-me.ts";
import { RunStatusMark } from "./recon-marks.tsx";
import { directionsOf, isOver, type Kind, kinds, partnerHref, type Run, untouchedOf } from "./reconciliation-params.ts";
import type { RepairAll } from "./use-repair-all.ts";

const RepairAllDialog = dynamic(() => import("./repair-all-dialog.tsx").then((module) => module.RepairAllDialog), {
  ssr: false,
});

/** The kinds whose open differences can be repaired together. */
const repairable = (run: Run): Kind[] =>
  run.status === "done"
    ? kinds.filter((kind) => untouchedOf(run, kind) > 0 && directionsOf(run.partner.compares, kind).length > 0)
    : [];

export function RunHeader({ run, repairAll }: { run: Run; repairAll: RepairAll }) {
  const t = useTranslations("reconciling");
  const mayWrite = useMe().can("webhooks:write");
  const [asked, setAsked] = useState<Kind | null>(null);
  const { partner, status, open } = run;
  const offered = useMemo(() => (mayWrite ? repairable(run) : []), [mayWrite, run]);
  useRegisterCommands(
    useMemo(
      () =>
        offered.map((kind) => ({
          id: `repair-${kind}`,
          label: t("repairAll.button", { kind: t(`kind.${kind}`).toLowerCase() }),
          icon: Wrench,
          run: () => setAsked(kind),
        })),
      [offered, t],
    ),
  );
  return (
    <>
      <PageHeader
        back={
          <Link href={partnerHref(partner.id)} className="hover:text-ink">
            {partner.name}
          </Link>
        }
        title={t("title")}
        marks={
          <>
            <RunStatusMark status={status} />
            {status === "done" && open > 0 ? <Badge tone="amber">{t("run.openCount", { count: open })}</Badge> : null}
          </>
        }
        meta={<Meta run={run} />}
        actions={
          mayWrite ? (
            <>
              {isOver(run) ? (
                <Link href={`${partnerHref(partner.id)}/compare`} className={buttonClass()}>
                  <RotateCw aria-hidden="true" />
                  {t("run.again")}
                </Link>
              ) : null}
              {offered.length > 0 ? (
                <Menu>
                  <MenuTrigger asChild>
                    <Button variant="primary" icon={<Wrench />} busy={repairAll.busy}>
                      {t("repairAll.menu")}
                      <ChevronDown aria-hidden="true" />
                    </Button>
                  </MenuTrigger>
                  <MenuContent align="end">
                    {offered.map((kind) => (
                      <MenuItem key={kind} onSelect={() => setAsked(kind)}>
                        {t(`kind.${kind}`)} · {untouchedOf(run, kind)}
                      </MenuItem>
                    ))}
                  </MenuContent>
                </Menu>
              ) : null}
            </>
          ) : (
            <OnlyFor scope="webhooks:write" what="differences" />
          )
        }
      />
      {asked ? <RepairAllDialog run={run} kind={asked} repairAll={repairAll} onClose={() => setAsked(null)} /> : null}
    </>
  );
}

function Meta({ run }: { run: Run }) {
  const t = useTranslations("reconciling.run");
  const { counts, range, createdAt } = run;
  const { from, to } = range;
  return (
    <span className="flex flex-wrap gap-x-3">
      <DateTime at={createdAt} />
      {counts ? (
        <span>
          {t("theirs", { count: counts.theirs })} · {t("ours", { count: counts.ours })}
        </span>
      ) : null}
      {from ? <span>{t.rich("rangeFrom", { from: () => <DateTime at={from} style="date" /> })}</span> : null}
      {to ? <span>{t.rich("rangeTo", { to: () => <DateTime at={to} style="date" /> })}</span> : null}
    </span>
  );
}
