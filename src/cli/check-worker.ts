/** The program of a thread of `readyz check`: it is handed the images once, then one file after the other, and reports on each. */
import { parentPort, workerData } from 'node:worker_threads';
import { type ImageBehaviour, ImageCatalogue } from '#container/image.ts';
import { checkFile, type FileReport } from '#content/check-content.ts';

export interface CheckData {
  readonly images: readonly ImageBehaviour[];
  /** Where the author stands. */
  readonly from: string;
}

export interface CheckReply {
  readonly report: FileReport;
  readonly milliseconds: number;
}

if (parentPort) serve(parentPort, workerData as CheckData);

function serve(port: NonNullable<typeof parentPort>, { images, from }: CheckData): void {
  const catalogue = new ImageCatalogue(images);
  port.on('message', (file: string) => {
    const started = performance.now();
    const report = checkFile(file, from, catalogue);
    port.postMessage({ report, milliseconds: performance.now() - started } satisfies CheckReply);
  });
}
