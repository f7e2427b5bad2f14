import type { Metadata } from "next";
import { allowed } from "#app/allowed.tsx";
import { prefetched } from "#app/prefetched.tsx";
import { ShopScreen } from "#features/settings/shop-screen.tsx";

export const metadata: Metadata = { title: "Shop" };

export default function ShopPage() {
  return allowed("settings:read", () => prefetched((trpc) => [trpc.tenants.current.prefetch({})], <ShopScreen />));
}
