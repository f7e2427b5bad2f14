/** The columns of a row to ship and of their heading; one below the other on a phone. */
export const shipColumns = "md:grid md:grid-cols-[minmax(0,1fr)_9.5rem_9rem_13rem_6rem] md:items-center md:gap-x-3";
