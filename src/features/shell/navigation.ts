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
import type { Catalogue } from "#messages/catalogue.ts";

export type NavItem = {
  id: keyof Catalogue["shell"]["nav"];
  href: string;
  icon: LucideIcon;
  /** The second key after g. */
  key: string;
  /** Shown in the bar of a phone; the others are under More. Four at most. */
  onPhone?: boolean;
};

/** One entry adds a screen to the navigation, the command menu, the key sequences and their overview. */
export const navGroups: { id: keyof Catalogue["shell"]["navGroups"]; items: NavItem[] }[] = [
  {
    id: "work",
    items: [
      { id: "home", href: "/", icon: House, key: "h", onPhone: true },
      { id: "orders", href: "/orders", icon: ShoppingBag, key: "o", onPhone: true },
      { id: "packing", href: "/packing", icon: PackageCheck, key: "k" },
      { id: "products", href: "/products", icon: Package, key: "p", onPhone: true },
      { id: "stock", href: "/stock", icon: Boxes, key: "s", onPhone: true },
      { id: "customers", href: "/customers", icon: Users, key: "c" },
    ],
  },
  {
    id: "connections",
    items: [
      { id: "deliveries", href: "/deliveries", icon: Send, key: "d" },
      { id: "inbox", href: "/inbox", icon: Inbox, key: "b" },
      { id: "integrations", href: "/integrations", icon: Plug, key: "n" },
      { id: "reconciliation", href: "/reconciliation", icon: Scale, key: "r" },
    ],
  },
  { id: "data", items: [{ id: "import", href: "/import", icon: FileInput, key: "i" }] },
  {
    id: "system",
    items: [
      { id: "queues", href: "/queues", icon: ListChecks, key: "q" },
      { id: "mail", href: "/mail", icon: Mail, key: "m" },
      { id: "settings", href: "/settings", icon: Settings, key: "e" },
    ],
  },
];

export const navItems: NavItem[] = navGroups.flatMap((group) => group.items);

export function isCurrent(item: NavItem, pathname: string): boolean {
  return item.href === "/" ? pathname === "/" : pathname === item.href || pathname.startsWith(`${item.href}/`);
}
