export const products = {
  title: "Products",
  status: { active: "Active", draft: "Draft", archived: "Archived" },
  field: { sku: "SKU", title: "Title", price: "Price", barcode: "Barcode", available: "Available" },
  variants: "{count, plural, one {# variant} other {# variants}}",
};
