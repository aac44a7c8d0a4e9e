const PORT_MAX = 65_535;

/** A port from the environment; empty is as good as unset. */
export function portSetting(name: string, usual: number): number {
  const text = process.env[name] || String(usual);
  const port = /^\d+$/.test(text) ? Number(text) : NaN;
  if (port <= PORT_MAX) return port;
  throw new TypeError(`${name} is a port from 1 to ${PORT_MAX}, or 0 for a free one, and not "${text}"`);
}
