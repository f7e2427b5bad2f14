import type { ProblemText } from "./text.ts";

/** Roles and invitations. */
export const people: Readonly<Record<string, ProblemText>> = {
  "role.name_taken": {
    happened: "Another role of this shop has this name.",
    why: "People choose roles by their names: each is there once, in whichever case, and those of built-in roles are taken.",
    todo: "Give another name, or change the existing role.",
  },
  "role.built_in": {
    happened: "A built-in role was to be changed or deleted.",
    why: "Administrator, manager, agent and viewer mean the same in every shop.",
    todo: "Create a role with the permissions you want, and give it to users instead.",
  },
  "role.in_use": {
    happened: "The role was not deleted: somebody has it, or is invited with it.",
    why: "`details.users` and `details.invitations` say how many. Without their role they could do nothing any more.",
    todo: "Give these users another role and revoke the invitations, then delete it.",
  },
  "role.unknown": {
    happened: "No role of this shop has the given `roleId`.",
    why: "It is mistyped, or the role was deleted meanwhile.",
    todo: "Take an id from `GET /roles`.",
  },
  "role.unclear": {
    happened: "It does not say which role is meant.",
    why: "`role` is a built-in role alone, or `custom` together with the `roleId` of one of your own.",
    todo: 'Send `{ "role": "agent" }`, or `{ "role": "custom", "roleId": "…" }`.',
  },
  "invitation.exists": {
    happened: "This email is invited already, and the invitation is open.",
    why: "Two links for one person would be one too many: the older would work on.",
    todo: "Send the invitation in `details.id` again, or revoke it and invite anew.",
  },
  "invitation.accepted": {
    happened: "The invitation has been accepted.",
    why: "A link works once.",
    todo: "Sign in with the email and the password that was chosen. Forgotten? An administrator sets another.",
  },
  "invitation.revoked": {
    happened: "The invitation was revoked.",
    why: "Somebody in the shop has ended it.",
    todo: "Ask them for another.",
  },
  "invitation.expired": {
    happened: "The link of the invitation is older than seven days.",
    why: "Old mails are found by others.",
    todo: "Ask for the invitation to be sent again.",
  },
  "invitation.unknown": {
    happened: "There is no invitation with this link.",
    why: "It is incomplete, or the invitation was sent again with another link.",
    todo: "Use the link of the newest mail, whole.",
  },
  "invitation.inviter_lost_rights": {
    happened: "The invitation gives a role that its sender may not give any more.",
    why: "They were deactivated, or have a smaller role since. A link gives no more than its sender may give today.",
    todo: "Somebody with these rights sends the invitation again.",
  },
};
