"use client";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { Money } from "#components/format/money.tsx";
import { Quantity } from "#components/format/quantity.tsx";
import { Section } from "#components/patterns/section.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { Overview } from "#features/home/activity.ts";
import { ProductImage } from "#features/products/product-marks.tsx";

type Article = Overview["topArticles"][number];

export function TopArticles({ articles, currency }: { articles: readonly Article[]; currency: string }) {
  const t = useTranslations("home");
  const most = Math.max(1, ...articles.map((article) => article.units));
  return (
    <Section title={t("top")} aside={t("topAside")}>
      {articles.length === 0 ? (
        <p className="text-sm text-ink-3">{t("topEmpty")}</p>
      ) : (
        <Table className="table-fixed">
          <thead>
            <tr>
              <Th>{t("article")}</Th>
              <td aria-hidden="true" className="w-32 max-md:hidden" />
              <Th align="right" className="w-16">
                {t("units")}
              </Th>
              <Th align="right" className="w-28">
                {t("salesColumn")}
              </Th>
            </tr>
          </thead>
          <tbody>
            {articles.map((article) => (
              <Tr key={article.sku}>
                <Td className="align-middle">
                  <ArticleName article={article} />
                </Td>
                <Td className="align-middle max-md:hidden" aria-hidden="true">
                  <span
                    className="block h-1.5 rounded-full bg-accent/80"
                    style={{ width: `${String(Math.round((article.units / most) * 100))}%` }}
                  />
                </Td>
                <Td align="right" className="align-middle">
                  <Quantity value={article.units} />
                </Td>
                <Td align="right" className="align-middle text-ink-2">
                  <Money amount={article.sales} currency={currency} />
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  );
}

function ArticleName({ article }: { article: Article }) {
  const name = (
    <>
      <ProductImage src={article.image} />
      <span className="truncate">{article.name}</span>
      <span className="shrink-0 font-mono text-xs font-normal text-ink-3 max-md:hidden">{article.sku}</span>
    </>
  );
  const line = "flex items-center gap-2.5 font-medium";
  if (!article.productId) return <span className={line}>{name}</span>;
  return (
    <Link href={`/products/${article.productId}`} className={`${line} hover:underline`}>
      {name}
    </Link>
  );
}
