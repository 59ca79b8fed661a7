import * as react from 'react';

/**
 * What the parts loaded on demand need of React, named here once: a file that imported it itself would bring the bundler's helpers for
 * old modules along, in one more file that all readers had to load.
 */
export const { Suspense, use, useState, useSyncExternalStore } = react;
