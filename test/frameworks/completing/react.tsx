import type {} from 'billing-elements/react';
import { UsageMeter } from 'billing-elements/react/usage-meter.js';

export const attributes = <usage-meter /* here */ feature="api_calls" />;
export const values = <usage-meter feature="api_calls" shape="bar" />;
export const wrapper = <UsageMeter /* here */ feature="api_calls" />;
