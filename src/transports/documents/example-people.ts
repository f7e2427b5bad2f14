const ID = "019a9c1e-7a52-7cc3-9f0e-2f6a1d6b1c11";
const actor = { type: "user", id: ID, name: "Sam Carter" };
const sam = { name: "Sam Carter", email: "sam@example.com" };
const invitation = { ...sam, role: "agent", state: "open", invitedBy: "Ada Young" };

/** Users, their roles and what they are invited to. */
export const peopleExamples = {
  AuditActor: actor,
  AuditChange: { field: "status", before: "pending", after: "cancelled" },
  AuditEntry: { address: "203.0.113.7" },
  AuditHead: { link: 4711, head: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" },
  Invitation: invitation,
  EventActor: actor,
  Me: { id: ID, ...sam, role: "custom", roleName: "Packer" },
  Packer: actor,
  PermittedOperation: { name: "orders.list", summary: "Lists orders, newest first.", changes: false },
  SentInvitation: { ...invitation, token: "xd_invite_3f9c2b7a1e5d" },
  UserRole: {
    id: "019a9c1e-7a52-7cc3-9f0e-2f6a1d6b1c14",
    name: "Packer",
    description: "Packs and ships.",
    role: "custom",
    scopes: ["orders:read", "orders:write"],
    users: 3,
  },
  UserView: sam,
} as const;
