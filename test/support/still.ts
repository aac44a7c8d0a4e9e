import { emulateMedia } from '@web/test-runner-commands';

/** Colours are measured at rest, not on their way. Where a browser cannot be told, they mostly have arrived. */
export const holdStill = (): Promise<void> => emulateMedia({ reducedMotion: 'reduce' }).then(undefined, () => {});
