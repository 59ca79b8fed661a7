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
/**
 * What of react-dom only serves parts of React that readers' pages do not have, by what it serves. Each of these functions is either
 * never called then, or finds nothing to do: its body goes, and with it all that only it used.
 */
const UNREACHED: Readonly<Record<string, readonly string[]>> = {
  'view transitions': [
    'applyViewTransitionName',
    'applyViewTransitionToHostInstances',
    'applyViewTransitionToHostInstancesRecursive',
    'claimQueuedTransitionTypes',
    'commitAppearingPairViewTransitions',
    'commitDeletedPairViewTransitions',
    'commitEnterViewTransitions',
    'commitExitViewTransitions',
    'commitNestedViewTransitions',
    'ViewTransitionPseudoElement',
    'createViewTransitionInstance',
    'getViewTransitionClassName',
    'getViewTransitionName',
    'measureNestedViewTransitions',
    'measureViewTransitionHostInstancesRecursive',
    'queueTransitionTypes',
    'restoreEnterOrExitViewTransitions',
    'restoreNestedViewTransitions',
    'restorePairedViewTransitions',
    'restoreViewTransitionName',
    'restoreViewTransitionOnHostInstances',
    'scheduleViewTransitionEvent',
    'startViewTransition',
    'trackEnterViewTransitions',
  ],
  'elements that belong into the head': [
    'acquireResource',
    'createHoistableInstance',
    'adoptPreloadPropsForStylesheet',
    'getHydratableHoistableCache',
    'getResource',
    'insertStylesheetIntoRoot',
    'isHostHoistableType',
    'mountHoistable',
    'preinitModuleScript',
    'preinitScript',
    'preinitStyle',
    'preload',
    'preloadModule',
    'preloadResourceAndSuspendIfNeeded',
    'preconnectAs',
    'resolveSingletonInstance',
    'releaseSingletonInstance',
    'commitHostSingletonAcquisition',
    'suspendResource',
  ],
  'refs of fragments': [
    'FragmentInstance',
    'addEventListenerToChild',
    'addFragmentHandleToFiber',
    'addFragmentHandleToInstance',
    'commitFragmentInstanceDeletionEffects',
    'commitFragmentInstanceInsertionEffects',
    'commitNewChildToFragmentInstance',
    'commitNewChildToFragmentInstances',
    'deleteChildFromFragmentInstance',
    'indexOfEventListener',
    'removeEventListenerFromChild',
  ],
  'lists of boundaries, and activities': [
    'cutOffTailIfNeeded',
    'findFirstSuspended',
    'initSuspenseListRenderState',
    'retryActivityComponentWithoutHydrating',
    'updateActivityComponent',
    'updateSuspenseListComponent',
  ],
  'actions of forms': [
    'TransitionAwareHostComponent',
    'dispatchActionState',
    'ensureFormComponentIsStateful',
    'extractEvents$1',
    'mountActionState',
    'requestFormReset$1',
    'rerenderActionState',
    'runActionStateAction',
    'startHostTransition',
    'updateActionState',
    'updateActionStateImpl',
    'useHostTransitionStatus',
  ],
  'hooks and kinds of components on the list above': [
    'createFiberFromPortal',
    'dispatchOptimisticSetState',
    'dispatchReducerAction',
    'imperativeHandleEffect',
    'mountDeferredValueImpl',
    'refreshCache',
    'updateDeferredValueImpl',
    'updateEvent',
    'updateForwardRef',
    'updateImperativeHandle',
    'updateInsertionEffect',
    'updateOptimisticImpl',
    'updateRefresh',
    'useEffectEventImpl',
    'useMemoCache',
  ],
  'fields of several lines': ['initTextarea', 'updateTextarea'],
  'elements of our own making': ['isCustomElement', 'setPropOnCustomElement'],
  'where in the tree an error came from': ['getStackByFiberInDevAndProd'],
  'what is selected, typed and passed over': [
    'accumulateEnterLeaveListenersForEvent',
    'constructSelectEvent',
    'getFallbackBeforeInputChars',
    'getNativeBeforeInputChars',
  ],
  // A pointer that passed, or a focus that went, before there was anybody to hear it; presses are heard all the same.
  'events from before a page came to life': [
    'attemptExplicitHydrationTarget',
    'clearIfContinuousEvent',
    'queueIfContinuousEvent',
    'retryIfBlockedOn',
  ],
  'what only tools ask for': ['findCurrentFiberUsingSlowPath', 'getComponentNameFromType'],
  'pictures that a view transition waits for': ['estimateBandwidth'],
  'signs of work that goes on in the background': ['defaultOnDefaultTransitionIndicator'],
};
/** The methods of what no longer makes anything. */
const METHODS = /^(FragmentInstance|ViewTransitionPseudoElement)\.prototype\.(\w+) =/gm;
/** What an error says: its number, and three lines of where to read about it. */
const ERROR_TEXT = /^function formatProdErrorMessage\(code\) \{[\s\S]*?\n\}\n/m;
const SHORT_ERROR_TEXT = 'function formatProdErrorMessage(code) { return "react.dev/errors/" + code; }\n';
/** The door for developers' tools. */
const TOOLS = 'if ("undefined" !== typeof __REACT_DEVTOOLS_GLOBAL_HOOK__)';
/** Elements that React treats in a way of its own or that have a hyphen in their name, and events that it makes up. */
const UNUSED_MARKUP =
  /jsxs?\("(title|meta|link|style|script|base|html|head|body|textarea|[a-z]+-[\w-]*)"|\b(on(?:Mouse|Pointer)(?:Enter|Leave)|onSelect|onBeforeInput)\b/;

/** Leaves it out. Whoever comes to use one of these has the build fail, and takes it off the list. */
export const leanReact: Plugin = {
  name: 'lean-react',
  apply: 'build',
  applyToEnvironment: ({ name }) => name === 'client' || name === 'embed',
  transform(code, id) {
    const file = /\/([\w.-]+)\.js$/.exec(id)?.[1] ?? '';
    if (UNUSED[file]) return lean(code, file).replace(TOOLS, 'if (false)');
    if (id.includes('node_modules')) return null;
    const [, element, event] = UNUSED_MARKUP.exec(code) ?? [];
    const used = imported(code).find(name => Object.values(UNUSED).flat().includes(name)) ?? element ?? event;
    if (used !== undefined) this.error(`scripts/lean-react.ts leaves out ${used}`);
    return null;
  },
};

function lean(code: string, file: string): string {
  const inUse = (UNUSED[file] ?? []).reduce(without, code.replace(ERROR_TEXT, SHORT_ERROR_TEXT));
  if (file !== 'react-dom-client.production') return inUse;
  return Object.values(UNREACHED).flat().reduce(emptied, inUse.replace(METHODS, 'const unused_$1_$2 ='));
}

/** A value that nobody can reach, which the bundler then drops with all that hangs on it. */
function without(code: string, name: string): string {
  return code.replace(new RegExp(`^exports\\.${name} =`, 'm'), `const unused_${name} =`);
}

/** Another version of React has other functions: then the build fails, and somebody looks. */
function emptied(code: string, name: string): string {
  const [before, after] = code.split(`\nfunction ${name}(`);
  const end = after?.indexOf('\n}\n');
  if (before === undefined || after === undefined || end === undefined || end < 0)
    throw new Error(`react-dom has no ${name}.`);
  return `${before}\nfunction ${name}() {}\n${after.slice(end + '\n}\n'.length)}`;
}

function imported(code: string): string[] {
  const statements = code.matchAll(/import\s*(?:\w+,\s*)?\{([^}]*)\}\s*from\s*["']react(?:-dom(?:\/client)?)?["']/g);
  return [...statements].flatMap(([, names = '']) => names.split(',').map(name => name.trim().split(' ')[0] ?? ''));
}
