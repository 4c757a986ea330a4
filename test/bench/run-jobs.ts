import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';

/**
 * Answers jobs on all processors: each worker thread runs the bench's own bundle again, which is to
 * call `answerJobs` there. Jobs begin in their order; the answers come in the order of the jobs.
 *
 * @param jobs plain data
 * @throws what a worker throws
 */
export async function runJobs<Job, Answer>(jobs: readonly Job[]): Promise<Answer[]> {
  const answers: Answer[] = [];
  let begun = 0;
  let ended = 0;
  const work = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL(import.meta.url));
      let job = -1;
      const next = () => {
        if (begun === jobs.length) {
          worker.terminate().then(() => resolve(), reject);
        } else {
          job = begun++;
          worker.postMessage(jobs[job]);
        }
      };
      worker.on('error', reject).on('message', (answer: Answer) => {
        answers[job] = answer;
        ended++;
        tellProgress(`${ended} of ${jobs.length}`);
        next();
      });
      next();
    });
  const workers = Math.min(jobs.length, availableParallelism());
  await Promise.all(Array.from({ length: workers }, work));
  tellProgress('');
  return answers;
}

/** Answers the jobs that `runJobs` sends to this thread; does nothing in the main thread. */
export function answerJobs<Job, Answer>(answer: (job: Job) => Answer): void {
  if (!isMainThread) {
    parentPort!.on('message', (job: Job) => parentPort!.postMessage(answer(job)));
  }
}

function tellProgress(text: string): void {
  if (process.stderr.isTTY) {
    process.stderr.write(`\r\u001b[K${text}`);
  }
}
