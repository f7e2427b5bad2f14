/** `amount × part / whole` in whole numbers, exact however large the product. All arguments are non-negative. */
function divided(amount: number, part: number, whole: number): { quotient: number; rest: number } {
  const product = amount * part;
  if (Number.isSafeInteger(product)) {
    const rest = product % whole;
    return { quotient: (product - rest) / whole, rest };
  }
  const exact = BigInt(amount) * BigInt(part);
  return { quotient: Number(exact / BigInt(whole)), rest: Number(exact % BigInt(whole)) };
}

/** A part of a whole, such as 2 of 3 units. */
type Part = readonly [part: number, whole: number];

/** `amount × part / whole` in whole numbers. A half is rounded up, as on invoices, unless `down` is asked for. */
export function portion(amount: number, [part, whole]: Part, half: "up" | "down" = "up"): number {
  const { quotient, rest } = divided(amount, part, whole);
  const over = rest - (whole - rest);
  return over > 0 || (over === 0 && half === "up") ? quotient + 1 : quotient;
}

/** Splits an amount over weights so that the parts sum to it exactly; the remainder goes to the largest fractions. */
export function allocate(amount: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (sum === 0) return weights.map((_, index) => (index === 0 ? amount : 0));
  const exact = weights.map((weight, index) => ({ index, ...divided(amount, weight, sum) }));
  const missing = exact.reduce((left, { quotient }) => left - quotient, amount);
  const byFraction = exact.toSorted((a, b) => b.rest - a.rest || a.index - b.index);
  const raised = new Set(byFraction.slice(0, missing).map(({ index }) => index));
  return exact.map(({ quotient, index }) => (raised.has(index) ? quotient + 1 : quotient));
}
