import assert from 'node:assert/strict';
import { fits, type ValueType } from '../../../../src/uploads/csv/fits';

const cases: Readonly<Record<ValueType, readonly [fitting: string[], others: string[]]>> = {
  LONG: [
    ['', '0', '-1', '+7', '007', '9223372036854775807', '-9223372036854775808'],
    ['1.0', '1e3', ' 1', '1,000', '9223372036854775808', '-9223372036854775809', '-', 'N/A'],
  ],
  DECIMAL: [
    ['', '1', '-1.5', '.5', '5.', '123456789012345678901234567890.1'],
    ['.', '1e5', '1,5', '(12)', '$5', '5%', '٣'],
  ],
  DOUBLE: [
    ['', '1e5', '1.5E-3', '-.5e+1', '5.'],
    ['e5', '1e', '1.5.2', 'NaN', 'Infinity', '0x10'],
  ],
  DATE: [
    ['', '2026-02-28', '2024-02-29', '0001-01-01', '9999-12-31'],
    ['2026-02-30', '0000-00-00', '2026-13-01', '31/01/2026', '2026-1-5', '2026-02-28T00:00'],
  ],
  DATETIME: [
    [
      ...['', '2026-02-28', '2026-02-28T10:30', '2026-02-28 23:59:59', '2026-02-28T10:30:00.123Z'],
      ...['2026-02-28T10:30+02:00', '2026-02-28 10:30:00+0200'],
    ],
    ['2026-02-30T10:30', '2026-02-28T25:61:00', '2026-02-28T24:00', '2026-02-28x', '10:30'],
  ],
};

describe('A value fits in its column', () => {
  for (const [type, [fitting, others]] of Object.entries(cases)) {
    it(`of type ${type} as it is`, () => {
      assert.deepEqual(
        fitting.filter((value) => !fits(value, type)),
        [],
      );
    });

    it(`of type ${type} only if Domo can store it`, () => {
      assert.deepEqual(
        others.filter((value) => fits(value, type)),
        [],
      );
    });
  }

  it('of type STRING whatever it is', () => {
    assert.ok(fits('anything at all', 'STRING'));
  });
});
