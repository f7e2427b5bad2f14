import { notFound } from "next/navigation";

/** Every unknown path: "not found" inside the shell. */
export default function UnknownPage() {
  notFound();
}
