import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { portSetting } from '../../src/api/node-settings.js';

const NAME = 'NODE_SETTINGS_TEST_PORT';

describe('a port from the environment', () => {
  after(() => delete process.env[NAME]);
  const read = (text: string) => {
    process.env[NAME] = text;
    return portSetting(NAME, 8787);
  };

  it('is the usual one where it is unset or empty', () => {
    assert.deepEqual([portSetting(NAME, 8787), read('')], [8787, 8787]);
  });

  it('is what it says, and a mistake by name where that is no port', () => {
    assert.deepEqual([read('0'), read('9000'), read('65535')], [0, 9000, 65_535]);
    for (const text of ['abc', '65536', '-1', '80.5', '0x50', ' ']) assert.throws(() => read(text), /NODE_SETTINGS_TEST_PORT is a port/, text);
  });
});
