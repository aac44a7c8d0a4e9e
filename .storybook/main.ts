import type { StorybookConfig } from '@storybook/web-components-vite';

export default {
  framework: '@storybook/web-components-vite',
  stories: ['../stories/**/*.mdx', '../stories/**/*.stories.ts'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y'],
  // Nothing leaves the machine: the built Storybook needs no network beyond its own host.
  core: {
    disableTelemetry: true,
    disableWhatsNewNotifications: true,
    enableCrashReports: false,
    disableProjectJson: true,
  },
  features: { sidebarOnboardingChecklist: false, changeDetection: false },
  viteFinal(config) {
    // Storybook reads the project's vite.config.ts, which builds a library.
    delete config.build?.lib;
    return {
      ...config,
      build: {
        ...config.build,
        target: 'es2022',
        chunkSizeWarningLimit: 4000,
        rolldownOptions: { checks: { eval: false } }, // PGlite's WebAssembly glue uses it
      },
      // PGlite finds its WebAssembly beside its own module, and so must stay where it is.
      optimizeDeps: { ...config.optimizeDeps, exclude: ['@electric-sql/pglite'] },
    };
  },
} satisfies StorybookConfig;
