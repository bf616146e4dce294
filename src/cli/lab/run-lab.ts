/** The lab for whoever asks: a screen in a terminal, a conversation where one cannot be drawn, a script from a pipe. */
import { sanitize } from '#terminal/sanitize.ts';
import type { ExitCode, Io } from '../command.ts';
import { beginLab, type LabRequest } from './begin-lab.ts';
import { labInTerminal } from './lab-in-terminal.ts';
import { promptLab } from './lab-prompt.ts';
import { playLabScript } from './lab-script.ts';

export async function runLab(request: LabRequest, io: Io): Promise<ExitCode> {
  const atTerminal = Boolean(io.in.isTTY && io.out.isTTY);
  const begun = await beginLab(request, io, atTerminal);
  const { lab, intro, statement, firstLine } = begun;
  if (atTerminal && !io.accessible && io.env['TERM'] !== 'dumb') return labInTerminal(begun, io, request.scenario);
  const show = (text: string) => void io.out.write(sanitize(text));
  if (firstLine !== undefined) show(lab.type(firstLine).output);
  if (!atTerminal) return playLabScript(lab, io, show);
  const { language } = io;
  const told = statement ? [statement.title, ...statement.paragraphs] : [];
  show([...told, intro].map((text) => `${text[language].trim()}\n`).join('\n'));
  return promptLab(lab, io, show);
}
