export const bodyOf=1, linesOf=2;
