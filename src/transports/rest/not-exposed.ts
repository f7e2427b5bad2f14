/** Operations without a REST route, and why. */
export const notExposed: Readonly<Record<string, string>> = {
  "inventory.preview": "For the form in which people adjust stock; a program books and reads the answer.",
  "customers.totals": "For the customer's screen; programs sum the orders that they list.",
  "tenants.create": "Merchants are made on the command line, by whoever runs the server.",
};
