/** Leading a live quiz from a terminal with single keys, on the normal screen: what goes on and what can be done, each time it changes. */
import type { Language, Text } from '#base/text.ts';
import type { HostView } from '#engine/live/live-views.ts';
import type { LiveRoom } from '#engine/live/room.ts';
import { sanitize } from '#terminal/sanitize.ts';
import type { Io } from '../command.ts';

export async function lead(io: Io, room: LiveRoom): Promise<void> {
  let [shown, rows] = ['', 0];
  let timer: NodeJS.Timeout | undefined;
  const draw = () => {
    timer = undefined;
    const text = sanitize(tell(room.views.host(room.state), io.language));
    if (text === shown) return;
    // In the place of what stood there, but for who has it read aloud.
    io.out.write(`${rows > 0 && !io.accessible ? `\u001b[${rows}A\u001b[J` : '\n'}${text}`);
    [shown, rows] = [text, rowsOf(text, io.out.columns || 80)];
  };
  /** Below what is shown, which then stays. */
  const note = (text: string) => {
    io.out.write(`${text}\n`);
    [shown, rows] = ['', 0];
    draw();
  };
  // Five hundred answers are no five hundred pictures.
  const unsubscribe = room.onChange(() => {
    timer ??= setTimeout(draw, calmMilliseconds);
  });
  io.in.setRawMode(true);
  io.in.setEncoding('utf8');
  io.in.resume();
  try {
    draw();
    await new Promise<void>((resolve) => {
      io.signal.addEventListener('abort', () => resolve(), { once: true });
      io.in.on('data', (typed: string) => {
        for (const letter of typed) {
          if (letter === 'q' || letter === '\u0003') return resolve();
          const { controls } = room.views.host(room.state);
          const control = letter === '\r' ? controls[0] : controls.find(({ press }) => press === letter.toLowerCase());
          if (!control) continue;
          void room.act(control.fact).then((result) => {
            if (!result.ok) note(result.error[io.language]);
          });
        }
      });
      if (io.signal.aborted) resolve();
    });
  } finally {
    unsubscribe();
    clearTimeout(timer);
    io.in.setRawMode(false);
    io.in.pause();
  }
}

const calmMilliseconds = 200;

/** Long lines go on in the next row. */
function rowsOf(text: string, columns: number): number {
  const lines = text.replace(/\n$/, '').split('\n');
  return lines.reduce((sum, line) => sum + Math.max(1, Math.ceil([...line].length / columns)), 0);
}

/** A line of where it stands, some of what there is to see, and a line of keys. */
function tell(view: HostView, language: Language): string {
  const place = view.question
    ? `${view.position + 1}/${view.questionCount} ${view.question.title[language]}`
    : view.title[language];
  const counts =
    language === 'es'
      ? `${view.participants} en la sala, ${view.answered} han respondido`
      : `${view.participants} in the room, ${view.answered} have answered`;
  const keys = [...view.controls.map(({ press, label }) => `[${press}] ${label[language]}`), `[q] ${quit[language]}`];
  const lines = [
    `${place} · ${phaseWords[view.phase][language]} · ${counts}`,
    ...detailsOf(view, language).map((line) => `  ${line}`),
    keys.join('  '),
  ];
  return `${lines.join('\n')}\n`;
}

/** How many lines of a list fit beside the keys. */
const most = 8;

function detailsOf(view: HostView, language: Language): readonly string[] {
  const { chaos, walk, board, teamBoard, tally } = view;
  if (walk) return [`${walk.name ?? unnamed[language]}: ${walk.frame}/${walk.frames}`];
  const waiting = view.people.filter(({ standing }) => standing === 'waiting').map(({ name }) => name);
  const door = waiting.length > 0 ? [`${waits[language]} ${waiting.slice(0, most).join(', ')}`] : [];
  switch (view.phase) {
    case 'lobby':
      return [...door, ...listed(view, language), ...teamSizes(view)];
    case 'vote':
      return [
        ...door,
        ...(chaos?.faults ?? []).map(({ title }, index) => `${view.votes?.[index] ?? 0} × ${title[language]}`),
      ];
    case 'chaos':
      return (chaos?.ranking ?? [])
        .slice(0, most)
        .map(({ place, design, count }) => `${place}. ${design[language]} (${count})`);
    case 'board':
    case 'finished':
      return [
        ...(teamBoard ?? []).map(({ place, team, points }) => `${place}. ${team} — ${points}`),
        ...(board ?? []).slice(0, most).map(({ place, name, points }) => `${place}. ${name} — ${points}`),
      ];
    default:
      return [
        ...door,
        ...(tally ?? []).slice(0, most).map(({ text, count, before, mark }) => {
          const was = before === undefined ? '' : `${before} → `;
          return `${marks[mark]} ${was}${count} × ${text[language]}`;
        }),
      ];
  }
}

function listed({ roster }: HostView, language: Language): readonly string[] {
  if (!roster) return [];
  const missing = roster.filter(({ nickname }) => nickname === undefined).map(({ name }) => name);
  const here = roster.length - missing.length;
  const names = missing.slice(0, most).join(', ');
  const more = missing.length > most ? '…' : '';
  const absent = language === 'es' ? `; faltan ${names}${more}` : `; missing: ${names}${more}`;
  const head =
    language === 'es' ? `${here} de ${roster.length} de la lista` : `${here} of ${roster.length} on the list`;
  return [missing.length === 0 ? head : `${head}${absent}`];
}

function teamSizes({ teams, people }: HostView): readonly string[] {
  if (!teams) return [];
  return [teams.names.map((team) => `${team} ${people.filter((one) => one.team === team).length}`).join(' · ')];
}

const marks = { none: ' ', chosen: ' ', right: '✔', wrong: '✘' } as const;
const quit: Text = { es: 'Dejarlo (se puede seguir después)', en: 'Leave (it can go on later)' };
const unnamed: Text = { es: 'Una respuesta de la clase', en: 'An answer from the class' };
const waits: Text = { es: 'Esperan a entrar:', en: 'Waiting to be let in:' };

const phaseWords: Readonly<Record<HostView['phase'], Text>> = {
  lobby: { es: 'antes de empezar', en: 'before the start' },
  question: { es: 'se responde', en: 'being answered' },
  closed: { es: 'cerrada', en: 'closed' },
  revealed: { es: 'respuesta a la vista', en: 'answer shown' },
  explained: { es: 'explicada', en: 'explained' },
  vote: { es: 'se vota un fallo', en: 'a fault is being voted for' },
  chaos: { es: 'los diseños ante el fallo', en: 'the designs face the fault' },
  board: { es: 'clasificación', en: 'board' },
  finished: { es: 'terminado', en: 'over' },
};
