"use client";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { isScope } from "#core/kernel/actor.ts";
import { builtInRoles, type Person, type Role, roleIdOf } from "#features/people/people-params.ts";
import { trpc } from "#features/trpc/client.ts";
import { useMe } from "#features/trpc/use-me.ts";

const none: readonly Role[] = [];

/** The shop's roles: their names in this language, and which of them the visitor may give. */
export function useRoles() {
  const t = useTranslations("shell.role");
  const { can } = useMe();
  const roles = trpc.roles.list.useQuery({}).data?.data ?? none;
  const names = useMemo(() => {
    const nameOf = (role: Pick<Role, "id" | "name">): string => {
      const builtIn = builtInRoles.find((one) => one === role.id);
      return builtIn === undefined ? role.name : t(builtIn);
    };
    const named = (of: Pick<Person, "role" | "roleId">): string => {
      const found = roles.find(({ id }) => id === roleIdOf(of));
      return found === undefined ? t(of.role) : nameOf(found);
    };
    return { nameOf, named };
  }, [roles, t]);
  const mayGive = (role: Pick<Role, "scopes">): boolean => role.scopes.filter(isScope).every(can);
  return { roles, ...names, mayGive };
}
