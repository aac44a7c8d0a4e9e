import type { Reporter, TestSession, TestSuiteResult } from '@web/test-runner-core';
import { closingLine, sum, type Counts } from '../closing-line.js';

/** Ends a run with the plain line `N passed, N failed`. A run, or a file, without a single test counts as failed. */
export function closingLineReporter(): Reporter {
  return {
    stop({ sessions }) {
      const counts = sum(sessions.map(countSession));
      if (isEmpty(counts)) counts.failed = 1;
      // The runner draws its own last lines after this, and has its own opinion on what a success is.
      process.once('exit', () => {
        process.stdout.write(`\n${closingLine(counts)}\n`);
        if (counts.failed > 0) process.exitCode = 1;
      });
    },
  };
}

function countSession({ passed, testResults, testFile }: TestSession): Counts {
  const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
  if (testResults) countSuite(testResults, counts);
  const empty = isEmpty(counts);
  if (empty) process.stdout.write(`\nNo test in ${testFile}\n`);
  // A session can fail beside its tests: a page error, a failed import, a coverage bar.
  if (empty || (!passed && counts.failed === 0)) counts.failed++;
  return counts;
}

function countSuite({ tests, suites }: TestSuiteResult, counts: Counts): void {
  for (const test of tests) counts[test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed']++;
  for (const suite of suites) countSuite(suite, counts);
}

const isEmpty = ({ passed, failed, skipped }: Counts): boolean => passed + failed + skipped === 0;
