/** Operations without a REST route, and why. */
export const notExposed: Readonly<Record<string, string>> = {
  "tenants.create": "Merchants are made on the command line, by whoever runs the server.",
};
