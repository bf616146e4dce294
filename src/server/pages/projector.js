// The wall of the classroom: how to join, the question, how many have answered, what each option leads to, the board.
// It is looked at and never pressed.

import { blocks, boardTable, prose, tallyBars } from './blocks.js';
import { $, clockText, follow, keyFromAddress, languageButton, make, say, t, words } from './common.js';

const key = keyFromAddress('readyz-projector');
let state;
let drawn = '';

languageButton(() => {
  drawn = '';
  draw();
});
if (key)
  void follow(key, { show, unknown: noKey, connected: (isConnected) => say(isConnected ? '' : t(words.offline)) });
else noKey();
setInterval(clock, 250);
addEventListener('resize', fitToScreen);

function noKey() {
  $('main').replaceChildren(make('h1', {}, t(words.noKey)));
}

function show(next) {
  state = next;
  draw();
}

function draw() {
  if (!state) return;
  const { stage } = state;
  $('quiz').textContent = t(stage.title);
  const what = JSON.stringify([
    stage.phase,
    stage.position,
    stage.question?.round,
    stage.reveal?.voided,
    stage.tally,
    stage.phase === 'lobby' && stage.names,
  ]);
  if (what !== drawn) {
    drawn = what;
    $('main').replaceChildren(...screen(stage));
    say(stage.phase === 'question' ? `${t(words.question(stage))}. ${t(stage.question.title)}` : '');
  }
  const count = $('count');
  if (count)
    count.textContent = t({
      es: `Han respondido ${stage.answered} de ${stage.participants}`,
      en: `${stage.answered} of ${stage.participants} have answered`,
    });
  clock();
  fitToScreen();
}

/** Nobody scrolls a wall: a long question is written smaller, down to what the last row can still read. */
function fitToScreen() {
  const { body } = document;
  for (const size of ['', '90%', '80%', '70%', '60%', '55%']) {
    $('main').style.fontSize = size;
    if (body.scrollHeight <= innerHeight) return;
  }
}

function clock() {
  if (!state) return;
  const { stage } = state;
  const text = clockText(stage.question, stage.question?.closesAt, stage.phase);
  if ($('clock').textContent !== text) $('clock').textContent = text;
}

function screen(stage) {
  const { question } = stage;
  const number = () => make('p', { class: 'soft' }, t(words.question(stage)));
  switch (stage.phase) {
    case 'lobby':
      return [make('h1', {}, t({ es: 'Entra con tu móvil', en: 'Join with your phone' })), lobby(stage)];
    case 'question':
      return [
        number(),
        make('h1', {}, t(question.title)),
        ...blocks(question.blocks),
        make('p', { id: 'count', class: 'timer' }),
      ];
    case 'closed':
      return [
        number(),
        make('h1', {}, t(question.title)),
        make('p', {}, t(words.closed)),
        ...(stage.tally ? [tallyBars(stage.tally)] : []),
        make('p', { id: 'count', class: 'timer' }),
      ];
    case 'revealed':
    case 'explained':
      return [
        number(),
        make('h1', {}, t(question.title)),
        ...(stage.reveal.voided ? [make('p', { class: 'notice' }, t(words.voided))] : []),
        tallyBars(stage.tally),
        ...blocks(stage.reveal.blocks, { without: ['choices'] }),
      ];
    case 'board':
      return [make('h1', {}, t(words.board)), boardTable(stage.board ?? [])];
    case 'finished':
      return [make('h1', {}, t(words.over)), ...(stage.board ? [boardTable(stage.board)] : [])];
  }
  return [];
}

function lobby(stage) {
  const code = `${stage.code.slice(0, 4)} ${stage.code.slice(4)}`;
  const address = stage.joinUrl.replace(/\/#.*$/, '');
  return make(
    'div',
    { class: 'lobby' },
    make('img', {
      src: `data:image/svg+xml,${encodeURIComponent(stage.qr)}`,
      alt: t({ es: `Código QR que lleva a ${address}`, en: `QR code that leads to ${address}` }),
    }),
    make(
      'div',
      {},
      make('p', {}, address),
      make('p', { class: 'code-word' }, code),
      stage.locked && make('p', { class: 'notice' }, t({ es: 'La sala está cerrada.', en: 'The room is locked.' })),
      make('h2', {}, t({ es: `En la sala: ${stage.participants}`, en: `In the room: ${stage.participants}` })),
      make(
        'ul',
        { class: 'names' },
        stage.names.slice(-120).map((name) => make('li', {}, prose(name))),
      ),
    ),
  );
}
