import assert from 'node:assert/strict';
import { isDomoError } from '../../../src/domo/http/errors';
import type { DomoClient } from '../../../src/domo/client';
import { failureOf } from '../../support/collect';
import { clientOf, withDomoSandbox } from '../../support/domoSandbox';
import { FakeClock } from '../../support/fakeClock';
import { matrixCalls, type MatrixCall, type Subject } from './matrixCalls';
import { matrixFaults, type MatrixFault } from './matrixFaults';

const timeoutMilliseconds = 120;
const readTries = 3;
/** What a busy machine may need beside the time-outs. */
const slackMilliseconds = 1500;
/** How exactly undici keeps its time-outs. */
const tickMilliseconds = 1000;

for (const [what, call] of Object.entries(matrixCalls))
  describe(`To ${what} at a server that`, () => {
    const own = withDomoSandbox();
    const subjects: Subject[] = [];
    afterEach(() => own().reset());

    async function newSubject(): Promise<Subject> {
      const { streams, executions } = own().client;
      const { id: streamId } = await streams.create({
        transport: { type: 'API' },
        dataSource: { name: `Subject ${subjects.length}` },
        updateMethod: 'APPEND',
      });
      const { executionId, uploadId } = await executions.create(streamId, {});
      const subject = { streamId, executionId, uploadId };
      subjects.push(subject);
      await call.prepare?.(own().client, subject);
      return subject;
    }

    for (const [does, fault] of Object.entries(matrixFaults).filter(fits(call)))
      for (const afterEffect of effectsOf(call, fault))
        it(`${does}${afterEffect ? ' after its effect' : ''}`, async () => {
          const subject = await newSubject();
          const before = await call.left?.(own().client, await newSubject());
          const { rule } = fault;
          const clock = new FakeClock();
          const origin = typeof rule === 'string' ? rule : own().sandbox.url;
          const timeoutSeconds = fault.isTimeout ? timeoutMilliseconds / 1000 : 5;
          const client = clientOf(origin, own().sandbox.token, { clock, timeoutSeconds });
          if (typeof rule === 'string') await own().reset();
          else await own().reset({ path: '**', ...rule, ...(afterEffect && { afterEffect }) });
          const start = performance.now();
          await assertFails(call, fault, client, subject, origin).finally(() => client.close());
          const tries = fault.isRetried && !call.left ? readTries : 1;
          const longest = fault.isTimeout ? tries * (timeoutMilliseconds + tickMilliseconds) : 0;
          assert.ok(performance.now() - start < longest + slackMilliseconds, 'It took too long.');
          assert.equal(clock.sleeps.length, tries - 1);
          if (fault.waits) assert.deepEqual(clock.sleeps, Array(tries - 1).fill(fault.waits));
          if (typeof rule !== 'string') assert.equal((await own().requests()).length, tries);
          await own().reset();
          if (!call.left) return;
          const after = await call.left(own().client, subject);
          assert.equal(after !== before, afterEffect, `It left ${String(after)}.`);
        });
  });

function fits(call: MatrixCall) {
  return ([, fault]: [string, MatrixFault]): boolean => !fault.onBody || Boolean(call.hasBody);
}

/** A call that writes may have taken effect before its answer went wrong, where there was a server to do it. */
function effectsOf(call: MatrixCall, { rule }: MatrixFault): boolean[] {
  const isTaken = typeof rule !== 'string' && rule.reset !== 'early' && rule.reset !== 'body';
  if (!call.left || !isTaken) return [false];
  // Each takes a second: the harder case stands for both.
  return rule.hang ? [true] : [false, true];
}

async function assertFails(
  call: MatrixCall,
  fault: MatrixFault,
  client: DomoClient,
  subject: Subject,
  origin: string,
): Promise<void> {
  const { rule, kind } = fault;
  const status = typeof rule === 'string' ? undefined : rule.status;
  const isMade = Boolean(call.left && fault.isOfBody);
  if ((fault.isEmpty || isMade) && call.needsNoBody) {
    await call.make(client, subject);
    return;
  }
  if (call.toleratesMissing && status !== undefined && [400, 404, 405].includes(status)) {
    assert.equal(await call.make(client, subject), undefined);
    return;
  }
  const error = await failureOf(call.make(client, subject));
  assert.ok(isDomoError(error), String(error));
  assert.equal(error.kind, kind);
  assert.doesNotMatch(`${error.message} ${error.stack}`, /[0-9a-f]{48}/);
  if (fault.isEmpty) {
    assert.match(error.message, /^Domo returned an? (stream|execution) in an unexpected format/);
    return;
  }
  const says = fault.says.replace('HOST', new URL(origin).host);
  assert.equal(error.message, `${says} (${factsOf(fault, call.named(subject), status)})`);
}

function factsOf({ rule, isTimeout }: MatrixFault, call: string, status?: number): string {
  const hasTrace = typeof rule !== 'string' && JSON.stringify(rule.body ?? '').includes('toe');
  const answered = status === undefined || isTimeout ? call : `${call} answered ${status}`;
  return hasTrace ? `${answered}, toe T-1` : answered;
}
