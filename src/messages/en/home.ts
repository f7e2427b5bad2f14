export const home = {
  title: "Home",
  tile: { toShip: "To ship", late: "Late", held: "On hold", unpaid: "Unpaid" },
};
