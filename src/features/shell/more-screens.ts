import {
  BookOpen,
  Braces,
  FileInput,
  Inbox,
  KeyRound,
  type LucideIcon,
  MailPlus,
  Package,
  Plug,
  Plus,
  Scale,
  ShieldCheck,
  Store,
  Users,
  Webhook,
} from "lucide-react";
import type { Scope } from "#core/kernel/actor.ts";
import type { Catalogue } from "#messages/catalogue.ts";

export type MoreScreen = {
  id: keyof Catalogue["shell"]["command"]["screen"];
  href: string;
  icon: LucideIcon;
  /** The required scope. */
  needs?: Scope;
  /** Not a screen of this app: opened by the browser. */
  outside?: true;
};

/** Screens outside of the navigation; the command menu finds them by search. */
export const moreScreens: readonly MoreScreen[] = [
  { id: "endpoints", href: "/integrations/webhooks", icon: Webhook, needs: "webhooks:read" },
  { id: "sources", href: "/integrations/sources", icon: Plug, needs: "webhooks:read" },
  { id: "keys", href: "/integrations/keys", icon: KeyRound, needs: "settings:read" },
  { id: "newKey", href: "/integrations/keys/new", icon: KeyRound, needs: "keys:write" },
  { id: "apis", href: "/integrations/apis", icon: Braces, needs: "settings:read" },
  { id: "people", href: "/settings/people", icon: Users, needs: "users:read" },
  { id: "invite", href: "/settings/people/invite", icon: MailPlus, needs: "users:write" },
  { id: "roles", href: "/settings/roles", icon: ShieldCheck, needs: "users:read" },
  { id: "newRole", href: "/settings/roles/new", icon: ShieldCheck, needs: "users:write" },
  { id: "shop", href: "/settings/shop", icon: Store, needs: "settings:read" },
  { id: "newOrder", href: "/orders/new", icon: Plus, needs: "orders:write" },
  { id: "newProduct", href: "/products/new", icon: Package, needs: "products:write" },
  { id: "newCustomer", href: "/customers/new", icon: Users, needs: "customers:write" },
  { id: "newImport", href: "/import/new", icon: FileInput, needs: "imports:write" },
  { id: "newEndpoint", href: "/integrations/webhooks/new", icon: Webhook, needs: "webhooks:write" },
  { id: "newSource", href: "/integrations/sources/new", icon: Inbox, needs: "webhooks:write" },
  { id: "newPartner", href: "/reconciliation/new", icon: Scale, needs: "webhooks:write" },
  { id: "apiDocuments", href: "/docs", icon: BookOpen, outside: true },
  { id: "eventTypes", href: "/docs/events", icon: BookOpen, outside: true },
];
