import { javascript } from 'projen';

/** Tests: coverage is a gate, snapshots are never written by CI (projen's test task adds `--ci` there). */
export const jestOptions: javascript.JestOptions = {
  updateSnapshot: javascript.UpdateSnapshot.NEVER,
  jestConfig: {
    // Instruments src alone; V8's coverage slows down aws-cdk-lib as well.
    coverageProvider: 'babel',
    testMatch: ['<rootDir>/test/**/*.test.ts'].map((pattern) => pattern as never),
    coverageThreshold: { branches: 95, functions: 95, lines: 95, statements: 95 },
    collectCoverageFrom: ['src/**/*.ts'],
    // By default one core is left to a watching person; and each test file loads aws-cdk-lib anew, which a worker does not give back.
    maxWorkers: '100%',
    workerIdleMemoryLimit: '2GB',
  },
};

export const linting: javascript.EslintOptions = {
  dirs: ['src', 'test', 'projenrc', 'scripts', 'bench'],
  prettier: false,
};
