/** A lab in a question's cluster, with the files that the question gives. */
import type { Scenario } from '../scenario.ts';
import type { LabStart } from './lab-start.ts';

export function startOfScenario(scenario: Scenario, seed: number): LabStart {
  const files: Record<string, string> = { ...scenario.host?.files };
  if ('starter' in scenario && scenario.starter.trim() !== '') files['starter.yaml'] = scenario.starter;
  if (scenario.type === 'command') Object.assign(files, scenario.files);
  if ('manifests' in scenario && scenario.manifests.trim() !== '') files['given.yaml'] = scenario.manifests;
  return { seed, cluster: scenario.cluster, files, scenario: scenario.id };
}
