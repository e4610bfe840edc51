/** Reads the time, in ms since a moment of the clock's own choosing. Never runs backwards. */
export type Clock = () => number;
