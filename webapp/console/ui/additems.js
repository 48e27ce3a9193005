// Where items come in: typed, dropped, pasted, chosen, photographed.
import { addFiles, droppedFiles } from "../data/files.js";
import { addTexts, playground } from "../data/items.js";
import { addSamples } from "../data/samples.js";
import { useStore } from "../data/store.js";
import { drafted, forgetDraft } from "./drafts.js";
import { html, useEffect, useRef, useState } from "./html.js";
import { Icon } from "./icons.js";

function FileButton({ icon, name, ...rest }) {
  const input = useRef(null);
  const chosen = (event) => {
    rest.onFiles([...event.target.files]);
    event.target.value = "";
  };
  return html`
    <button class=${`button ${rest.capture ? "photo" : ""}`} type="button" onClick=${() => input.current.click()}><${Icon} of=${icon} />${name}</button>
    <input class="hidden" type="file" tabindex="-1" aria-hidden="true" ref=${input} multiple=${rest.multiple}
      accept=${rest.accept} webkitdirectory=${rest.folder} capture=${rest.capture} onChange=${chosen} />
  `;
}

function TextForm() {
  const field = useRef(null);
  const add = (event) => {
    event.preventDefault();
    const text = field.current.value.trim();
    if (text) addTexts([text]);
    field.current.value = "";
    forgetDraft("new-text");
    field.current.focus();
  };
  return html`<form class="add-text" onSubmit=${add}>
    <label class="hidden" for="new-text">A text</label>
    <input class="input" ...${drafted("new-text")} ref=${field} required placeholder="Type a text" autocomplete="off" />
    <button class="button primary" type="submit">Add</button>
  </form>`;
}

/** Lets files be dropped and pasted anywhere on the page. */
function useFiles(take) {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const hasFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
    const listeners = {
      dragover: (event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setOver(true);
      },
      dragleave: (event) => event.relatedTarget || setOver(false),
      drop: async (event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setOver(false);
        take(droppedFiles(event.dataTransfer));
      },
      paste: (event) => {
        const files = [...(event.clipboardData?.files ?? [])];
        if (files.length) take(files);
      },
    };
    for (const [name, listener] of Object.entries(listeners)) document.addEventListener(name, listener);
    return () => {
      for (const [name, listener] of Object.entries(listeners)) document.removeEventListener(name, listener);
    };
  }, []);
  return over;
}

export function AddItems() {
  const [refused, setRefused] = useState([]);
  const take = async (files) => {
    setRefused([]);
    const more = await addFiles(files);
    setRefused((before) => [...before, ...more]);
  };
  const over = useFiles(take);
  const { items } = useStore(playground);
  const none = items.length === 0;
  // with all items gone, those that never came are of no interest either
  useEffect(() => void (none && setRefused([])), [none]);
  return html`<section class="card stack" aria-labelledby="add-title">
    <h2 id="add-title">Add texts and pictures</h2>
    <${TextForm} />
    <div class=${`drop ${over ? "over" : ""}`}>
      <p>Drop or paste pictures, PDF files, folders or lists of texts anywhere, or</p>
      <div class="row">
        <${FileButton} icon="picture" name="Choose" multiple=${true} accept="image/*,.pdf,.txt,.json,.csv,.parquet" onFiles=${take} />
        <${FileButton} icon="folder" name="Folder" folder=${true} multiple=${true} onFiles=${take} />
        <${FileButton} icon="camera" name="Photo" accept="image/*" capture="environment" onFiles=${take} />
      </div>
    </div>
    ${refused.length > 0 && html`<p class="bad small" role="alert">${refused.join("; ")}</p>`}
    ${items.length > 0 &&
    html`<button class="button quiet" type="button" onClick=${addSamples}><${Icon} of="spark" />Add the sample set</button>`}
  </section>`;
}
