import { productCreated } from "#core/catalog/events.ts";
import { productSearch, variantSearch } from "#core/catalog/search.ts";
import { locationCreated } from "#core/channels/events.ts";
import { customerCreated } from "#core/customers/events.ts";
import { customerSearch } from "#core/customers/search.ts";
import { userCreated } from "#core/users/events.ts";
import { categories } from "./articles.ts";
import type { Cast } from "./cast.ts";
import type { Journal } from "./journal.ts";
import type { Person } from "./people.ts";
import { pictureName } from "./pictures.ts";

export interface DemoVariant {
  readonly id: string;
  readonly sku: string;
  readonly name: string;
  readonly pence: number;
  /** Relative demand. */
  readonly popularity: number;
}

export interface DemoLocation {
  readonly id: string;
  readonly code: string;
}

/** Sixty products in twelve families, the most wanted of each family first. */
export function stockCatalogue(journal: Journal, cast: Cast, since: Date): DemoVariant[] {
  return categories.flatMap(({ code, hsCode, items }, family) =>
    items.flatMap(([title, pence, grams, description, names = [""]], index) => {
      const { chance } = journal;
      const at = new Date(since.getTime() + (family * 10 + index) * 60_000);
      const product = { id: chance.idAt(at), title, description, status: "active", version: 1 } as const;
      const image = `/demo/${pictureName(code, index)}`;
      journal.add("products", { ...product, ...productSearch(product), image, created_at: at, updated_at: at });
      const variants = names.map((name, position): DemoVariant => {
        const number = String(index + 1).padStart(2, "0");
        const sku = `${code}-${number}${name === "" ? "" : `-${name.slice(0, 3).toUpperCase()}`}`;
        const id = chance.idAt(at);
        const larger = name === "Large" || name === "Tall" || name === "A3" ? 1.4 : 1;
        const price = Math.round((pence * larger) / 50) * 50;
        const barcode = `50${chance.digits(11)}`;
        journal.add("variants", {
          id,
          product_id: product.id,
          sku,
          title: name,
          barcode,
          ...variantSearch({ sku, title: name, barcode }),
          prices: { GBP: price, EUR: Math.round((price * 1.18) / 50) * 50 },
          weight_grams: Math.round(grams * larger),
          hs_code: hsCode,
          position,
        });
        const label = name === "" || name === title ? title : `${title} – ${name}`;
        return { id, sku, name: label, pence: price, popularity: (1 / (index + 1)) * (0.5 + chance.next()) };
      });
      const skus = variants.map((variant) => variant.sku);
      journal.tell(cast.manager, at, [productCreated(product.id, { ...product, skus })]);
      return variants;
    }),
  );
}

export function openLocations(journal: Journal, cast: Cast, since: Date): { main: DemoLocation; shop: DemoLocation } {
  const open = (code: string, name: string, line1: string): DemoLocation => {
    const id = journal.chance.idAt(since);
    const address = { name, line1, city: "Falmouth", postalCode: "TR11 3AA", country: "GB" };
    journal.add("locations", { id, code, name, address, active: true, created_at: since });
    journal.tell(cast.admin, since, [locationCreated(id, { code, name })]);
    return { id, code };
  };
  return {
    main: open("main", "Warehouse, Ponsharden", "Unit 4, Ponsharden Industrial Estate"),
    shop: open("shop", "Shop on Quay Street", "18 Quay Street"),
  };
}

const channels = [
  ["web", "Web shop", "web", ["main", "shop"]],
  ["marketplace", "Marketplace", "marketplace", ["main"]],
  ["pos", "Shop till", "pos", ["shop"]],
  ["phone", "Phone orders", "phone", ["main", "shop"]],
  ["import", "Imported history", "import", []],
] as const;

export type ChannelCode = (typeof channels)[number][0];

export function openChannels(journal: Journal, since: Date): ReadonlyMap<string, string> {
  return new Map(
    channels.map(([code, name, kind, locationOrder]) => {
      const id = journal.chance.idAt(since);
      const tax = { currency: "GBP", tax_mode: "included", tax_rate_bps: 2000 };
      const row = { id, code, name, kind, ...tax, location_order: locationOrder, active: true, created_at: since };
      journal.add("channels", row);
      return [code, id];
    }),
  );
}

export function hire(
  journal: Journal,
  cast: Cast,
  { since, passwordHashes }: { since: Date; passwordHashes: ReadonlyMap<string, string> },
): void {
  for (const { id, email, name, role } of cast.people) {
    const active = true;
    const dates = { version: 1, created_at: since, updated_at: since };
    journal.add("users", { id, email, name, role, active, password_hash: passwordHashes.get(email) ?? null, ...dates });
    journal.tell(cast.admin, since, [userCreated(id, { name, email, role, active })]);
  }
  for (const { id, name, scopes } of cast.keys) {
    // The key itself was never created: the hash has no preimage.
    const nothing = { hint: "xd_live_demo…", hash: `demo ${journal.tenantId} ${id}` };
    journal.add("api_keys", { id, name, ...nothing, scopes, created_by: cast.admin.actor.name, created_at: since });
  }
}

export interface DemoCustomer extends Person {
  readonly id: string;
}

/** A customer exists from the moment of the first order. */
export function meet(journal: Journal, person: Person, at: Date): DemoCustomer {
  const id = journal.chance.idAt(at);
  const { email, name, phone, groups, address } = person;
  const row = { id, email, name, phone, notes: "", groups, addresses: [address], version: 1 };
  journal.add("customers", { ...row, ...customerSearch(row), created_at: at, updated_at: at });
  return { id, ...person };
}

export const metEvent = ({ id, name, email }: DemoCustomer) => customerCreated(id, { name, email });
