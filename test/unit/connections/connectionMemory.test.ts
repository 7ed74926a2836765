import assert from 'node:assert/strict';
import type { StreamQuery } from '../../../src/domo/api/model';
import { ConnectionMemory } from '../../../src/connections/connectionMemory';

/** The editor's store, without the editor. */
function newMemory(): ConnectionMemory {
  const values = new Map<string, unknown>();
  const state = {
    get: (key: string) => values.get(key),
    update: (key: string, value: unknown) => {
      values.set(key, value);
      return Promise.resolve();
    },
  };
  return new ConnectionMemory(state);
}

const search = (value: string): StreamQuery => ({ key: 'dataSource.name', value });

describe('What was searched for', () => {
  it('is offered again, the latest first and each once', () => {
    const memory = newMemory();
    for (const value of ['a', 'b', 'a']) memory.addSearch('one', search(value));
    memory.addSearch('one', { key: 'transport.type', value: 'a' });
    assert.deepEqual(memory.searches('one'), [
      { key: 'transport.type', value: 'a' },
      search('a'),
      search('b'),
    ]);
    assert.deepEqual(memory.searches('two'), []);
  });

  it('is kept up to a bound', () => {
    const memory = newMemory();
    for (let count = 1; count <= 25; count += 1) memory.addSearch('one', search(String(count)));
    assert.deepEqual(
      memory.searches('one').map(({ value }) => value),
      ['25', '24', '23', '22', '21', '20', '19', '18', '17', '16'],
    );
  });

  it('can be taken off, and goes with its connection', () => {
    const memory = newMemory();
    for (const value of ['a', 'b']) memory.addSearch('one', search(value));
    memory.removeSearch('one', search('a'));
    assert.deepEqual(memory.searches('one'), [search('b')]);
    memory.forget('one');
    assert.deepEqual(memory.searches('one'), []);
  });
});
