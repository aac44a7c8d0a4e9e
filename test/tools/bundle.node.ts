import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bundle } from '../../tools/bundle.js';

describe('the size of an entry', () => {
  it('holds what it imports, Lit included, and knows the files', async () => {
    const { bytes, modules, onDemand } = await bundle(`export { css } from 'lit';`);
    assert.ok(bytes > 2000 && bytes < 8000, `${bytes} bytes`);
    assert.ok([...modules.keys()].some((file) => file.includes('lit-html')));
    assert.deepEqual(onDemand, []);
  });

  it('sets apart what is loaded on demand', async () => {
    const whole = await bundle(`export { ServerError } from './src/core/errors.ts'; export { systemClock } from './src/core/clock.ts';`);
    const split = await bundle(`export { ServerError } from './src/core/errors.ts'; export const later = () => import('./src/core/clock.ts');`);
    assert.deepEqual(split.onDemand.map(({ name }) => name), ['clock']);
    assert.ok(split.bytes < whole.bytes);
  });

  it('can leave files out, to say what they add', async () => {
    const code = `export { createStore } from './src/core/store.ts'; export { ServerError } from './src/core/errors.ts';`;
    const without = await bundle(code, /\/errors\.ts$/);
    assert.ok(![...without.modules.keys()].includes('src/core/errors.ts'));
    assert.ok(without.bytes < (await bundle(code)).bytes);
  });
});
