/**
 * Lines of kubectl and docker: what the lab completes, in a lab of the question’s own cluster or machine. Its own commands are
 * no answer to a question and are left out.
 */
import { ImageCatalogue } from '#container/image.ts';
import { readImages } from '#content/images.ts';
import { Lab } from '#engine/lab/lab.ts';
import { smallCluster } from '#engine/lab/lab-start.ts';
import { startOfScenario } from '#engine/lab/start-of-scenario.ts';
import type { Scenario } from '#engine/scenario.ts';
import type { YamlHelp } from '#terminal/writing/desk.ts';
import { programRoot } from '../program-root.ts';

const seed = 1;
/** What a line may begin with. */
const programs = { docker: ['docker'], cluster: ['kubectl'] } as const;

export function commandHelp(question: Scenario | undefined): YamlHelp {
  let lab: Lab | undefined;
  const opened = () => {
    lab ??= new Lab(question ? startOfScenario(question, seed) : { seed, cluster: smallCluster(3), files: {} }, {
      images: new ImageCatalogue(readImages(programRoot()).images),
      language: 'en',
    });
    return lab;
  };
  return {
    // What a command does is for the run to say.
    check: async () => [],
    async complete(text, line, column) {
      const before = (text.split('\n')[line] ?? '').slice(0, column).replace(/^[ \t]*\$[ \t]+/, '');
      const command =
        before
          .split(/[|;&]|\$\(/)
          .at(-1)
          ?.trimStart() ?? '';
      const first = /^(?:sudo\s+)?(\S*)$/.exec(command)?.[1];
      if (first !== undefined) {
        const known = question ? programs[question.world === 'docker' ? 'docker' : 'cluster'] : ['docker', 'kubectl'];
        return completion(
          first,
          known.filter((name) => name.startsWith(first) && name !== first),
        );
      }
      if (!/^(?:sudo\s+)?(kubectl|k|docker|docker-compose)\s/.test(command)) return undefined;
      const { word, candidates } = opened().complete(before);
      return completion(
        word,
        candidates.filter((candidate) => candidate !== word),
      );
    },
  };
}

function completion(prefix: string, words: readonly string[]) {
  if (words.length === 0) return undefined;
  return { prefix, candidates: words.map((word) => ({ word, follows: 'nothing' as const })) };
}
