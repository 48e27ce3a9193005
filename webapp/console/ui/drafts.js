// What is typed into a field and not yet sent: kept while the page is open, whatever draws the field anew.
const drafts = new Map();

export const draftOf = (id, otherwise = "") => drafts.get(id) ?? otherwise;

/** Properties of an input that keeps its draft. */
export const drafted = (id, otherwise) => ({
  id,
  defaultValue: draftOf(id, otherwise),
  onInput: (event) => drafts.set(id, event.target.value),
});

/** It was sent, or is not wanted any more. */
export const forgetDraft = (id) => drafts.delete(id);
