import { eachMatch, type Rule } from "./structure-files.ts";

const isTest = (path: string) => /\.(test|spec)\.tsx?$/.test(path);
const isStore = (path: string) => path.endsWith("store.ts");

/** `Intl` and a fixed two digits are wrong for a sixth of all currencies, so amounts are formatted in one place. */
export const moneyIsFormattedInOnePlace: Rule = (files) =>
  eachMatch(files, {
    applies: (path) => /^src\/(?!testing\/|core\/kernel\/money-text\.ts$)/.test(path) && !isTest(path),
    pattern: /style: "currency"|supportedValuesOf\("currency"\)|\.toFixed\(2\)/g,
    message: "Amounts are written by core/kernel/money-text.ts, with the decimals of ISO 4217.",
  });

/** `${amount} can be refunded` would show 18350 instead of 183.50. */
export const amountsInTextAreFormatted: Rule = (files) =>
  eachMatch(files, {
    applies: (path) => path.startsWith("src/core/") && !isTest(path) && !isStore(path),
    pattern: /\$\{(?:\w+\.)*(?:amount|total|due|minor|price|refund|discount|tax|\w*Minor)\}/g,
    message: "Format an amount with amountText: people read currency and decimals, not minor units.",
  });
