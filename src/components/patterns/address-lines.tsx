"use client";
import { cx } from "#components/cx.ts";
import { countryName } from "#components/format/countries.ts";
import { useFormatSettings } from "#components/format/format-context.tsx";

export type AddressParts = {
  name: string;
  line1: string;
  line2?: string | undefined;
  city: string;
  region?: string | undefined;
  postalCode: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  phone?: string | undefined;
};

/** An address as on a shipping label. */
export function AddressLines({ address, className }: { address: AddressParts; className?: string }) {
  const { locale } = useFormatSettings();
  const { name, line1, line2, city, region, postalCode, country, phone } = address;
  const place = [city, region, postalCode].filter(Boolean).join(" ");
  const lines = [name, line1, line2, place].filter((line) => line !== undefined && line !== "");
  return (
    <address className={cx("text-sm not-italic", className)}>
      {lines.map((line, index) => (
        <span
          key={`${String(index)} ${line ?? ""}`}
          className={cx("block [overflow-wrap:anywhere]", index > 0 && "text-ink-2")}
        >
          {line}
        </span>
      ))}
      {/* The browser may have another name for the country than the server. */}
      <span className="block text-ink-2" suppressHydrationWarning>
        {countryName(country, locale)}
      </span>
      {phone ? <span className="tnum block text-ink-2">{phone}</span> : null}
    </address>
  );
}
