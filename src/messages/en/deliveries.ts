export const deliveries = { title: "Deliveries" };
