import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import { examplesOf, type Example } from '../docs/examples.js';
import { installedTools } from '../support/installed-tools.js';
import { startEditor, type Editor } from './editor.js';

const HERE = 'test/frameworks';
const MARK = /wrong: /;
/** In each framework's folder; not in the repository. */
const EXAMPLES = 'from-docs';

/** Where something is wrong, as `Wrong.vue:12`. */
type Lines = ReadonlySet<string>;

/** Runs a checker, which ends with an error where it finds one. */
const outputOf = (script: string, ...args: readonly string[]): Promise<string> =>
  new Promise((resolve) => execFile(process.execPath, [script, ...args], { maxBuffer: 10_000_000 }, (_error, stdout) => resolve(stdout)));

const linesIn = (output: string, pattern: RegExp): Lines =>
  new Set([...output.matchAll(pattern)].map(({ groups }) => `${path.basename(groups?.['file'] ?? '')}:${groups?.['line']}`));

/** Every line of a folder that says it is wrong. */
async function wrongLines(folder: string): Promise<Lines> {
  const files = (await readdir(folder)).filter((file) => /\.(tsx?|vue|svelte)$/.test(file));
  const found = files.map(async (file) =>
    (await readFile(path.join(folder, file), 'utf8')).split('\n').flatMap((text, at) => (MARK.test(text) ? `${file}:${at + 1}` : [])),
  );
  return new Set((await Promise.all(found)).flat());
}

/** What stands around the README's examples on a page of yours. */
const AROUND: readonly (readonly [words: RegExp, code: string])[] = [
  [/yourAuth/, 'declare const yourAuth: (request: Request) => Promise<{ id: string } | undefined>;'],
  [/\broute\(/, `import { createSessionRoute } from 'billing-elements/server'; const route = createSessionRoute({ secretKey: process.env.KEY, getUserId: () => 'ada' });`],
  [/defineEventHandler/, `import { defineEventHandler, toWebRequest } from 'h3';`],
  [/\(c\) =>/, `import { Hono } from 'hono'; const app = new Hono();`],
  [/\(req, res\) =>/, `import express from 'express'; const app = express();`],
];

/** An example as a file of its own, with what stands around it; one that has a line for each framework is as many. */
function alone(example: Example): Example[] {
  const parts = /^app\.get\(/m.test(example.code) ? example.code.split(/^(?=export |app\.)/m) : [example.code];
  return parts.map((code, index) => {
    const around = AROUND.flatMap(([words, more]) => (words.test(code) ? more : []));
    return { ...example, code: [...around, code].join(' '), line: example.line + index };
  });
}

/** The documentation's own examples, which are right code: each checked as a file of the framework it is for. */
async function writeExamples(): Promise<void> {
  const folders: Readonly<Record<string, string>> = { tsx: 'react', ts: 'react', vue: 'vue', svelte: 'svelte' };
  for (const folder of new Set(Object.values(folders))) await rm(`${HERE}/${folder}/${EXAMPLES}`, { recursive: true, force: true });
  for (const page of ['README', 'docs/frameworks', 'docs/migrating', 'docs/api']) {
    for (const { language, code, line } of examplesOf(`${page}.md`).flatMap(page === 'README' ? alone : (it) => it)) {
      const folder = folders[language];
      if (!folder) continue;
      // `Calls` stands under the name by which the one before imports it.
      const name = /useUsageMetrics\('api_calls'\)/.test(code) && folder !== 'react' ? 'Calls' : `${path.basename(page)}-${line}`;
      await mkdir(`${HERE}/${folder}/${EXAMPLES}`, { recursive: true });
      await writeFile(`${HERE}/${folder}/${EXAMPLES}/${name}.${language}`, code);
    }
  }
}

describe('types for frameworks', { concurrency: true }, () => {
  let tools: string | undefined;
  before(async () => {
    await writeExamples();
    tools = await installedTools('test/framework-tools');
  });
  const tool = (name: string): string => path.join(tools ?? '', 'node_modules', name);
  const skipped = (t: TestContext): boolean => {
    if (!tools) t.skip('npm could not install the type checkers');
    return !tools;
  };

  const inFolder = (folder: string) => new RegExp(String.raw`^${HERE}/${folder}/(?<file>[\w./-]+)\((?<line>\d+),`, 'gm');
  const checkers: Readonly<Record<string, () => Promise<Lines>>> = {
    react: async () => linesIn(await outputOf('node_modules/typescript/bin/tsc', '-p', `${HERE}/react`), inFolder('react')),
    vue: async () => linesIn(await outputOf(tool('vue-tsc/bin/vue-tsc.js'), '-p', `${HERE}/vue/tsconfig.json`), inFolder('vue')),
    svelte: async () =>
      linesIn(
        await outputOf(tool('svelte-check/bin/svelte-check'), '--workspace', `${HERE}/svelte`, '--tsconfig', path.resolve(HERE, 'svelte/tsconfig.json'), '--output', 'machine'),
        /^\d+ ERROR "(?<file>(?!\.\.)[\w./-]+)" (?<line>\d+):/gm,
      ),
  };
  for (const [framework, check] of Object.entries(checkers)) {
    it(`let right code of ${framework} compile, and each wrong line of it fail`, async (t) => {
      if (skipped(t)) return;
      const wrong = await wrongLines(`${HERE}/${framework}`);
      assert.ok(wrong.size > 10, 'there are wrong lines to look at');
      assert.deepEqual([...(await check())].toSorted(), [...wrong].toSorted());
    });
  }

  describe('in an editor', () => {
    let editor: Editor;
    before(async () => {
      if (tools) editor = await startEditor(tool('typescript'));
    });
    after(() => editor?.close());

    const offered: readonly (readonly [framework: string, file: string, occurrence: number, names: readonly string[]])[] = [
      ['React', 'completing/react.tsx', 0, ['shape', 'near', 'upgradeUrl', 'upgrade-url', 'onbilling-usage-level-change', 'client', 'className', 'onClick']],
      ["React's wrappers", 'completing/react.tsx', 1, ['shape', 'near', 'upgradeUrl', 'onBillingUsageLevelChange', 'client', 'ref']],
      ['Vue', 'completing/vue.ts', 0, ['shape', 'near', 'upgradeUrl', 'onBillingUsageLevelChange', 'client', 'class', 'onClick']],
      ['Svelte', 'completing/svelte.ts', 0, ['shape', 'near', 'upgradeUrl', '"upgrade-url"', '"onbilling-usage-level-change"', '"on:billing-usage-level-change"', 'class', 'onclick']],
    ];
    for (const [framework, file, occurrence, names] of offered) {
      it(`complete in ${framework}`, async (t) => {
        if (skipped(t)) return;
        const all = await editor.complete(`${HERE}/${file}`, '/* here */ ', occurrence);
        assert.deepEqual(names.filter((name) => !all.includes(name)), []);
        for (const inner of ['requestUpdate', 'updateComplete', 'renderRoot']) assert.ok(!all.includes(inner), inner);
      });
    }

    it('complete values, and are explained', async (t) => {
      if (skipped(t)) return;
      assert.deepEqual(await editor.complete(`${HERE}/completing/react.tsx`, 'shape="'), ['bar', 'ring']);
      assert.match(await editor.documentation(`${HERE}/completing/react.tsx`, '/* here */ ', 'near'), /From this percentage on it is near its limit/);
      assert.match(await editor.documentation(`${HERE}/completing/react.tsx`, '/* here */ ', 'onbilling-error'), /could not be loaded/);
      assert.match(await editor.documentation(`${HERE}/completing/vue.ts`, '/* here */ ', 'onBillingError'), /could not be loaded/);
    });
  });
});
