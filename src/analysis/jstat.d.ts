declare module 'jstat' {
  interface JStat {
    studentt: { inv(p: number, df: number): number; cdf(x: number, df: number): number };
    centralF: { cdf(x: number, df1: number, df2: number): number };
    normal: { inv(p: number, mean: number, sd: number): number; cdf(x: number, mean: number, sd: number): number };
    chisquare: { inv(p: number, df: number): number };
    beta: { inv(p: number, a: number, b: number): number };
    /** Regularised incomplete beta function. */
    ibeta(x: number, a: number, b: number): number;
  }
  const jstat: JStat;
  export default jstat;
}
