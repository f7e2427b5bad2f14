import type { Metadata } from "next";
import { allowed } from "#app/allowed.tsx";
import { CreateProductScreen } from "#features/products/create-product-screen.tsx";

export const metadata: Metadata = { title: "New product" };

export default function CreateProductPage() {
  return allowed("products:write", () => <CreateProductScreen />);
}
