/** Who is signed in, as the shell shows it. */
export type Viewer = {
  name: string;
  email: string;
  role: "admin" | "manager" | "agent" | "viewer";
  tenantName: string;
};
