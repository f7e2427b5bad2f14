import { choiceParam, paramsLoader, textParam, type ValuesOf } from "#features/list/url-params.ts";
import type { Inputs, Outputs } from "#features/trpc/client.ts";

export type Person = Outputs["users"]["get"];
export type Role = Outputs["roles"]["get"];
export type Invitation = Outputs["invitations"]["get"];
export type SentInvitation = Outputs["invitations"]["create"];

export const personStates = ["active", "inactive"] as const;
export const builtInRoles = ["admin", "manager", "agent", "viewer"] as const;

export const peopleParams = {
  q: textParam.withDefault(""),
  /** The name of a built-in role, or the id of another. */
  role: textParam,
  state: choiceParam(personStates),
};
export const loadPeopleParams = paramsLoader(peopleParams);

const isBuiltIn = (id: string) => builtInRoles.find((role) => role === id);

/** How the API names a role: a built-in one by its name, another by `custom` and its id. */
export function roleNamed(id: string) {
  const role = isBuiltIn(id);
  return role === undefined ? { role: "custom" as const, roleId: id } : { role, roleId: null };
}

/** The same of a person or an invitation, as one id. */
export const roleIdOf = ({ role, roleId }: Pick<Person, "role" | "roleId">): string => roleId ?? role;

/** The query's input; server and browser must use the same, so that the prefetched result is reused. */
export function peopleListInput({
  q,
  role,
  state,
}: ValuesOf<typeof peopleParams>): Omit<Inputs["users"]["list"], "cursor"> {
  const { role: name, roleId } = role ? roleNamed(role) : { role: undefined, roleId: null };
  return {
    limit: 50,
    ...(q.trim() ? { q: q.trim() } : {}),
    ...(roleId === null ? (name ? { role: name } : {}) : { roleId }),
    ...(state === null ? {} : { active: state === "active" }),
  };
}
