import { expect } from '@open-wc/testing';
import { freshProject } from './api.js';

describe('a fresh project', () => {
  it('is the real API: its users have sessions that the API accepts', async () => {
    const project = await freshProject();
    const { sessionToken } = (await (await fetch(project.sessionUrl('user_free'))).json()) as { sessionToken: string };
    const response = await fetch(`${project.apiUrl}/v1/customer/me`, { headers: { Authorization: `Bearer ${sessionToken}` } });
    expect(response.status).to.equal(200);
    const { customer } = (await response.json()) as { customer: { externalUserId?: string; external_user_id?: string } };
    expect(customer.externalUserId ?? customer.external_user_id).to.equal('user_free');
  });

  it('gives a session the life that was asked for', async () => {
    const project = await freshProject();
    const asked = Date.now();
    const { expiresAt } = (await (await fetch(project.sessionUrl('user_free', { expiresIn: 60 }))).json()) as { expiresAt: string };
    expect(Date.parse(expiresAt) - asked).to.be.within(55_000, 65_000);
  });

  it('shares nothing with another one', async () => {
    const [one, other] = await Promise.all([freshProject(), freshProject()]);
    expect(one.projectId).not.to.equal(other.projectId);
    const used = async ({ api }: typeof one) => {
      const { metrics } = await api<{ metrics: { feature_key: string; consumed: number }[] }>('/v1/usage/metrics?customer_id=user_free');
      return metrics.find(({ feature_key }) => feature_key === 'api_calls')?.consumed ?? NaN;
    };
    const before = await used(other);
    await one.api('/v1/usage/track', { body: { customer_id: 'user_free', feature_key: 'api_calls', quantity: 7 } });
    expect(await used(one)).to.equal(before + 7);
    expect(await used(other)).to.equal(before);
  });

  it('shows its catalog to its publishable key', async () => {
    const project = await freshProject();
    const response = await fetch(`${project.apiUrl}/v1/products`, { headers: { Authorization: `Bearer ${project.publishableKey}` } });
    const { products } = (await response.json()) as { products: unknown[] };
    expect(products.length).to.equal(4);
  });

  it('passes on what the API says no to', async () => {
    const project = await freshProject();
    const refused = await project.api('/v1/usage/check?customer_id=nobody&feature_key=api_calls').catch(String);
    expect(refused).to.match(/answered 404/);
  });
});
