import {
  Boxes,
  FileInput,
  House,
  Inbox,
  ListChecks,
  type LucideIcon,
  Mail,
  Package,
  PackageCheck,
  Plug,
  Scale,
  Send,
  Settings,
  ShoppingBag,
  Users,
} from "lucide-react";
import type { Scope } from "#core/kernel/actor.ts";
import type { Catalogue } from "#messages/catalogue.ts";

export type NavItem = {
  id: keyof Catalogue["shell"]["nav"];
  href: string;
  icon: LucideIcon;
  /** The second key after g. */
  key: string;
  /** Shown in the bar of a phone; the others are under More. Four at most. */
  onPhone?: boolean;
  /** The scope without which the screen shows nothing: then it is not offered. */
  needs?: Scope;
};

/** One entry adds a screen to the navigation, the command menu, the key sequences and their overview. */
export const navGroups: { id: keyof Catalogue["shell"]["navGroups"]; items: NavItem[] }[] = [
  {
    id: "work",
    items: [
      { id: "home", href: "/", icon: House, key: "h", onPhone: true, needs: "orders:read" },
      { id: "orders", href: "/orders", icon: ShoppingBag, key: "o", onPhone: true, needs: "orders:read" },
      { id: "packing", href: "/packing", icon: PackageCheck, key: "k", needs: "orders:read" },
      { id: "products", href: "/products", icon: Package, key: "p", onPhone: true, needs: "products:read" },
      { id: "stock", href: "/stock", icon: Boxes, key: "s", onPhone: true, needs: "inventory:read" },
      { id: "customers", href: "/customers", icon: Users, key: "c", needs: "customers:read" },
    ],
  },
  {
    id: "connections",
    items: [
      { id: "deliveries", href: "/deliveries", icon: Send, key: "d", needs: "webhooks:read" },
      { id: "inbox", href: "/inbox", icon: Inbox, key: "b", needs: "webhooks:read" },
      { id: "integrations", href: "/integrations", icon: Plug, key: "n", needs: "webhooks:read" },
      { id: "reconciliation", href: "/reconciliation", icon: Scale, key: "r", needs: "webhooks:read" },
    ],
  },
  { id: "data", items: [{ id: "import", href: "/import", icon: FileInput, key: "i", needs: "imports:read" }] },
  {
    id: "system",
    items: [
      { id: "queues", href: "/queues", icon: ListChecks, key: "q", needs: "jobs:read" },
      { id: "mail", href: "/mail", icon: Mail, key: "m", needs: "jobs:read" },
      { id: "settings", href: "/settings", icon: Settings, key: "e" },
    ],
  },
];

/** As far as somebody may see it. */
export const navFor = (can: (scope: Scope) => boolean) =>
  navGroups
    .map((group) => ({ ...group, items: group.items.filter(({ needs }) => needs === undefined || can(needs)) }))
    .filter(({ items }) => items.length > 0);

export const navItems: NavItem[] = navGroups.flatMap((group) => group.items);

export function isCurrent(item: NavItem, pathname: string): boolean {
  return item.href === "/" ? pathname === "/" : pathname === item.href || pathname.startsWith(`${item.href}/`);
}
