/** The columns of the shipping rows and their heading; stacked on a phone. */
export const shipColumns = "md:grid md:grid-cols-[minmax(0,1fr)_10.5rem_9rem_14rem_5.5rem] md:items-center md:gap-x-3";
