// The wall of the classroom: how to join, the question, how many have answered, what each option leads to, the board.
// It is looked at and never pressed, so all of it has to be on one screen, as large as that lets it be.

import { blocks } from './blocks.js';
import { $, make } from './dom.js';
import { number, t, words } from './language.js';
import { keyedPage, say } from './page.js';
import { prose } from './prose.js';
import { boardTable, tallyBars, teamTable, voteBars } from './tally.js';
import { explanation, reveal, walkScreen } from './wall-runs.js';

let fitted = '';

const page = keyedPage('readyz-projector', {
  draw: (stage) => [
    make('section', { key: `${stage.phase} ${stage.position}`, class: `middle ${stage.phase}` }, screen(stage)),
    strip(stage),
  ],
  after(stage) {
    say(
      stage.phase === 'question' ? `${t(words.question(stage))}. ${t(stage.question.title).replaceAll('`', '')}` : '',
    );
    // Numbers that move do not make a page larger.
    const what = JSON.stringify([
      stage.phase,
      stage.position,
      stage.question?.round,
      stage.tally?.length,
      stage.chaos?.step,
      stage.walk?.frame,
      stage.teamBoard?.length,
      stage.names.length,
      document.documentElement.lang,
    ]);
    if (what !== fitted || document.body.scrollHeight > innerHeight) fitToScreen();
    fitted = what;
  },
});

addEventListener('resize', fitToScreen);
void document.fonts?.ready.then(fitToScreen);

/**
 * Nobody scrolls a wall: letters are as large as lets everything be seen, from half again as large as usual to half. A window too
 * small to be a wall is read by scrolling.
 */
function fitToScreen() {
  if (!page.stage) return;
  const { style } = document.documentElement;
  // A scroll bar takes room, for want of which there would be a scroll bar.
  style.overflow = 'hidden';
  const isWall = innerWidth >= 640 && innerHeight >= 400;
  const fitted = isWall ? largestThatFits(50, 150) : undefined;
  $('main').style.fontSize = `${fitted ?? (isWall ? 50 : 100)}%`;
  style.overflow = fitted === undefined ? '' : 'hidden';
}

/** In percent; undefined where not even the smallest does. */
function largestThatFits(least, most) {
  const { body, documentElement } = document;
  const fits = (percent) => {
    $('main').style.fontSize = `${percent}%`;
    return body.scrollHeight <= innerHeight && documentElement.scrollWidth <= innerWidth;
  };
  if (fits(most)) return most;
  let [small, large] = [least, most];
  while (large - small > 2) {
    const middle = (small + large) / 2;
    if (fits(middle)) small = middle;
    else large = middle;
  }
  return fits(small) ? small : undefined;
}

function screen(stage) {
  const { question } = stage;
  if (stage.walk) return walkScreen(stage.walk);
  const heading = () => [
    make('p', { class: 'soft' }, t(words.question(stage))),
    make('h1', {}, prose(t(question.title))),
  ];
  switch (stage.phase) {
    case 'lobby':
      return lobby(stage);
    case 'question':
      return [heading(), question.round > 1 && make('p', { class: 'notice' }, t(secondVote)), asked(question.blocks)];
    case 'closed':
      return [heading(), make('p', {}, t(words.closed)), stage.tally ? tallyBars(stage.tally) : asked(question.blocks)];
    case 'revealed':
      return [heading(), voided(stage), reveal(stage)];
    case 'explained':
      return [heading(), voided(stage), explanation(stage)];
    case 'vote':
      return [
        make('h1', {}, t({ es: '¿Qué fallo ocurre?', en: 'Which fault happens?' })),
        blocks(stage.chaos.blocks),
        voteBars(stage.chaos, stage.votes),
      ];
    case 'chaos':
      return [
        heading(),
        blocks(stage.chaos.blocks),
        stage.chaos.step === 'running' && make('p', { class: 'timer' }, stillRunning(stage)),
      ];
    case 'board':
      return [make('h1', {}, t(words.board)), boards(stage)];
    case 'finished':
      return [make('h1', {}, t(words.over)), boards(stage)];
  }
  return [];
}

/** YAML stands beside what is asked of it. */
function asked(all) {
  const isYaml = ({ kind }) => kind === 'manifest';
  if (!all.some(isYaml)) return blocks(all);
  return make(
    'div',
    { class: 'sides' },
    make('div', {}, blocks(all.filter((block) => !isYaml(block)))),
    make('div', {}, blocks(all.filter(isYaml))),
  );
}

const secondVote = {
  es: 'Segunda votación: ¿alguien cambia de opinión?',
  en: 'Second vote: does anybody change their mind?',
};

const stillRunning = ({ running }) =>
  t({ es: `Diseños que faltan: ${number(running)}`, en: `Designs still to go: ${number(running)}` });

function boards({ board, teamBoard }) {
  if (!teamBoard || teamBoard.length === 0) return board && boardTable(board);
  return make('div', { class: 'sides' }, teamTable(teamBoard), board && boardTable(board, 5));
}

const voided = (stage) => stage.reveal.voided && make('p', { class: 'notice' }, t(words.voided));

const spaced = (code) => `${code.slice(0, 4)} ${code.slice(4)}`;
const addressOf = ({ joinUrl }) => joinUrl.replace(/\/#.*$/, '');

function lobby(stage) {
  const address = addressOf(stage);
  return [
    make('h1', {}, t({ es: 'Entra con tu móvil', en: 'Join with your phone' })),
    make(
      'div',
      { class: 'doorway' },
      make('img', {
        src: `data:image/svg+xml,${encodeURIComponent(stage.qr)}`,
        alt: t({ es: `Código QR que lleva a ${address}`, en: `QR code that leads to ${address}` }),
      }),
      make(
        'div',
        {},
        make('p', { class: 'address' }, address),
        make('p', { class: 'code-word' }, spaced(stage.code)),
        stage.locked && make('p', { class: 'notice' }, t({ es: 'La sala está cerrada.', en: 'The room is locked.' })),
        stage.teams &&
          make(
            'p',
            {},
            t({ es: `Equipos: ${stage.teams.names.join(', ')}`, en: `Teams: ${stage.teams.names.join(', ')}` }),
          ),
        make('h2', {}, t({ es: `En la sala: ${stage.participants}`, en: `In the room: ${stage.participants}` })),
        names(stage.names),
      ),
    ),
  ];
}

const mostNames = 60;

/** The newest, because whoever has just come looks for their name. */
function names(all) {
  const hidden = Math.max(0, all.length - mostNames);
  return make(
    'ul',
    { class: 'names' },
    all.slice(-mostNames).map((name) => make('li', { key: name }, make('bdi', {}, name))),
    hidden > 0 && make('li', { class: 'soft' }, t({ es: `y ${hidden} más`, en: `and ${hidden} more` })),
  );
}

/** At the foot: for whoever comes late, how to join; for all, how many have answered. */
function strip(stage) {
  if (stage.phase === 'lobby' || stage.phase === 'finished') return undefined;
  const { answered, participants, phase } = stage;
  return make(
    'footer',
    { key: 'strip' },
    make(
      'span',
      { class: 'soft' },
      `${addressOf(stage)} · `,
      make('strong', { class: 'code' }, spaced(stage.code)),
      stage.locked && ' 🔒',
    ),
    (phase === 'question' || phase === 'closed') &&
      make(
        'strong',
        { id: 'count' },
        t({
          es: `Han respondido ${number(answered)} de ${number(participants)}`,
          en: `${number(answered)} of ${number(participants)} have answered`,
        }),
      ),
  );
}
