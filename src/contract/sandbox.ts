import * as z from 'zod/mini';
import { Timestamp } from './common.js';
import { operation } from './operation.js';

export const ClockAdvance = z.object({
  advance: z.string().check(z.maxLength(50), z.describe('ISO 8601 duration: `PT1H`, `P3D`, `P1M`')),
});
export type ClockAdvance = z.infer<typeof ClockAdvance>;

export const advanceClock = operation({
  id: 'advanceClock',
  method: 'post',
  path: '/sandbox/v1/clock',
  tag: 'Sandbox',
  summary: "Move a test project's clock forward; what falls due on the way happens before the answer",
  auth: ['secret'],
  body: ClockAdvance,
  answer: z.object({ now: Timestamp.check(z.describe("The project's time after the move")) }),
  errors: ['invalid_clock', 'test_mode_only'],
});
