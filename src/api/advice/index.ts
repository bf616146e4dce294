/** Every rule of advice, in the order in which their findings are listed at one line. */
import { issueLimit } from '../decode/issues.ts';
import type { DraftRead } from '../decode/read-draft.ts';
import type { Advice, AdviceRule } from './advice.ts';
import { imageTag } from './image-tag.ts';
import { missingTarget } from './missing-target.ts';
import { portName } from './port-name.ts';
import { resourceRequests } from './resource-requests.ts';
import { ruleNotSimulated } from './rule-not-simulated.ts';
import { selectorMatchesNothing } from './selector-matches-nothing.ts';
import { unusedVolume } from './unused-volume.ts';

const adviceRules: readonly AdviceRule[] = [
  selectorMatchesNothing,
  missingTarget,
  portName,
  unusedVolume,
  imageTag,
  resourceRequests,
  ruleNotSimulated,
];

/** What all documents of a text together give reason to say, in the order of its lines; no more than anybody reads. */
export function adviseOn(documents: readonly DraftRead[]): readonly Advice[] {
  return adviceRules
    .flatMap(({ name, check }) => check(documents).map((finding) => ({ name, ...finding })))
    .slice(0, issueLimit)
    .map(({ name, document, path, text }) => {
      const { line, column } = document.manifest.locate(path);
      return { rule: name, line, column, text };
    })
    .sort((one, other) => one.line - other.line || one.column - other.column);
}
