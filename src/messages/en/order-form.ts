export const orderForm = { title: "New order" };
