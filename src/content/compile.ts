/**
 * Compiles a content folder for compiled.ts: the build the program's own, a start somebody's large one. What is wrong in a file, and the rare scenario that
 * JSON cannot hold (a whole number beyond 2⁵³), is left out and so read from its source by whoever starts readyz.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { crc32 } from 'node:zlib';
import type { Scenario, ScenarioSummary } from '#engine/scenario.ts';
import { type CompiledIndex, keyOf, type ScenarioEntry } from './compiled.ts';
import { scenarioFiles } from './library.ts';
import { readQuiz, readScenario } from './reader.ts';

export function compileContent(root: string, reader: number): string {
  const scenarios: Record<string, ScenarioEntry> = {};
  const lines: string[] = [];
  let start = 0;
  for (const file of scenarioFiles(path.join(root, 'scenarios'))) {
    const source = readFileSync(file);
    const key = keyOf(root, file);
    const read = readScenario(key, source.toString());
    const line = read.ok ? jsonOf(read.value) : undefined;
    if (!read.ok || line === undefined) continue;
    const length = Buffer.byteLength(line);
    scenarios[key] = { sum: crc32(source), start, length, summary: summaryOf(read.value) };
    lines.push(line);
    start += length + 1;
  }
  const quizzes: Record<string, CompiledIndex['quizzes'][string]> = {};
  for (const file of scenarioFiles(path.join(root, 'quizzes'))) {
    const source = readFileSync(file);
    const read = readQuiz(keyOf(root, file), source.toString());
    if (read.ok) quizzes[keyOf(root, file)] = { sum: crc32(source), quiz: read.value };
  }
  const index: CompiledIndex = { reader, scenarios, quizzes };
  return [JSON.stringify(index), ...lines, ''].join('\n');
}

function summaryOf({ id, version, type, topic, level, order, section, title, weight }: Scenario): ScenarioSummary {
  return { id, version, type, topic, level, order, section, title, weight };
}

function jsonOf(scenario: Scenario): string | undefined {
  try {
    const line = JSON.stringify(scenario);
    return isDeepStrictEqual(JSON.parse(line), scenario) ? line : undefined;
  } catch {
    return undefined;
  }
}
