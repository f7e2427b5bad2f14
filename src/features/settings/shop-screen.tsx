"use client";
import { useTranslations } from "use-intl";
import { ErrorState } from "#components/patterns/error-state.tsx";
import { Description, DescriptionList, Section } from "#components/patterns/section.tsx";
import { ReadingPage } from "#features/list/list-page.tsx";
import { SettingsHeader } from "#features/settings/settings-header.tsx";
import { SettingsSkeleton } from "#features/settings/settings-skeleton.tsx";
import { trpc } from "#features/trpc/client.ts";
import { useMe } from "#features/trpc/use-me.ts";

export function ShopScreen() {
  const t = useTranslations("settings");
  const { can } = useMe();
  const { data: shop, isError } = trpc.tenants.current.useQuery({});
  if (isError) return <ErrorState asPage title={t("pages.shop.name")} />;
  if (shop === undefined) return <SettingsSkeleton parts={2} />;
  return (
    <ReadingPage>
      <SettingsHeader can={can} />
      <div className="max-w-5xl px-4 md:px-6">
        <Section title={t("pages.shop.name")}>
          <DescriptionList>
            <Description term={t("shop.name")}>{shop.name}</Description>
            <Description term={t("shop.slug")}>{shop.slug}</Description>
            <Description term={t("shop.currency")}>{shop.currency}</Description>
            <Description term={t("shop.locale")}>{shop.locale}</Description>
            <Description term={t("shop.timeZone")}>{shop.timeZone}</Description>
          </DescriptionList>
        </Section>
      </div>
    </ReadingPage>
  );
}
