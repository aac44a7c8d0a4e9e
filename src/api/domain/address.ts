/**
 * Whether an IP address, as DNS and URLs write it, is on the public internet. An unrecognised one is not: behind private,
 * link-local and reserved addresses are services that trust whoever reaches them.
 */
export const isPublicAddress = (address: string): boolean => (address.includes(':') ? isPublicV6(address) : isPublicV4(address));

/** First address and prefix length of every range that is not routed to the public. */
const RESERVED_V4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12],
  ['192.0.0.0', 24], ['192.0.2.0', 24], ['192.88.99.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15],
  ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 3],
];

function isPublicV4(address: string): boolean {
  const number = toNumber(address);
  return number !== undefined && !RESERVED_V4.some(([first, length]) => sameStart(number, toNumber(first) ?? 0, length));
}

function toNumber(address: string): number | undefined {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(address)) return undefined;
  const parts = address.split('.').map(Number);
  return parts.every((part) => part <= 255) ? parts.reduce((sum, part) => sum * 256 + part, 0) : undefined;
}

const sameStart = (left: number, right: number, length: number): boolean => {
  const size = 2 ** (32 - length);
  return Math.floor(left / size) === Math.floor(right / size);
};

/** Only 2000::/3 is given out; inside it, tunnels and documentation lead elsewhere or nowhere. */
function isPublicV6(address: string): boolean {
  if (!/^[0-9a-f:.]+$/i.test(address)) return false;
  const [first = 0, second = 0] = address.split(':').map((part) => Number.parseInt(part || '0', 16));
  if (first < 0x2000 || first > 0x3fff || first === 0x2002) return false;
  if (first === 0x2001 && (second < 0x200 || second === 0xdb8)) return false;
  return !(first === 0x3fff && second < 0x1000);
}

/** The address in a URL's host; undefined if the host is a name. */
export function addressIn({ hostname }: URL): string | undefined {
  if (hostname.startsWith('[')) return hostname.slice(1, -1);
  // The URL parser has brought every spelling of an IPv4 address to this one.
  return /^\d+(\.\d+){3}$/.test(hostname) ? hostname : undefined;
}
