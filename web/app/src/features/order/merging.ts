/** Which conversations does the merge dialog join? Those selected, else the one at hand. Pure. */
export function mergeWish(scene: object, at: string | undefined): string[] {
  const selected = "selected" in scene ? scene.selected : null;
  const ids = selected instanceof Set || Array.isArray(selected) ? [...selected].map(String) : [];
  return ids.length ? ids : at ? [at] : [];
}
