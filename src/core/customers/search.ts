import { searchColumns } from "../kernel/search.ts";

interface Found {
  readonly name: string;
  readonly email: string | null;
  readonly phone?: string | null | undefined;
  readonly reference?: string | null | undefined;
}

/** The searchable text of a customer. */
export const customerSearch = ({ name, email, phone, reference }: Found) =>
  searchColumns([name, email, reference], [phone]);
