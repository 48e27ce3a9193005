// The clipboard, also of a page that came by plain HTTP from another machine, which browsers give no clipboard of its own.

/** By the selection of a field beside an element, as a dialog lets nothing outside it be selected. */
function copiedBySelection(text, beside) {
  const field = Object.assign(document.createElement("textarea"), { value: text, className: "hidden" });
  beside.after(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  beside.focus();
  return done;
}

/** Whether it was copied. */
export async function copied(text, beside) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedBySelection(text, beside);
  }
}
