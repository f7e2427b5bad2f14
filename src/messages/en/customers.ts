export const customers = {
  title: "Customers",
  field: { name: "Name", email: "Email", orders: "Orders", spent: "Spent", lastOrder: "Last order" },
};
