import { defineConfig } from 'vitest/config';

/** The runner of `npm run mutants`: jest's own test files, `@jest/globals` being vitest's. Everything else runs in jest. */
export default defineConfig({
  resolve: { alias: { '@jest/globals': 'vitest' } },
  test: {
    include: (process.env.MUTANTS_TESTS ?? '__tests__/**/*.test.ts').split(' '),
    pool: 'threads',
    testTimeout: 120_000,
  },
});
