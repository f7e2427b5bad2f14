import type { InvoiceDocument } from "#core/erp/schemas.ts";
import type { Asked, Erp, ErpInvoice } from "#integrations/erp/port.ts";
import { CallFailed, CallWithdrawn } from "#integrations/soap/soap-client.ts";

/** The outcome of an attempt to post an invoice. */
export type Attempt =
  | { readonly outcome: "posted" | "found"; readonly reference: string | null }
  | { readonly outcome: "failed"; readonly failed: CallFailed };

export interface Posting {
  readonly document: InvoiceDocument;
  /** An earlier attempt may have reached the ERP: it is looked for there first. */
  readonly unsure: boolean;
  /** Whether the lease still holds. Asked right before the invoice is sent. */
  readonly isOurs: () => boolean;
}

/** One attempt; undefined when the lease was lost on the way and nothing was posted. */
export async function attempt(erp: Erp, asked: Asked, posting: Posting): Promise<Attempt | undefined> {
  const { document } = posting;
  try {
    const before = posting.unsure ? await found(erp, asked, document) : undefined;
    if (before !== undefined) return before;
    const { reference, duplicate } = await erp.post({ ...asked, maySend: posting.isOurs }, document);
    const known = duplicate ? await found(erp, asked, document) : undefined; // which may be another one's
    return known ?? { outcome: "posted", reference };
  } catch (error) {
    if (error instanceof CallWithdrawn) return undefined;
    if (!(error instanceof CallFailed)) throw error;
    return (await refoundAfter(error, () => found(erp, asked, document))) ?? { outcome: "failed", failed: error };
  }
}

/** A refusal because the ERP has the invoice already is a success. */
async function refoundAfter(
  failed: CallFailed,
  look: () => Promise<Attempt | undefined>,
): Promise<Attempt | undefined> {
  if (failed.kind !== "refused") return undefined;
  const already = await look().catch(() => undefined);
  return already?.outcome === "found" ? already : undefined;
}

async function found(erp: Erp, asked: Asked, document: InvoiceDocument): Promise<Attempt | undefined> {
  const theirs = await erp.find(asked, document.number).catch(asFailed);
  if (theirs === null || theirs === undefined) return undefined;
  if (agrees(theirs, document)) return { outcome: "found", reference: theirs.reference };
  const has = `${theirs.total} ${theirs.currency ?? document.currency}`;
  const message = `The ERP has ${document.number} over ${has}, and not over ${document.total} ${document.currency}.`;
  return { outcome: "failed", failed: new CallFailed("refused", message, { status: OK }) };
}

const OK = 200;

/** A question that is refused says nothing of the invoice: it is asked again. */
function asFailed(error: unknown): never {
  if (!(error instanceof CallFailed) || error.kind === "failed") throw error;
  const { status, retryAfter, fault } = error;
  const message = `The ERP was asked for the invoice: ${error.message}`;
  throw new CallFailed("failed", message, { status, retryAfter, fault, unsure: true });
}

const agrees = ({ total, currency }: ErpInvoice, document: InvoiceDocument): boolean =>
  total === document.total && (currency === null || currency === document.currency);
