/** A token as the API makes it, with any signature: the client reads the payload and no more. */
export function makeToken({
  user = 'user_1',
  merchant = 'demo',
  organization,
  iat,
  lifeS = 3600,
  serial = 1,
}: {
  user?: string;
  merchant?: string;
  organization?: string;
  iat: number;
  lifeS?: number;
  serial?: number;
}): string {
  const payload = {
    jti: `tok_${serial}`,
    iat: Math.floor(iat / 1000),
    exp: Math.floor(iat / 1000) + lifeS,
    merchant_id: merchant,
    external_user_id: user,
    ...(organization && { external_organization_id: organization }),
  };
  return `bos_session_test_${Buffer.from(JSON.stringify(payload)).toString('base64url')}.${'ab'.repeat(32)}`;
}

/** Until when a token is good, on the server's clock, ms. */
export function endOf(token: string): number {
  const payload = token.slice('bos_session_test_'.length).split('.')[0] ?? '';
  return (JSON.parse(Buffer.from(payload, 'base64url').toString()) as { exp: number }).exp * 1000;
}
