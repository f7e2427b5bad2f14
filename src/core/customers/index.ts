export { createCustomer } from "./create-customer.ts";
export { getCustomerTotals } from "./get-customer-totals.ts";
export { getCustomer } from "./get-customer.ts";
export { getManyCustomers } from "./get-many-customers.ts";
export { listCustomers } from "./list-customers.ts";
export { updateCustomer } from "./update-customer.ts";
export { lookupCustomers } from "./lookup-customers.ts";
