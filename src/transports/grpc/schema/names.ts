export const pascal = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** `unitPrice` as `unit_price`. */
export const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The last part of a name: `State` of `Payment.State`. */
export const lastOf = (name: string): string => name.slice(name.lastIndexOf(".") + 1);

const upper = (name: string): string => snake(name).replace(/^_/, "").toUpperCase();

/** `partially_paid` of `PaymentStatus` as `PAYMENT_STATUS_PARTIALLY_PAID`: values share a scope with their neighbours. */
export const valueName = (enumeration: string, value: string): string =>
  `${upper(lastOf(enumeration))}_${value.toUpperCase()}`;

/** A JSON Pointer as callers of gRPC write a field: `/lines/0/unitPrice` as `lines[0].unit_price`. */
export function fieldPath(pointer: string): string {
  const steps = pointer.split("/").slice(1);
  const path = steps.map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${snake(step)}`)).join("");
  return path.replace(/^\./, "");
}
