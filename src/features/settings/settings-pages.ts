import {
  KeyRound,
  type LucideIcon,
  LockKeyhole,
  MailPlus,
  ShieldCheck,
  ScrollText,
  Store,
  UserRound,
  Users,
} from "lucide-react";
import type { Scope } from "#core/kernel/actor.ts";
import type { Catalogue } from "#messages/catalogue.ts";

export type SettingsPage = {
  /** Its name and its one line are texts of `settings.pages`. */
  id: keyof Catalogue["settings"]["pages"];
  href: string;
  icon: LucideIcon;
  /** Without this scope the page is not offered, and says what is missing. Absent: everybody's own. */
  needs?: Scope;
  /** A page of another part of the app: listed, and without a tab. */
  elsewhere?: true;
};

/** One entry adds a page to the list of settings, to their tabs and to the command menu. */
export const settingsPages: readonly SettingsPage[] = [
  { id: "profile", href: "/settings/profile", icon: UserRound },
  { id: "security", href: "/settings/security", icon: LockKeyhole, needs: "users:write" },
  { id: "people", href: "/settings/people", icon: Users, needs: "users:read" },
  { id: "invitations", href: "/settings/invitations", icon: MailPlus, needs: "users:read" },
  { id: "roles", href: "/settings/roles", icon: ShieldCheck, needs: "users:read" },
  { id: "shop", href: "/settings/shop", icon: Store, needs: "settings:read" },
  { id: "audit", href: "/settings/audit", icon: ScrollText, needs: "audit:read" },
  { id: "keys", href: "/integrations/keys", icon: KeyRound, needs: "settings:read", elsewhere: true },
];
