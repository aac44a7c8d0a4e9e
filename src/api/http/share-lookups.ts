/**
 * Lets callers who ask for the same thing at the same time share one answer. Whoever arrives while a lookup is under way
 * shares the next one and not that: an answer is never older than its question, so that a revoked key is refused at once.
 */
export function shareLookups<T>(load: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const flights = new Map<string, { running: Promise<T>; next?: Promise<T> }>();

  function start(key: string): Promise<T> {
    const flight: { running: Promise<T>; next?: Promise<T> } = {
      running: load(key).finally(() => {
        if (!flight.next) flights.delete(key);
      }),
    };
    flights.set(key, flight);
    return flight.running;
  }

  return (key) => {
    const flight = flights.get(key);
    if (!flight) return start(key);
    const again = () => start(key);
    return (flight.next ??= flight.running.then(again, again));
  };
}
