import type { Metadata } from "next";
import { CreateCustomerScreen } from "#features/customers/create-customer-screen.tsx";

export const metadata: Metadata = { title: "New customer" };

export default function CreateCustomerPage() {
  return <CreateCustomerScreen />;
}
