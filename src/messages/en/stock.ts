export const stock = {
  title: "Stock",
  field: {
    sku: "SKU",
    location: "Location",
    onHand: "On hand",
    reserved: "Reserved",
    available: "Available",
    incoming: "Incoming",
    safetyStock: "Safety stock",
  },
  units: "{count, plural, one {# unit} other {# units}}",
};
