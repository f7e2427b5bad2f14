import type { ErpSettings, InvoiceDocument } from "#core/erp/schemas.ts";

/** An invoice as the ERP has it. */
export interface ErpInvoice {
  readonly number: string;
  /** Minor units. */
  readonly total: number;
  readonly currency: string | null;
  /** The ERP's own name of it. */
  readonly reference: string | null;
}

export interface PostedInvoice {
  readonly reference: string | null;
  /** The ERP had one of this number before. */
  readonly duplicate: boolean;
}

export interface ErpStock {
  readonly sku: string;
  readonly location: string | null;
  readonly onHand: number;
}

/** Another company's ERP. Every method rejects only with `CallFailed`, or `CallWithdrawn` where `maySend` says no. */
export interface Erp {
  post(asked: Asked, invoice: InvoiceDocument): Promise<PostedInvoice>;
  /** Null: the ERP does not have it. Undefined: it cannot be asked. */
  find(asked: Asked, number: string): Promise<ErpInvoice | null | undefined>;
  /** What was issued between two instants; undefined: it cannot be asked. */
  list(asked: Asked, range: { readonly from: string; readonly to: string }): Promise<readonly ErpInvoice[] | undefined>;
  stock(asked: Asked): Promise<readonly ErpStock[] | undefined>;
}

export interface Asked {
  readonly settings: ErpSettings;
  readonly tenantId: string;
  readonly signal?: AbortSignal | undefined;
  /** Asked right before a request is sent, after all preparation. */
  readonly maySend?: (() => boolean) | undefined;
}
