import type { Metadata } from "next";
import { allowed } from "#app/allowed.tsx";
import { prefetched } from "#app/prefetched.tsx";
import { CreateKeyScreen } from "#features/api-keys/create-key-screen.tsx";

export const metadata: Metadata = { title: "Create API key" };

export default function CreateKeyPage() {
  return allowed("keys:write", () => prefetched(() => [], <CreateKeyScreen />));
}
