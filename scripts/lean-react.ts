import type { Plugin } from 'vite';

/** What readers' pages never use of React, function by function: it is delivered in a form of which no bundler can leave anything out. */
const UNUSED: Readonly<Record<string, readonly string[]>> = {
  'react.production': [
    'Activity',
    'Children',
    'Profiler',
    'PureComponent',
    'ViewTransition',
    '__COMPILER_RUNTIME',
    'addTransitionType',
    'cache',
    'cacheSignal',
    'cloneElement',
    'createRef',
    'forwardRef',
    'lazy',
    'unstable_useCacheRefresh',
    'useActionState',
    'useDeferredValue',
    'useEffectEvent',
    'useImperativeHandle',
    'useInsertionEffect',
    'useOptimistic',
    'useReducer',
    'useTransition',
  ],
  'react-dom.production': [
    'browser',
    'createPortal',
    'preconnect',
    'prefetchDNS',
    'preinit',
    'preinitModule',
    'preload',
    'preloadModule',
    'requestFormReset',
    'unstable_batchedUpdates',
    'useFormState',
    'useFormStatus',
  ],
  'react-dom-client.production': ['createRoot'],
};
/** The door for developers' tools. */
const TOOLS = 'if ("undefined" !== typeof __REACT_DEVTOOLS_GLOBAL_HOOK__)';

/** Leaves it out. Whoever comes to use one of these has the build fail, and takes it off the list. */
export const leanReact: Plugin = {
  name: 'lean-react',
  apply: 'build',
  applyToEnvironment: ({ name }) => name === 'client' || name === 'embed',
  transform(code, id) {
    const unused = UNUSED[/\/([\w.-]+)\.js$/.exec(id)?.[1] ?? ''];
    if (unused !== undefined) return unused.reduce(without, code).replace(TOOLS, 'if (false)');
    const used = imported(code).find(name => Object.values(UNUSED).flat().includes(name));
    if (used !== undefined && !id.includes('node_modules')) this.error(`scripts/lean-react.ts leaves out ${used}`);
    return null;
  },
};

/** A value that nobody can reach, which the bundler then drops with all that hangs on it. */
function without(code: string, name: string): string {
  return code.replace(new RegExp(`^exports\\.${name} =`, 'm'), `const unused_${name} =`);
}

function imported(code: string): string[] {
  const statements = code.matchAll(/import\s*(?:\w+,\s*)?\{([^}]*)\}\s*from\s*["']react(?:-dom(?:\/client)?)?["']/g);
  return [...statements].flatMap(([, names = '']) => names.split(',').map(name => name.trim().split(' ')[0] ?? ''));
}
