/** Two tabs on one draft would overwrite each other. Gives back how to let go of it; null where another tab has it. */
export function claimDraft(draftId: string): Promise<(() => void) | null> {
  // Only secure contexts have locks; elsewhere the last save wins.
  if (!('locks' in navigator)) return Promise.resolve(() => {});
  return new Promise(resolve => {
    void navigator.locks.request(`pressbox.draft.${draftId}`, { ifAvailable: true }, lock => {
      if (lock === null) return resolve(null);
      return new Promise<void>(release => resolve(release));
    });
  });
}
