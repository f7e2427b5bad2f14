import { searchColumns } from "../kernel/search.ts";

interface Found {
  readonly name: string;
  readonly email: string | null;
  readonly phone?: string | null | undefined;
  readonly reference?: string | null | undefined;
}

/** What a customer is found by. */
export const customerSearch = ({ name, email, phone, reference }: Found) =>
  searchColumns([name, email, reference], [phone]);
