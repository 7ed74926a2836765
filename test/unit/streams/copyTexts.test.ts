import assert from 'node:assert/strict';
import { curlCommand, dataSetPage } from '../../../src/streams/copyTexts';

const origin = 'https://acme.domo.com';

describe('What is copied of a stream', () => {
  it('is the page of its DataSet, where the DataSet is known', () => {
    assert.equal(
      dataSetPage(origin, { dataSourceId: 'ab/c' }),
      'https://acme.domo.com/datasources/ab%2Fc/details/overview',
    );
    assert.equal(dataSetPage(origin, { dataSourceId: undefined }), undefined);
  });

  it('is a command that has a variable in the place of the token', () => {
    assert.equal(
      curlCommand(origin, 7, undefined, 'posix'),
      `curl --silent --show-error -H "X-DOMO-Developer-Token: $DOMO_TOKEN" -H 'Accept: application/json' 'https://acme.domo.com/api/data/v1/streams/7?fields=all'`,
    );
    assert.match(
      curlCommand(origin, 7, { executionId: 3 }, 'posix'),
      /streams\/7\/executions\/3'$/,
    );
    assert.equal(
      curlCommand(origin, 7, { executionId: 3 }, 'powershell'),
      `curl.exe --silent --show-error -H "X-DOMO-Developer-Token: $env:DOMO_TOKEN" -H 'Accept: application/json' 'https://acme.domo.com/api/data/v1/streams/7/executions/3'`,
    );
  });
});
