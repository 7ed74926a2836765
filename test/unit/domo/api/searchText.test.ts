import assert from 'node:assert/strict';
import { askedQuery, dataSetIdIn, queryIn } from '../../../../src/domo/api/searchText';

const id = '00216ef1-f845-449c-99c8-13a29f723979';

describe('Text that is searched for', () => {
  for (const text of [
    id,
    ` ${id.toUpperCase()} `,
    `https://acme.domo.com/datasources/${id}/details/data/table`,
    `https://acme.domo.com/datasources/${id}?tab=history#top`,
  ])
    it(`names a DataSet where it is ${text.trim()}`, () => {
      assert.deepEqual(queryIn(text), { key: 'dataSource.id', value: id });
    });

  for (const text of ['Orders', `Orders of ${id}`, 'https://acme.domo.com/', '12', ''])
    it(`names no DataSet where it is “${text}”`, () => {
      assert.equal(dataSetIdIn(text), undefined);
    });

  it('may be a key and a value, as the API takes them', () => {
    assert.deepEqual(queryIn('transport.type:API'), { key: 'transport.type', value: 'API' });
    assert.deepEqual(queryIn('dataSource.name: a:b'), { key: 'dataSource.name', value: '*a:b*' });
    assert.equal(queryIn('transport.type:'), undefined);
    assert.equal(queryIn('name:Orders'), undefined);
  });

  it('keeps no user name and password of an address', () => {
    const address = 'https://hidden:hidden@acme.domo.com/page/1';
    assert.equal(askedQuery('dataSource.name', address).value, '*https://acme.domo.com/page/1*');
    assert.equal(queryIn(`dataSource.name:${address}`)?.value, '*https://acme.domo.com/page/1*');
    assert.equal(queryIn(`https://hidden:hidden@acme.domo.com/datasources/${id}`)?.value, id);
  });

  it('is a part of a name, unless it has wildcards', () => {
    assert.equal(askedQuery('dataSource.name', ' Orders ').value, '*Orders*');
    assert.equal(askedQuery('dataSource.name', 'Ord*').value, 'Ord*');
    assert.equal(askedQuery('transport.type', 'API').value, 'API');
  });
});
