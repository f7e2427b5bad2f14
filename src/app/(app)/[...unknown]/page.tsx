import { notFound } from "next/navigation";

/** Every other address: what is not there is said inside the shell. */
export default function UnknownPage() {
  notFound();
}
