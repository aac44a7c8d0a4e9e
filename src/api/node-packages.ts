/** Optional peers: whoever only has elements on a page does not download them. */
const PACKAGES = 'hono @hono/node-server kysely @electric-sql/pglite';
const OF_A_SERVER = 'pg';

/** Loads a part of the API. If a package is missing, the error says what to install. */
export async function withPackages<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    const [, missing] = /^Cannot find (?:package|module) '((?:@[^/']+\/)?[^/']+)/.exec(cause instanceof Error ? cause.message : '') ?? [];
    if (missing === undefined || ![...PACKAGES.split(' '), OF_A_SERVER].includes(missing)) throw cause;
    throw new Error(
      `The billing API needs ${missing}, which is not installed:\n\n    npm install ${missing === OF_A_SERVER ? OF_A_SERVER : PACKAGES}\n`,
      { cause },
    );
  }
}
