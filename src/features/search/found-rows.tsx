import { Money } from "#components/format/money.tsx";
import { OrderStatusLabel } from "#components/patterns/order-status.tsx";
import { Avatar } from "#components/ui/avatar.tsx";
import { availableOf, PriceRange, ProductImage } from "#features/products/product-marks.tsx";
import type { Outputs } from "#features/trpc/client.ts";

type Order = Outputs["orders"]["list"]["data"][number];
type Product = Outputs["products"]["list"]["data"][number];
type Customer = Outputs["customers"]["list"]["data"][number];

const line = "flex min-w-0 flex-1 items-center gap-3";

export function FoundOrder({ order }: { order: Order }) {
  return (
    <span className={line}>
      <span className="tnum w-14 shrink-0">{order.number}</span>
      <span className="min-w-0 flex-1 truncate text-ink-2">{order.customer?.name ?? order.customer?.email}</span>
      <OrderStatusLabel status={order.status} className="max-sm:hidden" />
      <Money amount={order.totals.total} currency={order.currency} className="w-20 text-right" />
    </span>
  );
}

export function FoundProduct({ product, available }: { product: Product; available: (count: number) => string }) {
  return (
    <span className={line}>
      <ProductImage src={product.image} />
      <span className="min-w-0 flex-1 truncate">{product.title}</span>
      <span className="text-xs text-ink-3 max-sm:hidden">{available(availableOf(product))}</span>
      <span className="tnum shrink-0 text-ink-2">
        <PriceRange product={product} />
      </span>
    </span>
  );
}

export function FoundCustomer({ customer }: { customer: Customer }) {
  return (
    <span className={line}>
      <Avatar name={customer.name} size="sm" />
      <span className="min-w-0 flex-1 truncate">{customer.name}</span>
      <span className="min-w-0 truncate text-xs text-ink-3 max-sm:hidden">{customer.email}</span>
    </span>
  );
}
