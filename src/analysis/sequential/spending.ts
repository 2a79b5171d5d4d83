/**
 * Pocock-type error spending (Lan and DeMets 1983, α₂*): the share of `alpha` that may be spent once a fraction `t`
 * (0–1) of the planned information has been seen, α · ln(1 + (e − 1) · t).
 */
export const spent = (t: number, alpha: number): number => alpha * Math.log(1 + (Math.E - 1) * t);
