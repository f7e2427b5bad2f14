import type { Metadata } from "next";
import { allowed } from "#app/allowed.tsx";
import { CreateCustomerScreen } from "#features/customers/create-customer-screen.tsx";

export const metadata: Metadata = { title: "New customer" };

export default function CreateCustomerPage() {
  return allowed("customers:write", () => <CreateCustomerScreen />);
}
