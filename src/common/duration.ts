/** A time for people, rounded up: 89 → `89 s`, 90 → `2 min`. */
export const minutes = (seconds: number): string =>
  seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
