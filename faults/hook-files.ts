/** The variable that tells kill-hook.ts its files, as JSON. */
export const HOOK_FILES = 'FAULTS_HOOK_FILES';

export interface HookFiles {
  /** How many steps the server may begin until it is killed, counted from when this stands there; 0: it lives, and its steps are noted. */
  readonly order: string;
  /** The steps that it began since there is an order, one a line. */
  readonly steps: string;
}
