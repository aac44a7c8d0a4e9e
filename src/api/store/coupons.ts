import type { Db } from './database.js';
import type { Coupon } from './tables.js';

/** A coupon that can be redeemed now. */
export async function findCoupon(db: Db, projectId: string, id: string, now: Date): Promise<Coupon | undefined> {
  const coupon = await db.selectFrom('coupons').selectAll().where('projectId', '=', projectId).where('id', '=', id).executeTakeFirst();
  return coupon?.active && (coupon.redeemBy === null || coupon.redeemBy > now) ? coupon : undefined;
}
