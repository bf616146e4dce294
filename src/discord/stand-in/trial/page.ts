/**
 * The trial page: one file without dependencies, as text, so that it travels in the bundle. It shows what Discord would show
 * (new components, markdown, forms) and sends what is pressed to `/do`; all words of the bot go in as text, never as HTML.
 */
const style = `
  img { max-width: 100%; }
  body { margin: 0; font: 15px/1.45 system-ui, sans-serif; background: #313338; color: #dbdee1; }
  main { max-width: 46rem; margin: 0 auto; padding: 1rem 1rem 6rem; }
  .message { margin: 0 0 1.2rem; } .message small { color: #949ba4; }
  .card { background: #2b2d31; border-left: 4px solid #4e5058; border-radius: 6px; padding: .7rem 1rem; margin: .3rem 0; }
  .row { display: flex; flex-wrap: wrap; gap: .5rem; margin: .5rem 0; }
  button, select, input, textarea { font: inherit; color: inherit; background: #4e5058; border: 0; border-radius: 4px; padding: .45rem .8rem; }
  button { cursor: pointer; } button:disabled { opacity: .5; cursor: default; }
  .primary { background: #5865f2; } .success { background: #248046; } .danger { background: #da373c; }
  pre { background: #1e1f22; padding: .6rem; border-radius: 4px; overflow-x: auto; white-space: pre-wrap; }
  code { background: #1e1f22; padding: 0 .25rem; border-radius: 3px; } pre code { padding: 0; }
  h2, h3 { margin: .5rem 0 .3rem; } p { margin: .4rem 0; white-space: pre-wrap; } a { color: #00a8fc; }
  footer { position: fixed; bottom: 0; left: 0; right: 0; background: #383a40; padding: .7rem; }
  footer form { max-width: 46rem; margin: 0 auto; display: flex; gap: .5rem; } footer input { flex: 1; }
  dialog { background: #313338; color: inherit; border: 0; border-radius: 8px; width: min(40rem, 90vw); }
  dialog textarea { width: 100%; box-sizing: border-box; font-family: monospace; background: #1e1f22; }
  dialog label { display: block; margin: .6rem 0; } .problem { color: #fa777c; }
`;

const script = `
  const words = {
    es: { only: 'Solo tú puedes ver esto', send: 'Enviar', cancel: 'Cancelar', hint: '/practicar', thinking: 'readyz está pensando…' },
    en: { only: 'Only you can see this', send: 'Send', cancel: 'Cancel', hint: '/practicar', thinking: 'readyz is thinking…' },
  };
  const locale = document.getElementById('locale');
  const say = (key) => words[locale.value.slice(0, 2)][key];
  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };
  const send = async (deed) => {
    const response = await fetch('/do', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(deed) });
    const result = await response.json();
    if (result.error) alert(result.error);
    return result;
  };

  // The part of Discord's markdown that the bot writes.
  function inline(text) {
    const nodes = [];
    let plain = '';
    const flush = () => { if (plain) nodes.push(plain); plain = ''; };
    const patterns = [
      [/^\\\\([^a-zA-Z0-9\\s])/, (m) => { plain += m[1]; }],
      [/^\`([^\`]+)\`/, (m) => { flush(); nodes.push(make('code', { textContent: m[1] })); }],
      [/^\\*\\*((?:\\\\.|[^\\\\])+?)\\*\\*/, (m) => { flush(); nodes.push(make('strong', {}, ...inline(m[1]))); }],
      [/^\\*((?:\\\\.|[^\\\\*])+?)\\*/, (m) => { flush(); nodes.push(make('em', {}, ...inline(m[1]))); }],
      [/^\\[((?:\\\\.|[^\\\\\\]])+)\\]\\(<([^>]+)>\\)/, (m) => { flush(); nodes.push(make('a', { href: m[2], target: '_blank', rel: 'noreferrer' }, ...inline(m[1]))); }],
    ];
    while (text) {
      const found = patterns.map(([pattern, use]) => [text.match(pattern), use]).find(([match]) => match);
      if (found) { found[1](found[0]); text = text.slice(found[0][0].length); }
      else { plain += text[0]; text = text.slice(1); }
    }
    flush();
    return nodes;
  }
  function markdown(text) {
    return text.split(/(\`\`\`\\w*\\n[\\s\\S]*?\\n\`\`\`)/).flatMap((part) => {
      const block = part.match(/^\`\`\`\\w*\\n([\\s\\S]*?)\\n\`\`\`$/);
      if (block) return [make('pre', {}, make('code', { textContent: block[1] }))];
      return part.split(/\\n{2,}/).filter((each) => each.trim()).flatMap((paragraph) => {
        const heading = paragraph.match(/^(##|###) ([^\\n]*)(?:\\n([\\s\\S]*))?$/);
        if (!heading) return [make('p', {}, ...inline(paragraph))];
        const title = make(heading[1] === '##' ? 'h2' : 'h3', {}, ...inline(heading[2]));
        return heading[3] ? [title, make('p', {}, ...inline(heading[3]))] : [title];
      });
    });
  }

  const styles = { 1: 'primary', 3: 'success', 4: 'danger' };
  function component(message, part) {
    const children = () => (part.components ?? []).map((each) => component(message, each));
    switch (part.type) {
      case 1: return make('div', { className: 'row' }, ...children());
      case 2: return make('button', {
        textContent: part.label, className: styles[part.style] ?? '', disabled: part.disabled === true,
        onclick: async ({ target }) => {
          target.disabled = true;
          await send({ kind: 'click', message: message.id, button: part.custom_id });
          target.disabled = false;
        },
      });
      case 3: {
        const options = part.options.map(({ label, value, description }) =>
          make('option', { value, textContent: description ? label + ' · ' + description : label }));
        const first = make('option', { textContent: part.placeholder ?? '', disabled: true, selected: true });
        return make('select', { onchange: (event) => send({ kind: 'select', message: message.id, value: event.target.value }) }, first, ...options);
      }
      case 10: return make('div', {}, ...markdown(part.content));
      case 13: {
        const file = message.files.find(({ name }) => part.file.url === 'attachment://' + name);
        return make('p', {}, make('a', { href: file?.url ?? '', textContent: '📎 ' + (file?.name ?? ''), target: '_blank' }));
      }
      case 12: return make('div', {}, ...part.items.map(({ media, description }) => {
        const file = message.files.find(({ name }) => media.url === 'attachment://' + name);
        return make('img', { src: file?.url ?? '', alt: description ?? '', title: description ?? '' });
      }));
      case 17: {
        const card = make('div', { className: 'card' }, ...children());
        if (part.accent_color != null) card.style.borderColor = '#' + part.accent_color.toString(16).padStart(6, '0');
        return card;
      }
      default: return make('p', { className: 'problem', textContent: 'component ' + part.type });
    }
  }
  function messageElement(message) {
    const body = message.flags & 128 ? [make('p', { textContent: say('thinking') })]
      : [...markdown(message.content), ...message.components.map((part) => component(message, part))];
    const loose = message.flags & 32768 ? [] : message.files.map(({ name, url }) => make('p', {}, make('a', { href: url, textContent: '📎 ' + name })));
    const only = message.flags & 64 ? [make('small', { textContent: '👁 ' + say('only') })] : [];
    const element = make('article', { className: 'message' }, make('strong', { textContent: 'readyz' }), ...body, ...loose, ...only);
    element.dataset.seen = JSON.stringify(message) + locale.value;
    return element;
  }

  const dialog = document.getElementById('form');
  dialog.oncancel = () => send({ kind: 'cancel' });
  function showForm(form) {
    if (!form) return dialog.close();
    const fields = form.inputs.map((input) => {
      const field = input.kind === 'text'
        ? make('textarea', { name: input.customId, rows: 14, maxLength: 4000, value: input.value, spellcheck: false })
        : make('input', { type: 'file', name: input.customId, accept: '.yaml,.yml' });
      return make('label', {}, make('strong', { textContent: input.label }), make('div', { textContent: input.description }), field);
    });
    const finish = async (event) => {
      event.preventDefault();
      const texts = Object.fromEntries([...dialog.querySelectorAll('textarea')].map(({ name, value }) => [name, value]));
      const chosen = dialog.querySelector('input[type=file]')?.files[0];
      await send({ kind: 'submit', texts, ...(chosen ? { file: { name: chosen.name, content: await chosen.text() } } : {}) });
    };
    const cancel = make('button', { type: 'button', textContent: say('cancel'), onclick: () => send({ kind: 'cancel' }) });
    const body = make('form', { onsubmit: finish }, make('h3', { textContent: form.title }), ...fields,
      make('div', { className: 'row' }, make('button', { className: 'primary', textContent: say('send') }), cancel));
    dialog.replaceChildren(body);
    if (!dialog.open) dialog.showModal();
  }

  const list = document.getElementById('messages');
  let form = '';
  function show(state) {
    const known = new Map([...list.children].map((element) => [element.dataset.seen, element]));
    const elements = state.messages.map((message) => known.get(JSON.stringify(message) + locale.value) ?? messageElement(message));
    const grown = elements.some((element) => !element.isConnected);
    list.replaceChildren(...elements, ...state.problems.map((text) => make('p', { className: 'problem', textContent: '⚠ ' + text })));
    if (grown) elements.at(-1)?.scrollIntoView({ block: 'start' });
    const asked = JSON.stringify(state.form ?? '');
    if (asked !== form) { form = asked; showForm(state.form); }
  }
  async function follow() {
    for (let version = -1; ; ) {
      try {
        const state = await (await fetch('/state?version=' + version)).json();
        version = state.version;
        show(state);
      } catch { await new Promise((resolve) => setTimeout(resolve, 1000)); }
    }
  }

  document.getElementById('command').onsubmit = (event) => {
    event.preventDefault();
    send({ kind: 'slash', command: document.getElementById('line').value.replace(/^\\//, ''), options: {} });
  };
  const proposals = document.getElementById('proposals');
  document.getElementById('line').oninput = async (event) => {
    const [, name = '', rest] = event.target.value.match(/^\\/?(\\S+)\\s+(.*)$/) ?? [];
    if (!['practicar', 'reto'].includes(name) || rest === undefined) return;
    const { choices = [] } = await send({ kind: 'type', command: name, option: 'escenario', value: rest });
    proposals.replaceChildren(...choices.map((choice) => make('option', { value: '/' + name + ' ' + choice.value, label: choice.name })));
  };
  locale.onchange = () => send({ kind: 'speak', locale: locale.value });
  follow();
`;

export const pageHtml = `<!doctype html>
<html lang="es">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>readyz</title>
<style>${style}</style>
<main id="messages"></main>
<dialog id="form"></dialog>
<footer>
  <form id="command">
    <input id="line" value="/practicar" list="proposals" autocomplete="off" aria-label="/">
    <datalist id="proposals"></datalist>
    <button class="primary">↵</button>
    <select id="locale" aria-label="locale">
      <option value="es-ES">es-ES</option><option value="es-419">es-419</option>
      <option value="en-US">en-US</option><option value="en-GB">en-GB</option>
    </select>
  </form>
</footer>
<script>${script}</script>
</html>
`;
