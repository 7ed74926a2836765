import assert from 'node:assert/strict';
import { errorTextOf, outcomeOf } from '../../../../src/domo/api/model';
import { readExecution } from '../../../../src/domo/api/schemas';

describe('outcomeOf', () => {
  for (const [state, endedAt, outcome] of [
    ['ACTIVE', undefined, 'running'],
    ['active', 5, 'running'],
    ['SUCCESS', undefined, 'succeeded'],
    ['ERROR', 5, 'failed'],
    ['FAILED', undefined, 'failed'],
    ['IDLE', undefined, 'neverRun'],
    [undefined, undefined, 'neverRun'],
    ['ABORTED', 5, 'ended'],
    ['CANCELLED', undefined, 'running'],
    ['PENDING', undefined, 'running'],
  ] as const)
    it(`takes ${state}${endedAt ? ' with an end' : ''} for ${outcome}`, () => {
      assert.equal(outcomeOf(state, endedAt), outcome);
    });
});

describe('errorTextOf', () => {
  const read = (errors: { message?: string; code?: number }[], toe = 'T1'): string | undefined =>
    errorTextOf(readExecution({ executionId: 1, toe, errors }, 'GET'));

  it('is one line with all reasons and the trace id', () => {
    assert.equal(read([{ message: 'No account.' }, { code: 17 }]), 'No account.; 17 (toe T1)');
    assert.equal(read([{ message: 'No account.' }], ''), 'No account.');
  });

  it('is nothing where nothing went wrong or nothing is said', () => {
    assert.deepEqual([read([]), read([{}])], [undefined, undefined]);
  });
});
