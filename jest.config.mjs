export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '<rootDir>/.ci/jest-transform.mjs',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'es6' } },
    ],
  },
  modulePathIgnorePatterns: ['<rootDir>/.stryker-tmp/'],
  testTimeout: 120_000,
  maxWorkers: 2,
  // Modules of a finished file stay in a worker's memory, and full garbage collections then take seconds.
  workerIdleMemoryLimit: '600MB',
};
