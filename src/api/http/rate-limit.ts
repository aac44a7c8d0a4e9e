export interface RateLimit {
  readonly limit: number;
  readonly windowMs: number;
}

export interface Allowance {
  readonly allowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  /** Seconds until the window ends. */
  readonly resetSeconds: number;
}

/** Above this many names, windows that have ended are removed, so that the map cannot grow without bound. */
const SWEEP_ABOVE = 10_000;

/** Counts per name in fixed windows. Each process counts for itself. */
export function createRateLimiter({ limit, windowMs }: RateLimit, now: () => number): (name: string) => Allowance {
  const windows = new Map<string, { endsAt: number; used: number }>();
  return (name) => {
    const at = now();
    if (windows.size > SWEEP_ABOVE) for (const [key, it] of windows) if (it.endsAt <= at) windows.delete(key);
    let window = windows.get(name);
    if (!window || window.endsAt <= at) windows.set(name, (window = { endsAt: at + windowMs, used: 0 }));
    window.used += 1;
    return {
      allowed: window.used <= limit,
      limit,
      remaining: Math.max(0, limit - window.used),
      resetSeconds: Math.max(1, Math.ceil((window.endsAt - at) / 1000)),
    };
  };
}
