/** The signed-in user, as the shell shows them. */
export type Viewer = {
  name: string;
  email: string;
  role: "admin" | "manager" | "agent" | "viewer";
  tenantName: string;
};
