/** Somebody changed what would be sent: whoever sends it should look again. */
export class ChangedMeanwhile extends Error {}
